"""One square per person.

Ten squares to a row, a gap after five and a gap after fifty, because an eye counts by fives. First
stand those who agreed, then those who did not, then the silent. Neighbours are drawn as one dashed
line, so that a figure of any size is at most five strokes and stays sharp in print.
"""

from collections.abc import Iterator
from dataclasses import dataclass

SIDE = 16
STEP = 20  # a square and the space after it
GAP = 6  # after five squares, and after five rows
PER_RUN = 5
PER_ROW = 10
MOST = 400  # more people than this are told in words: squares would be a texture
WIDTH = PER_ROW * STEP - (STEP - SIDE) + GAP


@dataclass(frozen=True, slots=True)
class Run:
    """Up to five neighbours in one row: where the first begins, and how many there are."""

    left: int
    middle: int
    people: int

    def path(self, inset: float = 0) -> str:
        """SVG path data of this run; each square shortened by *inset* on both ends."""
        length = self.people * STEP - (STEP - SIDE) - 2 * inset
        return f"M{self.left + inset:g} {self.middle}h{length:g}"


@dataclass(frozen=True, slots=True)
class Squares:
    """The drawing: SVG path data for each stroke, and the height of the whole."""

    height: int
    yes: str
    no: str
    no_bar: str
    silent: str
    silent_inside: str
    width: int = WIDTH


def draw(k: int, n: int, N: int) -> Squares | None:
    """Draw *N* people: *k* who agreed, *n* − *k* who did not, *N* − *n* who were silent.

    Returns:
        The drawing, or None where there is nothing to draw: nobody came, more people than `MOST`,
        or counts that do not nest (more answers than people, which a red flag reports).

    >>> draw(1, 2, 2).yes, draw(1, 2, 2).no
    ('M0 8h16', 'M20 8h16')
    """
    if not 0 <= k <= n <= N or not 0 < N <= MOST:
        return None
    rows = -(-N // PER_ROW)
    return Squares(
        height=_top(rows - 1) + SIDE,
        yes=_path(0, k),
        no=_path(k, n),
        no_bar=_path(k, n, inset=4),
        silent=_path(n, N),
        silent_inside=_path(n, N, inset=1.7),
    )


def runs(start: int, stop: int) -> Iterator[Run]:
    """The runs that hold the people from number *start* up to, not including, *stop*."""
    while start < stop:
        row, column = divmod(start, PER_ROW)
        people = min(stop - start, PER_RUN - column % PER_RUN)
        yield Run(
            left=column * STEP + GAP * (column // PER_RUN),
            middle=_top(row) + SIDE // 2,
            people=people,
        )
        start += people


def _path(start: int, stop: int, inset: float = 0) -> str:
    return "".join(run.path(inset) for run in runs(start, stop))


def _top(row: int) -> int:
    return row * STEP + GAP * (row // PER_RUN)
