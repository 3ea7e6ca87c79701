"""How long a bar is, in percent of its track.

The pages' policy allows no inline style, so that every width is an SVG attribute made here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """From where to where something reaches, in percent of the track."""

    start: float
    stop: float

    @property
    def length(self) -> float:
        return round(self.stop - self.start, 2)

    @property
    def middle(self) -> float:
        return round((self.start + self.stop) / 2, 2)


def share(value: float, most: float) -> float:
    """How much of the track *value* fills when *most* fills all of it.

    Never over 100, never under 0; an empty track has no share to tell.

    >>> share(23, 34), share(0, 0), share(51, 50)
    (67.65, 0, 100)
    """
    if most <= 0:
        return 0
    return round(min(max(value / most, 0), 1) * 100, 2)


def scale_floor(lowest: float) -> int:
    """Where a scale of percents begins: at 50 when nothing lies below, else at 0.

    >>> scale_floor(69.0), scale_floor(31.5)
    (50, 0)
    """
    return 50 if lowest >= 50 else 0


def stretch(low: float, high: float, floor: int) -> Stretch:
    """Place the percents *low* to *high* on a scale from *floor* to 100.

    >>> stretch(75, 90, floor=50)
    Stretch(start=50.0, stop=80.0)
    """
    return Stretch(share(low - floor, 100 - floor), share(high - floor, 100 - floor))


def marks(floor: int) -> list[int]:
    """The six numbers under a scale that begins at *floor*.

    >>> marks(50)
    [50, 60, 70, 80, 90, 100]
    """
    return [floor + step * (100 - floor) // 5 for step in range(6)]
