"""Which lines of a table are titles, which are headers, and where the rows begin.

Exports put a title above the header, or two lines of headers, or three. What tells them apart is
how much of the line is filled and whether it reads like what stands below it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Rows = Sequence[Sequence[str]]
Merges = Sequence[tuple[int, int, int, int]]
IsName = Callable[[str], bool]
_NUMBER = re.compile(r"[-+$]?[\d,]*\.?\d+%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T][\d:. +APMZ]*)?")
_YEAR = re.compile(r"(19|20)\d\d")
_SPACES = re.compile(r"\s+")
# What a SurveyMonkey export writes below a question that has one column.
ONE_COLUMN = frozenset({"response", "open-ended response", "respuesta", "respuesta abierta"})
# An address of a mailbox, a telephone number, a ZIP code: what no column is called.
_VALUE = re.compile(r"\S+@\S+\.\S+|(\D*\d){5,}.*")
_IMPORT_ID = re.compile(r"""['"]ImportId['"]\s*:""")
_FEW_ROWS = 30
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Head:
    """Where the headers are.

    Attributes:
        first: the line they begin in; 1 is the first of the file.
        lines: over how many they go; 0 where the columns have no names.
    """

    first: int
    lines: int


def find_head(rows: Rows, merged: Merges = (), is_name: IsName | None = None) -> Head:
    """Find the headers of a table that begins with *rows*.

    Args:
        merged: a workbook's merged cells: first row, first column, last row, last column, from 0.
        is_name: whether a column may be called so, where the caller knows what such tables have.
    """
    width = _width(rows)
    first = next((at for at, row in enumerate(rows) if _may_be_head(row, width)), 0)
    below = [row for row in rows[first + 1 :] if _filled(row)]
    if _is_codes_and_ids(below[1:2]):
        return Head(first + 1, 3)
    if _is_codes_and_ids(below[:1]):
        return Head(first + 1, 2)
    if down := _down(first, merged):
        return Head(first + 1, min(down, _MOST_LINES))
    if below and (
        (_is_merged_across(first, merged) and not _is_row(below[0], below[1:]))
        or _says_it_again(rows[first], below[0])
        or _is_second(rows[first], below, is_name)
    ):
        return Head(first + 1, 2)
    if _has_no_names(rows[first] if rows else (), below):
        return Head(first + 1, 0)
    return Head(first + 1, 1)


def join_heads(rows: Rows, width: int) -> tuple[str, ...]:
    """One header for each of *width* columns, of headers in several lines.

    What stands above several columns stands in the first of them only, and is meant for all.
    """
    rows = [row for row in rows if not _is_codes_and_ids([row])]
    columns = [[tidy(row[at]) if at < len(row) else "" for row in rows] for at in range(width)]
    above = [""] * len(rows)
    headers = []
    for column in columns:
        for level, cell in enumerate(column):
            if cell:
                above[level:] = [cell, *[""] * (len(rows) - level - 1)]
                # A new word above ends what was meant below it.
        parts: list[str] = []
        deepest = max((level for level, cell in enumerate(column) if cell), default=-1)
        for level in range(deepest + 1):
            part = column[level] or above[level]
            if part and part not in parts and not (parts and part.lower() in ONE_COLUMN):
                parts.append(part)
        headers.append(": ".join(parts))
    return tuple(headers)


def tidy(cell: str) -> str:
    """A header in one line, with plain spaces."""
    return _SPACES.sub(" ", cell.replace("\xa0", " ").replace("﻿", "")).strip()


def width_of(rows: Rows) -> int:
    """How many columns the table has whose headers, or first rows, are *rows*."""
    return max((filled[-1] + 1 for row in rows if (filled := _filled(row))), default=0)


def _filled(row: Sequence[str]) -> list[int]:
    return [at for at, cell in enumerate(row) if cell.strip()]


