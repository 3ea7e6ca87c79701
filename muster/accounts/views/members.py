"""Who has access: the list, inviting, changing roles, ending access."""

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from muster.accounts import invite, matrix, membership
from muster.accounts.acts import sent_from
from muster.accounts.errors import LetterNotSent, MemberError
from muster.accounts.factors import ask_from, needed_from
from muster.accounts.invite import Giving, Sent, giving_of, invitations_of
from muster.accounts.letters import send_invitation, send_reminder
from muster.accounts.member_forms import FactorDayForm, InviteForm, RolesForm
from muster.accounts.models import Member
from muster.accounts.rights import MemberRequest, Reach, Right, needs, reach_of
from muster.accounts.roster import (
    AT_ONCE,
    WHICH_WORDS,
    Roster,
    Which,
    in_words,
    invited,
    lacking,
    roster_of,
)
from muster.accounts.scopes import held_by, labels_of
from muster.core.asked import number_of
from muster.core.clock import today_in


@needs(Right.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: MemberRequest) -> HttpResponse:
    """Who has access, and the form that invites somebody more."""
    giving = giving_of(request.member)
    form = _invite_form(request, giving)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return _to_invited()
    now, by = timezone.now(), request.member
    roster = roster_of(by, everywhere=settings.SECOND_FACTOR, now=now)
    asked = invited(by, now=now)
    show = _which(request)
    rows = roster.ended if show is Which.ENDED else roster.active
    everybody = "all" in request.GET
    counts = {
        Which.ACTIVE: len(roster.active), Which.INVITED: len(asked), Which.ENDED: len(roster.ended),
    }  # fmt: skip
    context = {
        "form": form,
        "show": show,
        "tabs": [(which, words, counts[which]) for which, words in WHICH_WORDS.items()],
        "rows": rows if everybody else rows[:AT_ONCE],
        "how_many": len(rows),
        "asked": asked,
        "ending": _ending(request),
        "roster": roster,
        "everything": giving.everything,
        "gives_nothing": not giving.everything and not giving.desks_at,
        "columns": matrix.columns(by.roles),
        "groups": matrix.groups(by.roles),
        **_factor_context(request, roster),
    }
    return render(request, "accounts/members.html", context, status=422 if form.errors else 200)


@needs(Right.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: MemberRequest, number: int) -> HttpResponse:
    """What one member holds, to be changed."""
    by, now = request.member, timezone.now()
    giving, today = giving_of(by), today_in(by.program, now)
    one = _changeable(request, number, giving)
    held = held_by([one])[one.pk]
    labels = labels_of(one.program, {given.place for given in held if given.place})
    roles = RolesForm(
        request.POST if request.method == "POST" else None,
        held=in_words(held, labels, today=today), by=by, giving=giving, today=today,
    )  # fmt: skip
    if request.method == "POST" and roles.is_valid():
        try:
            membership.set_roles(one, roles.wanted, by=by.user.email, now=now)
        except MemberError as refused:
            roles.trouble = str(refused)
        else:
            messages.success(request, _("What %(name)s holds is kept.") % {"name": one.user})
            return redirect("members")
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/member.html", {"one": one, "roles": roles}, status=status)


@needs(Right.MANAGE_MEMBERS)
@sent_from("members")
def end_member(request: MemberRequest, number: int) -> HttpResponse:
    """End what one member holds, at once: all of it, or what the one who asks may take."""
    giving = giving_of(request.member)
    one = _changeable(request, number, giving)
    by, now = request.member.user.email, timezone.now()
    try:
        if giving.everything:
            membership.leave(one.program, email=one.user.email, by=by, now=now)
        else:
            held = held_by([one])[one.pk]
            membership.take(one, filter(giving.allows, held), by=by, now=now)
    except MemberError as refused:
        messages.error(request, str(refused))
    else:
        says = _("%(name)s has no access any more. What they wrote stays, under their name.")
        messages.success(request, says % {"name": one.user})
    return redirect("members")


@needs(Right.MANAGE_MEMBERS)
@sent_from("members")
def send_again(request: MemberRequest, number: int) -> HttpResponse:
    """Send an invitation again, with a link of its own."""
    invitation = get_object_or_404(invitations_of(request.member), pk=number)
    try:
        sent = invite.send_again(request.member, invitation, now=timezone.now())
    except MemberError as refused:
        messages.error(request, str(refused))
    else:
        _send(request, sent)
    return _to_invited()


@needs(Right.MANAGE_MEMBERS)
@sent_from("members")
def withdraw_invitation(request: MemberRequest, number: int) -> HttpResponse:
    """Let the link of an invitation stop working."""
    invitation = get_object_or_404(invitations_of(request.member), pk=number)
    try:
        invite.withdraw(request.member, invitation, now=timezone.now())
    except MemberError as refused:
        messages.error(request, str(refused))
    else:
        says = _("The invitation of %(email)s is taken back; its link no longer works.")
        messages.success(request, says % {"email": invitation.email})
    return _to_invited()


