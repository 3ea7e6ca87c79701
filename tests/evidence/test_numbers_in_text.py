"""A count in our text comes from the rows; dates, names and codes are free."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.evidence.counts import told_counts, typed_counts
from muster.evidence.finding import Level
from muster.evidence.numbers_in_text import (
    FORMS,
    Token,
    check_numbers,
    malformed_tokens,
    tokens,
)
from muster.evidence.spans import Phrases


def typed(text, free=(), **more):
    """The words of the typed counts."""
    spans = typed_counts(text, Phrases(free, names=True), **more)
    return [text[start:end] for start, end in spans]


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


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("2000 of them signed up.", ["2000"]),
        ("In all 1950 signed.", ["1950"]),
        ("A total of 2000 signed up, a crowd of 1999.", ["2000", "1999"]),
        ("In Mississippi, 2000 signed up.", ["2000"]),
        ("The 1950 who came, the 2000 agreed, in 2000 trucks.", ["1950", "2000", "2000"]),
        ("2010% more, in 2010 percent", ["2010%", "2010 percent"]),
        ("By 2000 drivers, and to 2000 local drivers.", ["2000", "2000"]),
    ],
)
def test_four_digits_are_a_count_where_they_count(text, counts):
    assert typed(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Builds held in 2017 were the first; those since 2011 have been many.",
        "by 2019, from 1999 to 2004, until 2030, before 2020 and after 2021",
        "in March 2026, in the spring of 2026, early 2026, fiscal year 2027",
        "the report of 2020, the 2020 report, an Act of 2000",
        "From 2017 on we met. The 2020 and 2021 builds were ours.",
        "(2020) and (2017–2019), in Gulfport, 2020",
        "in 2017, 2018 and 2020",
        "the 1990s, 2020’s, pre-2020",
        "el 12 de marzo de 2026, desde 2011, en 2020",
    ],
)
def test_a_year_is_free_behind_what_leads_to_one(text):
    assert typed(text, language="es" if text.startswith("el ") else "en") == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("911 people came.", ["911"]),
        ("We spoke to 911 drivers; all 911 came.", ["911", "911"]),
        ("911% more", ["911%"]),
        ("Half came, the other half left.", ["Half", "half"]),
        ("A couple came, with a pair of agencies.", ["A couple", "a pair of"]),
        ("twice as many, scores of them, and it doubled", ["twice as", "scores of", "doubled"]),
        ("⁵⁰ people, ① and ⅞", ["⁵⁰", "①", "⅞"]),
        ("x50, X50 and about50", ["x50", "X50", "about50"]),
    ],
)
def test_a_count_is_found_however_it_is_written(text, counts):
    assert typed(text) == counts


@pytest.mark.parametrize(
    "text",
    [
        "Call 911, or 9-1-1; 911 dispatchers and 911 calls.",
        "Dial 911 when drivers are in danger.",
        "911 → dispatch",
        "a half-day training, half an hour, they were called twice",
        "COVID-19, S1 and N2GIVES, a contact pair",
    ],
)
def test_what_only_looks_like_a_count_is_free(text):
    assert typed(text) == []


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Vinieron veinte choferes.", ["veinte"]),
        ("Once de treinta y cinco", ["Once", "treinta y cinco"]),
        ("la mitad, un par de agencias, el doble", ["mitad", "un par de", "el doble"]),
        ("cien por ciento, 75 por ciento", ["cien por ciento", "75 por ciento"]),
        ("doscientas personas, una docena, dos mil", ["doscientas", "una docena", "dos mil"]),
        ("un agente, una vez, primero y segundo, 3.º", []),
    ],
)
def test_number_words_are_those_of_the_language(text, counts):
    assert typed(text, language="es") == counts


def test_spanish_number_words_are_no_counts_in_english():
    assert typed("Once more, dos and don’ts.") == []
    assert typed("Once más", language="es") == ["Once"]


def test_a_count_that_a_row_tells_is_told_with_its_noun_and_never_alone():
    said = "It has 25 new shippers and two potential human trafficking tips, all 44. 44% came."

    assert told_counts(said) == {("25", "shippers"), ("two", "tips")}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("It trains 25 shippers.", []),
        ("It trains 25 more shippers.", ["25"]),
        ("It trains 25 mayors, 25% of shippers, 25 of 44.", ["25", "25%", "25", "44"]),
    ],
)
def test_only_what_is_told_is_free(text, counts):
    findings = check_numbers(text, place="goal", told={("25", "shippers")})

    assert [finding.words for finding in findings] == counts


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
