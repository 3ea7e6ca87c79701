"""Placing a packet's rows: each finds the rows that it refers to, then all are stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.models import Program
from muster.core.tables import Column, Kind, Table, shown, write_cell
from muster.packets.errors import PacketRefused
from muster.packets.export import cell_of
from muster.packets.files import closest
from muster.packets.rows import Pages, Row
from muster.packets.tables import TABLES
from muster.programs.packet import pack_index


def place(pages: Pages, program: Program, *, replace: bool) -> Build:
    """Store the build and the rows of *pages* in *program*.

    Args:
        replace: whether rows that the program shares among its builds are brought to what the
            packet says.

    Raises:
        PacketRefused: with all problems of the packet, those found while reading it included.
    """
    section = pages.sections["build"]
    build = Build(program=program, **section.values)
    for column, says in section.table.wrong(section.values):
        pages.problems.append(section.problem(column, says))
    placing = _Placing(program, build, pages, replace, pack_index(program))
    placed = [placing.table(table) for table in TABLES]
    if pages.problems:
        raise PacketRefused(pages.problems)
    build.save()
    for each in placed:
        each.store()
    return build


@dataclass(slots=True)
class _Placed:
    """The rows of one table, ready to be stored."""

    table: Table
    new: list[models.Model] = field(default_factory=list)
    changed: list[models.Model] = field(default_factory=list)
    # Rows that point at rows of their own table, which must be stored first.
    pointing: list[tuple[models.Model, str, models.Model]] = field(default_factory=list)

    def store(self) -> None:
        manager = self.table.model._default_manager
        manager.bulk_create(self.new, batch_size=500)
        for row in self.changed:
            row.save()
        for row, column, target in self.pointing:
            setattr(row, column, target)
            row.save(update_fields=[column])


@dataclass(slots=True)
class _Placing:
    """One packet on its way into the database."""

    program: Program
    build: Build
    pages: Pages
    replace: bool
    # The rows that others may name: the pack's, and those of the tables placed so far.
    index: dict[str, Any]
    # Keys of rows that are there but not sound: who names them is not told off as well.
    unsound: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def table(self, table: Table) -> _Placed:
        """Find what each row of *table* refers to, and what is wrong with the rows."""
        placed = _Placed(table)
        own = [column for column in table.columns if column.to == table.name]
        there = self._there(table)
        index = self.index[table.name] = {}
        later: list[tuple[Row, models.Model]] = []
        for row in self._once(table):
            values = {name: row.values[name] for name in row.values}
            for column in table.columns:
                if column.kind is Kind.REFERENCE and column not in own:
                    values[column.name] = self._referred(row, column, values)
            if row.sound:
                for name, says in table.wrong(values):
                    self.pages.problems.append(row.problem(name, says))
                    row.sound = False
            name = str(row.values.get(table.key[-1]))
            if not row.sound:
                self.unsound[table.name].add(name)
                continue
            for column in own:
                values.pop(column.name)
            stored = there.get(_key(table, _cells(table, row)))
            if stored is None:
                stored = table.model(**self._above(table), **values)
                placed.new.append(stored)
            elif differ := _differences(table, stored, row):
                self._differs(row, stored, differ)
                for column_name, value in values.items():
                    setattr(stored, column_name, value)
                placed.changed.append(stored)
            index[(name,)] = stored
            later.append((row, stored))
        for row, stored in later:
            for column in own:
                target = self._referred(row, column, row.values)
                if target is not None:
                    placed.pointing.append((stored, column.name, target))
        return placed

    def _once(self, table: Table) -> Iterable[Row]:
        """The rows of *table*, without those whose key stood there already."""
        seen: dict[tuple[str, ...], int | None] = {}
        for row in self.pages.rows[table.name]:
            key = _key(table, _cells(table, row)) if row.sound else None
            if key is not None and key in seen:
                says = _("row %(row)s has the same %(key)s already.")
                words = {"row": seen[key], "key": " + ".join(table.key)}
                self.pages.problems.append(row.problem(table.key[-1], says % words))
                continue
            if key is not None:
                seen[key] = row.number
            yield row

    def _above(self, table: Table) -> dict[str, Any]:
        above = {"program": self.program, "build": self.build}
        return {name: above[name] for name in table.above.split(" and ") if name in above}

    def _referred(self, row: Row, column: Column, values: Mapping[str, Any]) -> Any:
        """The row that the cell of *column* names; if there is none, *row* is not sound."""
        cell = row.values.get(column.name)
        if cell is None:
            if column.required:
                row.sound = False
            return None
        start: tuple[Any, ...] = ()
        if column.within is not None:
            try:
                start = column.within(values)
            except (AttributeError, KeyError):  # what it stands within was not found either
                row.sound = False
                return None
        names = self.index[column.to]
        if (found := names.get((*start, cell))) is not None:
            return found
        row.sound = False
        if cell not in self.unsound[column.to]:
            near = [key[-1] for key in names if key[:-1] == start]
            says = _("there is no “%(cell)s” among the %(table)s.")
            words = {"cell": shown(cell), "table": column.to.replace("_", " ")}
            self.pages.problems.append(row.problem(column.name, says % words + closest(cell, near)))
        return None

    def _there(self, table: Table) -> dict[tuple[str, ...], models.Model]:
        """Rows of a shared table that the program holds already, where the packet names them."""
        rows = self.pages.rows[table.name]
        if not table.shared or not rows:
            return {}
        first = next(column for column in table.columns if column.name == table.key[0])
        named = {row.values.get(first.name) for row in rows}
        path = f"{first.name}__key" if first.kind is Kind.REFERENCE else first.name
        wanted = Q(**{f"{path}__in": named - {None}})
        if None in named:
            wanted |= Q(**{f"{first.name}__isnull": True})
        stored = table.model._default_manager.filter(wanted, program=self.program).select_related(
            *table.references
        )
        return {
            _key(table, {column.name: cell_of(column, row) for column in table.columns}): row
            for row in stored
        }

    def _differs(self, row: Row, stored: models.Model, differ: list[str]) -> None:
        if not self.replace:
            says = _("the program has it already, and says something else: %(what)s.")
            self.pages.problems.append(row.problem(differ[0], says % {"what": ", ".join(differ)}))


def _cells(table: Table, row: Row) -> dict[str, str]:
    """What the row's cells are in the one form that packets are written in."""
    return {
        column.name: str(row.values.get(column.name) or "")
        if column.kind is Kind.REFERENCE
        else write_cell(column, row.values.get(column.name))
        for column in table.columns
    }


def _key(table: Table, cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells[name] for name in table.key)


def _differences(table: Table, stored: models.Model, row: Row) -> list[str]:
    cells = _cells(table, row)
    return [
        column.name for column in table.columns if cell_of(column, stored) != cells[column.name]
    ]
