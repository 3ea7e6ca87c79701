"""How allauth behaves here."""

import base64
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as asked
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from muster.accounts.letters import LETTER_TROUBLE
from muster.core.jobs import where_it_went_wrong

log = logging.getLogger("muster.mail")
_NOT_SENT = _(
    "The letter could not be sent: the mail server did not take it. Try again in a few minutes."
)


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
            "Too many passwords that did not fit, for this address or from where you are. Wait five"
            " minutes, or choose a new password with the link below."
        ),
        "incorrect_code": _(
            "This code does not fit. Look at the letter again, or ask for a new one."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter at once; where the server takes none, say so instead of breaking off."""
        try:
            super().send_mail(template_prefix, email, context)
        except LETTER_TROUBLE as wrong:
            # Not its message: what a server says of a letter names the address.
            log.error("A letter could not be sent.\n%s", where_it_went_wrong(wrong))
            messages.error(asked.request, str(_NOT_SENT))


class SecondFactors(DefaultMFAAdapter):
    """Apps, passkeys and recovery codes; what they share with us lies enciphered in the database.

    The key is drawn from the one that signs sessions. Whoever changes that key lets everybody set
    up their second factors anew; one that gives way is named in SECRET_KEY_FALLBACKS.
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code does not fit. Codes of an app change every thirty seconds; a recovery code"
            " works once."
        ),
    }

    def encrypt(self, text: str) -> str:
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _ciphers().decrypt(encrypted_text.encode()).decode()


def _ciphers() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_drawn_from(key)) for key in keys])


def _drawn_from(key: str | bytes) -> bytes:
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"second factors")
    return base64.urlsafe_b64encode(drawn.derive(key.encode() if isinstance(key, str) else key))
