"""What can go wrong with a program pack.

* PackError
  x PackRefused      the files of a pack do not hold together; nothing was read
  x LoadRefused      the pack is sound, but does not fit what the program already holds
* CheckRefused         a check of guidance that cannot have been made on that day
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: in which file, on which line, in which field, and what is wrong."""

    file: str
    line: int | None
    field: str
    says: str

    def __str__(self) -> str:
        line = "" if self.line is None else f"line {self.line}"
        return f"{', '.join(part for part in (self.file, line, self.field) if part)}: {self.says}"


class PackError(Exception):
    """A pack cannot be used."""


class PackRefused(PackError):
    """The files of a pack do not hold together. All problems are listed, none is corrected."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class LoadRefused(PackError):
    """The pack does not fit the program. The program is unchanged."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(self.reasons))


class CheckRefused(Exception):
    """A check of guidance cannot have been made on that day. The old check stands."""
