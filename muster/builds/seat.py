"""A list of who came becomes the people of a build: how history gets its denominator.

The list has come into the directory as attendees; there each person is known once. Here they take
their place in the room, with the day and the company that the list said. A list that says nobody’s
coming was only a list: a member says then whether all on it came.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, ForeignObjectRel, Max, Q, QuerySet
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.builds.models import Build, Participant
from muster.core import audit
from muster.core.clock import today_in
from muster.directory.imports.part import part_of
from muster.directory.models import Import, Organization, Person, Touch
from muster.programs.models import Role

CAME = Touch.Kind.MEETING
# A list of a past build is one of the newest when it has just come in.
_MOST_LISTS = 20


class SeatError(Exception):
    """The people of a list cannot take their places. Nothing was changed."""


class NoRoleThatCounts(SeatError):
    """The program has no role in which people count."""

    def __init__(self) -> None:
        super().__init__(
            _("The program has no role in which people count. Nobody was added; load its pack.")
        )


class NotAList(SeatError):
    """The import is no list of attendees that stands in the directory."""

    def __init__(self) -> None:
        super().__init__(_("This is no list of attendees that has been applied. Nobody was added."))


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of attendees: how many it says came, how many it only names, and who is seated.

    Attributes:
        came: people of whom the list says that they came.
        named: people of whom it does not say so.
        seated: people of it who have a place at this build.
    """

    run: Import
    came: int
    named: int
    seated: int

    @property
    def people(self) -> int:
        return self.came + self.named

    @property
    def is_seated(self) -> bool:
        """Whether everybody on it has a place."""
        return self.seated >= self.people > 0


@dataclass(frozen=True, slots=True)
class Seated:
    """What became of a list: who is in the room now, who was asked, who had a place before.

    Attributes:
        unseen: people of it whom the member does not see: they have no place from it.
    """

    came: int
    stayed_away: int
    were_there: int
    unseen: int = 0


def lists_of(build: Build, among: "QuerySet[Import]") -> list[Listed]:
    """The newest lists of attendees that can give *build* its people.

    Args:
        among: the imports that a member sees.
    """
    applied = among.filter(
        program=build.program, kind=Import.Kind.ATTENDEES, state=Import.State.APPLIED
    )
    runs = list(applied.exclude(source=None)[:_MOST_LISTS])
    sources = [run.source_id for run in runs]
    came: dict[int | None, set[int]] = defaultdict(set)
    on_it: dict[int | None, set[int]] = defaultdict(set)
    for source, person in (
        Person.objects.listed().filter(source__in=sources).values_list("source", "pk")
    ):
        on_it[source].add(person)
    touches = Touch.objects.filter(source__in=sources, person__isnull=False)
    for source, person, kind in touches.values_list("source", "person", "kind"):
        (came if kind == CAME else on_it)[source].add(person or 0)
    places = dict(
        build.participants.filter(listed_in__in=runs)
        .order_by()
        .values_list("listed_in")
        .annotate(n=Count("pk"))
    )
    return [
        Listed(
            run,
            came=len(came[run.source_id]),
            named=len(on_it[run.source_id] - came[run.source_id]),
            seated=places.get(run.pk, 0),
        )
        for run in runs
    ]


@transaction.atomic
def seat(
    build: Build,
    run: Import,
    *,
    all_came: bool,
    by: str,
    now: datetime,
    member: Member | None = None,
) -> Seated:
    """Give the people of the list *run* their places at *build*. Sent twice, they have one each.

    A place opens somebody to the hosts of the build: only whom *member* sees gets one.

    Args:
        all_came: whether everybody on the list came; else only those of whom it says so, and the
            others were asked and stayed away.
        by: the member's e-mail address.
        member: who seats them; None for who sees the whole program.

    Raises:
        SeatError: it is no list of attendees, or nobody could count.
        NotReady: the member imports nothing any more.
    """
    Build.objects.select_for_update().get(pk=build.pk)
    if (run.kind, run.state) != (Import.Kind.ATTENDEES, Import.State.APPLIED):
        raise NotAList
    role = _role(build)
    if role is None:
        raise NoRoleThatCounts
    told = _told(run)
    there = set(build.participants.exclude(person=None).values_list("person", flat=True))
    number = build.participants.aggregate(last=Max("number"))["last"] or 0
    people = list(_people(run))
    part = part_of(member) if member is not None else None
    unseen = part.unseen(Person, {one.pk for one in people} - there) if part is not None else set()
    rows, were_there = [], 0
    for person in people:
        if person.pk in unseen:
            continue
        if person.pk in there:
            were_there += 1
            continue
        number += 1
        rows.append(_participant(build, run, person, role, number, told[person.pk], all_came))
    Participant.objects.bulk_create(rows)
    seated = Seated(
        came=sum(row.status == Participant.Status.CHECKED_IN for row in rows),
        stayed_away=sum(row.status != Participant.Status.CHECKED_IN for row in rows),
        were_there=were_there,
        unseen=len(unseen),
    )
    if rows:
        audit.record(
            by=by,
            verb="seated",
            subject=f"build:{build.key}",
            program=build.program,
            at=now,
            counts={"came": seated.came, "stayed away": seated.stayed_away},
        )
    return seated


