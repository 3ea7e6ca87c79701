"""How long a bar is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.shell import bars


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_bar_never_leaves_its_track(value, most):
    assert 0 <= bars.share(value, most) <= 100


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 500))
def test_who_has_more_has_the_longer_bar(one, other, most):
    shorter, longer = sorted([one, other])

    assert bars.share(shorter, most) <= bars.share(longer, most)


@pytest.mark.parametrize(
    ("floor", "low", "high", "expected"),
    [(50, 75, 90, (50, 80)), (0, 75, 90, (75, 90)), (50, 92, 92, (84, 84))],
)
def test_a_range_lies_where_its_scale_says(floor, low, high, expected):
    reach = bars.stretch(low, high, floor)

    assert (reach.start, reach.stop) == expected


def test_a_scale_begins_at_fifty_only_when_nothing_lies_below():
    assert [bars.scale_floor(lowest) for lowest in (50, 49.9)] == [50, 0]
