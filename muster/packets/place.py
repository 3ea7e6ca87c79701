"""Placing a packet's rows: each finds the rows that it refers to. Nothing is stored here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.cells import shown, write_cell
from muster.core.closest import closest
from muster.core.models import Program
from muster.core.tables import Column, Kind, Table
from muster.packets.constraints import checks, holds, taken, taken_says, unheld, uniques, value_in
from muster.packets.limits import MOST_SUGGESTIONS
from muster.packets.rows import Pages, Row
from muster.packets.tables import PACK_KINDS, TABLES
from muster.packets.write import cell_of
from muster.programs.packet import pack_index


@dataclass(slots=True)
class Placed:
    """The rows of one table, each knowing the rows that it refers to, stored or not.

    Attributes:
        rows: all of them, in the order of the packet.
        new: those that are not stored yet.
        changed: those that are, and say something else than the packet.
    """

    table: Table
    rows: list[models.Model] = field(default_factory=list)
    new: list[models.Model] = field(default_factory=list)
    changed: list[models.Model] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A row of the packet, the row of the database that it makes or is, and what it says."""

    row: Row
    stored: models.Model
    values: dict[str, Any]


def place(
    pages: Pages, program: Program, build: Build, *, there: Build | None, replace: bool
) -> list[Placed]:
    """The rows of *pages* in *program* and *build*, by table. *pages* learns of all problems.

    Args:
        build: the build as the packet has it, not stored.
        there: the build of this key that is stored already.
        replace: whether rows that the program shares among its builds may change.
    """
    known: dict[str, Any] = {kind: {} for kind in PACK_KINDS}
    if not pages.unread.issuperset(PACK_KINDS):
        known = dict(pack_index(program))
    placing = _Placing(program, build, there, pages, replace or there is not None, known)
    return [placing.table(table) for table in TABLES]


