"""Looks through a program's directory for records that may be one, and keeps them for the desk.

What a member decided stays decided: *different* is never asked again, *later* keeps its place at
the end of the line. A pair that nothing speaks for any more goes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from muster.core.jobs import job
from muster.core.models import Program
from muster.directory.matching.gather import Numbers, rows_of, shared_mailboxes
from muster.directory.matching.model import MISSING
from muster.directory.matching.pairs import find_pairs
from muster.directory.matching.rows import Noun, ScoredPair
from muster.directory.models import Organization, Pair, PairWeight

_AT_ONCE = 2000
# More organizations than this are compared within their states, one state after the other: what
# runs is a worker beside the pages, and a nation's register would fill its memory.
AT_MOST = 150_000
_COLUMN = {Noun.ORGANIZATIONS: "organization", Noun.PEOPLE: "person"}


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking through the directory brought.

    Attributes:
        new: pairs that nobody was asked about before, and `again` those that still wait.
        gone: pairs that waited, and that nothing speaks for any more.
    """

    new: int
    again: int
    gone: int


def find_duplicates(program: Program, *, noun: Noun, now: datetime) -> Looked:
    """Keep the pairs of *noun* in *program* that a member should look at."""
    shared = frozenset(shared_mailboxes(program, noun))
    found: list[ScoredPair] = []
    for numbers in _shares(program, noun):
        found += find_pairs(rows_of(program, noun, numbers), noun=noun, shared=shared)
    return keep_pairs(program, found, noun=noun, now=now)


def _shares(program: Program, noun: Noun) -> Iterator[Numbers]:
    """All records at once, or those of each state, where they are too many."""
    listed = Organization.objects.listed().filter(program=program)
    if noun is Noun.PEOPLE or listed.count() <= AT_MOST:
        yield None
        return
    for state in listed.order_by().values_list("state", flat=True).distinct():
        yield listed.filter(state=state).order_by().values("pk")


@transaction.atomic
def keep_pairs(
    program: Program, found: Sequence[ScoredPair], *, noun: Noun, now: datetime
) -> Looked:
    """Keep *found* for the desk, in place of what waited there; decisions stay."""
    left, right = (f"{side}_{_COLUMN[noun]}_id" for side in ("left", "right"))
    before = Pair.objects.select_for_update().filter(program=program, **{f"{left}__isnull": False})
    known = {(getattr(pair, left), getattr(pair, right)): pair for pair in before}
    new, again, weights = [], [], []
    for scored in found:
        numbers = sorted((int(scored.left), int(scored.right)))
        pair = known.pop((numbers[0], numbers[1]), None)
        if pair is not None and pair.decided:
            continue
        if pair is None:
            pair = Pair(program=program, found_at=now, **{left: numbers[0], right: numbers[1]})
            new.append(pair)
        else:
            again.append(pair)
        pair.score, pair.band = scored.score, str(scored.band)
        weights.append((pair, scored))
    gone = [pair.pk for pair in known.values() if not pair.decided]
    for numbers in _by(gone):
        Pair.objects.filter(pk__in=numbers).delete()
    for numbers in _by([pair.pk for pair in again]):
        PairWeight.objects.filter(pair__in=numbers).delete()
    Pair.objects.bulk_create(new, batch_size=_AT_ONCE)
    Pair.objects.bulk_update(again, ["score", "band"], batch_size=_AT_ONCE)
    PairWeight.objects.bulk_create(_weights(weights), batch_size=_AT_ONCE)
    return Looked(len(new), len(again), len(gone))


@job(retries=2)
def look_for_duplicates(key: str) -> None:
    """Look through the directory of the program *key*: organizations, then people."""
    program = Program.objects.filter(key=key).first()
    if program is None:
        return
    for noun in Noun:
        find_duplicates(program, noun=noun, now=timezone.now())


def _weights(told: Iterable[tuple[Pair, ScoredPair]]) -> list[PairWeight]:
    """Each weight that says something; what is missing is seen in the records themselves."""
    return [
        PairWeight(
            pair=pair,
            position=position,
            field=weight.field,
            level=weight.level,
            bits=weight.bits,
            others=weight.others,
        )
        for pair, scored in told
        for position, weight in enumerate(scored.weights)
        if weight.level != MISSING
    ]


def _by(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))
