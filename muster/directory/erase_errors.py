"""What can go wrong when a person's data is taken along, or erased.

* SubjectError
  x ReasonMissing       the act needs a reason, and none is given
  x ReasonTooLong       it is longer than is kept
  x AskedAlready        somebody has asked for this erasure
  x NotAsked            nobody has asked for it, or it was taken back
  x SecondMemberNeeded  who asked cannot be who confirms
  x StillStands         something has to be settled first; each thing is named
  x ErasedAlready       the person is nobody any more
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from muster.core.subjects import Stop


class SubjectError(Exception):
    """It cannot be done like this. Nothing was changed."""


class ReasonMissing(SubjectError):
    """The act needs a reason, and none is given."""

    def __init__(self) -> None:
        super().__init__(_("Say why: the reason is kept in the record of acts."))


class ReasonTooLong(SubjectError):
    """The reason is longer than is kept."""

    def __init__(self, most: int) -> None:
        says = _("This is longer than the %(most)s letters that are kept.")
        super().__init__(says % {"most": most})


class AskedAlready(SubjectError):
    """Somebody has asked for this erasure."""

    def __init__(self, by: str) -> None:
        says = _("%(who)s has asked for this already. Another member confirms it.")
        super().__init__(says % {"who": by})


class NotAsked(SubjectError):
    """Nobody has asked for it, or it was taken back."""

    def __init__(self) -> None:
        super().__init__(_("Nobody asks for this erasure any more. Nothing was erased."))


class SecondMemberNeeded(SubjectError):
    """Who asked cannot be who confirms."""

    def __init__(self) -> None:
        says = _("You asked for this erasure: it takes a second member to confirm it.")
        super().__init__(says)


class StillStands(SubjectError):
    """Something has to be settled first."""

    def __init__(self, stops: Sequence[Stop]) -> None:
        self.stops = list(stops)
        super().__init__(" ".join(str(stop.says) for stop in stops))


class ErasedAlready(SubjectError):
    """The person is nobody any more."""

    def __init__(self) -> None:
        super().__init__(_("This person was erased before. There is nothing left to erase."))
