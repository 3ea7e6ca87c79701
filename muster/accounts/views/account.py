"""One's own account, the sessions of it, and those of the members that one looks after."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from muster.accounts import membership, sessions
from muster.accounts.acts import sent_from
from muster.accounts.errors import MemberError
from muster.accounts.factors import Factors, factors_of, is_asked, needed_from
from muster.accounts.invite import giving_of
from muster.accounts.models import Member, SignedIn
from muster.accounts.rights import MemberRequest, Right, needs, without_factor
from muster.accounts.roster import in_words, roster_of, seen_words
from muster.accounts.scopes import held_by, labels_of
from muster.core.clock import today_in


@without_factor
@needs(Right.SEE_PUBLISHED)
@require_safe
def account(request: MemberRequest) -> HttpResponse:
    """Who one is here, how one signs in, and where one is signed in."""
    now, member = timezone.now(), request.member
    held = {one.pk: held_by([one])[one.pk] for one in request.memberships}
    context = {
        "programs": [
            (
                one.program,
                in_words(
                    held[one.pk],
                    labels_of(one.program, {given.place for given in held[one.pk] if given.place}),
                    today=today_in(one.program, now),
                ),
            )
            for one in request.memberships
        ],
        "factors": factors_of([member.user_id], member.program).get(member.user_id, Factors()),
        "factor_day": needed_from(member.program, settings.SECOND_FACTOR)
        if is_asked(member)
        else None,
        "has_password": member.user.has_usable_password(),
        "sessions": _in_words(request, sessions.open_sessions([member.user_id], now=now)),
    }
    return render(request, "accounts/account.html", context)


@without_factor
@needs(Right.SEE_PUBLISHED)
@sent_from("account")
def end_own_session(request: MemberRequest, number: int) -> HttpResponse:
    """Sign out of another browser."""
    own = SignedIn.objects.filter(user=request.member.user_id)
    sessions.end([get_object_or_404(own, pk=number)])
    messages.success(request, _("That browser is signed out."))
    return redirect("account")


@without_factor
@needs(Right.SEE_PUBLISHED)
@sent_from("account")
def end_other_sessions(request: MemberRequest) -> HttpResponse:
    """Sign out everywhere else."""
    ended = sessions.end_all(request.member.user, but=request.session.session_key or "")
    says = ngettext(
        "One other browser is signed out.", "%(n)s other browsers are signed out.", ended
    )
    messages.success(request, says % {"n": ended} if ended else _("There was no other session."))
    return redirect("account")


@needs(Right.MANAGE_MEMBERS)
@require_safe
def member_sessions(request: MemberRequest) -> HttpResponse:
    """Where the members that one looks after are signed in."""
    rows = _of_members(request)
    context = {"sessions": _in_words(request, rows), "how_many": len(rows)}
    return render(request, "accounts/sessions.html", context)


@needs(Right.MANAGE_MEMBERS)
@sent_from("member-sessions")
def end_member_session(request: MemberRequest, number: int) -> HttpResponse:
    """Sign a member out of one browser."""
    row = get_object_or_404(_of_members(request), pk=number)
    try:
        membership.end_session(row, by=request.member, now=timezone.now())
    except MemberError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s is signed out there.") % {"name": row.user})
    return redirect("member-sessions")


def _of_members(request: MemberRequest) -> "QuerySet[SignedIn]":
    now, by = timezone.now(), request.member
    users = Member.objects.current().filter(program=by.program_id).values_list("user", flat=True)
    if not giving_of(by).everything:
        roster = roster_of(by, everywhere=settings.SECOND_FACTOR, now=now)
        users = [row.member.user_id for row in roster.active]  # type: ignore[assignment]
    return sessions.open_sessions(users, now=now).select_related("user")


def _in_words(
    request: MemberRequest, rows: "QuerySet[SignedIn]"
) -> list[tuple[SignedIn, str, bool]]:
    """Each session, when it was last seen, and whether it is this one."""
    now, here = timezone.now(), request.session.session_key
    return [
        (row, seen_words(row.seen_at, now, request.member.program), row.session == here)
        for row in rows
    ]
