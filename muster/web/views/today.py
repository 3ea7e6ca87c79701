"""Today: what waits for the one who looks."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.core.clock import today_in
from muster.core.today import When, due_for

_HEADINGS = {
    When.OVERDUE: _("Overdue"),
    When.DUE: _("Due"),
    When.SIGN_OFF: _("Waiting for sign-off"),
    When.STALE: _("Stale"),
}
_SOON = timedelta(days=60)
_FEW = 4


@needs(Right.SEE_PUBLISHED)
@require_safe
def today(request: MemberRequest) -> HttpResponse:
    """What is overdue, due, waits for a signature, or has gone stale."""
    if not request.may.see_builds:
        return redirect("members" if request.may.manage_members else "published-reports")
    day = today_in(request.member.program, timezone.now())
    found = due_for(request.member, day)
    groups = [
        (when, words, [due for due in found if due.when is when])
        for when, words in _HEADINGS.items()
    ]
    builds = Build.objects.visible_to(request.member)
    context = {
        "today": day,
        "groups": [group for group in groups if group[2]],
        "coming": builds.filter(day__gte=day, day__lte=day + _SOON).order_by("day")[:_FEW],
        "latest": builds.filter(day__lt=day).order_by("-day", "key")[:_FEW],
    }
    return render(request, "web/today.html", context)
