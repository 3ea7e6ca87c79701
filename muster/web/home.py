"""A build's home: one look at all of its rooms.

Everything is read in a fixed number of questions, however large the build is; what several parts of
the page need is asked once and counted here.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.builds.grants import reaches
from muster.builds.models import Build, Participant, Partner, Session, Speaker
from muster.builds.room import Room, room_of
from muster.core.today import Due
from muster.core.today import When as Heading
from muster.followup.models import Introduction, Outcome
from muster.followup.standing import days_overdue, few_of_each, how_we_know
from muster.followup.today import due_of as pledge_due
from muster.reports.figures import figures_of, thresholds_of
from muster.reports.models import Report
from muster.reports.public import newest_of, stands
from muster.shell.road import Milepost, State
from muster.surveys.models import Quote, Response
from muster.surveys.today import due_of as quotes_due
from muster.web.cards import Card, cards, on_home, people_card
from muster.web.road import Counts, mileposts

# Outcomes and tasks beyond these have pages of their own.
_FEW = 6
_ON_DESK = (Report.State.DRAFT, Report.State.REVIEWED)
_MADE = (Introduction.Stage.MET, Introduction.Stage.TRAINED)


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome as a line: how we know of it, and by how many days it is late."""

    outcome: Outcome
    how: str
    late: int


@dataclass(frozen=True, slots=True)
class Home:
    """All that the page says."""

    partners: tuple[Partner, ...]
    road: tuple[Milepost, ...]
    figures: tuple[Card, ...]
    how_many_figures: int
    room: Room
    outcomes: tuple[Told, ...]
    how_many_outcomes: int
    next: tuple[Due, ...]
    quote: Quote | None
    on_desk: Report | None
    published: Report | None
    withdrawn: Report | None


def with_counts(builds: "QuerySet[Build]") -> "QuerySet[Build]":
    """*builds* with the small numbers that the road needs, in the same question."""
    own = Q(build=OuterRef("pk"))
    introductions = Introduction.objects.filter(outcome__build=OuterRef("pk"))
    return builds.annotate(
        how_many_sessions=_many(Session.objects.filter(own), "build"),
        how_many_speakers=_many(
            Speaker.objects.filter(session__build=OuterRef("pk")), "session__build"
        ),
        how_many_responses=_many(Response.objects.filter(own), "build"),
        how_many_introductions=_many(introductions, "outcome__build"),
        how_many_made=_many(introductions.filter(stage__in=_MADE), "outcome__build"),
        how_many_quotes_wait=_many(Quote.objects.filter(own).waiting(), "build"),
    )


def home_of(build: Build, *, member: Member, today: date) -> Home:
    """What stands on the home page of *build*, which `with_counts` has read, for *member*."""
    sees_people = reaches(member, Right.SEE_PEOPLE, build)
    room = room_of(
        Participant.objects.filter(build=build),
        heads=None if sees_people else thresholds_of(build.program),
    )
    lines = figures_of(build)
    outcomes = list(
        Outcome.objects.visible_to(member)
        .filter(build=build)
        .standing()
        .select_related("goal")
        .order_by("position")
    )
    for outcome in outcomes:
        outcome.build = build  # no question for what is at hand
    reports = list(build.reports.defer("snapshot").order_by("-version"))
    on_desk = next((report for report in reports if report.state in _ON_DESK), None)
    out = newest_of(reports)
    published = out if out is not None and stands(out) else None
    withdrawn = None if published else out
    counts = Counts(
        sessions=build.how_many_sessions,  # type: ignore[attr-defined]
        speakers=build.how_many_speakers,  # type: ignore[attr-defined]
        responses=build.how_many_responses,  # type: ignore[attr-defined]
        outcomes=len(outcomes),
        pledges=sum(outcome.stage == Outcome.Stage.PLEDGED for outcome in outcomes),
        introductions=build.how_many_introductions,  # type: ignore[attr-defined]
        made=build.how_many_made,  # type: ignore[attr-defined]
        open_version=on_desk.version if on_desk else 0,
        published_version=published.version if published else 0,
        withdrawn_version=withdrawn.version if withdrawn else 0,
    )
    writes_report = may(member, Right.WRITE_REPORT)
    road = mileposts(build, room, counts, sees_people=sees_people, writes_report=writes_report)
    waiting = build.how_many_quotes_wait  # type: ignore[attr-defined]
    return Home(
        partners=tuple(build.partners.select_related("organization")),
        road=tuple(road),
        figures=(people_card(build, room, sees_people=sees_people), *cards(build, on_home(lines))),
        how_many_figures=1 + len(cards(build, lines.values())),
        room=room,
        outcomes=tuple(
            Told(outcome, how_we_know(outcome), days_overdue(outcome, today))
            for outcome in few_of_each(outcomes, _FEW)
        ),
        how_many_outcomes=len(outcomes),
        next=tuple(_next(build, member, outcomes, waiting, on_desk, road[-1], today)),
        quote=_telling(build),
        on_desk=on_desk,
        published=published,
        withdrawn=withdrawn,
    )


def _many(rows: "QuerySet[Any]", by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _next(
    build: Build,
    member: Member,
    outcomes: list[Outcome],
    waiting: int,
    on_desk: Report | None,
    report: Milepost,
    today: date,
) -> list[Due]:
    """What waits for *member* at this build, the most overdue first."""
    found = pledge_due(outcomes, today) if may(member, Right.RECORD_OUTCOMES) else []
    if waiting and may(member, Right.CLEAR_QUOTES):
        found.append(quotes_due(build.key, build.city, waiting))
    if on_desk is not None and may(member, Right.WRITE_REPORT):
        reviewed = on_desk.state == Report.State.REVIEWED
        found.append(
            Due(
                when=Heading.SIGN_OFF,
                title=_("Publish version %(n)s") % {"n": on_desk.version}
                if reviewed
                else _("Review version %(n)s") % {"n": on_desk.version},
                why=_("It was reviewed.")
                if reviewed
                else _("It is frozen and waits for a reader."),
                href=reverse("desk", args=[build.key]),
                act=_("Open the desk"),
            )
        )
    elif report.state == State.NOW and may(member, Right.WRITE_REPORT):
        found.append(
            Due(
                when=Heading.DUE,
                title=_("Write the report"),
                why=f"{report.note}.",
                href=report.href,
                act=_("Open the desk"),
            )
        )
    order = list(Heading)
    return sorted(found, key=lambda due: (order.index(due.when), -due.days_late))[:_FEW]


def _telling(build: Build) -> Quote | None:
    """One sentence that was chosen: one printed large, if there is one, and one with a name."""
    named_first = Case(When(permission=Quote.Permission.NAMED, then=Value(0)), default=Value(1))
    return (
        Quote.objects.filter(build=build)
        .printable()
        .order_by("-large", named_first, "position")
        .first()
    )
