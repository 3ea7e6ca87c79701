"""The day out of a moment, as survey tools write it. The clock is never kept."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

_YEAR_FIRST = re.compile(r"\s*((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)?\d\d)(?!\d)")
_SERIAL = re.compile(r"\s*([2-5]\d{4})(?:\.\d+)?\s*")
# What spreadsheets count from; and what LimeSurvey writes when it was told to keep no time.
_SPREADSHEET = date(1899, 12, 30)
NO_DAY = date(1980, 1, 1)


def is_day_first(moments: Iterable[str]) -> bool:
    """Whether 04/05/2026 is the fourth of May in a column of *moments*: some 13th says so.

    Points between the numbers are written where the day comes first.

    >>> is_day_first(["03/04/2026", "13/04/2026"]), is_day_first(["03/04/2026", "03/14/2026"])
    (True, False)
    """
    for moment in moments:
        if match := _YEAR_LAST.match(moment):
            if int(match[1]) > 12 or match[2] == ".":
                return True
            if int(match[3]) > 12:
                return False
    return False


def day_of(moment: str, *, day_first: bool = False) -> date | None:
    """The day of *moment*; none where it says none.

    >>> day_of("2026/05/12 4:12:33 PM CST"), day_of("5/12/26 16:12"), day_of("1980-01-01 00:00:00")
    (datetime.date(2026, 5, 12), datetime.date(2026, 5, 12), None)
    """
    try:
        if match := _YEAR_FIRST.match(moment):
            found = date(int(match[1]), int(match[2]), int(match[3]))
        elif match := _YEAR_LAST.match(moment):
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            day, month = (first, second) if day_first else (second, first)
            found = date(year if year > 99 else 2000 + year, month, day)
        elif match := _SERIAL.fullmatch(moment):
            found = _SPREADSHEET + timedelta(days=int(match[1]))
        else:
            return None
    except ValueError:  # February 30
        return None
    return None if found == NO_DAY else found
