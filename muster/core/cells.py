"""What one cell of a build packet says: from text to value, and back.

A value has one form only, so that the same rows give the same bytes. What a database could not hold
is refused here, with the same words on SQLite as on PostgreSQL.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _

from muster.core.closest import closest
from muster.core.places import STATE_CODE
from muster.core.tables import Column, Kind

# No sentence, quote or passage comes near this; a field beyond it is something else.
LONGEST_FIELD = 20_000
_YES, _NO = "yes", "no"
PATTERNS: dict[Kind, str] = {
    Kind.KEY: r"[A-Za-z0-9_-]+",
    Kind.INTEGER: r"0|-?[1-9][0-9]{0,17}",
    Kind.DECIMAL: r"-?[0-9]{1,18}(\.[0-9]{1,18})?",
    Kind.DATE: r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    Kind.TIME: r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{6})?)?",
    Kind.INSTANT: r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]"
    r"(:[0-5][0-9](\.[0-9]{6})?)?(Z|[+-][0-9]{2}:[0-9]{2})",
    Kind.STATE: STATE_CODE,
    Kind.LANGUAGE: r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
    Kind.HASH: r"[0-9a-f]{64}",
}
_FORMS = {kind: re.compile(pattern) for kind, pattern in PATTERNS.items()}
# Where a lower limit stands in the model, as for thresholds, its validator says so.
RANGES = BaseDatabaseOperations.integer_field_ranges


class CellRefused(ValueError):
    """A cell says something that its column cannot hold. The message says what is wrong."""


def read_cell(column: Column, field: "models.Field[Any, Any]", cell: str) -> Any:
    """The value that *cell* says, for the model's *field*; an empty cell is None or "".

    Raises:
        CellRefused: the cell cannot be read, or the field cannot hold it.
    """
    if len(cell) > LONGEST_FIELD:
        says = _("%(found)s characters; at most %(most)s are read.")
        raise CellRefused(says % {"found": f"{len(cell):,}", "most": f"{LONGEST_FIELD:,}"})
    if "\0" in cell:
        raise CellRefused(_("it holds a NUL character, which no text does."))
    if not cell or (column.required and not cell.strip()):
        if column.required:
            raise CellRefused(_("it must not be empty."))
        return nothing(column, field)
    value = _READ[column.kind](cell)
    if column.kind is Kind.CHOICE and value not in column.choices:
        says = _("'%(cell)s' is not one of: %(choices)s.")
        words = {"cell": shown(cell), "choices": ", ".join(column.choices)}
        raise CellRefused(says % words + closest(cell, column.choices))
    if column.kind is not Kind.REFERENCE and (says := _too_much(field, value)):
        raise CellRefused(says)
    return value


def write_cell(column: Column, value: Any) -> str:
    """*value* as the cell that `read_cell` reads back."""
    if value is None or value == "":
        return ""
    match column.kind:
        case Kind.TEXT:
            return one_line_end(str(value))
        case Kind.YES_NO:
            return _YES if value else _NO
        case Kind.DATE:
            return str(value.isoformat())
        case Kind.TIME:
            return str(value.isoformat(timespec=_fineness(value)))
        case Kind.INSTANT:
            return str(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
        case Kind.DECIMAL:
            return f"{value.normalize():f}"
    return str(value)


def nothing(column: Column, field: "models.Field[Any, Any]") -> Any:
    """What an empty cell stands for."""
    if field.null:
        return None
    if column.kind is Kind.YES_NO:
        return False
    return field.get_default() if column.kind in (Kind.INTEGER, Kind.CHOICE) else ""


def one_line_end(text: str) -> str:
    """*text* with one sign at the end of each line: files from Windows have two, forms too."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shown(cell: str) -> str:
    """The start of a cell, for a message that a terminal can print."""
    start = cell if len(cell) <= 60 else f"{cell[:59]}…"
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in start)