@dataclass(slots=True)
class _Placing:
    """One packet on its way.

    Attributes:
        lenient: whether a shared row may say something else than the packet.
        known: the rows that others may name: the pack's, and those of the tables placed so far.
        unsound: keys of rows that are there but not sound: who names them is not told off as well.
    """

    program: Program
    build: Build
    there: Build | None
    pages: Pages
    lenient: bool
    known: dict[str, Any]
    unsound: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    suggestions: int = MOST_SUGGESTIONS

    def table(self, table: Table) -> Placed:
        """Find what each row of *table* refers to, and what is wrong with the rows."""
        placed = Placed(table)
        keys = [table.column(name) for name in table.key]
        own = [column for column in table.columns if column.to == table.name]
        stored_rows = self._stored(table)
        index = self.known[table.name] = {}
        pairs: list[_Pair] = []
        for row in self._once(table):
            values = self._values(row, own)
            if not row.sound:
                self.unsound[table.name].add(row.cells.get(table.key[-1], ""))
                continue
            stored = stored_rows.get(_key(keys, row))
            if stored is None:
                stored = table.model(**self._above(table), **values)
                placed.new.append(stored)
            else:
                if differ := _differences(table, stored, row):
                    self._differs(row, differ)
                    placed.changed.append(stored)
                for name, value in values.items():
                    setattr(stored, name, value)
            index[(str(row.values[table.key[-1]]),)] = stored
            pairs.append(_Pair(row, stored, values))
        for column in own:
            self._point(column, pairs)
        asked = checks(table)
        for pair in pairs:
            for name, says in unheld(asked, pair.stored):
                self._wrong(pair.row, name, says)
        self._apart(table, pairs)
        placed.rows = [pair.stored for pair in pairs]
        return placed

    def _wrong(self, row: Row, column: str, says: str) -> None:
        self.pages.problems.append(row.problem(column, says))
        row.sound = False

    def _once(self, table: Table) -> Iterator[Row]:
        """The rows of *table*, without those whose key stood there already."""
        seen: dict[tuple[str, ...], int | None] = {}
        keys = [table.column(name) for name in table.key]
        for row in self.pages.rows[table.name]:
            if not all(name in row.values for name in table.key):
                yield row
                continue
            key = _key(keys, row)
            if key in seen:
                says = _("row %(row)s has the same %(key)s already.")
                words = {"row": seen[key], "key": " + ".join(table.key)}
                self._wrong(row, table.key[-1], says % words)
                continue
            seen[key] = row.number
            yield row

    def _values(self, row: Row, own: list[Column]) -> dict[str, Any]:
        """What *row* says, with the rows that it refers to but for those of its own table."""
        table = row.table
        values = dict(row.values)
        for column in table.columns:
            if column.kind is Kind.REFERENCE and column not in own:
                values[column.name] = self._referred(row, column, values)
        if row.sound:
            for name, says in table.wrong(values):
                self._wrong(row, name, says)
        for column in own:
            values[column.name] = None
        return values

    def _above(self, table: Table) -> dict[str, Any]:
        above = {"program": self.program, "build": self.build}
        return {name: above[name] for name in table.above.split(" and ") if name in above}

    def _referred(self, row: Row, column: Column, values: Mapping[str, Any]) -> Any:
        """The row that the cell of *column* names; if there is none, *row* is not sound."""
        cell = row.values.get(column.name)
        if cell is None:
            return None
        start: tuple[Any, ...] = ()
        if column.within is not None:
            try:
                start = column.within(values)
            except (AttributeError, KeyError):  # what it stands within was not found either
                row.sound = False
                return None
        names = self.known[column.to]
        if (found := names.get((*start, cell))) is not None:
            return found
        row.sound = False
        if cell not in self.unsound[column.to] and column.to not in self.pages.unread:
            says = _("there is no “%(cell)s” among the %(table)s.")
            words = {"cell": shown(cell), "table": column.to.replace("_", " ")}
            near = self._closest(cell, names, start)
            self.pages.problems.append(row.problem(column.name, says % words + near))
        return None

    def _closest(self, cell: str, names: Mapping[Any, Any], start: tuple[Any, ...]) -> str:
        """A suggestion, as long as there are not many: looking for them takes time."""
        if not self.suggestions:
            return ""
        self.suggestions -= 1
        return closest(cell, [name[-1] for name in names if name[:-1] == start])

    def _point(self, column: Column, pairs: list[_Pair]) -> None:
        """Let rows point at rows of their own table, and nobody at itself in the end."""
        for pair in pairs:
            target = self._referred(pair.row, column, pair.row.values)
            setattr(pair.stored, column.name, target)
        rows = {id(pair.stored): pair.row for pair in pairs}
        ends: set[int] = set()  # rows from which nothing leads back
        for pair in pairs:
            way: set[int] = set()
            step: models.Model | None = pair.stored
            while step is not None and id(step) not in ends:
                if id(step) in way:
                    self._wrong(rows[id(step)], column.name, _("it leads back to the row itself."))
                    break
                way.add(id(step))
                step = getattr(step, column.name)
            ends |= way

    def _apart(self, table: Table, pairs: list[_Pair]) -> None:
        """What rows have in common that no two may, in the packet or with rows beyond it."""
        for apart in table.apart:
            seen: dict[tuple[Any, ...], int | None] = {}
            for pair in pairs:
                key = value_in(pair.stored, apart.columns) if apart.where(pair.values) else None
                if key is None:
                    continue
                first = seen.setdefault(key, pair.row.number)
                if first != pair.row.number:
                    self._wrong(pair.row, apart.columns[-1], str(apart.says) % {"row": first})
        for unique in uniques(table):
            about = [
                (pair.row, key)
                for pair in pairs
                if (key := value_in(pair.stored, unique.fields)) is not None
                and holds(unique.condition, pair.stored)
            ]
            if set(unique.fields) != set(table.key):
                self._together(unique.fields, about)
            elif table.shared:
                continue  # who has the key already is the row itself
            if unique.beyond:
                values = [key[0] for _row, key in about]
                rows = [pair.stored for pair in pairs]
                others = taken(table, unique, values, rows, self.program, self.there)
                for row, key in about:
                    if key[0] in others:
                        self._wrong(row, unique.fields[0], taken_says(unique.fields[0]))

    def _together(self, fields: tuple[str, ...], about: list[tuple[Row, tuple[Any, ...]]]) -> None:
        seen: dict[tuple[Any, ...], int | None] = {}
        for row, key in about:
            if seen.setdefault(key, row.number) == row.number:
                continue
            if fields:
                says = _("row %(row)s has the same %(key)s already.")
                words = {"row": seen[key], "key": " + ".join(fields)}
                self._wrong(row, fields[-1], says % words)
            else:
                self._wrong(row, "", _("this table has one row, or none."))

    def _stored(self, table: Table) -> dict[tuple[str, ...], models.Model]:
        """Rows of a shared table that the program holds already and the packet names."""
        rows = self.pages.rows[table.name]
        if not table.shared or not rows:
            return {}
        column = table.column(table.found_by or table.key[0])
        named = {row.values.get(column.name) for row in rows} - {None}
        path = f"{column.name}__key" if column.kind is Kind.REFERENCE else column.name
        stored = table.model._default_manager.filter(
            **{f"{path}__in": named}, program=self.program
        ).select_related(*table.references)
        return {
            tuple(cell_of(table.column(name), row) for name in table.key): row for row in stored
        }

    def _differs(self, row: Row, differ: list[str]) -> None:
        if not self.lenient:
            says = _(
                "the program has it already, and says something else: %(what)s. Make them agree, "
                "or load the packet as a replacement."
            )
            self.pages.problems.append(row.problem(differ[0], says % {"what": ", ".join(differ)}))


def _cell(column: Column, row: Row) -> str:
    """What the row's cell is in the one form that packets are written in."""
    value = row.values.get(column.name)
    return str(value or "") if column.kind is Kind.REFERENCE else write_cell(column, value)


def _key(columns: list[Column], row: Row) -> tuple[str, ...]:
    return tuple(_cell(column, row) for column in columns)


def _differences(table: Table, stored: models.Model, row: Row) -> list[str]:
    return [
        column.name for column in table.columns if cell_of(column, stored) != _cell(column, row)
    ]