def _width(rows: Rows) -> int:
    """How many cells the rows of the table have: as many as most of them fill, or more."""
    widths = sorted(_filled(row)[-1] + 1 for row in rows if _filled(row))
    return widths[len(widths) // 2] if widths else 0


def _may_be_head(row: Sequence[str], width: int) -> bool:
    """Whether *row* is no title, and no line like "Event, Gulfport build" above the table."""
    filled = _filled(row)
    if not filled:
        return False
    if width <= 2:
        return len(filled) >= width or width == 0
    return len(filled) >= 2 and not (filled[-1] <= 1 and len(filled) < width * 0.6)


def _down(first: int, merged: Merges) -> int:
    """Over how many lines the cells of the first header line go down; 0 where none does.

    What goes far down beside the table is a note.
    """
    lines = [
        last - top + 1
        for top, left, last, _right in merged
        if top == first and last > top and (left == 0 or last - top < _MOST_LINES)
    ]
    return max(lines, default=0)


def _is_merged_across(first: int, merged: Merges) -> bool:
    """Whether a header stands above several columns, and not only above one wide one."""
    wide = {(left, right) for top, left, _last, right in merged if top == first + 1}
    return any(
        top == first and right > left and (left, right) not in wide
        for top, left, _last, right in merged
    )


def _is_row(line: Sequence[str], rest: Rows) -> bool:
    """Whether *line* holds values, and no names: numbers, or what stands below it again."""
    cells = [(at, cell.strip()) for at, cell in enumerate(line) if cell.strip()]
    if any(
        _VALUE.fullmatch(cell) or (_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell))
        for _at, cell in cells
    ):
        return True
    return any(
        at < len(row) and row[at].strip() == cell for at, cell in cells for row in rest[:_FEW_ROWS]
    )


def _is_second(head: Sequence[str], below: Rows, is_name: IsName | None) -> bool:
    """Whether the line below *head* is a part of it, by the words in both or by their blanks."""
    if is_name is None:
        return _goes_on(head, below)
    second = below[0]
    named = _filled(second)
    if any(second[at].strip().lower() in ONE_COLUMN for at in named):
        return True
    if _is_row(second, below[1:]):
        return False
    names = {tidy(second[at]).lower() for at in named if is_name(second[at])}
    above = [tidy(head[at]).lower() for at in _filled(head)]
    blanks = [at for at in named if at > 0 and (at >= len(head) or not head[at].strip())]
    if names and not blanks and len(set(above)) == len(above):
        return False
    if len(names) > 1 and 2 * sum(map(is_name, (second[at] for at in named))) > len(named):
        return True
    # A blank or two among names is a column that nobody has named, and the line below a row.
    known = sum(map(is_name, above))
    if not names and 2 * known > len(above) and 2 * len(blanks) < len(above):
        return False
    return _goes_on(head, below)


def _goes_on(head: Sequence[str], below: Rows) -> bool:
    """Whether the line below *head* is a part of it: it names the columns that *head* leaves blank.

    A blank in the first cell alone is a row number without a name.
    """
    second, rest = below[0], below[1:_FEW_ROWS]
    filled = set(_filled(head))
    blanks = [at for at in range(max(filled, default=0) + 1, len(second)) if at not in filled] + [
        at for at in range(1, max(filled, default=0)) if at not in filled
    ]
    named = _filled(second)
    if any(second[at].strip().lower() in ONE_COLUMN for at in named):
        return True
    if not blanks or len([at for at in blanks if at in named]) < 0.8 * len(blanks):
        return False
    if any(_NUMBER.fullmatch(second[at].strip()) for at in named):
        return False
    numbers_below = any(_NUMBER.fullmatch(cell.strip()) for row in rest for cell in row)
    return numbers_below or len(named) < len(second) or not rest


def _says_it_again(head: Sequence[str], second: Sequence[str]) -> bool:
    """Whether the line below *head* is Qualtrics' old second header: codes above, words below."""
    if [tidy(cell) for cell in head[:2]] == ["V1", "V2"]:
        return True
    same = [one for one, two in zip(head, second, strict=False) if one.strip() and one == two]
    return len([one for one in same if not _NUMBER.fullmatch(one.strip())]) >= 3


def _has_no_names(head: Sequence[str], below: Rows) -> bool:
    """Whether *head* is a row like those below: its words come again, or numbers stand in it."""
    rest = below[:200]
    if len(rest) < 2:
        return False
    numbers, named = 0, 0
    again = 0
    for at, cell in enumerate(head):
        column = [row[at].strip() for row in rest if at < len(row) and row[at].strip()]
        mostly = sum(bool(_NUMBER.fullmatch(each)) for each in column) > 0.8 * len(column)
        if column and mostly:
            is_number = _NUMBER.fullmatch(cell.strip()) and not _YEAR.fullmatch(cell.strip())
            numbers, named = numbers + bool(is_number), named + (not is_number)
        again += bool(cell.strip()) and cell.strip() in column
    if named:
        return False
    return numbers > 0 or again * 2 >= max(len(_filled(head)), 2)


def _is_codes_and_ids(rows: Rows) -> bool:
    """Whether the row is Qualtrics' third: {"ImportId": ...} in most cells, in either spelling."""
    cells = [cell for row in rows for cell in row if cell.strip()]
    ids = sum(bool(_IMPORT_ID.search(cell)) for cell in cells)
    return bool(cells) and ids * 2 > len(cells)
