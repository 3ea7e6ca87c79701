"""What can go wrong with an import.

* ImportTrouble
  x UnknownKind      there is no importer for files of this kind
  x WrongMapping     two columns for one field, a field that is none, a needed one without a column
  x NotReady         the step asked for is not the next one: it says which is
  x NotAlone         somebody reads or writes what is wanted for this import alone
  x NoSuchRow        the line is not among those that wait
  x NoSuchChoice     the row does not offer this answer
  x NotTheirs        the row waits for somebody who sees the whole program
  x TooLateToUndo    the days in which it could be taken back are over
  x AlreadyUndone    it was taken back before

What is wrong with the file itself is a `SheetError` of `core.sheets`.
"""

from typing import Self

from django.utils.translation import gettext as _

from muster.directory.models import Import
from muster.shell.days import day_words


class ImportTrouble(Exception):
    """Something about an import that a person can put right. The message says what."""


class UnknownKind(ImportTrouble):
    def __init__(self, kind: str) -> None:
        super().__init__(_("There is no importer for “%(kind)s”.") % {"kind": kind})


class WrongMapping(ImportTrouble):
    """A column that cannot be mapped so.

    Attributes:
        position: of the column; None where a column is missing.
    """

    def __init__(self, says: str, position: int | None = None) -> None:
        super().__init__(says)
        self.position = position


class NotReady(ImportTrouble):
    """The step cannot be taken now."""

    @classmethod
    def applied(cls, run: Import) -> Self:
        """What came before applying is over."""
        says = _("“%(file)s” is %(state)s. Take the file in again to read or map it another way.")
        return cls(says % {"file": run.file, "state": run.get_state_display()})


class NotAlone(ImportTrouble):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody is working with the directory, so this import is not alone. Nothing was "
                "changed. Try again when nobody works, or without being alone."
            )
        )


class NoSuchRow(ImportTrouble):
    def __init__(self, line: int) -> None:
        says = _("Line %(line)s does not wait for anything. Nothing was changed.")
        super().__init__(says % {"line": line})


class NoSuchChoice(ImportTrouble):
    def __init__(self, choice: str) -> None:
        says = _("“%(choice)s” is not one of the answers of this row. Nothing was changed.")
        super().__init__(says % {"choice": choice})


class NotTheirs(ImportTrouble):
    def __init__(self, line: int) -> None:
        says = _("Line %(line)s waits for somebody who sees the whole program. Nothing changed.")
        super().__init__(says % {"line": line})


class TooLateToUndo(ImportTrouble):
    def __init__(self, until: object) -> None:
        says = _("This import could be undone until %(day)s. Its rows stay; edit or merge them.")
        super().__init__(says % {"day": day_words(until) if until else ""})  # type: ignore[arg-type]


class AlreadyUndone(ImportTrouble):
    def __init__(self) -> None:
        super().__init__(_("This import was undone before. Nothing was changed."))
