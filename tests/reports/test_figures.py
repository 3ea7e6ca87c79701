"""The figures of a build: what was asked is counted, what is too small is not told."""

from fractions import Fraction

import pytest

from muster.evidence.figure import Figure, HeadCount
from muster.programs.models import Item, Measure
from muster.reports import sign
from muster.reports.figures import figures_of
from muster.reports.snapshot_figures import numbers_of
from tests import rows
from tests.people import join


def test_what_was_asked_stands_in_the_order_of_the_pack(larkhaven):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=28, no=2)

    figures = figures_of(larkhaven)

    assert [(key, line.figure) for key, line in figures.items()] == [
        ("response_rate", HeadCount(30, 40)),
        ("next_steps", Figure(28, 30, 40)),
        ("participants", HeadCount(40, 40)),
    ]


def test_what_nobody_was_asked_is_no_figure(larkhaven):
    rows.people(larkhaven, 40)

    assert list(figures_of(larkhaven)) == ["participants"]


@pytest.mark.parametrize(("yes", "told"), [(17, False), (18, True)])
def test_a_room_of_fewer_than_twenty_answers_does_not_tell_of_two_people(larkhaven, yes, told):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=yes, no=2)

    line = figures_of(larkhaven)["next_steps"]

    assert (line.figure is not None) == told
    assert bool(line.withheld) != told


def test_what_is_withheld_has_no_number_anywhere(larkhaven):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=9)

    line = figures_of(larkhaven)["next_steps"]

    assert (line.figure, numbers_of(line.figure)["k"]) == (None, None)
    assert "9" not in line.withheld


def test_a_sensitive_question_is_treated_like_a_row(larkhaven):
    rows.people(larkhaven, 40)
    item = Item.objects.get(code="next_steps")
    rows.answers(larkhaven, yes=28, no=2)
    assert figures_of(larkhaven)["next_steps"].figure is not None

    item.sensitive = True
    item.save()

    assert figures_of(larkhaven)["next_steps"].figure is None


def test_the_threshold_is_the_programs_own(larkhaven):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=24, no=1)
    assert figures_of(larkhaven)["next_steps"].figure == Figure(24, 25, 40)

    larkhaven.program.whole_room = 26
    larkhaven.program.save()

    assert figures_of(larkhaven)["next_steps"].figure is None


def test_more_answers_than_people_are_told_and_never_a_percentage(larkhaven):
    rows.people(larkhaven, 50)
    rows.answers(larkhaven, yes=51)

    figures = figures_of(larkhaven)

    for key in ("response_rate", "next_steps"):
        numbers = numbers_of(figures[key].figure)
        derived = {numbers[name] for name in ("percent", "low", "high", "people", "bounds")}
        assert "51" in figures[key].contradiction
        assert (numbers["k"], numbers["N"], derived) == (51, 50, {None})


def test_a_number_carries_what_stands_beside_it():
    assert numbers_of(Figure(46, 50, 67)) == {
        "k": 46, "n": 50, "N": 67, "percent": 92, "low": 81.2, "high": 96.8,
        "people": [58, 63], "bounds": [69, 94],
    }  # fmt: skip
    assert Figure(46, 50, 67).bounds == (Fraction(46, 67), Fraction(63, 67))


def test_a_response_rate_is_a_count_and_has_no_interval():
    numbers = numbers_of(HeadCount(50, 67))

    assert (numbers["percent"], numbers["low"], numbers["high"]) == (75, None, None)


@pytest.mark.parametrize("measures", [1, 3, 10])
def test_figures_ask_the_same_number_of_questions(larkhaven, django_assert_num_queries, measures):
    rows.people(larkhaven, 25)
    asked = Item.objects.get(code="next_steps").questionnaire
    for number in range(measures):
        rows.question(asked, f"item_{number}", "Was it good?")
        Measure.objects.create(
            program=larkhaven.program, key=f"item_{number}", position=10 + number, kind="item",
            item_code=f"item_{number}", label="Good", says="said so", counted_words="“agree”",
        )  # fmt: skip
        rows.answers(larkhaven, yes=20, code=f"item_{number}")

    with django_assert_num_queries(4):
        assert len(figures_of(larkhaven)) == measures + 2


@pytest.fixture
def published(larkhaven):
    """A version that everybody can read, with 12 of 18 answers in it."""
    dana = join(larkhaven.program, name="Dana")
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=12, no=6)
    report = sign.review(sign.freeze(larkhaven, by=dana, now=rows.NOW), by=dana, now=rows.NOW)
    return sign.publish(report, by=dana, now=rows.NOW, listed=True)


def test_a_small_room_keeps_its_published_numbers_until_five_answers_have_changed(
    larkhaven, published
):
    rows.answers(larkhaven, yes=1)
    line = figures_of(larkhaven)["next_steps"]
    assert (line.figure, line.held) == (Figure(12, 18, 40), True)

    rows.answers(larkhaven, yes=4)

    line = figures_of(larkhaven)["next_steps"]
    assert (line.figure, line.held) == (Figure(17, 23, 40), False)


def test_a_draft_that_nobody_else_can_read_follows_every_answer(larkhaven):
    dana = join(larkhaven.program, name="Dana")
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=12, no=6)
    sign.freeze(larkhaven, by=dana, now=rows.NOW)

    rows.answers(larkhaven, yes=1)

    line = figures_of(larkhaven)["next_steps"]
    assert (line.figure, line.held) == (Figure(13, 19, 40), False)


def test_a_large_room_prints_its_new_numbers(larkhaven):
    dana = join(larkhaven.program, name="Dana")
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=20, no=6)
    report = sign.review(sign.freeze(larkhaven, by=dana, now=rows.NOW), by=dana, now=rows.NOW)
    sign.publish(report, by=dana, now=rows.NOW, listed=True)

    rows.answers(larkhaven, yes=1)

    assert figures_of(larkhaven)["next_steps"].figure == Figure(21, 27, 40)
