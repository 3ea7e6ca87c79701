"""JSON as a table: a list of objects, or what holds one.

Numbers stay as they are written. An object inside an object gives columns like "address.city"; a
list of words is one cell. Places of GeoJSON give their longitude and latitude. Objects that stand
under keys ("MS0240100": {…}) give the keys as first columns.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from muster.core.sheets.errors import Empty, NotATable, TooWide
from muster.core.sheets.reading import MOST_COLUMNS, Line

# As JSON is held in memory as a whole, which takes several times as much.
MOST_LETTERS = 64 << 20
# How a JSON file begins, and a CSV file with brackets in its first header does not.
BEGINS = re.compile(rb'(\xef\xbb\xbf)?\s*(\[\s*[\[{\]]|\{\s*["}])')
_Row = dict[str, str]


def objects_of(text: str) -> list[dict[str, Any]]:
    """The objects in *text*, each a row.

    Raises:
        NotATable: it is no JSON, or has no list of objects in it.
    """
    try:
        whole = _loads(text)
    except json.JSONDecodeError as wrong:
        if wrong.msg != "Extra data":
            says = _("The file begins like JSON and breaks off at line %(line)s.")
            raise NotATable(says % {"line": f"{wrong.lineno:,}"}) from wrong
        whole = _one_to_a_line(text)
    except (RecursionError, ValueError) as wrong:
        raise NotATable(_("The file is JSON of a kind that holds no table.")) from wrong
    rows = _rows(whole)
    if not rows:
        if whole in ([], {}):
            raise Empty
        raise NotATable(_("The file is JSON without a list of records in it."))
    return rows


def table_of(rows: Sequence[dict[str, Any]]) -> tuple[tuple[str, ...], list[_Row]]:
    """The columns of *rows*, in the order in which they first come, and each row by column."""
    flat = [dict(_flat("", row)) for row in rows]
    columns: dict[str, None] = {}
    for row in flat:
        columns |= dict.fromkeys(row)
        if len(columns) > MOST_COLUMNS:
            raise TooWide(len(columns), MOST_COLUMNS)
    return tuple(columns), flat


def lines_of(columns: Sequence[str], rows: Sequence[_Row]) -> Iterator[Line]:
    """The table with its headers as line 1."""
    yield Line(1, tuple(columns))
    for number, row in enumerate(rows, 2):
        yield Line(number, tuple(row.get(column, "") for column in columns))


def _loads(text: str) -> Any:
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)


def _one_to_a_line(text: str) -> list[Any]:
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                rows.append(_loads(line))
            except (ValueError, RecursionError) as wrong:
                says = _("Line %(line)s of the file is no JSON.")
                raise NotATable(says % {"line": f"{number:,}"}) from wrong
    return rows


def _rows(whole: Any) -> list[dict[str, Any]]:
    if isinstance(whole, list):
        return [_feature(row) for row in whole if isinstance(row, dict)]
    if not isinstance(whole, dict):
        return []
    lists = [value for value in whole.values() if isinstance(value, list)]
    found = max((_rows(value) for value in lists), key=len, default=[])
    if found:
        return found
    return list(_under_keys(whole, ()))


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    """A place of GeoJSON as what it says and where it is; any other object as it is."""
    properties = row.get("properties")
    if row.get("type") != "Feature" or not isinstance(properties, dict):
        return row
    geometry = row.get("geometry")
    place: dict[str, Any] = {}
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        place = dict(zip(("longitude", "latitude"), geometry.get("coordinates", ()), strict=False))
    return {**properties, **place}


def _under_keys(whole: dict[str, Any], above: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Objects that stand under keys, or under keys under keys."""
    values = list(whole.values())
    if not values or len(above) > 2 or not all(isinstance(value, dict) for value in values):
        return
    for key, value in whole.items():
        inner = list(value.values())
        if inner and all(isinstance(each, dict) for each in inner):
            yield from _under_keys(value, (*above, key))
        else:
            keys = (*above, key)
            names = ["key", *(f"key {n}" for n in range(2, len(keys) + 1))]
            yield dict(zip(names, keys, strict=True)) | value


def _flat(above: str, value: Any) -> Iterator[tuple[str, str]]:
    """The cells of one object."""
    for name, each in value.items():
        header = f"{above}{name}"
        if isinstance(each, dict) and each:
            yield from _flat(f"{header}.", each)
        else:
            yield header, _cell(each)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value.replace("\0", "")
        case list() if all(isinstance(each, str) for each in value):
            return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if value else ""
