"""Finds the pairs in a list, or between two, and weighs them: Splink on DuckDB, in memory.

The weights are those of Fellegi and Sunter (1969, JASA 64, 1183–1210): each field adds the
logarithm of how much likelier its level is among records that are one than among those that are
not. They start from what is known before looking: how rare a true pair is among all pairs.
"""

import logging
import math
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from muster.directory.matching.columns import table_of
from muster.directory.matching.doubt import doubt_of, is_spoken_for
from muster.directory.matching.meet import prepare
from muster.directory.matching.model import DIFFERS, MISSING, MODELS, SHARED, Field, Level
from muster.directory.matching.parameters import (
    COMMON,
    EXPECTED,
    EXPECTED_BETWEEN,
    LINKED,
    LINKED_BETWEEN,
    MOST_EXPECTED,
    PARAMETERS,
    REVIEW_OVER,
    SAME_OVER,
)
from muster.directory.matching.rows import Band, Noun, Row, ScoredPair, Weight

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation
    from splink import Linker
    from splink.comparison_library import CustomComparison
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

PRIOR = "prior"
_MEMORY = "700MB"
_THREADS = 2
# Pairs that are so unlikely are not looked at again, in bits.
_HOPELESS = -12.0
_ROUNDS = 8
# The same chance for one and for two: a level that says nothing.
_EVEN = 0.5


def find_pairs(
    rows: Sequence[Row],
    *,
    noun: Noun = Noun.ORGANIZATIONS,
    shared: frozenset[str] = frozenset(),
    down_to: Band = Band.REVIEW,
) -> list[ScoredPair]:
    """The pairs of *rows* that may be one, the likeliest first.

    Args:
        shared: mailboxes known to be used by several; they count nothing.
        down_to: the lowest band to give; pairs that met and are *different* only if asked for.
    """
    return _scored([rows], noun, shared, down_to)


def pairs_between(
    left: Sequence[Row],
    right: Sequence[Row],
    *,
    noun: Noun = Noun.ORGANIZATIONS,
    shared: frozenset[str] = frozenset(),
    down_to: Band = Band.REVIEW,
) -> list[ScoredPair]:
    """The pairs of one row of each list that may be one, the likeliest first."""
    return _scored([left, right], noun, shared, down_to)


def weigh(
    rows: Sequence[Row],
    chosen: Sequence[tuple[int, int]],
    *,
    noun: Noun = Noun.ORGANIZATIONS,
    shared: frozenset[str] = frozenset(),
) -> list[ScoredPair]:
    """Weigh just these pairs, given by their positions in *rows*, whatever their score.

    The rarity of a value, and how many share it, are those among all *rows*.
    """
    return _scored([rows], noun, shared, None, chosen=chosen)


def _scored(
    lists: Sequence[Sequence[Row]],
    noun: Noun,
    shared: frozenset[str],
    down_to: Band | None,
    *,
    chosen: Sequence[tuple[int, int]] | None = None,
) -> list[ScoredPair]:
    together = [row for rows in lists for row in rows]
    if not all(lists) or len(together) < 2:
        return []
    sizes = [len(rows) for rows in lists]
    prior = prior_of(sizes)
    # What does not fit into the memory is names and numbers of people: it is gone when we are done.
    with TemporaryDirectory(prefix="muster-matching-") as folder:
        linker = _linker(noun, together, sizes, prior, shared, folder)
        if chosen is not None:
            _let_meet(linker, chosen)
        found = linker.inference.predict(
            threshold_match_weight=_HOPELESS if chosen is None else None, warning_mode="never"
        ).as_duckdbpyrelation()
        shift = _shift(found, sizes, prior) if chosen is None else 0.0
        return _read(
            found, noun, together, prior=bits_of(prior) + shift, shift=shift, down_to=down_to
        )


def prior_of(sizes: Sequence[int], expected: float | None = None) -> float:
    """How likely any two records are one, before looking, in one list or between two of such sizes.

    In one list each record is expected to have *expected* others of its own; of two lists that
    share of the shorter one is expected in the longer.

    >>> prior_of([101], 0.5), prior_of([10, 100], 0.5)
    (0.005, 0.005)
    """
    if len(sizes) == 1:
        others = EXPECTED if expected is None else expected
        return min(MOST_EXPECTED, others / max(sizes[0] - 1, 1))
    return min(MOST_EXPECTED, (LINKED if expected is None else expected) / max(sizes))


def _linker(
    noun: Noun,
    rows: Sequence[Row],
    sizes: Sequence[int],
    prior: float,
    shared: frozenset[str],
    folder: str,
) -> "Linker":
    # slow imports: three quarters of a second, and 60 MiB
    import duckdb  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": str(_THREADS),
            "memory_limit": _MEMORY,
            "temp_directory": folder,
        },
    )
    prepare(connection, noun, table_of(noun, rows, shared), sizes[0])
    api = DuckDBAPI(connection)
    settings = SettingsCreator(
        link_type="dedupe_only" if len(sizes) == 1 else "link_only",
        comparisons=[_comparison(noun, field) for field in MODELS[noun]],
        blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
        probability_two_random_records_match=prior,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )
    tables = [api.register(name) for name in ("one_list", "other_list")[: len(sizes)]]
    return Linker(
        tables if len(tables) > 1 else tables[0],
        settings,
        log_level=logging.ERROR,
        # They are ours, and always the same: reading them through took a fifth of the time.
        validate_settings=False,
    )


def _let_meet(linker: "Linker", chosen: Sequence[tuple[int, int]]) -> None:
    """Let just these rows meet, instead of those that have a key in common."""
    meetings = [
        {"match_key": "0", "join_key_l": min(pair), "join_key_r": max(pair)} for pair in chosen
    ]
    api = linker._db_api  # Splink has no other way to its own connection
    linker.table_management.register_blocked_pairs_for_predict(api.register(meetings))


