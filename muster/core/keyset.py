"""Long lists, a stretch at a time.

A list moves by what stands at its ends, never by page number: rows that come or go in between shift
nothing, and the thousandth stretch costs as much as the first.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)
# Between the values of a cursor; a name that has it in it is written otherwise there.
_AND = "~"
_WRITTEN = str.maketrans({"~": "%7E", "%": "%25"})
# A character that PostgreSQL keeps in no text, and takes in no question.
_NO_TEXT = "\0"


@dataclass(frozen=True, slots=True)
class By:
    """One column that a list is ordered by; *read* makes its value of the text in an address."""

    name: str
    read: Callable[[str], Any] = str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Stretch(Generic[M]):
    """Some rows of a list, and where it goes on; an empty cursor says that it does not."""

    rows: list[M]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Foot:
    """The foot of a list: its ends in words, and the addresses of its neighbours, if any."""

    words: str
    previous: str
    next: str


def foot(page: Stretch[Any], query: QueryDict, words: str) -> Foot:
    """The foot of *page*, which was asked for by *query*; whatever else it says stays."""
    return Foot(
        words,
        previous=_address(query, "before", page.before),
        next=_address(query, "after", page.after),
    )


def from_to(names: Sequence[str]) -> str:
    """What stands at the two ends of a stretch: "from Cinder Creek to Tern Harbor"."""
    if not names:
        return ""
    return _("from %(first)s to %(last)s") % {"first": names[0], "last": names[-1]}


def _address(query: QueryDict, name: str, cursor: str) -> str:
    if not cursor:
        return ""
    there = query.copy()
    for each in ("after", "before"):
        there.pop(each, None)
    there[name] = cursor
    return f"?{there.urlencode()}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list, as an address says it, and whether the list goes back from there."""

    values: Sequence[Any]
    backwards: bool


def place_of(order: Sequence[By], *, after: str, before: str) -> Place | None:
    """The place that two cursors tell, the second one first; None where neither can be read."""
    back = _values(before, order)
    on = None if back else _values(after, order)
    if back is not None:
        return Place(back, backwards=True)
    return None if on is None else Place(on, backwards=False)


def turned(
    rows: "QuerySet[M]", order: Sequence[By], place: Place | None, *, backwards: bool = False
) -> "QuerySet[M]":
    """*rows* beyond *place*, in *order*; without a place all of them, *backwards* or not."""
    backwards = place.backwards if place else backwards
    if place:
        rows = rows.filter(_beyond(order, place.values, backwards=backwards))
    return rows.order_by(*(("-" if by.descending != backwards else "") + by.name for by in order))


def stretch(
    rows: "QuerySet[M]", order: Sequence[By], *, size: int, after: str = "", before: str = ""
) -> Stretch[M]:
    """*size* of *rows* in *order*: those after the cursor *after*, or those before *before*.

    The last column of *order* is unique, so that no row is shown twice or left out. A cursor that
    cannot be read is none: the list begins at its start.
    """
    place = place_of(order, after=after, before=before)
    backwards = place is not None and place.backwards
    found = list(turned(rows, order, place)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Stretch([], "", "")
    has_before = more if backwards else place is not None
    has_after = True if backwards else more
    return Stretch(
        found,
        before=cursor_of(found[0], order) if has_before else "",
        after=cursor_of(found[-1], order) if has_after else "",
    )


def _beyond(order: Sequence[By], values: Sequence[Any], *, backwards: bool) -> Q:
    """What stands further on than *values*: equal in the first columns, beyond in the next."""
    found = Q()
    for index, by in enumerate(order):
        same = {earlier.name: values[at] for at, earlier in enumerate(order[:index])}
        compare = "lt" if by.descending != backwards else "gt"
        found |= Q(**same, **{f"{by.name}__{compare}": values[index]})
    # Said once more of the first column alone: an index leads there at once, which it cannot when
    # there is an "or" in every place.
    from_there = "lte" if order[0].descending != backwards else "gte"
    return Q(**{f"{order[0].name}__{from_there}": values[0]}) & found


def _values(cursor: str, order: Sequence[By]) -> list[Any] | None:
    parts = [unquote(part) for part in cursor.split(_AND)]
    if not cursor or any(_NO_TEXT in part for part in parts) or len(parts) != len(order):
        return None
    try:
        return [by.read(part) for by, part in zip(order, parts, strict=True)]
    except ValueError:
        return None


def cursor_of(row: Model, order: Sequence[By]) -> str:
    """Where *row* stands in *order*, as an address says it."""
    return cursor(getattr(row, by.name) for by in order)


def cursor(values: Iterable[Any]) -> str:
    """The place in a list at which its columns have these *values*."""
    return _AND.join(str(value).translate(_WRITTEN) for value in values)
