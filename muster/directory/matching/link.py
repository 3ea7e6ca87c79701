"""Links two registers: each row of the one goes to one row of the other.

A list of police stations and a register of agencies hold no duplicates of each other. Each station
goes to one agency, an agency may have many stations, and nothing is merged.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from muster.directory.matching.pairs import band_of, pairs_between
from muster.directory.matching.rows import Band, Noun, Row, ScoredPair, Weight

RIVALS = "rivals"
# A rival is counted in words from here on: a fourth as likely as the best one, or likelier.
_CLOSE = -2.0


def link(
    left: Sequence[Row],
    right: Sequence[Row],
    *,
    one_to_one: bool = True,
    noun: Noun = Noun.ORGANIZATIONS,
    shared: frozenset[str] = frozenset(),
) -> list[ScoredPair]:
    """The rows of *right* that the rows of *left* are, or belong to; the likeliest first.

    Args:
        one_to_one: give each row of *left* its best one only. What speaks for another one speaks
            against it: two agencies of one name leave both in doubt.
        shared: mailboxes known to be used by several; they count nothing.
    """
    if not one_to_one:
        return pairs_between(left, right, noun=noun, shared=shared, down_to=Band.REVIEW)
    found = pairs_between(left, right, noun=noun, shared=shared, down_to=Band.DIFFERENT)
    rivals = defaultdict(list)
    for pair in found:
        rivals[pair.left].append(pair)
    best = [_against_rivals(pairs[0], pairs[1:]) for pairs in rivals.values()]
    kept = [pair for pair in best if pair.band is not Band.DIFFERENT]
    return sorted(kept, key=lambda pair: (-pair.score, pair.left, pair.right))


def _against_rivals(best: ScoredPair, others: Sequence[ScoredPair]) -> ScoredPair:
    """The best pair of a row, after what speaks for others of the same row.

    With only one of them true, its odds are divided by one plus the odds of the others.
    """
    if not others:
        return best
    bits = -math.log2(1 + sum(2.0 ** min(other.score, 60.0) for other in others))
    close = sum(other.score - best.score >= _CLOSE for other in others)
    score = best.score + bits
    weights = (*best.weights, Weight(RIVALS, "", bits, close))
    return replace(best, score=score, band=band_of(score), weights=weights)
