"""Rounding is half up, in one place."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.evidence.rounding import half_up, percent_of


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(1, 20), 1, "0.1"),
        (Fraction(2), 1, "2.0"),
    ],
)
def test_a_half_goes_up(value, places, rounded):
    assert str(half_up(value, places)) == rounded


@given(st.fractions(0, 1000), st.integers(0, 4))
def test_what_is_rounded_lies_within_half_a_step(value, places):
    error = Fraction(half_up(value, places)) - value

    assert -Fraction(1, 2 * 10**places) < error <= Fraction(1, 2 * 10**places)


@given(st.fractions(0, 1), st.integers(0, 2))
def test_percentages_reach_their_ends_only_exactly(share, places):
    percent = percent_of(share, places)

    assert Decimal(0) <= percent <= Decimal(100)
    assert (percent == 0, percent == 100) == (share == 0, share == 1)


@pytest.mark.parametrize("share", [Fraction(-1, 9), Fraction(10, 9)])
def test_what_is_no_share_has_no_percentage(share):
    with pytest.raises(ValueError, match=str(share)):
        percent_of(share)


def test_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="-1"):
        half_up(Fraction(-1))
