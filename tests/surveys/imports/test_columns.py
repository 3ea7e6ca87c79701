"""Which column answers which question: by memory, by code, by words."""

import pytest

from muster.surveys.imports.errors import NotWaiting, TwiceTheSame
from muster.surveys.imports.mapping import Choice, map_columns
from muster.surveys.models import AnswerColumn, AnswerImport, RememberedQuestion
from tests.rows import TODAY
from tests.surveys.imports.conftest import table, uses


def test_a_question_is_known_by_its_code_or_its_words(taken_in):
    run = taken_in(
        table(
            "next_steps,2. It was a good use of my time,How many drivers do you train,Lunch?",
            "Agree,Agree,12,good",
        )
    )

    assert uses(run) == {
        "next_steps": ("item", "next_steps"),
        "2. It was a good use of my time": ("item", "good_use"),
        "How many drivers do you train": ("item", "drivers"),
        "Lunch?": ("unused", ""),
    }
    assert [column.why for column in run.columns.all()] == [
        "by its code",
        "by its words, 96 of 100 alike",
        "the same words",
        "",
    ]


def test_what_is_only_near_is_to_be_looked_at(taken_in):
    run = taken_in(table("I know what I should do next,x", "Agree,y", "Disagree,z"))

    column = run.columns.get(position=0)
    assert (column.item.code, column.sure) == ("next_steps", False)


def test_several_columns_of_one_question_are_its_options(taken_in):
    run = taken_in(
        table(
            "Respondent ID,How did you hear of us?,,,How was lunch?",
            ",Card,Poster,Something else,Response",
            "1,Card,,,good",
            "2,Card,Poster,,bad",
        )
    )

    options = {
        column.header: column.option.value
        for column in run.columns.filter(use="option").select_related("option")
    }
    assert options == {
        "How did you hear of us?: Card": "card",
        "How did you hear of us?: Poster": "poster",
    }


@pytest.mark.parametrize(
    "header",
    [
        "words[before],words[now]",
        "Which word would you use? [Before today],Which word would you use? [Now]",
    ],
)
def test_a_pair_has_a_column_before_and_one_now(taken_in, header):
    run = taken_in(table(header, "Offender,Victim"))

    assert [*uses(run).values()] == [("before", "words"), ("now", "words")]


def test_two_columns_of_a_pair_that_do_not_say_which_are_taken_in_order(taken_in):
    run = taken_in(
        table("Which word would you use?,Which word would you use?", "Offender,Victim", "a,b")
    )

    assert [(column.use, column.sure) for column in run.columns.all()] == [
        ("before", False),
        ("now", False),
    ]


def test_the_same_question_is_answered_by_one_column(taken_in):
    run = taken_in(table("next_steps,I know what to do next", "Agree,Disagree"))

    assert [*uses(run).values()] == [("item", "next_steps"), ("unused", "")]


def test_what_a_member_chose_is_remembered_for_the_next_file(taken_in, larkhaven):
    run = taken_in(table("A,B", "Agree,x", "Disagree,y"))
    assert [*uses(run).values()] == [("unused", ""), ("unused", "")]
    item = run.questionnaire.items.get(code="good_use")

    map_columns(run, {0: Choice("item", item), 1: Choice("unused")}, on=TODAY)

    assert uses(run)["A"] == ("item", "good_use")
    assert [word.value for word in run.columns.get(position=0).words.all()] == ["agree", "disagree"]
    again = taken_in(table("B,A", "x,Agree"))
    assert uses(again)["A"] == ("item", "good_use")
    assert again.columns.get(header="A").why == "as the last time"
    assert RememberedQuestion.objects.filter(program=larkhaven.program).count() == 2


def test_two_columns_for_one_question_are_refused_and_nothing_is_changed(taken_in):
    run = taken_in(table("A,B", "Agree,Agree"))
    item = run.questionnaire.items.get(code="good_use")
    map_columns(run, {0: Choice("item", item)}, on=TODAY)

    with pytest.raises(TwiceTheSame) as refused:
        map_columns(run, {1: Choice("item", item)}, on=TODAY)

    assert "“A” and “B”" in str(refused.value)
    assert uses(run) == {"A": ("item", "good_use"), "B": ("unused", "")}


def test_an_import_that_is_over_is_not_changed(taken_in):
    run = taken_in(table("A,B", "Agree,x"))
    map_columns(run, {}, on=TODAY)
    run.state = AnswerImport.State.APPLIED

    with pytest.raises(NotWaiting):
        map_columns(run, {}, on=TODAY)


def test_a_column_that_asks_for_leave_is_proposed_to_be_looked_at(taken_in):
    run = taken_in(table("next_steps,May we share your words?", "Agree,Yes", "Agree,No"))

    column = run.columns.get(position=1)
    assert (column.use, column.sure) == (AnswerColumn.Use.PERMISSION, False)
