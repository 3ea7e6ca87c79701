"""Where a figure is printed, and what became of it from version to version."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.evidence.numbers_in_text import tokens
from muster.programs.models import Measure
from muster.reports.models import Evidence, Passage, Report
from muster.shell.days import day_words


@dataclass(frozen=True, slots=True)
class Place:
    """One place that prints a figure: what it is, in which versions, and where to read it."""

    name: str
    note: str
    href: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a figure."""

    name: str
    note: str


def frozen_of(build: Build) -> list[tuple[Report, Mapping[str, Any]]]:
    """The versions of the report of *build* with what each says, the oldest first."""
    return [(report, json.loads(report.snapshot)) for report in build.reports.order_by("version")]


def places_of(
    build: Build, measure: Measure, frozen: Sequence[tuple[Report, Mapping[str, Any]]]
) -> list[Place]:
    """Where the draft prints *measure*, and in which versions it stands."""
    desk = reverse("desk", args=[build.key])
    goals = {measure.goal.code} if measure.goal else set()
    goals |= set(
        Evidence.objects.filter(build=build, measure=measure).values_list("goal__code", flat=True)
    )
    passages = [
        passage
        for passage in Passage.objects.filter(build=build).select_related("goal")
        if any(token.key == measure.key for token in tokens(passage.text))
    ]
    goals |= {passage.goal.code for passage in passages if passage.goal}
    versions = [report for report, says in frozen if _row(says, measure.key)]
    note = _in_versions(versions)
    found = []
    if measure.headline:
        found.append(Place(_("Report, first page"), note, desk))
    found += [
        Place(_("Report, goal %(code)s") % {"code": code}, note, f"{desk}#{code.lower()}")
        for code in sorted(goals, key=lambda code: (code[0] != "S", code))
    ]
    kinds = dict.fromkeys(passage.get_kind_display() for passage in passages if not passage.goal)
    parts = [_("Report, %(part)s") % {"part": str(kind).lower()} for kind in kinds]
    found += [Place(part, note, desk) for part in parts]
    return found


def first_place(measure: Measure, build: Build) -> tuple[str, str]:
    """The sentence that a figure is walked back from: where it stands, and its address."""
    desk = reverse("desk", args=[build.key])
    if measure.goal is None:
        return _("Report, first page"), desk
    return _("Goal %(code)s") % {"code": measure.goal.code}, f"{desk}#{measure.goal.code.lower()}"


def history_of(
    build: Build, measure: Measure, frozen: Iterable[tuple[Report, Mapping[str, Any]]]
) -> list[Event]:
    """What became of *measure* at *build*, the latest first.

    That a figure was revised is said without the number of answers by which: who kept the old
    report could work somebody out of the difference.
    """
    return list(reversed(list(_events(build, measure, frozen))))


def _events(
    build: Build, measure: Measure, frozen: Iterable[tuple[Report, Mapping[str, Any]]]
) -> Iterator[Event]:
    if build.from_history:
        yield Event(
            _("Loaded from history"), _("It was not fixed before the build: the build is history.")
        )
    elif build.measures_fixed_on is not None:
        yield Event(_("Defined"), day_words(build.measures_fixed_on))
    if build.day is not None and not build.from_history:
        yield Event(_("Answered"), day_words(build.day))
    last: Mapping[str, Any] | None = None
    for report, says in frozen:
        row = _row(says, measure.key)
        if row is None:
            continue
        if last is not None and any(row[name] != last[name] for name in ("k", "n", "N")):
            yield Event(
                _("Revised in version %(n)s") % {"n": report.version}, day_words(report.frozen_on)
            )
        if report.published_on is not None:
            published = _("Published in version %(n)s") % {"n": report.version}
            yield Event(published, day_words(report.published_on))
        else:
            yield Event(
                _("Frozen in version %(n)s") % {"n": report.version}, day_words(report.frozen_on)
            )
        last = row


def _row(says: Mapping[str, Any], key: str) -> Mapping[str, Any] | None:
    return next((row for row in says["figures"] if row["key"] == key), None)


def _in_versions(versions: Sequence[Report]) -> str:
    if not versions:
        return _("the draft on the desk")
    words = [
        _("version %(n)s (%(state)s)")
        % {"n": report.version, "state": str(report.get_state_display()).lower()}
        for report in versions
    ]
    return ", ".join(words)