def _comparison(noun: Noun, field: Field) -> "CustomComparison":
    # slow imports
    from splink.comparison_level_library import CustomLevel, ElseLevel  # noqa: PLC0415
    from splink.comparison_library import CustomComparison  # noqa: PLC0415

    weighed = PARAMETERS[noun][field.key]
    levels: list[ComparisonLevelCreator | dict[str, Any]] = []
    for level in field.levels:
        made: ComparisonLevelCreator = (
            ElseLevel() if level.key == DIFFERS else CustomLevel(level.condition, level.key)
        )
        if level.key == MISSING:
            made = made.configure(is_null_level=True)
        elif level.key == SHARED:
            made = made.configure(m_probability=_EVEN, u_probability=_EVEN)
        else:
            m, u = weighed[level.key]
            made = made.configure(m_probability=m, u_probability=u)
        if level.frequency:
            made = made.configure(
                tf_adjustment_column=level.frequency, disable_tf_exact_match_detection=True
            )
        levels.append(made)
    return CustomComparison(output_column_name=field.key, comparison_levels=levels)


def _shift(found: "DuckDBPyRelation", sizes: Sequence[int], prior: float) -> float:
    """By how many bits the list itself says that true pairs are rarer, or not as rare, as expected.

    The chances of all pairs that met add up to the number of true pairs among them. Where that is
    another number than expected, the prior is set to it and the chances change, until both agree:
    the EM algorithm on this one parameter. The weights of the fields stay.
    """
    shift = 0.0
    between = EXPECTED_BETWEEN if len(sizes) == 1 else LINKED_BETWEEN
    low, high = (bits_of(prior_of(sizes, expected)) for expected in between)
    start = bits_of(prior)
    pairs = possible(sizes)
    for _round in range(_ROUNDS):
        chances = f"sum(1 / (1 + pow(2, -(match_weight + {shift:.6f}))))"
        true = found.aggregate(chances).fetchall()[0][0] or 0.0
        before, shift = shift, min(max(bits_of(true / pairs), low), high) - start
        if abs(shift - before) < 0.01:
            break
    return shift


def bits_of(chance: float) -> float:
    """A chance in bits: the binary logarithm of its odds.

    >>> bits_of(0.5), bits_of(0.0)
    (0.0, -60.0)
    """
    if chance <= 0:
        return -60.0
    return 60.0 if chance >= 1 else math.log2(chance / (1 - chance))


def possible(sizes: Sequence[int]) -> int:
    """How many pairs there could be: within one list, or between two.

    >>> possible([5]), possible([5, 3])
    (10, 15)
    """
    return sizes[0] * (sizes[0] - 1) // 2 if len(sizes) == 1 else sizes[0] * sizes[1]


def _read(
    found: "DuckDBPyRelation",
    noun: Noun,
    rows: Sequence[Row],
    *,
    prior: float,
    shift: float,
    down_to: Band | None,
) -> list[ScoredPair]:
    """The pairs that Splink found, with every weight, the likeliest first.

    Args:
        down_to: the lowest band; none for every pair, also one that a mailbox alone makes likely.
    """
    least = -999.0 if down_to is None else SCORE_OF[down_to]
    columns = ["unique_id_l", "unique_id_r", "match_weight"]
    for field in MODELS[noun]:
        columns += [f"gamma_{field.key}", f"mw_{field.key}"]
        framed = [level.frequency for level in field.levels if level.frequency]
        columns += [f"mw_tf_adj_{field.key}"] if framed else []
        columns += [f"tf_{column}_l" for column in dict.fromkeys(framed)]
    chosen = found.filter(f"match_weight + {shift:.6f} >= {least:.6f}").project(", ".join(columns))
    pairs = []
    for line in chosen.fetchall():
        told = dict(zip(columns, line, strict=True))
        left, right = sorted((told["unique_id_l"], told["unique_id_r"]))
        weights = [Weight(PRIOR, "", prior)]
        for field in MODELS[noun]:
            level = _level(field, told[f"gamma_{field.key}"])
            bits = told[f"mw_{field.key}"] + told.get(f"mw_tf_adj_{field.key}", 0.0)
            many = 0
            if level.frequency:
                beyond = told[f"tf_{level.frequency}_l"] - COMMON[noun][level.frequency]
                many = round(beyond * len(rows))
            weights.append(Weight(field.key, level.key, bits, many))
        if down_to is None or is_spoken_for(noun, weights):
            score = told["match_weight"] + shift
            if doubt := doubt_of(noun, weights, score, pair=(rows[left], rows[right])):
                weights.append(doubt)
                score += doubt.bits
            if score < least:
                continue
            pairs.append(
                ScoredPair(rows[left].key, rows[right].key, score, band_of(score), tuple(weights))
            )
    return sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right))


def _level(field: Field, gamma: int) -> Level:
    """The level that Splink counted: -1 is missing, 0 the last one, and so on up to the nearest."""
    told = [level for level in field.levels if level.key != MISSING]
    return field.levels[0] if gamma < 0 else told[len(told) - 1 - gamma]


def band_of(score: float) -> Band:
    """The band that *score* bits fall into."""
    if score >= SCORE_OF[Band.SAME]:
        return Band.SAME
    return Band.REVIEW if score >= SCORE_OF[Band.REVIEW] else Band.DIFFERENT


SCORE_OF = {
    Band.SAME: bits_of(SAME_OVER),
    Band.REVIEW: bits_of(REVIEW_OVER),
    Band.DIFFERENT: -60.0,
}
