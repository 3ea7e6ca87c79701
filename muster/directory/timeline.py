"""Every touch of an organization or a person: who was in touch, what changed, and what other rooms
tell of it, the newest first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from muster.accounts.models import Member, User
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.parts import Asked, Happened, Noun, Shape, Turn, happened
from muster.directory.history import Wording, label_of, source_words
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Merge,
    Organization,
    Person,
    Post,
    Site,
    Source,
    Touch,
)
from muster.directory.provenance import column_of
from muster.directory.values import shown_phone

# A page shows about so many lines, and always whole days.
AT_ONCE = 30
# No source is asked for more; a day with more than that is cut.
_MOST = 200
_SHAPES = {
    Touch.Kind.CALL: Shape.CALL,
    Touch.Kind.VISIT: Shape.CALL,
    Touch.Kind.MEETING: Shape.CALL,
    Touch.Kind.MAIL: Shape.MAIL,
    Touch.Kind.NOTE: Shape.NOTE,
}
# What happened on a day at a time that nobody knows stands below the rest of that day.
_SOME_TIME = datetime.min.replace(tzinfo=UTC)
# Of these a line tells in a sentence of its own; the rest are told as old and new.
_CONFIRMED = {"confirmed_on", "confirmed_by", "verified_on", "verified_by"}


@dataclass(frozen=True, slots=True)
class Months:
    """The lines of one month, under its name."""

    words: str
    lines: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a page shows of the touches.

    Attributes:
        earlier: the day from which earlier ones go on, or None where there are none.
    """

    months: tuple[Months, ...]
    earlier: date | None

    @property
    def lines(self) -> tuple[Happened, ...]:
        """All lines, the newest first."""
        return tuple(line for month in self.months for line in month.lines)


def timeline(
    member: Member,
    record: Organization | Person,
    *,
    posts: Sequence[Post] = (),
    points: Sequence[ContactPoint] = (),
    merges: Sequence[Any] = (),
    until: date | None = None,
    show: str = "",
) -> Timeline:
    """Every touch of *record* that *member* may see.

    Args:
        posts, points: of the record, those that *member* sees: what changed in them is told too.
        merges: those of `merges_of`.
        until: the last day that is shown.
        show: "people" or "changes" for one kind alone; all, if empty.
    """
    asked = Asked(member, record.pk, until, _MOST)
    is_company = isinstance(record, Organization)
    told = happened(Noun.ORGANIZATION if is_company else Noun.PERSON, asked)
    told += _touches(member, record, asked)
    told += _changes(member, record, posts, points, asked)
    told += _merges(member, merges, asked)
    told += _arrival(record, asked)
    if show in ("people", "changes"):
        told = [line for line in told if line.is_change == (show == "changes")]
    told.sort(key=lambda line: (line.on, line.at or _SOME_TIME), reverse=True)
    shown, earlier = _whole_days(told)
    months = groupby(shown, key=lambda line: date_format(line.on, "YEAR_MONTH_FORMAT"))
    return Timeline(tuple(Months(words, tuple(lines)) for words, lines in months), earlier)


def _whole_days(lines: list[Happened]) -> tuple[list[Happened], date | None]:
    if len(lines) <= AT_ONCE:
        return lines, None
    last_day = lines[AT_ONCE - 1].on
    shown = [line for line in lines if line.on >= last_day]
    rest = lines[len(shown) :]
    return shown, rest[0].on if rest else None


def named_by(column: str) -> Subquery:
    """The name of whoever has the e-mail address in *column*; empty for a command."""
    return Subquery(User.objects.filter(email=OuterRef(column)).values("name")[:1])


def _touches(member: Member, record: Organization | Person, asked: Asked) -> Iterator[Happened]:
    is_company = isinstance(record, Organization)
    column = "organization" if is_company else "person"
    rows = Touch.objects.visible_to(member).filter(**{column: record})
    if asked.until:
        rows = rows.filter(on__lte=asked.until)
    rows = rows.annotate(by_name=named_by("by")).select_related("person", "organization")
    found = list(rows.order_by("-on", "-pk")[: asked.most])
    others = [row.person if is_company else row.organization for row in found]
    zone = ZoneInfo(member.program.time_zone)
    seen = _seen(member, Person if is_company else Organization, others)
    for row, other in zip(found, others, strict=True):
        if other is not None and other not in seen:
            # What was said may be of whom they do not see.
            row.says, other = "", None
        yield _touch(row, other, is_company, zone)


