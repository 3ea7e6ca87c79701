"""The pages of what came of a build."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.core.clock import today_in
from muster.core.keys import random_key
from muster.core.keyset import foot
from muster.followup.errors import OutcomeError
from muster.followup.forms import IntroductionForm, OutcomeForm, SubstantiateForm, say_so
from muster.followup.lists import count_outcomes, listed_outcomes
from muster.followup.models import Introduction, Outcome
from muster.followup.outcomes import (
    change_outcome,
    move_introduction,
    record_outcome,
    substantiate,
)
from muster.followup.standing import STAGES, days_overdue, how_we_know

# Long enough that two forms of one build never share it, short enough for an address.
_ONCE = 6
REFUSED = 422


@needs(Right.SEE_BUILDS)
@require_safe
def outcomes(request: MemberRequest, key: str) -> HttpResponse:
    """All that has come of a build, by how far it came."""
    build = get_object_or_404(Build.objects.visible_to(request.member), key=key)
    rows = Outcome.objects.visible_to(request.member).filter(build=build)
    page = listed_outcomes(
        rows, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    many = count_outcomes(rows)
    today = today_in(request.member.program, timezone.now())
    stand = [row for row in page.rows if row.withdrawn_on is None]
    told = [(row, how_we_know(row), days_overdue(row, today)) for row in stand]
    context = {
        "build": build,
        "many": many,
        "stages": [
            (stage, many.at[stage], [each for each in told if each[0].stage == stage])
            for stage in STAGES
        ],
        "withdrawn": [row for row in page.rows if row.withdrawn_on is not None],
        "introductions": [one for row in page.rows for one in row.introductions.all()],
        "page": foot(page, request.GET, ""),
    }
    return render(request, "followup/outcomes.html", context)


@needs(Right.RECORD_OUTCOMES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_outcome(request: MemberRequest, key: str) -> HttpResponse:
    """Record what came of a build."""
    build = get_object_or_404(Build.objects.visible_to(request.member), key=key)
    if request.method != "POST":
        form = OutcomeForm(member=request.member, initial={"once": random_key(_ONCE)})
        return render(request, "followup/new.html", {"build": build, "form": form})
    form = OutcomeForm(request.POST, member=request.member)
    if form.is_valid():
        now = timezone.now()
        try:
            outcome = record_outcome(
                build,
                account=form.account,
                once=form.cleaned_data["once"] or random_key(_ONCE),
                today=today_in(build.program, now),
                by=request.member,
                now=now,
            )
        except OutcomeError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Recorded. It stands in the next draft of the report."))
            return redirect(outcome)
    return render(request, "followup/new.html", {"build": build, "form": form}, status=REFUSED)


@needs(Right.SEE_BUILDS)
@require_safe
def outcome(request: MemberRequest, key: str, outcome: str) -> HttpResponse:
    """One outcome: what it says, how we know, and what can be done with it."""
    return _page(request, _found(request, key, outcome))


@needs(Right.RECORD_OUTCOMES)
@sent_from("outcome", "key", "outcome")
def change(request: MemberRequest, key: str, outcome: str) -> HttpResponse:
    """Keep another account of it."""
    row = _found(request, key, outcome)
    form = OutcomeForm(request.POST, member=request.member)
    if form.is_valid():
        now = timezone.now()
        today = today_in(request.member.program, now)
        was_confirmed = row.substantiated
        try:
            row = change_outcome(row, account=form.account, today=today, by=request.member, now=now)
        except OutcomeError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Kept."))
            if was_confirmed and not row.substantiated:
                messages.warning(
                    request,
                    _("What was confirmed was the sentence as it stood. It is self-reported now."),
                )
            return redirect(row)
    return _page(request, _found(request, key, outcome), form=form)


@needs(Right.RECORD_OUTCOMES)
@sent_from("outcome", "key", "outcome")
def confirm(request: MemberRequest, key: str, outcome: str) -> HttpResponse:
    """Say who or what substantiates it."""
    row = _found(request, key, outcome)
    form = SubstantiateForm(request.POST)
    if form.is_valid():
        now = timezone.now()
        today = today_in(request.member.program, now)
        try:
            substantiate(row, **form.cleaned_data, today=today, by=request.member, now=now)
        except OutcomeError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Kept: it is substantiated."))
            return redirect(row)
    return _page(request, row, confirming=form)


@needs(Right.RECORD_OUTCOMES)
@sent_from("outcome", "key", "outcome")
def introduce(request: MemberRequest, key: str, outcome: str, position: int) -> HttpResponse:
    """Say how far one introduction has come."""
    row = _found(request, key, outcome)
    one = get_object_or_404(Introduction.objects.filter(outcome=row), position=position)
    form = IntroductionForm(request.POST, prefix=f"i{position}")
    if form.is_valid():
        now = timezone.now()
        today = today_in(request.member.program, now)
        try:
            move_introduction(one, **form.cleaned_data, today=today, by=request.member, now=now)
        except OutcomeError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(row)
    return _page(request, row, introducing=(position, form))


def _found(request: MemberRequest, key: str, outcome: str) -> Outcome:
    rows = Outcome.objects.visible_to(request.member).select_related(
        "build__program", "goal", "organization"
    )
    return get_object_or_404(rows, build__key=key, key=outcome)


def _page(
    request: MemberRequest,
    row: Outcome,
    *,
    form: BaseForm | None = None,
    confirming: BaseForm | None = None,
    introducing: tuple[int, BaseForm] | None = None,
) -> HttpResponse:
    """The page of *row*; a form that was refused comes back with what was written in it."""
    may_change = request.may.record_outcomes and row.withdrawn_on is None
    today = today_in(request.member.program, timezone.now())
    introductions = list(row.introductions.select_related("organization"))
    refused = dict([introducing] if introducing else [])
    context = {
        "build": row.build,
        "outcome": row,
        "how": how_we_know(row),
        "late": days_overdue(row, today),
        "may_change": may_change,
        "refused": form or confirming or (introducing[1] if introducing else None),
        "introductions": [
            (
                one,
                refused.get(one.position)
                or IntroductionForm(instance=one, prefix=f"i{one.position}"),
            )
            for one in introductions
        ],
    }
    if may_change:
        context["form"] = form or OutcomeForm(instance=row, member=request.member)
        context["confirming"] = confirming or SubstantiateForm(
            initial={"confirmed_by": row.verified_by, "on": row.verified_on}
        )
    status = REFUSED if form or confirming or introducing else 200
    return render(request, "followup/outcome.html", context, status=status)
