"""The program's own page: what it aims at, how it counts, and whom it tells people to call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.models import Member
from muster.accounts.rights import MemberRequest, Right, needs
from muster.core.clock import today_in
from muster.programs.check import check_guidance
from muster.programs.errors import CheckRefused
from muster.programs.forms import CheckForm
from muster.programs.models import Goal, Guidance, LoadedPack, Role, Sector
from muster.programs.today import where

REFUSED = 422


@needs(Right.SEE_BUILDS)
@require_safe
def program(request: MemberRequest) -> HttpResponse:
    """What the program stands on; all of it comes from its pack, and is read here."""
    of = request.member.program
    today = today_in(of, timezone.now())
    guidance = Guidance.objects.of(of).prefetch_related("lines")
    goals = list(Goal.objects.of(of))
    context = {
        "program": of,
        "pack": LoadedPack.objects.filter(program=of).first(),
        "short": [goal for goal in goals if goal.horizon == Goal.Horizon.SHORT],
        "long": [goal for goal in goals if goal.horizon == Goal.Horizon.LONG],
        "sectors": Sector.objects.of(of),
        "roles": Role.objects.of(of),
        "guidance": [(row, where(row), row.is_stale(today)) for row in guidance],
        "members": Member.objects.current().filter(program=of).select_related("user"),
    }
    return render(request, "programs/program.html", context)


@needs(Right.CHECK_GUIDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def guidance(request: MemberRequest, state: str) -> HttpResponse:
    """The guidance of one state, and the form that says it was checked."""
    of = request.member.program
    row = get_object_or_404(Guidance.objects.of(of).prefetch_related("lines"), state=state)
    now = timezone.now()
    today = today_in(of, now)
    form = CheckForm(
        request.POST or None, initial={"on": today, "checked_by": str(request.member.user)}
    )
    if request.method == "POST" and form.is_valid():
        by = request.member.user.email
        try:
            check_guidance(row, **form.cleaned_data, today=today, by=by, now=now)
        except CheckRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept: the guidance was checked."))
            return redirect("program")
    context = {
        "row": row,
        "where": where(row),
        "stale": row.is_stale(today),
        "form": form,
    }
    status = REFUSED if request.method == "POST" else 200
    return render(request, "programs/guidance.html", context, status=status)
