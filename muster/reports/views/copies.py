"""How a report is handed out: in which language, as which file, and what a cache may keep of it."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from muster.reports.edition import Edition
from muster.reports.files import Kind, file_name


def asked_language(request: HttpRequest) -> str:
    """The language that the address asks for, else the one that the browser prefers."""
    asked = request.GET.get("lang", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def with_language(href: str, request: HttpRequest) -> str:
    """*href* in the language that this page was asked in, where it was asked in one."""
    asked = request.GET.get("lang", "")
    return f"{href}?lang={asked}" if asked in dict(settings.LANGUAGES) else href


def send_file(
    snapshot: dict[str, Any], edition: Edition, kind: Kind, *, language: str, inline: bool = False
) -> HttpResponse:
    """The report as a file of *kind*."""
    response = HttpResponse(kind.render(snapshot, edition, language), content_type=kind.media)
    name = file_name(snapshot, edition, kind, language)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["Content-Language"] = snapshot["language"] if kind.ending == "json" else language
    return response


def entity_tag(*parts: Any) -> str:
    """A weak ETag of everything that a copy is made of."""
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def mark_public(response: HttpResponseBase, *, tag: str, listed: bool, found: bool) -> None:
    """Say what caches and search engines may do with a published copy.

    They may keep it, and must ask before each use whether it still stands: whoever withdraws a
    consent does not wait for somebody else's cache. What is not listed no shared cache keeps.
    """
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache" if listed else "private, no-cache"
    if not found:
        response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept-Language"])
