"""What is done when somebody passes the door: Django and allauth say so, and this listens.

A new session is written down, and that somebody came in stands in the record of acts of each
program that they are a member of. A new password ends the sessions in other browsers: whoever had
the old one is out. Who has just set up a second factor has shown it, and is not asked for it again
before the recovery codes.
"""

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.account.signals import user_logged_in as user_came_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from muster.accounts import sessions
from muster.accounts.models import Member, User
from muster.core import audit
from muster.core.jobs import every, job
from muster.core.models import Program


def listen() -> None:
    """Hear of every sign-in and of every new password, and sweep once a day."""
    user_logged_in.connect(_signed_in, dispatch_uid="muster.sessions")
    user_came_in.connect(_came_in, dispatch_uid="muster.record")
    for signal in (password_changed, password_set, password_reset):
        signal.connect(_new_password, dispatch_uid="muster.sessions")
    authenticator_added.connect(_showed_a_factor, dispatch_uid="muster.factors")
    every(timedelta(days=1), "sessions that have run out", sweep_sessions)


def _signed_in(sender: Any, request: HttpRequest, user: User, **_more: Any) -> None:
    agent = request.headers.get("user-agent", "")
    sessions.note_sign_in(request.session, user, user_agent=agent, now=timezone.now())


def _came_in(sender: Any, user: User, **_more: Any) -> None:
    """Write it down once the door has let them in: by the link, a passkey or a password."""
    now = timezone.now()
    members = Member.objects.current().filter(user=user).select_related("program")
    subjects: list[tuple[str, Program | None]] = [
        (f"member:{member.pk}", member.program) for member in members
    ]
    for subject, program in subjects or [(f"account:{user.pk}", None)]:
        audit.record(by=user.email, verb="signed in", subject=subject, program=program, at=now)


def _new_password(sender: Any, request: HttpRequest, user: User, **_more: Any) -> None:
    here = (request.session.get(sessions.SEEN) or [""])[0] if request.user == user else ""
    sessions.end_all(user, but=here)


def _showed_a_factor(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any
) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


@job(retries=3)
def sweep_sessions() -> None:
    """Forget sessions that have run out."""
    sessions.sweep(now=timezone.now())
