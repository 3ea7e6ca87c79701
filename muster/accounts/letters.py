"""Letters of the door: they go out at once, because somebody waits for them."""

from datetime import date, datetime
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from muster.accounts.errors import LetterNotSent
from muster.accounts.models import Invitation, Member
from muster.core.clock import today_in
from muster.shell.days import day_words

# What a mail server that is away, or takes nothing, comes to.
LETTER_TROUBLE = (OSError, SMTPException)


def send_invitation(invitation: Invitation, *, link: str, for_what: str, now: datetime) -> None:
    """Send the letter of *invitation* with its *link*, and write down that it went.

    Args:
        for_what: what the role is for, in words; empty for the whole program.

    Raises:
        LetterNotSent: the mail server did not take it.
    """
    with override(invitation.program.language):
        words = {
            "by": invitation.by.user.name,
            "program": invitation.program.name,
            "role": invitation.get_role_display(),
            "place": for_what,
        }
        subject = _("%(by)s invites you to %(program)s") % words
        as_what = (
            _("%(by)s invites you to %(program)s as %(role)s, for %(place)s.")
            if for_what
            else _("%(by)s invites you to %(program)s as %(role)s.")
        )
        lines = [
            as_what % words,
            _("This link lets you in. It works once, until %(day)s:")
            % {"day": day_words(today_in(invitation.program, invitation.expires_at))},
            link,
            _("If you expected no such letter, do nothing: nobody becomes a member by it."),
        ]
    _send(invitation.email, subject, lines)
    invitation.sent_at = now
    invitation.save(update_fields=["sent_at"])


def send_reminder(member: Member, *, link: str, needed_from: date) -> None:
    """Remind *member* of the second factor that they need.

    Raises:
        LetterNotSent: the mail server did not take it.
    """
    with override(member.program.language):
        words = {"program": member.program.name, "day": day_words(needed_from)}
        lines = [
            _("From %(day)s on, coordinators and administrators of %(program)s sign in with a"
              " second factor: a passkey, or an app on the telephone.") % words,
            _("You have none yet. It takes two minutes, here:"),
            link,
        ]  # fmt: skip
        subject = _("Your second factor for %(program)s") % words
    _send(member.user.email, subject, lines)


def _send(to: str, subject: str, lines: list[str]) -> None:
    try:
        send_mail(subject, "\n\n".join(lines) + "\n", None, [to])
    except LETTER_TROUBLE as wrong:
        raise LetterNotSent(to) from wrong
