"""What somebody who has the whole database, and even the file, can put together: nothing."""

from datetime import datetime

from django.apps import apps as rooms
from django.db import models

from muster.surveys.imports.apply import apply
from muster.surveys.models import AnswerColumn, AnswerImport, AnswerWord, Quote, Response
from tests.rows import NOW
from tests.surveys.imports.conftest import table

LINES = [
    f"Agree,Sentence number {n}.,Yes,2026-05-12 10:{n:02}:07,guest{n}@quillport.example"
    for n in range(10)
]
FILE = table("next_steps,best_part,May we share it?,Timestamp,Email Address", *LINES)


def dump():
    """Every value of every row of ours, by table."""
    return {
        model._meta.label: [
            str(value) for row in model._default_manager.values_list() for value in row
        ]
        for model in rooms.get_models()
        if model.__module__.startswith("muster.")
    }


def test_no_table_says_which_line_a_response_or_a_quote_was():
    leading = [
        (model.__name__, field.name)
        for model in (Response, Quote, AnswerImport, AnswerColumn)
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and ("line" in field.name or "row_" in field.name)
    ]

    assert leading == []


def test_once_the_answers_are_in_no_cell_of_who_where_and_when_is_anywhere(taken_in, dana):
    apply(taken_in(FILE), by=dana.user.email, now=NOW)

    values = [value for values in dump().values() for value in values]
    assert [value for value in values if "Sentence number 3." in value] != []
    assert [value for value in values if "quillport.example" in value or "10:03" in value] == []


def test_words_of_single_answers_are_forgotten_with_the_copy(taken_in, dana):
    run = taken_in(FILE)
    assert AnswerWord.objects.filter(column__run=run).exists()

    apply(run, by=dana.user.email, now=NOW)

    assert not AnswerWord.objects.exists()


def test_quotes_do_not_stand_in_the_order_of_the_responses_or_lines(taken_in, dana):
    lines = [f"Agree,{n:02},Yes" for n in range(40)]
    apply(
        taken_in(table("drivers,best_part,May we share it?", *[
            f"{n},Sentence {n:02}.,Yes" for n in range(40)
        ])),
        by=dana.user.email,
        now=NOW,
    )  # fmt: skip

    quotes = [
        int(text[9:11]) for text in Quote.objects.order_by("pk").values_list("text", flat=True)
    ]
    responses = [
        int(number)
        for number in Response.objects.order_by("pk").values_list("answers__number", flat=True)
    ]
    assert sorted(quotes) == sorted(responses) == list(range(len(lines)))
    assert len({tuple(quotes), tuple(responses), tuple(range(40))}) == 3


def test_of_a_response_the_import_tells_no_moment_but_its_own(taken_in, dana):
    run = apply(taken_in(FILE), by=dana.user.email, now=NOW)

    moments = {
        value
        for field in AnswerImport._meta.concrete_fields
        if isinstance(value := getattr(run, field.name), datetime)
    }
    assert moments <= {run.at, NOW}
