"""What anybody reads, without signing in and without leaving a trace: no cookie, no session."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.http import require_safe

from muster import __version__
from muster.accounts.rights import open_to_all
from muster.core.keyset import By, foot, stretch
from muster.reports.files import KINDS
from muster.reports.models import Report
from muster.reports.public import Listed, Reading, listed, read_published, stands
from muster.reports.views.copies import (
    asked_language,
    entity_tag,
    mark_public,
    send_file,
    with_language,
)

AT_ONCE = 50
NEWEST_FIRST = (By("published_on", date.fromisoformat, descending=True), By("build_key"))


@open_to_all
@require_safe
def public_reports(request: HttpRequest) -> HttpResponse:
    """The reports that are listed, the newest first."""
    page = stretch(
        listed(),
        NEWEST_FIRST,
        size=AT_ONCE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    language = asked_language(request)
    with override(language):
        context = {
            "reports": [
                (
                    Listed.of(report),
                    with_language(report.build.public_address.get_absolute_url(), request),
                )
                for report in page.rows
            ],
            "page": foot(page, request.GET, ""),
        }
        response = render(request, "reports/public_list.html", context)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-cache"
    return response


@open_to_all
@require_safe
def public_report(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponseBase:
    """A published report as a page: the newest version, or an older one that says so."""
    reading = _reading(slug, version)
    language = asked_language(request)
    tag = entity_tag(__version__, *reading.made_of, "page", language, request.GET.get("lang"))
    if unchanged := _unchanged(request, tag):
        response = unchanged
    else:
        with override(language):
            response = render(request, "reports/public_report.html", _context(request, reading))
    response["Content-Language"] = language
    mark_public(response, tag=tag, listed=reading.address.listed, found=reading.may_be_found)
    return response


@open_to_all
@require_safe
def public_file(
    request: HttpRequest, slug: str, ending: str, version: int | None = None
) -> HttpResponseBase:
    """A published report as a file.

    Files are made when they are asked for and kept nowhere: what a consent took out of the frozen
    version is in no file from that moment on.
    """
    reading = _reading(slug, version)
    if ending not in KINDS:
        raise Http404
    language = asked_language(request)
    tag = entity_tag(__version__, *reading.made_of, ending, language)
    response = _unchanged(request, tag) or send_file(
        reading.snapshot, reading.edition, KINDS[ending], language=language
    )
    mark_public(response, tag=tag, listed=reading.address.listed, found=reading.may_be_found)
    return response


def _reading(slug: str, version: int | None) -> Reading:
    reading = read_published(slug, version)
    if reading is None:
        raise Http404
    return reading


def _unchanged(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    """The short answer to whoever holds this copy already."""
    response = get_conditional_response(request, etag=tag)
    return response if isinstance(response, HttpResponseNotModified) else None


def _context(request: HttpRequest, reading: Reading) -> dict[str, Any]:
    slug, number = reading.address.slug, reading.report.version

    def href(version: int) -> str:
        return with_language(reverse("public-version", args=[slug, version]), request)

    def line(each: Report) -> dict[str, Any]:
        return {
            "version": each.version,
            "frozen_on": each.frozen_on,
            "href": href(each.version),
            "withdrawn": not stands(each),
        }

    is_newest = reading.report == reading.newest
    files = [
        reverse("public-file", args=[slug, ending])
        if is_newest
        else reverse("public-version-file", args=[slug, number, ending])
        for ending in KINDS
    ]
    here = reverse("public-report", args=[slug]) if is_newest else href(number).partition("?")[0]
    return {
        "report": reading.snapshot,
        "edition": reading.edition,
        "files": [
            (kind.label, with_language(file, request))
            for kind, file in zip(KINDS.values(), files, strict=True)
        ],
        "versions": [line(each) for each in reading.versions],
        "instead": [line(each) for each in reading.instead],
        "newest": line(reading.newest) if reading.is_old else None,
        "newest_href": with_language(reverse("public-report", args=[slug]), request),
        "address": request.build_absolute_uri(here),
        "noindex": not reading.may_be_found,
    }
