"""Workbooks: XLSX, and what else people keep tables in (XLS, XLSB, ODS).

A workbook is a ZIP, and a small one may unpack to gigabytes; a single word in its last cell makes a
table of sixteen thousand million cells. So it is looked through before the sheet is loaded.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from muster.core.sheets.errors import (
    Empty,
    Locked,
    NoSuchSheet,
    NotATable,
    SheetError,
    TooLarge,
    ZipOfSomethingElse,
)
from muster.core.sheets.reading import LONGEST_CELL, Line, cut_off

MOST_UNPACKED = 400 << 20
MOST_CELLS = 10_000_000
_MOST_FILES = 2_000
_CHUNK = 1 << 20
_COLUMN = re.compile(rb'\sr="([A-Z]{1,3})[0-9]')
_ROW = re.compile(rb'\sr="[A-Z]{0,3}([0-9]{1,7})"')
# What zipfile says of one that breaks off, or was changed on its way.
_DAMAGED = (
    zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error, struct.error
)  # fmt: skip
Merged = tuple[int, int, int, int]


class Workbook:
    """A workbook, open at one of its sheets.

    Attributes:
        names: of the sheets that a member can choose.
        name: of the one that is read.
        merged: first row, first column, last row, last column of each group of merged cells.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        """Open the sheet called *name*, or the first that has something in it.

        Raises:
            SheetError: it is no workbook, it is locked, it is too large, or has no such sheet.
        """
        if zipfile.is_zipfile(path):
            look_through(path)
        elif path.open("rb").read(2) == b"PK":
            raise NotATable(_("The workbook breaks off: a part of the file is missing."))
        try:
            book = CalamineWorkbook.from_path(path)
        except PasswordError as locked:
            raise Locked from locked
        except (CalamineError, OSError, ValueError) as broken:
            raise NotATable(_("The workbook is damaged or of a kind nobody knows.")) from broken
        shown = [
            each.name
            for each in book.sheets_metadata
            if each.typ is SheetTypeEnum.WorkSheet and each.visible is SheetVisibleEnum.Visible
        ]
        self.names = tuple(shown or book.sheet_names)
        if name and name not in book.sheet_names:
            raise NoSuchSheet(name, self.names)
        self._sheet = self._open(book, name)
        self.name = self._sheet.name
        self.merged: tuple[Merged, ...] = tuple(
            (top, left, last, right)
            for (top, left), (last, right) in self._sheet.merged_cell_ranges or ()
        )

    def _open(self, book: CalamineWorkbook, name: str) -> CalamineSheet:
        for each in (name,) if name else self.names:
            try:
                sheet = book.get_sheet_by_name(each)
            except (CalamineError, OSError, ValueError) as broken:
                raise NotATable(_("A sheet of the workbook is damaged.")) from broken
            if sheet.height * sheet.width > MOST_CELLS:
                raise _too_many_cells(sheet.height, sheet.width)
            if sheet.height:
                return sheet
        raise Empty

    @property
    def height(self) -> int:
        """How many rows the sheet has, from the first."""
        top, _left = self._sheet.start or (0, 0)
        return top + int(self._sheet.height)

    def records(self) -> Iterator[Line]:
        """Every row, from the first, also empty ones."""
        top, left = self._sheet.start or (0, 0)
        down = self._filled_down()
        for number in range(1, top + 1):
            yield Line(number, ("",) * (left + self._sheet.width))
        before = ("",) * left
        for number, row in enumerate(self._sheet.iter_rows(), top + 1):
            cells, cut = before + tuple(map(_text, row)), ""
            if number in down:
                cells = tuple(down[number].get(at, cell) for at, cell in enumerate(cells))
            if any(len(cell) > LONGEST_CELL for cell in cells):
                cells, cut = cut_off(cells)
            yield Line(number, cells, cut, cut)

    def _filled_down(self) -> dict[int, dict[int, str]]:
        """What cells that are merged over several rows of one column say in each but the first.

        The first rows are left alone: there merged cells are headers.
        """
        inner = [
            (top, left, last)
            for top, left, last, right in self.merged
            if left == right and last > top and top > 0
        ]
        if not inner:
            return {}
        firsts = {(top, left) for top, left, _last in inner}
        start, shift = self._sheet.start or (0, 0)
        says = {
            (row, column): _text(cells[column - shift])
            for row, cells in enumerate(self._sheet.iter_rows(), start)
            for column in {left for top, left in firsts if top == row}
            if 0 <= column - shift < len(cells)
        }
        down: dict[int, dict[int, str]] = {}
        for top, left, last in inner:
            for row in range(top + 1, last + 1):
                down.setdefault(row + 1, {})[left] = says.get((top, left), "")
        return down


