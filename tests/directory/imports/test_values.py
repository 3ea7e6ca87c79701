"""What one cell means, and what is wrong with it in words."""

from datetime import date

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.directory.values import (
    order_of,
    read_came,
    read_date,
    read_degrees,
    read_email,
    read_language,
    read_name,
    read_number,
    read_ori,
    read_phone,
    read_place,
    read_state,
    read_url,
    read_usdot,
    read_zip,
    shown_phone,
)
from muster.directory.values.phones import quick_phone
from muster.directory.values.words import quick_email


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [
        ("(228) 555-0100", "+12285550100", "(228) 555-0100"),
        ("228.555.0100", "+12285550100", "(228) 555-0100"),
        ("1 228 555 0100", "+12285550100", "(228) 555-0100"),
        ("+1-228-555-0100", "+12285550100", "(228) 555-0100"),
        ("(228) 555-0100 x12", "+12285550100;ext=12", "(228) 555-0100 ext. 12"),
        ("228-555-0100 ext. 12", "+12285550100;ext=12", "(228) 555-0100 ext. 12"),
        ("+52 55 5555 1234", "+525555551234", "+52 55 5555 1234"),
        ("+52 1 55 1234 5678", "+525512345678", "+52 55 1234 5678"),
        ("N/A", "", ""),
        ("", "", ""),
    ],
)
def test_a_phone_number_is_kept_in_one_form_and_shown_as_it_is_dialed(text, kept, shown):
    read = read_phone(text)

    assert (read.value, read.problem) == (kept, "")
    assert shown_phone(kept) == shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("911", "911 is an emergency number, not somebody’s own."),
        ("988", "988 is a service’s short number, not somebody’s own."),
        ("12", "“12” is not a phone number: ten digits, or + and a country code."),
        ("55-010", "“55-010” is not a phone number: ten digits, or + and a country code."),
        (
            "(111) 555-1111",
            "“(111) 555-1111” is nobody’s number. Is 111 its area code?",
        ),
        ("0000000000", "“0000000000” is not a phone number: ten digits, or + and a country code."),
    ],
)  # fmt: skip
def test_what_is_no_number_of_somebody_is_said(text, says):
    assert (read_phone(text).value, read_phone(text).problem) == ("", says)


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_the_quick_way_says_of_ten_digits_what_phonenumbers_says(digits):
    try:
        number = phonenumbers.parse(digits, "US")
    except phonenumbers.NumberParseException:  # 011 leads abroad, to a country that is none
        assert (quick_phone(digits), read_phone(digits).value) == (None, "")
        return
    valid = phonenumbers.is_valid_number(number)

    if len(str(number.national_number)) == 10:
        assert (quick_phone(digits) is not None) == valid
    assert (read_phone(digits).value == f"+{number.country_code}{number.national_number}") == valid


AREAS = st.sampled_from(["228", "601", "662", "204", "242", "787", "809", "800", "900", "500"])


FORMS = st.sampled_from(["({}) {}-{}", "{}-{}-{}", "1{}{}{}", "+1 {} {} {}"])


@given(AREAS, st.from_regex(r"[0-9]{7}", fullmatch=True), FORMS)
def test_and_of_numbers_that_may_well_exist(area, rest, form):
    text = form.format(area, rest[:3], rest[3:])
    number = phonenumbers.parse(text, "US")

    expected = f"+1{area}{rest}" if phonenumbers.is_valid_number(number) else ""

    assert read_phone(text).value == expected
    assert quick_phone(text) in (None, expected)


@pytest.mark.parametrize(
    "text",
    ["(228) 555-2015 ext. 13", "+44 20 7946 0958 ext. 5", "+12285552015 ext. 13"],
)
def test_a_number_written_as_we_write_it_deserves_no_note(text):
    assert read_phone(text.replace("ext. ", "x")).note.startswith(text.replace("ext. ", "x"))

    assert read_phone(text).note == ""


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("501", "00501", "501 read as 00501: a spreadsheet had dropped the zeros."),
        ("7463", "07463", "7463 read as 07463: a spreadsheet had dropped the zeros."),
        ("39501-1234", "39501-1234", ""),
        ("395011234", "39501-1234", ""),
        ("K1A 0B6", "K1A 0B6", ""),
        ("NULL", "", ""),
    ],
)
def test_a_zip_code_gets_its_zeros_back(text, value, note):
    assert (read_zip(text).value, read_zip(text).note) == (value, note)


def test_letters_are_no_zip_code():
    assert read_zip("ABCDE").problem == "“ABCDE” is not a US ZIP code."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-20", date(2026, 5, 20)),
        ("2026-05-20T22:28:00", date(2026, 5, 20)),
        ("04/12/26 22:28", date(2026, 4, 12)),
        ("5/20/2026", date(2026, 5, 20)),
        ("May 20, 2026", date(2026, 5, 20)),
        ("15-NOV-23", date(2023, 11, 15)),
        ("20260520", date(2026, 5, 20)),
        ("", None),
        ("N/A", None),
    ],
)
def test_a_day_is_read_without_its_clock(text, day):
    assert (read_date(text).value, read_date(text).problem) == (day, "")


def test_a_day_as_a_spreadsheet_counts_it_is_asked_about():
    read = read_date("45293")

    assert read.value is None
    assert [(choice.key, choice.label) for choice in read.choices] == [
        ("2024-01-02", "January 2, 2024"),
        ("none", "No date"),
    ]