def _fineness(value: time) -> str:
    if value.microsecond:
        return "microseconds"
    return "seconds" if value.second else "minutes"


def _too_much(field: "models.Field[Any, Any]", value: Any) -> str:
    """Why *field* cannot hold *value*, or nothing. SQLite alone would take more than it says."""
    if isinstance(value, str) and field.max_length and len(value) > field.max_length:
        says = _("%(found)s characters; at most %(most)s fit.")
        return says % {"found": f"{len(value):,}", "most": field.max_length}
    if isinstance(value, int) and field.get_internal_type() in RANGES:
        least, most = RANGES[field.get_internal_type()]
        if not least <= value <= most:
            says = _("%(value)s is not between %(least)s and %(most)s.")
            return says % {"value": value, "least": f"{least:,}", "most": f"{most:,}"}
    try:
        field.run_validators(value)
    except ValidationError as wrong:
        return " ".join(wrong.messages)
    return ""


def _of(kind: Kind, cell: str, says: str) -> str:
    """*cell*, which has the form of its kind."""
    if _FORMS[kind].fullmatch(cell):
        return cell
    raise CellRefused(says % {"cell": shown(cell)})


def _key(cell: str) -> str:
    says = _("'%(cell)s' is not a key: letters, digits, - and _ only.")
    return _of(Kind.KEY, cell, says)


def _integer(cell: str) -> int:
    return int(_of(Kind.INTEGER, cell, _("'%(cell)s' is not a whole number written like 67.")))


def _decimal(cell: str) -> Decimal:
    says = _("'%(cell)s' is not a number written like 67 or 0.5.")
    return Decimal(_of(Kind.DECIMAL, cell, says)) + 0  # "-0" is 0


def _date(cell: str) -> date:
    says = _("'%(cell)s' is not a day written like 2020-01-16.")
    try:
        return date.fromisoformat(_of(Kind.DATE, cell, says))
    except ValueError:
        raise CellRefused(says % {"cell": shown(cell)}) from None


def _time(cell: str) -> time:
    says = _("'%(cell)s' is not a time written like 13:30.")
    return time.fromisoformat(_of(Kind.TIME, cell, says))


def _instant(cell: str) -> datetime:
    says = _("'%(cell)s' is not a moment written like 2026-05-12T19:30:00Z.")
    try:
        return datetime.fromisoformat(_of(Kind.INSTANT, cell, says)).astimezone(UTC)
    except (ValueError, OverflowError):  # February 30, or a moment before the year 1
        raise CellRefused(says % {"cell": shown(cell)}) from None


def _yes_no(cell: str) -> bool:
    if cell not in (_YES, _NO):
        raise CellRefused(_("'%(cell)s' is neither yes nor no.") % {"cell": shown(cell)})
    return cell == _YES


def _state(cell: str) -> str:
    return _of(Kind.STATE, cell, _("'%(cell)s' is not a state’s two capital letters like MS."))


def _language(cell: str) -> str:
    return _of(Kind.LANGUAGE, cell, _("'%(cell)s' is not a language’s letters like en or es."))


def _hash(cell: str) -> str:
    says = _("'%(cell)s' is not a SHA-256: 64 digits and small letters from a to f.")
    return _of(Kind.HASH, cell, says)


def _zone(cell: str) -> str:
    if cell not in _zones():
        says = _("'%(cell)s' is not a time zone like America/Chicago.") % {"cell": shown(cell)}
        raise CellRefused(says + closest(cell, _zones()))
    return cell


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _as_it_stands(cell: str) -> str:
    return cell


_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: one_line_end,
    Kind.FILE: _as_it_stands,
    Kind.CHOICE: _as_it_stands,
    Kind.REFERENCE: _as_it_stands,
    Kind.KEY: _key,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.INSTANT: _instant,
    Kind.YES_NO: _yes_no,
    Kind.STATE: _state,
    Kind.ZONE: _zone,
    Kind.LANGUAGE: _language,
    Kind.HASH: _hash,
}
