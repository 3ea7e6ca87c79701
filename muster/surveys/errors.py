"""What can go wrong when a quote is cleared.

* QuoteError
  x MayNotBeUsed        its writer said "do not use"
  x QuoteWithdrawn      its writer took it back
  x NoSuchDecision      it is neither shown nor hidden nor left for later
  x ReasonTooLong       more is said than is kept
  x ClearedMeanwhile    somebody has decided: there is nothing to propose any more
"""

from django.utils.translation import gettext as _


class QuoteError(Exception):
    """A decision about a quote cannot be kept. The old one stands."""


class MayNotBeUsed(QuoteError):
    """Its writer said "do not use"."""

    def __init__(self) -> None:
        super().__init__(_("Whoever wrote this said that it may not be used; it stays hidden."))


class QuoteWithdrawn(QuoteError):
    """Its writer took it back."""

    def __init__(self) -> None:
        super().__init__(_("This sentence was withdrawn; nothing is left of it to show."))


class NoSuchDecision(QuoteError):
    """It is neither shown nor hidden nor left for later."""

    def __init__(self) -> None:
        super().__init__(_("A sentence is shown, hidden, or left for later."))


class ReasonTooLong(QuoteError):
    """More is said than is kept."""

    def __init__(self, length: int, most: int) -> None:
        says = _("The reason has %(length)s characters; at most %(most)s are kept. Shorten it.")
        super().__init__(says % {"length": length, "most": most})


class ClearedMeanwhile(QuoteError):
    """Somebody has decided: there is nothing to propose any more."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has decided about it meanwhile; nothing was proposed."))
