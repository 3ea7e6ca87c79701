"""Looking for somebody by what one remembers: the beginning of a word, a number, a town.

All words are required, each as a beginning, in any order; legal forms (LLC, Inc) are set aside.
Names that begin as typed come first. What looks alike is asked only when nothing begins so, and is
told as a question: `did_you_mean`.

The tables behind it (`findable`) are kept right by the database: whoever writes one record, or a
thousand, has nothing to do. Who writes in bulk does it inside

    with search.in_bulk():
        ...

in one transaction: the rows are put down only, and a job makes them findable afterwards, in one to
two minutes for a million (up to 20,000 rows at once, before the block ends).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower
from rapidfuzz.distance import OSA

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, may, reach_of
from muster.core.jobs import job
from muster.core.models import Program
from muster.directory.findable import ask, keep
from muster.directory.findable.keys import Keys
from muster.directory.findable.marks import Marks
from muster.directory.findable.nouns import NOUNS, Noun, scope
from muster.directory.findable.texts import plain, terms_of
from muster.directory.models import Organization, OtherName, Person, Site, Source

__all__ = [
    "BOUND", "Hit", "Matches", "Noun", "bring_up_to_date", "did_you_mean", "in_bulk", "matches",
    "narrowed", "put_down", "reason", "search", "visible",
]  # fmt: skip

Record = Organization | Site | Person

# Counted exactly up to here; beyond, a list says "more than 10,000".
BOUND = 10_000
# Who sees a part of the program only is shown what is theirs among so many.
_LOOKED_THROUGH = 1_000
_ALIKE = 30
# After so many new rows, the database looks anew how many there are of what.
_MANY = 1_000
_SHORTEST = 4
_ANY = Marks()
_MODELS: dict[Noun, type[Record]] = {
    Noun.ORGANIZATION: Organization,
    Noun.SITE: Site,
    Noun.PERSON: Person,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found.

    Attributes:
        why: the other name that matched, where the name itself does not show it.
    """

    noun: Noun
    record: Record
    why: OtherName | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """The keys of the records that match, up to a bound, and whether there are more."""

    keys: Keys
    more: bool


@contextmanager
def in_bulk() -> Iterator[None]:
    """Write many records inside the block, and let them be made findable afterwards."""
    with keep.later(connection):
        yield
    if keep.waiting(connection, keep.BATCH + 1) > keep.BATCH:
        bring_up_to_date.enqueue()
    elif keep.catch_up(connection) >= _MANY:
        keep.tell_planner(connection)


def put_down(source: Source) -> None:
    """Let all that came from *source*, or was changed by it, be made findable afterwards.

    For who writes so much that it is not even put down record by record.
    """
    keep.put_source_down(connection, source.pk)
    bring_up_to_date.enqueue()


@job(retries=3)
def bring_up_to_date() -> None:
    """Make findable what was written in bulk, and count the words anew."""
    keep.put_down_what_came(connection)
    keep.catch_up(connection)
    keep.count_words(connection)
    keep.tell_planner(connection)


def search(member: Member, text: str, *, noun: Noun, limit: int = 12) -> list[Hit]:
    """The records of *noun* that *member* sees and that match *text*; the nearest names first."""
    if not may(member, Right.SEE_DIRECTORY):
        return []
    rows = visible(member, noun)
    all_of_it = reach_of(member, Right.SEE_DIRECTORY) is Reach.ALL
    most = limit if all_of_it else _LOOKED_THROUGH
    within, terms = scope(member.program_id, noun), terms_of(text)
    keys = _first(within, text, terms, most)
    found = _fetched(rows, noun, keys, limit)
    if len(found) < limit and not all_of_it and len(keys) >= most:
        # Theirs is a small part of very many: it is looked through itself.
        left = narrowed(rows, member.program, noun, terms).exclude(pk__in=[r.pk for r in found])
        found += list(left.order_by(Lower("name"), "pk")[: limit - len(found)])
    return [Hit(noun, record, reason(record, terms)) for record in found]


def matches(
    program: Program, text: str, *, noun: Noun, bound: int = BOUND, marks: Marks = _ANY
) -> Matches:
    """All records of *noun* in *program* that match *text*, whoever may see them; up to *bound*.

    Args:
        marks: those that it must have and must not have. A number leads to some without them.
    """
    within, terms = scope(program.pk, noun), terms_of(text)
    weighed = ask.weights(connection, within, terms)
    keys = ask.many_by_words(connection, within, terms, bound + 1, weighed, marks)
    if keys.many <= bound and ask.is_number(terms):
        numbered = ask.by_name(connection, within, terms[0], bound + 1, "number")
        keys = keys.with_more(numbered)
    return Matches(keys.first(bound), more=keys.many > bound)


