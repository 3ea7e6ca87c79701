"""Where somebody is signed in: seen, listed, ended.

A browser is told by what it is, "Firefox on Windows", and by when it was last seen. Its address on
the network is not kept. Ending a session deletes it: the next request finds none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from muster.accounts.models import SignedIn, User

# What a session remembers of being seen: its own key, and when.
SEEN = "seen"
# A session that is in use is written down again after so long.
_OFTEN = timedelta(minutes=5)

# The first that is found in what a browser says of itself; each pretends to be those after it.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
    ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How many sessions of a user are open, and when the last of them was seen."""

    open: int
    seen_at: datetime | None


def device_of(user_agent: str) -> str:
    """What a browser is, in words; empty where it does not say.

    >>> device_of("Mozilla/5.0 (Windows NT 10.0; Win64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox on Windows'
    >>> device_of("curl/8.0")
    ''
    """
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return " on ".join(part for part in (browser, system) if part)


def note_sign_in(session: Any, user: User, *, user_agent: str, now: datetime) -> None:
    """Write down that *user* has signed in with this session."""
    key = session.session_key
    if not key:
        return
    session[SEEN] = [key, now.timestamp()]
    SignedIn.objects.update_or_create(
        session=key,
        defaults={"user": user, "device": device_of(user_agent), "since": now, "seen_at": now},
    )


def note_seen(session: Any, user_id: int, *, user_agent: str, now: datetime) -> None:
    """Write down that the session is in use, unless that was done a moment ago.

    A session gets another key when its user takes a new password; it is still the same.
    """
    key = getattr(session, "session_key", None)
    if not key:
        return
    old_key, seen = session.get(SEEN) or ("", 0.0)
    if key == old_key and now.timestamp() - seen < _OFTEN.total_seconds():
        return
    session[SEEN] = [key, now.timestamp()]
    with transaction.atomic():
        if SignedIn.objects.filter(session=old_key).update(session=key, seen_at=now):
            return
        SignedIn.objects.get_or_create(
            session=key,
            defaults={
                "user_id": user_id,
                "device": device_of(user_agent),
                "since": now,
                "seen_at": now,
            },
        )


def open_sessions(users: Iterable[User | int], *, now: datetime) -> "QuerySet[SignedIn]":
    """Where *users* are signed in, the last seen first."""
    standing = Session.objects.filter(expire_date__gt=now).values("session_key")
    return SignedIn.objects.filter(user__in=list(users), session__in=standing)


def standing_of(users: Iterable[int], *, now: datetime) -> dict[int, Standing]:
    """How many sessions each user has open and when they were last seen; one question."""
    listed = list(users)
    alive = set(open_sessions(listed, now=now).values_list("pk", flat=True))
    told = {user: Standing(0, None) for user in listed}
    for row in SignedIn.objects.filter(user__in=listed):
        old = told[row.user_id]
        seen = row.seen_at if old.seen_at is None else max(row.seen_at, old.seen_at)
        told[row.user_id] = Standing(old.open + (row.pk in alive), seen)
    return told


@transaction.atomic
def end(sessions: Iterable[SignedIn]) -> int:
    """End *sessions* at once; how many."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    ended = list(sessions)
    for row in ended:
        store.delete(row.session)
    SignedIn.objects.filter(pk__in=[row.pk for row in ended]).delete()
    return len(ended)


def end_all(user: User, *, but: str = "") -> int:
    """End every session of *user*, except the one with the key *but*; how many."""
    return end(SignedIn.objects.filter(user=user).exclude(session=but))


def sweep(*, now: datetime) -> int:
    """Forget sessions that have run out; how many rows went."""
    Session.objects.filter(expire_date__lt=now).delete()
    standing = Session.objects.values("session_key")
    return SignedIn.objects.exclude(session__in=standing).delete()[0]
