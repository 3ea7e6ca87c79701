"""The rows behind a figure: answers by value, each under its own key, and nobody's."""

import pytest

from muster.programs.models import Item, Measure, Questionnaire
from muster.surveys.models import Answer, Response
from muster.surveys.rows import responses_by_origin, rows_behind
from tests import rows
from tests.people import join


@pytest.fixture
def next_steps(larkhaven):
    return Measure.objects.get(program=larkhaven.program, key="next_steps")


def told(found):
    return [(value.label, value.counts, len(value.keys)) for value in found.values]


def test_every_value_is_listed_also_one_that_nobody_chose(larkhaven, dana, next_steps):
    made = rows.answers(larkhaven, yes=20)

    found = rows_behind(larkhaven, next_steps, dana)

    assert told(found) == [("Agree", True, 20), ("Disagree", False, 0)]
    assert found.values[0].keys == sorted(answer.key for answer in made)
    assert (found.total, found.reconstructed) == (20, False)
    assert found.origins == (("collected on a phone", 20),)


def test_few_answers_say_only_whether_they_count(larkhaven, dana, next_steps):
    made = rows.answers(larkhaven, yes=12, no=7)

    found = rows_behind(larkhaven, next_steps, dana)

    assert told(found) == [("Counted", True, 12), ("Not counted", False, 7)]
    assert found.values[0].keys == sorted(answer.key for answer in made[:12])


def test_answers_to_a_sensitive_question_say_only_whether_they_count(larkhaven, dana, next_steps):
    rows.answers(larkhaven, yes=14, no=6)
    assert told(rows_behind(larkhaven, next_steps, dana)) == [
        ("Agree", True, 14),
        ("Disagree", False, 6),
    ]

    Item.objects.filter(code="next_steps").update(sensitive=True)

    assert told(rows_behind(larkhaven, next_steps, dana)) == [
        ("Counted", True, 14),
        ("Not counted", False, 6),
    ]


def test_the_rows_never_tell_which_answers_are_of_one_person(larkhaven, dana, next_steps):
    asked = Questionnaire.objects.get(program=larkhaven.program)
    other = rows.question(asked, "recommend", "I would recommend it.")
    agree = other.options.get(value="agree")
    for answer in rows.answers(larkhaven, yes=2, no=1):
        Answer.objects.create(response=answer.response, item=other, option=agree)
    recommend = Measure.objects.create(
        program=larkhaven.program, key="recommend", position=3, kind="item",
        item_code="recommend", label="R", says="r", counted_words="agree",
    )  # fmt: skip

    keys = [set(rows_behind(larkhaven, m, dana).lines()) for m in (next_steps, recommend)]
    of_responses = set(Response.objects.values_list("key", flat=True))

    assert [len(each) for each in keys] == [3, 3]
    shown = [{key for key, _value in each} for each in keys]
    assert shown[0] & shown[1] == set()
    assert (shown[0] | shown[1]) & of_responses == set()


def test_the_lines_stand_in_the_order_of_their_keys(larkhaven, dana, next_steps):
    rows.answers(larkhaven, yes=12, no=9)

    lines = list(rows_behind(larkhaven, next_steps, dana).lines())

    assert lines == sorted(lines)
    assert sorted(value for _key, value in lines) == ["Agree"] * 12 + ["Disagree"] * 9


def test_reconstructed_answers_have_no_value_on_a_scale(larkhaven, dana, next_steps):
    item = Item.objects.get(code="next_steps")
    for counted in (True, True, False):
        response = Response.objects.create(
            build=larkhaven, questionnaire=item.questionnaire, origin="reconstructed"
        )
        Answer.objects.create(response=response, item=item, counted=counted)

    found = rows_behind(larkhaven, next_steps, dana)

    assert told(found) == [("Counted", True, 2), ("Not counted", False, 1)]
    assert found.reconstructed


@pytest.fixture
def pair(larkhaven):
    """Twenty people who changed their word, one who did not, and one who told one side alone."""
    asked = Questionnaire.objects.get(program=larkhaven.program)
    item = rows.question(asked, "words", "Which word?", kind="pair")
    agree, disagree = item.options.all()
    for before, now in [(disagree, agree)] * 20 + [(disagree, disagree), (None, agree)]:
        response = Response.objects.create(build=larkhaven, questionnaire=asked, origin="collected")
        Answer.objects.create(response=response, item=item, before=before, option=now)
    return [
        Measure.objects.create(
            program=larkhaven.program, key=kind, position=4, kind=kind, item_code="words",
            label=kind, says=kind, counted_words=kind,
        )
        for kind in ("pair_before", "pair_after")
    ]  # fmt: skip


def test_of_a_pair_both_sides_are_told_of_the_same_people(larkhaven, dana, pair):
    before, after = pair

    assert told(rows_behind(larkhaven, before, dana)) == [
        ("Agree", True, 0),
        ("Disagree", False, 21),
    ]
    assert told(rows_behind(larkhaven, after, dana)) == [
        ("Agree", True, 20),
        ("Disagree", False, 1),
    ]


def test_the_two_sides_of_a_pair_cannot_be_put_together_again(larkhaven, dana, pair):
    before, after = ([key for key, _said in rows_behind(larkhaven, m, dana).lines()] for m in pair)

    assert (len(set(before)), len(set(after))) == (21, 21)
    assert set(before) & set(after) == set()
    # The orders say nothing either: both are those of the keys.
    assert (before, after) == (sorted(before), sorted(after))


def test_whoever_works_on_another_program_sees_no_row(larkhaven, dana, next_steps):
    rows.answers(larkhaven, yes=2)
    assert rows_behind(larkhaven, next_steps, dana).total == 2

    stranger = join(rows.program("birch"), name="Ines")

    assert rows_behind(larkhaven, next_steps, stranger).total == 0


def test_responses_are_counted_by_where_they_came_from(larkhaven):
    rows.answers(larkhaven, yes=2)
    Response.objects.filter(pk=Response.objects.first().pk).update(origin="paper")

    assert responses_by_origin(larkhaven) == (
        ("collected on a phone", 1),
        ("typed in from paper", 1),
    )


@pytest.mark.parametrize("many", [1, 3])
def test_they_are_read_in_the_same_number_of_questions(
    larkhaven, dana, next_steps, many, django_assert_num_queries
):
    rows.answers(larkhaven, yes=many, no=many)

    with django_assert_num_queries(3):
        assert rows_behind(larkhaven, next_steps, dana).total == 2 * many