def _seen(member: Member, noun: Any, rows: Sequence[Any]) -> set[Any]:
    """Those of *rows* that *member* sees; it asks only for who sees a part."""
    there = {row for row in rows if row is not None}
    if reach_of(member, Right.SEE_DIRECTORY) is Reach.ALL or not there:
        return there
    return set(noun.objects.visible_to(member).filter(pk__in=[row.pk for row in there]))


def _touch(
    row: Any, other: Organization | Person | None, is_company: bool, zone: ZoneInfo
) -> Happened:
    words = ""
    if other is not None:
        with_whom = {"name": other.name}
        words = _("with %(name)s") % with_whom if is_company else _("at %(name)s") % with_whom
    by = row.by_name or row.by
    lead = _("Private note") if row.private else capfirst(row.get_kind_display())
    return Happened(
        on=row.on,
        shape=Shape.NOTE if row.private else _SHAPES[row.kind],
        lead=lead,
        words=", ".join(part for part in (words, _("by %(name)s") % {"name": by}) if part),
        says=row.says,
        private=row.private,
        # Of another day it tells only when somebody wrote it down.
        at=row.at if row.at.astimezone(zone).date() == row.on else None,
    )


def _changes(
    member: Member,
    record: Organization | Person,
    posts: Sequence[Post],
    points: Sequence[ContactPoint],
    asked: Asked,
) -> Iterator[Happened]:
    own = Q(organization=record) if isinstance(record, Organization) else Q(person=record)
    about = (
        own
        | Q(post__in=[post.pk for post in posts])
        | Q(contact_point__in=[point.pk for point in points])
    )
    rows = FieldChange.objects.filter(about, program=record.program_id)
    zone = ZoneInfo(member.program.time_zone)
    if asked.until:
        end = datetime.combine(asked.until + timedelta(days=1), time.min, tzinfo=zone)
        rows = rows.filter(at__lt=end)
    changes = list(rows.select_related("source").order_by("-pk")[: asked.most])
    wording = Wording(changes)
    posts_by, points_by = {row.pk: row for row in posts}, {row.pk: row for row in points}

    def act(change: FieldChange) -> tuple[Any, ...]:
        return (change.at, change.source_id, change.post_id, change.contact_point_id)

    acts = [list(group) for _key, group in groupby(changes, key=act)]
    confirmed = {(each[0].at, each[0].by) for each in acts if each[0].contact_point_id}
    for group in acts:
        first = group[0]
        turns = _turns(group, wording)
        line = _Line(first.at.astimezone(zone), first.source)
        if first.contact_point_id is not None:
            yield from line.of_point(points_by[first.contact_point_id], group)
        elif first.post_id is not None:
            yield from line.of_post(posts_by[first.post_id], group, turns)
        elif {change.field for change in group} <= _CONFIRMED:
            # Whoever confirms a number confirms the record too: one line tells both.
            if (first.at, first.by) not in confirmed:
                yield line.told(_("Confirmed as it stands"))
        else:
            yield from line.of_record(group, turns)


def _turns(group: Iterable[FieldChange], wording: Wording) -> tuple[Turn, ...]:
    turns = [
        Turn(
            label_of(change.field),
            wording.of(change, change.old),
            wording.of(change, change.new),
        )
        for change in group
        if change.field not in _CONFIRMED | {"ended_on", "merged_into"}
    ]
    return tuple(reversed(turns))


