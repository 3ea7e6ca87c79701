"""The two lists of this room: the builds of a program, and the people of a build."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _

from muster.builds.models import Build, BuildQuerySet, Participant, ParticipantQuerySet
from muster.core.keyset import By, Stretch, stretch
from muster.core.subjects import Words

BUILDS_AT_ONCE = 25
PEOPLE_AT_ONCE = 100
_NEWEST_FIRST = (By("listed_on", date.fromisoformat, descending=True), By("key"))
_BY_NUMBER = (By("number", int),)


@dataclass(frozen=True, slots=True)
class Listed:
    """One build of the list, and how many were in its room."""

    build: Build
    people: int


def listed_builds(
    builds: BuildQuerySet, *, after: str = "", before: str = ""
) -> tuple[list[Listed], Stretch[Build]]:
    """A stretch of *builds*, the newest first; what has no day yet is still to come."""
    rows = builds.annotate(listed_on=Coalesce("day", Value(date.max)))
    page = stretch(rows, _NEWEST_FIRST, size=BUILDS_AT_ONCE, after=after, before=before)
    people = dict(
        Participant.objects.filter(build__in=[build.pk for build in page.rows])
        .counted()
        .order_by()
        .values_list("build")
        .annotate(n=Count("pk"))
    )
    return [Listed(build, people.get(build.pk, 0)) for build in page.rows], page


def years_of(builds: BuildQuerySet) -> list[int]:
    """The years in which there were builds, the latest first."""
    return list(
        builds.filter(day__isnull=False)
        .annotate(year=ExtractYear("day"))
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )


def states_of(builds: BuildQuerySet) -> list[str]:
    """The states in which there were builds."""
    return list(builds.order_by("state").values_list("state", flat=True).distinct())


class Who(StrEnum):
    """Which people of a build: who came, who was invited and did not, or everybody."""

    CAME = "came"
    AWAY = "away"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class RoomWords:
    """What the people of a build are called, by whether it is over.

    Attributes:
        nobody: of whom there is none, and why, where the chosen kind is empty.
        first: the kind that is shown if none is chosen.
    """

    title: Words
    kinds: Mapping[Who, Words]
    nobody: dict[Who, tuple[Words, Words]]
    first: Who


_ALL = _("Everybody")
_NOBODY = _("Nobody yet"), _("People stand here once they are invited, registered or checked in.")
_OVER = RoomWords(
    _("Who was in the room"),
    {Who.CAME: _("In the room"), Who.AWAY: _("Did not come"), Who.ALL: _ALL},
    {
        Who.CAME: _NOBODY,
        Who.AWAY: (
            _("Nobody is listed as missing"),
            _("Either everybody who was invited came, or the invitations were not recorded."),
        ),
        Who.ALL: _NOBODY,
    },
    Who.CAME,
)
_TO_COME = RoomWords(
    _("Who is coming"),
    {Who.CAME: _("In the room"), Who.AWAY: _("Not here yet"), Who.ALL: _ALL},
    dict.fromkeys(Who, _NOBODY),
    Who.ALL,
)
_OPEN = replace(
    _TO_COME,
    title=_("Who is in the room"),
    first=Who.CAME,
    nobody=_TO_COME.nobody
    | {Who.AWAY: (_("Everybody is here"), _("Nobody else is invited or registered."))},
)
_BEFORE_IT_IS_OVER = {
    Build.Status.PLANNED: _TO_COME, Build.Status.INVITING: _TO_COME, Build.Status.OPEN: _OPEN,
}  # fmt: skip


def words_of(build: Build) -> RoomWords:
    """What the people of *build* are called: before it is over, nobody has stayed away."""
    return _BEFORE_IT_IS_OVER.get(Build.Status(build.status), _OVER)


@dataclass(frozen=True, slots=True)
class People:
    """How many there are of each kind, and whether anything but a number is known of them."""

    came: int
    away: int
    described: bool

    def how_many(self, who: Who) -> int:
        return {Who.CAME: self.came, Who.AWAY: self.away, Who.ALL: self.came + self.away}[who]


def count_people(people: ParticipantQuerySet) -> People:
    """Count *people* of one build, in one question."""
    came = Q(status__in=[Participant.Status.CHECKED_IN, Participant.Status.LEFT])
    described = Q(person__isnull=False) | Q(organization__isnull=False) | Q(sector__isnull=False)
    counts = people.aggregate(
        came=Count("pk", filter=came),
        all=Count("pk"),
        described=Count("pk", filter=described),
    )
    return People(counts["came"], counts["all"] - counts["came"], counts["described"] > 0)


def only(people: ParticipantQuerySet, who: Who) -> ParticipantQuerySet:
    """Those of *people* whom *who* says."""
    if who is Who.CAME:
        return people.came()
    return people.stayed_away() if who is Who.AWAY else people


def listed_people(
    people: ParticipantQuerySet, *, after: str = "", before: str = ""
) -> Stretch[Participant]:
    """A stretch of *people*, by their number."""
    rows = people.select_related("person", "organization", "sector", "role")
    return stretch(rows, _BY_NUMBER, size=PEOPLE_AT_ONCE, after=after, before=before)