@needs(Right.CHANGE_SETTINGS)
@sent_from("members")
def set_factor_day(request: MemberRequest) -> HttpResponse:
    """Say from which day on coordinators and administrators need a second factor."""
    form = FactorDayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This is no day. Nothing was changed."))
        return redirect("members")
    day = form.cleaned_data["day"]
    ask_from(request.member.program, day, by=request.member, now=timezone.now())
    messages.success(request, _("The day is kept.") if day else _("No second factor is asked for."))
    return redirect("members")


@needs(Right.CHANGE_SETTINGS)
@sent_from("members")
def remind(request: MemberRequest) -> HttpResponse:
    """Remind those who need a second factor and have none."""
    roster = _whole_roster(request)
    found = lacking(roster, request.member.program, settings.SECOND_FACTOR)
    link = request.build_absolute_uri(reverse("mfa_index"))
    sent = 0
    for one in found.members if found else ():
        try:
            send_reminder(one, link=link, needed_from=found.needed_from)  # type: ignore[union-attr]
        except LetterNotSent as trouble:
            messages.error(request, str(trouble))
        else:
            sent += 1
    if sent:
        says = ngettext("One letter is on its way.", "%(n)s letters are on their way.", sent)
        messages.success(request, says % {"n": sent})
    return redirect("members")


def _to_invited() -> HttpResponse:
    return redirect(f"{reverse('members')}?show={Which.INVITED}")


def _whole_roster(request: MemberRequest) -> Roster:
    if reach_of(request.member, Right.MANAGE_MEMBERS) is not Reach.ALL:
        raise Http404
    return roster_of(request.member, everywhere=settings.SECOND_FACTOR, now=timezone.now())


def _factor_context(request: MemberRequest, roster: Roster) -> dict[str, object]:
    """What the page says of the second factor, to those who look after all members."""
    by = request.member
    if reach_of(by, Right.MANAGE_MEMBERS) is not Reach.ALL:
        return {}
    day = needed_from(by.program, settings.SECOND_FACTOR)
    return {
        "lacking": lacking(roster, by.program, settings.SECOND_FACTOR),
        "factor_day": day,
        "factor_form": FactorDayForm(initial={"day": by.program.second_factor_from}),
        "may_set_day": reach_of(by, Right.CHANGE_SETTINGS) is Reach.ALL and not by.program.sample,
        "invented": by.program.sample,
    }


def _invite_form(request: MemberRequest, giving: Giving) -> InviteForm:
    return InviteForm(
        request.POST if request.method == "POST" else None,
        by=request.member,
        giving=giving,
        today=today_in(request.member.program, timezone.now()),
    )


def _invite(request: MemberRequest, form: InviteForm) -> bool:
    """Invite, and say how that went; whether the invitation stands."""
    email = form.cleaned_data["email"]
    try:
        sent = invite.invite(request.member, email=email, given=form.given, now=timezone.now())
    except MemberError as refused:
        form.add_error(None, str(refused))
        return False
    _send(request, sent)
    return True


def _send(request: HttpRequest, sent: Sent) -> None:
    invitation = sent.invitation
    place = invitation.place
    label = labels_of(invitation.program, [place]).get(place, "") if place else ""
    link = request.build_absolute_uri(reverse("invitation", args=[sent.secret]))
    try:
        send_invitation(invitation, link=link, for_what=label, now=timezone.now())
    except LetterNotSent as trouble:
        messages.error(request, str(trouble))
    else:
        says = _("The letter to %(email)s is on its way.")
        if settings.EMAIL_BACKEND.endswith(".console.EmailBackend"):
            says = _("The letter to %(email)s is printed where Muster runs. Hand its link on.")
        messages.success(request, says % {"email": invitation.email})


def _which(request: HttpRequest) -> Which:
    try:
        return Which(request.GET.get("show", Which.ACTIVE))
    except ValueError:
        return Which.ACTIVE


def _ending(request: HttpRequest) -> int:
    """The member whose end is to be confirmed."""
    return number_of(request.GET.get("end", "")) or 0


def _changeable(request: MemberRequest, number: int, giving: Giving) -> Member:
    """The member of this program with this number, if the one who asks looks after them."""
    rows: QuerySet[Member] = Member.objects.filter(program=request.member.program_id, ended_on=None)
    one = get_object_or_404(rows.select_related("user", "program"), pk=number)
    if not giving.everything and not any(map(giving.allows, held_by([one])[one.pk])):
        raise Http404
    return one