@dataclass(frozen=True, slots=True)
class _Line:
    """Makes the line of one act: when, where the program is, and from what source."""

    at: datetime
    source: Source

    @property
    def says(self) -> str:
        return _("by %(name)s") % {"name": self.source.name} if self._by_hand else ""

    @property
    def _by_hand(self) -> bool:
        return self.source.kind == Source.Kind.HAND

    @property
    def _lead(self) -> str:
        if self._by_hand:
            return _("Edited")
        words = source_words(self.source)
        # The name of a file is as it is: nothing of it becomes a capital.
        is_named = self.source.kind in (Source.Kind.FILE, Source.Kind.REGISTER)
        return _("From %(source)s") % {"source": words} if is_named else capfirst(words)

    def told(
        self,
        lead: str,
        words: str = "",
        *,
        says: str = "",
        shape: Shape = Shape.EDIT,
        turns: tuple[Turn, ...] = (),
    ) -> Happened:
        below = ", ".join(part for part in (self.says, says) if part)
        return Happened(
            on=self.at.date(),
            shape=shape,
            lead=lead,
            words=words,
            turns=turns,
            says=capfirst(below),
            is_change=True,
            at=self.at,
        )

    def of_record(
        self, group: Sequence[FieldChange], turns: tuple[Turn, ...]
    ) -> Iterator[Happened]:
        ended = [change for change in group if change.field == "ended_on"]
        for change in ended:
            yield self.told(_("Deactivated") if change.new else _("Brought back"))
        if turns:
            yield self.told(self._lead, turns=turns)

    def of_post(
        self, post: Post, group: Sequence[FieldChange], turns: tuple[Turn, ...]
    ) -> Iterator[Happened]:
        lead = _("%(name)s’s post changed") % {"name": post.person.name}
        ends = [change for change in group if change.field == "to_on"]
        if ends:
            says = _("%(name)s’s post ended") if ends[0].new else _("%(name)s’s post goes on")
            lead = says % {"name": post.person.name}
        yield self.told(lead, post.title, turns=() if ends else turns)

    def of_point(self, point: ContactPoint, group: Sequence[FieldChange]) -> Iterator[Happened]:
        new = {change.field: change.new for change in group}
        if "status" in new and new["status"] != ContactPoint.Status.OK:
            lead = (
                _("Do not contact")
                if new["status"] == ContactPoint.Status.DO_NOT_CONTACT
                else _("Does not work any more")
            )
            yield self.told(lead, shown_phone(point.address), says=new.get("status_says", ""))
        elif "verified_on" in new or "verified_by" in new:
            yield self.told(_("Confirmed"), shown_phone(point.address), shape=Shape.CALL)
        elif "status" in new:
            yield self.told(_("Used again"), shown_phone(point.address))
        else:
            yield self.told(_("Changed"), shown_phone(point.address))


def merges_of(record: Organization | Person | Site) -> list[Any]:
    """The merges into *record*, those undone too, the newest first, with who did it."""
    column = column_of(record)
    rows = Merge.objects.filter(**{f"kept_{column}": record}).select_related(f"ended_{column}")
    return list(rows.annotate(by_name=named_by("by"), undone_name=named_by("undone_by")))


def _merges(member: Member, merges: Sequence[Any], asked: Asked) -> Iterator[Happened]:
    zone = ZoneInfo(member.program.time_zone)
    for row in merges:
        name = (row.ended_organization or row.ended_person).name
        for at, by, says in (
            (row.at, row.by_name or row.by, _("with “%(name)s”")),
            (row.undone_at, row.undone_name or row.undone_by, _("from “%(name)s” again")),
        ):
            if at is None or (asked.until and at.astimezone(zone).date() > asked.until):
                continue
            yield Happened(
                on=at.astimezone(zone).date(),
                shape=Shape.EDIT,
                lead=_("Merged") if at == row.at else _("Parted"),
                words=says % {"name": name},
                says=_("By %(name)s") % {"name": by},
                is_change=True,
                at=at,
            )


def _arrival(record: Organization | Person, asked: Asked) -> Iterator[Happened]:
    source = record.source
    if source is None or (asked.until and source.on > asked.until):
        return
    yield Happened(
        on=source.on,
        shape=Shape.EDIT,
        lead=_("Came into the directory"),
        words=_("from %(source)s") % {"source": source.name}
        if source.kind != Source.Kind.HAND
        else _("by %(name)s") % {"name": source.name},
        is_change=True,
    )
