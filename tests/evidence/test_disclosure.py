"""What may be printed of a group, and what a table withholds so that nothing can be worked out."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.evidence.disclosure import (
    HeadRow,
    PublishedRow,
    Release,
    Row,
    Thresholds,
    Withheld,
    may_publish_row,
    may_publish_whole_room,
    merge_head_counts,
    publish_breakdown,
    withheld_words,
)
from muster.evidence.figure import Figure, HeadCount
from muster.evidence.release import next_of_small

T = Thresholds()


def rows_of(**cells):
    """Rows by key, each (k, n) or (k, n, N)."""
    return [Row(key, key.title(), Figure(*pair[:2], pair[-1])) for key, pair in cells.items()]


def total_of(rows):
    """The total that the rows add up to."""
    return Figure(
        sum(row.figure.k for row in rows),
        sum(row.figure.n for row in rows),
        sum(row.figure.N for row in rows),
    )


def publish(rows, previous=()):
    """The release of *rows* beside their own total."""
    return publish_breakdown(rows, total_of(rows), T, previous)


def seen(release):
    """What a reader sees: (k, n) by key, nothing where it is withheld."""
    return {row.key: (row.figure.k, row.figure.n) if row.figure else None for row in release.rows}


@pytest.mark.parametrize("name", ["whole_room", "row_n", "cell", "head", "changed", "tips"])
def test_no_threshold_for_people_is_under_three(name):
    assert getattr(Thresholds(**{name: 3}), name) == 3
    with pytest.raises(ValueError, match=f"{name}=2"):
        Thresholds(**{name: 2})


@pytest.mark.parametrize(
    ("k", "n", "reason"),
    [
        (5, 10, None),
        (0, 10, None),
        (10, 10, None),
        (4, 10, Withheld.SMALL_CELL),
        (6, 10, Withheld.SMALL_CELL),
        (5, 9, Withheld.FEW_ANSWERS),
        (0, 0, Withheld.FEW_ANSWERS),
    ],
)
def test_a_row_needs_answers_and_enough_on_either_side_or_none(k, n, reason):
    assert may_publish_row(Figure(k, n, 67), T) == reason


@pytest.mark.parametrize(
    ("figure", "sensitive", "reason"),
    [
        (Figure(46, 50, 67), False, None),
        (Figure(46, 50, 67), True, Withheld.SMALL_CELL),
        (Figure(19, 20, 67), False, None),
        (Figure(18, 19, 67), False, Withheld.SMALL_CELL),
        (Figure(12, 19, 67), False, None),
        (Figure(12, 19, 67), True, None),
        (Figure(5, 9, 9), False, Withheld.FEW_ANSWERS),
        (Figure(0, 0, 67), False, None),
        (HeadCount(2, 3), True, None),
    ],
    ids=str,
)
def test_the_whole_room_is_printed_from_twenty_answers_on(figure, sensitive, reason):
    assert may_publish_whole_room(figure, sensitive, T) == reason


def test_the_reader_is_told_why_and_not_which_row_of_a_table_it_was():
    assert [withheld_words(reason, T) for reason in Withheld] == [
        "Not shown: fewer than 10 people answered.",
        "Not shown: fewer than 5 people are on one side.",
        "Not shown: this row, or one that could be worked out from it, is too small.",
    ]


def test_rows_that_are_large_enough_are_printed_as_they_are():
    release = publish(rows_of(law=(20, 30, 40), bus=(10, 20, 27)))

    assert seen(release) == {"law": (20, 30), "bus": (10, 20)}
    assert release.total == Figure(30, 50, 67)


def test_small_rows_become_one_other_row_that_says_of_what_it_is_made():
    release = publish(rows_of(law=(20, 30, 40), bus=(3, 6, 9), ngo=(4, 8, 8), press=(0, 0, 0)))

    assert seen(release) == {"law": (20, 30), "other": (7, 14)}
    assert release.rows[-1] == PublishedRow("other", "Other", Figure(7, 14, 17), ("bus", "ngo"))


def test_a_row_that_is_called_other_takes_the_small_ones_in():
    release = publish(rows_of(law=(20, 30, 40), other=(10, 20, 22), bus=(2, 3, 5)))

    assert seen(release) == {"law": (20, 30), "other": (12, 23)}
    assert release.rows[-1].keys == ("other", "bus")


def test_one_small_row_takes_the_smallest_other_row_with_it():
    release = publish(rows_of(law=(20, 30, 40), trucking=(7, 14, 15), bus=(1, 3, 5)))

    assert seen(release) == {"law": (20, 30), "trucking": None, "bus": None}
    assert {row.withheld for row in release.rows if row.figure is None} == {Withheld.IN_TABLE}


def test_complements_are_added_until_what_is_left_of_the_total_is_large_enough():
    release = publish(rows_of(a=(5, 20, 20), b=(5, 15, 15), c=(0, 12, 12), d=(1, 5, 9)))

    # d with c leaves 1 of 17; only with b are 6 of 32 left.
    assert seen(release) == {"a": (5, 20), "b": None, "c": None, "d": None}


def test_what_everyone_in_a_full_group_said_is_no_secret_shared_by_merging():
    """Both small rows answered to the last person and all said no: their sum tells of each."""
    told = publish(rows_of(law=(20, 30, 40), bus=(0, 4, 4), ngo=(0, 8, 8)))
    silent = publish(rows_of(law=(20, 30, 40), bus=(0, 4, 5), ngo=(0, 8, 8)))

    assert seen(told) == {"law": None, "bus": None, "ngo": None}
    assert seen(silent) == {"law": (20, 30), "other": (0, 12)}


def test_when_nothing_is_safe_no_row_is_printed():
    assert seen(publish(rows_of(law=(20, 20, 20), bus=(26, 30, 30)))) == {"law": None, "bus": None}
    assert seen(publish(rows_of(law=(6, 9), bus=(6, 9)))) == {"law": None, "bus": None}
    assert seen(publish(rows_of(bus=(2, 3, 3)))) == {"bus": None}
    assert publish([]).rows == ()


def test_rows_that_do_not_part_the_total_are_refused():
    rows = rows_of(law=(20, 30), bus=(10, 20))

    with pytest.raises(ValueError, match="30 of 50 and the total is 30 of 51"):
        publish_breakdown(rows, Figure(30, 51, 67), T)
    with pytest.raises(ValueError, match="keyed law"):
        publish([*rows, rows[0]])


def test_a_breakdown_keeps_its_numbers_until_five_answers_have_changed():
    first = publish(rows_of(law=(20, 30, 40), bus=(10, 20, 27)))
    four_more = publish(rows_of(law=(24, 34, 40), bus=(10, 20, 27)), [first])
    five_more = publish(rows_of(law=(25, 35, 40), bus=(10, 20, 27)), [first])

    assert four_more is first
    assert seen(five_more) == {"law": (25, 35), "bus": (10, 20)}


def test_an_answer_that_moved_counts_once():
    first = publish(rows_of(law=(20, 30, 40), bus=(10, 20, 27)))

    assert publish(rows_of(law=(16, 26, 40), bus=(14, 24, 27)), [first]) is first
    assert seen(publish(rows_of(law=(15, 25, 40), bus=(15, 25, 27)), [first])) == {
        "law": (15, 25),
        "bus": (15, 25),
    }


def test_new_numbers_wait_while_the_difference_would_tell_of_a_few():
    first = publish(rows_of(law=(20, 30, 40), bus=(10, 20, 27)))

    # Ten more answers, but of the bus people a single one: its yes could be read off.
    assert publish(rows_of(law=(25, 39, 40), bus=(11, 21, 27)), [first]) is first


def test_new_numbers_are_held_against_every_earlier_version():
    first = publish(rows_of(law=(20, 30, 60), bus=(10, 20, 27)))
    second = publish(rows_of(law=(30, 40, 60), bus=(10, 20, 27)), [first])
    third = rows_of(law=(22, 40, 60), bus=(10, 20, 27))

    # From thirty to twenty-two is a full cell; beside the first version it is two people.
    assert seen(publish(third, [second])) == {"law": (22, 40), "bus": (10, 20)}
    assert publish(third, [first, second]) is second


def test_a_table_cut_differently_waits_because_the_cuts_could_be_subtracted():
    first = publish(rows_of(a=(10, 20, 30), b=(10, 20, 30), c=(5, 10, 20), d=(2, 4, 9)))
    recut = rows_of(a=(10, 20, 30), b=(4, 12, 30), c=(15, 25, 20), d=(2, 4, 9))

    assert seen(first) == {"a": (10, 20), "b": (10, 20), "c": None, "d": None}
    assert seen(publish(recut)) == {"a": (10, 20), "c": (15, 25), "other": (6, 16)}
    assert publish(recut, [first]) is first


def test_a_group_that_is_new_was_nobody_before():
    first = publish(rows_of(law=(20, 30, 40), bus=(10, 20, 27)))

    assert seen(publish(rows_of(law=(20, 30), bus=(10, 20), ngo=(5, 10)), [first])) == {
        "law": (20, 30), "bus": (10, 20), "ngo": (5, 10),
    }  # fmt: skip


def test_after_a_table_without_rows_the_first_rows_need_not_wait():
    nothing = publish(rows_of(law=(6, 9, 40), bus=(6, 9, 27)))

    assert seen(nothing) == {"law": None, "bus": None}
    assert seen(publish(rows_of(law=(6, 11, 40), bus=(6, 11, 27)), [nothing])) == {
        "law": (6, 11),
        "bus": (6, 11),
    }


def counts_of(**counts):
    return [HeadRow(key, key.title(), count) for key, count in counts.items()]


@pytest.mark.parametrize(
    ("counts", "merged"),
    [
        ({"law": 30, "bus": 5}, {"law": 30, "bus": 5}),
        ({"law": 30, "bus": 4, "ngo": 2}, {"law": 30, "other": 6}),
        ({"law": 30, "bus": 7, "ngo": 2}, {"law": 30, "other": 9}),
        ({"law": 30, "other": 9, "ngo": 2}, {"law": 30, "other": 11}),
        ({"law": 30, "bus": 5, "press": 0}, {"law": 30, "bus": 5}),
        ({"law": 30, "ngo": 2}, {}),
        ({"ngo": 2, "bus": 2}, {}),
        ({"ngo": 4}, {}),
        ({"law": 30}, {"law": 30}),
        ({}, {}),
    ],
    ids=str,
)
def test_head_counts_under_five_are_merged(counts, merged):
    rows = merge_head_counts(counts_of(**counts), T)

    assert {row.key: row.count for row in rows} == merged


@given(st.lists(st.integers(0, 12), max_size=8))
def test_merged_head_counts_keep_their_sum_and_show_no_small_group(counts):
    rows = merge_head_counts(counts_of(**{f"g{i}": c for i, c in enumerate(counts)}), T)

    assert all(row.count >= T.head for row in rows)
    assert sum(row.count for row in rows) == (sum(counts) if rows else 0)


def test_a_negative_head_count_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        merge_head_counts(counts_of(law=-1), T)


def test_a_release_knows_what_is_left_when_its_rows_are_taken_from_its_total():
    release = publish(rows_of(law=(20, 30, 40), trucking=(7, 14, 15), bus=(1, 3, 5)))

    assert release.groups() == {
        frozenset({"law"}): (20, 10),
        frozenset({"trucking", "bus"}): (8, 9),
    }
    assert isinstance(release, Release)


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda c: Figure(c[0], sum(c), 40)),
        min_size=1,
        max_size=6,
    )
)
def test_no_two_printed_versions_of_a_small_room_differ_by_less_than_a_cell(drafts):
    printed = []
    for draft in drafts:
        printed.append(next_of_small(draft, printed, T))

    for older, newer in combinations(printed, 2):
        for was, now in [(older.k, newer.k), (older.n - older.k, newer.n - newer.k)]:
            assert now == was or abs(now - was) >= T.cell
