"""What can go wrong with a file that should hold a table.

* SheetError
  x Empty                 there is nothing in it
  x NotATable             it is a picture, a page, a program: no rows in it
  x ZipOfSomethingElse    it is named like a workbook, and is another kind of ZIP
  x Locked                the workbook opens only with a password
  x TooLarge              more bytes, rows or cells than are read in one piece
  x TooWide               more columns than any list has
  - NoSuchSheet           the workbook has no sheet of this name
  - NoSuchEncoding        nobody knows the encoding that was chosen
  - Gone                  it was thrown away: its time was over, or somebody in it was erased
  - NoSuchLine            the header was said to stand where the file has no line

Nothing of the file is kept when one of these is raised; each says what to do instead.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class SheetError(ValueError):
    """The file gives no table. The message says why, and what to do."""


class Gone(SheetError):
    """It was thrown away."""

    def __init__(self) -> None:
        super().__init__(
            _("The file is here no more. What it brought stays; to read it again, choose it anew.")
        )


class Empty(SheetError):
    """There is nothing in it."""

    def __init__(self) -> None:
        super().__init__(
            _("The file is empty. Nothing was kept; save it again where it comes from.")
        )


class NotATable(SheetError):
    """It is something else than a table."""

    def __init__(self, what: str) -> None:
        says = _(
            "%(what)s Nothing was kept. Muster reads CSV files, workbooks (XLSX, XLS, ODS), vCards "
            "and JSON: save the list as one of these and choose it again."
        )
        super().__init__(says % {"what": what})


class ZipOfSomethingElse(SheetError):
    """A ZIP that is no workbook."""

    def __init__(self, what: str) -> None:
        says = _("%(what)s Nothing was kept. Open it, and choose the file with the table itself.")
        super().__init__(says % {"what": what})


class Locked(SheetError):
    """The workbook has a password."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The workbook opens only with a password. Nothing was kept; save it without one "
                "and choose it again."
            )
        )


class TooLarge(SheetError):
    """It is larger than is read in one piece."""

    def __init__(self, found: str, most: str) -> None:
        says = _(
            "The file holds %(found)s; at most %(most)s are read. Nothing was kept. Save it as "
            "CSV, which may be larger than a workbook, or split it."
        )
        super().__init__(says % {"found": found, "most": most})


class TooWide(SheetError):
    """It has more columns than any list has."""

    def __init__(self, found: int, most: int) -> None:
        says = _(
            "The table has %(found)s columns; at most %(most)s are read. Nothing was kept. "
            "Look whether the separator is right, or leave out the columns that nobody needs."
        )
        super().__init__(says % {"found": f"{found:,}", "most": f"{most:,}"})


class NoSuchSheet(SheetError):
    """The workbook has no sheet of this name."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        says = _("The workbook has no sheet “%(name)s”. It has: %(names)s.")
        super().__init__(says % {"name": name, "names": ", ".join(names)})


class NoSuchEncoding(SheetError):
    """Nobody knows this encoding."""

    def __init__(self, name: str) -> None:
        says = _("Muster does not know the encoding “%(name)s”. Choose one of the list.")
        super().__init__(says % {"name": name})


class NoSuchLine(SheetError):
    """The header was said to stand where the file has no line."""

    def __init__(self, line: int) -> None:
        says = _("The file has no line %(line)s. Choose the line that the headers stand in.")
        super().__init__(says % {"line": f"{line:,}"})
