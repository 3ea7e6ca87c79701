"""What an import adds and changes goes into the directory, a batch at a time.

What it adds carries its source; what it changes leaves a `FieldChange` each.
"""

# ruff: noqa: S608 - what is put into the SQL are names of our own; values are parameters

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection

from muster.directory.imports.behind import Behind
from muster.directory.imports.bulk import References
from muster.directory.imports.insert import Table, as_sqlite
from muster.directory.imports.marks import every_way
from muster.directory.imports.plan import COLUMNS, Change, Model
from muster.directory.models import ContactPoint, FieldChange, Import, Source
from muster.directory.provenance import column_of

Ready = Sequence[Callable[[], None]]
Owner = tuple[str, int]


class Writer:
    """Writes what the batches of one import add and change.

    Args:
        behind: does the adding, if not all is to be there when `write` returns.
    """

    def __init__(
        self,
        run: Import,
        source: Source,
        *,
        by: str,
        now: datetime,
        references: References,
        behind: Behind | None = None,
    ) -> None:
        self._references, self._behind = references, behind
        self._by, self._now, self._source = by, now, source
        self._audience = run.audience
        same = {
            "program_id": run.program_id,
            "source_id": source.pk,
            "audience": run.audience,
            "by": by,
            "at": now,
        }
        self._tables = {model: Table(model, columns, same) for model, columns in COLUMNS.items()}

    def ready(self, new: dict[Model, list[tuple[Any, ...]]]) -> Ready:
        """The rows of one batch, in the order of the tables, as `write` takes them.

        This is Python's part of the work: whatever is written behind is not waited for, unless rows
        refer to others than those of the batch.
        """
        ready = [self._tables[model].ready(rows) for model in COLUMNS if (rows := new[model])]
        self._references.check(new)
        return ready

    def write(self, ready: Ready, changes: Sequence[Change], silent: Sequence[Owner] = ()) -> None:
        """Write one batch: its rows, then the changes, then who is *silent* without a number."""
        add = partial(self._add, ready)
        if self._behind is not None:
            self._behind.write(add)
        else:
            add()
        if changes:
            self._change(changes)
        if silent:
            self._silence(silent)

    def _add(self, ready: Ready) -> None:
        with self._references.spared():
            for add in ready:
                add()

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

    def _silence(self, owners: Sequence[Owner]) -> None:
        """Keep who asked not to be contacted, in the place of the numbers that are not known."""
        ContactPoint.objects.bulk_create(
            ContactPoint(
                program_id=self._source.program_id,
                **{f"{noun}_id": row},
                kind=ContactPoint.Kind.PHONE,
                address=every_way(),
                audience=self._audience,
                status=ContactPoint.Status.DO_NOT_CONTACT,
                source=self._source,
            )
            for noun, row in owners
        )


def _update(model: Model, field: str, changes: Sequence[Change]) -> None:
    """Set one field of many rows."""
    table = model._meta.db_table
    column = model._meta.get_field(field)
    name = str(column.attname)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            kind = str(column.db_type(connection)).split("(")[0]
            kind = {"serial": "integer", "varchar": "text"}.get(kind, kind)
            cursor.execute(
                f'UPDATE {table} t SET "{name}" = v.said FROM '
                f"unnest(%s::bigint[], %s::text[]) AS u(row, text), "
                f"LATERAL (SELECT u.text::{kind} AS said) v WHERE t.id = u.row",
                [[one.row for one in changes], [str(one.value) for one in changes]],
            )
            return
        cursor.executemany(
            f'UPDATE {table} SET "{name}" = %s WHERE id = %s',
            [(as_sqlite(one.value), one.row) for one in changes],
        )
