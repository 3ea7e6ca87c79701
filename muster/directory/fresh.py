"""How fresh something is that somebody confirmed: a word, and a shape beside it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

# Half a year and a year, as people count them.
FRESH_DAYS = 183
AGING_DAYS = 365


class Freshness(StrEnum):
    """The word's key; a style is named for each."""

    FRESH = "fresh"
    AGING = "aging"
    STALE = "stale"
    NEVER = "never"


WORDS = {
    Freshness.FRESH: _("Fresh"),
    Freshness.AGING: _("Aging"),
    Freshness.STALE: _("Stale"),
    Freshness.NEVER: _("Never confirmed"),
}


@dataclass(frozen=True, slots=True)
class Fresh:
    """A word, and the name of the shape that goes with it."""

    key: str
    word: str


def freshness(confirmed_on: date | None, today: date) -> Freshness:
    """How fresh something is that was confirmed on that day.

    >>> freshness(date(2026, 3, 3), date(2026, 5, 26)).value
    'fresh'
    >>> freshness(date(2025, 10, 9), date(2026, 5, 26)).value
    'aging'
    >>> freshness(None, date(2026, 5, 26)).value
    'never'
    """
    if confirmed_on is None:
        return Freshness.NEVER
    days = (today - confirmed_on).days
    if days <= FRESH_DAYS:
        return Freshness.FRESH
    return Freshness.AGING if days <= AGING_DAYS else Freshness.STALE


def fresh(confirmed_on: date | None, today: date) -> Fresh:
    """The word for it, and the shape."""
    found = freshness(confirmed_on, today)
    return Fresh(found.value, str(WORDS[found]))
