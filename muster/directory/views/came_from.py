"""The list that somebody came from to a record, and the way on in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from muster.accounts.rights import MemberRequest
from muster.directory.findable.nouns import Noun
from muster.directory.listing.beside import beside
from muster.directory.views.found import PAGES
from muster.directory.views.lists import PAGES as LISTS

# An address that is longer is no list's.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class WayOn:
    """The addresses of the records before and after; empty at the ends of the list.

    Attributes:
        words: what was searched in the list, if anything.
    """

    previous: str
    next: str
    words: str


def way_on(request: MemberRequest, record: Any, *, today: date) -> WayOn | None:
    """The way on in the list from which *record* was opened; None where it was not.

    The first record is told by the page that led here, the following ones by `?in=`.
    """
    page = PAGES[type(record)]
    noun = Noun[page.upper()]
    there = reverse(LISTS[noun])
    query = _query(request, there)
    if query is None:
        return None
    found = beside(request.member, noun, query, record, today=today)
    if found is None:
        return None
    stays = urlencode({"in": query})
    previous, following = (
        f"{reverse(page, args=[key])}?{stays}" if key else ""
        for key in (found.previous, found.next)
    )
    return WayOn(previous, following, found.words)


def _query(request: MemberRequest, there: str) -> str | None:
    """What the list was asked, without a question mark; None for who came from elsewhere."""
    if "in" in request.GET:
        return request.GET["in"].replace("\0", "")[:_LONGEST]
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, request.get_host()):
        return None
    parts = urlsplit(came_from)
    return parts.query.replace("\0", "")[:_LONGEST] if parts.path == there else None
