"""The list of what came of a build: by how far it came, a stretch at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, Value, When

from muster.core.keyset import By, Stretch, stretch
from muster.followup.models import Outcome, OutcomeQuerySet
from muster.followup.standing import STAGES

OUTCOMES_AT_ONCE = 50
# What was withdrawn stands behind all that stands.
_RANK = Case(
    When(withdrawn_on__isnull=False, then=Value(len(STAGES))),
    *(When(stage=stage, then=Value(rank)) for rank, stage in enumerate(STAGES)),
    output_field=IntegerField(),
)
_BY_STAGE = (By("rank", int), By("position", int))


@dataclass(frozen=True, slots=True)
class Many:
    """How many outcomes there are at each stage, withdrawn, and how many introductions."""

    at: Mapping[str, int]
    withdrawn: int
    introductions: int

    @property
    def any(self) -> bool:
        """Whether anything is recorded."""
        return self.withdrawn > 0 or any(self.at.values())


def count_outcomes(outcomes: OutcomeQuerySet) -> Many:
    """Count *outcomes*, in one question."""
    cells = list(
        outcomes.order_by()
        .annotate(stands=Q(withdrawn_on__isnull=True))
        .values("stage", "stands")
        .annotate(n=Count("pk", distinct=True), offered=Count("introductions"))
    )
    return Many(
        at={
            stage: sum(cell["n"] for cell in cells if cell["stands"] and cell["stage"] == stage)
            for stage in STAGES
        },
        withdrawn=sum(cell["n"] for cell in cells if not cell["stands"]),
        introductions=sum(cell["offered"] for cell in cells),
    )


def listed_outcomes(
    outcomes: OutcomeQuerySet, *, after: str = "", before: str = ""
) -> Stretch[Outcome]:
    """A stretch of *outcomes*, those that are done first, each with its introductions."""
    rows = (
        outcomes.annotate(rank=_RANK)
        .select_related("goal", "build")
        .prefetch_related("introductions__organization")
    )
    return stretch(rows, _BY_STAGE, size=OUTCOMES_AT_ONCE, after=after, before=before)
