"""The tables of the search on SQLite, and the triggers that fill them.

FTS5 keeps the words, with an index of their first one, two and three letters: a word that is only
begun is found as quickly as a whole one. Its rows are those of `directory_found`, and it must be
told what a row said before that goes.
"""

from typing import Any

from muster.directory.findable.marks import SIGN
from muster.directory.findable.nouns import ALL, NOUNS, Findable
from muster.directory.findable.texts import LEGAL_FORMS, plain

TABLES = [
    """CREATE TABLE IF NOT EXISTS directory_found (
      id integer PRIMARY KEY,
      scope integer NOT NULL,
      name text NOT NULL,
      number text NOT NULL,
      words text NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS directory_found_by_name ON directory_found (scope, name)",
    """CREATE INDEX IF NOT EXISTS directory_found_by_number ON directory_found (scope, number)
    WHERE number <> ''""",
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS directory_foundtext USING fts5(
      scope, words, content='directory_found', content_rowid='id', detail=column, prefix='1 2 3',
      tokenize="unicode61 remove_diacritics 2 tokenchars '{SIGN}'"
    )""",
    """CREATE TABLE IF NOT EXISTS directory_foundword (
      id integer PRIMARY KEY,
      scope integer NOT NULL,
      word text NOT NULL,
      records integer NOT NULL,
      UNIQUE (scope, word)
    )""",
    """CREATE INDEX IF NOT EXISTS directory_foundword_gone ON directory_foundword (records)
    WHERE records <= 0""",
    """CREATE VIRTUAL TABLE IF NOT EXISTS directory_foundwordtext USING fts5(
      word, content='directory_foundword', content_rowid='id', detail=none, tokenize='trigram'
    )""",
    """CREATE TRIGGER IF NOT EXISTS directory_foundword_in AFTER INSERT ON directory_foundword
    BEGIN
      INSERT INTO directory_foundwordtext (rowid, word) VALUES (NEW.id, NEW.word);
    END""",
    """CREATE TRIGGER IF NOT EXISTS directory_foundword_out AFTER DELETE ON directory_foundword
    BEGIN
      INSERT INTO directory_foundwordtext (directory_foundwordtext, rowid, word)
        VALUES ('delete', OLD.id, OLD.word);
    END""",
    "CREATE TABLE IF NOT EXISTS directory_findlater (id integer PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS directory_findsource (id integer PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS directory_inbulk (id integer PRIMARY KEY)",
]


def add_functions(connection: Any) -> None:
    """Let the triggers spell plainly: SQLite itself knows neither accents nor classes of signs."""
    connection.create_function("directory_plain", 1, plain, deterministic=True)
    connection.create_function("directory_words", 1, _words, deterministic=True)


def _words(text: str) -> str:
    return " ".join(word for word in plain(text).split() if word not in LEGAL_FORMS)


# The words of the row `f`, one to a row: they are plain, so a list of them is JSON.
_SPLIT = """json_each('["' || replace(f.words, ' ', '","') || '"]')"""


def _words_of(each: Findable) -> str:
    """The words and marks of a record, with one space between them."""
    words = each.words.format(join="group_concat(n.name, ' ')")
    marks = each.marks.format(hex="lower(hex(r.state))")
    return f"trim(directory_words({words}) || ' ' || {marks})"


def find(each: Findable, records: str) -> list[str]:
    """Write the rows of *records* anew; an SQL condition on the key of the row, `{key}`."""
    of_found = records.format(key="id")
    return [
        f"""INSERT INTO directory_foundtext (directory_foundtext, rowid, scope, words)
          SELECT 'delete', id, scope, words FROM directory_found WHERE {of_found}""",
        _count(records, "-count(*)"),
        f"DELETE FROM directory_found WHERE {of_found}",
        f"""INSERT INTO directory_found (id, scope, name, number, words)
          SELECT r.id * {NOUNS} + {each.noun}, r.program_id * {NOUNS} + {each.noun},
                 directory_plain(r.name), {each.number},
                 {_words_of(each)}
          FROM {each.table} r
          WHERE {records.format(key=f"r.id * {NOUNS} + {each.noun}")} AND {each.stands}""",
        f"""INSERT INTO directory_foundtext (rowid, scope, words)
          SELECT id, scope, words FROM directory_found WHERE {of_found}""",
        _count(records, "count(*)"),
        # A word that no record has any more is not kept: it may have been somebody's name.
        "DELETE FROM directory_foundword WHERE records <= 0",
    ]


def _count(records: str, many: str) -> str:
    return f"""INSERT INTO directory_foundword (scope, word, records)
      SELECT f.scope, w.value, {many} FROM directory_found f, {_SPLIT} w
      WHERE {records.format(key="f.id")} AND w.value <> ''
        AND w.value NOT LIKE '{SIGN}%' GROUP BY f.scope, w.value
      ON CONFLICT (scope, word) DO UPDATE SET records = records + excluded.records"""


def _trigger(table: str, act: str, record: str, watched: tuple[str, ...], each: Findable) -> str:
    """Write the row of one record anew, or put it down while somebody writes in bulk."""
    name = f"{table}_is_found_on_{act.lower()}"
    of = f" OF {', '.join(watched)}" if act == "UPDATE" else ""
    key = f"{record} * {NOUNS} + {each.noun}"
    at_once = find(each, f"{{key}} = {key}")
    return f"""CREATE TRIGGER {name} AFTER {act}{of} ON {table}
      WHEN NOT EXISTS (SELECT 1 FROM directory_inbulk)
      BEGIN {"; ".join(at_once)}; END"""


def _later(table: str, act: str, record: str, watched: tuple[str, ...], each: Findable) -> str:
    name = f"{table}_is_found_later_on_{act.lower()}"
    of = f" OF {', '.join(watched)}" if act == "UPDATE" else ""
    return f"""CREATE TRIGGER {name} AFTER {act}{of} ON {table}
      WHEN EXISTS (SELECT 1 FROM directory_inbulk)
      BEGIN INSERT OR IGNORE INTO directory_findlater
        VALUES ({record} * {NOUNS} + {each.noun}); END"""


def _triggers(table: str, column: str, watched: tuple[str, ...], each: Findable) -> list[str]:
    made = []
    for act, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        for make, name in ((_trigger, "is_found_on"), (_later, "is_found_later_on")):
            made += [
                f"DROP TRIGGER IF EXISTS {table}_{name}_{act.lower()}",
                make(table, act, f"{row}.{column}", watched, each),
            ]
    return made


TRIGGERS = [
    *(statement for each in ALL for statement in _triggers(each.table, "id", each.watched, each)),
    *_triggers("directory_othername", "organization_id", ("name", "organization_id"), ALL[0]),
]
