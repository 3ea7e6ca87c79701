"""Writing a build out as a packet, in one form only: the same rows give the same bytes."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import tomli_w
from django.db import models

from muster.builds.models import Build
from muster.core.tables import Column, Kind, Table, write_cell
from muster.packets.tables import FORMAT, PACK, PACK_KINDS, SECTIONS, TABLES, TITLE_PAGE
from muster.programs.packet import name_in_packet, question_in_packet
from muster.programs.write import pack_files


class Scope:
    """What belongs to one build's packet: the build's own rows, and whom they refer to."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self._referenced: dict[str, set[Any]] = defaultdict(set)

    def referenced(self, table: str) -> set[Any]:
        """The primary keys of the rows of *table* that something in the packet refers to."""
        return self._referenced[table]

    def note(self, table: Table, rows: Iterable[Any]) -> bool:
        """Remember whom *rows* refer to, and the rows themselves; whether anybody was new."""
        before = sum(map(len, self._referenced.values()))
        for row in rows:
            self._referenced[table.name].add(row.pk)
            for column in table.columns:
                if column.kind is not Kind.REFERENCE or column.to in PACK_KINDS:
                    continue
                if (referred := getattr(row, f"{column.name}_id")) is not None:
                    self._referenced[column.to].add(referred)
        return sum(map(len, self._referenced.values())) > before


def export_packet(build: Build) -> dict[str, bytes]:
    """The files of the packet that holds *build*: names with `/`, and bytes."""
    scope = Scope(build)
    rows = {table.name: list(_of_build(table, scope)) for table in TABLES if not table.shared}
    for table in TABLES:
        scope.note(table, rows.get(table.name, ()))
    more = True
    while more:  # an organization brings its parent, a person their posts, a post its organization
        more = False
        for table in TABLES:
            if table.shared:
                rows[table.name] = list(_of_build(table, scope))
                more = scope.note(table, rows[table.name]) or more
    files = {TITLE_PAGE: _title(scope)}
    for name, text in pack_files(build.program).items():
        files[PACK + name] = text.encode()
    for table in TABLES:
        if rows[table.name]:
            files[table.file] = _csv(table, rows[table.name]).encode()
            files |= _files_of(table, rows[table.name])
    return files


def _of_build(table: Table, scope: Scope) -> "models.QuerySet[Any]":
    order = table.order or table.key
    deeper = ["item__questionnaire"] if table.name == "quotes" else []
    deeper += ["component__framework"] if "component" in table.references else []
    return table.rows(scope).select_related(*table.references, *deeper).order_by(*order)


def _title(scope: Scope) -> bytes:
    title: dict[str, dict[str, Any]] = {"packet": {"format": FORMAT}}
    for table in SECTIONS:
        row = table.rows(scope).get()
        title[table.name] = {
            column.name: value
            for column in table.columns
            if (value := getattr(row, column.name)) not in (None, "")
        }
    return tomli_w.dumps(title).encode()


def _csv(table: Table, rows: Iterable[Any]) -> str:
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for row in rows:
        writer.writerow(cell_of(column, row) for column in table.columns)
    return page.getvalue()


def cell_of(column: Column, row: Any) -> str:
    """What a packet writes for one column of a stored row."""
    if column.file is not None:
        return column.file(row)
    value = getattr(row, column.name)
    if value is None or column.kind is not Kind.REFERENCE:
        return write_cell(column, value)
    if column.to == "questions":
        return question_in_packet(value)
    if column.to in PACK_KINDS:
        return name_in_packet(value)
    return str(getattr(value, _tables_by_name()[column.to].key[-1]))


def _files_of(table: Table, rows: Iterable[Any]) -> dict[str, bytes]:
    return {
        column.file(row): getattr(row, column.name).encode()
        for column in table.columns
        if column.file is not None
        for row in rows
    }


def _tables_by_name() -> dict[str, Table]:
    return {table.name: table for table in TABLES}
