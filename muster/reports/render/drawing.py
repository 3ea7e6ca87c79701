"""One square per person on paper: where the strokes run, for rooms of any size.

A large room stands in blocks of fifty side by side, so that it keeps to its column.
"""

from dataclasses import dataclass

from muster.shell.squares import GAP, PER_ROW, PER_RUN, SIDE, STEP, WIDTH, runs

BETWEEN = 22  # two blocks of fifty that stand side by side
BLOCK = PER_ROW * PER_RUN
BLOCK_HEIGHT = PER_RUN * STEP + GAP  # with the gap under it

Run = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Five strokes in units: each run of a stroke begins at x, y and is so long.

    *across* is how many blocks of fifty stand side by side.
    """

    width: int
    height: int
    across: int
    yes: list[Run]
    no: list[Run]
    no_bar: list[Run]
    silent: list[Run]
    silent_inside: list[Run]


def drawing(k: int, n: int, N: int) -> Drawing:
    """Draw *N* people: *k* who agreed, *n* − *k* who did not, *N* − *n* who were silent.

    >>> drawing(1, 2, 2).yes, drawing(1, 2, 2).no
    ([(0, 8, 16)], [(20, 8, 16)])
    """
    across = blocks_across(N)
    lines = -(-N // (BLOCK * across))
    in_last_line = min(BLOCK, N - BLOCK * across * (lines - 1))
    rows = -(-in_last_line // PER_ROW)
    return Drawing(
        width=across * (WIDTH + BETWEEN) - BETWEEN,
        height=(lines - 1) * BLOCK_HEIGHT + rows * STEP - (STEP - SIDE),
        across=across,
        yes=_stroke(0, k, across),
        no=_stroke(k, n, across),
        no_bar=_stroke(k, n, across, inset=4),
        silent=_stroke(n, N, across),
        silent_inside=_stroke(n, N, across, inset=1.7),
    )


def blocks_across(people: int) -> int:
    """How many blocks of fifty stand side by side."""
    if people <= 2 * BLOCK:
        return 1
    return 2 if people <= 5 * BLOCK else 3


def _stroke(start: int, stop: int, across: int, inset: float = 0) -> list[Run]:
    stroke: list[Run] = []
    for run in runs(start, stop):
        block, y = divmod(run.middle, BLOCK_HEIGHT)
        line, column = divmod(block, across)
        length = run.people * STEP - (STEP - SIDE) - 2 * inset
        x = column * (WIDTH + BETWEEN) + run.left + inset
        stroke.append((x, line * BLOCK_HEIGHT + y, length))
    return stroke
