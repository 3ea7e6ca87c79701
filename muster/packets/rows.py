"""Rows out of a packet's files, cell by cell, with everything that is wrong with them."""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from muster.core.tables import CellRefused, Column, Kind, Table, read_cell, shown
from muster.packets.errors import PacketRefused, Problem
from muster.packets.files import LARGEST_FILE, closest, text_of
from muster.packets.tables import FORMAT, SECTIONS, TABLES, TITLE_PAGE, field_of


@dataclass(slots=True)
class Row:
    """One row: where it stands, its values, and whether all its cells could be read.

    References are still the texts that stood in their cells.
    """

    table: Table
    number: int | None
    values: dict[str, Any]
    sound: bool = True

    def problem(self, column: str, says: str) -> Problem:
        file = TITLE_PAGE if self.number is None else self.table.file
        name = f"[{self.table.name}] {column}" if self.number is None else column
        return Problem(file, self.number, name, says)


@dataclass(slots=True)
class Pages:
    """A whole packet as rows.

    Attributes:
        sections: [program] and [build] of packet.toml.
        rows: the rows of each table.
    """

    sections: dict[str, Row] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_pages(files: Mapping[str, bytes]) -> Pages:
    """All rows of the packet that *files* make, and all that is wrong with single cells."""
    pages = Pages()
    if TITLE_PAGE in files:
        _read_title(files[TITLE_PAGE], pages)
    else:
        says = _("there is none: a packet begins with it.")
        pages.problems.append(Problem(TITLE_PAGE, None, "", says))
    for table in TABLES:
        pages.rows[table.name] = []
        if table.file in files:
            try:
                text = text_of(table.file, files[table.file])
            except PacketRefused as refused:
                pages.problems += refused.problems
                continue
            _read_table(table, text, files, pages)
    return pages


def _read_title(content: bytes, pages: Pages) -> None:
    try:
        title = tomllib.loads(text_of(TITLE_PAGE, content))
    except PacketRefused as refused:
        pages.problems += refused.problems
        return
    except tomllib.TOMLDecodeError as wrong:
        pages.problems.append(Problem(TITLE_PAGE, None, "", str(wrong)))
        return
    head = title.pop("packet", {})
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        says = _("the format must be %(format)s.") % {"format": FORMAT}
        pages.problems.append(Problem(TITLE_PAGE, None, "[packet] format", says))
    for table in SECTIONS:
        section = title.pop(table.name, None)
        if not isinstance(section, dict):
            says = _("there is no such section.")
            pages.problems.append(Problem(TITLE_PAGE, None, f"[{table.name}]", says))
            continue
        cells = {name: _as_cell(value) for name, value in section.items()}
        pages.sections[table.name] = _read_row(table, None, cells, {}, pages)
    pages.problems += [
        Problem(TITLE_PAGE, None, f"[{name}]", _("a packet has no such section.")) for name in title
    ]


def _as_cell(value: Any) -> str:
    """A TOML value as the cell that says the same."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes" if not value.second else "seconds")
    return str(value)


def _read_table(table: Table, text: str, files: Mapping[str, bytes], pages: Pages) -> None:
    # The module's own limit would stop at 131,072 characters without naming the column.
    csv.field_size_limit(LARGEST_FILE)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: list[str] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1:
                columns = cells
                if not _headers_hold(table, columns, pages):
                    return
            elif any(cells):
                _read_cells(table, number, columns, cells, files, pages)
    except csv.Error as wrong:
        says = _("it cannot be read as CSV (%(why)s).") % {"why": wrong}
        pages.problems.append(Problem(table.file, number + 1, "", says))


def _headers_hold(table: Table, headers: list[str], pages: Pages) -> bool:
    known = [column.name for column in table.columns]
    problems = []
    for name in dict.fromkeys(headers):
        if name not in known:
            says = _("there is no column “%(name)s”.") % {"name": shown(name)}
            problems.append(Problem(table.file, 1, shown(name), says + closest(name, known)))
        elif headers.count(name) > 1:
            problems.append(Problem(table.file, 1, name, _("the column stands there twice.")))
    for column in table.columns:
        if column.required and column.name not in headers:
            problems.append(Problem(table.file, 1, column.name, _("the column is missing.")))
    pages.problems += problems
    return not problems


def _read_cells(
    table: Table,
    number: int,
    columns: list[str],
    cells: list[str],
    files: Mapping[str, bytes],
    pages: Pages,
) -> None:
    row = _read_row(table, number, dict(zip(columns, cells, strict=False)), files, pages)
    if len(cells) > len(columns):
        says = _("the row has %(found)s cells, the headers %(columns)s.")
        words = {"found": len(cells), "columns": len(columns)}
        pages.problems.append(row.problem("", says % words))
        row.sound = False
    pages.rows[table.name].append(row)


def _read_row(
    table: Table,
    number: int | None,
    cells: Mapping[str, str],
    files: Mapping[str, bytes],
    pages: Pages,
) -> Row:
    row = Row(table, number, {})
    known = [column.name for column in table.columns]
    for name in cells:
        if name not in known:
            says = _("there is no such field.") + closest(name, known)
            pages.problems.append(row.problem(name, says))
            row.sound = False
    for column in table.columns:
        try:
            row.values[column.name] = _read(table, column, cells.get(column.name, ""), files)
        except CellRefused as wrong:
            pages.problems.append(row.problem(column.name, str(wrong)))
            row.sound = False
    return row


def _read(table: Table, column: Column, cell: str, files: Mapping[str, bytes]) -> Any:
    if column.kind is Kind.REFERENCE:
        value = read_cell(column, models.CharField(), cell)
        return value or None
    if column.kind is Kind.FILE:
        if cell not in files:
            raise CellRefused(_("there is no file “%(name)s”.") % {"name": shown(cell)})
        try:
            return text_of(cell, files[cell])
        except PacketRefused as refused:
            raise CellRefused(refused.problems[0].says) from refused
    return read_cell(column, field_of(table, column), cell)
