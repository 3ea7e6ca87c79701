"""In which orders a list can stand: two keys, one after the other, then the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, Value
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from muster.core.keyset import By
from muster.directory.findable.nouns import Noun

NAME = "name"


@dataclass(frozen=True, slots=True)
class Order:
    """One key that a list is put in order by.

    Attributes:
        words: as it is chosen.
        direction: as the heading of its column says it.
        adds: what rows are given for it.
    """

    key: str
    words: Any
    direction: Any
    columns: tuple[By, ...]
    adds: tuple[tuple[str, BaseExpression | Combinable], ...] = ()


# Capitals count as small letters. The database says which those are, also of a name in an address.
_NAME = Order(
    NAME,
    _("Name, A to Z"),
    _("A–Z"),
    (By("name_low", lambda name: Lower(Value(name))),),
    (("name_low", Lower("name")),),
)
_FRESH = Order(
    "fresh",
    _("Freshness, longest unconfirmed first"),
    _("oldest first"),
    (By("fresh_on", date.fromisoformat),),
    (("fresh_on", Coalesce("confirmed_on", Value(date.min))),),
)
_PLACE = Order("place", _("State, county, town"), _("A–Z"), (By("state"), By("county"), By("city")))
_TRUCKS = Order(
    "trucks",
    _("Trucks, most first"),
    _("most first"),
    (By("trucks_known", int, descending=True),),
    (("trucks_known", Coalesce("trucks", Value(-1), output_field=IntegerField())),),
)
ORDERS: dict[Noun, dict[str, Order]] = {
    Noun.ORGANIZATION: {order.key: order for order in (_NAME, _FRESH, _PLACE, _TRUCKS)},
    Noun.SITE: {order.key: order for order in (_NAME, _PLACE)},
    Noun.PERSON: {order.key: order for order in (_NAME, _FRESH)},
}


def columns_of(chosen: Sequence[Order]) -> list[By]:
    """What the database puts rows in order by; the last column tells all apart."""
    named: dict[str, By] = {}
    for order in (*chosen, _NAME):
        named |= {by.name: by for by in order.columns if by.name not in named}
    return [*named.values(), By("pk", int)]
