"""Finding anything: a page of its own, and the part of it that the dialog shows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from muster.accounts.rights import MemberRequest, Right, needs
from muster.core.clock import today_in
from muster.web.palette import find as look_for

_LONGEST = 200


@needs(Right.SEE_PUBLISHED)
@require_safe
@vary_on_headers("X-Part")
def find(request: MemberRequest) -> HttpResponse:
    """What the member finds; nothing says whether there is more that they may not see."""
    text = request.GET.get("q", "").replace("\0", "")[:_LONGEST]
    today = today_in(request.member.program, timezone.now())
    context = {"text": text, "found": look_for(request.member, text, today=today)}
    part = request.headers.get("X-Part") == "found"
    return render(request, "web/parts/found.html" if part else "web/find.html", context)
