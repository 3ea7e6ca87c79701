"""Days in words, as the reader's language writes them; templates have the same as filters."""

from datetime import date

from django.utils.formats import date_format


def day_words(day: date | None) -> str:
    """“January 16, 2020”, or “16 de enero de 2020”; nothing for no day."""
    return date_format(day, "DATE_FORMAT") if day is not None else ""


def weekday_words(day: date) -> str:
    """“Thursday, January 16, 2020”."""
    return f"{date_format(day, 'l')}, {day_words(day)}"
