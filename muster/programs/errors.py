"""What can go wrong with a program pack.

* PackError
  x PackRefused      the files of a pack do not hold together; nothing was read
  x LoadRefused      the pack is sound, but does not fit what the program already holds
* CheckRefused         a check of guidance that cannot have been made on that day
"""

from collections.abc import Iterable

from muster.core.problems import Problem


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
