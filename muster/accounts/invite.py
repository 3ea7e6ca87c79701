"""Inviting a member: a letter whose link works once, for seven days.

The link is known to the letter alone; here is a digest of it. Sent again, it is another link, and
the first one stops working. A host invites desks of their own builds, and nobody else.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from muster.accounts.errors import (
    InvitationOver,
    InvitedAlready,
    NameMissing,
    NotYoursToGive,
)
from muster.accounts.membership import Joined, account, set_roles
from muster.accounts.models import Invitation, Member, User
from muster.accounts.rights import Reach, Right, reach_of
from muster.accounts.scopes import SCOPES, Given, checked, held_by
from muster.core import audit
from muster.core.clock import today_in
from muster.core.models import Program

WORKS_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation and the secret of its link, which is in the letter and nowhere else."""

    invitation: Invitation
    secret: str


@dataclass(frozen=True, slots=True)
class Giving:
    """What a member may let others hold: everything, or desks at some builds."""

    everything: bool
    desks_at: frozenset[str] = frozenset()

    def allows(self, given: Given) -> bool:
        """Whether they may give it, and take it."""
        return self.everything or (given.role == Member.Role.DESK and given.place in self.desks_at)


def giving_of(by: Member) -> Giving:
    """What *by* may let others hold; it asks only for who has a part of the program."""
    reach = reach_of(by, Right.MANAGE_MEMBERS)
    if reach is Reach.ALL:
        return Giving(everything=True)
    if reach is not Reach.OWN:
        return Giving(everything=False)
    offered = [place for scope in SCOPES.values() for place in scope.offered(by)]
    desks_at = frozenset(place.key for place in offered if place.key.startswith("build:"))
    return Giving(everything=False, desks_at=desks_at)


@transaction.atomic
def invite(by: Member, *, email: str, given: Given, now: datetime) -> Sent:
    """Ask whoever has *email* to join the program of *by* with this role.

    Raises:
        NotYoursToGive: *by* may not give the role, or not for this place.
        BadAddress, AccountClosed: what is wrong with *email*.
        PlaceMissing, PlaceNotForRole, NoSuchPlace: what is wrong with the place.
        InvitedAlready: they have been, or hold the role already.
    """
    if not giving_of(by).allows(given):
        raise NotYoursToGive
    program = Program.objects.select_for_update().get(pk=by.program_id)
    (given,) = checked(program, [given])
    email = email.strip().lower()
    user = account(email)
    again = Invitation.objects.open().filter(
        program=program, email=email, role=given.role, place=given.place
    )
    if again.exists() or _holds(program, user, given):
        raise InvitedAlready(email)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        program=program,
        email=email,
        role=given.role,
        place=given.place,
        until_on=given.until,
        secret=_digest(secret),
        by=by,
        at=now,
        expires_at=now + WORKS_FOR,
    )
    _note(invitation, "invited", by, now)
    return Sent(invitation, secret)


@transaction.atomic
def send_again(by: Member, invitation: Invitation, *, now: datetime) -> Sent:
    """Give *invitation* a new link for another seven days; the old one stops working.

    Raises:
        InvitationOver: it was taken up or back meanwhile.
    """
    invitation = _still_open(invitation)
    secret = secrets.token_urlsafe(32)
    invitation.secret, invitation.expires_at = _digest(secret), now + WORKS_FOR
    invitation.sent_at = None
    invitation.save(update_fields=["secret", "expires_at", "sent_at"])
    _note(invitation, "invited again", by, now)
    return Sent(invitation, secret)


@transaction.atomic
def withdraw(by: Member, invitation: Invitation, *, now: datetime) -> None:
    """Let the link of *invitation* stop working.

    Raises:
        InvitationOver: it was taken up or back meanwhile.
    """
    invitation = _still_open(invitation)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    _note(invitation, "withdrew an invitation", by, now)


def of_secret(secret: str, *, now: datetime) -> Invitation | None:
    """The invitation whose link this is, while it works."""
    rows = Invitation.objects.open().select_related("program", "by__user")
    return rows.filter(secret=_digest(secret), expires_at__gt=now).first()


@transaction.atomic
def accept(secret: str, *, name: str, password: str, now: datetime) -> Joined:
    """Make a member of whoever has the link, with an account if they have none.

    Args:
        name: of somebody new; an account that is there keeps its own.
        password: of somebody new; empty lets them sign in by links alone.

    Raises:
        InvitationOver: the link was used, taken back, or is too old.
        NameMissing: somebody new has said no name.
        AccountClosed: the account was closed meanwhile.
        NoSuchPlace: what the role is for is gone.
    """
    found = of_secret(secret, now=now)
    if found is None:
        raise InvitationOver
    invitation = _still_open(found)
    given = Given(invitation.role, invitation.place, invitation.until_on)
    if not giving_of(invitation.by).allows(given):  # who invited may do so no more
        raise InvitationOver
    user = account(invitation.email)
    if user is None:
        if not name.strip():
            raise NameMissing
        user = User.objects.create_user(invitation.email, password or None, name=name.strip())
    member, created = Member.objects.select_related("program", "user").get_or_create(
        program=invitation.program,
        user=user,
        defaults={"since": today_in(invitation.program, now)},
    )
    held = [] if created or member.ended_on else held_by([member])[member.pk]
    same = [one for one in held if (one.role, one.place) != (given.role, given.place)]
    set_roles(member, [*same, given], by=invitation.by.user.email, now=now)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    audit.record(
        by=user.email,
        verb="accepted an invitation",
        subject=f"member:{member.pk}",
        program=invitation.program,
        at=now,
    )
    return Joined(member, "", "new" if created else "changed")


def invitations_of(member: Member) -> "QuerySet[Invitation]":
    """The open invitations that *member* may look after: all, or to the builds that they host."""
    rows = Invitation.objects.open().filter(program=member.program_id)
    giving = giving_of(member)
    if giving.everything:
        return rows
    return rows.filter(role=Member.Role.DESK, place__in=giving.desks_at)


def _holds(program: Program, user: User | None, given: Given) -> bool:
    member = Member.objects.current().filter(program=program, user=user).first() if user else None
    if member is None:
        return False
    held = held_by([member])[member.pk]
    return (given.role, given.place) in {(one.role, one.place) for one in held}


def _still_open(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.open().select_for_update(of=("self",))
    found = (
        rows.select_related("program", "by__user", "by__program").filter(pk=invitation.pk).first()
    )
    if found is None:
        raise InvitationOver
    return found


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _note(invitation: Invitation, verb: str, by: Member, now: datetime) -> None:
    place, until = invitation.place, invitation.until_on
    says = (
        invitation.role + (f" for {place}" if place else "") + (f" until {until}" if until else "")
    )
    audit.record(
        by=by.user.email,
        verb=verb,
        subject=f"invitation:{invitation.pk}",
        program=invitation.program,
        at=now,
        changes=[audit.Changed("email", "", invitation.email), audit.Changed("roles", "", says)],
    )