@transaction.atomic
def unseat(build: Build, run: Import, *, by: str, now: datetime) -> int:
    """Take the places back that the list *run* gave at *build*; how many.

    Who was changed since, or has done something there, keeps theirs: it is `kept_of`.
    """
    Build.objects.select_for_update().get(pk=build.pk)
    places = _untouched(build, run)
    gone = len(places)
    build.participants.filter(pk__in=places).delete()
    if gone:
        audit.record(
            by=by,
            verb="unseated",
            subject=f"build:{build.key}",
            program=build.program,
            at=now,
            counts={"people": gone},
        )
    return gone


def kept_of(build: Build, run: Import) -> int:
    """How many have a place at *build* that the list *run* gave."""
    return build.participants.filter(listed_in=run).count()


def _untouched(build: Build, run: Import) -> list[int]:
    """The places that are as *run* gave them, and that nothing else stands on."""
    role, told = _role(build), _told(run)
    status = Participant.Status
    rows = build.participants.filter(
        listed_in=run, role=role, status__in=(status.CHECKED_IN, status.REGISTERED),
        walked_in=False, decides=False, delegate_for=None, checked_in_at=None, left_at=None,
    )  # fmt: skip
    for relation in Participant._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            other = relation.related_model._default_manager
            used = other.filter(**{f"{relation.field.name}__listed_in": run})
            rows = rows.exclude(pk__in=used.values(relation.field.name))
    return [
        row.pk
        for row in rows
        if row.checked_in_on
        == (_day(build, run, told[row.person_id]) if row.status == status.CHECKED_IN else None)
    ]


def _role(build: Build) -> Role | None:
    return Role.objects.filter(program=build.program, counts=True).order_by("position").first()


@dataclass(slots=True)
class _Told:
    """What a list tells of one person."""

    came: bool = False
    day: date | None = None
    company: Organization | None = None


def _told(run: Import) -> dict[int | None, _Told]:
    """What the list *run* tells, by person."""
    told: dict[int | None, _Told] = defaultdict(_Told)
    touches = Touch.objects.filter(source=run.source, person__isnull=False).order_by("pk")
    for touch in touches.select_related("organization__sector"):
        one = told[touch.person_id]
        one.day = touch.on
        one.came |= touch.kind == CAME
        one.company = touch.organization or one.company
    return told


def _day(build: Build, run: Import, told: _Told) -> date:
    return build.day or told.day or today_in(build.program, run.at)


def _company(run: Import, person: Person, told: _Told, day: date) -> Organization | None:
    """Where *person* was on that day: as the list says, else by their posts."""
    if told.company is not None:
        return told.company
    posts = list(person.posts.all())
    brought = [post for post in posts if post.source_id == run.source_id]
    held = [
        post
        for post in posts
        if (post.from_on is None or post.from_on <= day) and (not post.to_on or post.to_on >= day)
    ]
    stands = [post for post in posts if post.to_on is None]
    return next((post.organization for post in (*brought, *held, *stands)), None)


def _participant(
    build: Build,
    run: Import,
    person: Person,
    role: Role,
    number: int,
    told: _Told,
    all_came: bool,
) -> Participant:
    is_in, day = all_came or told.came, _day(build, run, told)
    organization = _company(run, person, told, day)
    return Participant(
        build=build,
        number=number,
        person=person,
        organization=organization,
        sector=organization.sector if organization is not None else None,
        role=role,
        status=Participant.Status.CHECKED_IN if is_in else Participant.Status.REGISTERED,
        checked_in_on=day if is_in else None,
        listed_in=run,
    )


def _people(run: Import) -> "QuerySet[Person]":
    """The people of the list: whom it brought into the directory, and whom it met there."""
    touched = Touch.objects.filter(source=run.source, person__isnull=False).values("person")
    return (
        Person.objects.listed()
        .filter(Q(source=run.source) | Q(pk__in=touched))
        .prefetch_related("posts__organization__sector")
        .order_by("name", "pk")
    )
