"""What can go wrong when somebody records what came of a build.

* OutcomeError
  x NothingSaid         nobody said what changed
  x NoOtherWords        a name may not be printed, and nothing stands in its place
  x NotYet              a day lies in the future on which something is said to have happened
  x ReportedTooEarly    it is said to have been reported before it was seen
  x OfAnotherProgram    the goal or the organization belongs to another program
  x NotIndependent      the one who confirms it is the one it is about
  x Withdrawn           its consent was withdrawn; there is nothing left to change
"""


class OutcomeError(Exception):
    """An outcome cannot be kept as it was given. Nothing was changed.

    Attributes:
        field: the value that has to be put right, or empty.
    """

    def __init__(self, says: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(says)


class NothingSaid(OutcomeError):
    """Nobody said what changed."""


class NoOtherWords(OutcomeError):
    """A name may not be printed, and nothing stands in its place."""


class NotYet(OutcomeError):
    """A day lies in the future on which something is said to have happened."""


class ReportedTooEarly(OutcomeError):
    """It is said to have been reported before it was seen."""


class OfAnotherProgram(OutcomeError):
    """The goal or the organization belongs to another program."""


class NotIndependent(OutcomeError):
    """The one who confirms it is the one it is about."""


class Withdrawn(OutcomeError):
    """Its consent was withdrawn; there is nothing left to change."""
