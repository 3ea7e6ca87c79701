"""Our own sentences that a snapshot froze, said again in the reader's language.

A snapshot is written in the program's language, and among the program's words stand some of ours:
why a number is not shown, what was fixed when, what a check is called. Whoever reads the report in
another language reads these in it; what the program wrote stays as it was written.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override

# Each stands as it is where the snapshot is made, too; there it is filled, here it is known again.
SENTENCES = (
    # The title, and where a goal stands of which nobody has written anything
    gettext_noop("Coalition build impact report"),
    gettext_noop("Asked; no answer can be told yet."),
    gettext_noop("Nothing was asked or counted."),
    # Why a number is not shown
    gettext_noop("Not shown: fewer than %(row_n)s people answered."),
    gettext_noop("Not shown: fewer than %(cell)s people are on one side."),
    gettext_noop("Not shown: this row, or one that could be worked out from it, is too small."),
    # Who was in the room
    gettext_noop("Not recorded"),
    gettext_noop("Other sectors"),
    gettext_noop("Who came from which sector is not recorded."),
    gettext_noop("Sectors with fewer than %(least)s people stand under “%(other)s”."),
    # What the rows say of themselves
    gettext_noop("What was fixed when"),
    gettext_noop(
        "The build was loaded from history: its measures were not fixed beforehand, so that what"
        " is counted could have been chosen afterwards."
    ),
    gettext_noop("What is counted, and how, was fixed on %(day)s, before the build opened."),
    gettext_noop("What is counted was not fixed before the build opened."),
    gettext_noop("What came of it was asked from %(first)s to %(last)s."),
    gettext_noop("The program’s own words, as it published them."),
    # What the state has taken up, and what others published
    gettext_noop("in law"),
    gettext_noop("in practice"),
    gettext_noop("exactly"),
    gettext_noop("over"),
    gettext_noop("under"),
    gettext_noop("about"),
    gettext_noop("nearly"),
    # What has changed, and what was withdrawn
    gettext_noop("People in the room"),
    gettext_noop("Goal %(code)s"),
    gettext_noop("Quote"),
    gettext_noop("Mission"),
    gettext_noop("Final summary"),
    gettext_noop("About the quotes"),
    gettext_noop("History in the state"),
    gettext_noop("Published by others"),
    gettext_noop("Whom to call"),
    gettext_noop("Who was in the room"),
    gettext_noop("Hosts and sponsors"),
    gettext_noop("Methods and limits"),
    gettext_noop("Differences from the source"),
    gettext_noop("Let stand with a reason"),
    gettext_noop("The build"),
    gettext_noop("New"),
    gettext_noop("Revised"),
    gettext_noop("Taken out"),
    gettext_noop("A quote was withdrawn by its writer (%(about)s)."),
    gettext_noop("An outcome was withdrawn by whom it was about (goal %(goal)s)."),
    # What was stopped by a check
    gettext_noop("An e-mail address"),
    gettext_noop("Whom to call is not written down"),
    gettext_noop("Guidance older than a year"),
    gettext_noop("A word that this program does not use"),
    gettext_noop("A figure that cannot be read"),
    gettext_noop("More answers than people"),
    gettext_noop("An organization named without recorded permission"),
    gettext_noop("An outcome without recorded permission"),
    gettext_noop("A quote without recorded permission"),
    gettext_noop("A person named without recorded permission"),
    gettext_noop("A phone number"),
    gettext_noop("A job title with a division and an organization"),
    gettext_noop("A group small enough to tell who is meant"),
    gettext_noop("Spanish words that nobody has checked"),
    gettext_noop("A number typed by hand"),
    gettext_noop("A figure that does not exist"),
    gettext_noop("A day that can hardly be right"),
    gettext_noop("Letters that the typeface lacks"),
)
_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class _Known:
    """What ours looks like in one language: a pattern for each sentence, and the months."""

    sentences: tuple[tuple[str, re.Pattern[str]], ...]
    months: tuple[str, ...]


def retold(text: str, language: str) -> str:
    """*text* in the reader's language, where it is nothing but sentences of ours in *language*.

    Returns:
        Nothing for what somebody else wrote.
    """
    return " ".join(_sentences(text, _known(language)))


@lru_cache
def _known(language: str) -> _Known:
    with override(language):
        return _Known(
            tuple((sentence, _pattern(gettext(sentence))) for sentence in SENTENCES),
            tuple(str(month).casefold() for month in MONTHS.values()),
        )


def _pattern(sentence: str) -> re.Pattern[str]:
    """The beginning of a text that is *sentence* filled; without its full stop it stands alone."""
    pieces = [
        f"(?P<{piece}>.*?)" if place % 2 else re.escape(piece)
        for place, piece in enumerate(_PLACE.split(sentence))
    ]
    return re.compile("".join([*pieces, r"(?:\s+|\Z)" if sentence.endswith(".") else r"\Z"]))


def _sentences(text: str, known: _Known) -> list[str]:
    """The sentences that *text* is made of, each retold; none if any of them is not ours."""
    told: list[str] = []
    while text:
        begins = ((ours, pattern.match(text)) for ours, pattern in known.sentences)
        sentence, match = next(((ours, match) for ours, match in begins if match), ("", None))
        if match is None:
            return []
        told.append(gettext(sentence) % _values(match, known))
        text = text[match.end() :]
    return told


def _values(match: re.Match[str], known: _Known) -> dict[str, str]:
    """What the sentence was filled with: days, words of ours, and what stays as it is."""
    return {
        name: " ".join(_sentences(value, known)) or _day(value, known) or value
        for name, value in match.groupdict().items()
    }


def _day(words: str, known: _Known) -> str:
    """A day that *words* write out with the name of its month, as the reader writes it."""
    parts = re.findall(r"\w+", words.casefold())
    month = next((known.months.index(part) + 1 for part in parts if part in known.months), 0)
    numbers = sorted(int(part) for part in parts if part.isdecimal())
    try:
        day, year = numbers
        return date_format(date(year, month, day), "DATE_FORMAT")
    except ValueError:  # it is no day
        return ""
