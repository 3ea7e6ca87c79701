"""The cells of a file become values, column by column, a batch of rows at a time.

Most cells of a long file are plain: they are told apart and read on a quick way; what is odd goes
to its reader, which knows what to say. The quick way gives the same value as the reader does, and a
test holds them against each other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from muster.core.sheets import Line
from muster.core.sheets.reading import LONGEST_CELL
from muster.directory.imports.fields import Field
from muster.directory.imports.quick import one_alone, quick_way
from muster.directory.imports.readers import Reader, reader_of
from muster.directory.imports.taken_along import OF_PEOPLE, has_several, kind_of_table
from muster.directory.models import Import
from muster.directory.values import Read, may_be_several, of_one_cell

ROWS = 5_000
# A register is not ours to correct: what cannot be read of these is left out of it, and said.
REGISTERS = (Import.Kind.CARRIERS, Import.Kind.AGENCIES, Import.Kind.PLACES)
_LEFT_OUT = """
organization.phone organization.email organization.url organization.trucks organization.drivers
site.phone site.email site.zip site.state site.latitude site.longitude organization.ended_on
"""
_MAY_BE_LEFT_OUT = frozenset(_LEFT_OUT.split())
# One of these that cannot be read holds nobody back who is reached in another way.
_REACHES = frozenset(["person.phone", "person.cell", "person.email"])
_MOST_CACHED = 50_000

Asked = tuple[str, str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column that is used: where it stands, and which field it fills.

    Attributes:
        name: of the column of values: the field's key, with a number behind it where several
            columns fill the field.
    """

    position: int
    header: str
    field: Field
    name: str


@dataclass(slots=True)
class Batch:
    """Rows that were read: a list of values for each column that is used.

    Attributes:
        lines: the line of each row in its file.
        columns: by name; a day stands as ISO text.
        notes: by row: the header, and what a person should know.
        refused: by row: the header, and why it cannot be stored.
        asked: by row: the question, the header, what is asked, and the answers there are.
        unread: by row: the header, and why a number or an address of a person cannot be stored.
        skipped: rows that are read anew, because somebody corrected or answered them.
    """

    lines: list[int]
    columns: dict[str, list[Any]]
    notes: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)
    asked: dict[int, Asked] = field(default_factory=dict)
    unread: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    _missing: dict[str, list[Any]] = field(default_factory=dict, repr=False)
    _several: dict[str, list[list[Any]]] = field(default_factory=dict, repr=False)

    def packed(self) -> tuple[Any, ...]:
        """As `Staging` keeps it."""
        return (self.lines, self.columns, self.notes, self.refused, self.asked, self.unread)

    def column(self, name: str, nothing: Any = "") -> list[Any]:
        """The values of a column; *nothing* for each row where the file has no such column."""
        values = self.columns.get(name)
        if values is not None:
            return values
        # Asked for by row: what is not there is made once.
        if name not in self._missing:
            self._missing[name] = [nothing] * len(self.lines)
        return self._missing[name]

    def several(self, name: str) -> list[list[Any]]:
        """The columns that fill a field of which there may be several."""
        if name not in self._several:
            self._several[name] = [
                values for key, values in self.columns.items() if key.partition("#")[0] == name
            ]
        return self._several[name]

    def forget_views(self) -> None:
        """The columns are others now."""
        self._missing.clear()
        self._several.clear()


def mapped(run: Import, fields: Sequence[Field]) -> list[Mapped]:
    """The columns of *run* that are used."""
    known = {one.key: one for one in fields}
    found: list[Mapped] = []
    names: set[str] = set()
    for column in run.columns.all():
        if not column.field or column.private or column.field not in known:
            continue
        name, number = column.field, 1
        while name in names:
            number += 1
            name = f"{column.field}#{number}"
        names.add(name)
        found.append(Mapped(column.position, column.header, known[column.field], name))
    return found


