"""Counts that somebody typed, in text where a number comes from the rows.

In the mission, the summary and the sentences of goals a count or a percentage is written as a
token, which the report fills from its figures:

    {figure:recommend}                          98%
    {figure:recommend|k}                        49
    {figure:recommend|n}                        50
    {figure:recommend|N}                        67
    {figure:recommend|k of n}                   49 of 50
    {figure:recommend|k of n (percent)}         49 of 50 (98%)
"""

import re
from collections.abc import Collection, Set
from dataclasses import dataclass

from muster.evidence.counts import Told, typed_counts, untold
from muster.evidence.finding import Finding, Level, found
from muster.evidence.spans import NO_PHRASES, Phrases, Span, overlaps
from muster.evidence.wording import Gettext, as_written

FORMS = ("", "k", "n", "N", "k of n", "k of n (percent)")

_KEY = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
_TOKEN = re.compile(
    rf"\{{figure:(?P<key>{_KEY})(?:\|(?P<form>{'|'.join(map(re.escape, FORMS[1:]))}))?\}}"
)
# A brace that opens or closes no token; as much of it as the writer meant as one.
_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")


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


def check_numbers(
    text: str,
    *,
    place: str,
    free: Phrases = NO_PHRASES,
    told: Set[Told] = frozenset(),
    known_keys: Collection[str] | None = None,
    language: str = "en",
    gettext: Gettext = as_written,
) -> list[Finding]:
    """Typed counts and tokens that cannot be filled; none of them can be overridden.

    Args:
        free: phrases whose digits and number words are part of a name.
        told: counts that walk back to a row, each with its noun.
        known_keys: the figures that there are; without them, keys are not looked at.
    """
    typed = untold(text, typed_counts(text, free, language=language), told)
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
        for span in typed
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
