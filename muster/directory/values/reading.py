"""What a reader gives, and how names and counts are read."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from muster.core.cells import shown

NOT_AVAILABLE = "not available"
NOTHING = frozenset(
    ["", "null", "n/a", "na", "none", "(null)", "#n/a", "-", "--", "nan", NOT_AVAILABLE]
)
# Programs write these otherwise where there is nothing: “NULL”, “nan”.
_NAMES_TOO = ("Na", "Nan", "Null")
LONGEST_NAME = 200
LONGEST_CELL = 20_000
_FORMULA = ("=", "+", "-", "@")
_INVISIBLE = dict.fromkeys([*range(0x20), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to understand a value, for a person to choose."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says.

    Attributes:
        value: its meaning; "" or None where the cell says nothing.
        note: what was done to read it, if a person should know.
        problem: why it cannot be stored; then there is no value.
        choices: ways to understand it, where it must be asked; then *problem* is the question.
    """

    value: Any
    note: str = ""
    problem: str = ""
    choices: tuple[Choice, ...] = field(default=())


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or says so in words: “NULL”, “N/A”."""
    return text.strip().casefold() in NOTHING


def read_text(text: str, *, longest: int = LONGEST_NAME) -> Read:
    """A line of text: its spaces in order, no signs that cannot be seen, not longer than fits."""
    if len(text) > longest and (wrong := too_long(text, longest)):
        return Read("", problem=wrong)
    if "\0" in text:
        return Read("", problem=_("It holds a NUL character, which no text does."))
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join(line.translate(_INVISIBLE).split())
    return Read("" if line.casefold() in NOTHING else line)


def read_name(text: str, *, longest: int = LONGEST_NAME) -> Read:
    """The name of somebody or something. One that a sheet would run as a formula stays text."""
    read = read_text(text, longest=longest)
    if not read.value and text.strip() in _NAMES_TOO:
        return Read(text.strip())
    if read.value and read.value.startswith(_FORMULA):
        says = _("The name is a formula. %(cell)s is kept as text and never run.")
        return Read(read.value, note=says % {"cell": shown(read.value)})
    return read


def too_long(text: str, longest: int) -> str:
    """Why *text* does not fit, or nothing: spaces that are set aside do not count."""
    if len(text) <= LONGEST_CELL and len(" ".join(text.split())) <= longest:
        return ""
    says = _(
        "It has %(found)s letters; the longest that we store has %(most)s. It begins: %(cell)s"
    )
    return says % {"found": f"{len(text):,}", "most": longest, "cell": shown(text)}


_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def read_number(text: str, *, most: int = 2_147_483_647) -> Read:
    """A count: “1,234” and “12.0” too."""
    cell = text.strip()
    if cell.isdecimal() and cell.isascii() and len(cell) < 10:
        return Read(int(cell))
    if says_nothing(cell):
        return Read(None)
    bare = re.sub(r"\.0*\Z", "", cell)
    if not _WHOLE.fullmatch(bare):
        return Read(
            None, problem=_("“%(cell)s” is not a count like 1,234.") % {"cell": shown(cell)}
        )
    number = int(bare.replace(",", "")) if len(bare) < 20 else most + 1
    if number > most:
        return Read(None, problem=_("“%(cell)s” is too large a count.") % {"cell": shown(cell)})
    return Read(number)


def read_degrees(text: str, *, most: int) -> Read:
    """A latitude or a longitude, in degrees; six digits behind the point are kept."""
    if says_nothing(text):
        return Read(None)
    try:
        degrees = float(text)
    except ValueError:
        degrees = most + 1.0
    if not -most <= degrees <= most:
        says = _("“%(cell)s” is not a number of degrees between −%(most)s and %(most)s.")
        return Read(None, problem=says % {"cell": shown(text.strip()), "most": most})
    return Read(f"{degrees:.6f}")
