"""Which rows are compared at all, and how rare what they say is: set by set, in DuckDB.

Two rows are compared only if they meet under a key: a name, a phone, a street, a rare word of the
name with the state. A key under which too many rows meet tells nothing apart: it is refined by the
place, and left out if that does not help; the others lead there.

A phone, mailbox or domain that several use who are not one is nobody's own. Several are told by
their names, and organizations by their streets where they are known: several names at one street
are one more often than not.
"""

from typing import TYPE_CHECKING

from muster.directory.matching.parameters import COMMON
from muster.directory.matching.rows import Noun

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import Table

# Under a key of something that is one's own so many rows may meet, and under one of a part of it.
MEET, MEET_BY_PART = 60, 20
# More holders than this, and it is nobody's own.
OWN = 2

_WIDER = "coalesce(zip_near, town, county, state, '')"
_NARROW = "coalesce(zip, town, county, '')"

_HELD = f"""
CREATE TABLE held AS
WITH said AS (
    SELECT 'phones' AS kind, unnest(phones) AS value, who FROM spelled
    UNION ALL SELECT 'mailboxes', unnest(mailboxes), who FROM spelled
    UNION ALL SELECT 'domains', unnest(domains), who FROM spelled
)
SELECT kind, value, count(*) AS many, count(DISTINCT who) > {OWN} AS is_shared
FROM said GROUP BY kind, value
"""
_OWN = """
CREATE TABLE own AS
WITH said AS (
    SELECT unique_id, 'phones' AS kind, unnest(phones) AS value FROM spelled
    UNION ALL SELECT unique_id, 'mailboxes', unnest(personal) FROM spelled
    UNION ALL SELECT unique_id, 'domains', unnest(domains) FROM spelled
)
SELECT unique_id, kind, value FROM said JOIN held USING (kind, value) WHERE NOT is_shared
"""

# Each key as (a condition that must hold, the key); the first group is of what is one's own.
_SHARED_KEYS = (
    ("street IS NOT NULL", f"'s:' || street || '|' || {_WIDER}", MEET),
    ("number IS NOT NULL", "'r:' || number || ' ' || road[:4] || '|' || coalesce(state, '')", MEET),
)
_KEYS = {
    Noun.ORGANIZATIONS: (
        *_SHARED_KEYS,
        ("true", "'n:' || unnest(names)", MEET),
        ("usdot IS NOT NULL", "'u:' || usdot", MEET),
        ("ori IS NOT NULL", "'o:' || ori", MEET),
        ("squashed <> ''", "'q:' || squashed[:9] || '|' || coalesce(state, '')", MEET_BY_PART),
        ("squashed <> ''", f"'q:' || squashed[:5] || '|' || {_NARROW}", MEET_BY_PART),
    ),
    Noun.PEOPLE: (
        *_SHARED_KEYS,
        (
            "family IS NOT NULL",
            "'n:' || least(given, family) || ' ' || greatest(given, family)",
            MEET,
        ),
        ("family IS NOT NULL", "'f:' || family || '|' || given[:1]", MEET),
        ("family IS NOT NULL", "'f:' || family || '|' || short[:1]", MEET),
        ("family IS NOT NULL", "'f:' || family[:3] || '|' || given[:2]", MEET_BY_PART),
        ("family IS NOT NULL", "'g:' || given || '|' || family[:2]", MEET),
        ("family IS NOT NULL", f"'f:' || family[:3] || '|' || {_NARROW}", MEET),
        ("family IS NOT NULL", "'w:' || unnest(works_at) || '|' || family[:3]", MEET),
        ("family IS NOT NULL", "'w:' || unnest(works_at) || '|' || given[:3]", MEET),
    ),
}  # fmt: skip
_RARE_WORDS = f"""
SELECT unique_id, 'w:' || word || '|' || coalesce(state, '') AS key, {MEET_BY_PART} AS most
FROM (
    SELECT unique_id, state, word,
        row_number() OVER (PARTITION BY unique_id ORDER BY many, word) AS place
    FROM (SELECT unique_id, state, unnest(words) AS word FROM spelled)
    JOIN (
        SELECT word, count(*) AS many FROM (SELECT unnest(words) AS word FROM spelled) GROUP BY word
    ) USING (word)
)
WHERE place <= 2
"""


def prepare(connection: "DuckDBPyConnection", noun: Noun, spelled: "Table", first: int) -> None:
    """Make the tables `one_list` and `other_list` that Splink compares; the second may be empty.

    Args:
        spelled: the rows of both, in order.
        first: how many of them are of the first list.
    """
    connection.register("spelled", spelled)
    connection.execute(_HELD)
    connection.execute(_OWN)
    connection.execute(f"CREATE TABLE keys AS {_keys(noun)}")
    connection.execute(f"CREATE TABLE prepared AS {_prepared(noun, len(spelled))}")
    for name, side in (("one_list", "<"), ("other_list", ">=")):
        connection.execute(
            f"CREATE TABLE {name} AS SELECT * FROM prepared WHERE unique_id {side} {first:d}"
        )
    for name in ("keys", "own", "prepared"):
        connection.execute(f"DROP TABLE {name}")
    connection.unregister("spelled")


def _keys(noun: Noun) -> str:
    """The keys of each row, under which it meets another one and not too many."""
    sources = [
        f"SELECT unique_id, {key} AS key, {most} AS most FROM spelled WHERE {condition}"
        for condition, key, most in _KEYS[noun]
    ]
    sources.append(f"SELECT unique_id, kind[:1] || ':' || value, {MEET} FROM own")
    if noun is Noun.ORGANIZATIONS:
        sources.append(_RARE_WORDS)
    return f"""
WITH raw AS (SELECT DISTINCT * FROM ({" UNION ALL ".join(sources)})),
counted AS (SELECT *, count(*) OVER (PARTITION BY key) AS many FROM raw),
refined AS (
    SELECT unique_id, most, CASE WHEN many > most THEN key || '|' || {_NARROW} ELSE key END AS key
    FROM counted JOIN spelled USING (unique_id) WHERE many > 1
)
SELECT unique_id, key FROM refined
QUALIFY count(*) OVER (PARTITION BY key) BETWEEN 2 AND most
"""


def _prepared(noun: Noun, many: int) -> str:
    """The rows with what is their own, the keys, and how likely another row says the same.

    As likely as two unlike rows share a value at all, and as these rows show it beyond the two that
    are compared.
    """
    rarity = [
        f"{base} + greatest(count(*) OVER (PARTITION BY {column}) - 2, 0) / {many} AS tf_{column}"
        for column, base in COMMON[noun].items()
    ]
    return f"""
SELECT spelled.*, {", ".join(rarity)},
    coalesce(own_phones, []) AS own_phones,
    coalesce(own_mailboxes, []) AS own_mailboxes,
    coalesce(own_domains, []) AS own_domains,
    coalesce(keys, []) AS keys
FROM spelled
LEFT JOIN (
    SELECT unique_id,
        list(value) FILTER (kind = 'phones') AS own_phones,
        list(value) FILTER (kind = 'mailboxes') AS own_mailboxes,
        list(value) FILTER (kind = 'domains') AS own_domains
    FROM own GROUP BY unique_id
) AS owned USING (unique_id)
LEFT JOIN (SELECT unique_id, list(key) AS keys FROM keys GROUP BY unique_id) AS kept
    USING (unique_id)
"""
