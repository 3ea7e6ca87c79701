"""A build's home."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from muster.accounts.rights import MemberRequest, Right, has_a_say, needs
from muster.builds.models import Build
from muster.builds.words import when, with_whom
from muster.core.clock import today_in
from muster.web.home import home_of, with_counts


@needs(Right.SEE_BUILDS)
@require_safe
def build(request: MemberRequest, key: str) -> HttpResponse:
    """One look at a build: its road, its figures, its room, and what came of it."""
    builds = with_counts(Build.objects.visible_to(request.member))
    build = get_object_or_404(builds.select_related("program"), key=key)
    today = today_in(request.member.program, timezone.now())
    home = home_of(build, member=request.member, today=today)
    lede = [when(build), build.venue, *with_whom(home.partners)]
    context = {
        "build": build,
        "home": home,
        "lede": " · ".join(part for part in lede if part),
        "proposes_quotes": has_a_say(request.member, Right.CLEAR_QUOTES),
        "asks": has_a_say(request.member, Right.INVITE_PEOPLE),
    }
    return render(request, "web/home.html", context)
