"""A long file goes in with as little as must be done for each of its rows.

Three things are done for all rows together instead of for each: what is new is put down for the
search, references are checked, and the memory for it is there from the start. The result is the
same, and the database still has the last word on every other constraint.
"""

# ruff: noqa: S608 - what is put into the SQL are names of our own; values are parameters

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, models, transaction

from muster.directory.findable import keep
from muster.directory.findable.nouns import ALL, NOUNS
from muster.directory.imports.plan import COLUMNS, Model
from muster.directory.models import Import, Organization, Source

# From so many rows on it is worth it.
MANY = 50_000
_SQLITE_KIB = 160_000
_OUR_TRIGGERS = "%\\_is\\_found\\_%"


@contextmanager
def room(run: Import) -> Iterator[bool]:
    """Set the database up for a long transaction, as long as the block lasts.

    PostgreSQL looks rows up by their index: inside one transaction it does not know yet how many
    the import has added, and would read the whole table for each batch. SQLite gets memory, so that
    the indexes that each row is put into need not be read and written page by page; the triggers of
    its search, which are called for each row, come back at the end of the block.

    Gives:
        Whether the file is so long that what it brings is put down for the search as a whole.
    """
    is_long = (run.total or 0) > MANY
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL enable_seqscan = off"
            if is_postgres
            else f"PRAGMA cache_size = -{_SQLITE_KIB}"
        )
    if is_long and not is_postgres:
        keep.take_down(connection)
    yield is_long
    if is_long and not is_postgres:
        keep.put_up(connection)


def give_back() -> None:
    """Let go of the memory that SQLite had for it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -2000")  # as SQLite has it


def put_down(source: Source) -> None:
    """Put everything that came from *source*, or was changed by it, down for the search."""
    with connection.cursor() as cursor:
        for each in ALL:
            noun = each.table.removeprefix("directory_")
            rows = [
                f"SELECT id FROM {each.table} WHERE source_id = %s",
                f"SELECT {noun}_id FROM directory_fieldchange"
                f" WHERE source_id = %s AND {noun}_id IS NOT NULL",
            ]
            if each.table == Organization._meta.db_table:
                rows.append("SELECT organization_id FROM directory_othername WHERE source_id = %s")
            cursor.execute(
                f"INSERT INTO directory_findlater SELECT r.id * {NOUNS} + {each.noun}"
                f" FROM ({' UNION '.join(rows)}) AS r (id) WHERE true ON CONFLICT DO NOTHING"
                if connection.vendor == "postgresql"
                else f"INSERT INTO directory_findlater SELECT id * {NOUNS} + {each.noun}"
                f" FROM ({' UNION '.join(rows)}) WHERE true ON CONFLICT DO NOTHING",
                [source.pk] * len(rows),
            )


class References:
    """References of new rows on PostgreSQL, checked by their rows and not row by row.

    A foreign key is checked for each row by a query of its own, which takes as long as all else
    together. Here each row that is referred to is locked as that query would lock it, once, and
    whatever is not there raises as it would. It needs the right to set `session_replication_role`
    (docs/how-to/import-carriers.md); without it, everything is checked as always.
    """

    def __init__(self, run: Import, source: Source, *, is_long: bool) -> None:
        self.are_spared = is_long and connection.vendor == "postgresql" and _may_spare()
        if self.are_spared:
            lock(type(source.program), [run.program_id])
            lock(Source, [source.pk])

    @contextmanager
    def spared(self) -> Iterator[None]:
        """Inside the block, nothing is checked row by row."""
        if not self.are_spared:
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")

    def check(self, new: dict[Model, list[tuple[object, ...]]]) -> None:
        """Lock what the rows of a batch refer to, outside of the batch.

        Raises:
            IntegrityError: it is not there.
        """
        if not self.are_spared:
            return
        brought: dict[Any, set[object]] = {
            model: {row[0] for row in rows} for model, rows in new.items()
        }
        for model, columns in COLUMNS.items():
            for at, column in enumerate(columns):
                if not column.endswith("_id"):
                    continue
                other: Any = model._meta.get_field(column.removesuffix("_id")).related_model
                wanted = {row[at] for row in new[model]} - {None}
                if other in brought:
                    wanted -= brought[other]
                lock(other, wanted)


def lock(model: type[models.Model], rows: Iterable[object]) -> None:
    """Keep these rows from being deleted until the transaction ends.

    Raises:
        IntegrityError: one of them is not there.
    """
    wanted = list(rows)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {model._meta.db_table} WHERE id = ANY(%s) FOR KEY SHARE", [wanted]
        )
        if len(cursor.fetchall()) != len(wanted):
            raise IntegrityError(f"A row of {model._meta.db_table} has gone meanwhile.")


def _may_spare() -> bool:
    """Whether nothing but references and the search would be passed over, and we are let."""
    tables = [model._meta.db_table for model in COLUMNS]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relname = ANY(%s) AND NOT t.tgisinternal AND t.tgname NOT LIKE %s",
            [tables, _OUR_TRIGGERS],
        )
        if cursor.fetchone()[0]:
            return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = origin")
    except DatabaseError:
        return False
    return True
