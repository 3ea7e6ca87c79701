"""Rows go into the database by the thousand.

On PostgreSQL they are copied, on SQLite inserted by statements of many rows. Their keys are drawn
before, so that a row may refer to another of the same batch.
"""

# ruff: noqa: S608 - what is put into the SQL are names of our own; values are parameters

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER
from typing import Any

from django.db import connection, models

Model = type[models.Model]
_AT_ONCE = 5_000
_AT_ONCE_IN_SQL = 500
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x01": "\\x01"})


class Numbers:
    """Gives keys for new rows of each table; what is not used is lost, as a sequence loses.

    Args:
        at_once: so many are drawn when one is wanted.
    """

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._at_once = at_once
        self._blocks: dict[Model, Iterator[int]] = {}
        self._drawn: dict[Model, int] = {}

    def __call__(self, model: Model) -> int:
        block = self._blocks.get(model)
        number = next(block, None) if block is not None else None
        if number is None:
            block = self._blocks[model] = iter(self._draw(model))
            number = next(block)
        return number

    def _draw(self, model: Model) -> Sequence[int]:
        table = model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # The sequence is looked for once, and not for each number. Where nobody else draws
                # meanwhile, the first and the last number say all.
                found = "SELECT pg_get_serial_sequence(%s, 'id')::regclass AS found OFFSET 0"
                drawn = f"SELECT nextval(found) FROM ({found}) s, generate_series(1, %s)"
                cursor.execute(
                    "SELECT min(n), max(n), CASE WHEN max(n) - min(n) >= count(*) THEN array_agg(n)"
                    f" END FROM ({drawn}) d (n)",
                    [table, self._at_once],
                )
                first, last, each = cursor.fetchone()
                return each or range(first, last + 1)
            cursor.execute(
                f"SELECT MAX((SELECT COALESCE(MAX(id), 0) FROM {table}),"
                " (SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s))",
                [table],
            )
            last = max(cursor.fetchone()[0], self._drawn.get(model, 0))
        self._drawn[model] = last + self._at_once
        return range(last + 1, last + self._at_once + 1)


class Below:
    """Gives numbers below zero, for a dry run: they name rows that nobody stores."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self, model: Model) -> int:
        self._last -= 1
        return self._last


class Table:
    """One table: the columns that rows say, and what all others are for every row.

    Args:
        columns: that each row says, in this order.
        same: by column, what all rows have; for other columns it is their default.
    """

    def __init__(
        self, model: Model, columns: Sequence[str], same: Mapping[str, Any] | None = None
    ) -> None:
        self._name = model._meta.db_table
        connection.ensure_connection()
        # Past Django, which has a connection for each thread and looks for marks in each statement.
        self._raw = connection.connection
        self._errors = connection.wrap_database_errors
        self._is_postgres = connection.vendor == "postgresql"
        fixed: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if field.column in columns or field.primary_key or field.generated:
                continue
            value = (same or {}).get(str(field.column))
            if value is None and not field.null:
                value = field.get_default()
            if value is not None:
                fixed[str(field.column)] = value
        self._fixed = tuple(fixed.values())
        names = ", ".join(f'"{column}"' for column in (*columns, *fixed))
        self._into = f"{self._name} ({names})"
        self._width = len(columns)
        self._marks = ""

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add *rows*, each with the columns that this table's rows say."""
        self.ready(rows)()

    def ready(self, rows: Sequence[tuple[Any, ...]]) -> Callable[[], None]:
        """All but the database's part of adding *rows* is done; what comes back does that part."""
        if not self._is_postgres:
            return partial(self._insert, rows)
        tail = "".join(f"\t{_as_copied(value)}" for value in self._fixed)
        texts = [self._lines(some, tail).encode() for some in _slices(rows, 1_000)]
        return partial(self._copy, texts)

    def _copy(self, texts: Sequence[bytes]) -> None:
        if not texts:
            return
        sql = f"COPY {self._into} FROM STDIN WITH (NULL E'{_NULL_SQL}')"
        with self._errors, self._raw.cursor() as cursor, cursor.copy(sql) as copy:
            for text in texts:
                copy.write(text)

    def _lines(self, rows: Sequence[tuple[Any, ...]], tail: str) -> str:
        """*rows* as COPY reads them. Values have no tabs and line ends: readers set them aside."""
        lines = [
            "\t".join(
                [
                    value if value.__class__ is str else _NULL if value is None else str(value)
                    for value in row
                ]
            )
            for row in rows
        ]
        text = (tail + "\n").join(lines) + tail + "\n"
        tabs = (self._width + len(self._fixed) - 1) * len(rows)
        nulls = sum(row.count(None) for row in rows)
        if (
            text.count("\n") == len(rows)
            and text.count("\t") == tabs
            and text.count(_NULL) == nulls
            and "\r" not in text
        ):
            return text.replace("\\", "\\\\") if "\\" in text else text
        return "".join("\t".join(map(_as_copied, row)) + tail + "\n" for row in rows)

    def _insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert many rows with each statement: of one row each they would take twice as long."""
        if not self._marks:
            self._marks = self._marks_of_a_row()
        most = self._raw.getlimit(SQLITE_LIMIT_VARIABLE_NUMBER) // self._width
        with self._errors:
            for some in _slices(rows, max(min(most, _AT_ONCE_IN_SQL), 1)):
                marks = ",".join([self._marks] * len(some))
                sql = f"INSERT INTO {self._into} VALUES {marks}"
                self._raw.execute(sql, tuple(chain.from_iterable(some)))

    def _marks_of_a_row(self) -> str:
        """“(?,?,'site','ok')”: what is alike in all rows is said once, in the statement."""
        marks = ["?"] * self._width
        with connection.cursor() as cursor:
            for value in map(as_sqlite, self._fixed):
                cursor.execute("SELECT quote(%s)", [value])
                marks.append(cursor.fetchone()[0])
        return f"({','.join(marks)})"


def _slices(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


# An empty text is a text; what is nothing is this, which a text has escaped.
_NULL, _NULL_SQL = "\x01", "\\001"


def _as_copied(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return _NULL
    return value.translate(_ESCAPED) if isinstance(value, str) else str(value)


def as_sqlite(value: Any) -> Any:
    """A value as SQLite takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
