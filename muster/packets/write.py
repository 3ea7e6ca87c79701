"""Writing rows as the files of a packet, in one form only: the same rows give the same bytes.

Rows are put in order here and not by the database, because two databases sort letters differently.
"""

import csv
import io
from collections.abc import Iterable
from typing import Any

import tomli_w

from muster.builds.models import Build
from muster.core.cells import write_cell
from muster.core.models import Program
from muster.core.tables import Column, Kind, Table
from muster.packets.tables import FORMAT, PACK_KINDS, SECTIONS, TABLE_NAMED
from muster.programs.packet import name_in_packet, question_in_packet


def title_page(program: Program, build: Build) -> bytes:
    """The title page of the packet of *build*. What is empty is left out."""
    title: dict[str, dict[str, Any]] = {"packet": {"format": FORMAT}}
    for table, row in zip(SECTIONS, (program, build), strict=True):
        title[table.name] = {
            column.name: value
            for column in table.columns
            if (value := getattr(row, column.name)) not in (None, "")
        }
    return tomli_w.dumps(title).encode()


def table_files(table: Table, rows: Iterable[Any]) -> dict[str, bytes]:
    """The file of *table* with *rows*, and the files that these rows name; none without rows."""
    written = in_order(table, rows)
    if not written:
        return {}
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for row in written:
        writer.writerow(cell_of(column, row) for column in table.columns)
    files = {table.file: page.getvalue().encode()}
    for column in table.columns:
        if column.file is not None:
            files |= {column.file(row): getattr(row, column.name).encode() for row in written}
    return files


def in_order(table: Table, rows: Iterable[Any]) -> list[Any]:
    """*rows* as they stand in a packet; what is empty stands first."""
    paths = [path.split("__") for path in table.order or table.key]

    def place(row: Any) -> list[tuple[bool, Any]]:
        return [(value is not None, value) for value in (_walk(row, path) for path in paths)]

    return sorted(rows, key=place)


def cell_of(column: Column, row: Any) -> str:
    """What a packet writes for one column of a row, stored or not."""
    if column.file is not None:
        return column.file(row)
    value = getattr(row, column.name)
    if value is None or column.kind is not Kind.REFERENCE:
        return write_cell(column, value)
    if column.to == "questions":
        return question_in_packet(value)
    if column.to in PACK_KINDS:
        return name_in_packet(value)
    return str(getattr(value, TABLE_NAMED[column.to].key[-1]))


def _walk(row: Any, path: list[str]) -> Any:
    for name in path:
        row = None if row is None else getattr(row, name)
    return row
