"""What a check has to say about a place in the report, and how it is found again."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Level(StrEnum):
    """How much a finding asks for."""

    BLOCK = "block"  # red: holds the release until it is closed
    WARN = "warn"  # amber: somebody should look at it
    NOTE = "note"  # depends on the context

    @property
    def weight(self) -> int:
        """The stricter, the larger.

        >>> max(Level.NOTE, Level.BLOCK, Level.WARN, key=lambda level: level.weight)
        <Level.BLOCK: 'block'>
        """
        return {Level.NOTE: 0, Level.WARN: 1, Level.BLOCK: 2}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    *place* is a key of the caller's, such as "goal:S4", "quote:q07" or "summary"; *start* and *end*
    are positions in the text of that place, as Python counts them, and *words* what stands there.
    *overridable* says whether a person may let it stand, with a name and a reason.
    """

    check: str
    level: Level
    place: str
    start: int
    end: int
    words: str
    reason: str
    suggestion: str
    fingerprint: str
    overridable: bool = True


def found(
    text: str,
    span: tuple[int, int],
    *,
    check: str,
    level: Level,
    place: str,
    reason: str,
    suggestion: str = "",
    overridable: bool = True,
) -> Finding:
    """The finding of *check* at *span* of *text*, with its words and its fingerprint."""
    start, end = span
    words = text[start:end]
    return Finding(
        check=check,
        level=level,
        place=place,
        start=start,
        end=end,
        words=words,
        reason=reason,
        suggestion=suggestion,
        fingerprint=fingerprint(check, place, words),
        overridable=overridable,
    )


_LIKE_TYPED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-"})


def fingerprint(check: str, place: str, words: str) -> str:
    """The name under which an override finds its finding again: sixteen hexadecimal digits.

    It does not depend on the position, case, spacing or the kind of quotation marks and hyphens, so
    that it survives an edit around the words and a journey through a packet. The same words twice
    in one place share it: who lets them stand, lets them stand in that place.

    >>> fingerprint("small_group", "goal:S5", "3 local casinos")
    '73e1b6f9c103733a'
    >>> fingerprint("small_group", "goal:S5", "3  Local casinos")
    '73e1b6f9c103733a'
    """
    plain = " ".join(unicodedata.normalize("NFKC", words).translate(_LIKE_TYPED).casefold().split())
    return sha256("\x1f".join((check, place, plain)).encode()).hexdigest()[:16]
