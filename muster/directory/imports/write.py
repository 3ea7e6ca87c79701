"""Rows go into the database by the thousand.

On PostgreSQL they are copied, on SQLite inserted by one prepared statement. Their keys are drawn
before, so that a row may refer to another of the same batch. What an import adds carries its
source; what it changes leaves a `FieldChange` each.
"""

# ruff: noqa: S608 - what is put into the SQL are names of our own; values are parameters

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from muster.directory.imports.bulk import References
from muster.directory.imports.plan import COLUMNS, Change, Model
from muster.directory.models import FieldChange, Import, Source
from muster.directory.provenance import column_of

_AT_ONCE = 5_000
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Numbers:
    """Gives keys for new rows of each table; what is not used is lost, as a sequence loses."""

    def __init__(self) -> None:
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
                sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
                cursor.execute(f"{sequence} FROM generate_series(1, {_AT_ONCE})", [table])
                return [row[0] for row in cursor.fetchall()]
            cursor.execute(
                f"SELECT MAX((SELECT COALESCE(MAX(id), 0) FROM {table}),"
                " (SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s))",
                [table],
            )
            last = max(cursor.fetchone()[0], self._drawn.get(model, 0))
        self._drawn[model] = last + _AT_ONCE
        return range(last + 1, last + _AT_ONCE + 1)


class Below:
    """Gives numbers below zero, for a dry run: they name rows that nobody stores."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self, model: Model) -> int:
        self._last -= 1
        return self._last


class Writer:
    """Writes what the batches of one import add and change."""

    def __init__(
        self, run: Import, source: Source, *, by: str, now: datetime, references: References
    ) -> None:
        self._references = references
        self._by, self._now, self._source = by, now, source
        self._tables = {
            model: _Table(model, columns, run, source, by, now)
            for model, columns in COLUMNS.items()
        }

    def write(self, new: dict[Model, list[tuple[Any, ...]]], changes: Sequence[Change]) -> None:
        """Write one batch: the rows in the order of the tables, then the changes."""
        self._references.check(new)
        with self._references.spared():
            for model in COLUMNS:
                if rows := new[model]:
                    self._tables[model].add(rows)
        if changes:
            self._change(changes)

    def _change(self, changes: Sequence[Change]) -> None:
        by_field: dict[tuple[Model, str], list[Change]] = defaultdict(list)
        for change in changes:
            by_field[change.model, change.field].append(change)
        for (model, field), some in by_field.items():
            _update(model, field, some)
        FieldChange.objects.bulk_create(
            (
                FieldChange(
                    program_id=self._source.program_id,
                    field=change.field,
                    old=change.old,
                    new=change.new,
                    source=self._source,
                    by=self._by,
                    at=self._now,
                    **{f"{column_of(change.model)}_id": change.row},  # type: ignore[arg-type]
                )
                for change in changes
            ),
            batch_size=2_000,
        )


def _update(model: Model, field: str, changes: Sequence[Change]) -> None:
    """Set one field of many rows."""
    table = model._meta.db_table
    column = model._meta.get_field(field)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            kind = str(column.db_type(connection)).split("(")[0]
            kind = {"serial": "integer", "varchar": "text"}.get(kind, kind)
            cursor.execute(
                f'UPDATE {table} t SET "{field}" = v.said FROM '
                f"unnest(%s::bigint[], %s::text[]) AS u(row, text), "
                f"LATERAL (SELECT u.text::{kind} AS said) v WHERE t.id = u.row",
                [[one.row for one in changes], [str(one.value) for one in changes]],
            )
            return
        cursor.executemany(
            f'UPDATE {table} SET "{field}" = %s WHERE id = %s',
            [(_as_sqlite(one.value), one.row) for one in changes],
        )


class _Table:
    """One table: the columns that rows say, and what all others are for every row."""

    def __init__(
        self,
        model: Model,
        columns: Sequence[str],
        run: Import,
        source: Source,
        by: str,
        now: datetime,
    ) -> None:
        self._name = model._meta.db_table
        same: dict[str, Any] = {
            "program_id": run.program_id,
            "source_id": source.pk,
            "audience": run.audience,
            "by": by,
            "at": now,
        }
        fixed: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            if field.column in columns or field.primary_key or field.generated:
                continue
            value = same.get(str(field.column))
            if value is None and not field.null:
                value = field.get_default()
            if value is not None:
                fixed[str(field.column)] = value
        self._fixed = tuple(fixed.values())
        names = ", ".join(f'"{column}"' for column in (*columns, *fixed))
        self._into = f"{self._name} ({names})"
        self._width = len(columns)
        self._insertion = ""

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add *rows*, each with the columns that this table's rows say."""
        if connection.vendor == "postgresql":
            self._copy(rows)
        else:
            self._insert(rows)

    def _copy(self, rows: Sequence[tuple[Any, ...]]) -> None:
        tail = "".join(f"\t{_as_copied(value)}" for value in self._fixed)
        sql = f"COPY {self._into} FROM STDIN WITH (NULL E'{_NULL_SQL}')"
        with connection.cursor() as cursor, cursor.copy(sql) as copy:
            for some in _slices(rows, 1_000):
                copy.write(self._lines(some, tail))

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
        if text.count("\n") == len(rows) and text.count("\t") == tabs and "\r" not in text:
            return text.replace("\\", "\\\\") if "\\" in text else text
        return "".join("\t".join(map(_as_copied, row)) + tail + "\n" for row in rows)

    def _insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        with connection.cursor() as cursor:
            if not self._insertion:
                # What is alike in all rows is said once, in the statement.
                marks = ["%s"] * self._width
                for value in map(_as_sqlite, self._fixed):
                    cursor.execute("SELECT quote(%s)", [value])
                    marks.append(cursor.fetchone()[0].replace("%", "%%"))
                self._insertion = f"INSERT INTO {self._into} VALUES ({', '.join(marks)})"
            cursor.executemany(self._insertion, rows)


def _slices(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


# An empty text is a text; what is nothing is this, which no text has.
_NULL, _NULL_SQL = "\x01", "\\001"


def _as_copied(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return _NULL
    return value.translate(_ESCAPED) if isinstance(value, str) else str(value)


def _as_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
