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
    SEE_BUILDS = "see builds, their figures and the rows behind them"
    SEE_PEOPLE = "see who was in the room"
    RECORD_OUTCOMES = "record what came of a build"
    CLEAR_QUOTES = "clear quotes"
    WRITE_REPORT = "write and review reports"
    OVERRIDE_CHECKS = "override a check with a reason"
    PUBLISH = "sign, publish and withdraw"
    CHECK_GUIDANCE = "check the reporting guidance"


RIGHTS: dict[str, frozenset[Right]] = {
    Member.Role.COORDINATOR: frozenset(Right),
    Member.Role.VIEWER: frozenset({Right.SEE_PUBLISHED}),
}


def may(member: Member | None, right: Right) -> bool:
    """Whether *member* holds *right*; nobody holds none."""
    return member is not None and right in RIGHTS[member.role]


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


def needs(right: Right) -> Callable[[View], View]:
    """Let only members with *right* in; others are sent to sign in, or told no."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(getattr(request, "member", None), right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.right = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_to_all(view: View) -> View:
    """Say that nobody has to sign in for *view*; what it shows is public."""
    view.right = None  # type: ignore[attr-defined]
    return view
