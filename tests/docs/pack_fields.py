"""The fields of a program pack in the words of its reference, from the code that reads them."""

from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, NamedTuple, get_type_hints

from django.db import models

from muster.programs.models import LoadedPack
from muster.programs.rows import TABLES, Table
from muster.programs.values import column_of, plain_type

TITLE_FIELDS = ("key", "version", "name", "description")
_PLAIN = {bool: "true or false", int: "whole number", date: "day"}


class Described(NamedTuple):
    """One row of the reference, without its last column."""

    field: str
    value: str
    needed: str


def every_table() -> Iterator[tuple[str, list[Described]]]:
    """Each table under its full name, `questionnaires.items`, with its fields in their order."""
    for table in TABLES:
        yield from _with_those_inside(table, table.name)


def title_fields() -> list[Described]:
    """The fields of pack.toml that go into the database."""
    return [
        Described(f"`{name}`", _text(column), "no" if column.blank else "yes")
        for name in TITLE_FIELDS
        for column in [column_of(LoadedPack, name)]
    ]


def _with_those_inside(table: Table, name: str) -> Iterator[tuple[str, list[Described]]]:
    yield name, list(_fields(table))
    for inner in table.inside:
        yield from _with_those_inside(inner, f"{name}.{inner.name}")


def _fields(table: Table) -> Iterator[Described]:
    hints = get_type_hints(table.row)
    inside = {inner.name for inner in table.inside}
    for field in fields(table.row):
        if field.name not in inside:
            needed = "yes" if field.default is MISSING else "no"
            kind = plain_type(hints[field.name])
            yield Described(f"`{field.name}`", _value(table, field.name, kind), needed)


def _value(table: Table, name: str, kind: type[Any]) -> str:
    if name in table.references:
        above = table.references[name]
        return f"a row of [{above}](#{above})"
    if kind in _PLAIN:
        return _PLAIN[kind]
    return _text(column_of(table.model, name))


def _text(column: "models.Field[Any, Any]") -> str:
    if column.choices:
        return ", ".join(f"`{value}`" for value, _label in column.flatchoices)
    if isinstance(column, models.SlugField):
        return f"key, up to {column.max_length} characters"
    if column.max_length:
        return f"text, up to {column.max_length} characters"
    return "text"
