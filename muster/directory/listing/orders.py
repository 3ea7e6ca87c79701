"""In which orders a list can stand: two keys, one after the other, then the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.functions import Coalesce, Concat, Lower
from django.utils.translation import gettext_lazy as _

from muster.core.keyset import By
from muster.directory.findable.nouns import Noun
from muster.directory.findable.texts import plain, terms_of

NAME = "name"
# So many of the words that were typed have sections of their own.
_WORDS = 4
_LAST = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Order:
    """One key that a list is put in order by.

    Attributes:
        words: as it is chosen.
        direction: as the heading of its column says it.
        adds: what rows are given for it.
        sections: beginnings: names that begin with the first stand first, then those with the
            second, and all others after them.
    """

    key: str
    words: Any
    direction: Any
    columns: tuple[By, ...]
    adds: tuple[tuple[str, BaseExpression | Combinable], ...] = ()
    sections: tuple[str, ...] = ()


def _as_it_is(said: Combinable | str) -> Concat:
    """A text that no index has, so that rows with given keys are not looked for along one.

    PostgreSQL takes them to be spread evenly along it, and those that begin alike never are.
    """
    return Concat(said, Value(""))


# Capitals count as small letters. The database says which those are, also of a name in an address.
_NAME = Order(
    NAME,
    _("Name, A to Z"),
    _("A–Z"),
    (By("name_low", lambda name: Lower(Value(name))),),
    (("name_low", Lower("name")),),
)
# The same of rows whose keys are known.
_NAMED = (("name_low", _as_it_is(Lower("name"))),)
_FRESH = Order(
    "fresh",
    _("Freshness, longest unconfirmed first"),
    _("oldest first"),
    (By("fresh_on", date.fromisoformat),),
    (("fresh_on", Coalesce("confirmed_on", Value(date.min))),),
)
_PLACE = Order(
    "place",
    _("State, county, town"),
    _("A–Z"),
    (By("in_state"), By("county"), By("city")),
    (("in_state", _as_it_is("state")),),
)
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


def by_beginning(text: str) -> Order:
    """By name, where *text* is looked for: names that begin with a word of it stand first."""
    sections = tuple(_beginnings(text))
    if not sections:
        return _NAME
    section = Case(
        *(When(begins(word), then=Value(at)) for at, word in enumerate(sections)),
        default=Value(len(sections)),
        output_field=IntegerField(),
    )
    return Order(
        NAME,
        _("Names that begin as typed, then A to Z"),
        _("as typed, then A–Z"),
        (By("section", int), *_NAME.columns),
        (*_NAME.adds, ("section", section)),
        sections,
    )


def _beginnings(text: str) -> list[str]:
    """How names can begin with a word of *text*: first as it was typed, then in plain spelling.

    Names stand in order with their signs and accents. Each spelling is a part of their index, and
    is a section of its own: both in one could not be read along the index in order.

    >>> _beginnings("O’BRIEN Oñate freight")
    ['o’brien', 'obrien', 'oñate', 'onate', 'freight']
    >>> _beginnings("ávila")
    ['Ávila', 'ávila', 'avila']
    """
    found: list[str] = []
    required = terms_of(text)[:_WORDS]
    for typed in text.lower().split():
        if terms := [term for term in plain(typed).split() if term in required]:
            if not typed[0].isascii():
                # To SQLite only A to Z are capitals of something, and names have theirs in front.
                found.append(typed.capitalize())
            found += [typed, *terms]
    return list(dict.fromkeys(found))[: 3 * _WORDS]


def begins(word: str) -> Q:
    """Names that begin with *word*, as the order of the database has them: a part of its index.

    What counts as beginning so beside the same letters, a database may say in its own language.
    """
    return Q(name_low__gte=Lower(Value(word)), name_low__lt=Lower(Value(word + _LAST)))


def added(orders: Sequence[Order], *, known: bool) -> dict[str, Any]:
    """What rows are given to stand in these orders; *known*: whether their keys are."""
    given = {name: told for order in (*orders, _NAME) for name, told in order.adds}
    return given | dict(_NAMED) if known else given


def columns_of(chosen: Sequence[Order]) -> list[By]:
    """What the database puts rows in order by; the last column tells all apart."""
    named: dict[str, By] = {}
    for order in (*chosen, _NAME):
        named |= {by.name: by for by in order.columns if by.name not in named}
    return [*named.values(), By("pk", int)]


def towards(orders: Sequence[Order]) -> list[str]:
    """The same, as a question says it."""
    return [("-" if by.descending else "") + by.name for by in columns_of(orders)]
