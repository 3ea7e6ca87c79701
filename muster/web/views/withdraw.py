"""Taking an outcome back for those whom it is about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.followup.models import Outcome
from muster.reports.withdrawal import withdraw_outcome


@needs(Right.RECORD_OUTCOMES)
@sent_from("outcome", "key", "outcome")
def outcome(request: MemberRequest, key: str, outcome: str) -> HttpResponse:
    """Their consent is withdrawn: the words go from here, the draft and every version."""
    build = get_object_or_404(Build.objects.visible_to(request.member), key=key)
    rows = Outcome.objects.visible_to(request.member).filter(build=build)
    row = rows.filter(key=outcome).first()
    if row is None:  # its key went with its words: the form was sent twice
        messages.info(request, _("It is not here any more. What was withdrawn stays withdrawn."))
        return redirect("outcomes", key)
    withdraw_outcome(row, by=request.member, now=timezone.now())
    messages.success(
        request, _("Withdrawn. Its words have left this page, the draft and every version.")
    )
    return redirect("outcomes", key)
