"""Very many that have a word, by name: those whose names begin so stand first.

The order of names and the words are in two tables, and no index has both. To find the first names
that have a word, the list walks along them from A on; where all of them begin with it, it would
walk past all that stand before. Names that begin so are one part of the index, found at once.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q

from muster.core.keyset import Place, place_of, turned
from muster.directory.findable.keys import Keys, in_turn
from muster.directory.listing.orders import Order, begins, columns_of
from muster.directory.listing.rows import Rows


def keys_near(rows: Rows, order: Order, *, size: int, after: str, before: str) -> Keys:
    """The keys of *size* of *rows* and one more, as they stand in *order* from a cursor on.

    There may be more of them: each section that is looked at gives as many. *rows* have what
    *order* adds.
    """
    _section, *columns = columns_of((order,))
    place = place_of([_section, *columns], after=after, before=before)
    backwards = place is not None and place.backwards
    parts = []
    for section in _from(place, len(order.sections)):
        part = rows.filter(_stands_in(order, section)).values_list("pk")
        is_here = place is not None and place.values[0] == section
        within = Place(place.values[1:], backwards) if place and is_here else None
        parts.append(turned(part, columns, within, backwards=backwards))
    return in_turn(connection, parts, size + 1)


def place_at(start: str, order: Order) -> list[int | str]:
    """Where in *order* the name *start* stands, of which perhaps only the beginning is told.

    Too little to begin as typed is looked for among all others: they are the longer part.
    """
    if not order.sections:
        return [start, 0]
    low = start.lower()
    own = (at for at, word in enumerate(order.sections) if low.startswith(word.lower()))
    return [next(own, len(order.sections)), start, 0]


def _from(place: Place | None, last: int) -> Sequence[int]:
    """The sections from *place* on, in the way that it goes."""
    if place is None:
        return range(last + 1)
    here = place.values[0]
    if place.backwards:
        return [section for section in range(last, -1, -1) if section <= here]
    return [section for section in range(last + 1) if section >= here]


def _stands_in(order: Order, section: int) -> Q:
    """The same as the number of a section says, in such words that an index is seen."""
    found = Q()
    for at, word in enumerate(order.sections[: section + 1]):
        found &= begins(word) if at == section else ~begins(word)
    return found
