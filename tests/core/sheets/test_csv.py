"""Text with separators, good and bad."""

import csv
from io import StringIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from muster.core.sheets import Empty, NotATable, Reading, TooWide
from muster.core.sheets.csv_lines import split


def rows(sheet):
    return [(line.number, line.cells) for line in sheet.lines()]


def troubles(sheet):
    return [(line.number, line.trouble) for line in sheet.lines() if line.trouble]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_all_lines_alike(opened, separator):
    cells = [("name", "says"), ("Ergon, Inc.", "a; b"), ("Bell & Sons", "c | d, and\te")]
    lines = [
        separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in cells
    ]
    text = "\n".join(lines)

    sheet = opened(text)

    assert sheet.reading.separator == separator
    assert [sheet.headers, *(line.cells for line in sheet.lines())] == cells


def test_a_file_may_say_its_separator_itself(opened):
    sheet = opened("sep=;\na;b,c,d\n1;2,3,4\n")

    assert (sheet.reading.separator, sheet.headers) == (";", ("a", "b,c,d"))
    assert rows(sheet) == [(3, ("1", "2,3,4"))]


def test_line_ends_of_every_system_are_read_alike(opened):
    for end in ("\n", "\r\n", "\r"):
        assert rows(opened(f'a,b{end}1,"2{end}3"{end}4,5')) == [(2, ("1", "2\n3")), (3, ("4", "5"))]


def test_a_table_that_is_kept_says_the_same_after_its_file_is_gone(opened, tmp_path):
    sheet = opened("name,town\n\nRosa,Gulfport,x\nIvo,Biloxi\n")
    lines = list(sheet.lines())

    kept = sheet.kept()
    for file in tmp_path.iterdir():
        file.write_text("")

    assert list(kept.lines()) == list(kept.lines()) == lines
    assert [line.number for line in lines] == [3, 4]


def test_a_ragged_line_is_kept_and_said(opened):
    sheet = opened("a,b,c\n1,2,3\n4\n5,6,7,8\n9,9,9,,\n")

    assert rows(sheet) == [
        (2, ("1", "2", "3")),
        (3, ("4", "", "")),
        (4, ("5", "6", "7", "8")),
        (5, ("9", "9", "9")),
    ]
    assert troubles(sheet) == [
        (3, "one cell where the headers have 3"),
        (4, "4 cells where the headers have 3"),
    ]


@pytest.mark.parametrize(
    "bad", ['4,"Bell,MS', '4,Bell,"MS', '"4,Bell,MS', '4,"Bell ""Sons,MS'], ids=list("abcd")
)
def test_a_quotation_mark_that_never_closes_spoils_its_own_line_only(opened, bad):
    text = f'id,name,state\n1,"Ergon, Inc.",MS\n2,Pine,AL\n{bad}\n5,"Tarrow, LLC",TX\n6,Yard,LA\n'

    sheet = opened(text)

    assert troubles(sheet) == [(4, "a quotation mark opens here and never closes")]
    kept = [row for row in rows(sheet) if row[0] != 4]
    assert kept == [
        (2, ("1", "Ergon, Inc.", "MS")),
        (3, ("2", "Pine", "AL")),
        (5, ("5", "Tarrow, LLC", "TX")),
        (6, ("6", "Yard", "LA")),
    ]


def test_one_that_another_seems_to_close_spoils_no_whole_lines(opened):
    text = 'id,name,state\n1,a,MS\n2,b,MS\n3,c,"MS\n4,d,AL\n5,e,AL"\n6,f,TX\n'

    sheet = opened(text)

    assert [number for number, _cells in rows(sheet)] == [2, 3, 4, 5, 6, 7]
    assert dict(rows(sheet))[4] == ("3", "c", "MS")
    assert dict(rows(sheet))[5] == ("4", "d", "AL")


def test_one_at_the_end_of_the_file_spoils_its_own_line_only(opened):
    sheet = opened("a,b\n1,2\n" + '3,"4\n')

    assert rows(sheet) == [(2, ("1", "2")), (3, ("3", "4"))]
    assert troubles(sheet) == [(3, "a quotation mark opens here and never closes")]


def test_a_cell_may_have_lines_in_it_also_ones_with_separators(opened):
    says = "First, hello\n\nSecond, well, and\na “mark”\n"

    sheet = opened(f'id,says\n1,x\n2,y\n3,"{says}"\n4,z\n')

    assert rows(sheet) == [(2, ("1", "x")), (3, ("2", "y")), (4, ("3", says)), (5, ("4", "z"))]
    assert troubles(sheet) == []


CELLS = st.text('ab1 ,;|\t"\n\ré\u2028\x0b\x0c\x85\x1c', max_size=8)
TABLES = st.integers(1, 5).flatmap(
    lambda wide: st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=1, max_size=5)
)