def look_through(path: Path, *, most: int = MOST_UNPACKED) -> None:
    """Look whether the ZIP at *path* is a workbook, and how much it unpacks to.

    Raises:
        SheetError: it is another ZIP, or more than is read.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            _is_workbook(packed, names)
            if len(names) > _MOST_FILES:
                raise TooLarge(
                    _("%(n)s parts") % {"n": f"{len(names):,}"},
                    _("%(n)s parts") % {"n": f"{_MOST_FILES:,}"},
                )
            left = most
            for part in packed.infolist():
                left -= _unpacked(packed, part, left)
    except SheetError:
        raise
    except _DAMAGED as broken:
        raise NotATable(_("The workbook is damaged.")) from broken
    except RuntimeError as locked:  # how zipfile says that a part is encrypted
        raise Locked from locked


def _is_workbook(packed: zipfile.ZipFile, names: list[str]) -> None:
    if any(name.startswith("xl/workbook.") for name in names):
        return
    if "mimetype" in names and b"spreadsheet" in packed.open("mimetype").read(100):
        return
    if any(name.startswith("word/") for name in names):
        raise ZipOfSomethingElse(_("The file is a Word document."))
    if any(name.startswith("ppt/") for name in names):
        raise ZipOfSomethingElse(_("The file is a PowerPoint presentation."))
    shown = ", ".join(names[:3]) + ("…" if len(names) > 3 else "")
    says = ngettext(
        "The file is no workbook but a ZIP with %(n)s file in it (%(names)s).",
        "The file is no workbook but a ZIP with %(n)s files in it (%(names)s).",
        len(names),
    )
    raise ZipOfSomethingElse(says % {"n": f"{len(names):,}", "names": shown})


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """How many bytes *part* unpacks to, looked at and not believed."""
    is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    read, rows, columns, before = 0, 0, 0, b""
    with packed.open(part) as unpacked:
        while chunk := unpacked.read(_CHUNK):
            read += len(chunk)
            if read > most:
                limit = _("%(n)s MB") % {"n": MOST_UNPACKED >> 20}
                raise TooLarge(_("more than %(limit)s unpacked") % {"limit": limit}, limit)
            if is_sheet:
                text = before + chunk
                columns = max(columns, *map(_number_of, set(_COLUMN.findall(text))), 0)
                rows = max(rows, *map(int, set(_ROW.findall(text))), 0)
                if rows * columns > MOST_CELLS:
                    raise _too_many_cells(rows, columns)
                before = chunk[-40:]
    return read


def _number_of(column: bytes) -> int:
    """27 for the column AA."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _too_many_cells(rows: int, columns: int) -> TooLarge:
    says = _("%(rows)s rows by %(columns)s columns")
    found = says % {"rows": f"{rows:,}", "columns": f"{columns:,}"}
    return TooLarge(found, _("%(n)s cells in a workbook") % {"n": f"{MOST_CELLS:,}"})


def _text(cell: object) -> str:
    """What a cell says, as it is read and not as it is stored: 501 for 501.0, days as ISO."""
    match cell:
        case str():
            return cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
        case datetime():
            if cell.time() == time():
                return cell.date().isoformat()
            return cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat(timespec="seconds")
        case timedelta():
            return str(cell)
    return str(cell)
