"""What the report would look like, for those who write it: the draft, and every frozen version."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.reports.differences import differences
from muster.reports.edition import Edition
from muster.reports.files import KINDS
from muster.reports.models import WAS_PUBLISHED, Report
from muster.reports.public import edition_of
from muster.reports.snapshot import snapshot_of
from muster.reports.views.copies import asked_language, send_file, with_language
from muster.reports.views.desk import build_of


@needs(Right.WRITE_REPORT)
@require_safe
def preview(request: MemberRequest, key: str) -> HttpResponse:
    """The draft as a page: what the rows say now."""
    build = build_of(request, key)
    snapshot, edition = _draft(build)
    files = [
        (kind.label, reverse("preview-file", args=[key, kind.ending])) for kind in KINDS.values()
    ]
    return _page(request, build, snapshot, edition, files)


@needs(Right.WRITE_REPORT)
@require_safe
def preview_file(request: MemberRequest, key: str, ending: str) -> HttpResponse:
    """The draft as a file."""
    snapshot, edition = _draft(build_of(request, key))
    return _file(request, snapshot, edition, ending)


@needs(Right.WRITE_REPORT)
@require_safe
def version(request: MemberRequest, key: str, version: int) -> HttpResponse:
    """A frozen version as a page, whether it is published or not: what a reviewer signs."""
    build = build_of(request, key)
    snapshot, edition = _frozen(request, build, version)
    files = [
        (kind.label, reverse("version-file", args=[key, version, kind.ending]))
        for kind in KINDS.values()
    ]
    return _page(request, build, snapshot, edition, files)


@needs(Right.WRITE_REPORT)
@require_safe
def version_file(request: MemberRequest, key: str, version: int, ending: str) -> HttpResponse:
    """A frozen version as a file."""
    snapshot, edition = _frozen(request, build_of(request, key), version)
    return _file(request, snapshot, edition, ending)


def _page(
    request: MemberRequest,
    build: Build,
    snapshot: dict[str, Any],
    edition: Edition,
    files: list[tuple[Any, str]],
) -> HttpResponse:
    language = asked_language(request)
    with override(language):
        context = {
            "build": build,
            "report": snapshot,
            "edition": edition,
            "files": [(label, with_language(href, request)) for label, href in files],
            "versions": [],
            "noindex": True,
        }
        response = render(request, "reports/preview.html", context)
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-store"
    return response


def _file(
    request: MemberRequest, snapshot: dict[str, Any], edition: Edition, ending: str
) -> HttpResponse:
    if ending not in KINDS:
        raise Http404
    # A web page of its own carries its style in itself, which the policy of ours would forbid.
    shown = ending in ("pdf", "txt", "json")
    response = send_file(
        snapshot, edition, KINDS[ending], language=asked_language(request), inline=shown
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _draft(build: Build) -> tuple[dict[str, Any], Edition]:
    """What the rows say now, and what differs from the version that was published last."""
    snapshot = snapshot_of(build)
    out = build.reports.filter(state__in=WAS_PUBLISHED).order_by("-version").first()
    if out is None:
        return snapshot, Edition()
    with override(build.program.language):
        changes = differences(json.loads(out.snapshot), snapshot)
    return snapshot, Edition(differences=changes)


def _frozen(request: MemberRequest, build: Build, version: int) -> tuple[dict[str, Any], Edition]:
    report = get_object_or_404(
        Report.objects.visible_to(request.member), build=build, version=version
    )
    before = (
        build.reports.filter(version__lt=version, state__in=WAS_PUBLISHED)
        .order_by("-version")
        .first()
    )
    return json.loads(report.snapshot), edition_of(report, before, build.program)