@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["\r\n", "\n", "\r"]), st.booleans())
def test_where_nothing_is_said_a_file_is_read_as_the_library_reads_it(table, mark, end, all_marked):
    quoting = csv.QUOTE_ALL if all_marked else csv.QUOTE_MINIMAL
    out = StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=end, quoting=quoting).writerows(table)
    text = out.getvalue().replace("\r\n", "\n").replace("\r", "\n")

    found = list(split(StringIO(text, newline="\n"), mark, clean=True))
    assume(not any(line.trouble for line in found))

    expected = csv.reader(StringIO(text, newline=""), delimiter=mark)
    assert [line.cells for line in found] == [tuple(row) or ("",) for row in expected]


def test_a_note_of_several_lines_with_commas_stays_one_cell(opened):
    note = "Called, twice, then again\nAsked for flyers, posters, cards\nSee you, soon, in May"

    sheet = opened(f'Name,Company,Notes\nAnn,Acme,ok\nBo,Beta,ok\nCy,Corp,"{note}"\nDi,Delta,ok\n')

    assert rows(sheet)[2:] == [(4, ("Cy", "Corp", note)), (5, ("Di", "Delta", "ok"))]
    assert troubles(sheet) == []


def test_lines_with_a_marked_comma_that_a_mark_swallows_are_lines(opened):
    sheet = opened('a,b,c\n1,2,3\n4,5,6\n"7,8,9\n"Bell, Sons","x,y",MS\n10",11,12\n13,14,15\n')

    assert [number for number, _says in troubles(sheet)] == [4]
    assert rows(sheet)[3] == (5, ("Bell, Sons", "x,y", "MS"))


def test_marks_inside_marked_words_are_said(opened):
    sheet = opened('id,name\n1,"Joe "Red" Smith"\n2,5" pipe\n3,"a ""b"""\n')

    assert rows(sheet)[1:] == [(3, ("2", '5" pipe')), (4, ("3", 'a "b"'))]
    assert troubles(sheet) == [(2, "a quotation mark stands where none is expected")]


def test_a_cell_of_100000_letters_is_cut_and_said(opened):
    sheet = opened("id,says\n1," + "x" * 100_000 + '\n2,"' + "y" * 100_000 + '"\n3,z\n')

    assert [len(cells[1]) for _number, cells in rows(sheet)] == [20_000, 20_000, 1]
    assert troubles(sheet) == [
        (2, "cell 2 has 100,000 characters; the first 20,000 were read"),
        (3, "cell 2 has 100,000 characters; the first 20,000 were read"),
    ]


def test_nul_characters_are_left_out_and_said(opened):
    sheet = opened('id,name,\n1,Be\0ll,\n2,"Pi\0ne",\n3,x,\n')

    assert [cells[1] for _number, cells in rows(sheet)] == ["Bell", "Pine", "x"]
    assert troubles(sheet) == [
        (2, "NUL characters were left out"),
        (3, "NUL characters were left out"),
    ]


def test_200_columns_are_read(opened):
    text = ",".join(f"c{at}" for at in range(200)) + "\n" + ",".join("x" * 200) + "\n"

    sheet = opened(text)

    assert (len(sheet.headers), len(rows(sheet)[0][1])) == (200, 200)


def test_2000_columns_are_no_list(opened):
    with pytest.raises(TooWide) as refused:
        opened(",".join(f"c{at}" for at in range(2_000)) + "\n")

    assert "2,000 columns; at most 1,000" in str(refused.value)


@pytest.mark.parametrize("content", ["", "\n \r\n\t\n", "\ufeff", ",,,\n,,\n"])
def test_a_file_with_nothing_in_it_is_empty(opened, content):
    with pytest.raises(Empty):
        opened(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n...", "The file is PDF."),
        (b"\x89PNG\r\n\x1a\n\0\0", "The file is a picture (PNG)."),
        (b"MZ" + bytes(500), "The file is a program."),
        (bytes(range(256)) * 40, "The file is not text and no workbook."),
        (b"<!DOCTYPE html><html><body>Sign in", "The file is a web page"),
        (b"x" * 5_000_000, "The file has no lines"),
    ],
    ids=["pdf", "png", "program", "binary", "page", "one line"],
)
def test_what_is_no_table_is_called_what_it_is(opened, content, says):
    with pytest.raises(NotATable) as refused:
        opened(content)

    assert str(refused.value).startswith(says)
    assert "Nothing was kept." in str(refused.value)


def test_a_packed_file_is_read_as_what_is_in_it(opened, packed):
    sheet = opened(packed("a,b\n1,2\n"), name="list.csv.gz")

    assert rows(sheet) == [(2, ("1", "2"))]


def test_a_packed_file_that_breaks_off_is_said(opened, packed):
    with pytest.raises(NotATable):
        opened(packed("a,b\n" + "1,2\n" * 9_000)[:-20])


def test_a_small_file_that_unpacks_to_no_end_is_refused(opened, packed):
    with pytest.raises(NotATable):
        opened(packed("x" * 9_000_000))


def test_a_file_may_end_without_a_line_end(opened):
    assert rows(opened("a,b\n1,2", Reading(header_lines=1))) == [(2, ("1", "2"))]
