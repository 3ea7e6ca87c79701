"""Which acts a member may read, and as which rows they are shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from muster.accounts.models import Invitation, Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.builds.models import Build
from muster.core.keyset import By, Stretch, stretch
from muster.core.models import AuditEvent
from muster.directory.models import Import, Merge

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
# The number of a row, as a subject has it since addresses stand in it no more.
_NUMBER = re.compile(r"[0-9]{1,18}")

_MERGED = [
    f"{side}_{noun}" for side in ("kept", "ended") for noun in ("organization", "person", "site")
]


@dataclass(frozen=True, slots=True)
class Value:
    """A field that an act changed; its values, unless they were emptied on a day."""

    field: str
    old: str
    new: str
    emptied: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One act as it is shown.

    Attributes:
        at: the program's own time, without its zone.
        zone: what that zone is called on that day: "CDT".
        named: what the subject is called, where a key alone says little: a file, a member.
        hidden: its words and values are for custodians.
    """

    number: int
    at: datetime
    zone: str
    actor: str
    verb: str
    subject: str
    named: str
    reason: str
    emptied: bool
    hidden: bool
    values: list[Value]
    counts: list[tuple[str, int]]


def acts_seen_by(member: Member) -> "QuerySet[AuditEvent]":
    """The acts that *member* may read.

    Coordinators and administrators read all of their program, of restricted rows only that there
    was an act (`hidden_from`); a host those on their builds; a custodian those on restricted rows:
    who looked at which, and when.
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


def hidden_from(member: Member) -> Q:
    """The acts of which *member* reads who did what and when, and neither to what nor why."""
    if Member.Role.CUSTODIAN in member.roles:
        return Q(pk__in=[])
    return Q(noun__startswith=_RESTRICTED)


def rows_of(acts: Sequence[AuditEvent], member: Member) -> list[Row]:
    """*acts* as rows for *member*, in the time of their program."""
    zone, names = ZoneInfo(member.program.time_zone), names_of(acts, member)
    return [_row(act, zone, names, hidden=_is_hidden(act, member)) for act in acts]


def lines_of(acts: Iterable[AuditEvent], member: Member) -> Iterable[Sequence[object]]:
    """*acts* as lines of a file for *member*; the values of fields stay out of it."""
    zone = ZoneInfo(member.program.time_zone)
    for act in acts:
        at = act.at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
        fields = ", ".join(name for name, _digest in act.changed)
        counts = ", ".join(f"{name} {number}" for name, number in act.counts)
        words = (act.words.subject, act.words.reason)
        told = (act.noun, "") if _is_hidden(act, member) else words
        yield (act.sequence, at, act.actor, act.verb, *told, fields, counts, act.hash)


def names_of(acts: Iterable[AuditEvent], member: Member) -> dict[str, str]:
    """What the subjects of *acts* that are a number or a made-up key are called to *member*."""
    program_id = member.program_id
    keys: dict[str, list[str]] = {"import": [], "member": [], "invitation": [], "merge": []}
    for act in acts:
        noun, _colon, key = act.words.subject.partition(":")
        if noun == "import" or (noun in keys and _NUMBER.fullmatch(key)):
            keys[noun].append(key)
    runs = Import.objects.filter(program=program_id, key__in=keys["import"])
    members = Member.objects.filter(program=program_id, pk__in=keys["member"])
    asked = Invitation.objects.filter(program=program_id, pk__in=keys["invitation"])
    return (
        {f"import:{key}": file for key, file in runs.values_list("key", "file")}
        | {f"member:{one.pk}": str(one.user) for one in members.select_related("user")}
        | {f"invitation:{pk}": email for pk, email in asked.values_list("pk", "email")}
        | _merges(keys["merge"], member)
    )


def _merges(keys: Sequence[str], member: Member) -> dict[str, str]:
    """Which two records these merges made one; for who sees the directory."""
    if not keys or reach_of(member, Right.SEE_DIRECTORY) is not Reach.ALL:
        return {}
    rows = Merge.objects.filter(program=member.program_id, pk__in=keys).select_related(*_MERGED)
    found = {}
    for row in rows:
        kept, ended = row.records
        words = {"ended": ended.name, "kept": kept.name}
        found[f"merge:{row.pk}"] = _("“%(ended)s” into “%(kept)s”") % words
    return found


def _is_hidden(act: AuditEvent, member: Member) -> bool:
    return act.noun.startswith(_RESTRICTED) and Member.Role.CUSTODIAN not in member.roles


def _row(act: AuditEvent, zone: ZoneInfo, names: Mapping[str, str], *, hidden: bool) -> Row:
    at = act.at.astimezone(zone)
    return Row(
        number=act.sequence,
        at=at.replace(tzinfo=None),
        zone=at.tzname() or "",
        actor=act.actor,
        verb=act.verb,
        subject=act.noun if hidden else act.words.subject,
        named=names.get(act.words.subject, ""),
        reason="" if hidden else act.words.reason,
        emptied=act.words.emptied_on is not None,
        hidden=hidden,
        values=[]
        if hidden
        else [
            Value(value.field, value.old, value.new, value.emptied_on is not None)
            for value in act.values.all()
        ],
        counts=[(name, number) for name, number in act.counts],
    )
