"""The members of a program as a list: what each holds, and how they stand at the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.accounts import sessions
from muster.accounts.factors import Factors, factors_of, is_asked, needed_from
from muster.accounts.invite import Giving, giving_of, invitations_of
from muster.accounts.models import Invitation, Member
from muster.accounts.scopes import Given, held_by, labels_of
from muster.core.clock import today_in
from muster.core.models import Program
from muster.shell.days import day_words

# So many are listed at once, unless all are asked for.
AT_ONCE = 100


class Which(StrEnum):
    """The three lists."""

    ACTIVE = "active"
    INVITED = "invited"
    ENDED = "ended"


WHICH_WORDS = {
    Which.ACTIVE: gettext_lazy("Active"),
    Which.INVITED: gettext_lazy("Invited"),
    Which.ENDED: gettext_lazy("Ended"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A role in words: what it is for, and when it ends by itself."""

    given: Given
    role: str
    place: str
    until: str


@dataclass(frozen=True, slots=True)
class Factor:
    """How somebody is known at the door: a shape, the word, and what is to say of it."""

    shape: str
    word: str
    beside: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list.

    Attributes:
        changeable: whether the one who looks may change or end what is held.
    """

    member: Member
    held: tuple[Held, ...]
    factor: Factor | None
    seen: str
    open_sessions: int
    is_you: bool
    changeable: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """Both lists of members, in whole or in the part that somebody looks after."""

    active: tuple[Row, ...]
    ended: tuple[Row, ...]

    @property
    def open_sessions(self) -> int:
        return sum(row.open_sessions for row in self.active)


def roster_of(by: Member, *, everywhere: str, now: datetime) -> Roster:
    """The members that *by* looks after; seven questions, however many they are.

    Args:
        everywhere: what the installation says of the second factor.
    """
    program, today, giving = by.program, today_in(by.program, now), giving_of(by)
    members = list(
        Member.objects.filter(program=program)
        .select_related("user")
        .prefetch_related("held")
        .order_by("user__name", "user__email")
    )
    for member in members:
        member.program = program
        member.remember(member.held.all())
    held = held_by(members)
    if not giving.everything:
        members = [member for member in members if any(map(giving.allows, held[member.pk]))]
    labels = labels_of(
        program, {given.place for row in held.values() for given in row if given.place}
    )
    users = [member.user_id for member in members]
    factors, standing = factors_of(users, program), sessions.standing_of(users, now=now)
    rows = [
        Row(
            member=member,
            held=tuple(in_words(held[member.pk], labels, today=today)),
            factor=factor_of(member, factors.get(member.user_id, Factors()), everywhere),
            seen=seen_words(
                standing[member.user_id].seen_at or member.user.last_login, now, program
            ),
            open_sessions=standing[member.user_id].open,
            is_you=member.pk == by.pk,
            changeable=_changeable(giving, held[member.pk]),
        )
        for member in members
    ]
    standing_rows = [
        row for row in rows if row.member.ended_on is None and row.member.roles_on(today)
    ]
    ended = [row for row in rows if row not in standing_rows]
    return Roster(tuple(standing_rows), tuple(ended))


def _changeable(giving: Giving, held: Iterable[Given]) -> bool:
    return giving.everything or any(map(giving.allows, held))


def in_words(givens: Iterable[Given], labels: dict[str, str], *, today: date) -> list[Held]:
    """Each role, what it is for, and until when."""
    return [
        Held(
            given,
            str(Member.Role(given.role).label),
            labels.get(given.place, "") if given.place else _whole(given.role),
            _until(given.until, today),
        )
        for given in givens
    ]


def _until(day: date | None, today: date) -> str:
    if day is None:
        return ""
    says = _("ran out %(day)s") if day < today else _("ends by itself %(day)s")
    return says % {"day": day_words(day)}


def _whole(role: str) -> str:
    """What a role that is for no place is for."""
    return {
        str(Member.Role.VIEWER): _("Published reports"),
        str(Member.Role.CUSTODIAN): _("Restricted rows"),
        str(Member.Role.ADMINISTRATOR): _("Settings"),
    }.get(role, _("Whole program"))


def factor_of(member: Member, has: Factors, everywhere: str) -> Factor | None:
    """The second factor of *member* in words; none where nobody asks."""
    if has.passkeys:
        beside = [_("and an app")] if has.app else []
        return Factor("", _("Passkey"), "; ".join([*beside, *_codes(has)]))
    if has.app:
        since = _("since %(day)s") % {"day": day_words(has.since)} if has.since else ""
        return Factor("", _("App"), "; ".join(filter(None, [since, *_codes(has)])))
    if member.roles <= {str(Member.Role.VIEWER)}:
        return None
    one = _("Password or link") if member.user.has_usable_password() else _("E-mail link only")
    if not is_asked(member):
        return Factor("d-one", one, _("allowed for this role"))
    day = needed_from(member.program, everywhere)
    if day is None:
        return Factor("d-one", one, _("no day is set"))
    return Factor("d-none", _("None yet"), _("needed from %(day)s") % {"day": day_words(day)})


def _codes(has: Factors) -> list[str]:
    if not has.recovery_codes:
        return []
    says = ngettext("%(n)s recovery code left", "%(n)s recovery codes left", has.recovery_codes)
    return [says % {"n": has.recovery_codes}]


def seen_words(seen_at: datetime | None, now: datetime, program: Program) -> str:
    """When somebody was last there: “12 minutes ago”, “Yesterday”, “March 12, 2026”."""
    if seen_at is None:
        return _("never")
    minutes = int((now - seen_at).total_seconds() // 60)
    if minutes < 5:
        return _("now")
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    days = (today_in(program, now) - today_in(program, seen_at)).days
    if days == 0:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", minutes // 60) % {"n": minutes // 60}
    return _("Yesterday") if days == 1 else day_words(today_in(program, seen_at))


@dataclass(frozen=True, slots=True)
class Lacking:
    """Those who need a second factor and have none, and from which day."""

    members: tuple[Member, ...]
    needed_from: date


def lacking(roster: Roster, program: Program, everywhere: str) -> Lacking | None:
    """Who has to set up a second factor, if the program names a day."""
    day = needed_from(program, everywhere)
    if day is None:
        return None
    without = [row.member for row in roster.active if row.factor and row.factor.shape == "d-none"]
    return Lacking(tuple(without), day)


@dataclass(frozen=True, slots=True)
class Asked:
    """An open invitation in words."""

    invitation: Invitation
    role: str
    place: str
    until: str
    works: bool


def invited(by: Member, *, now: datetime) -> list[Asked]:
    """The open invitations that *by* looks after, the newest first."""
    rows = list(invitations_of(by).select_related("by__user"))
    labels = labels_of(by.program, {row.place for row in rows if row.place})
    today = today_in(by.program, now)
    return [
        Asked(row, held.role, held.place, held.until, row.expires_at > now)
        for row in rows
        for held in in_words([Given(row.role, row.place, row.until_on)], labels, today=today)
    ]
