"""Going from one program to another."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from muster.accounts.acts import sent_from
from muster.accounts.middleware import CHOSEN
from muster.accounts.rights import MemberRequest, Right, needs, without_factor


@without_factor
@needs(Right.SEE_PUBLISHED)
@sent_from("today")
def switch_program(request: MemberRequest) -> HttpResponse:
    """Show the other program from now on. Who is no member of it learns nothing of it."""
    key = request.POST.get("program", "")
    if key not in [membership.program.key for membership in request.memberships]:
        raise Http404
    request.session[CHOSEN] = key
    return redirect("today")
