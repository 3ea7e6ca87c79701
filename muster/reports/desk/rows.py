"""The ledger as the desk shows it: each goal, its sentences, and the rows that stand behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.evidence.figure import Figure
from muster.followup.models import Outcome
from muster.programs.models import Goal
from muster.reports.desk.slots import Findings, Slot, goal_slot
from muster.reports.figures import Line
from muster.reports.ledger import Evident, GoalLine, Status
from muster.states.models import Adoption
from muster.surveys.models import Quote

_LONG = 110


@dataclass(frozen=True, slots=True)
class Behind:
    """One piece of evidence: what it is, in words, and the address of its row.

    Attributes:
        alone: why it does not show the goal, where it does not; else empty.
    """

    kind: str
    words: str
    href: str
    alone: str = ""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal on the desk."""

    goal: Goal
    status: str
    slot: Slot
    behind: tuple[Behind, ...]

    @property
    def shown(self) -> bool:
        return self.status == Status.SHOWN


@dataclass(frozen=True, slots=True)
class Horizon:
    """The goals of one horizon; *first* is the place of its first among all goals."""

    words: str
    first: int
    rows: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """All goals, by horizon, and how many stand where."""

    horizons: tuple[Horizon, ...]
    count: int
    shown: int
    no_result: int
    not_measured: int


def ledger_of(
    build: Build, lines: Sequence[GoalLine], figures: Mapping[str, Line], findings: Findings
) -> Ledger:
    """*lines* with what the desk needs to lead from each to its rows."""
    rows = [
        GoalRow(
            goal=line.goal,
            status=str(line.status),
            slot=goal_slot(line, figures, findings),
            behind=tuple(_behind(piece, build) for piece in line.evidence),
        )
        for line in lines
    ]
    horizons, first = [], 1
    for horizon, group in groupby(rows, key=lambda row: row.goal.horizon):
        held = tuple(group)
        words = _("Short-term goals") if horizon == Goal.Horizon.SHORT else _("Long-term goals")
        horizons.append(Horizon(words, first, held))
        first += len(held)
    statuses = [line.status for line in lines]
    return Ledger(
        tuple(horizons),
        len(rows),
        statuses.count(Status.SHOWN),
        statuses.count(Status.NO_RESULT),
        statuses.count(Status.NOT_MEASURED),
    )


def _behind(piece: Evident, build: Build) -> Behind:
    row = piece.row
    if isinstance(row, Outcome):
        return _outcome(row, build)
    if isinstance(row, Adoption):
        outcome = row.outcome
        address = reverse("outcome", args=[build.key, outcome.key]) if outcome else ""
        words = f"{row.component.name}: {row.get_stage_display()}, {row.get_scope_display()}"
        alone = "" if piece.shows else _("Short of a meeting, which would show the goal.")
        return Behind(_("Adoption"), words, address, alone)
    if isinstance(row, Quote):
        desk = f"{reverse('quotes', args=[build.key])}?pile={_pile(row)}#q-{row.key}"
        words = f"“{Truncator(row.text).chars(_LONG)}”" if row.text else _("Withdrawn")
        return Behind(_("Quote"), words, desk, _("Quotes alone never show a goal."))
    if row is None:
        return Behind(_("Figure"), piece.key, "", _("Nobody has answered it."))
    return _figure(row, build)


def _figure(line: Line, build: Build) -> Behind:
    address = reverse("figure", args=[build.key, line.measure.key])
    figure = line.figure
    if figure is None:
        return Behind(_("Figure"), line.measure.label, address, line.withheld)
    numbers = str(figure.N) if line.is_people else _("%(k)s of %(n)s") % {
        "k": figure.k,
        "n": figure.n if isinstance(figure, Figure) else figure.N,
    }  # fmt: skip
    return Behind(_("Figure"), f"{line.measure.label}: {numbers}", address)


def _outcome(outcome: Outcome, build: Build) -> Behind:
    address = reverse("outcome", args=[build.key, outcome.key])
    if outcome.withdrawn_on is not None:
        return Behind(_("Outcome"), _("Withdrawn"), address, _("Its consent was withdrawn."))
    words = f"{outcome.get_stage_display()}: {Truncator(str(outcome)).chars(_LONG)}"
    alone = ""
    if outcome.stage == Outcome.Stage.COUNT_ONLY:
        alone = _("A count alone never shows a goal.")
    return Behind(_("Outcome"), words, address, alone)


def _pile(quote: Quote) -> str:
    """The pile of the quotes desk that *quote* lies on."""
    if quote.withdrawn_on is not None:
        return "withdrawn"
    piles = {Quote.Decision.SHOW: "shown", Quote.Decision.HIDE: "hidden"}
    return piles.get(Quote.Decision(quote.decision), "waiting")
