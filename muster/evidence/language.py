"""Words that a program does not use, found in its own text and in what others said.

A term's pattern is plain words, found whole and in any case. `|` parts alternatives, and `*` at the
end of a word stands for any ending:

    child porn*             child porn, Child Pornography
    pimp|pimps|pimped       these three, and not "pimpernel"

Any white space in the text stands for a space of the pattern, and curly quotation marks and other
hyphens for the typed ones.

Where a word stands decides as much as the word:

* in the program's own text a finding has the term's level;
* in somebody else's words (`own_text=False`, or inside quotation marks) nothing blocks: the words
  are theirs and are never rewritten, so the finding asks somebody to look. Inside quotation marks
  each level falls by one;
* in the title or the citation of a law, in the name of an organization and in the program's own
  goals (`known_phrases`) the words are not ours to choose, and nothing is found.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from muster.evidence.finding import Finding, Level, found
from muster.evidence.spans import NO_PHRASES, Phrases, Span, is_within, quotations, statutes
from muster.evidence.wording import Gettext, as_written


class BadPattern(ValueError):
    """A pattern that is not words, `*` endings and `|` alternatives."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look at: how strictly, what to say instead, why, and who says so."""

    pattern: str
    level: Level
    prefer: str = ""
    why: str = ""
    source: str = ""


_LOWERED = {Level.BLOCK: Level.WARN, Level.WARN: Level.NOTE, Level.NOTE: Level.NOTE}


def check_words(
    text: str,
    terms: Iterable[Term],
    *,
    place: str,
    own_text: bool = True,
    known_phrases: Phrases = NO_PHRASES,
    gettext: Gettext = as_written,
) -> list[Finding]:
    """Every place in *text* where one of *terms* stands, in the order of the text.

    Where two terms overlap, a finding within a longer one that is as strict is left out: "teenage
    prostitute" is one finding.

    Args:
        own_text: whether the program wrote it; quotes and answers are somebody else's words.
        known_phrases: names of organizations and the program's own goals, taken as they are.

    Raises:
        BadPattern: a term's pattern cannot be read.
    """
    spared = known_phrases.spans_in(text) + statutes(text)
    quoted = quotations(text)
    findings = []
    for term in terms:
        for match in compile_pattern(term.pattern).finditer(text):
            span = match.span()
            if is_within(span, spared):
                continue
            in_quotation = is_within(span, quoted)
            level = _level(term.level, own_text=own_text, in_quotation=in_quotation)
            findings.append(
                found(
                    text,
                    span,
                    check="language",
                    level=level,
                    place=place,
                    reason=_reason(term, theirs=in_quotation or not own_text, gettext=gettext),
                    suggestion=_suggestion(term, gettext=gettext),
                )
            )
    return sorted(
        (finding for finding in findings if not _is_told_by_another(finding, findings)),
        key=lambda finding: (finding.start, finding.end, -finding.level.weight),
    )


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """*pattern* as a regular expression; kept, because the same terms meet every text.

    >>> compile_pattern("child porn*|kiddie porn*").findall("Child  pornography, popcorn")
    ['Child  pornography']

    Raises:
        BadPattern: an alternative is empty, or `*` stands elsewhere than at the end of a word.
    """
    alternatives = [_alternative(words.split(), pattern) for words in pattern.split("|")]
    # The longest first, so that "victims" is not cut to "victim" where both would do.
    alternatives.sort(key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _alternative(words: Sequence[str], pattern: str) -> str:
    """One alternative of *pattern* as a regular expression."""
    if not words:
        raise BadPattern(f"'{pattern}' has an empty alternative.")
    return r"\s+".join(_word(word, pattern) for word in words)


def _word(word: str, pattern: str) -> str:
    """One word of *pattern* as a regular expression."""
    stem = word.removesuffix("*")
    if not stem or "*" in stem:
        raise BadPattern(f"'{pattern}': '*' stands at the end of a word, for its ending.")
    plain = re.escape(stem.replace("’", "'"))
    plain = plain.replace("'", "['’]").replace(r"\-", "[-‐‑–]")
    return plain + (r"\w*" if stem != word else "")


def _level(level: Level, *, own_text: bool, in_quotation: bool) -> Level:
    """How much a word asks for where it stands."""
    if in_quotation:
        return _LOWERED[level]
    return Level.WARN if level is Level.BLOCK and not own_text else level


def _reason(term: Term, *, theirs: bool, gettext: Gettext) -> str:
    """Why somebody should look, with the source of the rule."""
    why = term.why or gettext("A word that this program does not use.")
    if term.source:
        why = gettext("%(why)s Source: %(source)s.") % {
            "why": why,
            "source": term.source.rstrip("."),
        }
    if theirs:
        return gettext("%(why)s These are somebody’s own words: they are not rewritten.") % {
            "why": why
        }
    return why


def _suggestion(term: Term, *, gettext: Gettext) -> str:
    """What to say instead, or nothing."""
    return gettext("Say instead: %(prefer)s.") % {"prefer": term.prefer} if term.prefer else ""


def _is_told_by_another(finding: Finding, findings: Sequence[Finding]) -> bool:
    """Whether a longer finding, as strict, holds *finding*."""
    span: Span = (finding.start, finding.end)
    return any(
        other.level.weight >= finding.level.weight
        and (other.start, other.end) != span
        and is_within(span, [(other.start, other.end)])
        for other in findings
    )
