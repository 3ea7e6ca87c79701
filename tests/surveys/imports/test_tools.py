"""Each tool’s export, as a whole: the samples of the manual, and real files beside the project."""

import pytest

from muster.surveys.imports.apply import apply
from muster.surveys.imports.check import dry_run
from muster.surveys.imports.mapping import Choice, give_words, map_columns
from muster.surveys.models import Answer, AnswerWord, Quote, Response
from tests import rows
from tests.rows import NOW, TODAY
from tests.shared_data import shared
from tests.surveys.imports.conftest import EXAMPLES

SAMPLES = [
    ("surveymonkey.csv", "surveymonkey", 0, 6),
    ("qualtrics.csv", "qualtrics", 2, 6),
    ("limesurvey.csv", "limesurvey", 1, 6),
    ("google-forms.csv", "google_forms", 0, 6),
    ("microsoft-forms.xlsx", "microsoft_forms", 0, 6),
    ("any-table.csv", "other", 0, 0),
]
AGREE = ("next_steps", "presenters", "good_use", "recommend", "survivor")


@pytest.fixture
def quillport(gulfport):
    """A build of the shipped program, with nothing in it yet."""
    return rows.build(gulfport.program, key="quillport", from_history=True)


@pytest.mark.parametrize(("name", "tool", "left_out", "quotes"), SAMPLES, ids=lambda v: str(v))
def test_the_sample_of_each_tool_comes_in_without_a_question(
    taken_in, quillport, name, tool, left_out, quotes
):
    run = taken_in(EXAMPLES / name, build=quillport)

    run = apply(run, by="dana@example.org", now=NOW)

    assert (run.tool, run.responses, run.answers, run.left_out) == (tool, 8, 40, left_out)
    assert run.quotes == quotes
    days = set(Response.objects.filter(build=quillport).values_list("day", flat=True))
    assert {str(day) for day in days} == {"None" if tool == "limesurvey" else "2024-04-18"}


def test_all_tools_give_the_same_answers(taken_in, quillport):
    told = set()
    for name, *_others in SAMPLES:
        run = taken_in(EXAMPLES / name, build=quillport)
        apply(run, by="dana@example.org", now=NOW)
        answers = Answer.objects.filter(response__brought_by=run)
        told.add(tuple(sorted(answers.values_list("item__code", "option__value"))))

    assert len(told) == 1
    assert {code for code, _value in told.pop()} == set(AGREE)


def test_sentences_that_reach_somebody_and_those_of_who_said_no_are_nowhere(taken_in, quillport):
    run = taken_in(EXAMPLES / "surveymonkey.csv", build=quillport)
    apply(run, by="dana@example.org", now=NOW)

    texts = " ".join(Quote.objects.filter(build=quillport).values_list("text", flat=True))
    assert "The panel with the officers." in texts
    said_no = ["A list of numbers", "Short and clear", "The room was cold"]
    assert [word for word in ("pat@", "555-0142", *said_no) if word in texts] == []


def test_star_wars_is_read_whatever_its_letters(taken_in):
    run = taken_in(shared("surveys/surveymonkey_star_wars.csv"))

    assert (run.tool, run.rows) == ("surveymonkey", 1_186)
    assert [column.header for column in run.columns.filter(use="dropped")] == ["RespondentID"]
    seen = run.columns.filter(header__startswith="Which of the following Star Wars films")
    assert [column.choice.split(":")[1][:11] for column in seen[:2]] == [
        " Episode I ",
        " Episode II",
    ]


def test_a_question_of_a_real_survey_can_be_given_to_one_of_ours(taken_in, larkhaven):
    """Identical lines are separate answers: nothing is lost of 928."""
    run = taken_in(shared("surveys/surveymonkey_weather_check.csv"))
    item = run.questionnaire.items.get(code="next_steps")
    column = run.columns.get(header="Do you typically check a daily weather report?")
    map_columns(run, {column.position: Choice("item", item)}, on=TODAY)
    words = AnswerWord.objects.filter(column=column)
    assert {word.word: word.many for word in words} == {"Yes": 746, "No": 182}
    values = {word.pk: "agree" if word.word == "Yes" else "disagree" for word in words}
    give_words(run, values, on=TODAY)

    run = apply(run, by="dana@example.org", now=NOW)

    assert (run.responses, run.answers) == (928, 928)
    assert Answer.objects.filter(option__value="agree").count() == 746


@pytest.mark.parametrize(
    ("file", "dropped"),
    [
        ("surveys/qualtrics_insights_3row_multi_answer_mc.csv", 14),
        ("surveys/qualtrics_legacy_2row_multi_answer_mc.csv", 13),
        ("surveys/qualtrics_sample_survey.csv", 14),
    ],
)
def test_real_qualtrics_files_lose_who_where_and_when(taken_in, file, dropped):
    run = taken_in(shared(file))

    assert (run.tool, run.rows) == ("qualtrics", 5)
    headers = [column.header for column in run.columns.filter(use="dropped")]
    assert len(headers) + run.columns.filter(use="day").count() == dropped
    for name in ("IPAddress", "LocationLatitude", "LocationLongitude"):
        assert [header for header in headers if name in header] != []
    assert dry_run(run).lines == 5
