"""Making somebody a member of a program, changing their roles, and ending that.

A membership that is ended stays: what its member signed is theirs. Joining again takes it up. A
program keeps somebody who runs it: its last coordinator and its last administrator stay.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from muster.accounts import sessions
from muster.accounts.errors import (
    AccountClosed,
    BadAddress,
    LastOfTheirRole,
    NameMissing,
    NoRole,
    NotAMember,
)
from muster.accounts.models import Invitation, Member, MemberRole, SignedIn, User
from muster.accounts.scopes import SCOPES, Given, checked, held_by
from muster.core import audit
from muster.core.clock import today_in
from muster.core.models import Program

# Letters and digits that nobody takes for one another.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
# Somebody has to be there who can let others in.
_KEPT = (Member.Role.COORDINATOR, Member.Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it.

    Attributes:
        password: of an account that was made now; empty where there was one.
        was: whether the membership is new, or stood already, with these roles or others.
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
    program: Program, *, email: str, name: str, roles: Iterable[Given], by: str, now: datetime
) -> Joined:
    """Make whoever has *email* a member of *program* with *roles*; said twice, done once.

    Args:
        name: of somebody who has no account yet; one that is there keeps its own.
        roles: all that they hold from now on.
        by: for the record of acts.

    Raises:
        BadAddress: *email* is none.
        NameMissing: there is no account yet, and no name for one.
        AccountClosed: there is one, and it is closed.
        NoRole, PlaceMissing, PlaceNotForRole, NoSuchPlace: what is wrong with *roles*.
        LastOfTheirRole: nobody else would run the program.
    """
    user, password = account(email), ""
    if user is None:
        if not name.strip():
            raise NameMissing
        password = make_password()
        user = User.objects.create_user(email, password, name=name.strip())
    member, created = Member.objects.select_for_update(of=("self",)).get_or_create(
        program=program, user=user, defaults={"since": today_in(program, now)}
    )
    changed = set_roles(member, roles, by=by, now=now)
    return Joined(member, password, "new" if created else "changed" if changed else "there already")


def account(email: str) -> User | None:
    """The account with this address, if there is one.

    Raises:
        BadAddress: *email* is none.
        AccountClosed: there is one, and it is closed.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as wrong:
        raise BadAddress(email) from wrong
    user = User.objects.filter(email=email).first()
    if user is not None and not user.is_active:
        raise AccountClosed(email)
    return user


@transaction.atomic
def set_roles(member: Member, roles: Iterable[Given], *, by: str, now: datetime) -> bool:
    """Let *member* hold *roles*, and no others; whether that changed anything.

    A membership that was ended stands again.

    Raises:
        NoRole, PlaceMissing, PlaceNotForRole, NoSuchPlace: what is wrong with *roles*.
        LastOfTheirRole: nobody else would run the program.
    """
    program = _held_still(member)
    wanted = checked(program, roles)
    if not wanted:
        raise NoRole
    _keep_who_runs(program, member, _rows(member, wanted))
    before = held_by([member])[member.pk]
    if member.ended_on is None and set(before) == set(wanted):
        return False
    _take_all(member)
    MemberRole.objects.bulk_create(_rows(member, wanted))
    for given in wanted:
        kind, _colon, key = given.place.partition(":")
        if kind:
            SCOPES[kind].give(member, given.role, key, given.until)
    if member.ended_on is not None:
        member.ended_on = None
        member.save(update_fields=["ended_on"])
    member.forget()
    _note(member, "gave roles", by, now, [audit.Changed("roles", _told(before), _told(wanted))])
    return True


@transaction.atomic
def leave(program: Program, *, email: str, by: str, now: datetime) -> Member:
    """End the membership of whoever has *email*: they see nothing of *program* from now on.

    Their sessions end at once, and the links that nobody used stop working.

    Raises:
        NotAMember: there is none that stands.
        LastOfTheirRole: nobody else would run the program.
    """
    member = _standing(program, email)
    _keep_who_runs(_held_still(member), member, [])
    member.ended_on = today_in(program, now)
    member.save(update_fields=["ended_on"])
    sessions.end_all(member.user)
    _take_back_invitations(member, now)
    _note(member, "ended", by, now)
    return member


