"""How a room declares the tables that it keeps in a build packet.

A room's `packet.py` is a list of `Table`s: which rows, which columns, what each may say. Reading,
checking, writing and the published schema are made from these declarations alone, so that a column
is described once. `muster.packets` puts the tables of all rooms together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.utils.translation import gettext as _

# No sentence, quote or passage comes near this; a field beyond it is something else.
LONGEST_FIELD = 20_000
_YES, _NO = "yes", "no"


class Kind(StrEnum):
    """What a cell holds, and how it is written."""

    TEXT = "text"
    KEY = "key"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    YES_NO = "yes or no"
    CHOICE = "choice"
    REFERENCE = "reference"
    FILE = "file"


class CellRefused(ValueError):
    """A cell says something that its column cannot hold. The message says what is wrong."""


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
    within: Callable[[Mapping[str, Any]], tuple[Any, ...]] | None = None
    file: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a packet, `<name>.csv`.

    Attributes:
        above: what the rows hang from: "program", "build", or a column that refers to a row.
        key: the columns that name a row; two rows with the same key are refused.
        order: the columns that the rows are written by.
        rows: the rows that belong to a build, out of the database.
        wrong: what is wrong with a row beyond its single cells: (column, what) pairs.
        shared: whether rows belong to the program and may be there already, from another build.
    """

    name: str
    model: type[models.Model]
    says: str
    columns: tuple[Column, ...]
    above: str
    key: tuple[str, ...]
    rows: Callable[[Any], "models.QuerySet[Any]"]
    order: tuple[str, ...] = ()
    wrong: Callable[[Mapping[str, Any]], list[tuple[str, str]]] = lambda row: []
    shared: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def references(self) -> tuple[str, ...]:
        """The columns that point at another row."""
        return tuple(column.name for column in self.columns if column.kind is Kind.REFERENCE)


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
    within: Callable[[Mapping[str, Any]], tuple[Any, ...]] | None = None,
) -> Column:
    """A column that names a row of *to* by its key."""
    return Column(name, says, Kind.REFERENCE, required, to=to, within=within)


def read_cell(column: Column, field: "models.Field[Any, Any]", cell: str) -> Any:
    """The value that *cell* says, for the model's *field*; an empty cell is None or "".

    Raises:
        CellRefused: the cell cannot be read, or the field cannot hold it.
    """
    if len(cell) > LONGEST_FIELD:
        raise CellRefused(
            _("%(found)s characters; at most %(most)s are read.")
            % {"found": f"{len(cell):,}", "most": f"{LONGEST_FIELD:,}"}
        )
    if "\0" in cell:
        raise CellRefused(_("it holds a NUL character, which no text does."))
    if cell == "":
        if column.required:
            raise CellRefused(_("it must not be empty."))
        return _nothing(column, field)
    value = _READ[column.kind](cell, column)
    try:
        field.run_validators(value)
        if isinstance(field, models.DecimalField):
            _fits(field, value)
    except ValidationError as wrong:
        raise CellRefused(" ".join(wrong.messages)) from wrong
    return value


def write_cell(column: Column, value: Any) -> str:
    """*value* as the cell that `read_cell` reads back."""
    if value is None or value == "":
        return ""
    match column.kind:
        case Kind.YES_NO:
            return _YES if value else _NO
        case Kind.DATE:
            return str(value.isoformat())
        case Kind.TIME:
            return str(value.isoformat(timespec="minutes" if not value.second else "seconds"))
        case Kind.INSTANT:
            return str(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
        case Kind.DECIMAL:
            return f"{value.normalize():f}"
    return str(value)


def _nothing(column: Column, field: "models.Field[Any, Any]") -> Any:
    if field.null:
        return None
    if column.kind is Kind.YES_NO:
        return False
    return field.get_default() if column.kind in (Kind.INTEGER, Kind.CHOICE) else ""


def _fits(field: "models.DecimalField[Any, Any]", value: Decimal) -> None:
    # PostgreSQL would refuse what SQLite takes.
    whole = len(str(abs(int(value))))
    if whole > field.max_digits - field.decimal_places:
        raise ValidationError(_("it is too large."))


def _integer(cell: str, column: Column) -> int:
    if not cell.lstrip("-").isdecimal() or len(cell) > 12:
        raise CellRefused(_("'%(cell)s' is not a whole number.") % {"cell": shown(cell)})
    return int(cell)


def _decimal(cell: str, column: Column) -> Decimal:
    try:
        value = Decimal(cell)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise CellRefused(_("'%(cell)s' is not a number.") % {"cell": shown(cell)})
    return value


def _date(cell: str, column: Column) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        says = _("'%(cell)s' is not a day written like 2020-01-16.")
        raise CellRefused(says % {"cell": shown(cell)}) from None


def _time(cell: str, column: Column) -> time:
    try:
        value = time.fromisoformat(cell)
    except ValueError:
        value = time(tzinfo=UTC)
    if value.tzinfo is not None:
        raise CellRefused(_("'%(cell)s' is not a time like 13:30.") % {"cell": shown(cell)})
    return value


def _instant(cell: str, column: Column) -> datetime:
    try:
        value = datetime.fromisoformat(cell)
    except ValueError:
        value = datetime.min  # noqa: DTZ901 (without a zone, it is refused below)
    if value.tzinfo is None:
        says = _("'%(cell)s' is not a moment like 2026-05-12T19:30:00Z.")
        raise CellRefused(says % {"cell": shown(cell)})
    return value


def _yes_no(cell: str, column: Column) -> bool:
    if cell not in (_YES, _NO):
        raise CellRefused(_("'%(cell)s' is neither yes nor no.") % {"cell": shown(cell)})
    return cell == _YES


def _choice(cell: str, column: Column) -> str:
    if cell not in column.choices:
        raise CellRefused(
            _("'%(cell)s' is not one of: %(choices)s.")
            % {"cell": shown(cell), "choices": ", ".join(column.choices)}
        )
    return cell


def _key(cell: str, column: Column) -> str:
    try:
        validate_slug(cell)
    except ValidationError:
        says = _("'%(cell)s' is not a key: letters, digits, - and _ only.")
        raise CellRefused(says % {"cell": shown(cell)}) from None
    return cell


def shown(cell: str) -> str:
    """The start of a cell, for a message."""
    return cell if len(cell) <= 60 else f"{cell[:59]}…"


_READ: dict[Kind, Callable[[str, Column], Any]] = {
    Kind.TEXT: lambda cell, column: cell,
    Kind.FILE: lambda cell, column: cell,
    Kind.REFERENCE: lambda cell, column: cell,
    Kind.KEY: _key,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.INSTANT: _instant,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
}
