"""The refused rows of an import, to be put right where they come from."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from muster.core.sheets import Sheet
from muster.directory.models import Import, ImportRow


def refused_rows(run: Import, sheet: Sheet) -> tuple[list[str], Iterator[Sequence[str]]]:
    """The heading of the file, and each refused row: its line, what is wrong, and its cells.

    Columns that are dropped before reading stay out of it.
    """
    private = set(run.columns.filter(private=True).values_list("position", flat=True))
    kept = [at for at in range(len(sheet.headers)) if at not in private]
    heading = [_("Line"), _("Column"), _("What is wrong"), *(sheet.headers[at] for at in kept)]
    return heading, _rows(run, sheet, kept)


def _rows(run: Import, sheet: Sheet, kept: Sequence[int]) -> Iterator[Sequence[str]]:
    rows = ImportRow.objects.filter(run=run, verdict=ImportRow.Verdict.REFUSED).order_by("line")
    waiting = rows.iterator(chunk_size=1000)
    row = next(waiting, None)
    for line in sheet.lines():
        if row is None:
            return
        if line.number == row.line:
            cells = [line.cells[at] if at < len(line.cells) else "" for at in kept]
            yield [str(row.line), row.column, row.says, *cells]
            row = next(waiting, None)
