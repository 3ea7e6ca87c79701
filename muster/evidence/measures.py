"""The registry of measures: rooms say how they count, and the report only asks.

A plain dictionary from the kind of a measure ("response_rate", "item", "pair_before", "pair_after",
"participants") to the function that counts it. Rooms above fill it when their app is ready.
"""

from collections.abc import Iterable, Sequence
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
        figure: the number; nothing when the measure does not apply to the build: it was not asked,
            or nobody answered.
        sensitive: whether one person's answer could hurt, so that a whole room is held back like a
            row of a breakdown.
        origin: where the rows come from ("collected", "imported", "reconstructed", "mixed"), else
            empty.
    """

    key: str
    figure: Figure | HeadCount | None
    sensitive: bool = False
    origin: str = ""


class Count(Protocol):
    """A function that counts measures at a build. The build is the business of the room above."""

    def __call__(self, build: Any, measures: Sequence[Any], /) -> Iterable[Measured]:
        """What each of *measures* comes to at *build*; asked once for all, so that it asks once."""


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


def count(build: Any, measures: Iterable[Measure]) -> dict[str, Measured]:
    """What each of *measures* comes to at *build*, by key, in their order.

    Each function is asked once, for all measures of the kinds that it registered.

    Raises:
        UnknownKind: no room has registered a kind.
    """
    asked: dict[Count, list[Measure]] = {}
    found: dict[str, Measured | None] = {}
    for measure in measures:
        counts = MEASURES.get(measure.kind)
        if counts is None:
            known = ", ".join(sorted(MEASURES)) or "none"
            raise UnknownKind(
                f"Nobody counts measures of kind '{measure.kind}' ('{measure.key}'); "
                f"known: {known}."
            )
        asked.setdefault(counts, []).append(measure)
        found[measure.key] = None
    for counts, theirs in asked.items():
        found |= {measured.key: measured for measured in counts(build, theirs)}
    return {key: measured for key, measured in found.items() if measured is not None}
