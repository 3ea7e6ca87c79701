"""A breakdown as it was published, and whether a newer one may stand beside it.

Whoever keeps an old report can subtract. A newer version of a breakdown is therefore held against
every earlier one: groups that were cut differently, or that changed by a few answers, give people
away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from muster.evidence.figure import Figure
from muster.evidence.thresholds import Thresholds, Withheld, small


@dataclass(frozen=True, slots=True)
class Row:
    """One group of a breakdown, before anything is withheld."""

    key: str
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row as the reader sees it: a figure, or the reason why there is none.

    *keys* names the groups that the row holds: its own, or those that were merged into it.
    """

    key: str
    label: str
    figure: Figure | None
    keys: tuple[str, ...]
    withheld: Withheld | None = None


class Cells(NamedTuple):
    """Those who said so, and those who answered and did not."""

    yes: int
    no: int


Group = frozenset[str]
_NOBODY = Cells(0, 0)


@dataclass(frozen=True, slots=True)
class Release:
    """The rows of a breakdown together with the total of their day."""

    rows: tuple[PublishedRow, ...]
    total: Figure

    @property
    def shown(self) -> tuple[PublishedRow, ...]:
        """The rows that have a figure."""
        return tuple(row for row in self.rows if row.figure is not None)

    def groups(self) -> dict[Group, Cells]:
        """Every group whose cells a reader can know: what is shown, and what is left."""
        known: dict[Group, Cells] = {}
        left = cells_of(self.total)
        for row in self.rows:
            if row.figure is not None:
                known[frozenset(row.keys)] = cells = cells_of(row.figure)
                left = Cells(left.yes - cells.yes, left.no - cells.no)
        hidden = frozenset(key for row in self.rows if row.figure is None for key in row.keys)
        return known | {hidden: left} if hidden else known


def cells_of(figure: Figure) -> Cells:
    """The two cells of *figure*."""
    return Cells(figure.k, figure.n - figure.k)


def changed_answers(old: Release, rows: Sequence[Row]) -> int:
    """How many answers at least have changed between *old* and *rows*, as far as *old* tells.

    An answer that moved is missing in one cell and extra in another, so the larger of the two sums
    counts it once.
    """
    now = {frozenset([row.key]): cells_of(row.figure) for row in rows}
    before = _with_newcomers(old.groups(), now)
    changes = [
        after - was
        for group, cells in before.items()
        for after, was in zip(_sum_within(group, now), cells, strict=True)
    ]
    return max(sum(c for c in changes if c > 0), -sum(c for c in changes if c < 0))


def may_follow(new: Release, old: Release, thresholds: Thresholds) -> bool:
    """Whether a reader who holds *old* learns of no small group from *new*.

    Two things are asked. The groups of one are cut within those of the other, so that no
    subtraction across versions makes a group that neither shows. And where a group stands in both,
    those who said so, and those who did not, changed by none or by a full cell. The whole room is
    exempt: its figure is printed with every change anyway.
    """
    if not (new.shown and old.shown):
        return True
    after, before = new.groups(), old.groups()
    after, before = _with_newcomers(after, before), _with_newcomers(before, after)
    everyone = frozenset().union(*after)
    for a in before:
        for b in after:
            if not (a.isdisjoint(b) or a <= b or a >= b):
                return False
    larger = {a for a in before if not any(a < b for b in after)}
    larger |= {b for b in after if not any(b < a for a in before)}
    return not any(
        small(now - was, thresholds.cell)
        for group in larger - {everyone}
        for now, was in zip(_sum_within(group, after), _sum_within(group, before), strict=True)
    )


def next_of_small(figure: Figure, earlier: Sequence[Figure], thresholds: Thresholds) -> Figure:
    """What is printed next of a room that is treated as a row: *figure*, or the last one again.

    Everybody may read the earlier versions too. The numbers stand until enough answers have
    changed, and until each cell differs from that of every earlier version by none or by a full
    one; else somebody's answer could be read off the difference.

    Args:
        earlier: what was printed so far, oldest first.

    >>> next_of_small(Figure(56, 61, 72), [Figure(55, 61, 72)], Thresholds())
    Figure(k=55, n=61, N=72)
    >>> next_of_small(Figure(60, 66, 72), [Figure(50, 56, 72)], Thresholds())
    Figure(k=60, n=66, N=72)
    """
    if not earlier:
        return figure
    for before in earlier:
        yes, no = _change(before, figure)
        if small(yes, thresholds.cell) or small(no, thresholds.cell):
            return earlier[-1]
    yes, no = _change(earlier[-1], figure)
    changed = max(max(yes, 0) + max(no, 0), max(-yes, 0) + max(-no, 0))
    return earlier[-1] if 0 < changed < thresholds.changed else figure


def _change(before: Figure, after: Figure) -> Cells:
    """By how many answers each cell differs."""
    was, now = cells_of(before), cells_of(after)
    return Cells(now.yes - was.yes, now.no - was.no)


def _sum_within(group: Group, known: Mapping[Group, Cells]) -> Cells:
    """The cells of all *known* groups that lie within *group*."""
    within = [cells for part, cells in known.items() if part <= group]
    return Cells(sum(cells.yes for cells in within), sum(cells.no for cells in within))


def _with_newcomers(
    known: Mapping[Group, Cells], other: Mapping[Group, Cells]
) -> dict[Group, Cells]:
    """*known*, and nobody in each group that only *other* has."""
    keys = frozenset().union(*known)
    strangers = frozenset().union(*other) - keys
    return dict(known) | {frozenset([key]): _NOBODY for key in sorted(strangers)}
