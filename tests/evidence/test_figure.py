"""A figure says k of n of N, and never more than that."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from muster.evidence.figure import Figure, HeadCount, Interval


@st.composite
def figures(draw, most=400):
    """Figures of rooms with up to *most* people, somebody in each of which answered."""
    N = draw(st.integers(1, most))
    n = draw(st.integers(1, N))
    return Figure(draw(st.integers(0, n)), n, N)


@pytest.mark.parametrize(("k", "percent"), [(46, 92), (50, 100), (49, 98)])
def test_the_build_of_2020_has_its_published_percentages(k, percent):
    assert Figure(k, 50, 67).percent == percent


def test_the_response_rate_of_2020_is_a_count_without_an_interval():
    rate = HeadCount(50, 67)

    assert (rate.k, rate.n, rate.N, rate.percent) == (50, 67, 67, 75)
    assert (rate.wilson, rate.finite, rate.bounds, rate.bounds_percent) == (None, None, None, None)


@pytest.mark.parametrize(
    ("k", "bounds"), [(46, (69, 94)), (50, (75, 100)), (49, (73, 99))], ids=str
)
def test_bounds_say_what_the_silent_could_change(k, bounds):
    assert Figure(k, 50, 67).bounds_percent == bounds


@pytest.mark.parametrize(
    ("k", "n", "percent"),
    [
        (1, 8, 13),  # 12.5 goes up
        (5, 200, 3),  # 2.5 goes up, where bankers' rounding takes the even 2
        (249, 250, 99),
        (1, 250, 1),
        (0, 250, 0),
        (250, 250, 100),
        (998, 999, 99),
        (1234, 2000, Decimal("61.7")),
        (1999, 2000, Decimal("99.9")),
        (1, 3000, Decimal("0.1")),
        (0, 1000, Decimal("0.0")),
        (1000, 1000, Decimal("100.0")),
    ],
)
def test_percent_is_rounded_half_up_and_reaches_its_ends_only_exactly(k, n, percent):
    assert Figure(k, n, n).percent == percent
    assert HeadCount(k, n).percent == percent


@given(figures(most=3000))
def test_only_everyone_is_100_percent_and_only_nobody_0(figure):
    assert (figure.percent == 100) == (figure.k == figure.n)
    assert (figure.percent == 0) == (figure.k == 0)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_agrees_with_a_published_table(k, n, low, high):
    """Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    interval = Figure(k, n, n).wilson

    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(figures(most=5000))
def test_wilson_agrees_with_statsmodels(figure):
    # slow import: a second, which the runs that leave this test out need not wait for
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415

    low, high = proportion_confint(figure.k, figure.n, method="wilson")

    assert figure.wilson.low == pytest.approx(low, abs=1e-12)
    assert figure.wilson.high == pytest.approx(high, abs=1e-12)


@pytest.mark.parametrize(
    ("k", "percent"), [(46, (81.2, 96.8)), (49, (89.5, 99.6)), (50, (92.9, 100.0))], ids=str
)
def test_wilson_of_the_build_of_2020_in_percent(k, percent):
    assert Figure(k, 50, 67).wilson.percent == percent


def test_an_interval_reaches_its_ends_in_print_only_exactly():
    assert Interval(0.00001, 0.99999).percent == (0.1, 99.9)
    assert Interval(0.0, 1.0).percent == (0.0, 100.0)


@given(figures())
def test_every_interval_lies_between_nobody_and_everyone_and_holds_the_estimate(figure):
    wilson, finite, (least, most) = figure.wilson, figure.finite, figure.bounds

    assert 0 <= wilson.low <= figure.share <= wilson.high <= 1
    assert 0 <= least <= figure.share <= most <= 1
    assert figure.k <= finite.low <= finite.high <= figure.N - (figure.n - figure.k)
    assert finite.low - 1 < figure.share * figure.N < finite.high + 1


@given(figures())
def test_one_more_yes_never_lowers_anything(figure):
    assume(figure.k < figure.n)
    more = Figure(figure.k + 1, figure.n, figure.N)

    assert more.percent >= figure.percent
    assert more.wilson.low > figure.wilson.low and more.wilson.high > figure.wilson.high
    assert more.finite.low >= figure.finite.low and more.finite.high >= figure.finite.high
    assert more.bounds > figure.bounds


@given(figures())
def test_the_intervals_of_no_mirror_those_of_yes(figure):
    no = Figure(figure.n - figure.k, figure.n, figure.N)

    assert no.finite.low == figure.N - figure.finite.high
    assert no.finite.high == figure.N - figure.finite.low
    assert no.wilson.low == pytest.approx(1 - figure.wilson.high)
    assert no.bounds == (1 - figure.bounds[1], 1 - figure.bounds[0])


def test_when_nobody_answered_there_is_nothing_to_say():
    silent = Figure(0, 0, 67)

    assert (silent.share, silent.percent, silent.wilson, silent.finite) == (None,) * 4
    assert silent.bounds == (Fraction(0), Fraction(1))


def test_more_answers_than_people_contradict_the_room_and_conclude_nothing_about_it():
    figure = Figure(40, 51, 50)

    assert figure.contradicts_room
    assert (figure.percent, figure.finite, figure.bounds, figure.bounds_percent) == (
        78, None, None, None,
    )  # fmt: skip


def test_no_percentage_over_100_is_ever_made():
    rate = HeadCount(51, 50)

    assert (rate.contradicts_room, rate.percent, rate.share) == (True, None, None)


def test_an_empty_room_has_no_share():
    assert (HeadCount(0, 0).percent, HeadCount(0, 0).contradicts_room) == (None, False)
    assert (Figure(0, 0, 0).percent, Figure(0, 0, 0).bounds) == (None, None)


@pytest.mark.parametrize("numbers", [(-1, 5, 9), (6, 5, 9), (0, 0, -1)])
def test_impossible_numbers_are_refused_by_name(numbers):
    k, n, N = numbers

    with pytest.raises(ValueError, match=f"k={k}, n={n}, N={N}"):
        Figure(k, n, N)


def test_a_negative_count_is_refused_by_name():
    with pytest.raises(ValueError, match="k=-1, N=3"):
        HeadCount(-1, 3)
