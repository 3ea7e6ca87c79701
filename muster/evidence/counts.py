"""Counts that somebody typed.

Free are dates, years, times, digits within a name or a code that begins with a capital letter (S1,
N2GIVES, I-10), ordinals, the word "one", the number to call, and the phrases that the caller knows
("Exit 12 Truck Plaza"). Number words are those of English, and in Spanish text those of Spanish
too.
"""

import re
from collections.abc import Iterator, Set
from functools import cache

from muster.evidence.nouns import CASES, NOT_BETWEEN, PEOPLE, PLACES, plurals
from muster.evidence.number_words import ENGLISH, PERCENT, SPANISH
from muster.evidence.spans import NO_PHRASES, Phrases, Span
from muster.evidence.years import ADJECTIVE, DOING, MONTH, YEAR, years

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATES = re.compile(
    rf"\b{MONTH}\s+{_DAY}(?:\s*[-–]\s*(?:{MONTH}\s+)?{_DAY})?(?:,?\s+{YEAR})?\b"
    rf"|\b{_DAY}\s+(?:(?:of|de)\s+)?{MONTH}(?:(?:,|\s+del?)?\s+{YEAR})?\b"
    rf"|\b{YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
    rf"|\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:{YEAR}|\d\d)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?:\s*[ap]\.?\s?m\b\.?)?"
    r"|\b(?:0?[1-9]|1[0-2])(?:\s*[-–]\s*(?:0?[1-9]|1[0-2]))?\s*(?:[ap]\.?\s?m\b\.?|o['’]clock\b)"
    r"|(?<![\w/])24/7(?![\w/])",
    re.IGNORECASE,
)
# Between braces stands a token, or what was meant as one; either is looked at by itself.
_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")
_ADDRESSES = re.compile(
    r"\bhttps?://\S+|\bwww\.\S+|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
# A code that begins with a capital letter, or with letters and a hyphen: S1, N2GIVES, I-10, US-49.
# "X50" is none: so people write fifty times, and how many they asked.
_CODES = re.compile(r"(?<![\w-])(?:(?![XN]\d+\b)[^\W\d_a-z]\w*\d\w*|[A-Z]{1,6}-\d+[A-Z]?)(?!\w)")
# First, 3rd, twenty-first: places in an order, and no counts.
_ORDINALS = re.compile(
    r"\b\d+(?:st|nd|rd|th)\b(?!\s+of\b)|\b\d+\.?[ºª]|\b(?:twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety)-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b",
    re.IGNORECASE,
)

# The number to call is free where it is called, and where it names those who answer it.
_TO_CALL = r"(?:[2-9]11|988|9-1-1)"
_ANSWER = r"calls?|call[\s-]takers?|dispatch\w*|operators?|cent(?:er|re)s?|systems?|lines?|numbers?"
_OTHERS = "|".join(map(re.escape, plurals((PEOPLE | PLACES | CASES) - {"call", "dispatcher"})))
_CALLED = re.compile(
    rf"(?<![\w.,/-]){_TO_CALL}(?=\s+(?:{_ANSWER})\b)"
    r"|(?:\A|\b(?:call|dial|phone|ring|text|llam|mar[cq]u?)\w*\s+(?:to\s+|al\s+)?"
    r"|\b(?:to|or|and|on|at|reach|through|via|al|o|y)\s+|[,;:(→“\"]\s*)"
    rf"(?P<number>{_TO_CALL})(?![\w-])(?![.,/]\d)"
    rf"(?!\s*%|\s+(?:percent|per\s+cent|of|de|{DOING}|{ADJECTIVE}?(?:{_OTHERS}))\b)",
    re.IGNORECASE,
)

# Digits of every script, small ones above and below the line, in circles, and fractions.
_SMALL = "²³¹⁰⁴-⁹₀-₉①-⒛⓪-⓿❶-➓"
_FRACTION = "¼-¾⅐-↉"
_DIGITS = (
    # 46/50, 1,200, 75%, 40k, ½
    rf"(?<!\w)(?:[$€£]\s?)?(?:\d+(?:[.,/]\d+)*(?:\s?[{_FRACTION}])?|[{_FRACTION}]|[{_SMALL}]+)"
    rf"(?:k|m|x)?\+?{PERCENT}?(?!\w)"
    # a number that a letter or a mark follows directly, or that follows one: typed all the same
    rf"|(?<!\w)[\d{_SMALL}]+(?:[.,/]\d+)*"
    r"|(?<!\w)[^\W\d_]\w*\d\w*"
)


@cache
def _typed(language: str) -> re.Pattern[str]:
    words = f"{SPANISH}|{ENGLISH}" if language.startswith("es") else ENGLISH
    return re.compile(f"{_DIGITS}|{words}", re.IGNORECASE)


def typed_counts(text: str, free: Phrases = NO_PHRASES, *, language: str = "en") -> list[Span]:
    """Where *text* counts.

    Args:
        free: phrases whose digits and number words are part of a name.
        language: the one that it is written in.

    >>> line = "On January 16, 2020, 67 people came; two thirds of them were among the first."
    >>> [line[start:end] for start, end in typed_counts(line)]
    ['67', 'two thirds of']
    """
    spared = [*free.spans_in(text), *years(text)]
    for pattern in (_BRACES, _ADDRESSES, _DATES, _TIMES, _CODES, _ORDINALS):
        spared += [match.span() for match in pattern.finditer(text)]
    for match in _CALLED.finditer(text):
        spared.append(match.span("number") if match["number"] else match.span())
    # A spared character becomes one that no pattern knows, so that positions stay.
    masked = list(text)
    for start, end in spared:
        masked[start:end] = "\ufffc" * (end - start)
    return [match.span() for match in _typed(language).finditer("".join(masked))]


# A number with the noun that it counts, in small letters.
Told = tuple[str, str]

_PLURAL = "|".join(map(re.escape, plurals({"person", "woman", "man", "child", "staff member"})))
# Three words may stand between: "two potential human trafficking tips".
_NOUN = re.compile(
    rf"(?:\s+(?!(?:{NOT_BETWEEN})\b)[^\W\d][\w’'-]*){{0,3}}?"
    rf"\s+(?!(?:{NOT_BETWEEN})\b)(?P<noun>{_PLURAL}|[^\W\d][\w’-]{{2,}}(?<!s)s)\b",
    re.IGNORECASE,
)


def told_counts(text: str, *, language: str = "en") -> set[Told]:
    """The counts of *text* with what they count. A bare number, or a share, tells nothing.

    >>> sorted(told_counts("Its top 25 new shippers trained 3 of 40 drivers, all 44. 44% came."))
    [('25', 'shippers'), ('40', 'drivers')]
    """
    return {told for _span, told in _with_nouns(text, typed_counts(text, language=language))}


def untold(text: str, spans: list[Span], told: Set[Told]) -> list[Span]:
    """Those of *spans*, counts in *text*, that are not among what is *told* elsewhere."""
    known = {span for span, each in _with_nouns(text, spans) if each in told}
    return [span for span in spans if span not in known]


def _with_nouns(text: str, spans: list[Span]) -> Iterator[tuple[Span, Told]]:
    for start, end in spans:
        noun = _NOUN.match(text, end)
        if noun is not None and not re.search(PERCENT, text[start:end]):
            yield (start, end), (text[start:end].casefold(), noun["noun"].casefold())
