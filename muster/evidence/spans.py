"""Where in a text something stands: quotations, laws, names, sentences.

Positions are those of a Python `str`, so that an emoji is one and a right-to-left text counts in
the order in which it is written down.
"""

import re
from collections.abc import Iterable

Span = tuple[int, int]

# A quotation does not reach over an empty line: an unclosed mark does not swallow the text after
# it. A single closing mark that a letter follows is an apostrophe.
_QUOTATION = re.compile(
    r"“(?:(?!\n\s*\n)[^“”])+”"
    r'|"(?:(?!\n\s*\n)[^"])+"'
    r"|«(?:(?!\n\s*\n)[^«»])+»"
    r"|(?<!\w)‘(?:(?!\n\s*\n)(?:[^‘’]|’(?=\w)))+’(?!\w)"
)

# § 97-3-54 · 18 U.S.C. 1591 · R.S. 40:1464 · Miss. Code Ann. 97-3
_CITED = (
    r"(?:§§?\s*\d[\w.:()-]*"
    r"|\b\d+\s+(?:U\.?\s?S\.?\s?C\.?|C\.?\s?F\.?\s?R\.?)\s*(?:§§?\s*)?\d[\w.:()-]*"
    r"|\bR\.\s?S\.\s*\d+:\d[\w.:()-]*"
    r"|\b(?:Code|Stat\.|Ann\.)\s+(?:Ann\.\s+)?(?:§§?\s*)?\d+[-.:]\d[\w.:()-]*)"
)
_IN_MARKS = r"(?:\([^()\n]{1,200}\)|“[^“”\n]{1,200}”|\"[^\"\n]{1,200}\")"
# A citation takes along the law's words in brackets or quotation marks right beside it.
_CITATION = re.compile(rf"(?:{_IN_MARKS},?\s+\(?)?{_CITED}(?:,?\s*{_IN_MARKS})?")
# Capitalized words that end in what a law is called: the Victims of Trafficking Act of 2000.
_TITLE = re.compile(
    r"(?:\b[A-Z][\w’'-]{0,40},?\s+(?:(?:of|and|the|for|to|in|on|against|with)\s+){0,2}){1,14}?"
    r"(?:Act|Code|Statute|Law)\b(?:\s+of\s+\d{4})?(?!\s+[A-Z])"
)

# What ends in a period and does not end a sentence.
_ABBREVIATIONS = frozenset(
    {
        "co", "corp", "inc", "ltd", "llc", "dept", "div", "st", "mr", "mrs", "ms", "dr",
        "jr", "sr", "lt", "sgt", "capt", "col", "maj", "gen", "gov", "sen", "rep", "det",
        "no", "vs", "etc", "dist", "ave", "blvd", "hwy", "rd", "ft", "mt", "jan", "feb",
        "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m", "p.m",
        "u.s", "e.g", "i.e", "miss", "ala", "tex", "fla", "la",
    }
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’)\]*_]*(?=\s)|\n\s*(?:\n|(?=[-*•#]\s))")


def is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of *others* holds all of *span*.

    >>> is_within((3, 5), [(0, 4), (2, 6)]), is_within((3, 5), [(0, 4)])
    (True, False)
    """
    return any(start <= span[0] and span[1] <= end for start, end in others)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of *others* shares a character with *span*.

    >>> overlaps((3, 5), [(0, 4)]), overlaps((3, 5), [(5, 9)])
    (True, False)
    """
    return any(start < span[1] and span[0] < end for start, end in others)


def quotations(text: str) -> list[Span]:
    """What stands in quotation marks, marks included; "…", “…”, ‘…’ and «…».

    >>> [text[a:b] for text in ["from “one” to drivers’ rooms"] for a, b in quotations(text)]
    ['“one”']
    """
    return [match.span() for match in _QUOTATION.finditer(text)]


def statutes(text: str) -> list[Span]:
    """Titles of laws, and citations with what is quoted or bracketed right beside them.

    >>> law = "See § 97-29-49 (prostitution) and the Trafficking Victims Protection Act of 2000."
    >>> [law[a:b] for a, b in statutes(law)]
    ['§ 97-29-49 (prostitution)', 'Trafficking Victims Protection Act of 2000']
    """
    spans = [match.span() for match in _CITATION.finditer(text)]
    spans += [match.span() for match in _TITLE.finditer(text)]
    return sorted(spans)


class Phrases:
    """Phrases that many texts are searched for, each compiled once.

    A phrase stands where it stands whole; white space and kinds of quotation marks and hyphens
    aside, and in any case. Of names, one of a single word is found only in its own case: "Staples",
    and not "staples".

    >>> Phrases(["Saving Grace Shelter"]).spans_in("At saving  grace shelter.")
    [(3, 24)]
    """

    __slots__ = ("_as_written", "_in_any_case")

    def __init__(self, known: Iterable[str], *, names: bool = False) -> None:
        self._in_any_case: list[tuple[str, re.Pattern[str]]] = []
        self._as_written: list[tuple[str, re.Pattern[str]]] = []
        for phrase in dict.fromkeys(known):
            words = phrase.split()
            if not words:
                continue
            spaced = r"\s+".join(_loosely(word) for word in words)
            whole = rf"(?<!\w){spaced}(?!\w)"
            # Most texts lack most phrases: looking for one word first is much faster.
            longest = max(re.findall(r"\w+", phrase), key=len, default="")
            if names and len(words) == 1:
                self._as_written.append((longest, re.compile(whole)))
            else:
                pattern = re.compile(whole, re.IGNORECASE)
                self._in_any_case.append((longest.casefold(), pattern))

    def spans_in(self, text: str) -> list[Span]:
        """Where one of them stands in *text*, in order."""
        found = [pattern for word, pattern in self._as_written if word in text]
        if self._in_any_case:
            plain = text.casefold()
            found += [pattern for word, pattern in self._in_any_case if word in plain]
        return sorted(match.span() for pattern in found for match in pattern.finditer(text))


NO_PHRASES = Phrases(())


def sentences(text: str) -> list[Span]:
    """The sentences of *text*, each without the white space around it.

    A period ends none after an abbreviation ("Co.", "St.", "U.S."), a single letter, or before a
    small letter.

    >>> two = "He works at Acme Co. in Gulfport. She leads the St. Louis office."
    >>> [two[a:b] for a, b in sentences(two)]
    ['He works at Acme Co. in Gulfport.', 'She leads the St. Louis office.']
    """
    spans: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group().startswith(".") and not _ends_here(text, match):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    stripped = (_stripped(text, span) for span in spans)
    return [span for span in stripped if span[0] < span[1]]


def _ends_here(text: str, period: re.Match[str]) -> bool:
    """Whether the period ends a sentence."""
    after = text[period.end() : period.end() + 20].lstrip()[:1]
    if after.islower():
        return False
    before = re.search(r"[\w.]*\Z", text[max(0, period.start() - 20) : period.start()])
    word = before.group().casefold() if before else ""
    return not (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()))


def _stripped(text: str, span: Span) -> Span:
    """*span* without the white space at its ends."""
    part = text[span[0] : span[1]]
    start = span[0] + len(part) - len(part.lstrip())
    return start, max(start, span[0] + len(part.rstrip()))


def _loosely(word: str) -> str:
    """*word* as a regular expression in which marks of one kind are alike."""
    plain = re.escape(word.replace("’", "'"))
    return plain.replace("'", "['’]").replace(r"\-", "[-‐‑–]")
