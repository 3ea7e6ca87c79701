"""What stands for a character that the report's fonts do not have."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.reports.render.glyphs import (
    FONTS,
    MAIN,
    breakable,
    characters,
    in_brackets,
    legible,
    printable,
    runs_right_to_left,
    unusual_characters,
)

PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # its joiner shapes the letters


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Well done.", "Well done."),
        ("señor, “quoted” – 5 ≥ 4 …", "señor, “quoted” – 5 ≥ 4 …"),
        ("Thanks 🙏", "Thanks [PERSON WITH FOLDED HANDS]"),
        ("👩\u200d🚀!", "[WOMAN][ROCKET]!"),
        ("❤\ufe0f", "❤"),
        ("क", "[DEVANAGARI LETTER KA]"),
        ("a\u0007b", "a[U+0007]b"),
        ("a\u0000b", "a[U+0000]b"),
        ("half \ud83d", "half [U+D83D]"),
        ("\ufeffstart", "start"),
        ("\ue000", "[U+E000]"),
        ("\ufffe", "[U+FFFE]"),
        ("x\u202ey", "x[RIGHT-TO-LEFT OVERRIDE]y"),
        ("e\u0301", "é"),
        ("first\r\nsecond\tthird", "first\nsecond third"),
        (PERSIAN, PERSIAN),
        ("x\u0359", "x[COMBINING ASTERISK BELOW]"),
        ("جداً 🙏", "جداً \u2068[PERSON WITH FOLDED HANDS]\u2069"),
    ],
)
def test_a_character_without_a_glyph_is_printed_by_its_name(text, printed):
    assert printable(text) == printed


@given(st.text())
def test_what_is_printable_stays_as_it_is(text):
    once = printable(text)

    assert printable(once) == once


@given(st.text())
def test_no_letter_is_lost_without_its_name(text):
    printed = printable(text)

    letters = {char for char in unicodedata.normalize("NFC", text) if char.isalnum()}
    assert [c for c in letters if c not in printed and in_brackets(c) not in printed] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Thanks 🙏", "Thanks 🙏"),
        ("a\u0007b", "a[U+0007]b"),
        ("half \ud83d", "half [U+D83D]"),
        ("x\u202ey", "x[RIGHT-TO-LEFT OVERRIDE]y"),
        ("\ufeffa\uffff", "a[U+FFFF]"),
        ("\U0001fae8 shaking", "\U0001fae8 shaking"),  # newer than the names that Python knows
    ],
)
def test_word_and_text_keep_what_the_readers_machine_may_have(text, kept):
    assert legible(text) == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Well done, señor: “yes” – 98 %.", []),
        ("line\nline\ttab", []),
        ("Thanks 🙏 all", [(7, 8, "PERSON WITH FOLDED HANDS")]),
        ("شكراً لكم", [(0, 9, "ARABIC LETTERS")]),
        ("a 👩\u200d🚀\ufe0f b", [(2, 6, "WOMAN, ROCKET")]),
        ("no\u2011break", [(2, 3, "NON-BREAKING HYPHEN")]),
        ("a\u200db", [(1, 2, "ZERO WIDTH JOINER")]),
        ("a\u0007b", [(1, 2, "U+0007")]),
        ("© and क", [(6, 7, "DEVANAGARI LETTER KA")]),
    ],
)
def test_unusual_characters_are_found_where_they_stand(text, found):
    assert unusual_characters(text) == found


@given(st.text())
def test_every_place_that_is_found_holds_an_unusual_character(text):
    usual = characters(MAIN)

    for start, end, name in unusual_characters(text):
        assert (name != "", text[start] in usual, text[end - 1] in usual) == (True, False, False)


def test_all_faces_of_the_main_font_have_the_same_characters():
    faces = sorted(path.name for path in FONTS.glob("PublicSans-*.ttf"))

    assert [characters(face) == characters(MAIN) for face in faces] == [True] * 5


@given(st.text(alphabet="aB.é-\u0301 ", min_size=1))
def test_places_to_break_change_nothing_that_is_seen(text):
    assert breakable(text, 5).replace("\u200b", "") == text


def test_a_word_that_fits_is_not_broken():
    assert breakable("www.example.org/report") == "www.example.org/report"


@pytest.mark.parametrize(
    ("text", "turned"), [("one", False), ("“كان”", True), ("12 كان", True), ("é كان", False)]
)
def test_the_first_letter_says_which_way_a_text_runs(text, turned):
    assert runs_right_to_left(text) == turned
