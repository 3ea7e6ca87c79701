"""Which acts a member may read, and as which rows they are shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.builds.models import Build
from muster.core.keyset import By, Stretch, stretch
from muster.core.models import AuditEvent

PAGE = 50


def _read_at(words: str) -> datetime:
    """A moment out of a cursor.

    Raises:
        ValueError: it is none, or of no zone.
    """
    at = datetime.fromisoformat(words)
    if at.tzinfo is None:
        raise ValueError(words)
    return at


_ORDER = (By("at", _read_at, descending=True), By("pk", int, descending=True))
# What begins the subject of an act on a build.
_OF_BUILD = ("build", "outcome", "report")
# Everything in the room of restricted rows begins so.
_RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Value:
    """A field that an act changed; its values, unless they were emptied on a day."""

    field: str
    old: str
    new: str
    emptied: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One act as it is shown; *at* is the program's own time, without its zone."""

    number: int
    at: datetime
    actor: str
    verb: str
    subject: str
    reason: str
    emptied: bool
    values: list[Value]
    counts: list[tuple[str, int]]


def acts_seen_by(member: Member) -> "QuerySet[AuditEvent]":
    """The acts that *member* may read.

    Coordinators and administrators read all of their program; a host those on their builds; a
    custodian those on restricted rows: who looked at which, and when.
    """
    acts = AuditEvent.objects.filter(program=member.program_id)
    reach = reach_of(member, Right.SEE_AUDIT)
    if reach is Reach.ALL:
        return acts
    if reach is not Reach.OWN:
        return acts.none()
    seen = Q(pk__in=[])
    for key in Build.objects.visible_to(member, Right.SEE_AUDIT).values_list("key", flat=True):
        seen |= Q(words__subject=f"build:{key}")
        for noun in _OF_BUILD:
            seen |= Q(words__subject__startswith=f"{noun}:{key}/")
    if Member.Role.CUSTODIAN in member.roles:
        seen |= Q(noun__startswith=_RESTRICTED)
    return acts.filter(seen)


def listed_acts(acts: "QuerySet[AuditEvent]", *, after: str, before: str) -> Stretch[AuditEvent]:
    """Some of *acts*, the newest first, with what stands beside them."""
    read = acts.select_related("words").prefetch_related("values")
    return stretch(read, _ORDER, size=PAGE, after=after, before=before)


def rows_of(acts: Iterable[AuditEvent], zone: str) -> list[Row]:
    """*acts* as rows, in the time of *zone*."""
    return [_row(act, ZoneInfo(zone)) for act in acts]


def lines_of(acts: Iterable[AuditEvent], zone: str) -> Iterable[Sequence[object]]:
    """*acts* as lines of a file; the values of fields stay out of it."""
    for act in acts:
        at = act.at.astimezone(ZoneInfo(zone)).isoformat(sep=" ", timespec="seconds")
        fields = ", ".join(name for name, _digest in act.changed)
        counts = ", ".join(f"{name} {number}" for name, number in act.counts)
        words = act.words
        told = (words.subject, words.reason, fields, counts)
        yield (act.sequence, at, act.actor, act.verb, *told, act.hash)


def _row(act: AuditEvent, zone: ZoneInfo) -> Row:
    return Row(
        number=act.sequence,
        at=act.at.astimezone(zone).replace(tzinfo=None),
        actor=act.actor,
        verb=act.verb,
        subject=act.words.subject,
        reason=act.words.reason,
        emptied=act.words.emptied_on is not None,
        values=[
            Value(value.field, value.old, value.new, value.emptied_on is not None)
            for value in act.values.all()
        ],
        counts=[(name, number) for name, number in act.counts],
    )
