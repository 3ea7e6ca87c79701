"""What can go wrong with members.

* MemberError
  x NameMissing       somebody new is made without a name
  x BadAddress        what should be an e-mail address is none
  x AccountClosed     the account is closed; it is not opened by making a member of it
  x NoRole            somebody is made a member without a role
  x PlaceMissing      a role that is for builds, states or an agency is given without one
  x PlaceNotForRole   a role is given for a place that it is not for
  x NoSuchPlace       there is no such build, state or agency
  x LastOfTheirRole   the last coordinator, or the last administrator, would be gone
  x NotYoursToGive    who invites may not give this role, or not for this place
  x InvitedAlready    they have been invited to this, or hold it
  x InvitationOver    the link was used, taken back, or is too old
  - LetterNotSent     the invitation stands, and its letter could not be sent
  - NotAMember        there is nobody to end
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _


class MemberError(Exception):
    """A membership cannot be made, changed or ended; nothing was changed."""


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


class NoRole(MemberError):
    """Somebody is made a member without a role."""

    def __init__(self) -> None:
        super().__init__(_("Choose at least one role: without one, a member sees nothing."))


class PlaceMissing(MemberError):
    """A role that is for builds, states or an agency is given without one."""

    def __init__(self, role: str) -> None:
        super().__init__(_("Say what the role “%(role)s” is for.") % {"role": role})


class PlaceNotForRole(MemberError):
    """A role is given for a place that it is not for.

    Args:
        takes: the kinds of places that the role is for; none for the whole program.
        others: the roles that are for such a place.
    """

    def __init__(self, role: str, *, takes: Sequence[str], others: Sequence[str]) -> None:
        kinds = {"build": _("a build"), "state": _("a state"), "agency": _("an agency")}
        if not takes:
            says = _(
                "The role “%(role)s” is for the whole program. Leave this empty, or choose a role"
                " for such a place: %(others)s."
            )
        else:
            says = _(
                "The role “%(role)s” is for %(kinds)s. Choose one of those, or a role for such a"
                " place: %(others)s."
            )
        named = _(" or ").join(words for kind, words in kinds.items() if kind in takes)
        super().__init__(says % {"role": role, "kinds": named, "others": ", ".join(others)})


class NoSuchPlace(MemberError):
    """There is no such build, state or agency."""

    def __init__(self, place: str) -> None:
        super().__init__(_("There is no “%(place)s” in this program.") % {"place": place})


class LastOfTheirRole(MemberError):
    """The last coordinator, or the last administrator, would be gone."""

    def __init__(self, name: str, role: str, program: str) -> None:
        says = _(
            "%(name)s is the last %(role)s of %(program)s without an end. Give somebody else the"
            " role first."
        )
        super().__init__(says % {"name": name, "role": role, "program": program})


class NotYoursToGive(MemberError):
    """Who invites may not give this role, or not for this place."""

    def __init__(self) -> None:
        super().__init__(_("You may give desks of your own builds, and nothing else."))


class InvitedAlready(MemberError):
    """They have been invited to this, or hold it."""

    def __init__(self, email: str) -> None:
        says = _("%(email)s is invited to this already, or holds this role for it.")
        super().__init__(says % {"email": email})


class InvitationOver(MemberError):
    """The link was used, taken back, or is too old."""

    def __init__(self) -> None:
        super().__init__(_("This invitation was used, taken back, or is older than seven days."))


class LetterNotSent(MemberError):
    """The invitation stands, and its letter could not be sent."""

    def __init__(self, email: str) -> None:
        says = _(
            "The letter to %(email)s could not be sent: the mail server did not take it. The"
            " invitation is kept; send it again in a few minutes."
        )
        super().__init__(says % {"email": email})


class NotAMember(MemberError):
    """There is nobody to end."""

    def __init__(self, email: str, program: str) -> None:
        says = _("%(email)s is not a member of %(program)s.")
        super().__init__(says % {"email": email, "program": program})
