"""Writing a program out as a pack, in one form only.

The files are made from the database. Read again they give the same pack, and a pack that was loaded
and not changed gives the very bytes that it was read from, if those stood in this form: fields in
the order of their rows' classes, what is empty left out, a blank line above each header.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import tomli_w
from django.db import models

from muster.core.models import Program
from muster.programs.models import LoadedPack
from muster.programs.rows import FILES, FORMAT, TABLES, TITLE_PAGE, Pack, Table, key_of, table_named


def pack_files(program: Program) -> dict[str, str]:
    """The files of the pack that *program*'s rows make: names, and TOML text."""
    return toml_of(pack_of(program))


def pack_of(program: Program) -> Pack:
    """The pack that *program*'s rows make.

    Raises:
        LoadedPack.DoesNotExist: no pack was ever loaded into *program*.
    """
    title = LoadedPack.objects.get(program=program)
    tables = {
        table.name: _rows(table, table.model._default_manager.filter(program=program))
        for table in TABLES
    }
    return Pack(
        key=title.key,
        version=title.version,
        name=title.name,
        description=title.description,
        sources=tuple(title.sources.splitlines()),
        **tables,
    )


def toml_of(pack: Pack) -> dict[str, str]:
    """The files of *pack*: names, and TOML text in the one form."""
    title = {
        "format": FORMAT,
        "key": pack.key,
        "version": pack.version,
        "name": pack.name,
        "description": pack.description,
        "sources": list(pack.sources),
    }
    files = {TITLE_PAGE: _toml({name: value for name, value in title.items() if value})}
    for name, tables in FILES.items():
        blocks = [
            block
            for table in map(table_named, tables)
            for block in _blocks(table, getattr(pack, table.name), table.name)
        ]
        files[name] = "\n".join(blocks)
    return files


def _rows(table: Table, stored: "models.QuerySet[Any]") -> tuple[Any, ...]:
    """The rows of a pack that *stored* rows make, in their order."""
    if table.references:
        stored = stored.select_related(*table.references)
    return tuple(_row(table, row) for row in stored)


def _row(table: Table, stored: Any) -> Any:
    inside = {inner.name: inner for inner in table.inside}
    values: dict[str, Any] = {}
    for column in fields(table.row):
        name = column.name
        if name in inside:
            values[name] = _rows(inside[name], getattr(stored, name).all())
        elif name in table.references:
            referred = getattr(stored, name)
            target = table_named(table.references[name])
            values[name] = "" if referred is None else str(key_of(target, referred)[0])
        else:
            values[name] = getattr(stored, name)
    return table.row(**values)


def _blocks(table: Table, rows: tuple[Any, ...], header: str) -> Iterator[str]:
    """Each row as its header and its fields, followed by the rows inside it."""
    inside = {inner.name: inner for inner in table.inside}
    for row in rows:
        values = {
            column.name: getattr(row, column.name)
            for column in fields(row)
            if column.name not in inside and getattr(row, column.name) != column.default
        }
        yield f"[[{header}]]\n{_toml(values)}"
        for name, inner in inside.items():
            yield from _blocks(inner, getattr(row, name), f"{header}.{name}")


def _toml(values: Mapping[str, Any]) -> str:
    # Across lines TOML turns "\r\n" into "\n"; a text with "\r" stays on one line, escaped.
    whole = not any(isinstance(value, str) and "\r" in value for value in values.values())
    return tomli_w.dumps(values, multiline_strings=whole)
