"""The dry run: what each line would become. Nothing changes, and nothing of it is written down."""

import pytest

from muster.surveys.imports.check import dry_run
from muster.surveys.imports.read import Verdict
from muster.surveys.models import Answer, Quote, Response
from tests import rows
from tests.surveys.imports.conftest import table


def test_each_line_has_a_verdict_and_unknown_words_are_named_with_line_and_column(taken_in):
    run = taken_in(
        table(
            "next_steps,good_use,drivers",
            "Agree,Agree,12",
            "Kinda,Agree,a few",
            ",,",
            "Agree,Kinda,3,and,more",
            ',,""',
            "Disagree,N/A,",
        )
    )

    found = dry_run(run)

    assert dict(found.verdicts) == {Verdict.TAKEN: 2, Verdict.ASKS: 1, Verdict.REFUSED: 1}
    assert [(row.line, row.verdict.value) for row in found.worth_a_look] == [
        (3, "asks"),
        (5, "refused"),
    ]
    assert found.worth_a_look[1].trouble == "5 cells where the headers have 3"
    assert [(each.column.header, each.word, each.lines) for each in found.open_words] == [
        ("next_steps", "Kinda", (3,)),
        ("drivers", "a few", (3,)),
    ]
    assert {item.code: n for item, n in found.answers.items()} == {
        "next_steps": 2,
        "good_use": 2,
        "drivers": 1,
    }
    assert not found.may_come_in


def test_nothing_changes(taken_in):
    run = taken_in(table("next_steps,x", *["Agree,1"] * 5))

    assert dry_run(run).may_come_in
    assert [model.objects.count() for model in (Response, Answer, Quote)] == [0, 0, 0]


def test_a_line_without_an_answer_is_no_response(taken_in):
    run = taken_in(table("Respondent ID,next_steps,good_use", "1,Agree,Agree", "2,,", "3,-,-"))

    found = dry_run(run)

    assert dict(found.verdicts) == {Verdict.TAKEN: 1, Verdict.EMPTY: 2}


def test_tests_of_a_survey_and_answers_that_nobody_sent_are_left_out(taken_in):
    qualtrics = taken_in(
        table(
            "ResponseId,Status,Finished,RecipientEmail,UserLanguage,next_steps",
            "R_1,IP Address,True,,EN,Agree",
            "R_2,Survey Preview,True,,EN,Agree",
            "R_3,0,0,,EN,Agree",
            "R_4,1,1,,EN,Agree",
        )
    )
    lime = taken_in(
        table("submitdate,lastpage,next_steps", "2026-05-12 10:00:00,2,Agree", ",1,Agree")
    )

    assert dict(dry_run(qualtrics).verdicts) == {
        Verdict.TAKEN: 1,
        Verdict.TEST: 2,
        Verdict.UNSENT: 1,
    }
    assert dict(dry_run(lime).verdicts) == {Verdict.TAKEN: 1, Verdict.UNSENT: 1}


def test_what_the_build_has_already_is_said(taken_in, larkhaven):
    run = taken_in(table("next_steps,x", *["Agree,1"] * 8))
    assert not dry_run(run).more_than_people

    rows.answers(larkhaven, yes=2)

    found = dry_run(run)
    assert (found.here, found.people, found.more_than_people) == ({"collected": 2}, 9, True)


@pytest.mark.parametrize(
    ("says", "column"),
    [
        ("Write to pat@quillport.example", "reach_somebody"),
        ("Call (228) 555-0142 after four", "reach_somebody"),
        ("The panel.", "offered"),
    ],
)
def test_a_sentence_that_reaches_somebody_is_not_offered(taken_in, says, column):
    lines = [f"Agree,{says},Yes", *["Agree,,Yes"] * 4]
    run = taken_in(table("next_steps,best_part,May we share it?", *lines))

    sentences = dry_run(run).sentences

    assert getattr(sentences, column) == 1
    assert (sentences.offered + sentences.reach_somebody) == 1


def test_a_sentence_needs_its_writers_yes(taken_in):
    lines = ["Agree,A,Yes", "Agree,B,No", "Agree,C,", "Agree,D,Perhaps", "Agree,E,Yes"]
    run = taken_in(table("next_steps,best_part,May we share it?", *lines))

    sentences = dry_run(run).sentences

    assert (sentences.offered, sentences.said_no) == (2, 3)


def test_where_nobody_was_asked_no_sentence_is_offered(taken_in):
    run = taken_in(table("next_steps,best_part", *["Agree,The panel"] * 6))

    sentences = dry_run(run).sentences

    assert (sentences.offered, sentences.nobody_asked) == (0, 6)


def test_beside_few_responses_no_sentence_is_offered(taken_in):
    run = taken_in(table("next_steps,best_part,May we share it?", *["Agree,A,Yes"] * 4))

    sentences = dry_run(run).sentences

    assert (sentences.offered, sentences.too_few) == (0, 4)
