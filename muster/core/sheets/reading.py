"""What a file looks like when it is read as a table: how it was read, its headers, its lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# As many columns as the widest real export has, several times over.
MOST_COLUMNS = 1_000
# As long as any field of a record may be (see core.cells); a cell beyond it is something else.
LONGEST_CELL = 20_000
FIND = -1


class Line(NamedTuple):
    """One line of the table.

    Attributes:
        number: as a spreadsheet numbers its rows: 1 is the first of the file. A cell with line
            breaks in it makes one row, not several.
        cells: at least one for each header; more where the line has more.
        trouble: what is wrong with the line, in words; empty when nothing is.
        cut: what of *trouble* tells of cells that were too long, and are cut.
    """

    number: int
    cells: tuple[str, ...]
    trouble: str = ""
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: as it was found out, or as a member chose instead.

    What stands empty (a number: `FIND`) is found out.

    Attributes:
        kind: "csv", "xlsx" (any workbook), "vcard" or "json".
        encoding: Python's name of it; `ENCODINGS` has the names for people.
        separator: of a CSV file.
        sheet: of a workbook.
        first_header_line: the line that the headers begin in; titles stand above it.
        header_lines: over how many lines the headers go; 0 where the columns have no names.
    """

    kind: str = ""
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    first_header_line: int = FIND
    header_lines: int = FIND


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file, open as a table.

    Attributes:
        reading: how it was read.
        headers: one for each column, in the order of the file, which is what tells columns apart:
            two may have the same name. Headers over several lines are joined, "first: second".
        header_rows: the lines that the headers come from, as they stand.
        first_lines: the first lines of the file, raw, for choosing where the headers are.
        total: about how many lines there are, when that is cheap to know.
        why: what speaks for this reading, in words.
        sheets: the names of a workbook's sheets.
        records: reads the file from its beginning: every line, also titles and empty ones.
    """

    reading: Reading
    headers: tuple[str, ...]
    header_rows: tuple[tuple[str, ...], ...]
    first_lines: list[list[str]]
    total: int | None
    why: tuple[str, ...]
    sheets: tuple[str, ...]
    records: Callable[[], Iterator[Line]]

    def lines(self) -> Iterator[Line]:
        """The lines below the headers, from the first. Empty ones are passed over."""
        width = len(self.headers)
        above = self.reading.first_header_line - 1 + self.reading.header_lines
        for line in islice(self.records(), above, None):
            cells = line.cells
            if len(cells) == width:
                if cells[0] or line.trouble or any(cells):
                    yield line
            elif any(cells) or line.trouble:
                yield _ragged(line, width)

    def kept(self) -> "Sheet":
        """The same table, read now and kept in memory: for a short one that is gone through twice.

        Raises:
            SheetError: it cannot be read to its end.
        """
        records = list(self.records())
        return replace(self, records=lambda: iter(records))


def _ragged(line: Line, width: int) -> Line:
    """*line* with as many cells as there are headers, or more; and what is wrong with that."""
    found = len(line.cells)
    if found > width:
        rest = line.cells[width:]
        if not any(cell.strip() for cell in rest):
            return line._replace(cells=line.cells[:width])
        says = _("%(found)s cells where the headers have %(width)s")
    else:
        line = line._replace(cells=line.cells + ("",) * (width - found))
        says = ngettext(
            "one cell where the headers have %(width)s",
            "%(found)s cells where the headers have %(width)s",
            found,
        )
    says %= {"found": found, "width": width}
    return line._replace(trouble=and_also(line.trouble, says))


def and_also(trouble: str, says: str) -> str:
    """Both troubles of a line, in one sentence."""
    return f"{trouble}; {says}" if trouble else says


def cut_off(cells: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """*cells* without what is beyond the longest that is read, and what to say of it."""
    cut = ""
    for at, cell in enumerate(cells, 1):
        if len(cell) > LONGEST_CELL:
            says = _("cell %(at)s has %(found)s characters; the first %(most)s were read")
            words = {"at": at, "found": f"{len(cell):,}", "most": f"{LONGEST_CELL:,}"}
            cut = and_also(cut, says % words)
    return tuple(cell[:LONGEST_CELL] for cell in cells) if cut else cells, cut
