"""What can be wrong with a build packet.

* PacketError
  x PacketRefused      the files do not hold together; all problems are listed
  x BuildDiffers       the build is there already, and the packet says something else
    x TakesBack        … and the packet would undo what was published or withdrawn
  x CannotExport       what the build's rows say would make no packet; all problems are listed
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from muster.core.problems import Problem


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


class TakesBack(BuildDiffers):
    """The packet would undo what was published or withdrawn, which nothing undoes."""

    def __init__(self, key: str, files: Iterable[str], problems: Iterable[Problem]) -> None:
        super().__init__(key, files)
        self.problems = tuple(problems)
        says = _("%(key)s is there already, and the packet would take back what stays:")
        self.args = ("\n".join([says % {"key": key}, *map(str, self.problems)]),)


class CannotExport(PacketError):
    """A packet of the build could not be loaded again. Nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
