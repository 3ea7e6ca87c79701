"""Four digits that are a year, and no count.

The same digits can be either: "in 2000" is a year; "2000 of them", "2000 drivers" and "in all 1950
signed" are counts. So a year is free only behind a word that leads to one, and never before a word
that says what is counted.
"""

import re
from collections.abc import Iterator

from muster.evidence.nouns import CASES, NOT_BETWEEN, PEOPLE, PLACES, THINGS, plurals
from muster.evidence.spans import Span

YEAR = r"(?:19\d\d|20\d\d|2100)"
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
COUNTED = "|".join(map(re.escape, plurals(PEOPLE | PLACES | CASES | THINGS)))
# What people do, have or are: whatever stands before it is who does.
DOING = (
    "have|has|had|were|was|are|is|came|come|said|say|know|knew|would|will|can|could|did|do|took"
    "|take|went|left|met|told|gave|got|made|sent|wrote|who|that|[a-z]{2,20}ed|[a-záéíóú]{2,20}ron"
)
# A word that may stand between a number and what it counts: "2000 local drivers".
ADJECTIVE = rf"(?:(?!(?:{NOT_BETWEEN}|when|while|where|whenever|if|because)\b)[\w’'-]+\s+)"

# One year, a decade, or a span of years. A decade and "2020’s" are years wherever they stand.
_DIGITS = re.compile(
    r"(?<![\w$€£#.,/+])"
    rf"{YEAR}(?P<own>s|['’]s)?(?:\s*[-–/]\s*(?:{YEAR}|\d\d\b))?"
    r"(?![\w%])(?![.,/]\d)"
)
# Behind these stands a year, also where somebody does something next: "builds in 2017 were".
_LEADS = re.compile(
    r"(?:\b(?:in|since|during|until|till|throughout|year|FY|early|late|mid|en|desde|hasta|durante|año)"
    r"|\b(?:spring|summer|fall|autumn|winter|season)(?:\s+of)?"
    rf"|\b{MONTH}(?:\s+del?)?,?)\s+\Z|\b(?:pre|post|mid)-\Z",
    re.IGNORECASE,
)
# "The report of 2020" is one of a year, and "a total of 2000" is none.
_OF = re.compile(r"\b(?P<what>[\w’'-]+)\s+(?:of|del?)\s+\Z", re.IGNORECASE)
_MANY = frozenset(
    {
        "total", "sum", "number", "group", "crowd", "audience", "out", "all", "some", "most",
        "many", "each", "any", "one", "none", "half", "list", "fleet", "maximum", "minimum",
        "capacity", "membership", "majority", "room", "staff", "workforce", "team", "cerca",
        "alrededor", "más", "menos", "grupo", "unos", "número", "lista", "equipo",
    }
)  # fmt: skip
# Behind these stands a year, unless somebody does something next: "by 2000 signed".
_MAY_LEAD = re.compile(
    r"(?:\b(?i:by|from|to|through|before|after|between|of|the|this|that|our|its|their|an?|y|a|para|del?)"
    r"\s+|\()\Z|\b[A-Z][\w’'.-]{0,40},\s+\Z"
)
# A year in a row of years: 2017, 2018 and 2020.
_IN_A_ROW = re.compile(r"(?:,|,?\s+(?:and|or|to|y|o|a)\b|\s*[-–])\s+\Z")

_COUNTS_ANYWAY = re.compile(
    rf"\s*(?:[%٪]|percent|per\s+cent|por\s+ciento)|\s+(?:of|de)\b|\s+(?:{COUNTED})\b",
    re.IGNORECASE,
)
_SOMEBODY_DOES = re.compile(rf"\s+(?:{DOING}|{ADJECTIVE}(?:{COUNTED}))\b", re.IGNORECASE)
_BACK = 60


def years(text: str) -> Iterator[Span]:
    """Where *text* has a year.

    >>> line = "In 2017 we met; 2000 of them came, 2000 drivers in all 1950 signed."
    >>> [line[start:end] for start, end in years(line)]
    ['2017']
    """
    last: Span = (-1, -1)
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - _BACK) : start], text[end : end + _BACK]
        in_a_row = last[1] > 0 and _IN_A_ROW.fullmatch(text, last[1], start) is not None
        if _COUNTS_ANYWAY.match(after):
            continue
        if match["own"] or in_a_row or _is_led_to(before, after):
            last = (start, end)
            yield last


def _is_led_to(before: str, after: str) -> bool:
    """Whether what stands around four digits makes a year of them."""
    of = _OF.search(before)
    if of is not None and of["what"].casefold() in _MANY:
        return False
    if _LEADS.search(before):
        return True
    return bool(_MAY_LEAD.search(before)) and not _SOMEBODY_DOES.match(after)