def take(member: Member, givens: Iterable[Given], *, by: str, now: datetime) -> None:
    """Take *givens* away from *member*; with the last of them the membership ends.

    Raises:
        LastOfTheirRole: nobody else would run the program.
    """
    gone = {(given.role, given.place) for given in givens}
    held = held_by([member])[member.pk]
    left = [given for given in held if (given.role, given.place) not in gone]
    if left:
        set_roles(member, left, by=by, now=now)
    else:
        leave(member.program, email=member.user.email, by=by, now=now)


@transaction.atomic
def give_new_password(
    program: Program, *, email: str, by: str, now: datetime
) -> tuple[Member, str]:
    """Let a member of *program* sign in with another password, which is told here alone.

    Raises:
        NotAMember: there is none that stands.
    """
    member, password = _standing(program, email), make_password()
    member.user.set_password(password)
    member.user.save(update_fields=["password"])
    sessions.end_all(member.user)
    _note(member, "gave a new password", by, now)
    return member, password


@transaction.atomic
def take_second_factor_away(program: Program, *, email: str, by: str, now: datetime) -> Member:
    """Let a member of *program* who lost telephone, passkey and codes set up new ones.

    Raises:
        NotAMember: there is none that stands.
    """
    member = _standing(program, email)
    Authenticator.objects.filter(user=member.user).delete()
    sessions.end_all(member.user)
    _note(member, "took a second factor away", by, now)
    return member


@transaction.atomic
def end_session(row: SignedIn, *, by: Member, now: datetime) -> None:
    """Sign a member of the program of *by* out of one browser.

    Raises:
        NotAMember: whose browser it is is none of that program any more.
    """
    member = _standing(by.program, row.user.email)
    sessions.end([row])
    _note(member, "ended a session", by.user.email, now)


def _standing(program: Program, email: str) -> Member:
    email = email.strip().lower()
    standing = Member.objects.select_for_update(of=("self",)).select_related("user", "program")
    member = standing.filter(program=program, user__email=email, ended_on=None).first()
    if member is None:
        raise NotAMember(email, program.name)
    return member


def _take_back_invitations(member: Member, now: datetime) -> None:
    """Let no link open that *member* has sent, or has been sent, and that nobody used."""
    about = Q(by=member) | Q(email=member.user.email)
    Invitation.objects.open().filter(about, program=member.program_id).update(withdrawn_at=now)


def _held_still(member: Member) -> Program:
    """The program, while nobody else changes who runs it."""
    return Program.objects.select_for_update().get(pk=member.program_id)


def _rows(member: Member, givens: Iterable[Given]) -> list[MemberRole]:
    """One row for each role; it runs as long as the longest of its grants."""
    until: dict[str, list[date | None]] = {}
    for given in givens:
        until.setdefault(given.role, []).append(given.until)
    return [
        MemberRole(member=member, role=role, until_on=_latest(days)) for role, days in until.items()
    ]


def _latest(days: Sequence[date | None]) -> date | None:
    ends = [day for day in days if day is not None]
    return max(ends) if len(ends) == len(days) else None


def _keep_who_runs(program: Program, member: Member, after: Iterable[MemberRole]) -> None:
    """Nothing, where somebody runs *program* also when *member* holds no more than *after*.

    Raises:
        LastOfTheirRole: nobody would, from now on or from a day on.
    """
    if member.ended_on is not None:
        return
    until = {row.role: row.until_on for row in after}
    for row in member.held.filter(role__in=_KEPT):
        if row.role in until and until[row.role] in (None, row.until_on):
            continue
        others = MemberRole.objects.filter(
            role=row.role,
            until_on=None,
            member__program=program,
            member__in=Member.objects.current().exclude(pk=member.pk),
        )
        if not others.exists():
            raise LastOfTheirRole(str(member.user), str(row), program.name)


def _take_all(member: Member) -> None:
    for scope in SCOPES.values():
        scope.take(member)
    member.held.all().delete()


def _told(givens: Iterable[Given]) -> str:
    """For the record of acts: "desk for build:larkhaven until 2026-06-12; viewer"."""
    words = [
        given.role
        + (f" for {given.place}" if given.place else "")
        + (f" until {given.until}" if given.until else "")
        for given in givens
    ]
    return "; ".join(sorted(words))


def _note(
    member: Member, verb: str, by: str, now: datetime, changes: Sequence[audit.Changed] = ()
) -> None:
    audit.record(
        by=by,
        verb=verb,
        subject=f"member:{member.pk}",
        program=member.program,
        at=now,
        changes=changes,
    )