class Cells:
    """Reads the lines of one file.

    Args:
        month_first: by the position of each column with days, how they are written.
        corrected: by line: by position, what a member wrote instead.
        answered: by line: by question, what a member chose.
    """

    def __init__(
        self,
        kind: str,
        columns: Sequence[Mapped],
        *,
        month_first: Mapping[int, bool] | None = None,
        corrected: Mapping[int, Mapping[int, str]] | None = None,
        answered: Mapping[int, Mapping[str, str]] | None = None,
    ) -> None:
        order = month_first or {}
        self._kind, self._month_first = kind, dict(order)
        self._is_register = kind in REGISTERS
        self._is_ours = bool(kind_of_table(one.header for one in columns))
        self._columns = [
            _Column(
                one,
                reader_of(one.field, month_first=order.get(one.position, True)),
                is_list=kind in OF_PEOPLE and has_several(one.header, one.field.key),
            )
            for one in columns
        ]
        self._corrected = corrected or {}
        self._answered = answered or {}

    def told(self) -> dict[str, Any]:
        """What another process needs to read as this one does, in words that JSON has."""
        return {
            "kind": self._kind,
            "columns": [
                (one.position, one.header, one.field.key, one.name)
                for one in (column.mapped for column in self._columns)
            ],
            "month_first": self._month_first,
            "corrected": {line: dict(row) for line, row in self._corrected.items()},
            "answered": {line: dict(row) for line, row in self._answered.items()},
        }

    def batches(self, lines: Iterable[Line], *, size: int = ROWS) -> Iterator[Batch]:
        """The rows of *lines*, *size* at a time."""
        rest = iter(lines)
        while some := list(islice(rest, size)):
            yield self.read(some)

    def read(self, lines: Sequence[Line]) -> Batch:
        """One batch of the rows in *lines*."""
        batch = Batch([line[0] for line in lines], {})
        rows = [line[1] for line in lines]
        for at, line in enumerate(lines):
            corrections = self._corrected.get(line[0])
            if corrections:
                rows[at] = tuple(
                    corrections.get(position, cell) for position, cell in enumerate(line[1])
                )
            elif line[2]:
                self._doubt(batch, at, line)
        by_position = dict(enumerate(zip(*rows, strict=False)))
        for column in self._columns:
            cells = by_position.get(column.mapped.position, [""] * len(rows))
            # Its place is before that of what else its cells say.
            batch.columns[column.mapped.name] = []
            batch.columns[column.mapped.name] = self._values(batch, column, cells)
        self._hold_back(batch)
        return batch

    def _doubt(self, batch: Batch, at: int, line: Line) -> None:
        """Refuse a line with something wrong in it, unless it is in cells that fill nothing."""
        used = (line.cells[one.mapped.position] for one in self._columns)
        if line.cut != line.trouble or any(len(cell) == LONGEST_CELL for cell in used):
            batch.refused[at] = ("", line.trouble)
            return
        says = _("%(trouble)s, and nothing of it is used.") % {"trouble": line.cut}
        batch.notes.setdefault(at, []).append(("", says))

    def _hold_back(self, batch: Batch) -> None:
        """Leave out the numbers that nobody could read, where the row has another; else refuse."""
        if not batch.unread:
            return
        ways = [values for field in _REACHES for values in batch.several(field)]
        for at, unread in batch.unread.items():
            if not any(values[at] for values in ways):
                batch.refused.setdefault(at, unread[0])
                continue
            says = _("%(problem)s It is held back; the rest of the row comes in.")
            told = [(header, says % {"problem": problem}) for header, problem in unread]
            # Said first: it is the cell that the row offers to correct.
            batch.notes[at] = [*told, *batch.notes.get(at, [])]

    def _values(self, batch: Batch, column: "_Column", cells: Sequence[str]) -> list[Any]:
        quick = column.quick
        values = [quick(cell) for cell in cells]
        if None in values:
            for at, value in enumerate(values):
                if value is None:
                    values[at] = self._with_care(batch, column, at, cells[at])
        return values

    def _with_care(self, batch: Batch, column: "_Column", at: int, cell: str) -> Any:
        """The value of a cell that the quick way does not know; notes what there is to say."""
        if column.is_list and may_be_several(cell):
            return self._put_in_order(batch, column, at, cell)
        parts = column.parts(cell)
        if parts and not any(one.problem for one in parts):
            return self._put_beside(batch, column, at, parts)
        found = column.read(cell)
        if found.problem and any(one.value for one in parts):
            for one in parts:
                if one.problem:
                    self._cannot_be_read(batch, column, at, one.problem)
            return self._put_beside(batch, column, at, parts)
        header = column.mapped.header
        value = found.value.isoformat() if isinstance(found.value, date) else found.value
        if found.choices:
            question = column.mapped.field.key
            chosen = self._answered.get(batch.lines[at], {}).get(question)
            if chosen is not None:
                return None if chosen == "none" else chosen
            choices = tuple((choice.key, choice.label) for choice in found.choices)
            batch.asked.setdefault(at, (question, header, found.problem, choices))
        elif found.problem:
            self._cannot_be_read(batch, column, at, found.problem)
        elif found.note:
            batch.notes.setdefault(at, []).append((header, found.note))
        else:
            column.remember(cell, value)
        return value

    def _cannot_be_read(self, batch: Batch, column: "_Column", at: int, problem: str) -> None:
        header = column.mapped.header
        if self._is_register and column.mapped.field.key in _MAY_BE_LEFT_OUT:
            says = _("%(problem)s Left out.") % {"problem": problem}
            batch.notes.setdefault(at, []).append((header, says))
        elif column.reaches:
            batch.unread.setdefault(at, []).append((header, problem))
        else:
            batch.refused.setdefault(at, (header, problem))

    def _put_in_order(self, batch: Batch, column: "_Column", at: int, cell: str) -> str:
        """The first name in *cell*; each of the others stands in a column of its own place."""
        header = column.mapped.header
        names = of_one_cell(cell)
        if len(names) > _MOST_NAMES:
            says = _("It has %(n)s names; at most %(most)s are read.")
            self._cannot_be_read(batch, column, at, says % {"n": len(names), "most": _MOST_NAMES})
            return ""
        found = [column.read(name) for name in names]
        for one in found:
            if one.problem:
                self._cannot_be_read(batch, column, at, one.problem)
            elif one.note:
                batch.notes.setdefault(at, []).append((header, one.note))
        told = [f"“{one.value}”" for one in found if one.value]
        # A name may have a semicolon of its own; in a table of ours it has quotation marks, too.
        if len(told) > 1 and not self._is_ours and column.mapped.field.key == "organization.name":
            says = _("Read as %(n)s: %(names)s.") % {"n": len(told), "names": ", ".join(told)}
            batch.notes.setdefault(at, []).append((header, says))
        first, *others = [str(one.value) for one in found] or [""]
        for number, value in enumerate(others, start=1):
            name = f"{column.mapped.name}#and{number}"
            batch.columns.setdefault(name, [""] * len(batch.lines))[at] = value
        return first

    def _put_beside(self, batch: Batch, column: "_Column", at: int, parts: Sequence[Read]) -> str:
        """The first value of *parts*; others stand in columns as if the file had more of them."""
        told = {one.value: one for one in parts if one.value}
        notes = [(column.mapped.header, one.note) for one in told.values() if one.note]
        if notes:
            batch.notes.setdefault(at, []).extend(notes)
        first, *others = map(str, told)
        for number, value in enumerate(others, start=1):
            name = f"{column.mapped.name}#and{number}"
            batch.columns.setdefault(name, [""] * len(batch.lines))[at] = value
        return first


