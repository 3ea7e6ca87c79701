"""Numbers in our sentences: filled from figures, and marked where a check stops."""

import pytest

from muster.evidence.figure import Figure, HeadCount
from muster.evidence.finding import Level, found
from muster.programs.models import Measure
from muster.reports.figures import Line
from muster.reports.words import Piece, fill, pieces

FIGURES = {
    "recommend": Line(Measure(key="recommend", kind="item"), Figure(49, 50, 67)),
    "response_rate": Line(Measure(key="response_rate", kind="response_rate"), HeadCount(50, 67)),
    "people": Line(Measure(key="people", kind="participants"), HeadCount(1067, 1067)),
    "hidden": Line(Measure(key="hidden", kind="item"), None, withheld="Fewer than 20 answered."),
    "over": Line(Measure(key="over", kind="item"), Figure(51, 51, 50), contradiction="51 answers"),
}


@pytest.mark.parametrize(
    ("written", "prints"),
    [
        ("{figure:recommend}", "98%"),
        ("{figure:recommend|k}", "49"),
        ("{figure:recommend|n}", "50"),
        ("{figure:recommend|N}", "67"),
        ("{figure:recommend|k of n}", "49 of 50"),
        ("{figure:recommend|k of n (percent)}", "49 of 50 (98%)"),
        ("{figure:response_rate|k of n}", "50 of 67"),
        ("{figure:people}", "1,067"),
        ("{figure:hidden}", "(not shown)"),
        ("{figure:hidden|k}", "(not shown)"),
        ("{figure:over}", "(not shown)"),
        ("{figure:over|k of n (percent)}", "(not shown)"),
        ("{figure:nowhere}", "{figure:nowhere}"),
        ("{figure:recommend|half}", "{figure:recommend|half}"),
    ],
)
def test_a_token_prints_what_the_rows_say(written, prints):
    assert fill(f"So {written} do.", FIGURES) == f"So {prints} do."


def test_pieces_are_the_sentence_cut_where_numbers_and_marks_begin_and_end():
    text = "We met {figure:recommend|k} of Jane Doe’s friends."
    name = found(
        text, (31, 39), check="person_name", level=Level.BLOCK, place="goal:S1:1", reason="No leave"
    )

    row = pieces(text, FIGURES, [name])

    assert row == [
        Piece("We met "),
        Piece("49", figure="recommend"),
        Piece(" of "),
        Piece("Jane Doe", level=Level.BLOCK),
        Piece("’s friends."),
    ]


def test_a_mark_that_cuts_a_token_takes_all_of_it():
    text = "So {figure:recommend|k} friends."
    half = found(text, (10, 31), check="x", level=Level.WARN, place="p", reason="")

    assert pieces(text, FIGURES, [half])[1] == Piece("49", figure="recommend", level=Level.WARN)


def test_where_two_marks_meet_the_stricter_one_is_drawn():
    text = "Jane Doe"
    marks = [
        found(text, (0, 8), check="a", level=Level.WARN, place="p", reason=""),
        found(text, (5, 8), check="b", level=Level.BLOCK, place="p", reason=""),
    ]

    assert [(piece.words, piece.level) for piece in pieces(text, {}, marks)] == [
        ("Jane ", Level.WARN),
        ("Doe", Level.BLOCK),
    ]


def test_the_pieces_together_are_the_filled_sentence():
    text = "{figure:recommend|k of n} of all, {figure:hidden}, and {figure:nowhere}."

    assert "".join(piece.words for piece in pieces(text, FIGURES, [])) == fill(text, FIGURES)
