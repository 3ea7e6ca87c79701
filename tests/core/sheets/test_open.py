"""A file is opened as a table, whatever it is."""

from dataclasses import replace

from muster.core.sheets import Line, Reading, open_sheet


def test_a_plain_file_needs_no_choosing(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("name,zip\nLarkhaven Fuel,00501\n\nTarrow Diner,39501\n")

    sheet = open_sheet(file)

    assert sheet.reading == Reading("csv", "utf-8", ",", "", 1, 1)
    assert sheet.headers == ("name", "zip")
    assert [*sheet.lines()] == [
        Line(2, ("Larkhaven Fuel", "00501"), ""),
        Line(4, ("Tarrow Diner", "39501"), ""),
    ]


def test_what_a_member_chose_stands(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("a;b,c\n1;2,3\n4;5,6\n")
    found = open_sheet(file)

    sheet = open_sheet(file, reading=replace(found.reading, separator=",", header_lines=0))

    assert sheet.headers == ("Column 1", "Column 2")
    assert [line.cells for line in sheet.lines()] == [("a;b", "c"), ("1;2", "3"), ("4;5", "6")]


def test_lines_can_be_read_again_from_the_first(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("a,b\n1,2\n")
    sheet = open_sheet(file)

    assert list(sheet.lines()) == list(sheet.lines()) != []
