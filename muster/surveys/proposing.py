"""The page on which a host proposes which sentences are shown."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from muster.accounts.rights import MemberRequest, Right, may, needs
from muster.builds.models import Build
from muster.core.keyset import By, foot, stretch
from muster.surveys.errors import QuoteError
from muster.surveys.models import Quote, QuoteProposal
from muster.surveys.propose import propose

_AT_ONCE = 25
_IN_ORDER = (By("position", int),)


@needs(Right.CLEAR_QUOTES, proposed=True)
@needs(Right.SEE_ANSWERS)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_quotes(request: MemberRequest, key: str) -> HttpResponse:
    """The sentences that wait to be cleared, and what the member proposes about each."""
    builds = Build.objects.visible_to(request.member, Right.SEE_ANSWERS)
    build = get_object_or_404(builds, key=key)
    if may(request.member, Right.CLEAR_QUOTES):  # who decides has a desk of their own
        return redirect("quotes", key)
    rows = Quote.objects.proposable_by(request.member).filter(build=build)
    if request.method == "POST":
        return _keep(request, build)
    page = stretch(
        rows,
        _IN_ORDER,
        size=_AT_ONCE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    own = {
        each.quote_id: each
        for each in QuoteProposal.objects.filter(
            quote__in=[row.pk for row in page.rows], by=request.member.user.email
        )
    }
    context = {
        "build": build,
        "lines": [{"quote": row, "own": own.get(row.pk)} for row in page.rows],
        "page": foot(page, request.GET, ""),
        "here": request.get_full_path(),
    }
    return render(request, "surveys/propose_quotes.html", context)


def _keep(request: MemberRequest, build: Build) -> HttpResponse:
    """Keep what the form proposes; what has been decided meanwhile is told."""
    sent = request.POST
    by, now = request.member, timezone.now()
    of_build = Quote.objects.usable().filter(build=build)
    kept = 0
    for row in of_build.filter(key__in=[key for key in sent.getlist("quote") if "\0" not in key]):
        decision = sent.get(f"decision-{row.key}", "")
        before = row.proposals.filter(by=by.user.email).first()
        if not decision:
            continue
        try:
            with transaction.atomic():
                after = propose(row, decision, why=sent.get(f"why-{row.key}", ""), by=by, now=now)
        except QuoteError as error:
            messages.error(request, str(error))
        else:
            was = (before.decision, before.why) if before else None
            kept += was != ((after.decision, after.why) if after else None)
    if kept:
        says = ngettext("%(n)s proposal is kept.", "%(n)s proposals are kept.", kept)
        messages.success(request, says % {"n": kept})
    else:
        messages.info(request, _("Nothing had changed."))
    return redirect("propose-quotes", build.key)
