"""What can go wrong when people are asked to a build.

* AskingError
  x InvitingIsOver       nobody is invited to this build any more
  x NoRoleToInviteAs     the program has no role in which people count
  x ProposedAlready      the same person waits for an answer
  x AnsweredAlready      the proposal waits no more
  x WordMissing          who declines says why
  x WordsTooLong         the words are longer than is kept
"""

from django.utils.translation import gettext as _


class AskingError(Exception):
    """It cannot be done like this. Nothing was changed."""


class InvitingIsOver(AskingError):
    """Nobody is invited to this build any more."""

    def __init__(self) -> None:
        super().__init__(_("Nobody is invited to this build any more. Nothing was changed."))


class NoRoleToInviteAs(AskingError):
    """The program has no role in which people count."""

    def __init__(self) -> None:
        super().__init__(
            _("The program has no role in which people count. Nobody was invited; load its pack.")
        )


class ProposedAlready(AskingError):
    """The same person waits for an answer."""

    def __init__(self, name: str) -> None:
        says = _("%(name)s is proposed for this build already, and waits for an answer.")
        super().__init__(says % {"name": name})


class AnsweredAlready(AskingError):
    """The proposal waits no more."""

    def __init__(self, state: str) -> None:
        says = _("This proposal was %(state)s meanwhile. Nothing was changed.")
        super().__init__(says % {"state": state})


class WordMissing(AskingError):
    """Who declines says why."""

    def __init__(self) -> None:
        super().__init__(_("Say in a word why not: who proposed it reads it."))


class WordsTooLong(AskingError):
    """The words are longer than is kept."""

    def __init__(self, most: int) -> None:
        says = _("This is longer than the %(most)s letters that are kept.")
        super().__init__(says % {"most": most})
