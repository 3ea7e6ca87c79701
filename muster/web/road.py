"""The road of a build: where it stands, from the plan to the report, read from its rows.

A milepost is *done* when its rows are there, *now* when the build's status says that its people are
at it, and *ahead* otherwise. What Muster does not keep yet is said so, and never drawn as done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.builds.models import Build
from muster.builds.room import Room
from muster.shell.road import Milepost, State


class Post(StrEnum):
    """The seven mileposts."""

    PLAN = "plan"
    GATHER = "gather"
    ROOM = "room"
    SURVEY = "survey"
    CONNECT = "connect"
    FOLLOW_UP = "follow_up"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Counts:
    """What the road tells of a build, beside its room.

    Attributes:
        pledges: outcomes that are pledged still.
        made: introductions that led to a meeting.
        open_version, published_version: the version on the desk and the one that is public, or 0.
        withdrawn_version: the one that was public last, where it was withdrawn, or 0.
    """

    sessions: int
    speakers: int
    responses: int
    outcomes: int
    pledges: int
    introductions: int
    made: int
    open_version: int
    published_version: int
    withdrawn_version: int = 0


# What a build's people are at, by its status.
_AT: Mapping[str, Post] = {
    Build.Status.PLANNED: Post.PLAN,
    Build.Status.INVITING: Post.GATHER,
    Build.Status.OPEN: Post.ROOM,
    Build.Status.CLOSED: Post.FOLLOW_UP,
    Build.Status.FOLLOWING_UP: Post.FOLLOW_UP,
    Build.Status.REPORTED: Post.REPORT,
}
_OVER = (Build.Status.CLOSED, Build.Status.FOLLOWING_UP, Build.Status.REPORTED)


def mileposts(
    build: Build,
    room: Room,
    counts: Counts,
    *,
    sees_people: bool = True,
    writes_report: bool = True,
) -> list[Milepost]:
    """The seven mileposts of *build*, each with its state and what there is to see.

    One whose page is not for the one who looks leads nowhere, and tells the same.
    """
    passed = _passed(build, room, counts)
    now = None if build.status == Build.Status.CANCELLED else _AT[build.status]
    key = build.key
    outcomes = reverse("outcomes", args=[key])
    people = reverse("room", args=[key]) if sees_people else ""
    desk = reverse("desk", args=[key]) if writes_report else ""
    told = {
        Post.PLAN: (_("Plan"), reverse("plan", args=[key]), _plan(counts)),
        Post.GATHER: (_("Gather"), f"{people}?who=all" if people else "", _gather(room)),
        Post.ROOM: (_("Room"), people, _came(room)),
        Post.SURVEY: (_("Survey"), reverse("figures", args=[key]), _survey(room, counts)),
        Post.CONNECT: (_("Connect"), f"{outcomes}#introductions", _connect(counts)),
        Post.FOLLOW_UP: (_("Follow up"), outcomes, _follow_up(build, counts)),
        Post.REPORT: (_("Report"), desk, _report(counts)),
    }
    return [
        Milepost(label, _state(post, now, passed), href, note)
        for post, (label, href, note) in told.items()
    ]


def _state(post: Post, now: Post | None, passed: Mapping[Post, bool]) -> State:
    if passed[post]:
        return State.DONE
    return State.NOW if post is now else State.AHEAD


def _passed(build: Build, room: Room, counts: Counts) -> Mapping[Post, bool]:
    over = build.status in _OVER
    begun = over or build.status == Build.Status.OPEN
    return {
        Post.PLAN: begun or build.status == Build.Status.INVITING,
        Post.GATHER: begun,
        Post.ROOM: over and room.came > 0,
        Post.SURVEY: over and counts.responses > 0,
        Post.CONNECT: over and counts.introductions > 0 and counts.made == counts.introductions,
        Post.FOLLOW_UP: build.status == Build.Status.REPORTED and counts.outcomes > 0,
        Post.REPORT: counts.published_version > 0,
    }


def _plan(counts: Counts) -> str:
    if not counts.sessions:
        return _("No agenda is recorded")
    sessions = ngettext("%(n)s session", "%(n)s sessions", counts.sessions) % {"n": counts.sessions}
    speakers = ngettext("%(n)s speaker", "%(n)s speakers", counts.speakers) % {"n": counts.speakers}
    return f"{sessions}, {speakers}"


def _gather(room: Room) -> str:
    if room.invited is None:
        return _("Invitations are not recorded")
    return _("%(invited)s invited, %(registered)s registered") % {
        "invited": room.invited,
        "registered": room.registered,
    }


def _came(room: Room) -> str:
    return _("%(n)s checked in") % {"n": room.came} if room.came else _("Nobody is checked in")


def _survey(room: Room, counts: Counts) -> str:
    if not counts.responses:
        return _("No answers")
    return _("%(k)s of %(n)s answered") % {"k": counts.responses, "n": room.came}


def _connect(counts: Counts) -> str:
    if not counts.introductions:
        return _("Contact cards are not kept here yet")
    numbers = {"n": counts.introductions, "made": counts.made}
    return _("%(n)s introductions offered, %(made)s made; contact cards come later") % numbers


def _follow_up(build: Build, counts: Counts) -> str:
    if not counts.outcomes:
        return _("Nothing is recorded yet")
    told = ngettext("%(n)s outcome", "%(n)s outcomes", counts.outcomes) % {"n": counts.outcomes}
    if counts.pledges:
        told = _("%(told)s, %(n)s still pledged") % {"told": told, "n": counts.pledges}
    if build.status == Build.Status.FOLLOWING_UP and build.follow_up_closes_on is not None:
        return _("%(told)s; closes %(day)s") % {
            "told": told,
            "day": _day(build.follow_up_closes_on),
        }
    return told


def _report(counts: Counts) -> str:
    if counts.open_version:
        return _("Version %(n)s is in draft") % {"n": counts.open_version}
    if counts.published_version:
        return _("Version %(n)s is published") % {"n": counts.published_version}
    if counts.withdrawn_version:
        return _("Version %(n)s was withdrawn") % {"n": counts.withdrawn_version}
    return _("Nothing is frozen yet")


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
