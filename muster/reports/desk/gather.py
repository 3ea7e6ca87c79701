"""Gathering what the desk shows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import override

from muster.builds.models import Build
from muster.reports.checks import check_build
from muster.reports.desk.flags import Flags, blocked_by, flags_of
from muster.reports.desk.rows import Ledger, ledger_of
from muster.reports.desk.slots import Slot, part_slots
from muster.reports.desk.steps import Standing, standing_of
from muster.reports.differences import differences
from muster.reports.edition import Difference
from muster.reports.figures import Line, figures_of
from muster.reports.ledger import ledger
from muster.reports.models import Passage, Report
from muster.reports.render.phrases import day_words
from muster.reports.snapshot import snapshot_of


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that the desk of one build shows.

    Attributes:
        parts: where we write beside the sentences of goals.
        blocked: the places that block, each with the anchor of its first flag.
        keys: the figures that a sentence can be filled with, by key: what each prints.
        changes: what differs between the version that was published last and the rows as they are.
        withdrawals: what was taken out of frozen versions, and when.
    """

    build: Build
    standing: Standing
    ledger: Ledger
    parts: tuple[Slot, ...]
    flags: Flags
    blocked: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, str], ...]
    changes: tuple[Difference, ...]
    withdrawals: tuple[tuple[str, str], ...]

    def slots(self) -> list[Slot]:
        """All places that words of ours are written at."""
        of_goals = [row.slot for horizon in self.ledger.horizons for row in horizon.rows]
        return [*of_goals, *self.parts]


def desk_of(build: Build, *, today: date) -> Desk:
    """The desk of *build*, as its report would print today, in the program's own language.

    Args:
        build: with its program.
        today: the program's day.
    """
    with override(build.program.language):
        figures = figures_of(build)
        goals = ledger(build, figures)
    checked = check_build(build, today=today, figures=figures)
    live = snapshot_of(build, figures=figures, goals=goals)
    reports = list(
        Report.objects.filter(build=build)
        .order_by("-version")
        .defer("snapshot")
        .prefetch_related("sign_offs", "tombstones")
    )
    standing = standing_of(build, reports, live_hash=live["hash"])
    findings = checked.by_place()
    with override(build.program.language):
        flags = flags_of(build, checked, figures)
        passages = Passage.objects.filter(build=build).exclude(kind=Passage.Kind.GOAL)
        return Desk(
            build=build,
            standing=standing,
            ledger=ledger_of(build, goals, figures, findings),
            parts=tuple(part_slots(passages.order_by("position"), figures, findings)),
            flags=flags,
            blocked=tuple(blocked_by(flags.open)),
            keys=tuple(_keys(figures)),
            changes=_changes(standing.out, live),
            withdrawals=tuple((row["words"], day_words(row["on"])) for row in live["withdrawals"]),
        )


def _changes(out: Report | None, live: Mapping[str, Any]) -> tuple[Difference, ...]:
    if out is None:
        return ()
    return differences(json.loads(out.snapshot), live)


def _keys(figures: Mapping[str, Line]) -> Sequence[tuple[str, str]]:
    return [(key, line.measure.label) for key, line in figures.items()]
