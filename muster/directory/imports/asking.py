"""How the directory is asked for many rows at once: by values of one column, by spelled names.

Each question names thousands of values, and comes again for each batch of a file.
"""

# ruff: noqa: S608 - what is put into the SQL are names of our own; values are parameters

import json
from collections.abc import Iterable, Sequence
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from django.db import connection

from muster.directory.imports.names import NO_SIGNS, alike
from muster.directory.models.spelling import plainly_in_sql

Rows = list[tuple[Any, ...]]
# PostgreSQL looks each value up by itself: inside the transaction of an import it does not know yet
# how many rows there are, and would hold all of them against the list of what is wanted.
_EACH = "SELECT r.* FROM ({}) u (value) CROSS JOIN LATERAL ({} OFFSET 0) r"
_LISTED = "SELECT value FROM json_array_elements_text(%s)"
_LISTED_KEYS = "SELECT value::bigint FROM json_array_elements_text(%s)"
_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)


class Asking:
    """Asks the directory of one program, in its database's own way.

    Questions are SQL up to the condition (“SELECT … FROM … t WHERE”), about a table named *t*.
    """

    def __init__(self, program: int) -> None:
        self._program = program
        self._is_postgres = connection.vendor == "postgresql"

    def of_program(self, sql: str, column: str, values: Iterable[Any], *, also: str = "") -> Rows:
        """The rows of the program in which *column* is one of *values*, and that are *also* so."""
        return self._by(f"{sql} t.program_id = %s AND", column, values, also, [self._program])

    def by_key(self, sql: str, column: str, keys: Iterable[int], *, order: str = "") -> Rows:
        """The rows in which *column* is one of *keys*, which are the program's own already.

        Args:
            order: of the rows of one key.
        """
        return self._by(sql, column, keys, order, [])

    def spelled(self, sql: str, names: Sequence[str]) -> Rows:
        """The rows of the program whose name, spelled alike, is one of *names*, spelled alike."""
        sql = f"{sql} t.program_id = %s AND {plainly_in_sql('t.name')}"
        if not self._is_postgres:
            listed = "(SELECT value FROM json_each(%s))"
            return self.ask(f"{sql} IN {listed}", [self._program, json.dumps(ways(names))])
        # It spells what it alone can: most names have no letter beyond A to Z.
        odd = [name for name in names if not name.isascii()]
        plain = [alike(name) for name in names if name.isascii()]
        spelled = f"SELECT {plainly_in_sql('value')} FROM ({_LISTED}) v"
        each = _EACH.format(f"{_LISTED} UNION {spelled}", f"{sql} = u.value")
        return self.ask(each, [json.dumps(plain), json.dumps(odd), self._program])

    def _by(
        self, sql: str, column: str, values: Iterable[Any], tail: str, asked: Sequence[Any]
    ) -> Rows:
        wanted = list(dict.fromkeys(values))
        if not wanted:
            return []
        value = json.dumps(wanted)
        if not self._is_postgres:
            where = f"{column} IN (SELECT value FROM json_each(%s))"
            return self.ask(f"{sql} {where}{tail}", [*asked, value])
        listed = _LISTED if isinstance(wanted[0], str) else _LISTED_KEYS
        each = _EACH.format(listed, f"{sql} {column} = u.value{tail}")
        return self.ask(each, [value, *asked])

    @staticmethod
    def ask(sql: str, values: Sequence[Any]) -> Rows:
        """The answer to *sql*."""
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: Rows = cursor.fetchall()
            return rows


def ways(names: Iterable[str]) -> list[str]:
    """How SQLite may have *names* without signs, in capitals: of letters beyond A to Z it knows
    none, so that “Peña” is “PEñA” to it, and “PEÑA” another name.
    """
    ways: list[str] = []
    for name in names:
        plain = alike(name)
        if name.isascii():
            ways.append(plain)
        else:
            bare = name.translate(NO_SIGNS)
            ways += {way.translate(_CAPITALS) for way in (bare, plain, plain.lower())}
    return ways
