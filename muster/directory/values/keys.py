"""Numbers of registers: USDOT and ORI."""

import re

from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.directory.values.places import known_states
from muster.directory.values.reading import Read, says_nothing


def read_usdot(text: str) -> Read:
    """A USDOT number, without the words before it and the zeros at its front."""
    cell = text.strip()
    if cell.isdecimal() and cell.isascii() and len(cell) <= 8 and cell[0] != "0":
        return Read(cell)
    if says_nothing(cell):
        return Read("")
    bare = re.sub(r"(?i)\A(?:us)?\s*dot\s*(?:no\.?|number|#)?\s*:?\s*#?", "", cell)
    bare = re.sub(r"\.0\Z", "", bare).lstrip("0")
    if bare.isdecimal() and bare.isascii() and len(bare) <= 8:
        return Read(bare)
    says = _("“%(cell)s” is not a USDOT number: at most eight digits.")
    return Read("", problem=says % {"cell": shown(cell)})


_ORI = re.compile(r"[A-Z]{2}[A-Z0-9]{5}(?:[A-Z0-9]{2})?")


def read_ori(text: str) -> Read:
    """An ORI in its nine characters: one of seven gets its “00”; Nebraska's “NB” becomes “NE”."""
    cell = text.strip().upper()
    if says_nothing(cell):
        return Read("")
    if not _ORI.fullmatch(cell):
        says = _("“%(cell)s” is not an ORI: a state’s letters and five or seven more characters.")
        return Read("", problem=says % {"cell": shown(text.strip())})
    if cell.startswith("NB"):
        cell = f"NE{cell[2:]}"
    return Read(cell if len(cell) == 9 else f"{cell}00")


# Where an ORI has other letters than the post office.
_LETTERS_OF_ORI = {"NB": "NE", "GM": "GU"}


def state_of_ori(ori: str) -> str:
    """The state whose letters an ORI begins with; empty where they are no state's.

    >>> state_of_ori("MS0240100"), state_of_ori("NB0010100"), state_of_ori("TS0000100")
    ('MS', 'NE', '')
    """
    letters = ori[:2].upper()
    state = _LETTERS_OF_ORI.get(letters, letters)
    return state if state in known_states() else ""
