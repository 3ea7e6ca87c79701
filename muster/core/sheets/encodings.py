"""Which letters the bytes of a file stand for, and what speaks for it.

A file that is good UTF-8 to its last byte is UTF-8. Otherwise each code page that such files are
written in reads the bytes above 127, and the one in which they stand where such letters stand (an é
inside a word, a curly quote around one, a no-break space) is taken. Nothing is left to chance: the
same bytes give the same answer.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from muster.core.sheets.bytes import has_empty_halves
from muster.core.sheets.errors import NotATable

# Python's name, and the one that a person knows it by.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "MS-DOS (850)",
    "latin-1": "Latin-1",
}
_PAGES = ("cp1252", "mac_roman", "cp850")  # where two fit alike, the first: it is the commonest
_ASCII = bytes(range(128))
_LOST = "�".encode()  # a letter that another program could not read, and wrote so
# No line of a table is longer; a "line" that is would be a file without line ends.
LONGEST_LINE = 4 << 20
# Enough of what surrounds the odd bytes to tell the code page.
_MOST_PLACES = 4_000
_ODD = re.compile(rb"[\x00-\x7f]?[\x80-\xff][\x00-\x7f]?")
_ACCENTED = frozenset("áéíóúñüçàèìòùâêîôûäëïöãõåæøœßÿ")
_PLAIN_SIGNS = frozenset("ªº°¿¡£§©®™€•·½¼¾×«»†‡")


@dataclass(frozen=True, slots=True)
class Scan:
    """What one pass over all bytes of a file found.

    Attributes:
        encoding: what it is written in.
        why: what speaks for it.
        lines: how many there are; a break inside quotes counts as one more.
        has_quotes: whether a double quote stands in it.
        clean: whether every byte stands for a letter that can be read, and none is NUL.
    """

    encoding: str
    why: str
    lines: int
    has_quotes: bool
    clean: bool


def scan(pieces: Iterable[bytes], *, has_lines: bool = True) -> Scan:
    """Read *pieces* once, to the last, and say what they are written in.

    Args:
        has_lines: whether it is a file of lines; JSON may be one without an end.

    Raises:
        NotATable: there are no line ends in it.
    """
    start = b""
    line_ends, since, quotes, spoilt, odd = 0, 0, False, False, 0
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good, bad = 0, 0
    places: list[bytes] = []
    for piece in pieces:
        start = start or piece[:4_096]
        ends = piece.count(b"\n") or piece.count(b"\r")
        line_ends += ends
        last = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        since = len(piece) - last if last >= 0 else since + len(piece)
        if has_lines and since > LONGEST_LINE:
            raise NotATable(_("The file has no lines: it is one, without an end."))
        quotes = quotes or b'"' in piece
        spoilt = spoilt or b"\0" in piece or _LOST in piece
        if piece.isascii() and not decoder.getstate()[0]:
            continue
        odd += len(piece.translate(None, _ASCII))
        text = decoder.decode(piece)
        wrong = text.count("�") - piece.count(_LOST)
        bad += wrong
        good += len(text) - len(text.encode("ascii", "ignore")) - wrong
        if len(places) < _MOST_PLACES:
            places += _ODD.findall(piece)[: _MOST_PLACES - len(places)]
    if decoder.getstate()[0]:
        bad += 1
    encoding, why = _decide(start, odd, good, bad, places)
    clean = not spoilt and (not bad or not encoding.startswith("utf-8"))
    # The last line may have no end.
    return Scan(encoding, why, line_ends + (since > 1), quotes, clean)


def _decide(start: bytes, odd: int, good: int, bad: int, places: list[bytes]) -> tuple[str, str]:
    """The encoding, and the sentence that speaks for it."""
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if start.startswith(mark):
            return name, _("A mark at the beginning says so.")
    if has_empty_halves(start):
        name = "utf-16-be" if start[:512:2].count(0) > start[1:512:2].count(0) else "utf-16-le"
        return name, _("Every second byte is empty.")
    if not odd:
        return "utf-8", _("All letters are plain ones.")
    if not bad:
        return "utf-8", _("All letters are good UTF-8.")
    if good >= 10 * bad:
        says = _("Nearly all letters are good UTF-8; %(bad)s could not be read.")
        return "utf-8", says % {"bad": f"{bad:,}"}
    marks = {page: _likelihood(places, page) for page in _PAGES}
    best = max(_PAGES, key=lambda page: marks[page])
    return best, _evidence(best, odd, places)


def _evidence(page: str, odd: int, places: list[bytes]) -> str:
    """What an 8-bit code page makes of the commonest odd byte."""
    counts: dict[int, int] = {}
    for place in places:
        for byte in place:
            if byte > 127:
                counts[byte] = counts.get(byte, 0) + 1
    byte = max(counts, key=lambda each: (counts[each], -each))
    letter = bytes([byte]).decode(page, "replace")
    shown = _("a no-break space") if letter == "\xa0" else f"“{letter}”"
    says = _(
        "Not UTF-8. The commonest odd byte is 0x%(byte)02X (%(n)s of %(odd)s): in %(page)s"
        " %(letter)s."
    )
    return says % {
        "odd": f"{odd:,}",
        "n": f"{counts[byte]:,}",
        "byte": byte,
        "page": ENCODINGS[page],
        "letter": shown,
    }


def _likelihood(places: list[bytes], page: str) -> float:
    """How well the odd bytes read in *page*: more is better."""
    total = 0.0
    for place in places:
        at = 0 if place[0] > 127 else 1
        text = place.decode(page, "replace")
        before = text[:at]
        after = text[at + 1 :]
        total += _fits(text[at], before, after)
    return total


def _fits(letter: str, before: str, after: str) -> float:
    """How well *letter* stands between its neighbours; a neighbour may be missing."""
    if letter == "�":
        return -5
    if letter == "\xa0":
        return 1
    if letter == "’":
        return 2 if before.isalpha() else -0.5
    if letter in "“‘":
        return 2 if not before.isalnum() and (not after or after.isalnum()) else -1
    if letter == "”":
        return 2 if before and not before.isspace() and not after.isalnum() else -1
    if letter in "–—":
        return 1.5 if before.isspace() == after.isspace() else 0.5
    if letter == "…":
        return 1 if before.isalnum() else 0
    if letter in _ACCENTED:
        return 2 if before.isalpha() or after.islower() else 0
    if letter.lower() in _ACCENTED:  # a capital inside a word is none
        return -2 if before.islower() else (1 if not after or after.isalpha() else -0.5)
    return 0.5 if letter in _PLAIN_SIGNS else -1
