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


def stretch(
    rows: "QuerySet[M]", order: Sequence[By], *, size: int, after: str = "", before: str = ""
) -> Stretch[M]:
    """*size* of *rows* in *order*: those after the cursor *after*, or those before *before*.

    The last column of *order* is unique, so that no row is shown twice or left out. A cursor that
    cannot be read is none: the list begins at its start.
    """
    back = _values(before, order)
    on = None if back else _values(after, order)
    if back is not None:
        rows = rows.filter(_beyond(order, back, backwards=True))
    elif on is not None:
        rows = rows.filter(_beyond(order, on, backwards=False))
    towards = [("-" if by.descending != (back is not None) else "") + by.name for by in order]
    found = list(rows.order_by(*towards)[: size + 1])
    more, found = len(found) > size, found[:size]
    if back is not None:
        found.reverse()
    if not found:
        return Stretch([], "", "")
    has_before = more if back is not None else on is not None
    has_after = True if back is not None else more
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
