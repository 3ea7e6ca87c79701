"""What a copy of a report says of itself: which version it is, where it stands, what has changed.

The snapshot holds none of this, so that the same rows give the same hash on every day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

State = Literal["draft", "reviewed", "published", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs from the version before, in words.

    Attributes:
        what: the figure, goal, outcome or passage that changed.
        before: what the version before printed; empty where it is new.
        after: what this version prints; empty where it is gone.
        prints: how a reader is told: "Revised", "New", "Withdrawn".
    """

    what: str
    before: str
    after: str
    prints: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The version of a report that a page or a file shows; no version is a draft.

    >>> Edition().is_draft
    True
    """

    version: int | None = None
    state: State = "draft"
    frozen_on: date | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether nobody has frozen it yet: every number and sentence may still change."""
        return self.version is None
