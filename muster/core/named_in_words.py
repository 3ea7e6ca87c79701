"""Free words in which somebody may be named who is erased: a note, a label, the name of a place.

Nobody can tell by the name alone whether it is theirs. So each such row is looked at before, and
whoever looks takes the name out where it is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from muster.core.subjects import Stop, Subject, Words, mentions

# So many rows of a kind are named one by one.
MOST = 20


@dataclass(frozen=True, slots=True)
class Place:
    """Rows of one kind with free words in them.

    Attributes:
        rows: gives those of the program that are not the person's own.
        fields: the fields that have the words.
        says: that the name stands there; "%(name)s" is what the row belongs to.
        page: what a row belongs to, and where its words are changed.
    """

    rows: Callable[[Subject], "QuerySet[Any]"]
    fields: tuple[str, ...]
    says: Words
    page: Callable[[Any], tuple[object, str]]


def naming(rows: "QuerySet[Any]", subject: Subject, *fields: str) -> Iterator[Any]:
    """Those of *rows* that have *subject* in one of *fields*."""
    for row in rows.filter(subject.may_be_in(*fields)).iterator():
        if mentions(subject, (getattr(row, field) for field in fields)):
            yield row


def stops_in(subject: Subject, places: Iterable[Place]) -> list[Stop]:
    """What to look at before *subject* is erased, in the order of *places*."""
    return [stop for place in places for stop in _few(_stops(subject, place))]


def _stops(subject: Subject, place: Place) -> list[Stop]:
    stops = []
    for row in naming(place.rows(subject), subject, *place.fields):
        name, href = place.page(row)
        stops.append(Stop(str(place.says) % {"name": name}, href, after_a_look=True))
    return stops


def _few(stops: list[Stop]) -> list[Stop]:
    """The first of them, and how many more there are: somebody may have confirmed a thousand."""
    more = len(stops) - MOST
    if more <= 0:
        return stops
    says = ngettext(
        "The name stands in %(n)s more place like the last one.",
        "The name stands in %(n)s more places like the last one.",
        more,
    )
    return [*stops[:MOST], Stop(says % {"n": f"{more:,}"}, after_a_look=True)]
