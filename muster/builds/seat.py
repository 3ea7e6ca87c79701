"""A list of who came becomes the people of a build: how history gets its denominator.

The list has come into the directory as attendees; there each person is known once. Here they take
their place in the room, with the day and the company that the list said. A list that says nobody’s
coming was only a list: a member says then whether all on it came.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from muster.builds.models import Build, Participant
from muster.core import audit
from muster.directory.models import Import, Person, Touch
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


@dataclass(frozen=True, slots=True)
class Seated:
    """What became of a list: who is in the room now, who was asked, who had a place before."""

    came: int
    stayed_away: int
    were_there: int


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
def seat(build: Build, run: Import, *, all_came: bool, by: str, now: datetime) -> Seated:
    """Give the people of the list *run* their places at *build*. Sent twice, they have one each.

    Args:
        all_came: whether everybody on the list came; else only those of whom it says so, and the
            others were asked and stayed away.
        by: the member's e-mail address.

    Raises:
        SeatError: it is no list of attendees, or nobody could count.
    """
    Build.objects.select_for_update().get(pk=build.pk)
    if (run.kind, run.state) != (Import.Kind.ATTENDEES, Import.State.APPLIED):
        raise NotAList
    role = Role.objects.filter(program=build.program, counts=True).order_by("position").first()
    if role is None:
        raise NoRoleThatCounts
    days: dict[int | None, date] = {}
    came = set()
    touches = Touch.objects.filter(source=run.source, person__isnull=False)
    for pk, kind, day in touches.values_list("person", "kind", "on"):
        days[pk] = day
        if kind == CAME:
            came.add(pk)
    there = set(build.participants.exclude(person=None).values_list("person", flat=True))
    number = build.participants.aggregate(last=Max("number"))["last"] or 0
    rows, were_there = [], 0
    for person in _people(run):
        if person.pk in there:
            were_there += 1
            continue
        number += 1
        is_in = all_came or person.pk in came
        rows.append(_participant(build, run, person, role, number, is_in, days.get(person.pk)))
    Participant.objects.bulk_create(rows)
    seated = Seated(
        came=sum(row.status == Participant.Status.CHECKED_IN for row in rows),
        stayed_away=sum(row.status != Participant.Status.CHECKED_IN for row in rows),
        were_there=were_there,
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
    """Take the places back that the list *run* gave at *build*; how many."""
    places = build.participants.filter(listed_in=run)
    gone = places.count()
    places.delete()
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


def _participant(
    build: Build,
    run: Import,
    person: Person,
    role: Role,
    number: int,
    is_in: bool,
    day: date | None,
) -> Participant:
    post = next((post for post in person.posts.all() if post.to_on is None), None)
    organization = post.organization if post is not None else None
    came_on = build.day or day or run.at.date()
    return Participant(
        build=build,
        number=number,
        person=person,
        organization=organization,
        sector=organization.sector if organization is not None else None,
        role=role,
        status=Participant.Status.CHECKED_IN if is_in else Participant.Status.REGISTERED,
        checked_in_on=came_on if is_in else None,
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
