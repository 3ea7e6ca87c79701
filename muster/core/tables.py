"""How a room declares the tables that it keeps in a build packet.

A room's `packet.py` is a list of `Table`s: which rows, which columns, what each may say. Reading,
checking, writing and the published schema are made from these declarations alone, so that a column
is described once. `muster.packets` puts the tables of all rooms together; what a single cell says
stands in `core.cells`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise

Rows = Mapping[str, Any]


class Kind(StrEnum):
    """What a cell holds, and how it is written."""

    TEXT = "text"
    KEY = "key"
    INTEGER = "whole number"
    DECIMAL = "number"
    DATE = "day"
    TIME = "time"
    INSTANT = "moment"
    YES_NO = "yes or no"
    STATE = "state"
    ZONE = "time zone"
    LANGUAGE = "language"
    HASH = "hash"
    CHOICE = "choice"
    REFERENCE = "reference"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: the header, and the model's field.
        says: what it holds, for the reference.
        to: for a reference, the table (or part of the pack) that it points into.
        within: for a reference, the start of the key, taken from the row's other cells: an option
            is looked up within the item that stands beside it.
        file: for a file, the path that the row's content stands at.
    """

    name: str
    says: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    to: str = ""
    within: Callable[[Rows], tuple[Any, ...]] | None = None
    file: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """What no two rows of a table have in common, beyond its key and what the database says.

    Attributes:
        columns: two rows are the same in all of them, and none is empty.
        says: what is wrong with the second; `%(row)s` is the first.
        where: which rows it is about.
    """

    columns: tuple[str, ...]
    says: str | Promise
    where: Callable[[Rows], bool] = lambda row: True


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a packet, `<name>.csv`.

    Attributes:
        above: what the rows hang from: "program", "build", or a column that refers to a row.
        key: the columns that name a row; two rows with the same key are refused.
        order: the columns that the rows are written by.
        rows: the rows that belong to a build, out of the database.
        wrong: what is wrong with a row beyond its single cells: (column, what) pairs.
        spelled: a row in the one spelling in which the room keeps it.
        rules: what `wrong` and `apart` ask for, a sentence each, for the reference.
        apart: what two rows must not have in common.
        shared: whether rows belong to the program and may be there already, from another build.
        found_by: for a shared table, the column by which rows that are there are looked up; the
            first of the key where empty.
    """

    name: str
    model: type[models.Model]
    says: str
    columns: tuple[Column, ...]
    above: str
    key: tuple[str, ...]
    rows: Callable[[Any], "models.QuerySet[Any]"]
    order: tuple[str, ...] = ()
    wrong: Callable[[Rows], list[tuple[str, str]]] = lambda row: []
    spelled: Callable[[dict[str, Any]], dict[str, Any]] = lambda row: row
    rules: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    shared: bool = False
    found_by: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def references(self) -> tuple[str, ...]:
        """The columns that point at another row."""
        return tuple(column.name for column in self.columns if column.kind is Kind.REFERENCE)

    def column(self, name: str) -> Column:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)


def choice(
    name: str, says: str, choices: type[models.TextChoices], required: bool = True
) -> Column:
    """A column that holds one of *choices*."""
    return Column(name, says, Kind.CHOICE, required, tuple(choices.values))


def reference(
    name: str,
    says: str,
    to: str,
    required: bool = False,
    within: Callable[[Rows], tuple[Any, ...]] | None = None,
) -> Column:
    """A column that names a row of *to* by its key."""
    return Column(name, says, Kind.REFERENCE, required, to=to, within=within)
