"""What a program has published, for its members: those who only read included."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.accounts.rights import MemberRequest, Right, needs
from muster.core.keyset import foot, from_to, stretch
from muster.reports.models import Report
from muster.reports.public import Listed, newest_published
from muster.reports.views.public import NEWEST_FIRST

AT_ONCE = 25


@needs(Right.SEE_PUBLISHED)
@require_safe
def published_reports(request: MemberRequest) -> HttpResponse:
    """The newest published version of each build, the newest first."""
    page = stretch(
        newest_published(Report.objects.visible_to(request.member)),
        NEWEST_FIRST,
        size=AT_ONCE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    names = [report.build.name for report in page.rows]
    reports = [Listed.of(report) for report in page.rows]
    context = {"reports": reports, "page": foot(page, request.GET, from_to(names))}
    return render(request, "reports/published.html", context)
