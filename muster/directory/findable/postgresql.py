"""The tables of the search on PostgreSQL, and the triggers that fill them.

A trigger is called once for each statement, with all rows of it: a few are written at once, many
(and all while `muster.search` is `later`) are put down in `directory_findlater`.
"""

from muster.directory.findable.marks import SIGN
from muster.directory.findable.nouns import ALL, NOUNS, Findable
from muster.directory.findable.texts import ACCENTED, BARE, DROPPED, LEGAL_FORMS

# A statement that writes more than these is written in bulk.
_MANY = 2_000
# Of these, each word that may have gone is looked up at once; of more, when words are counted anew.
_FEW = 100
_CHARACTERS = "".join(sign.replace("'", "''") for sign in ACCENTED + DROPPED)

TABLES = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"""CREATE OR REPLACE FUNCTION directory_plain(said text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT btrim(regexp_replace(translate(lower(said), '{_CHARACTERS}', '{BARE}'),
                                  '[^[:alnum:]]+', ' ', 'g'))
    $$""",
    """CREATE TABLE IF NOT EXISTS directory_found (
      id bigint PRIMARY KEY,
      scope bigint NOT NULL,
      name text COLLATE "C" NOT NULL,
      number text COLLATE "C" NOT NULL,
      words tsvector NOT NULL
    )""",
    """CREATE INDEX IF NOT EXISTS directory_found_by_name ON directory_found (scope, name)""",
    """CREATE INDEX IF NOT EXISTS directory_found_by_number ON directory_found (scope, number)
    WHERE number <> ''""",
    """CREATE INDEX IF NOT EXISTS directory_found_by_word ON directory_found USING gin (words)""",
    """CREATE TABLE IF NOT EXISTS directory_foundword (
      scope bigint NOT NULL,
      word text COLLATE "C" NOT NULL,
      records integer NOT NULL,
      PRIMARY KEY (scope, word)
    )""",
    """CREATE INDEX IF NOT EXISTS directory_foundword_alike
    ON directory_foundword USING gin (word gin_trgm_ops)""",
    "CREATE TABLE IF NOT EXISTS directory_findlater (id bigint PRIMARY KEY)",
    "CREATE TABLE IF NOT EXISTS directory_findsource (id bigint PRIMARY KEY)",
]


def _words(each: Findable) -> str:
    """The words and marks as a vector, each under its scope: `5:quilton`, `5:=4d53`."""
    said = each.words.format(join="string_agg(n.name, ' ')")
    marks = each.marks.format(hex="encode(convert_to(r.state, 'UTF8'), 'hex')")
    told = f"directory_plain({said}) || ' ' || {marks}"
    scoped = f"s.scope || ':' || replace({told}, ' ', ' ' || s.scope || ':')"
    listed = f"string_to_array({scoped}, ' ')"
    for form in (*LEGAL_FORMS, ""):
        listed = f"array_remove({listed}, s.scope || ':{form}')"
    return f"array_to_tsvector({listed})"


def is_word(told: str) -> str:
    """The condition that *told*, of a vector, is a word and no mark."""
    return f"strpos({told}, ':{SIGN}') = 0"


def _insert(each: Findable) -> str:
    return f"""INSERT INTO directory_found (id, scope, name, number, words)
      SELECT r.id * {NOUNS} + {each.noun}, s.scope, directory_plain(r.name), {each.number},
             {_words(each)}
      FROM {each.table} r CROSS JOIN LATERAL
           (SELECT r.program_id * {NOUNS} + {each.noun} AS scope) s
      WHERE r.id = ANY (records) AND {each.stands}
      ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, name = excluded.name,
        number = excluded.number, words = excluded.words;"""


FIND = f"""CREATE OR REPLACE FUNCTION directory_find(noun int, records bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  keys bigint[] := ARRAY(SELECT record * {NOUNS} + noun FROM unnest(records) record);
  gone text[];
BEGIN
  IF cardinality(keys) <= {_FEW} THEN
    gone := ARRAY(SELECT DISTINCT word FROM directory_found f,
                  unnest(tsvector_to_array(f.words)) word
                  WHERE f.id = ANY (keys) AND {is_word("word")});
  END IF;
  DELETE FROM directory_found WHERE id = ANY (keys);
  CASE noun
  {" ".join(f"WHEN {each.noun} THEN {_insert(each)}" for each in ALL)}
  END CASE;
  INSERT INTO directory_foundword (scope, word, records)
    SELECT f.scope, split_part(word, ':', 2) AS plain, count(*) FROM directory_found f,
      unnest(tsvector_to_array(f.words)) word
    WHERE f.id = ANY (keys) AND {is_word("word")} GROUP BY f.scope, plain ORDER BY f.scope, plain
    ON CONFLICT DO NOTHING;
  DELETE FROM directory_foundword w USING unnest(gone) old
    WHERE w.scope = split_part(old, ':', 1)::bigint AND w.word = split_part(old, ':', 2)
      AND w.records < {_MANY}
      AND NOT EXISTS (SELECT 1 FROM directory_found f
                      WHERE f.words @@ quote_literal(old)::tsquery);
END $$"""

PUT_DOWN = f"""CREATE OR REPLACE FUNCTION directory_put_down(noun int, records bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(records) > {_MANY} OR current_setting('muster.search', true) = 'later' THEN
    INSERT INTO directory_findlater
      SELECT record * {NOUNS} + noun FROM unnest(records) record ON CONFLICT DO NOTHING;
  ELSIF cardinality(records) > 0 THEN
    PERFORM directory_find(noun, records);
  END IF;
END $$"""


def _trigger(table: str, act: str, tables: str, noun: int, rows: str) -> list[str]:
    name = f"{table}_is_found_on_{act.lower()}"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" PERFORM directory_put_down({noun}, ARRAY({rows})); RETURN NULL; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} AFTER {act} ON {table} {tables}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _triggers(table: str, noun: int, record: str, watched: tuple[str, ...]) -> list[str]:
    now = ", ".join(f"n.{column}" for column in watched)
    was = ", ".join(f"o.{column}" for column in watched)
    return [
        *_trigger(
            table, "INSERT", "REFERENCING NEW TABLE AS new_rows", noun,
            f"SELECT DISTINCT {record} FROM new_rows",
        ),
        *_trigger(
            table, "UPDATE", "REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows", noun,
            f"SELECT DISTINCT n.{record} FROM new_rows n JOIN old_rows o USING (id)"
            f" WHERE ({now}) IS DISTINCT FROM ({was})",
        ),
        *_trigger(
            table, "DELETE", "REFERENCING OLD TABLE AS old_rows", noun,
            f"SELECT DISTINCT {record} FROM old_rows",
        ),
    ]  # fmt: skip


def _emptied(each: Findable) -> list[str]:
    """TRUNCATE has no rows to tell of: all of the noun go."""
    name = f"{each.table}_is_found_on_truncate"
    of_noun = f"% {NOUNS} = {each.noun}"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" DELETE FROM directory_found WHERE id {of_noun};"
        f" DELETE FROM directory_foundword WHERE scope {of_noun};"
        f" DELETE FROM directory_findlater WHERE id {of_noun}; RETURN NULL; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {each.table}",
        f"CREATE TRIGGER {name} AFTER TRUNCATE ON {each.table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


TRIGGERS = [
    FIND,
    PUT_DOWN,
    *(
        statement
        for each in ALL
        for statement in [
            *_triggers(each.table, each.noun, "id", each.watched),
            *_emptied(each),
        ]
    ),
    *_triggers("directory_othername", 1, "organization_id", ("name", "organization_id")),
]
