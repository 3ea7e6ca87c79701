"""How a benchmark measures and what it says: medians of repeated runs, beside their target."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was measured.

    Attributes:
        target: what it may be at most, in the same unit; nothing where there is no target.
    """

    what: str
    value: float
    unit: str
    target: float | None = None

    def __str__(self) -> str:
        said = f"{self.what:<64} {self.value:>9.1f} {self.unit:<8}"
        if self.target is None:
            return said.rstrip()
        return (
            f"{said} at most {self.target:g}: {'holds' if self.value <= self.target else 'MISSED'}"
        )


def median_ms(act: Callable[[], Any], *, times: int, warm: int = 1) -> float:
    """The median time of *act* in ms, over *times* runs after *warm* that do not count."""
    for _run in range(warm):
        act()
    taken = []
    for _run in range(times):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
