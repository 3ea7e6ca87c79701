"""The record of acts: who did what, to what and when."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Reach, Right, needs, reach_of
from muster.core import audit as record_of_acts
from muster.core.chain import head_of
from muster.core.keyset import foot, from_to
from muster.shell.days import day_words
from muster.shell.download import csv_download
from muster.web.act_filter import ActFilter
from muster.web.acts import acts_seen_by, hidden_from, lines_of, listed_acts, rows_of


@needs(Right.SEE_AUDIT)
@require_safe
def audit(request: MemberRequest) -> HttpResponse:
    """The acts that the member may read, the newest first."""
    program = request.member.program
    choice = ActFilter(request.GET, program=program)
    page = listed_acts(
        choice.narrow(acts_seen_by(request.member), hidden=hidden_from(request.member)),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    rows = rows_of(page.rows, request.member)
    ends = [rows[0].at, rows[-1].at] if rows else []
    context = {
        "choice": choice,
        "chosen": choice.chosen,
        "acts": rows,
        "page": foot(page, request.GET, from_to([day_words(at.date()) for at in ends])),
        # The head is of the whole chain: who sees a part of it is not told how long it is.
        "head": head_of(program)
        if reach_of(request.member, Right.SEE_AUDIT) is Reach.ALL
        else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "web/audit.html", context)


@needs(Right.SEE_AUDIT)
@sent_from("audit")
def export(request: MemberRequest) -> HttpResponseBase:
    """The same acts as a file; that somebody took it along is an act as well."""
    program = request.member.program
    choice = ActFilter(request.GET, program=program)
    seen, hidden = acts_seen_by(request.member), hidden_from(request.member)
    acts = choice.narrow(seen, hidden=hidden).order_by("sequence")
    taken = record_of_acts.record(
        by=request.member.user.email,
        verb="exported",
        subject="audit:acts",
        program=program,
        at=timezone.now(),
        counts={"acts": acts.count()},
    )
    heading = [
        _("act"), _("when"), _("who"), _("did what"), _("to what"), _("why"), _("fields"),
        _("how many"), _("hash"),
    ]  # fmt: skip
    acts = acts.filter(sequence__lt=taken.sequence)  # as many as were counted
    lines = lines_of(acts.select_related("words").iterator(1000), request.member)
    return csv_download(f"{program.key}-acts.csv", heading, lines)
