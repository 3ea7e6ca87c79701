"""What an address asks for: numbers and days that anybody may have written into it."""

from datetime import date

from django.utils.dateparse import parse_date

# A number of more digits is none of a row, and some databases would not take it.
_MOST_DIGITS = 15


def number_of(text: str) -> int | None:
    """The number of a row; None for what can be none.

    >>> number_of("12"), number_of("²"), number_of("9" * 40)
    (12, None, None)
    """
    is_one = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_one else None


def day_of(text: str) -> date | None:
    """A day; None for one that is none, or lies where no calendar goes on.

    >>> day_of("2026-06-01"), day_of("2026-06-31"), day_of("9999-12-31")
    (datetime.date(2026, 6, 1), None, None)
    """
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and date.min < day < date(date.max.year, 1, 1) else None
