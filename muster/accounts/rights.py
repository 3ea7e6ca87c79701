"""What each role may do: one table, on one screen.

A view names the right it needs with `@needs`; a page that anybody may read says `@open_to_all`. A
test walks every URL and fails on a view that says neither.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from muster.accounts.models import Member

View = Callable[..., HttpResponseBase]


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in and a member of a program."""

    member: Member
    memberships: list[Member]
    may: "MayOf"


class Right(StrEnum):
    SEE_PUBLISHED = "see what is published"
    SEE_BUILDS = "see builds and their figures"
    SEE_PEOPLE = "see who was in the room"
    SEE_ANSWERS = "see single answers, which name nobody"
    SEE_DIRECTORY = "see organizations, sites and people"
    SEE_SITE_NUMBERS = "see numbers shown to one site only"
    SEE_COALITION_NUMBERS = "see numbers shown to the coalition"
    SEE_AUDIT = "see the record of acts"
    INVITE_PEOPLE = "invite people to a build"
    EDIT_DIRECTORY = "add and edit organizations, sites and people"
    CONFIRM_CONTACT_POINTS = "confirm a number or an address"
    IMPORT_FILES = "import files, and undo it"
    MERGE_RECORDS = "merge records, and undo it"
    EXPORT_PEOPLE = "export names and numbers"
    RECORD_OUTCOMES = "record what came of a build"
    CLEAR_QUOTES = "clear quotes"
    WRITE_REPORT = "write and review reports"
    OVERRIDE_CHECKS = "override a check with a reason"
    PUBLISH = "sign, publish and withdraw"
    CHECK_GUIDANCE = "check the reporting guidance"
    MANAGE_MEMBERS = "invite members, change roles, end access"
    CHANGE_SETTINGS = "change settings and retention"
    ERASE_PEOPLE = "erase a person on request"


class Reach(StrEnum):
    """How far a right reaches."""

    ALL = "all"
    OWN = "their part"
    PROPOSE = "propose"
    REASON = "with a reason"
    SECOND = "with a second member"


_ROLE = Member.Role
_ALL, _OWN = Reach.ALL, Reach.OWN
_EVERYBODY = {Right.SEE_PUBLISHED: _ALL}

RIGHTS: dict[str, dict[Right, Reach]] = {
    _ROLE.COORDINATOR: {right: _ALL for right in Right} | {Right.ERASE_PEOPLE: Reach.SECOND},
    _ROLE.HOST: _EVERYBODY
    | {
        right: _OWN
        for right in (
            Right.SEE_BUILDS,
            Right.SEE_PEOPLE,
            Right.SEE_ANSWERS,
            Right.SEE_DIRECTORY,
            Right.SEE_SITE_NUMBERS,
            Right.SEE_COALITION_NUMBERS,
            Right.SEE_AUDIT,
            Right.INVITE_PEOPLE,
            Right.CONFIRM_CONTACT_POINTS,
            Right.IMPORT_FILES,
            Right.EXPORT_PEOPLE,
            Right.MANAGE_MEMBERS,
        )
    }
    | {Right.CLEAR_QUOTES: Reach.PROPOSE, Right.WRITE_REPORT: Reach.PROPOSE},
    _ROLE.DESK: _EVERYBODY
    | {Right.SEE_BUILDS: _OWN, Right.SEE_PEOPLE: _OWN, Right.SEE_DIRECTORY: _OWN},
    _ROLE.LIAISON: _EVERYBODY
    | {
        right: _OWN
        for right in (
            Right.SEE_BUILDS,
            Right.SEE_DIRECTORY,
            Right.SEE_SITE_NUMBERS,
            Right.SEE_COALITION_NUMBERS,
            Right.CONFIRM_CONTACT_POINTS,
            Right.EXPORT_PEOPLE,
        )
    },
    _ROLE.STATE_LEAD: _EVERYBODY
    | {
        right: _OWN
        for right in (
            Right.SEE_BUILDS,
            Right.SEE_DIRECTORY,
            Right.SEE_COALITION_NUMBERS,
            Right.CONFIRM_CONTACT_POINTS,
        )
    }
    | {Right.INVITE_PEOPLE: Reach.PROPOSE},
    _ROLE.VIEWER: _EVERYBODY,
    _ROLE.CUSTODIAN: _EVERYBODY | {Right.SEE_AUDIT: _OWN, Right.EXPORT_PEOPLE: Reach.REASON},
    _ROLE.ADMINISTRATOR: _EVERYBODY
    | {
        Right.SEE_AUDIT: _ALL,
        Right.MANAGE_MEMBERS: _ALL,
        Right.CHANGE_SETTINGS: _ALL,
        Right.ERASE_PEOPLE: Reach.SECOND,
    },
}
_WIDEST = (_ALL, Reach.SECOND, Reach.REASON, _OWN, Reach.PROPOSE)


def reach_of(member: Member | None, right: Right) -> Reach | None:
    """How far *right* reaches for *member*: the widest of their roles; None for not at all."""
    if member is None:
        return None
    reaches = [RIGHTS[role].get(right) for role in member.roles]
    return next((reach for reach in _WIDEST if reach in reaches), None)


def may(member: Member | None, right: Right) -> bool:
    """Whether *member* may do it themselves, in all of the program or in their part."""
    return reach_of(member, right) not in (None, Reach.PROPOSE)


def has_a_say(member: Member | None, right: Right) -> bool:
    """Whether *member* may do it themselves, or propose it."""
    return reach_of(member, right) is not None


class MayOf:
    """What one member may do, by the names of the rights: `request.may.see_builds`."""

    def __init__(self, member: Member | None) -> None:
        self._member = member

    def __getattr__(self, name: str) -> bool:
        try:
            right = Right[name.upper()]
        except KeyError:
            raise AttributeError(name) from None
        return may(self._member, right)


def needs(right: Right, *, whole: bool = False, proposed: bool = False) -> Callable[[View], View]:
    """Let only members with *right* in; others are sent to sign in, or told no.

    A page that needs several names the one that is its own first, and the others below.

    Args:
        whole: whether it must reach all of the program: a part would be no answer.
        proposed: whether those come in too who may only propose it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            member = getattr(request, "member", None)
            allowed = has_a_say(member, right) if proposed else may(member, right)
            if not allowed or (whole and reach_of(member, right) is Reach.OWN):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        guarded.rights = (right, *getattr(view, "rights", ()))  # type: ignore[attr-defined]
        guarded.whole = whole  # type: ignore[attr-defined]
        guarded.proposed = {  # type: ignore[attr-defined]
            *((right,) if proposed else ()),
            *getattr(view, "proposed", ()),
        }
        return guarded

    return decorate


def without_factor(view: View) -> View:
    """Let who still has to set up a second factor reach *view*: the way to it, and past it."""
    view.opens_without_factor = True  # type: ignore[attr-defined]
    return view


def open_to_all(view: View) -> View:
    """Say that nobody has to sign in for *view*; what it shows is public."""
    view.right = None  # type: ignore[attr-defined]
    return view
