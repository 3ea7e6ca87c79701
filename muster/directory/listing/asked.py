"""What an address asks of a list; whatever in it cannot be read is not asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from muster.core.asked import number_of
from muster.directory.findable.nouns import Noun
from muster.directory.listing.facets import FACETS, one_place, read_place
from muster.directory.listing.orders import NAME, ORDERS, Order, by_beginning

# A name longer than any of ours is not looked for.
_LONGEST = 200
_MOST_VALUES = 40
# Which columns there are beside the name, in their order; those that stand at first.
COLUMNS: dict[Noun, tuple[str, ...]] = {
    Noun.ORGANIZATION: (
        "sector", "place", "people", "trucks", "touch", "fresh", "usdot", "ori", "parent",
    ),
    Noun.SITE: ("organization", "kind", "place", "street"),
    Noun.PERSON: ("post", "place", "touch", "fresh"),
}  # fmt: skip
_AT_FIRST: dict[Noun, tuple[str, ...]] = {
    Noun.ORGANIZATION: COLUMNS[Noun.ORGANIZATION][:6],
    Noun.SITE: COLUMNS[Noun.SITE],
    Noun.PERSON: COLUMNS[Noun.PERSON],
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a list.

    Attributes:
        chosen: by the key of a facet, the values chosen.
        saved: the saved list that is looked at, if any.
        start: the name at which the page begins, if somebody said so.
    """

    noun: Noun
    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    saved: int | None = None
    orders: tuple[Order, ...] = ()
    columns: tuple[str, ...] = ()
    start: str = ""
    after: str = ""
    before: str = ""

    @property
    def by_name(self) -> Order:
        """By name, in which every list can stand."""
        return by_beginning(self.text)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked but all of them."""
        return bool(self.text or self.chosen or self.saved is not None)


def read(query: QueryDict, noun: Noun) -> Asked:
    """The question in the address *query*."""
    chosen = {}
    for facet in FACETS[noun]:
        values = [value.strip() for value in query.getlist(facet.key)[:_MOST_VALUES]]
        if facet.key == "place":
            typed = query.get("place-typed", "").strip()
            values = [*([read_place(typed)] if typed else ()), *map(one_place, values)]
        if kept := tuple(dict.fromkeys(value for value in values if value and "\0" not in value)):
            chosen[facet.key] = kept
    text = query.get("q", "").replace("\0", "").strip()[:_LONGEST]
    known = ORDERS[noun]
    keys = [key for key in (query.get("sort"), query.get("then")) if key in known] or [NAME]
    orders = [known[key] for key in dict.fromkeys(keys)]
    if keys[0] == NAME:
        orders[0] = by_beginning(text)
    shown = [column for column in COLUMNS[noun] if column in query.getlist("col")]
    return Asked(
        noun,
        text=text,
        chosen=chosen,
        saved=number_of(query.get("list", "")),
        orders=tuple(orders),
        columns=tuple(shown) or _AT_FIRST[noun],
        start=query.get("at", "").replace("\0", "").strip()[:_LONGEST],
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
