"""Numbers of people, places, organizations or cases that are small enough to tell who is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from muster.evidence.nouns import CASES, NOT_BETWEEN, PEOPLE, PLACES, plurals, with_article
from muster.evidence.spans import Span
from muster.evidence.thresholds import Thresholds

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=1)}
_NUMBERS |= {"a couple of": 2, "a couple": 2, "a pair of": 2}

# After these words a number is a name or a date: Goal 3, Exit 12, January 2, Highway 49.
_NAMING = re.compile(
    "goals?|exits?|highway|hwy|route|interstate|section|chapter|table|figure|page|step|phase|item"
    "|room|unit|store|no|number|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """A group with its number: where, how it could be said without, and what it fell short of."""

    span: Span
    general: str
    least: int
    of_cases: bool


def small_groups(text: str, thresholds: Thresholds) -> Iterator[SmallGroup]:
    """The groups in *text* that are smaller than the threshold for their kind.

    >>> line = "Two months after the meeting, representatives of 3 local casinos called."
    >>> [(group.general, group.least) for group in small_groups(line, Thresholds())]
    [('local casinos', 5)]
    """
    for match in _counted().finditer(text):
        if _is_named(text, match.start()):
            continue
        number = _number(match["number"])
        of_cases = match["cases"] is not None
        least = thresholds.tips if of_cases else thresholds.head
        if 0 < number < least:
            yield SmallGroup(
                span=match.span(),
                general=_without_number(match, number),
                least=least,
                of_cases=of_cases,
            )


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    """A number, up to four words, and the noun that it counts.

    "One" counts a single noun, unless another follows ("one casino employee") or anybody is meant
    ("one driver at a time").
    """
    numbers = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
    many, cases = plurals(PEOPLE | PLACES), plurals(CASES)
    single, one_case = sorted(PEOPLE | PLACES, key=len, reverse=True), sorted(CASES)
    more = "|".join(map(re.escape, [*many, *cases, *single, *one_case]))
    return re.compile(
        rf"(?<![\w.,:/$€£#%+’'-])(?P<number>(?P<one>one|1)|{numbers}|\d{{1,2}})(?![\w.,:/%-])\s+"
        r"(?:of\s+(?:the|our|their|its|these|those)\s+)?"
        rf"(?P<between>(?:(?!(?:{NOT_BETWEEN})\b)[\w’'-]{{1,40}}\s+){{0,4}}?)"
        r"(?P<noun>"
        rf"{'|'.join(map(re.escape, many))}"
        rf"|(?P<cases>{'|'.join(map(re.escape, cases))}"
        rf"|(?(one)(?:{'|'.join(one_case)})(?!\s+at\s+a\s+time)|(?!)))"
        rf"|(?(one)(?:{'|'.join(map(re.escape, single))})(?!\s+(?:{more})\b)(?!\s+at\s+a\s+time)"
        r"|(?!)))(?![\w-])",
        re.IGNORECASE,
    )


def _number(words: str) -> int:
    """The number that *words* say."""
    plain = " ".join(words.casefold().split())
    return _NUMBERS[plain] if plain in _NUMBERS else int(plain)


def _without_number(match: re.Match[str], number: int) -> str:
    """What *match* counts, without the count."""
    counted = f"{match['between']}{match['noun']}"
    several = match["noun"].casefold() in plurals(PEOPLE | PLACES | CASES)
    return with_article(counted) if number == 1 and not several else counted


def _is_named(text: str, start: int) -> bool:
    """Whether the number at *start* belongs to a name or a date before it."""
    before = re.search(r"([^\W\d_]+)\.?\s*#?\s*\Z", text[max(0, start - 30) : start])
    return before is not None and _NAMING.fullmatch(before.group(1)) is not None