@pytest.mark.parametrize("text", ["13/13/2026", "2026-02-30", "yesterday", "0"])
def test_what_is_no_day_is_said(text):
    assert read_date(text).problem == f"“{text}” is not a day like 2026-05-20 or 05/20/2026."


@pytest.mark.parametrize(
    ("column", "month_first", "mixed"),
    [
        (["04/12/26", "05/20/26"], True, False),
        (["04/12/26", "20/05/26"], False, False),
        (["04/12/26", "05/06/26"], True, False),
        (["25/12/26", "05/20/26"], True, True),
    ],
)
def test_which_comes_first_is_told_by_the_whole_column(column, month_first, mixed):
    order = order_of(column)

    assert (order.month_first, order.mixed) == (month_first, mixed)
    assert read_date("04/12/26", month_first=month_first).value.month == (4 if month_first else 12)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Mississippi", "MS"), ("ms", "MS"), ("N.Y.", "NY"), ("D.C.", "DC"), ("ON", "ON"), ("", "")],
)
def test_a_state_is_read_by_name_or_letters(text, code):
    assert (read_state(text).value, read_state(text).problem) == (code, "")


def test_a_state_that_is_misspelt_is_not_guessed():
    assert read_state("Missisippi").problem == (
        "“Missisippi” is not a state: its name or two letters, like MS. Did you mean “Mississippi”?"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,234", 1234), ("12.0", 12), ("0", 0), ("", None), ("NULL", None), (" 7 ", 7)],
)
def test_a_count_is_read_with_its_commas(text, number):
    assert (read_number(text).value, read_number(text).problem) == (number, "")


@pytest.mark.parametrize("text", ["-3", "12.5", "many", "99999999999", "1,23"])
def test_what_is_no_count_is_said(text):
    assert read_number(text).value is None
    assert read_number(text).problem.startswith(f"“{text}” is ")


def test_a_name_that_is_a_formula_is_text():
    read = read_name('=HYPERLINK("http://x.example","Click")')

    assert read.value == '=HYPERLINK("http://x.example","Click")'
    assert read.note.endswith("is kept as text and never run.")


def test_a_name_has_its_length_and_no_nul():
    long = read_name("Lorem terminal " * 7_000)

    assert (long.value, long.problem.split(";")[0]) == ("", "It has 105,000 letters")
    assert read_name("a\0b").problem == "It holds a NUL character, which no text does."
    assert read_name("  Mara\u00a0 Ostrander\u200b ").value == "Mara Ostrander"
    assert read_name("n/a").value == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("DE SOTO", "De Soto"),
        ("MCCOMB", "McComb"),
        ("O'FALLON", "O'Fallon"),
        ("Pass Christian", "Pass Christian"),
        ("NULL", ""),
    ],
)
def test_a_town_in_capitals_is_written_as_a_name(text, name):
    assert read_place(text).value == name


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Mara@Pinewick.Example", "mara@pinewick.example"),
        ("Mara Ostrander <mara@pinewick.example>", "mara@pinewick.example"),
        ("mailto:mara@pinewick.example", "mara@pinewick.example"),
        ("none", ""),
    ],
)
def test_an_address_is_kept_in_small_letters(text, address):
    assert (read_email(text).value, read_email(text).problem) == (address, "")


@pytest.mark.parametrize("text", ["mara", "mara@pinewick", "a@b.example; c@d.example"])
def test_what_is_no_address_is_said(text):
    assert read_email(text).value == ""
    assert read_email(text).problem.startswith(f"“{text}” is ")


@given(st.text(max_size=60))
def test_the_quick_way_reads_an_address_as_the_slow_one(text):
    quick = quick_email(text)

    assert quick is None or quick == read_email(text).value


def test_numbers_of_registers_come_in_one_form():
    assert read_usdot("USDOT 0123456").value == "123456"
    assert read_usdot("12-34").problem == "“12-34” is not a USDOT number: at most eight digits."
    assert read_ori("MS02401").value == "MS0240100"  # seven characters get their zeros
    assert read_ori("NB0280200").value == "NE0280200"  # Nebraska's old letters
    assert read_ori("Gulfport").problem.startswith("“Gulfport” is not an ORI")


def test_words_that_mean_one_of_a_few_things():
    assert [read_came(text).value for text in ("Attending", "No Show", "")] == [True, False, None]
    assert (read_came("maybe").value, bool(read_came("maybe").note)) == (None, True)
    assert [read_language(text).value for text in ("Español", "english", "")] == ["es", "en", ""]
    assert read_url("pinewick.example/x").value == "https://pinewick.example/x"
    assert read_degrees("-89.0975851", most=180).value == "-89.097585"
    assert read_degrees("189", most=180).value is None


@given(st.text(max_size=80))
def test_no_text_at_all_is_a_surprise(text):
    for read in (
        read_phone, read_zip, read_date, read_state, read_number, read_name, read_place,
        read_email, read_usdot, read_ori, read_came, read_language, read_url,
    ):  # fmt: skip
        found = read(text)
        assert not (found.value and found.problem)


def test_names_that_programs_write_for_nothing_are_names_where_a_person_writes_them():
    assert [read_name(name).value for name in ("Na", "Nan", "Null")] == ["Na", "Nan", "Null"]
    assert [read_name(name).value for name in ("NA", "nan", "NULL", "None", "n/a")] == [""] * 5