def narrowed(
    rows: "QuerySet[Any]",
    program: Program,
    noun: Noun,
    terms: Sequence[str],
    *,
    one_by_one: bool = False,
) -> "QuerySet[Any]":
    """*rows* that have all of these words, without their keys: where most of many would match.

    Args:
        one_by_one: whether a few are read, from the first on. The words of each row are looked at
            then when its turn comes, and the planner is given no join to do for all of them.
    """
    has, given = ask.has_words(connection, scope(program.pk, noun), terms)
    key = f"{rows.model._meta.db_table}.id * {NOUNS} + {noun.value}"
    asked = f"EXISTS (SELECT 1 FROM directory_found f WHERE f.id = {key} AND {has})"  # noqa: S608 (our own words; what was typed is given beside it)
    if one_by_one:
        asked = f"(SELECT {has} FROM directory_found f WHERE f.id = {key})"  # noqa: S608 (as above)
    return rows.filter(RawSQL(asked, given, output_field=BooleanField()))  # noqa: S611 (as above)


def did_you_mean(member: Member, text: str, *, noun: Noun) -> str:
    """What was perhaps meant by *text*, with which *member* finds something; else nothing."""
    within, terms = scope(member.program_id, noun), terms_of(text)
    weighed = ask.weights(connection, within, terms)
    meant = [term if weighed[term] else _nearest(within, term) for term in terms]
    if meant == terms or not all(meant):
        return ""
    said = " ".join(meant)
    return said if search(member, said, noun=noun, limit=1) else ""


def reason(record: Record, terms: Sequence[str]) -> OtherName | None:
    """The other name of *record* by which it was found, if its own name does not show it."""
    if not isinstance(record, Organization):
        return None
    own = _words_of(f"{record.name} {record.city} {record.usdot} {record.ori}")
    hidden = [term for term in terms if not _begins(own, term)]
    if not hidden:
        return None
    return next(
        (
            other
            for other in record.other_names.all()
            if any(_begins(_words_of(other.name), term) for term in hidden)
        ),
        None,
    )


def visible(member: Member, noun: Noun) -> "QuerySet[Any]":
    """Records of *noun* that *member* sees and that stand for themselves."""
    model = cast(Any, _MODELS[noun])
    return cast("QuerySet[Any]", model.objects.visible_to(member).listed())


def _first(within: int, text: str, terms: Sequence[str], most: int) -> list[int]:
    """Keys of names that begin as typed; where they are few, of all that match."""
    typed = plain(text)
    if not typed:
        return []
    keys = ask.by_name(connection, within, typed, most)
    if len(keys) < most and ask.is_number(terms):
        keys += ask.by_name(connection, within, typed, most - len(keys), "number")
    if len(keys) < most:
        weighed = ask.weights(connection, within, terms)
        keys += ask.by_words(connection, within, terms, most, weighed)
    return list(dict.fromkeys(keys))[:most]


def _fetched(rows: "QuerySet[Any]", noun: Noun, keys: Sequence[int], limit: int) -> list[Any]:
    if not keys:
        return []
    # In no order: SQLite would rather walk along the names than look twelve keys up.
    found = rows.filter(pk__in=keys).order_by()
    if noun is Noun.ORGANIZATION:
        found = found.select_related("sector").prefetch_related("other_names")
    elif noun is Noun.SITE:
        found = found.select_related("organization")
    at = {key: position for position, key in enumerate(keys)}
    return sorted(found, key=lambda record: at[record.pk])[:limit]


def _nearest(within: int, word: str) -> str:
    """The word nearest to *word*, at most two mistakes away.

    Few mistakes are in the first letters: words that begin alike are read first, and only if none
    is near, those with letters in common wherever they stand.
    """
    if len(word) < _SHORTEST:
        return ""
    mistakes = 1 if len(word) == _SHORTEST else 2

    def nearest(words: Sequence[str]) -> str:
        far = [
            (min(OSA.distance(word, other, score_cutoff=mistakes),
                 OSA.distance(word, other[: len(word)], score_cutoff=mistakes)), other)
            for other in words
        ]  # fmt: skip
        best = min(far, default=(mistakes + 1, ""))
        return best[1] if best[0] <= mistakes else ""

    for letters in (3, 2):
        if near := nearest(ask.begins_alike(connection, within, word, letters)):
            return near
    return nearest(ask.alike(connection, within, word, _ALIKE))


def _words_of(text: str) -> list[str]:
    return plain(text).split()


def _begins(words: Sequence[str], term: str) -> bool:
    return any(word.startswith(term) for word in words)
