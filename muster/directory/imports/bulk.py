"""A long file goes in with as little as must be done for each of its rows.

Three things are done for all rows together instead of for each: what is new is put down for the
search, references are checked, and the memory for it is there from the start. The result is the
same, and the database still has the last word on every other constraint.
"""

# ruff: noqa: S608 - what is put into the SQL are names of our own; values are parameters

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.db import (
    DatabaseError,
    IntegrityError,
    OperationalError,
    connection,
    models,
    transaction,
)

from muster.directory.findable import keep
from muster.directory.imports.behind import Behind, behind
from muster.directory.imports.errors import NotAlone
from muster.directory.imports.plan import COLUMNS, Model
from muster.directory.models import ContactPoint, Import, Organization, OtherName, Source

# From so many rows on it is worth it.
MANY = 50_000
_SQLITE_KIB = 32_000
# Indexes into which the rows of a register go in no order: putting each where it belongs takes
# longer than sorting all of them at the end.
_UNSORTED = ("organizations_by_name", "organizations_by_place", "contact_points_by_address")
# By these a row without a number is looked up, if there is one.
_OF_NAMES = ("organizations_by_plain_name", "other_names_by_plain_name")
_INDEXES_OF_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
    " AND name IN (SELECT value FROM json_each(%s))"
)
_INDEXES_OF_POSTGRESQL = (
    "SELECT indexname, indexdef FROM pg_indexes"
    " WHERE schemaname = ANY (current_schemas(false)) AND indexname = ANY (%s)"
)
_ON_POSTGRESQL = ("SET LOCAL enable_seqscan = off", "SET LOCAL maintenance_work_mem = '128MB'")
# What a register writes to.
_LOCKED = (Organization, OtherName, ContactPoint)
# So many seconds whoever is reading or writing may take to end.
_PATIENCE = 5.0
_LOCK_NOT_AVAILABLE = "55P03"
_OUR_TRIGGERS = "%\\_is\\_found\\_%"


@dataclass(slots=True)
class Room:
    """The database, set up for a transaction.

    Attributes:
        is_long: whether the file is so long that what it brings is put down for the search as a
            whole.
        is_still: whether nobody else can write until the transaction ends.
        away: what makes the indexes anew that are not there for the moment, by their names.
    """

    is_long: bool
    is_still: bool = False
    away: dict[str, str] = field(default_factory=dict)

    def take_away(self, names: Sequence[str]) -> None:
        """Do without these indexes until they are put back."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_INDEXES_OF_POSTGRESQL, [list(names)])
            else:
                cursor.execute(_INDEXES_OF_SQLITE, [json.dumps(names)])
            self.away |= dict(cursor.fetchall())
            _settle()
            for name in self.away:
                cursor.execute(f'DROP INDEX "{name}"')

    def names_are_asked_for(self) -> None:
        """Put the indexes of names back: somebody is about to be looked up by one."""
        self._put_back(_OF_NAMES)

    def writing_behind(self) -> AbstractContextManager[Behind | None]:
        """Inside the block, a long file is written while its rows are decided, where that helps.

        SQLite works in our own process: it would only take turns.
        """
        helps = self.is_long and connection.vendor == "postgresql"
        return behind() if helps else nullcontext()

    def put_all_back(self) -> None:
        """Have all indexes again."""
        self._put_back(list(self.away))

    def _put_back(self, names: Sequence[str]) -> None:
        if wanted := [self.away.pop(name) for name in names if name in self.away]:
            _settle()
            _say(*wanted)


@contextmanager
def room(run: Import, *, alone: bool) -> Iterator[Room]:
    """Set the database up for a long transaction, as long as the block lasts.

    PostgreSQL looks rows up by their index: inside one transaction it does not know yet how many
    the import has added, and would read the whole table for each batch. SQLite gets memory, so that
    the indexes that each row is put into need not be read and written page by page; the triggers of
    its search, which are called for each row, and indexes by which no row of a register is looked
    up come back at the end of the block. Nobody else sees it without them: SQLite has one writer,
    and who reads sees what was there before. On PostgreSQL whoever reads would have to wait, so the
    indexes stay there, unless we are *alone*.

    Raises:
        NotAlone: somebody is reading or writing, and does not end.
    """
    is_postgres = connection.vendor == "postgresql"
    here = Room((run.total or 0) >= MANY, is_still=not is_postgres)
    _say(*(_ON_POSTGRESQL if is_postgres else [f"PRAGMA cache_size = -{_SQLITE_KIB}"]))
    if not here.is_long:
        yield here
        return
    if not is_postgres:
        keep.take_down(connection)
    if run.kind == Import.Kind.CARRIERS:
        if is_postgres:
            here.is_still = _be_alone() if alone else _is_empty() and _locked_at_once()
        if here.is_still:
            here.take_away([*_UNSORTED, *_OF_NAMES])
    yield here
    here.put_all_back()
    if not is_postgres:
        keep.put_up(connection)


def _settle() -> None:
    """Check now what waits for the end: PostgreSQL changes no indexes of a table before."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _is_empty() -> bool:
    """Whether no program has anything yet that a register brings: nobody would wait for it."""
    return not any(model._base_manager.exists() for model in _LOCKED)


def _be_alone() -> bool:
    """Let nobody else read or write the tables of a register until the transaction ends.

    Whoever works has a moment to end.

    Raises:
        NotAlone: somebody works with one of them all the time.
    """
    until = time.monotonic() + _PATIENCE
    while not _locked_at_once():
        if time.monotonic() > until:
            raise NotAlone
        time.sleep(_PATIENCE / 50)
    return True


def _locked_at_once() -> bool:
    """Whether the tables of a register are ours alone now: nobody works with any of them.

    All are locked or none, so that whoever works waits for nobody but us.
    """
    tables = ", ".join(model._meta.db_table for model in _LOCKED)
    try:
        with transaction.atomic():
            _say(f"LOCK TABLE {tables} NOWAIT")
    except OperationalError as busy:
        if getattr(busy.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


@contextmanager
def two_sorters(run: Import) -> Iterator[None]:
    """Around the transaction of a long file: SQLite sorts for its indexes beside itself.

    It does so in files only, and where they are cannot be changed inside a transaction.
    """
    if (run.total or 0) < MANY or connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _say("PRAGMA temp_store = FILE", "PRAGMA threads = 2")
    try:
        yield
    finally:
        _say("PRAGMA threads = 0", "PRAGMA temp_store = MEMORY")  # as the settings have it


def give_back() -> None:
    """Let go of the memory that SQLite had for it."""
    if connection.vendor == "sqlite":
        _say("PRAGMA cache_size = -2000")  # as SQLite has it


def _say(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class References:
    """References of new rows on PostgreSQL, checked by their rows and not row by row.

    A foreign key is checked for each row by a query of its own, which takes as long as all else
    together. Here each row that is referred to is locked as that query would lock it, once, and
    whatever is not there raises as it would. It needs the right to set `session_replication_role`
    (docs/how-to/import-carriers.md); without it, everything is checked as always.
    """

    def __init__(self, run: Import, source: Source, *, is_long: bool) -> None:
        self.are_spared = is_long and connection.vendor == "postgresql" and _may_spare()
        self._raw, self._errors = connection.connection, connection.wrap_database_errors
        if self.are_spared:
            lock(type(source.program), [run.program_id])
            lock(Source, [source.pk])

    @contextmanager
    def spared(self) -> Iterator[None]:
        """Inside the block, nothing is checked row by row; a thread of the import may use it."""
        if not self.are_spared:
            yield
            return
        with self._errors, self._raw.cursor() as cursor:
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
