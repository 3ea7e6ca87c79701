"""A file for a spreadsheet: every cell is text, and no cell is calculated."""

import csv
import io

import pytest

from muster.shell.download import csv_download


def cells(*rows):
    answer = csv_download("rows.csv", ["key", "value"], rows)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return answer, list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])  # noqa: RUF001
def test_a_cell_that_begins_like_a_formula_is_text(start):
    _answer, table = cells(("plain", f"{start}HYPERLINK(1)"))

    assert table == [["key", "value"], ["plain", f"'{start}HYPERLINK(1)"]]


def test_what_is_in_a_cell_comes_out_of_it():
    _answer, table = cells(("Ñandú, “x”", 'a "b"\nc'), (None, 3))

    assert table[1:] == [["Ñandú, “x”", 'a "b"\nc'], ["", "3"]]


def test_it_is_a_file_with_a_name():
    answer, _table = cells()

    assert answer["Content-Disposition"] == 'attachment; filename="rows.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
