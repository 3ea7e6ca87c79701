"""What can be wrong with a build packet.

* PacketError
  x PacketRefused      the files do not hold together; all problems are listed
  x BuildDiffers       the build is there already, and the packet says something else
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: in which file, in which row and column, and what is wrong.

    Attributes:
        row: as a spreadsheet counts, the headers are row 1; None where no row is meant.
    """

    file: str
    row: int | None
    column: str
    says: str

    def __str__(self) -> str:
        row = "" if self.row is None else _("row %(row)s") % {"row": self.row}
        return f"{', '.join(part for part in (self.file, row, self.column) if part)}: {self.says}"


class PacketError(Exception):
    """A packet cannot be used. The database is unchanged."""


class PacketRefused(PacketError):
    """The packet does not hold together. All problems are listed, none is corrected."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class BuildDiffers(PacketError):
    """The build is there already and says something else; `files` are those that differ."""

    def __init__(self, key: str, files: Iterable[str]) -> None:
        self.key = key
        self.files = tuple(files)
        super().__init__(
            _("%(key)s is there already and differs in: %(files)s.")
            % {"key": key, "files": ", ".join(self.files)}
        )
