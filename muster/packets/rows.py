"""Rows out of a packet's tables, cell by cell, with everything that is wrong with them."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _

from muster.core.cells import CellRefused, read_cell, shown
from muster.core.closest import closest
from muster.core.problems import Problem
from muster.core.tables import Column, Kind, Table
from muster.core.text import NotText, text_of
from muster.packets.limits import LARGEST_FILE, MOST_ROWS, MOST_SHARED_ROWS
from muster.packets.tables import FIELDS, TABLES, TITLE_PAGE


@dataclass(slots=True)
class Row:
    """One row: where it stands, its values, and whether all its cells could be read.

    Attributes:
        number: as a spreadsheet counts; None for a section of the title page.
        values: what the cells say; references are still the texts that stood in their cells.
        cells: what stood in the cells.
        lines: for a section, the line of each field.
    """

    table: Table
    number: int | None
    values: dict[str, Any]
    sound: bool = True
    cells: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def problem(self, column: str, says: str) -> Problem:
        """What *says* is wrong in *column* of this row."""
        if self.number is not None:
            return Problem(self.table.file, self.number, shown(column), says)
        name = f"[{self.table.name}] {shown(column)}"
        return Problem(TITLE_PAGE, None, name, says, self.lines.get(column))


@dataclass(slots=True)
class Pages:
    """A whole packet as rows.

    Attributes:
        sections: [program] and [build] of packet.toml.
        rows: the rows of each table.
        unread: tables, and parts of the pack, that could not be read: what refers to them is not
            told off as well.
        read: the files that a row's cell names.
    """

    sections: dict[str, Row] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)


def read_tables(files: Mapping[str, bytes], pages: Pages) -> None:
    """Put all rows of all tables into *pages*, and all that is wrong with single cells."""
    for table in TABLES:
        pages.rows[table.name] = []
        if table.file not in files:
            continue
        try:
            text = text_of(files[table.file])
        except NotText as wrong:
            pages.problems.append(Problem(table.file, None, "", str(wrong), wrong.line))
            pages.unread.add(table.name)
            continue
        _read_table(table, text, files, pages)


def _read_table(table: Table, text: str, files: Mapping[str, bytes], pages: Pages) -> None:
    columns: list[str] | None = None
    missing: list[str] = []
    most = MOST_SHARED_ROWS if table.shared else MOST_ROWS
    try:
        for number, cells in _records(text):
            if columns is None:
                columns = [cell.strip() for cell in _without_empty_end(cells)]
                if not _headers_can_be_read(table, columns, pages):
                    pages.unread.add(table.name)
                    return
                missing = _wrong_headers(table, columns, pages)
            elif any(cells):
                if len(pages.rows[table.name]) == most:
                    says = _("more than %(most)s rows; no more are read.") % {"most": f"{most:,}"}
                    pages.problems.append(Problem(table.file, number, "", says))
                    pages.unread.add(table.name)
                    return
                _read_cells(table, number, columns, cells, files, pages, missing)
    except _Broken as wrong:
        pages.problems.append(Problem(table.file, wrong.number, "", str(wrong)))
        pages.unread.add(table.name)
        return
    if columns is None:
        _wrong_headers(table, [], pages)
        pages.unread.add(table.name)


class _Broken(ValueError):
    """A record that is no CSV; *number* is its row."""

    def __init__(self, says: str, number: int) -> None:
        super().__init__(says)
        self.number = number


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file with their numbers, from 1, empty lines counted."""
    # The module's own limit would stop at 131,072 characters without naming the column.
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, cells
    except csv.Error as wrong:
        why = str(wrong)
        if why == "unexpected end of data":
            says = _("a quotation mark that opens in this row is never closed.")
        elif "expected after" in why:
            says = _(
                "words go on after a quotation mark has closed; within a quoted cell, a quotation "
                "mark is written twice."
            )
        else:
            says = _("it cannot be read as CSV (%(why)s).") % {"why": why}
        raise _Broken(says, number + 1) from wrong


