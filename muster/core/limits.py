"""How often somebody may ask: so that nobody can try out passwords, links or tickets.

Whoever has not signed in may send a form sixty times a minute, from one address on the network, and
no page has to remember it: the middleware counts. A view that needs another number says so:

    @limited("sign-in", "20/minute")
    def sign_in(request): ...

What is counted is kept in memory, or where several processes serve, in Redis or Valkey
(MUSTER_LIMITS_URL). Addresses are kept as digests, and for no longer than they count.
"""

import hashlib
import hmac
import ipaddress
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import ceil
from time import time
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from limits import parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

log = logging.getLogger("muster.limits")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
# What allauth's own limits on passwords come to, for its answers that name no time.
_ALLAUTH_WAITS = 300


class TooMany(Exception):
    """Somebody has asked too often; after so many seconds they may ask again."""

    def __init__(self, name: str, seconds: int) -> None:
        self.name, self.seconds = name, seconds
        super().__init__(f"Too many of “{name}”; again in {seconds} seconds.")


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a form may be sent from one address on the network.

    Attributes:
        everybody: whether those who have signed in are counted too.
    """

    name: str
    rate: str
    everybody: bool = False


# The one that holds where a view names none.
ANONYMOUS = Limit("anonymous form", "60/minute")


def limited(name: str, rate: str, *, everybody: bool = False) -> Callable[[View], View]:
    """Let a form be sent to a view at *rate* ("20/minute", "100/hour") instead of the usual one."""
    parse(rate)  # a slip is found when the module is read

    def decorate(view: View) -> View:
        view.limit = Limit(name, rate, everybody)  # type: ignore[attr-defined]
        return view

    return decorate


def allow(name: str, who: str, *, rate: str) -> None:
    """Count one more of *name* by *who*.

    Args:
        who: an address on the network, an e-mail address, a key: it is kept as a digest.
        rate: "20/minute"; the window moves, so that nobody waits for a full minute to begin.

    Raises:
        TooMany: it was one too many, and is not counted.
    """
    item, key = parse(rate), _digest(who)
    counting = _counting()
    try:
        if counting.hit(item, name, key):
            return
        again = counting.get_window_stats(item, name, key).reset_time
    except StorageError:
        # Who is counting is away: better a form too many than nobody at the door.
        log.exception("Nobody counts how often forms are sent.")
        return
    raise TooMany(name, max(1, ceil(again - time())))


def forget_all() -> None:
    """Begin to count anew."""
    _counting.cache_clear()


def client_of(request: HttpRequest) -> str:
    """The address on the network that *request* comes from, as the server in front saw it.

    Of an IPv6 address the first half: the other half is the household's own to choose.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if trusted:
        steps = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        address = steps[-trusted].strip() if len(steps) >= trusted else address
    try:
        if ipaddress.ip_address(address).version == 6:
            return str(ipaddress.IPv6Network(f"{address}/64", strict=False).network_address)
    except ValueError:
        return address  # a socket has none, and what a stranger makes up is counted as it is
    return address


class LimitsMiddleware:
    """Counts the forms that strangers send, and says when it is too many."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 429 and "Retry-After" not in answer:
            answer["Retry-After"] = str(_ALLAUTH_WAITS)
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_given: Any
    ) -> HttpResponse | None:
        """Count before the view is asked; one too many does not reach it."""
        limit: Limit = getattr(view, "limit", ANONYMOUS)
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        if not limit.everybody and "_auth_user_id" in request.session:
            return None
        try:
            allow(limit.name, client_of(request), rate=limit.rate)
        except TooMany as refused:
            return self.process_exception(request, refused)
        return None

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """Say that it was one too many, also where a rule has counted."""
        if not isinstance(wrong, TooMany):
            return None
        minutes = ceil(wrong.seconds / 60)
        answer = render(request, "429.html", {"minutes": minutes}, status=429)
        answer["Retry-After"] = str(wrong.seconds)
        return answer


@cache
def _counting() -> MovingWindowRateLimiter:
    storage = storage_from_string(settings.LIMITS_URL, wrap_exceptions=True)
    return MovingWindowRateLimiter(storage)


def _digest(who: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()[:32]
