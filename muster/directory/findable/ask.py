"""Questions to the tables of the search. Each gives keys of records, and none reads much.

A frequent word is never the way in: the question goes by the rarest of its words, and the others
are looked for among the few rows that it leads to. How rare a word is, `directory_foundword` tells.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from muster.directory.findable.keys import Keys, written
from muster.directory.findable.marks import Marks
from muster.directory.findable.nouns import NOUNS

# A word that more records have is frequent. An index of words in PostgreSQL puts all of them
# together before it gives the first one; FTS5 gives four times as many in the same time.
_FREQUENT = 5_000
_FREQUENT_IN_TEXT = 20_000
# So short, a beginning is taken for frequent, and nobody counts its words.
_SHORT = 2
# FTS5 keeps the beginnings of this length as if they were words.
_KEPT = 3
# How many names are walked along for words that are all frequent.
_WALK = 2_000
_LAST = chr(0x10FFFF)
_ANY = Marks()


def by_name(
    connection: BaseDatabaseWrapper, scope: int, begins: str, most: int, column: str = "name"
) -> list[int]:
    """Records whose name, or *column* "number", begins so, in its order."""
    told = " AND number <> ''" if column == "number" else ""
    return _keys(
        connection,
        f"SELECT id FROM directory_found WHERE scope = %s AND {column} >= %s AND {column} < %s"
        f"{told} ORDER BY {column} LIMIT %s",
        [scope, begins, begins + _LAST, most],
    )


def weights(connection: BaseDatabaseWrapper, scope: int, terms: Sequence[str]) -> dict[str, int]:
    """About how many records have a word that begins so; of a short beginning it is not asked."""
    asked = [term for term in terms if len(term) > _SHORT]
    found = {term: _FREQUENT_IN_TEXT + 1 for term in terms}
    if asked:
        one = (
            "SELECT %s AS term, coalesce(sum(records), 0) FROM directory_foundword"
            " WHERE scope = %s AND word >= %s AND word < %s"
        )
        given = [value for term in asked for value in (term, scope, term, term + _LAST)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(asked)), given)
            found |= {term: int(many) for term, many in cursor.fetchall()}
    return found


def by_words(
    connection: BaseDatabaseWrapper,
    scope: int,
    terms: Sequence[str],
    most: int,
    weighed: dict[str, int],
) -> list[int]:
    """Records that have all of these words, each as a beginning; *most* of them."""
    if not terms or any(weighed[term] == 0 for term in terms):
        return []
    on_postgresql = connection.vendor == "postgresql"
    if on_postgresql and most <= _WALK and not _rare(terms, weighed):
        found = _walk(connection, scope, terms, most)
        if found:
            return found
    asked, given = (_by_vector if on_postgresql else _by_text)(scope, terms, most, weighed)
    return _keys(connection, f"SELECT id FROM ({asked}) k", given)


def many_by_words(
    connection: BaseDatabaseWrapper,
    scope: int,
    terms: Sequence[str],
    most: int,
    weighed: dict[str, int],
    marks: Marks = _ANY,
) -> Keys:
    """The same, of thousands, and of those that have these marks alone."""
    if not terms or any(weighed[term] == 0 for term in terms):
        return Keys()
    ask = _by_vector if connection.vendor == "postgresql" else _by_text
    asked, given = ask(scope, terms, most, weighed, marks)
    return written(connection, f"SELECT id / {NOUNS} FROM ({asked}) f", given)


def has_words(connection: BaseDatabaseWrapper, scope: int, terms: Sequence[str]) -> tuple[str, Any]:
    """A condition on one row `f` of `directory_found`, in SQL, and what it is given."""
    if connection.vendor == "postgresql":
        has, given = "f.words @@ %s::tsquery", [_query(scope, terms)]
    else:
        has = " AND ".join(["' ' || f.words LIKE %s"] * len(terms)) or "1"
        given = [f"% {term}%" for term in terms]
    if is_number(terms):
        has = f"({has} OR f.number >= %s AND f.number < %s)"
        given += [terms[0], terms[0] + _LAST]
    return has, given


def is_number(terms: Sequence[str]) -> bool:
    """Whether what was typed is one number: the beginning of a USDOT number, too."""
    return len(terms) == 1 and terms[0].isdigit()


def begins_alike(connection: BaseDatabaseWrapper, scope: int, word: str, letters: int) -> list[str]:
    """Words of the scope whose first *letters* are those of *word*."""
    begins = word[:letters]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM directory_foundword WHERE scope = %s AND word >= %s AND word < %s",
            [scope, begins, begins + _LAST],
        )
        return [str(found) for (found,) in cursor.fetchall()]


def alike(connection: BaseDatabaseWrapper, scope: int, word: str, most: int) -> list[str]:
    """Words of the scope that have letters in common with *word*, the nearest first."""
    if connection.vendor == "postgresql":
        asked = (
            "SELECT word FROM directory_foundword WHERE word %% %s AND scope = %s"
            " ORDER BY similarity(word, %s) DESC, records DESC LIMIT %s"
        )
        given: list[Any] = [word, scope, word, most]
    else:
        threes = {word[at : at + 3] for at in range(len(word) - 2)}
        asked = (
            "SELECT w.word FROM directory_foundwordtext t JOIN directory_foundword w"
            " ON w.id = t.rowid WHERE directory_foundwordtext MATCH %s AND w.scope = %s"
            " ORDER BY t.rank LIMIT %s"
        )
        given = [" OR ".join(f'"{three}"' for three in sorted(threes)), scope, most]
        if not threes:
            return []
    with connection.cursor() as cursor:
        cursor.execute(asked, given)
        return [str(found) for (found,) in cursor.fetchall()]


def _rare(terms: Sequence[str], weighed: dict[str, int]) -> list[str]:
    """The two rarest of *terms*, without those that are frequent."""
    return sorted((t for t in terms if weighed[t] <= _FREQUENT), key=lambda t: weighed[t])[:2]


def _by_vector(
    scope: int, terms: Sequence[str], most: int, weighed: dict[str, int], marks: Marks = _ANY
) -> tuple[str, list[Any]]:
    rare = _rare(terms, weighed)
    way_in = _query(scope, rare) if rare else _query(scope, terms, marks)
    others = _query(scope, [t for t in terms if t not in rare], marks) if rare else ""
    # Materialized, so that a LIMIT does not lead the planner to read the table from its start.
    return (
        f"WITH w AS MATERIALIZED (SELECT id{', words' if others else ''} FROM directory_found"
        " WHERE words @@ %s::tsquery)"
        f" SELECT id FROM w {'WHERE words @@ %s::tsquery' if others else ''} LIMIT %s",
        [way_in, *([others] if others else []), most],
    )


def _walk(
    connection: BaseDatabaseWrapper, scope: int, terms: Sequence[str], most: int
) -> list[int]:
    """Some of very many: a few steps along the names that begin with each word, then along all.

    Where all words are frequent, whoever typed them types on; a few of what they mean are enough.
    """
    found: dict[int, None] = {}
    for begins in (*terms, ""):
        if len(found) >= most:
            break
        keys = _keys(
            connection,
            "SELECT id FROM (SELECT id, words FROM directory_found WHERE scope = %s"
            " AND name >= %s AND name < %s ORDER BY name LIMIT %s) w"
            " WHERE words @@ %s::tsquery LIMIT %s",
            [scope, begins, begins + _LAST, _WALK, _query(scope, terms), most],
        )
        found |= dict.fromkeys(keys)
    return list(found)[:most]


def _query(scope: int, terms: Sequence[str], marks: Marks = _ANY) -> str:
    told = [f"'{scope}:{term}':*" for term in terms]
    told += ["(" + " | ".join(f"'{scope}:{mark}'" for mark in any_) + ")" for any_ in marks.any_of]
    told += [f"!'{scope}:{mark}'" for mark in marks.none_of]
    return " & ".join(told)


def _by_text(
    scope: int, terms: Sequence[str], most: int, weighed: dict[str, int], marks: Marks = _ANY
) -> tuple[str, list[Any]]:
    # The rows of many words that begin alike are put together before the first one is given; those
    # of a kept beginning stand ready, and the rest of the word is looked for in the row.
    cut = [t for t in terms if weighed[t] > _FREQUENT_IN_TEXT and len(t) > _KEPT]
    matched = [t[:_KEPT] if t in cut else t for t in terms]
    told = [f"scope:{scope}", *(f'words:"{term}"*' for term in matched)]
    told += ["(" + " OR ".join(f'words:"{mark}"' for mark in any_) + ")" for any_ in marks.any_of]
    query = " NOT ".join([f"({' AND '.join(told)})", *(f'words:"{m}"' for m in marks.none_of)])
    join = "JOIN directory_found f ON f.id = t.rowid" if cut else ""
    rest = "".join(" AND ' ' || f.words LIKE %s" for _term in cut)
    return (
        f"SELECT t.rowid AS id FROM directory_foundtext t {join}"
        f" WHERE directory_foundtext MATCH %s{rest} LIMIT %s",
        [query, *(f"% {term}%" for term in cut), most],
    )


def _keys(connection: BaseDatabaseWrapper, asked: str, given: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(asked, given)
        return [key // NOUNS for (key,) in cursor.fetchall()]
