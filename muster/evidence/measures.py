"""The registry of measures: rooms say how they count, and the report only asks.

A plain dictionary from the kind of a measure ("response_rate", "item", "pair_before", "pair_after",
"participants") to the function that counts it. Rooms above fill it when their app is ready.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from muster.evidence.figure import Figure, HeadCount


class Measure(Protocol):
    """What the registry needs to know of a measure, whatever row holds it."""

    @property
    def key(self) -> str:
        """The name under which sentences and reports refer to it."""

    @property
    def kind(self) -> str:
        """How it is counted."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of counting one measure at one build.

    Attributes:
        figure: the number; nothing when the measure does not apply to the build or is withheld.
        withheld: the word for why it is not printed (`disclosure.Withheld`), else empty.
        origin: where the rows come from ("collected", "imported", "reconstructed"), else empty.
        rows_href_name: the URL name of the page that lists the rows behind it, else empty.
    """

    key: str
    figure: Figure | HeadCount | None
    withheld: str = ""
    origin: str = ""
    rows_href_name: str = ""


class Count(Protocol):
    """A function that counts a measure at a build. The build is the business of the room above."""

    def __call__(self, build: Any, measure: Any) -> Measured:
        """What *measure* comes to at *build*."""


MEASURES: dict[str, Count] = {}


class UnknownKind(LookupError):
    """No room has said how measures of this kind are counted."""


def register(kind: str, counts: Count) -> None:
    """Let *counts* count the measures of *kind*; the same function twice is once.

    Raises:
        ValueError: another function counts them already.
    """
    if MEASURES.setdefault(kind, counts) is not counts:
        raise ValueError(
            f"Measures of kind '{kind}' are counted already; one room answers for a kind."
        )


def count(build: Any, measure: Measure) -> Measured:
    """What *measure* comes to at *build*, asked of the room that registered its kind.

    Raises:
        UnknownKind: no room has.
    """
    counts = MEASURES.get(measure.kind)
    if counts is None:
        known = ", ".join(sorted(MEASURES)) or "none"
        raise UnknownKind(
            f"Nobody counts measures of kind '{measure.kind}' ('{measure.key}'); known: {known}."
        )
    return counts(build, measure)
