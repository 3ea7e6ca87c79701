"""A count in our text comes from the rows; dates, names and codes are free."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.evidence.finding import Level
from muster.evidence.numbers_in_text import (
    FORMS,
    Token,
    check_numbers,
    malformed_tokens,
    tokens,
    typed_counts,
)


def typed(text, free=()):
    """The words of the typed counts."""
    return [text[start:end] for start, end in typed_counts(text, free)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("67 people", ["67"]),
        ("75% of 1,200", ["75%", "1,200"]),
        ("75 percent, 75 per cent and 92.5 %", ["75 percent", "75 per cent", "92.5 %"]),
        ("46/50 answered", ["46/50"]),
        ("about 40, over 2000 and 2000 drivers", ["40", "2000", "2000"]),
        ("40k drivers, $5,000", ["40k", "$5,000"]),
        ("partnered on three CBs; the first two", ["three", "two"]),
        ("Twenty-five, one hundred, a dozen", ["Twenty-five", "one hundred", "a dozen"]),
        ("three hundred and ten", ["three hundred and ten"]),
        ("half of them, a third of us, two thirds", ["half of", "a third of", "two thirds"]),
        ("one percent", ["one percent"]),
        ("Goals 5 & 6", ["5", "6"]),
        ("50-strong, 5people, n=50", ["50", "5", "50"]),
        ("٥٠ people 🚚 7", ["٥٠", "7"]),  # noqa: RUF001 (Arabic digits)
        ("½ of it", ["½"]),
    ],
)
def test_a_typed_count_is_found(text, counts):
    assert typed(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "January 16, 2020",
        "Jan. 16 and 16 January 2020 and May 5–7, 2026",
        "2020-01-16 or 1/16/2020",
        "in 2017, since 1999, 2017–2019, the 1990s, pre-2020",
        "at 9:30 a.m., 9 am, 14:30, 10 o'clock, 9–11 a.m.",
        "one driver, the first, second and third, the 3rd, the twenty-first",
        "S1 to L6, N2GIVES, I-10 and US-49",
        "Call 911, or 24/7",
        "a half-day training, often, a tent, weighty, someone, phone",
        "https://example.org/2/3 and a1.b2@example.org",
        "{figure:recommend} and {figure:next-steps_2|k of n}",
    ],
)
def test_dates_years_times_codes_and_tokens_are_free(text):
    assert typed(text) == []


def test_digits_in_known_names_are_free_and_only_there():
    free = ["3M", "Exit 12 Truck Plaza", "Three Rivers Casino"]

    assert typed("3M, exit 12  truck plaza, Three Rivers Casino", free) == []
    assert typed("3M, Exit 12 Truck Plaza, 12 and three", free) == ["12", "three"]
    assert typed("3M and Exit 12 Truck Plaza") == ["3M", "12"]


@given(st.integers(2, 1899) | st.integers(2101, 10**9))
def test_every_whole_number_is_found_at_its_place(number):
    text = f"We met {number} drivers."

    assert typed_counts(text) == [(7, 7 + len(str(number)))]


@pytest.mark.parametrize("form", FORMS)
def test_a_token_names_its_figure_and_its_form(form):
    text = "🚚 {figure:next_steps" + (f"|{form}" if form else "") + "}"

    assert tokens(text) == [Token("next_steps", form, 2, len(text))]
    assert malformed_tokens(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{figure:Recommend}",
        "{figure:a|x}",
        "{figure: a}",
        "{figure:a",
        "{fig:a}",
        "{}",
        "}",
        "{figure:}",
    ],
)
def test_a_brace_that_makes_no_token_is_found(text):
    assert tokens(text) == []
    assert malformed_tokens(text) == [(0, len(text))]


def test_findings_block_and_nobody_can_override_them():
    text = "67 came, {figure:recommend} {figure:tips} {figure:A}."

    findings = check_numbers(text, place="summary", known_keys=["recommend"])

    assert [(finding.check, finding.words) for finding in findings] == [
        ("typed_number", "67"),
        ("unknown_figure", "{figure:tips}"),
        ("malformed_token", "{figure:A}"),
    ]
    assert {(f.level, f.overridable, f.place) for f in findings} == {
        (Level.BLOCK, False, "summary")
    }


def test_without_known_keys_tokens_are_taken_at_their_word():
    assert check_numbers("{figure:tips}", place="summary") == []
