"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ByInvitation(DefaultAccountAdapter):
    """Nobody signs up by themselves: accounts are made by the program.

    What goes wrong at the door is said so that one knows what to do next, and never so that a
    stranger learns whether an address belongs to an account.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and this password do not belong together. Look for a slip in either, or"
            " choose a new password with the link below."
        ),
        "account_inactive": _(
            "This account is closed. If that is a mistake, ask the coordinator of your program."
        ),
        "too_many_login_attempts": _(
            "Too many passwords that did not fit. Wait five minutes, or choose a new password with"
            " the link below."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
