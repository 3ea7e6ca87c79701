"""Workbooks, and what is only named like one."""

from datetime import date, datetime

import pytest
from openpyxl import Workbook

from muster.core.sheets import (
    Empty,
    Line,
    NoSuchSheet,
    NotATable,
    Reading,
    TooLarge,
    ZipOfSomethingElse,
    open_sheet,
)
from muster.core.sheets.workbooks import look_through


def test_cells_are_text_as_a_person_reads_them(book):
    file = book(
        [
            ["zip", "text", "share", "day", "moment", "yes", "sum"],
            [
                501.0,
                "00501",
                0.1 + 0.2,
                date(2020, 1, 16),
                datetime(2020, 1, 16, 13, 30),  # noqa: DTZ001 - Excel's have none
                True,
                "=1+1",
            ],
        ]
    )

    assert [line.cells for line in open_sheet(file).lines()] == [
        ("501", "00501", "0.3", "2020-01-16", "2020-01-16 13:30:00", "TRUE", "")
    ]


def test_a_number_that_is_no_day_stays_the_number(book):
    file = book([["id", "units"], [43846, 43846.5], [1e15, 2285550100.0]])

    assert [line.cells for line in open_sheet(file).lines()] == [
        ("43846", "43846.5"),
        ("1000000000000000", "2285550100"),
    ]


def test_merged_headers_are_joined_and_the_rows_are_numbered_as_in_the_sheet(book):
    file = book(
        [
            ["Table 2"],
            [],
            ["State", "Acts", None, "Total", None],
            [None, "Offenses", "Total \ncleared", "Offenses", "Total \ncleared"],
            ["Alabama*", 1, 2, 3, 4],
        ],
        merge=["A3:A4", "B3:C3", "D3:E3"],
    )

    sheet = open_sheet(file)

    assert (sheet.reading.first_header_line, sheet.reading.header_lines) == (3, 2)
    assert sheet.headers == (
        "State",
        "Acts: Offenses",
        "Acts: Total cleared",
        "Total: Offenses",
        "Total: Total cleared",
    )
    assert [*sheet.lines()] == [Line(5, ("Alabama*", "1", "2", "3", "4"))]


@pytest.mark.parametrize(
    ("merge", "lines"),
    [
        (["A1:B1"], 2),
        (["A1:B1", "C1:D1"], 2),
        (["C1:D1"], 2),
        # A title beside them, of the same width in each row, is one wide column.
        (["A1:B1", "A2:B2", "A3:B3"], 1),
    ],
)
def test_what_is_merged_over_the_first_columns_has_its_names_below(book, merge, lines):
    rows = [
        ["Contact", None, "Work", None],
        ["First name", "Last name", "Company", "Town"],
        ["Ada", "Vale", "Tarrow Fuel", "Biloxi"],
        ["Jo", "Reed", "Pine Bus", "Gulfport"],
    ]

    sheet = open_sheet(book(rows, merge))

    assert sheet.reading.header_lines == lines


def test_a_name_merged_over_two_columns_takes_no_row_for_headers(book):
    rows = [["Contact", None, "Zip"], ["Ada", "Vale", "39501"], ["Jo", "Reed", "39402"]]

    sheet = open_sheet(book(rows, ["A1:B1"]))

    assert sheet.headers == ("Contact", "", "Zip")
    assert [line.cells[0] for line in sheet.lines()] == ["Ada", "Jo"]


def test_headers_merged_down_are_over_as_many_lines_in_any_column(book):
    rows = [["Contact", None, "Zip"], ["First", "Last", None], ["Ada", "Vale", "39501"]]

    sheet = open_sheet(book(rows, ["A1:B1", "C1:C2"]))

    assert sheet.headers == ("Contact: First", "Contact: Last", "Zip")


def test_a_cell_merged_over_rows_is_said_by_each(book):
    file = book(
        [["company", "name"], ["Tarrow Fuel", "Ada"], [None, "Bo"], [None, "Cy"], ["Pine", "Di"]],
        merge=["A2:A4"],
    )

    assert [line.cells for line in open_sheet(file).lines()] == [
        ("Tarrow Fuel", "Ada"),
        ("Tarrow Fuel", "Bo"),
        ("Tarrow Fuel", "Cy"),
        ("Pine", "Di"),
    ]


def test_the_first_sheet_with_something_in_it_is_read_and_another_can_be_chosen(tmp_path):
    workbook = Workbook()
    workbook.active.title = "Cover"
    hidden = workbook.create_sheet("Lists")
    hidden.append(["x", "y"])
    hidden.sheet_state = "hidden"
    for name in ("May", "June"):
        workbook.create_sheet(name).append(["month", name])
        workbook[name].append(["n", 1])
    workbook.save(tmp_path / "list.xlsx")

    sheet = open_sheet(tmp_path / "list.xlsx")

    assert (sheet.reading.sheet, sheet.sheets) == ("May", ("Cover", "May", "June"))
    june = open_sheet(tmp_path / "list.xlsx", reading=Reading(sheet="June"))
    assert june.headers == ("month", "June")
    with pytest.raises(NoSuchSheet):
        open_sheet(tmp_path / "list.xlsx", reading=Reading(sheet="July"))


def test_an_empty_workbook_is_empty(book):
    with pytest.raises(Empty):
        open_sheet(book([]))


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("word/document.xml", "The file is a Word document."),
        ("ppt/presentation.xml", "The file is a PowerPoint presentation."),
        ("photo.jpg", "The file is no workbook but a ZIP with 1 file in it (photo.jpg)."),
    ],
)
def test_a_zip_of_something_else_is_called_what_it_is(zipped, part, says):
    with pytest.raises(ZipOfSomethingElse) as refused:
        open_sheet(zipped({part: b"x"}))

    assert str(refused.value).startswith(says)


def test_a_zip_that_says_it_is_a_workbook_and_is_none_is_damaged(zipped):
    with pytest.raises(NotATable):
        open_sheet(zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}))


def test_a_workbook_that_breaks_off_is_damaged(book):
    file = book([["a", "b"], [1, 2]])
    assert open_sheet(file).headers == ("a", "b")
    file.write_bytes(file.read_bytes()[:-300])

    with pytest.raises(NotATable):
        open_sheet(file)


def test_a_small_workbook_that_unpacks_to_a_giant_is_refused(zipped):
    giant = {"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * (9 << 20)}
    look_through(zipped(giant), most=10 << 20)

    with pytest.raises(TooLarge):
        look_through(zipped(giant), most=8 << 20)


def test_one_word_in_the_last_cell_makes_no_giant(book, zipped):
    sheet = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    with pytest.raises(TooLarge) as refused:
        open_sheet(zipped({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": sheet}))

    assert "1,048,576 rows by 16,384 columns" in str(refused.value)


def test_a_cell_of_100000_letters_is_cut_and_said(book):
    file = book([["id", "says"], [1, "x" * 32_767]])

    line = next(open_sheet(file).lines())

    assert (len(line.cells[1]), line.trouble) == (
        20_000,
        "cell 2 has 32,767 characters; the first 20,000 were read",
    )
