"""ZIP codes, states, towns and counties, as lists write them."""

import re
from functools import cache

import us
from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.core.closest import closest
from muster.directory.values.reading import Read, read_name, says_nothing

_ZIP = re.compile(r"(\d{5})(?:[- ]?(\d{4}))?")
_CANADIAN = re.compile(r"([A-Za-z]\d[A-Za-z])[ -]?(\d[A-Za-z]\d)")


def read_zip(text: str) -> Read:
    """A ZIP code. One that lost its leading zeros in a spreadsheet gets them back."""
    cell = text.strip()
    if found := _ZIP.fullmatch(cell):
        return Read(f"{found[1]}-{found[2]}" if found[2] else found[1])
    if says_nothing(cell):
        return Read("")
    if cell.isdecimal() and cell.isascii():
        whole = ""
        if len(cell) in (3, 4):
            whole = cell.zfill(5)
        elif len(cell) in (7, 8):
            whole = f"{cell.zfill(9)[:5]}-{cell.zfill(9)[5:]}"
        if whole:
            says = _("%(cell)s read as %(zip)s: a spreadsheet had dropped the zeros.")
            return Read(whole, note=says % {"cell": cell, "zip": whole})
    if found := _CANADIAN.fullmatch(cell):
        return Read(f"{found[1]} {found[2]}".upper())
    return Read("", problem=_("“%(cell)s” is not a US ZIP code.") % {"cell": shown(cell)})


_PROVINCES = ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"]


@cache
def _states() -> dict[str, str]:
    """Codes by code and by name, in small letters."""
    known = [*us.states.STATES_AND_TERRITORIES, us.states.DC]
    codes = {state.abbr.lower(): state.abbr for state in known}
    return codes | {state.name.lower(): state.abbr for state in known}


@cache
def known_states() -> frozenset[str]:
    """The letters of all states and territories, and of DC."""
    return frozenset(_states().values())


def read_state(text: str) -> Read:
    """A state by its name or its two letters. A province of Canada or Mexico keeps its letters."""
    cell = " ".join(text.split())
    if code := _states().get(cell.lower()):
        return Read(code)
    if says_nothing(cell):
        return Read("")
    bare = cell.replace(".", "").replace(" ", "")
    if code := _states().get(bare.lower()):
        return Read(code)
    if len(bare) == 2 and bare.isascii() and bare.isalpha():
        code = bare.upper()
        if code in _PROVINCES:
            return Read(code, note=_("%(code)s is a province of Canada.") % {"code": code})
        return Read(code, note=_("%(code)s is no state of the US.") % {"code": code})
    says = _("“%(cell)s” is not a state: its name or two letters, like MS.") % {"cell": shown(cell)}
    names = [state.name for state in us.states.STATES_AND_TERRITORIES]
    return Read("", problem=says + closest(cell.title(), names))


def read_place(text: str, *, longest: int = 80) -> Read:
    """A town or a county; one written in capitals only is written as a name."""
    read = read_name(text, longest=longest)
    if read.value and read.value.isupper():
        return Read(" ".join(map(_as_name, read.value.split(" "))), note=read.note)
    return read


def _as_name(word: str) -> str:
    """“MCCOMB” is Mccomb to a machine and McComb to those who live there."""
    name = "-".join(part.capitalize() for part in word.split("-"))
    if name.startswith("Mc") and len(name) > 3:
        return f"Mc{name[2:].capitalize()}"
    if len(name) > 2 and name[1] in "'’":
        return name[:2] + name[2:].capitalize()
    return name
