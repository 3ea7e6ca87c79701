"""A table to take along, as a file that a spreadsheet opens."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# What a spreadsheet takes for the start of a formula. CWE-1236; the apostrophe makes it plain text.
_FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")  # the last four are full-width
# Without it Excel takes UTF-8 for Latin-1.
_BYTE_ORDER_MARK = "\ufeff"


def plain_cell(value: Any) -> str:
    """*value* as a cell that no spreadsheet calculates.

    >>> plain_cell("=1+1"), plain_cell("Agree"), plain_cell(None)
    ("'=1+1", 'Agree', '')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def text_of_cell(cell: str) -> str:
    """What `plain_cell` was given, where somebody brings its cell back.

    >>> text_of_cell("'=1+1"), text_of_cell("'t Zand"), text_of_cell("Agree")
    ('=1+1', "'t Zand", 'Agree')
    """
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def csv_download(
    name: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """*rows* under *heading* as the file *name*, sent as they come."""
    return StreamingHttpResponse(
        _lines(heading, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class _Line:
    """Where `csv` writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def _lines(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield _BYTE_ORDER_MARK + writer.writerow(list(heading))
    for row in rows:
        yield writer.writerow([plain_cell(value) for value in row])
