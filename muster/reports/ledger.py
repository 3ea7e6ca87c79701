"""The goal ledger: what stands for each of the program's goals, and what the report says of it.

No goal is dropped. A goal is *shown* by a figure, by an adoption at *meeting* or beyond, or by an
outcome of any stage but *count only*; quotes and counts of tips never suffice. It has *no result
yet* where something was asked and no answer can be printed. Otherwise it was *not measured*.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.followup.models import Outcome
from muster.programs.models import Goal
from muster.reports.default_sentences import sentences_for
from muster.reports.figures import Line
from muster.reports.models import Evidence, Passage
from muster.reports.words import fill
from muster.states.models import Adoption
from muster.surveys.models import Quote


class Status(StrEnum):
    """Where a goal stands."""

    SHOWN = "shown"
    NO_RESULT = "no_result"
    NOT_MEASURED = "not_measured"


class PieceKind(StrEnum):
    """What a piece of evidence is."""

    FIGURE = "figure"
    OUTCOME = "outcome"
    ADOPTION = "adoption"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Evident:
    """One piece of evidence for a goal, and the row behind it.

    Attributes:
        shows: whether it makes the goal shown.
        asked: whether it says that something was asked, and no answer can be printed.
    """

    kind: PieceKind
    key: str
    row: Line | Outcome | Adoption | Quote | None
    shows: bool
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a goal: as it is written, and as it prints.

    Attributes:
        passage: the row that holds it; nothing for a sentence that the evidence itself makes.
    """

    raw: str
    text: str
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal of the ledger."""

    goal: Goal
    status: Status
    sentences: tuple[Sentence, ...]
    evidence: tuple[Evident, ...]


def ledger(build: Build, figures: Mapping[str, Line]) -> list[GoalLine]:
    """Every goal of the program with its status, its sentences and its evidence.

    Evidence is what was linked to the goal by hand, and beyond that the measures and the outcomes
    that name the goal themselves. Five queries, however many goals there are.
    """
    gathered = _gather(build, figures)
    passages = defaultdict(list)
    rows = Passage.objects.filter(build=build, kind=Passage.Kind.GOAL).select_related("goal")
    for passage in rows.order_by("position"):
        passages[passage.goal_id].append(passage)
    return [
        _line(goal, gathered[goal.pk], passages[goal.pk], figures, build)
        for goal in Goal.objects.of(build.program)
    ]


def _line(
    goal: Goal,
    evidence: Sequence[Evident],
    passages: Sequence[Passage],
    figures: Mapping[str, Line],
    build: Build,
) -> GoalLine:
    status = status_of(evidence)
    written = tuple(
        Sentence(passage.text, fill(passage.text, figures), passage) for passage in passages
    )
    if not written:
        rows = [piece.row for piece in evidence if piece.shows and piece.row is not None]
        raw = sentences_for(rows, build) or [_unsaid(status)]
        written = tuple(Sentence(text, fill(text, figures)) for text in raw)
    return GoalLine(goal, status, written, tuple(evidence))


def status_of(evidence: Iterable[Evident]) -> Status:
    """Where a goal stands whose evidence this is."""
    pieces = list(evidence)
    if any(piece.shows for piece in pieces):
        return Status.SHOWN
    if any(piece.asked for piece in pieces):
        return Status.NO_RESULT
    return Status.NOT_MEASURED


def _unsaid(status: Status) -> str:
    """The sentence of a goal of which nobody has written anything and nothing is shown."""
    if status is Status.NO_RESULT:
        return _("Asked; no answer can be told yet.")
    return _("Nothing was asked or counted.")


@dataclass(slots=True)
class _Gathered:
    """Evidence by goal, and what is linked by hand already."""

    by_goal: dict[int, list[Evident]] = field(default_factory=lambda: defaultdict(list))
    linked: set[tuple[PieceKind, str]] = field(default_factory=set)

    def add(self, goal_id: int, piece: Evident) -> None:
        self.by_goal[goal_id].append(piece)
        self.linked.add((piece.kind, piece.key))

    def holds(self, piece: Evident) -> bool:
        return (piece.kind, piece.key) in self.linked


def _gather(build: Build, figures: Mapping[str, Line]) -> dict[int, list[Evident]]:
    gathered = _Gathered()
    rows = Evidence.objects.filter(build=build).select_related(
        "measure",
        "quote",
        "outcome__organization",
        "adoption__component__framework",
        "adoption__outcome",
    )
    for row in rows:
        if row.measure is not None:
            gathered.add(row.goal_id, _figure(row.measure.key, figures.get(row.measure.key)))
        elif row.outcome is not None:
            gathered.add(row.goal_id, _outcome(row.outcome))
        elif row.adoption is not None:
            gathered.add(row.goal_id, _adoption(row.adoption))
        elif row.quote is not None:
            gathered.add(row.goal_id, Evident(PieceKind.QUOTE, row.quote.key, row.quote, False))
    for key, line in figures.items():
        piece = _figure(key, line)
        if line.measure.goal_id is not None and not gathered.holds(piece):
            gathered.add(line.measure.goal_id, piece)
    for outcome in build.outcomes.standing().select_related("organization"):
        piece = _outcome(outcome)
        if not gathered.holds(piece):
            gathered.add(outcome.goal_id, piece)
    return gathered.by_goal


def _figure(key: str, line: Line | None) -> Evident:
    """A figure shows; one that nobody answered, is withheld, or contradicts the room, was asked."""
    shown = line is not None and line.figure is not None and not line.contradiction
    return Evident(PieceKind.FIGURE, key, line, shows=shown, asked=not shown)


def _outcome(outcome: Outcome) -> Evident:
    shows = outcome.withdrawn_on is None and outcome.stage != Outcome.Stage.COUNT_ONLY
    return Evident(PieceKind.OUTCOME, outcome.key, outcome, shows)


def _adoption(adoption: Adoption) -> Evident:
    asked = adoption.stage == Adoption.Stage.ASKED
    return Evident(PieceKind.ADOPTION, adoption.key, adoption, adoption.shows, asked)
