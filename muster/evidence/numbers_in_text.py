"""Counts that somebody typed, in text where a number comes from the rows.

In the mission, the summary and the sentences of goals a count or a percentage is written as a
token, which the report fills from its figures:

    {figure:recommend}                          98%
    {figure:recommend|k}                        49
    {figure:recommend|n}                        50
    {figure:recommend|N}                        67
    {figure:recommend|k of n}                   49 of 50
    {figure:recommend|k of n (percent)}         49 of 50 (98%)

Free are dates, years, times, digits within a name or a code that begins with a letter (S1, N2GIVES,
I-10), ordinals, the word "one", and the phrases that the caller knows ("Exit 12 Truck Plaza").
Number words are those of English.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from muster.evidence.finding import Finding, Level, found
from muster.evidence.nouns import CASES, PEOPLE, PLACES, plurals
from muster.evidence.spans import Span, overlaps, phrases
from muster.evidence.wording import Gettext, as_written

FORMS = ("", "k", "n", "N", "k of n", "k of n (percent)")
# Free in every text: the number to call, and the idiom for "always".
ALWAYS_FREE = ("911", "9-1-1", "24/7")

_KEY = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
_TOKEN = re.compile(
    rf"\{{figure:(?P<key>{_KEY})(?:\|(?P<form>{'|'.join(map(re.escape, FORMS[1:]))}))?\}}"
)
# A brace that opens or closes no token; as much of it as the writer meant as one.
_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19\d\d|20\d\d|2100)"
_DATES = re.compile(
    rf"\b{_MONTH}\s+{_DAY}(?:\s*[-–]\s*(?:{_MONTH}\s+)?{_DAY})?(?:,?\s+{_YEAR})?\b"
    rf"|\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b"
    rf"|\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
    rf"|\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:{_YEAR}|\d\d)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?:\s*[ap]\.?m\b\.?)?"
    r"|\b(?:0?[1-9]|1[0-2])(?:\s*[-–]\s*(?:0?[1-9]|1[0-2]))?\s*(?:[ap]\.?m\b\.?|o['’]clock\b)",
    re.IGNORECASE,
)
_COUNTED = "|".join(map(re.escape, plurals(PEOPLE | PLACES | CASES)))
# A year stands alone. After "about" or before "drivers" the same four digits are a count.
_YEARS = re.compile(
    r"(?<!\w)(?<![$€£#.,/+])"
    r"(?<!about\s)(?<!over\s)(?<!nearly\s)(?<!some\s)(?<!almost\s)(?<!than\s)(?<!around\s)"
    rf"{_YEAR}(?:s|['’]s)?(?:\s*[-–/]\s*(?:{_YEAR}|\d\d\b))?"
    r"(?![\w%])(?![.,/]\d)(?!\s*(?:%|percent|per\s+cent))"
    rf"(?!\s+(?:{_COUNTED})\b)",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(
    r"\bhttps?://\S+|\bwww\.\S+|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
# A code that begins with a letter, or with letters and a hyphen: S1, N2GIVES, I-10, US-49.
_CODES = re.compile(r"(?<![\w-])(?:[^\W\d_]\w*\d\w*|[A-Z]{1,2}-\d+[A-Z]?)(?!\w)")
# First, 3rd, twenty-first: places in an order, and no counts.
_ORDINALS = re.compile(
    r"\b\d+(?:st|nd|rd|th)\b(?!\s+of\b)|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b",
    re.IGNORECASE,
)

_UNITS = "two|three|four|five|six|seven|eight|nine"
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    "|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_LARGE = "hundreds?|thousands?|millions?|billions?|dozens?"
_NUMBER_WORD = rf"(?:zero|{_UNITS}|{_TEENS}|{_LARGE})"
_PERCENT = r"(?:\s*[%٪]|[\s-]+(?:percent(?:age\s+points?)?|per\s+cent|pct)\b)"
_TYPED = re.compile(
    # 46/50, 1,200, 75%, 40k, ½
    rf"(?<!\w)(?:[$€£]\s?)?(?:\d+(?:[.,/]\d+)*(?:\s?[½⅓⅔¼¾])?|[½⅓⅔¼¾])(?:k|m|x)?\+?{_PERCENT}?(?!\w)"
    # a number that a letter or a mark follows directly: it is typed all the same
    r"|(?<![\w])\d+(?:[.,/]\d+)*"
    # half of, a quarter of, two thirds
    r"|\bhalf\s+(?:of|the|a|our|their|all)\b"
    rf"|\b(?:an?|one|{_UNITS})[\s-](?:half(?!-)|halves|thirds?|quarters?|fourths?|fifths?|tenths?)\b"
    r"(?:\s+of\b)?"
    # twenty-five, three hundred and ten, one hundred, a dozen, 75 percent in words
    rf"|\b(?:(?:one|an?)[\s-]+(?={_LARGE}))?{_NUMBER_WORD}"
    rf"(?:[\s-]+(?:and\s+)?(?:{_NUMBER_WORD}|one)\b)*{_PERCENT}?\b"
    rf"|\bone{_PERCENT}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A place in a text where a figure is filled in, and in which of the `FORMS`."""

    key: str
    form: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of *text*, in order.

    >>> tokens("{figure:recommend|k of n} would.")
    [Token(key='recommend', form='k of n', start=0, end=25)]
    """
    return [
        Token(match["key"], match["form"] or "", match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def malformed_tokens(text: str) -> list[Span]:
    """Braces that belong to no token.

    >>> malformed_tokens("{figure:Recommend} and {figure:recommend}")
    [(0, 18)]
    """
    good = [(token.start, token.end) for token in tokens(text)]
    return [match.span() for match in _BRACES.finditer(text) if not overlaps(match.span(), good)]


def typed_counts(text: str, free: Sequence[str] = ()) -> list[Span]:
    """Where *text* counts without a token.

    Args:
        free: phrases whose digits and number words are part of a name.

    >>> line = "On January 16, 2020, 67 people came; two thirds of them were among the first."
    >>> [line[start:end] for start, end in typed_counts(line)]
    ['67', 'two thirds of']
    """
    spared = phrases(text, [*ALWAYS_FREE, *free])
    spared += [(token.start, token.end) for token in tokens(text)] + malformed_tokens(text)
    for pattern in (_ADDRESSES, _DATES, _TIMES, _YEARS, _CODES, _ORDINALS):
        spared += [match.span() for match in pattern.finditer(text)]
    # A spared character becomes one that no pattern knows, so that positions stay.
    masked = list(text)
    for start, end in spared:
        masked[start:end] = "\ufffc" * (end - start)
    return [match.span() for match in _TYPED.finditer("".join(masked))]


def check_numbers(
    text: str,
    *,
    place: str,
    free: Sequence[str] = (),
    known_keys: Collection[str] | None = None,
    gettext: Gettext = as_written,
) -> list[Finding]:
    """Typed counts and tokens that cannot be filled; none of them can be overridden.

    Args:
        free: phrases whose digits and number words are part of a name.
        known_keys: the figures that there are; without them, keys are not looked at.
    """
    findings = [
        _blocking(
            text,
            span,
            check="typed_number",
            place=place,
            reason=gettext("A count is typed here; a count comes from the rows."),
            suggestion=gettext(
                "Write {figure:key} or {figure:key|k of n}, or leave the count out."
            ),
        )
        for span in typed_counts(text, free)
    ]
    findings += [
        _blocking(
            text,
            span,
            check="malformed_token",
            place=place,
            reason=gettext("This is no token, so no figure can be filled in."),
            suggestion=gettext("A token is {figure:key} or {figure:key|form}; forms: %(forms)s.")
            % {"forms": ", ".join(FORMS[1:])},
        )
        for span in malformed_tokens(text)
    ]
    findings += [
        _blocking(
            text,
            (token.start, token.end),
            check="unknown_figure",
            place=place,
            reason=gettext("There is no figure “%(key)s”.") % {"key": token.key},
            suggestion=gettext("Known figures: %(known)s.")
            % {"known": ", ".join(sorted(known_keys))},
        )
        for token in tokens(text)
        if known_keys is not None and token.key not in known_keys
    ]
    return sorted(findings, key=lambda finding: finding.start)


def _blocking(
    text: str, span: Span, *, check: str, place: str, reason: str, suggestion: str
) -> Finding:
    """A red finding that nobody can let stand."""
    return found(
        text,
        span,
        check=check,
        level=Level.BLOCK,
        place=place,
        reason=reason,
        suggestion=suggestion,
        overridable=False,
    )
