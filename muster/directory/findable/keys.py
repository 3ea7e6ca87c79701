"""The keys of thousands of records, from one question into the next.

The database writes them as one text and is given it back: to take ten thousand numbers apart, and
to put them together again, costs more than to find them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys as the database wrote them, “1,33,158”, and how many they are."""

    written: str = ""
    many: int = 0

    @classmethod
    def of(cls, keys: Iterable[int]) -> "Keys":
        """*keys*, written."""
        told = [str(int(key)) for key in keys]
        return cls(",".join(told), len(told))

    def first(self, most: int) -> "Keys":
        """*most* of them, from the first on."""
        return self if self.many <= most else Keys(",".join(self.written.split(",")[:most]), most)

    def with_more(self, keys: Sequence[int]) -> "Keys":
        """These and *keys*, each once."""
        own = [int(key) for key in self.written.split(",") if key]
        return Keys.of(dict.fromkeys([*own, *keys])) if keys else self


def gathered(connection: BaseDatabaseWrapper, rows: QuerySet[Any]) -> Keys:
    """The keys that *rows* give, which are values of one column."""
    try:
        asked, given = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return Keys()
    return written(connection, asked, given)


def written(connection: BaseDatabaseWrapper, asked: str, given: Sequence[Any]) -> Keys:
    """The keys that the question *asked* gives, in one column."""
    text = "string_agg(k.id::text, ',')"
    if connection.vendor == "sqlite":
        text = "group_concat(k.id)"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH k(id) AS ({asked}) SELECT {text}, count(*) FROM k", given)
        found, many = cursor.fetchone()
    return Keys(found or "", many)


def in_turn(connection: BaseDatabaseWrapper, asked: Sequence[QuerySet[Any]], most: int) -> Keys:
    """Keys that these questions give, the first of each: *most* at least, if there are so many.

    All are one question to the database. It goes on to the next of them only where those before
    have given too few. PostgreSQL sees that from a condition, and plans for the number that it
    reads; SQLite would tell the condition anew for each row, but reads nothing under a limit of 0.
    """
    parts: list[str] = []
    given: list[Any] = []
    for rows in asked:
        so_far = " + ".join(f"(SELECT count(*) FROM s{at})" for at in range(len(parts))) or "0"
        if connection.vendor != "sqlite":
            few = RawSQL(f"{so_far} < %s", [most], output_field=BooleanField())  # noqa: S611 (our own words)
            rows = rows.filter(few)[:most]
        try:
            part, of_it = rows.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        limit = f" LIMIT max(0, {int(most)} - ({so_far}))" if connection.vendor == "sqlite" else ""
        parts.append(part + limit)
        given += of_it
    if not parts:
        return Keys()
    named = ", ".join(f"s{at}(id) AS ({part})" for at, part in enumerate(parts))
    all_of_them = " UNION ALL ".join(f"SELECT id FROM s{at}" for at in range(len(parts)))
    return written(connection, f"WITH {named} {all_of_them}", given)


def among(connection: BaseDatabaseWrapper, table: str, keys: Keys) -> RawSQL:
    """The condition on a row of *table* that it has one of *keys*.

    SQLite is given the list itself: only then it sees how short it is, and goes by it.
    """
    asked, given = f"{table}.id = ANY (%s::bigint[])", ["{" + keys.written + "}"]
    if connection.vendor == "sqlite":
        asked, given = f"{table}.id IN ({keys.written})", []
    return RawSQL(asked, given, output_field=BooleanField())  # noqa: S611 (our own words)


def asked_first(connection: BaseDatabaseWrapper, column: str, rows: QuerySet[Any]) -> RawSQL:
    """The condition that *column* has one of the keys that *rows* give, which are asked for first.

    PostgreSQL joins where it may, and reads along two tables for what a thousand look-ups tell; it
    is told to have the keys in its hand before.
    """
    try:
        asked, given = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        asked, given = "SELECT 0 WHERE 1 = 0", ()
    among_them = f"{column} IN ({asked})"
    if connection.vendor == "postgresql":
        among_them = f"{column} = ANY (ARRAY({asked}))"
    return RawSQL(among_them, given, output_field=BooleanField())  # noqa: S611 (our own words)
