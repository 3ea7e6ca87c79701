"""What is to be corrected in files that come in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: in which file, in which row and column, and what is wrong.

    Attributes:
        row: as a spreadsheet counts, the headers are row 1; None where no row is meant.
        column: the column, or where the file is no table, the field: `goals[3].code`.
        line: the line, for files that have no rows.
    """

    file: str
    row: int | None
    column: str
    says: str
    line: int | None = None

    def __str__(self) -> str:
        row = "" if self.row is None else _("row %(row)s") % {"row": self.row}
        line = "" if self.line is None else _("line %(line)s") % {"line": self.line}
        where = ", ".join(part for part in (self.file, row, line, self.column) if part)
        return f"{where}: {self.says}" if where else self.says