class _Column:
    """A column while it is read: its reader, and a quick way for cells that are plain."""

    def __init__(self, one: Mapped, read: Reader, *, is_list: bool) -> None:
        self.mapped, self.read, self.is_list = one, read, is_list
        self.reaches = one.field.key in _REACHES
        self._known: dict[str, Any] = {"": _EMPTY.get(one.field.reads, "")}
        self._is_cached = one.field.reads not in _UNLIKE
        self.quick = quick_way(one.field, self._known)
        if is_list:
            self.quick = one_alone(self.quick)

    def parts(self, cell: str) -> list[Read]:
        """The numbers or addresses in *cell*, where it has more than one."""
        if self.mapped.field.reads not in _SEVERAL:
            return []
        parts = [part for part in map(str.strip, _BETWEEN.split(cell)) if part]
        if not 1 < len(parts) <= _MOST_IN_A_CELL:
            return []
        read = [one for one in map(self.read, parts) if one.value or one.problem]
        return read if len(read) > 1 else []

    def remember(self, cell: str, value: Any) -> None:
        """Keep what *cell* says, where cells of the column are often alike."""
        if self._is_cached and len(self._known) < _MOST_CACHED:
            self._known[cell] = value


# People write several of these into one cell, and so do tables that we make.
_SEVERAL = frozenset(["phone", "email"])
_BETWEEN = re.compile(r"[;,/|\n]|\s(?:or|and|&)\s")
_MOST_IN_A_CELL = 10
# Of names that stand in order; each place is a column of its own.
_MOST_NAMES = 40
# Of these no two cells are alike, so that remembering them would only cost memory.
_UNLIKE = frozenset(["name", "text", "phone", "email", "usdot", "key", "latitude", "longitude"])
# What an empty cell is, where it is not an empty text. None is found by the reader, each time.
_EMPTY: dict[str, Any] = {
    "number": None, "date": None, "came": None, "latitude": None, "longitude": None,
}  # fmt: skip
