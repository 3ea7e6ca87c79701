"""The figures of a build, and each walked back to its rows."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.grants import reaches
from muster.builds.models import Build, Participant, ReportedFigure
from muster.builds.room import room_of
from muster.evidence.figure import Figure, HeadCount
from muster.reports.figures import Line, figures_of
from muster.shell.download import csv_download
from muster.surveys.rows import responses_by_origin, rows_behind
from muster.web.cards import cards, is_of_answers, people_card
from muster.web.printed import first_place, frozen_of, history_of, places_of
from muster.web.ranges import readings


@needs(Right.SEE_BUILDS)
@require_safe
def figures(request: MemberRequest, key: str) -> HttpResponse:
    """Every figure of a build, and what others published of it."""
    build = _build(request, key)
    lines = figures_of(build)
    room = room_of(Participant.objects.filter(build=build))
    sees_people = reaches(request.member, Right.SEE_PEOPLE, build)
    reported = ReportedFigure.objects.visible_to(request.member).filter(build=build)
    context = {
        "build": build,
        "cards": [people_card(build, room, sees_people=sees_people), *cards(build, lines.values())],
        "reported": [
            (figure, figure.key in lines) for figure in reported.select_related("past_build")
        ],
    }
    return render(request, "web/figures.html", context)


@needs(Right.SEE_BUILDS)
@require_safe
def figure(request: MemberRequest, key: str, measure: str) -> HttpResponse:
    """One figure, from the printed sentence down to the rows."""
    build = _build(request, key)
    line = _line(build, measure)
    if line.is_people:  # its rows are the people themselves
        return redirect("room", key)
    number = line.figure
    of_answers = is_of_answers(line.measure)
    frozen = frozen_of(build)
    sees_answers = reaches(request.member, Right.SEE_ANSWERS, build)
    ranges = readings(number) if number is not None else []
    reported = ReportedFigure.objects.visible_to(request.member).filter(
        build=build, key=measure, past_build=None
    )
    context = {
        "build": build,
        "line": line,
        "figure": number,
        "is_count": isinstance(number, HeadCount),
        "did_not": number.n - number.k if number is not None else 0,
        "silent": _silent(number),
        "of_answers": of_answers,
        "sentence": first_place(line.measure, build),
        "readings": ranges,
        "floor": min((reading.low for reading in ranges), default=0),
        # From the rows the number could be counted that is withheld, or not told yet.
        "rows": rows_behind(build, line.measure, request.member)
        if of_answers and _tells_its_rows(line) and sees_answers
        else None,
        "answers_closed": of_answers and not sees_answers,
        "origins": () if of_answers else responses_by_origin(build),
        "places": places_of(build, line.measure, frozen),
        "history": history_of(build, line.measure, frozen),
        "reported": reported,
    }
    return render(request, "web/figure.html", context)


@needs(Right.SEE_ANSWERS)
@require_safe
def rows_csv(request: MemberRequest, key: str, measure: str) -> HttpResponseBase:
    """The rows behind a figure as a file: each with its own key and its value, and nothing else."""
    build = _build(request, key)
    line = _line(build, measure)
    if not _tells_its_rows(line) or not is_of_answers(line.measure):
        raise Http404
    if not reaches(request.member, Right.SEE_ANSWERS, build):
        raise Http404
    rows = rows_behind(build, line.measure, request.member)
    return csv_download(f"{build.key}-{measure}.csv", [_("key"), _("value")], rows.lines())


def _tells_its_rows(line: Line) -> bool:
    """Whether the rows say no more than the figure that is printed."""
    return line.figure is not None and not line.held


def _silent(number: Figure | HeadCount | None) -> int:
    """How many of the room did not answer."""
    if number is None or number.contradicts_room:
        return 0
    return number.N - (number.k if isinstance(number, HeadCount) else number.n)


def _build(request: MemberRequest, key: str) -> Build:
    builds = Build.objects.visible_to(request.member).select_related("program")
    return get_object_or_404(builds, key=key)


def _line(build: Build, measure: str) -> Line:
    line = figures_of(build).get(measure)
    if line is None:
        raise Http404
    return line
