"""One square per person: nobody is left out, and nobody is drawn twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.shell import squares

SEGMENT = re.compile(r"M([\d.]+) ([\d.]+)h([\d.]+)")


def people_in(path: str) -> list[tuple[float, float]]:
    """The left and middle of every square that *path* draws."""
    drawn = []
    for left, middle, length in SEGMENT.findall(path):
        count = (float(length) + 4) / 20
        assert count == int(count)
        drawn += [(float(left) + 20 * nth, float(middle)) for nth in range(int(count))]
    return drawn


@st.composite
def rooms(draw: st.DrawFn) -> tuple[int, int, int]:
    people = draw(st.integers(1, squares.MOST))
    answered = draw(st.integers(0, people))
    return draw(st.integers(0, answered)), answered, people


@given(rooms())
def test_every_person_is_one_square(room):
    k, n, N = room

    drawn = squares.draw(k, n, N)

    groups = [len(people_in(path)) for path in (drawn.yes, drawn.no, drawn.silent)]
    assert groups == [k, n - k, N - n]


@given(rooms())
def test_no_square_lies_on_another_or_outside(room):
    drawn = squares.draw(*room)

    places = people_in(drawn.yes + drawn.no + drawn.silent)

    assert len(set(places)) == room[2]
    assert max(left for left, _ in places) + 16 <= drawn.width
    assert max(middle for _, middle in places) + 8 == drawn.height


@given(rooms())
def test_what_marks_a_square_stands_inside_it(room):
    drawn = squares.draw(*room)

    for outer, inner, inset in [
        (drawn.no, drawn.no_bar, 4),
        (drawn.silent, drawn.silent_inside, 1.7),
    ]:
        expected = [
            (pytest.approx(float(x) + inset), y, pytest.approx(float(length) - 2 * inset))
            for x, y, length in SEGMENT.findall(outer)
        ]
        found = [(float(x), y, float(length)) for x, y, length in SEGMENT.findall(inner)]
        assert found == expected


def test_gulfport_is_drawn_as_the_language_says():
    drawn = squares.draw(46, 50, 67)

    assert (drawn.width, drawn.height) == (202, 142)
    assert drawn.yes == (
        "M0 8h96M106 8h96M0 28h96M106 28h96M0 48h96M106 48h96M0 68h96M106 68h96M0 88h96M106 88h16"
    )
    assert drawn.no == "M126 88h76"
    assert drawn.no_bar == "M130 88h68"
    assert drawn.silent == "M0 114h96M106 114h96M0 134h96M106 134h36"
    assert drawn.silent_inside == "M1.7 114h92.6M107.7 114h92.6M1.7 134h92.6M107.7 134h32.6"


@pytest.mark.parametrize(
    "counts",
    [(0, 0, 0), (401, 401, 401), (51, 51, 50), (5, 4, 10), (-1, 4, 10)],
    ids=[
        "nobody",
        "too many to count by eye",
        "more answers than people",
        "k over n",
        "below none",
    ],
)
def test_what_cannot_be_drawn_honestly_is_not_drawn(counts):
    assert squares.draw(400, 400, 400) is not None

    assert squares.draw(*counts) is None
