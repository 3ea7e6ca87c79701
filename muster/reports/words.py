"""Our own sentences with their numbers filled in.

In the text stand tokens, `{figure:recommend|k of n}`; what is printed comes from the rows. For the
desk, a text is also taken apart into pieces, so that a number leads to its rows and the words that
a check stopped at are marked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from muster.evidence.finding import Finding, Level
from muster.evidence.numbers_in_text import Token, tokens
from muster.reports.figures import Line


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text as the desk draws it.

    Attributes:
        figure: the key of the figure that the words come from, else empty.
        level: how much a check asks for here, or nothing.
    """

    words: str
    figure: str = ""
    level: Level | None = None


def fill(text: str, figures: Mapping[str, Line]) -> str:
    """*text* with every token filled; one that cannot be filled stays as it is.

    A figure that is withheld prints that it is, never a number.
    """
    filled, at = [], 0
    for token in tokens(text):
        filled += [text[at : token.start], _said(text, token, figures)]
        at = token.end
    return "".join([*filled, text[at:]])


def pieces(text: str, figures: Mapping[str, Line], findings: Sequence[Finding]) -> list[Piece]:
    """*text* as a row of pieces: filled numbers, marked words, and what is between."""
    known = {(token.start, token.end): token for token in tokens(text)}
    cuts = {0, len(text)}
    for start, end in known:
        cuts |= {start, end}
    for finding in findings:
        # A mark that begins or ends within a token takes all of it.
        cuts |= {edge for edge in (finding.start, finding.end) if not _inside(edge, known)}
    row = []
    for start, end in pairwise(sorted(cut for cut in cuts if 0 <= cut <= len(text))):
        token = known.get((start, end))
        words = _said(text, token, figures) if token else text[start:end]
        level = max(
            (f.level for f in findings if f.start < end and start < f.end),
            key=lambda level: level.weight,
            default=None,
        )
        row.append(Piece(words, token.key if token and token.key in figures else "", level))
    return row


def _inside(edge: int, known: Mapping[tuple[int, int], Token]) -> bool:
    return any(start < edge < end for start, end in known)


def _said(text: str, token: Token, figures: Mapping[str, Line]) -> str:
    """What is printed in the place of *token*."""
    line = figures.get(token.key)
    if line is None:
        return text[token.start : token.end]
    if line.figure is None or (token.form in _PERCENTS and not _has_percent(line)):
        return _("(not shown)")
    if line.is_people:
        return number_format(line.figure.N, use_l10n=True, force_grouping=True)
    count = {"k": line.figure.k, "n": line.figure.n, "N": line.figure.N}
    if token.form in count:
        return number_format(count[token.form], use_l10n=True, force_grouping=True)
    of = _("%(k)s of %(n)s") % count
    percent = f"{line.figure.percent}%"
    return {"": percent, "k of n": of, "k of n (percent)": f"{of} ({percent})"}[token.form]


def _has_percent(line: Line) -> bool:
    """Whether a percentage may be told: not where more answered than were there."""
    figure = line.figure
    return figure is not None and figure.percent is not None and not figure.contradicts_room


# The forms that print a percentage.
_PERCENTS = ("", "k of n (percent)")
