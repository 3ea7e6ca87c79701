"""The second factor: who needs one, from when on, and who has which.

Who runs a program, its coordinators and administrators, needs one from the day that the program
says. Until then they read, and neither export nor publish; after it they are led to set one up.
Programs of invented data are open doors, and ask for none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Member, User
from muster.accounts.rights import Right
from muster.core import audit
from muster.core.clock import today_in
from muster.core.models import Program

# Who needs one.
WHO = frozenset({str(Member.Role.COORDINATOR), str(Member.Role.ADMINISTRATOR)})
# What nobody of them does without one, once the program has named a day.
WAITING_FOR_IT = frozenset({Right.EXPORT_PEOPLE, Right.PUBLISH, Right.ERASE_PEOPLE})


class Need(Enum):
    """Whether a member needs a second factor that they have not."""

    NO = "no"
    SOON = "soon"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has beside the password or the letter."""

    passkeys: int = 0
    app: bool = False
    recovery_codes: int = 0
    since: date | None = None

    @property
    def any(self) -> bool:
        """Whether there is one that asks at the door; recovery codes alone do not."""
        return self.app or self.passkeys > 0


NONE = Factors()


def needed_from(program: Program, everywhere: str) -> date | None:
    """The day from which *program* asks for a second factor; none asks for none.

    Args:
        everywhere: what the installation says: a day, "off", or nothing.
    """
    if program.sample or everywhere == "off":
        return None
    days = [date.fromisoformat(everywhere)] if everywhere else []
    if program.second_factor_from is not None:
        days.append(program.second_factor_from)
    return min(days, default=None)


@transaction.atomic
def ask_from(program: Program, day: date | None, *, by: Member, now: datetime) -> None:
    """Let *program* ask for a second factor from *day* on, or not at all; said twice, done once."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    old, program.second_factor_from = program.second_factor_from, day
    if day == old:
        return
    program.save(update_fields=["second_factor_from"])
    audit.record(
        by=by.user.email,
        verb="set the day of the second factor",
        subject=f"program:{program.key}",
        program=program,
        at=now,
        changes=[audit.Changed("second_factor_from", _iso(old), _iso(day))],
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def is_asked(member: Member) -> bool:
    """Whether *member* is one of those who need a second factor."""
    return bool(member.roles & WHO)


def need_of(member: Member, *, has_one: bool, everywhere: str, today: date) -> Need:
    """Whether *member* needs a second factor that they have not, soon or by now."""
    day = needed_from(member.program, everywhere)
    if day is None or has_one or not is_asked(member):
        return Need.NO
    return Need.NOW if day <= today else Need.SOON


def has_one(user: User) -> bool:
    """Whether *user* is asked for a second factor at the door."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=kinds).exists()


def factors_of(users: Iterable[int], program: Program) -> dict[int, Factors]:
    """What each of *users*, by number, has, on the days of *program*; one question."""
    told: dict[int, Factors] = {}
    for row in Authenticator.objects.filter(user__in=list(users)).order_by("created_at"):
        old = told.get(row.user_id, NONE)
        kind = row.type
        counts = kind in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        told[row.user_id] = Factors(
            passkeys=old.passkeys + (kind == Authenticator.Type.WEBAUTHN),
            app=old.app or kind == Authenticator.Type.TOTP,
            recovery_codes=len(row.wrap().get_unused_codes())
            if kind == Authenticator.Type.RECOVERY_CODES
            else old.recovery_codes,
            since=old.since or (today_in(program, row.created_at) if counts else None),
        )
    return told


WHY_NOT_YET = _(
    "This needs a second factor: an app or a passkey, beside your password. Set one up here, and"
    " then do it again. Nothing was changed."
)
WHY_NOW = _(
    "Who runs a program signs in with a second factor. Set one up here; everything else is as you"
    " left it."
)
