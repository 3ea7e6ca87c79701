"""Which member is asking, and with which second factor."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from muster.accounts import sessions
from muster.accounts.factors import (
    WAITING_FOR_IT,
    WHY_NOT_YET,
    WHY_NOW,
    Need,
    has_one,
    is_asked,
    need_of,
    needed_from,
)
from muster.accounts.models import Member, MemberRole
from muster.accounts.rights import MayOf, Right
from muster.core.clock import today_in

CHOSEN = "program"


class MemberMiddleware:
    """Puts on each request who asks: `member`, their `memberships`, and what they `may` do.

    Who is a member of several programs sees one at a time; the choice is kept in the session. All
    three come from one question to the database, and none is asked for whoever is not signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        memberships: list[Member] = []
        if "_auth_user_id" in request.session and request.user.is_authenticated:
            memberships = memberships_of(request)
            sessions.note_seen(
                request.session,
                int(request.session["_auth_user_id"]),
                user_agent=request.headers.get("user-agent", ""),
                now=timezone.now(),
            )
        member = chosen(memberships, request.session.get(CHOSEN) if memberships else None)
        request.memberships = memberships  # type: ignore[attr-defined]
        request.member = member  # type: ignore[attr-defined]
        request.may = MayOf(member)  # type: ignore[attr-defined]
        # Days and hours are read as they are where the program is at home.
        with timezone.override(member.program.time_zone if member else None):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_given: Any
    ) -> HttpResponse | None:
        """Lead who needs a second factor for this page to where it is set up.

        It asks the database only for who runs a program that wants one.
        """
        member: Member | None = request.member  # type: ignore[attr-defined]
        rights: tuple[Right, ...] = getattr(view, "rights", ())
        if member is None or not rights or getattr(view, "opens_without_factor", False):
            return None
        everywhere = settings.SECOND_FACTOR
        if needed_from(member.program, everywhere) is None or not is_asked(member):
            return None
        today = today_in(member.program, timezone.now())
        need = need_of(member, has_one=has_one(member.user), everywhere=everywhere, today=today)
        if need is Need.NOW or (need is Need.SOON and WAITING_FOR_IT.intersection(rights)):
            messages.warning(request, str(WHY_NOW if need is Need.NOW else WHY_NOT_YET))
            return redirect("mfa_index")
        return None


def memberships_of(request: HttpRequest) -> list[Member]:
    """The memberships of the user in which they hold a role today, the invented programs last."""
    held = (
        MemberRole.objects.filter(
            member__user=request.session["_auth_user_id"],
            member__ended_on=None,
            member__user__is_active=True,
        )
        .select_related("member__program", "member__user")
        .order_by("member__program__sample", "member__program__name", "member__program__key")
    )
    members: list[Member] = []
    for _member_id, rows in groupby(held, key=lambda row: row.member_id):
        roles = list(rows)
        members.append(roles[0].member)
        members[-1].remember(roles)
    return [member for member in members if member.roles]


def chosen(memberships: list[Member], key: str | None) -> Member | None:
    """The membership in the program *key*, else the first, else none."""
    first = memberships[0] if memberships else None
    return next((member for member in memberships if member.program.key == key), first)
