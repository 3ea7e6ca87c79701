"""A day is written as the reader's language writes it, by code and pages alike."""

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from muster.shell.days import day_words, weekday_words

DAY = date(2020, 1, 16)


@pytest.mark.parametrize(
    ("language", "words", "with_weekday"),
    [
        ("en", "January 16, 2020", "Thursday, January 16, 2020"),
        ("es", "16 de enero de 2020", "jueves, 16 de enero de 2020"),
    ],
)
def test_a_day_is_written_out(language, words, with_weekday):
    page = Template("{% load muster %}{{ day|day_words }} · {{ day|weekday_words }}")

    with override(language):
        assert (day_words(DAY), weekday_words(DAY)) == (words, with_weekday)
        assert page.render(Context({"day": DAY})) == f"{words} · {with_weekday}"


def test_a_moment_is_written_as_its_day():
    assert day_words(datetime.fromisoformat("2020-01-16T12:00:00Z")) == "January 16, 2020"


def test_no_day_is_no_words():
    assert day_words(None) == ""
