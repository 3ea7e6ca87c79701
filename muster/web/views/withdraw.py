"""Taking an outcome back for those whom it is about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from muster.accounts.rights import MemberRequest, Right, needs
from muster.followup.models import Outcome
from muster.reports.withdrawal import withdraw_outcome


@needs(Right.RECORD_OUTCOMES)
@require_POST
def outcome(request: MemberRequest, key: str, outcome: str) -> HttpResponse:
    """Their consent is withdrawn: the words go from here, the draft and every version."""
    rows = Outcome.objects.visible_to(request.member).select_related("build")
    row = get_object_or_404(rows, build__key=key, key=outcome)
    withdraw_outcome(row, by=request.member, now=timezone.now())
    messages.success(
        request, _("Withdrawn. Its words have left this page, the draft and every version.")
    )
    return redirect("outcomes", key)
