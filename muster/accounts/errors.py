"""What can go wrong with members.

* MemberError
  x NameMissing     somebody new is made without a name
  x BadAddress      what should be an e-mail address is none
  x AccountClosed   the account is closed; it is not opened by making a member of it
  - NotAMember      there is nobody to end
"""

from django.utils.translation import gettext as _


class MemberError(Exception):
    """A membership cannot be made or ended; nothing was changed."""


class NameMissing(MemberError):
    """Somebody new is made without a name, which signs reports and overrides."""

    def __init__(self) -> None:
        super().__init__(_("Say the name: it stands under everything that they sign."))


class BadAddress(MemberError):
    """What should be an e-mail address is none."""

    def __init__(self, email: str) -> None:
        super().__init__(_("“%(email)s” is not an e-mail address.") % {"email": email})


class AccountClosed(MemberError):
    """The account is closed; it is not opened by making a member of it."""

    def __init__(self, email: str) -> None:
        super().__init__(_("The account of %(email)s is closed.") % {"email": email})


class NotAMember(MemberError):
    """There is nobody to end."""

    def __init__(self, email: str, program: str) -> None:
        says = _("%(email)s is not a member of %(program)s.")
        super().__init__(says % {"email": email, "program": program})
