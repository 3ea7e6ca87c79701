"""The cells of a row that can be corrected, as the file has them or as they were corrected."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from muster.core.sheets import Sheet
from muster.directory.intake.rows import Cell
from muster.directory.models import CorrectedCell, Import, ImportColumn, ImportRow

# Reading a file up to this line takes a second; further down a cell is offered empty.
_FARTHEST = 250_000
# Longer than what a correction may be.
_LONGEST = 400


def cells_of(run: Import, rows: Sequence[ImportRow], sheet: Sheet) -> dict[int, list[Cell]]:
    """For each of *rows*, by its line: the cells to correct.

    Where a row names the column that is wrong, it is that one; a row that is refused as a whole,
    because a quotation mark stays open in it for instance, offers every column that is used.
    """
    used = [column for column in run.columns.all() if column.field]
    by_header = {column.header: column for column in reversed(used)}
    open_to = {row.line: _columns(row, used, by_header) for row in rows}
    lines = [line for line, columns in open_to.items() if columns]
    raw = _raw(sheet, lines)
    corrected = {
        (cell.line, cell.position): cell.value
        for cell in CorrectedCell.objects.filter(run=run, line__in=lines)
    }
    return {
        line: [
            Cell(
                column.position,
                _label(column),
                corrected.get((line, column.position), _at(raw.get(line, ()), column.position)),
            )
            for column in columns
        ]
        for line, columns in open_to.items()
    }


def _columns(
    row: ImportRow, used: Sequence[ImportColumn], by_header: Mapping[str, ImportColumn]
) -> Sequence[ImportColumn]:
    if row.done:
        return ()
    if row.column in by_header:
        return (by_header[row.column],)
    return used if row.verdict == ImportRow.Verdict.REFUSED else ()


def _raw(sheet: Sheet, lines: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The cells of these *lines* of the file; those too far down are left out."""
    wanted = {line for line in lines if line <= _FARTHEST}
    found: dict[int, tuple[str, ...]] = {}
    if not wanted:
        return found
    last = max(wanted)
    for line in sheet.lines():
        if line.number in wanted:
            found[line.number] = line.cells
        if line.number >= last:
            break
    return found


def _at(cells: Sequence[str], position: int) -> str:
    value = cells[position] if position < len(cells) else ""
    # What is too long to be corrected in place is typed anew.
    return value if len(value) <= _LONGEST else ""


def _label(column: ImportColumn) -> str:
    return column.header or _("Column %(n)s") % {"n": column.position + 1}
