"""All that the tables of the rooms hold: read whole, and put back as it stood."""

import pickle
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, transaction

Made = TypeVar("Made")
Rows = dict[str, list[tuple[Any, ...]]]

_made: dict[str, tuple[bytes, Rows]] = {}


def everything() -> Rows:
    """Every row of every table of ours, as the database has it, in the order of its key."""
    with connection.cursor() as cursor:
        return {table: _read(cursor, read) for table, (read, _) in _statements().items()}


def put_back(rows: Rows) -> None:
    """Write what `everything` has read, each row with the key that it had."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, held in rows.items():
            _read_nothing, write = _statements()[table]
            if connection.vendor == "postgresql":
                with cursor.copy(write) as copy:
                    for row in held:
                        copy.write_row(row)
            else:
                cursor.executemany(write, held)


def made_once(name: str, make: Callable[[], Made]) -> Made:
    """What *make* puts into an empty database: it is asked once, and its rows put back after that.

    Each test has rows of its own, which go with its transaction, and an object of its own. Where
    somebody has written rows before, *make* is asked anew: what it makes may depend on them.
    """
    if name not in _made:
        if any(everything().values()):
            return make()
        made = make()
        rows = {table: held for table, held in everything().items() if held}
        _made[name] = pickle.dumps(made), rows
        return made
    kept, rows = _made[name]
    if _hold_anything(frozenset(rows)):
        return make()
    put_back(rows)
    made_before: Made = pickle.loads(kept)  # noqa: S301 (we have written it above)
    return made_before


def _read(cursor: Any, statement: str) -> list[tuple[Any, ...]]:
    cursor.execute(statement)
    return list(cursor.fetchall())


def _hold_anything(tables: frozenset[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_question(tables))
        return bool(cursor.fetchone()[0])


@cache
def _question(tables: frozenset[str]) -> str:
    """Whether any of *tables* holds a row."""
    names = map(connection.ops.quote_name, sorted(tables))
    return f"SELECT {' OR '.join(f'EXISTS (SELECT 1 FROM {name})' for name in names)}"


@cache
def _statements() -> dict[str, tuple[str, str]]:
    """For each table of ours, how it is read and how a row is written."""
    said = {}
    quoted = connection.ops.quote_name
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("muster."):
            continue
        of = model._meta
        table, key = quoted(of.db_table), quoted(of.pk.column)
        names = [quoted(field.column) for field in of.concrete_fields if not field.generated]
        columns = ", ".join(names)
        write = (
            f"COPY {table} ({columns}) FROM STDIN"
            if connection.vendor == "postgresql"
            else f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(names))})"
        )
        # A sign before it makes SQLite give what is stored, not the time that Python reads in it.
        plain = columns if connection.vendor == "postgresql" else f"+{', +'.join(names)}"
        said[of.db_table] = (f"SELECT {plain} FROM {table} ORDER BY {key}", write)
    return said
