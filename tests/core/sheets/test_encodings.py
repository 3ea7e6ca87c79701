"""Which letters the bytes stand for."""

import pytest

from muster.core.sheets import Line, NoSuchEncoding, Reading

WORDS = "name,says\nJosé Núñez,“It’s a début” – más\nZoë,so… yes\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_the_same_words_are_read_whatever_they_are_written_in(opened, encoding, found):
    sheet = opened(WORDS.encode(encoding))

    assert sheet.reading.encoding == found
    assert sheet.headers == ("name", "says")
    assert [line.cells for line in sheet.lines()] == [
        ("José Núñez", "“It’s a début” – más"),
        ("Zoë", "so… yes"),
    ]


def test_a_byte_that_is_a_space_on_a_mac_tells_that_it_is_one(opened):
    sheet = opened(b"question,answer\n" + b"Which\xcacup?,First\xca\n" * 3)

    assert sheet.reading.encoding == "mac_roman"
    assert sheet.why[0] == (
        "Mac Roman: Not UTF-8. The commonest odd byte is 0xCA (6 of 6): in Mac Roman a no-break"
        " space."
    )
    assert next(sheet.lines()).cells == ("Which\xa0cup?", "First\xa0")


def test_an_odd_byte_far_below_the_first_lines_is_seen(opened):
    sheet = opened(b"name,city\n" + b"a,b\n" * 300_000 + b"Mu\xf1oz,Le\xf3n\n")

    assert sheet.reading.encoding == "cp1252"
    *_others, last = sheet.lines()
    assert last.cells == ("Muñoz", "León")


def test_one_spoilt_letter_does_not_spoil_a_file_of_good_ones(opened):
    sheet = opened(b"name,city\n" + "Núñez,León\n".encode() * 20 + b"Mu\xf1oz,x\n")

    assert sheet.reading.encoding == "utf-8"
    assert [line for line in sheet.lines() if line.trouble] == [
        Line(22, ("Mu�oz", "x"), "a letter could not be read: is the encoding right?")
    ]


def test_what_a_member_chose_is_read_so_and_says_what_does_not_fit(opened):
    content = "name,city\nNúñez,León\n".encode()

    assert [*opened(content, Reading(encoding="cp1252")).lines()] == [
        Line(2, ("NÃºÃ±ez", "LeÃ³n"), "")
    ]
    assert [*opened(content, Reading(encoding="ascii")).lines()] == [
        Line(2, ("N����ez", "Le��n"), "a letter could not be read: is the encoding right?")
    ]


@pytest.mark.parametrize("name", ["klingon", "base64", "zlib"])
def test_an_encoding_that_is_none_is_refused(opened, name):
    with pytest.raises(NoSuchEncoding):
        opened("a,b\n1,2\n", Reading(encoding=name))
