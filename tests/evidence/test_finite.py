"""How many of the room think so: the exact interval against two independent ways to it."""

from fractions import Fraction
from math import comb
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.evidence.finite import CountInterval, plausible_people


def every_k_tested(k, n, N):
    """The interval by asking of each K, in whole fractions."""
    a, all_ways = Fraction(1, 40), comb(N, n)
    kept = []
    for K in range(k, N - (n - k) + 1):
        ways = [comb(K, x) * comb(N - K, n - x) for x in range(n + 1)]
        if Fraction(sum(ways[k:]), all_ways) > a and Fraction(sum(ways[: k + 1]), all_ways) > a:
            kept.append(K)
    return kept


@pytest.mark.parametrize(("k", "low", "high"), [(46, 58, 63), (50, 65, 67), (49, 63, 66)])
def test_the_room_of_2020(k, low, high):
    assert plausible_people(k, 50, 67) == CountInterval(low, high, 67)


@pytest.mark.parametrize("N", range(1, 17))
def test_every_small_room_agrees_with_asking_of_each_number(N):
    for n in range(1, N + 1):
        for k in range(n + 1):
            kept = every_k_tested(k, n, N)
            interval = plausible_people(k, n, N)

            assert kept == list(range(interval.low, interval.high + 1)), (k, n, N)


@settings(max_examples=60)
@given(st.data())
def test_larger_rooms_agree_with_scipy(data):
    # slow import: a second, which the runs that leave this test out need not wait for
    from scipy.stats import hypergeom  # noqa: PLC0415

    N = data.draw(st.integers(17, 2500))
    n = data.draw(st.integers(1, N))
    k = data.draw(st.integers(0, n))

    low, high = (lambda found: (found.low, found.high))(plausible_people(k, n, N))

    # Both ends are kept, and their neighbors are refused; a hair's breadth of float is allowed for.
    for K in (low, high):
        assert hypergeom.sf(k - 1, N, K, n) > 0.025 - 1e-9
        assert hypergeom.cdf(k, N, K, n) > 0.025 - 1e-9
    if low > k:
        assert hypergeom.sf(k - 1, N, low - 1, n) <= 0.025 + 1e-9
    if high < N - (n - k):
        assert hypergeom.cdf(k, N, high + 1, n) <= 0.025 + 1e-9


@pytest.mark.parametrize(("N", "low"), [(40, 2), (39, 1), (80, 3), (100_000, 2501)])
def test_a_probability_of_exactly_one_in_forty_is_refused(N, low):
    """One answer, a yes: K of N gives it with probability K/N, which ties where 40 K = N."""
    assert plausible_people(1, 1, N).low == low


@given(st.integers(1, 300), st.data())
def test_when_everybody_answered_the_count_is_the_point(N, data):
    k = data.draw(st.integers(0, N))

    assert plausible_people(k, N, N) == CountInterval(k, k, N)


def test_a_stadium_is_quick():
    plausible_people.cache_clear()
    start = perf_counter()

    found = plausible_people(24_321, 50_000, 100_000)

    assert found == CountInterval(48_332, 48_952, 100_000)  # as SciPy has it
    assert perf_counter() - start < 1


@pytest.mark.parametrize("numbers", [(0, 0, 5), (3, 2, 5), (1, 6, 5), (-1, 2, 5)])
def test_what_is_no_sample_of_a_room_is_refused(numbers):
    k, n, N = numbers

    with pytest.raises(ValueError, match=f"k={k}, n={n}, N={N}"):
        plausible_people(k, n, N)