def _without_empty_end(cells: list[str]) -> list[str]:
    """*cells* without the empty ones at the end, which spreadsheets like to add."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _headers_can_be_read(table: Table, headers: list[str], pages: Pages) -> bool:
    """Whether the first row is one of headers at all."""
    if len(headers) == 1 and (parted := re.search("[;\t|]", headers[0])):
        says = _("the columns are parted by “%(sign)s”: save the table with commas.")
        pages.problems.append(Problem(table.file, 1, "", says % {"sign": shown(parted[0])}))
        return False
    most = len(table.columns)
    if len(headers) > 4 * most:
        says = _("%(found)s columns; this table has %(most)s.")
        words = {"found": f"{len(headers):,}", "most": most}
        pages.problems.append(Problem(table.file, 1, "", says % words))
        return False
    return True


def _wrong_headers(table: Table, headers: list[str], pages: Pages) -> list[str]:
    """Note what is wrong with the headers; the cells under the others are read all the same.

    Returns:
        The columns that a row must have and that are missing.
    """
    known = [column.name for column in table.columns]
    problems = []
    for name in dict.fromkeys(headers):
        if not name:
            says = _("a column has no header.")
            problems.append(Problem(table.file, 1, "", says))
        elif name not in known:
            says = _("there is no column “%(name)s”.") % {"name": shown(name)}
            problems.append(Problem(table.file, 1, shown(name), says + closest(name, known)))
        elif headers.count(name) > 1:
            problems.append(Problem(table.file, 1, name, _("the column stands there twice.")))
    missing = [c.name for c in table.columns if c.required and c.name not in headers]
    problems += [Problem(table.file, 1, name, _("the column is missing.")) for name in missing]
    pages.problems += problems
    return missing


def _read_cells(
    table: Table,
    number: int,
    columns: list[str],
    cells: list[str],
    files: Mapping[str, bytes],
    pages: Pages,
    missing: Collection[str],
) -> None:
    row = Row(table, number, {})
    row.sound = not missing
    pages.rows[table.name].append(row)
    if len(cells) > len(columns):
        cells = cells[: len(columns)] + _without_empty_end(cells[len(columns) :])
    if len(cells) != len(columns):
        # Which cell is missing or too much is not known: what stands in them is not judged.
        says = _("the row has %(found)s cells, the headers are %(columns)s.")
        words = {"found": len(cells), "columns": len(columns)}
        pages.problems.append(row.problem("", says % words))
        row.sound = False
        row.cells = dict(zip(columns, cells, strict=False))
        return
    known = FIELDS[table.name]
    judged = {n: cell for n, cell in zip(columns, cells, strict=True) if n in known}
    read_row(row, judged, files, pages, leave_out=missing)
    if row.sound:
        row.values = table.spelled(row.values)


def read_row(
    row: Row,
    cells: Mapping[str, str],
    files: Mapping[str, bytes],
    pages: Pages,
    leave_out: Collection[str] = (),
) -> Row:
    """Fill *row* with what *cells* say, and *pages* with what is wrong with them.

    Args:
        leave_out: columns that were judged already.
    """
    row.cells = cells
    columns = FIELDS[row.table.name]
    for name in cells:
        if name not in columns:
            says = _("there is no such field.") + closest(name, columns)
            pages.problems.append(row.problem(name, says))
            row.sound = False
    for column, model_field in columns.values():
        if column.name in leave_out:
            continue
        cell = cells.get(column.name, "")
        try:
            if column.kind is Kind.FILE:
                row.values[column.name] = _content(column, row, cell, files, pages)
            else:
                row.values[column.name] = read_cell(column, model_field, cell)
        except CellRefused as wrong:
            pages.problems.append(row.problem(column.name, str(wrong)))
            row.sound = False
    return row


def _content(column: Column, row: Row, cell: str, files: Mapping[str, bytes], pages: Pages) -> str:
    """What stands in the file that *cell* names; it must be the one that belongs to its row."""
    if not cell:
        raise CellRefused(_("it must not be empty."))
    pages.read.add(cell)
    try:
        path = column.file(SimpleNamespace(**row.values)) if column.file else cell
    except AttributeError:  # the cell that the path is made of is wrong itself
        path = cell
    if cell != path:
        says = _("the file of this row is “%(path)s”.") % {"path": path}
        raise CellRefused(says)
    if cell not in files:
        raise CellRefused(_("there is no file “%(name)s”.") % {"name": shown(cell)})
    try:
        return text_of(files[cell])
    except NotText as wrong:
        where = _("line %(line)s of %(name)s: ") % {"line": wrong.line, "name": shown(cell)}
        raise CellRefused(where + str(wrong)) from wrong
