"""The tables of the search are put up, and brought up to date after a bulk of writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from muster.directory.findable import postgresql, sqlite
from muster.directory.findable.nouns import ALL, NOUNS, Findable, Noun

# So many rows are written in one go: a writer beside it waits for a second at most.
BATCH = 20_000
_BESIDE = ("directory_othername", "directory_post", "directory_contactpoint", "directory_touch")


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Make the tables and triggers that are not there; also after a table was rebuilt.

    SQLite rebuilds a table when a column of it changes, and its triggers go with the old one.
    """
    of = postgresql if connection.vendor == "postgresql" else sqlite
    with connection.cursor() as cursor:
        for statement in [*of.TABLES, *of.TRIGGERS]:
            cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away from the directory's tables, so that these may be rebuilt.

    SQLite renames no table while a trigger somewhere tells of one that is away.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if "_is_found_" in name:
                cursor.execute(f"DROP TRIGGER {name}")


def put_all_down(connection: BaseDatabaseWrapper) -> None:
    """Let every record be written anew by the next `catch_up`."""
    with connection.cursor() as cursor:
        for each in ALL:
            cursor.execute(
                f"INSERT INTO directory_findlater SELECT r.id * {NOUNS} + {each.noun}"
                f" FROM {each.table} r WHERE true ON CONFLICT DO NOTHING"
            )


def put_source_down(connection: BaseDatabaseWrapper, source: int) -> None:
    """Put all that came from *source*, or was changed by it, down as one.

    A register has a million records; whoever brings it in need not wait until each is put down.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO directory_findsource VALUES (%s) ON CONFLICT DO NOTHING", [source]
        )


def put_down_what_came(connection: BaseDatabaseWrapper) -> None:
    """Put the records of each source that was put down down themselves."""
    of_others = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM directory_findsource{of_others}")
        for (source,) in cursor.fetchall():
            for each in ALL:
                rows = _of_source(each)
                # A row may be told twice here: it is put down once.
                cursor.execute(
                    f"INSERT INTO directory_findlater SELECT id * {NOUNS} + {each.noun}"
                    f" FROM ({' UNION ALL '.join(rows)}) AS r WHERE true ON CONFLICT DO NOTHING",
                    [source] * len(rows),
                )
            cursor.execute("DELETE FROM directory_findsource WHERE id = %s", [source])


def _of_source(each: Findable) -> list[str]:
    """Questions for the keys of a noun that are of a source; each is given the source once."""
    noun = each.table.removeprefix("directory_")
    rows = [
        f"SELECT id FROM {each.table} WHERE source_id = %s",
        f"SELECT {noun}_id AS id FROM directory_fieldchange"
        f" WHERE source_id = %s AND {noun}_id IS NOT NULL",
    ]
    if each.noun is Noun.ORGANIZATION:
        rows.append("SELECT organization_id FROM directory_othername WHERE source_id = %s")
    return rows


@contextmanager
def later(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside the block, what is written is only put down; the block is inside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Writing in bulk is one transaction.")
    on, off = (
        ("SET LOCAL muster.search = 'later'", "SET LOCAL muster.search = ''")
        if connection.vendor == "postgresql"
        else ("INSERT INTO directory_inbulk DEFAULT VALUES", "DELETE FROM directory_inbulk")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
        yield
        cursor.execute(off)


def waiting(connection: BaseDatabaseWrapper, most: int) -> int:
    """How many records wait to be written; counted up to *most*."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM directory_findlater LIMIT %s) w", [most]
        )
        return int(cursor.fetchone()[0])


def catch_up(connection: BaseDatabaseWrapper, batch: int = BATCH) -> int:
    """Write what waits, a batch in each transaction; how many records there were."""
    done = 0
    while many := _write_batch(connection, batch):
        done += many
    return done


def _write_batch(connection: BaseDatabaseWrapper, batch: int) -> int:
    of_others = " FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM directory_findlater ORDER BY id LIMIT %s{of_others}",
            [batch],
        )
        keys = [key for (key,) in cursor.fetchall()]
        if not keys:
            return 0
        if connection.vendor == "postgresql":
            for noun in Noun:
                records = [key // NOUNS for key in keys if key % NOUNS == noun]
                if records:
                    cursor.execute("SELECT directory_find(%s, %s)", [noun.value, records])
        else:
            for each in ALL:
                of = (
                    "{key} IN (SELECT l.id FROM directory_findlater l"
                    f" WHERE l.id % {NOUNS} = {each.noun} AND l.id <= {int(keys[-1])})"
                )
                for statement in sqlite.find(each, of):
                    cursor.execute(statement)
        # By their keys: between two of them somebody may have put a record meanwhile.
        _forget(cursor, connection.vendor, keys)
        return len(keys)


def _forget(cursor: CursorWrapper, vendor: str, keys: list[int]) -> None:
    if vendor == "postgresql":
        cursor.execute("DELETE FROM directory_findlater WHERE id = ANY(%s)", [keys])
        return
    # SQLite has one writer: nobody puts anything between.
    last = [keys[0], keys[-1]]
    cursor.execute("DELETE FROM directory_findlater WHERE id BETWEEN %s AND %s", last)


def count_words(connection: BaseDatabaseWrapper) -> None:
    """Count anew how many records have each word; forget those that none has.

    SQLite has one writer at a time, and counts as it writes.
    """
    if connection.vendor == "sqlite":
        return
    words = (
        "SELECT f.scope, split_part(w, ':', 2) AS word, count(*) AS records"
        " FROM directory_found f, unnest(tsvector_to_array(f.words)) w"
        f" WHERE {postgresql.is_word('w')} GROUP BY 1, 2"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS directory_counted")
        cursor.execute(f"CREATE TEMPORARY TABLE directory_counted AS {words}")
        cursor.execute(
            "DELETE FROM directory_foundword WHERE NOT EXISTS (SELECT 1 FROM directory_counted c"
            " WHERE c.scope = directory_foundword.scope AND c.word = directory_foundword.word)"
        )
        cursor.execute(
            "INSERT INTO directory_foundword (scope, word, records)"
            " SELECT scope, word, records FROM directory_counted WHERE true"
            " ON CONFLICT (scope, word) DO UPDATE SET records = excluded.records"
            " WHERE directory_foundword.records <> excluded.records"
        )
        cursor.execute("DROP TABLE directory_counted")


def tell_planner(connection: BaseDatabaseWrapper) -> None:
    """Let the database see how many rows there are of what.

    Without it, SQLite takes “of this program” for a rare thing to say of an organization, and walks
    along a million of them where it was given twelve keys. Of a part of an index it guesses the
    same, so the whole of each is read: a second for a million rows. The same goes for what stands
    beside each row of a list.
    """
    tables = ["directory_found", "directory_foundword", *(each.table for each in ALL), *_BESIDE]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 0")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
