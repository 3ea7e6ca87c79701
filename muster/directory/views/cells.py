"""What stands in the columns of a list, ready to be drawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext

from muster.core.places import county_words, state_name
from muster.directory.findable.nouns import Noun
from muster.directory.listing.asked import COLUMNS, Asked
from muster.directory.listing.orders import ORDERS, Order
from muster.directory.listing.page import Page, Row
from muster.directory.models import ContactPoint
from muster.shell.counts import counted

# What a list's own words are for its columns; those that can be put in order by have the same key
# as their order.
LABELS: dict[str, Any] = {
    "name": gettext_lazy("Name"),
    "sector": gettext_lazy("Sector"),
    "place": gettext_lazy("Place"),
    "people": gettext_lazy("People"),
    "trucks": gettext_lazy("Trucks"),
    "touch": gettext_lazy("Last touch"),
    "fresh": gettext_lazy("Freshness"),
    "usdot": gettext_lazy("USDOT number"),
    "ori": gettext_lazy("ORI"),
    "parent": gettext_lazy("Part of"),
    "organization": gettext_lazy("Organization"),
    "kind": gettext_lazy("Kind"),
    "street": gettext_lazy("Street"),
    "post": gettext_lazy("Post"),
}
# Which columns give way first on a narrow page, and which are numbers.
_NARROW = {"sector": "d-w3", "usdot": "d-w3", "ori": "d-w3", "parent": "d-w3", "street": "d-w3",
           "trucks": "d-w2", "touch": "d-w2", "kind": "d-w2"}  # fmt: skip
_NUMBERS = {"people", "trucks"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column: a way to put the list in order by it, where there is one."""

    words: str
    css: str
    href: str
    number: int
    direction: str
    is_descending: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        sub: a second, smaller line.
        label: what the number counts, told where the heading is not seen.
        shape: the shape of a freshness, if it is one.
    """

    text: str
    css: str = ""
    sub: str = ""
    label: str = ""
    shape: str = ""
    is_fresh: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    row: Row
    cells: tuple[Cell, ...]


def lines_of(page: Page, asked: Asked, today: date) -> list[Line]:
    """The rows with their cells."""
    return [
        Line(row, tuple(_cell(column, row, today) for column in asked.columns)) for row in page.rows
    ]


def headings_of(page: Page, asked: Asked, query: QueryDict) -> tuple[Heading, list[Heading]]:
    """The heading of the names, and those of the other columns."""
    made = [_heading(column, page.orders, asked, query) for column in ("name", *asked.columns)]
    return made[0], made[1:]


def column_choices(asked: Asked) -> list[tuple[str, Any, bool]]:
    """The columns that there are, with their words, and which are shown."""
    return [(key, LABELS[key], key in asked.columns) for key in COLUMNS[asked.noun]]


def _heading(
    column: str, orders: Sequence[Order], asked: Asked, query: QueryDict
) -> Heading:  # fmt: skip
    keys = [order.key for order in orders]
    number = keys.index(column) + 1 if column in keys else 0
    href = ""
    if column in ORDERS[asked.noun]:
        there = query.copy()
        for name in ("after", "before", "at", "sort", "then"):
            there.pop(name, None)
        there["sort"] = column
        if keys[0] != column:
            there["then"] = keys[0]
        href = f"?{there.urlencode()}"
    css = " ".join(filter(None, [_NARROW.get(column, ""), "n" if column in _NUMBERS else ""]))
    order = orders[number - 1] if number else None
    return Heading(
        str(LABELS[column]), css, href, number,
        direction=str(order.direction) if order else "",
        is_descending=bool(order and order.columns[0].descending),
    )  # fmt: skip


def _cell(column: str, row: Row, today: date) -> Cell:
    return _CELLS[column](row, today)


def _plain(column: str) -> Callable[[Row, date], Cell]:
    def cell(row: Row, today: date) -> Cell:
        value = getattr(row.record, column)
        return Cell(str(value or ""), _NARROW.get(column, ""))

    return cell


def _place(row: Row, today: date) -> Cell:
    record = row.record
    if not hasattr(record, "county"):
        at = [post.organization for post in row.posts if post.organization.state]
        if not at:
            return Cell("", "d-pl")
        record = at[0]
    county = county_words(record.county, record.state)
    wider = ", ".join(part for part in (county, record.state) if part)
    if record.city:
        return Cell(record.city, "d-pl", sub=wider)
    return Cell(wider if county else state_name(record.state), "d-pl")


def _people(row: Row, today: date) -> Cell:
    many = row.people or 0
    label = npgettext("said of a number", "person", "people", many)
    return Cell(counted(many), "n", label=label)


def _trucks(row: Row, today: date) -> Cell:
    many = row.record.trucks
    if many is None:
        return Cell("–", "n d-w2 d-none")
    return Cell(counted(many), "n d-w2", label=ngettext("truck", "trucks", many))


def _touch(row: Row, today: date) -> Cell:
    if row.touch is None:
        return Cell("", "d-w2")
    kind = capfirst(str(row.touch.get_kind_display()))
    return Cell(kind, "d-w2", sub=_short_day(row.touch.on, today))


def _fresh(row: Row, today: date) -> Cell:
    fresh = row.fresh
    on = row.record.confirmed_on
    sub = _short_day(on, today) if on else ""
    if row.trouble == ContactPoint.Status.DO_NOT_CONTACT:
        return Cell(_("Do not contact"), "d-fr", sub, shape="off", is_fresh=True)
    if row.trouble == ContactPoint.Status.BAD:
        return Cell(_("Bad number or address"), "d-fr", sub, shape="bad", is_fresh=True)
    assert fresh is not None  # noqa: S101 (sites have no such column)
    return Cell(fresh.word, "d-fr", sub, shape=fresh.key, is_fresh=True)


def _post(row: Row, today: date) -> Cell:
    if not row.posts:
        return Cell(_("no post known"), "d-post quiet")
    first, more = row.posts[0], len(row.posts) - 1
    sub = first.organization.name if first.title else ""
    if more:
        others = ngettext("%(n)s more post", "%(n)s more posts", more) % {"n": more}
        sub = f"{sub} · {others}" if sub else others
    return Cell(first.title or first.organization.name, "d-post", sub=sub)


def _kind(row: Row, today: date) -> Cell:
    return Cell(capfirst(str(row.record.get_kind_display())), "d-w2")


def _short_day(day: date, today: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


_CELLS: dict[str, Callable[[Row, date], Cell]] = {
    "sector": _plain("sector"),
    "place": _place,
    "people": _people,
    "trucks": _trucks,
    "touch": _touch,
    "fresh": _fresh,
    "usdot": _plain("usdot"),
    "ori": _plain("ori"),
    "parent": _plain("parent"),
    "organization": _plain("organization"),
    "kind": _kind,
    "street": _plain("street"),
    "post": _post,
}
NOUN_WORDS: dict[Noun, Any] = {
    Noun.ORGANIZATION: gettext_lazy("Organizations"),
    Noun.SITE: gettext_lazy("Sites"),
    Noun.PERSON: gettext_lazy("People"),
}
