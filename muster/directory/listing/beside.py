"""The records before and after one, in the list that somebody came from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from muster.accounts.models import Member
from muster.core.keyset import cursor_of, stretch
from muster.directory.findable.nouns import Noun
from muster.directory.listing.asked import read
from muster.directory.listing.orders import columns_of
from muster.directory.listing.page import in_order, near, standing
from muster.directory.listing.rows import Narrowed
from muster.directory.models import SavedList


@dataclass(frozen=True, slots=True)
class Beside:
    """The keys of the records before and after; empty at the ends of the list.

    Attributes:
        words: what was searched in the list, if anything.
    """

    previous: str
    next: str
    words: str


def beside(member: Member, noun: Noun, query: str, record: Any, *, today: date) -> Beside | None:
    """What stands beside *record* in the list of *query*; None where it does not stand in it."""
    asked = read(QueryDict(query), noun)
    kept = SavedList.objects.visible_to(member).filter(pk=asked.saved or 0, by_hand=True)
    by_hand = asked.saved is not None and kept.exists()
    narrowed = Narrowed(member, asked, today=today, by_hand=by_hand)
    orders = standing(narrowed, narrowed.total())
    columns = columns_of(orders)
    here = in_order(narrowed, orders).filter(pk=record.pk).first()
    if here is None:
        return None
    cursor = cursor_of(here, columns)
    back = near(narrowed, orders, size=1, before=cursor)
    on = near(narrowed, orders, size=1, after=cursor)
    before = stretch(back, columns, size=1, before=cursor).rows
    after = stretch(on, columns, size=1, after=cursor).rows
    return Beside(
        previous=before[0].key if before else "",
        next=after[0].key if after else "",
        words=asked.text,
    )
