"""Making somebody a member of a program, and ending that.

A membership that is ended stays: what its member signed is theirs. Joining again takes it up.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from muster.accounts.errors import AccountClosed, BadAddress, NameMissing, NotAMember
from muster.accounts.models import Member, User
from muster.core import audit
from muster.core.clock import today_in
from muster.core.models import Program

# Letters and digits that nobody takes for one another.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it.

    Attributes:
        password: of an account that was made now; empty where there was one.
        was: whether the membership is new, or stood already, with this role or another.
    """

    member: Member
    password: str
    was: Literal["new", "changed", "there already"]


def make_password() -> str:
    """Sixteen signs in groups of four, to be read out and typed."""
    groups = ["".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(4)]
    return "-".join(groups)


@transaction.atomic
def join(
    program: Program, *, email: str, name: str, role: Member.Role, by: str, now: datetime
) -> Joined:
    """Make whoever has *email* a member of *program*; said twice, done once.

    Args:
        name: of somebody who has no account yet; one that is there keeps its own.
        by: for the record of acts.

    Raises:
        BadAddress: *email* is none.
        NameMissing: there is no account yet, and no name for one.
        AccountClosed: there is one, and it is closed.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise BadAddress(email) from wrong
    user, password = User.objects.filter(email=email).first(), ""
    if user is None:
        if not name.strip():
            raise NameMissing
        password = make_password()
        user = User.objects.create_user(email, password, name=name.strip())
    if not user.is_active:
        raise AccountClosed(email)
    member, created = Member.objects.select_for_update().get_or_create(
        program=program, user=user, defaults={"role": role, "since": today_in(program, now)}
    )
    if not created and member.role == role and member.ended_on is None:
        return Joined(member, password, "there already")
    if not created:
        member.role, member.ended_on = role, None
        member.save(update_fields=["role", "ended_on"])
    _note(member, f"made {role}", by, now)
    return Joined(member, password, "new" if created else "changed")


@transaction.atomic
def leave(program: Program, *, email: str, by: str, now: datetime) -> Member:
    """End the membership of whoever has *email*: they see nothing of *program* from now on.

    Raises:
        NotAMember: there is none that stands.
    """
    email = email.strip().lower()
    standing = Member.objects.select_for_update(of=("self",)).select_related("user")
    member = standing.filter(program=program, user__email=email, ended_on=None).first()
    if member is None:
        raise NotAMember(email, program.name)
    member.ended_on = today_in(program, now)
    member.save(update_fields=["ended_on"])
    _note(member, "ended", by, now)
    return member


def _note(member: Member, verb: str, by: str, now: datetime) -> None:
    audit.record(
        by=by,
        verb=verb,
        subject=f"member:{member.user.email}"[:200],
        program=member.program,
        at=now,
    )
