"""The quick way of cells that are plain; None for one that is odd, which is read with care.

It gives the same value as the reader does, and a test holds them against each other.
"""

from collections.abc import Callable
from typing import Any

from muster.directory.imports.fields import Field
from muster.directory.imports.readers import LONGEST_KEY
from muster.directory.values import NOT_AVAILABLE, NOTHING, may_be_several
from muster.directory.values.phones import quick_phone
from muster.directory.values.words import quick_email

Quick = Callable[[str], Any]
# All but one are shorter than nearly any text.
_LONGEST_NOTHING = max(map(len, NOTHING - {NOT_AVAILABLE}))


def quick_way(one: Field, known: dict[str, Any]) -> Quick:
    """How plain cells of a field are read; *known* is what its other cells have said before."""
    match one.reads:
        case "name" | "text":
            return plain_text(one.longest, "=+-@' " if one.reads == "name" else "' ")
        case "phone":
            return quick_phone
        case "email":
            return quick_email
        case "usdot":
            return plain_number
        case "key":
            return plain_key
    return known.get


def one_alone(quick: Quick) -> Quick:
    """*quick*, for cells with one name in them."""
    return lambda cell: None if may_be_several(cell) else quick(cell)


def plain_text(longest: int, odd: str) -> Quick:
    """A text that stands as it should: printable, single spaces, and not “N/A”."""
    odd_first, not_available = frozenset(odd), len(NOT_AVAILABLE)

    def quick(cell: str) -> str | None:
        if not cell:
            return ""
        size = len(cell)
        if (
            _LONGEST_NOTHING < size <= longest
            and cell[0] not in odd_first
            and cell[-1] != " "
            and "  " not in cell
            and cell.isprintable()
            and (size != not_available or cell.casefold() != NOT_AVAILABLE)
        ):
            return cell
        return None

    return quick


def plain_key(cell: str) -> str | None:
    """A number of a row that is digits alone."""
    return cell if not cell or (cell.isdecimal() and len(cell) <= LONGEST_KEY) else None


def plain_number(cell: str) -> str | None:
    """A number of a register that stands as it should."""
    if cell.isdecimal() and cell.isascii() and len(cell) <= 8 and cell[0] != "0":
        return cell
    return None if cell else ""
