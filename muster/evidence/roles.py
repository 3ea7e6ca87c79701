"""A title, a division and an organization in one sentence: three steps that lead to one person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from muster.evidence.nouns import with_article
from muster.evidence.spans import Phrases, Span, overlaps, sentences


@dataclass(frozen=True)  # without slots: its names are compiled when they are first looked for
class NamedOrganization:
    """An organization by its names, whether it may be named, and what it is in general.

    *noun* says what kind of place it is ("truck stop", "trucking company"), for general wording.
    """

    name: str
    may_name: bool = False
    noun: str = ""
    aliases: Sequence[str] = ()

    @property
    def in_general(self) -> str:
        """The organization without its name.

        >>> NamedOrganization("Acme Plaza", noun="truck stop").in_general
        'a truck stop'
        """
        return with_article(self.noun or "organization")

    def spans_in(self, text: str) -> list[Span]:
        """Where *text* names it; a single word only in its own case ("Staples", not "staples")."""
        return self._names.spans_in(text)

    @cached_property
    def _names(self) -> Phrases:
        return Phrases([self.name, *self.aliases], names=True)


# Where in a text an organization is named, and which.
Naming = tuple[Span, NamedOrganization]


@dataclass(frozen=True, slots=True)
class TellingRole:
    """A role that can point at one person: where, made of what, and how to say it in general."""

    span: Span
    title: str
    division: str
    organization: str
    general: str


_TITLES = (
    "vice president|president|manager|specialist|director|officer|investigator|undersheriff|sheriff"
    "|chief|sergeant|detective|lieutenant|captain|supervisor|coordinator|co-owner|owner|deputy"
    r"|commander|major(?=\s+[A-Z])|colonel|trooper|dispatcher|trainer|superintendent|administrator"
    "|executive|foreman|recruiter|agent|analyst|engineer|inspector|prosecutor|attorney|treasurer"
    r"|chairman|chairwoman|chairperson|head(?=\s+of\b)|CEO|COO|CFO"
)
# With the qualifiers that narrow it: "EHS Specialist". A plural names nobody, nor does an office.
_TITLE = re.compile(
    rf"(?:\b(?!(?:An?|The)\s)[A-Z][\w&/-]{{0,40}}\s+){{0,3}}\b(?i:(?P<word>{_TITLES}))\b"
    r"(?!['’]s\s+(?i:offices?|departments?)\b)(?!-)"
)
_DIVISIONS = (
    "division|region|unit|department|dept|plant|store|terminal|district|branch|precinct|troop"
    "|bureau|warehouse|depot"
)
# Words before a division that do not tell it from another one; a police department is no division.
_ANY = (
    "a|an|the|this|that|these|each|every|any|some|our|their|its|his|her|my|your|same|whole|one|no"
    "|and|or|of|in|to|as|police|fire|sheriff['’]s"
)
# A division is told apart by a number, by a name, by the shift, or by what it does.
_DIVISION = re.compile(
    r"\b(?i:exit)\s+\d+\b"
    rf"|\b(?i:{_DIVISIONS})\.?\s*(?:(?i:no\.?|number)\s*)?#?\s*(?:\d+\b|[A-Z]\b)"
    rf"|(?:\b(?!(?:An?|The)\s)[A-Z][\w’'&-]{{0,40}}\s+){{1,4}}(?i:{_DIVISIONS})\b"
    rf"|(?<![\w’'-])(?!(?i:{_ANY})\s)[\w’'-]{{1,40}}\s+(?i:division|region|unit|department|dept)\b"
    r"|\b(?i:day|night|evening|overnight|graveyard|early|late|morning|first|second|third|weekend)"
    r"[\s-]+(?i:shift)\b"
)
# An organization that the program does not know shows itself by how such names end or begin.
_UNKNOWN = re.compile(
    r"(?:\b(?!(?:An?|The)\s)[A-Z][\w’'&-]{0,40}\.?,?\s+(?:(?:and|&)\s+)?){1,6}?"
    r"(?:Co\.|Company|Corp\.|Corporation|Inc\.|Incorporated|L\.?L\.?C\.?|Ltd\.|L\.?P\.|Trucking"
    r"|Transport|Transportation|Logistics|Freight|Lines|Carriers|Casino|Plaza|Travel\sCenter"
    r"|Truck\sStop|(?:Police|Fire)\sDepartment|Sheriff['’]s\s(?:Office|Department)"
    r"|Highway\sPatrol|Association|Agency)(?!\w)"
    r"|\bDepartment\sof(?:\s(?:and\s|the\s)?[A-Z][\w’'-]{0,40}){1,8}"
)


def namings(text: str, organizations: Iterable[NamedOrganization]) -> list[Naming]:
    """Where *text* names one of *organizations*."""
    return [(span, known) for known in organizations for span in known.spans_in(text)]


def telling_roles(text: str, named: Sequence[Naming] = ()) -> Iterator[TellingRole]:
    """The roles in *text* that name a title, a division and an organization in one sentence.

    >>> line = "A clerk and the night shift manager of Acme Trucking came."
    >>> [role.general for role in telling_roles(line)]
    ['A manager at an organization']

    Args:
        named: where the text names an organization that is known.
    """
    for start, end in sentences(text):
        role = _role_in(text, (start, end), named)
        if role is not None:
            yield role


def _role_in(text: str, sentence: Span, named: Sequence[Naming]) -> TellingRole | None:
    """The role that *sentence* tells of, or nothing."""
    start, end = sentence
    inside = [(span, known) for span, known in named if start <= span[0] and span[1] <= end]
    places = [span for span, _known in inside]
    places += _apart(_UNKNOWN.finditer(text, start, end), places)
    divisions = _apart(_DIVISION.finditer(text, start, end), places)
    titles = [
        match
        for match in _TITLE.finditer(text, start, end)
        if not overlaps(match.span("word"), places + divisions)
    ]
    if not (titles and divisions and places):
        return None
    title, division, place = (
        titles[0],
        divisions[0],
        min(places, key=lambda span: (span[0], -span[1])),
    )
    # "Acme Trucking Manager": the capitals before the title are the company's.
    qualified = not overlaps(title.span(), places + divisions)
    role = title.span() if qualified else title.span("word")
    known = next((known for span, known in inside if span == place), NamedOrganization(""))
    parts = (role, division, place)
    return TellingRole(
        span=(min(part[0] for part in parts), max(part[1] for part in parts)),
        title=text[slice(*role)],
        division=text[slice(*division)],
        organization=text[slice(*place)],
        general=f"{_capitalized(with_article(_plain(title['word'])))} at {known.in_general}",
    )


def _apart(matches: Iterable[re.Match[str]], taken: Sequence[Span]) -> list[Span]:
    """The spans of *matches* that share nothing with what is *taken*."""
    return [match.span() for match in matches if not overlaps(match.span(), taken)]


def _plain(title: str) -> str:
    """A title in small letters, and an abbreviation as it is."""
    return title if title.isupper() else title.casefold()


def _capitalized(words: str) -> str:
    """*words* with a capital first, the rest as it is."""
    return words[:1].upper() + words[1:]
