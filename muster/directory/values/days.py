"""Days, as lists and spreadsheets write them."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.directory.values.reading import Choice, Read, says_nothing

# What a sheet counts as day 0; it takes 1900 for a leap year, so that its day 60 never was.
_SHEET_DAY_0 = date(1899, 12, 30)
_SHEET_DAYS = range(20_000, 73_051)  # 1954 to 2099

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T,].*)?")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ ,-]+(\d{4}|\d{2})(?:[ T].*)?")
_NAMED_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,T].*)?")


class DayOrder:
    """Whether the month comes first in a column of days, by all its values.

    >>> order = DayOrder()
    >>> for cell in ("04/12/26", "05/20/26"): order.look_at(cell)
    >>> order.month_first, order.mixed
    (True, False)
    """

    def __init__(self) -> None:
        self._first_over_12 = self._second_over_12 = False

    def look_at(self, cell: str) -> None:
        """Take note of one value of the column."""
        if found := _SLASHED.fullmatch(cell.strip()):
            self._first_over_12 |= int(found[1]) > 12
            self._second_over_12 |= int(found[2]) > 12

    @property
    def month_first(self) -> bool:
        """As in the US, unless a value says otherwise and none agrees."""
        return self._second_over_12 or not self._first_over_12

    @property
    def mixed(self) -> bool:
        """Whether some values have the month first and some the day."""
        return self._first_over_12 and self._second_over_12


def order_of(cells: Iterable[str]) -> DayOrder:
    """The order in which the days in *cells* are written."""
    order = DayOrder()
    for cell in cells:
        order.look_at(cell)
    return order


def read_date(text: str, *, month_first: bool = True) -> Read:
    """A day: ISO, month first or day first as the column has it, or with the month in words.

    The clock is not kept. A number as spreadsheets count days is asked about.
    """
    cell = text.strip()
    if says_nothing(cell):
        return Read(None)
    if found := _ISO.fullmatch(cell):
        return _day(cell, int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASHED.fullmatch(cell):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        month, day = (first, second) if month_first else (second, first)
        return _day(cell, year, month, day)
    if found := _DAY_NAMED.fullmatch(cell):
        return _day(cell, _year(found[3]), _month(found[2]), int(found[1]))
    if found := _NAMED_DAY.fullmatch(cell):
        return _day(cell, int(found[3]), _month(found[1]), int(found[2]))
    number = cell.partition(".")[0]
    if number.isdecimal() and len(number) == 5 and int(number) in _SHEET_DAYS:
        meant = _SHEET_DAY_0 + timedelta(days=int(number))
        said = f"{meant:%B} {meant.day}, {meant.year}"
        says = _("%(cell)s: as a spreadsheet’s date that is %(day)s.") % {"cell": cell, "day": said}
        as_date = Choice(meant.isoformat(), said)
        return Read(None, problem=says, choices=(as_date, Choice("none", _("No date"))))
    if re.fullmatch(r"\d{8}", cell):
        return _day(cell, int(cell[:4]), int(cell[4:6]), int(cell[6:]))
    return Read(None, problem=_no_day(cell))


def _day(cell: str, year: int, month: int, day: int) -> Read:
    try:
        return Read(date(year, month, day))
    except ValueError:
        return Read(None, problem=_no_day(cell))


def _no_day(cell: str) -> str:
    return _("“%(cell)s” is not a day like 2026-05-20 or 05/20/2026.") % {"cell": shown(cell)}


def _year(digits: str) -> int:
    """A year of two digits lies between 1970 and 2069."""
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= 70 else 2000)


def _month(word: str) -> int:
    word = word[:3].lower()
    return _MONTHS.index(word) + 1 if word in _MONTHS else 0
