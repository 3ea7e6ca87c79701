"""Disclosure control: tables from which nobody's answer can be worked out.

A row of a breakdown needs enough answers, and enough on either side or none. Rows that have not are
merged; if the merged row still has not, they are withheld together with other rows, because the
total is printed and whoever subtracts what is shown from it has what is left. For the method, see
Willenborg, L. and de Waal, T. (2001), "Elements of Statistical Disclosure Control", Lecture Notes
in Statistics 155, on complementary suppression. The reader against whom this holds knows the total,
all that is shown, the earlier versions, and how many people each row has in the room.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from muster.evidence.figure import Figure
from muster.evidence.release import (
    PublishedRow,
    Release,
    Row,
    cells_of,
    changed_answers,
    may_follow,
)
from muster.evidence.thresholds import (
    Thresholds,
    Withheld,
    may_publish_row,
    may_publish_whole_room,
    withheld_words,
)

__all__ = [
    "OTHER",
    "HeadRow",
    "PublishedRow",
    "Release",
    "Row",
    "Thresholds",
    "Withheld",
    "may_publish_row",
    "may_publish_whole_room",
    "merge_head_counts",
    "publish_breakdown",
    "withheld_words",
]

# The key of the row that small rows are merged into.
OTHER = "other"


def publish_breakdown(
    rows: Sequence[Row],
    total: Figure,
    thresholds: Thresholds,
    previous: Sequence[Release] = (),
    *,
    other_label: str = "Other",
) -> Release:
    """What may be printed of *rows*, beside their *total*, which is printed.

    Args:
        rows: groups that share nobody and add up to the total; who belongs to none is a row too.
        previous: every release of this breakdown so far, oldest first. The last one comes back
            unchanged until enough answers have changed, and as long as the new rows beside any of
            them would give a small group away.
        other_label: what the merged row is called; a row of *rows* keyed "other" lends its
            own name.

    Raises:
        ValueError: two rows have one key, or the rows do not add up to the total.
    """
    _refuse_what_is_no_breakdown(rows, total)
    fresh = Release(rows=tuple(_safe_rows(rows, thresholds, other_label)), total=total)
    if not previous:
        return fresh
    last = previous[-1]
    if last.shown and changed_answers(last, rows) < thresholds.changed:
        return last
    if all(may_follow(fresh, earlier, thresholds) for earlier in previous):
        return fresh
    return last


def _refuse_what_is_no_breakdown(rows: Sequence[Row], total: Figure) -> None:
    """Raise ValueError unless *rows* part the people of *total*."""
    keys = [row.key for row in rows]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"More than one row is keyed {', '.join(twice)}.")
    k, n = sum(row.figure.k for row in rows), sum(row.figure.n for row in rows)
    if (k, n) != (total.k, total.n):
        raise ValueError(
            f"The rows add up to {k} of {n} and the total is {total.k} of {total.n}; "
            "answers that belong to no group are a row of their own."
        )


def _safe_rows(rows: Sequence[Row], thresholds: Thresholds, other_label: str) -> list[PublishedRow]:
    """*rows* with the small ones merged, else withheld with as few others as it takes."""
    rows = [row for row in rows if row.figure.n or row.figure.N]  # a row of nobody says nothing
    small = [row for row in rows if may_publish_row(row.figure, thresholds)]
    if not small:
        return [_shown(row) for row in rows]
    merged = [row for row in rows if row in small or row.key == OTHER]
    # Were all rows merged, the table would be the total once more.
    if len(merged) < len(rows) and _hides(merged, thresholds):
        own = [row.label for row in merged if row.key == OTHER]
        other = PublishedRow(
            key=OTHER,
            label=own[0] if own else other_label,
            figure=_sum_of(merged),
            keys=tuple(row.key for row in merged),
        )
        return [*(_shown(row) for row in rows if row not in merged), other]
    hidden = list(small)
    # In the end all rows are hidden, and the total says what it says anyway.
    # The smallest complement costs the reader least; the key decides a tie, always alike.
    complements = sorted(
        (row for row in rows if row not in small), key=lambda row: (row.figure.n, row.key)
    )
    while complements and not _hides(hidden, thresholds):
        hidden.append(complements.pop(0))
    return [_withheld(row) if row in hidden else _shown(row) for row in rows]


def _hides(group: Sequence[Row], thresholds: Thresholds) -> bool:
    """Whether the sum of *group* may be known and none of its rows is known with it."""
    return may_publish_row(_sum_of(group), thresholds) is None and not any(
        _is_certain(row, group) for row in group
    )


def _is_certain(row: Row, group: Sequence[Row]) -> bool:
    """Whether the sum of *group* leaves *row* only one possible pair of cells.

    All that bounds a row is how many people it has in the room, and how many the others have; so
    the possible pairs are counted for each possible number of its answers.
    """
    yes, no = cells_of(_sum_of(group))
    room = _places(row)
    elsewhere = sum(_places(other) for other in group if other is not row)
    possible = 0
    for answers in range(max(0, yes + no - elsewhere), min(room, yes + no) + 1):
        possible += min(answers, yes) - max(0, answers - no) + 1
        if possible > 1:
            return False
    return True


def _places(row: Row) -> int:
    """How many answers *row* can hold; a row that contradicts the room holds what it has."""
    return max(row.figure.N, row.figure.n)


def _sum_of(rows: Sequence[Row]) -> Figure:
    """All *rows* as one figure."""
    return Figure(
        k=sum(row.figure.k for row in rows),
        n=sum(row.figure.n for row in rows),
        N=sum(row.figure.N for row in rows),
    )


def _shown(row: Row) -> PublishedRow:
    return PublishedRow(key=row.key, label=row.label, figure=row.figure, keys=(row.key,))


def _withheld(row: Row) -> PublishedRow:
    return PublishedRow(
        key=row.key, label=row.label, figure=None, keys=(row.key,), withheld=Withheld.IN_TABLE
    )


@dataclass(frozen=True, slots=True)
class HeadRow:
    """How many people are in one group."""

    key: str
    label: str
    count: int


def merge_head_counts(
    rows: Sequence[HeadRow], thresholds: Thresholds, *, other_label: str = "Other"
) -> list[HeadRow]:
    """*rows* with the small groups merged into "other", which stands last; the sum stays.

    If "other" is small still, the next smallest group joins it. Where only one row would remain of
    several, or the whole is small, there is no breakdown and the list is empty.

    >>> rows = [HeadRow("law", "Police", 30), HeadRow("bus", "Bus", 4), HeadRow("ngo", "NGO", 2)]
    >>> [(row.key, row.count) for row in merge_head_counts(rows, Thresholds())]
    [('law', 30), ('other', 6)]

    Raises:
        ValueError: a count is negative.
    """
    if any(row.count < 0 for row in rows):
        raise ValueError("A count of people is not negative.")
    rows = [row for row in rows if row.count]
    small = [row for row in rows if row.count < thresholds.head]
    if not small:
        return rows
    merged = [row for row in rows if row in small or row.key == OTHER]
    kept = [row for row in rows if row not in merged]
    by_size = sorted(kept, key=lambda row: (row.count, row.key))
    while by_size and sum(row.count for row in merged) < thresholds.head:
        merged.append(by_size.pop(0))
    kept = [row for row in kept if row not in merged]
    if not kept:
        return []
    own = [row.label for row in merged if row.key == OTHER]
    label = own[0] if own else other_label
    return [*kept, HeadRow(OTHER, label, sum(row.count for row in merged))]
