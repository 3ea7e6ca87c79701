"""Which characters the report's own fonts can print, and what stands for the others.

A PDF that anybody can read aloud refuses a character without a glyph. So a character that no
vendored font has is printed as its Unicode name in brackets: nothing is lost, nothing fails, and an
editor who looks at the page sees what was there. Web page, Word and plain text keep such a
character: the reader's own machine may have it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
MAIN = "PublicSans-Regular.ttf"  # all its faces have the same characters
SECOND = "DejaVuSans.ttf"

# White space at which a line may break. The no-break spaces are not among it.
_SPACES = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_LINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Seen by nobody, but they shape the letters around them or say where a line may break.
_SHAPING = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\u2066\u2067\u2068\u2069")
# They turn round what follows, up to the end of the paragraph: a text may not hide in that.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e")
_JOINERS = frozenset("\u200c\u200d")
# Selectors of a variant, and marks that only tell software something.
_SILENT = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
_LONG = 40
_BREAK = "\u200b"


@lru_cache(maxsize=2)
def characters(font: str) -> frozenset[str]:
    """The characters for which *font*, a file of ours, has a glyph."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (slow import)

    with TTFont(FONTS / font, lazy=True) as face:
        glyphs = map(chr, face.getBestCmap() or {})
        # Some fonts give U+0000 and the like an empty glyph; a PDF may not hold them.
        return frozenset(char for char in glyphs if unicodedata.category(char) != "Cc")


def one_line(text: str) -> str:
    """*text* with every run of white space as one space, as a web page shows it.

    >>> one_line(" Thank\\n you ")
    'Thank you'
    """
    return _SPACES.sub(" ", text).strip(" ")


def printable(text: str) -> str:
    """*text* in characters that the vendored fonts have; every other one as its name in brackets.

    >>> printable("Thank you 🙏!")
    'Thank you [PERSON WITH FOLDED HANDS]!'
    """
    if text.isascii() and text.isprintable():
        return text
    told = unicodedata.normalize("NFC", _LINES.sub("\n", text)).replace("\t", " ")
    if characters(MAIN).issuperset(told):
        return told
    # In a text that runs from right to left a name in brackets keeps its own direction.
    isolate = "\u2068{}\u2069" if runs_right_to_left(told) else "{}"
    return "".join(_printed(told, isolate))


def _printed(text: str, isolate: str) -> Iterator[str]:
    """Each character of *text*, or what stands for it, set apart by *isolate*."""
    base = ""  # the letter that a combining mark stands on
    for place, char in enumerate(text):
        if char == "\n":
            yield char
        elif char in _SHAPING:
            if char not in _JOINERS or _joins(base, text[place + 1 : place + 2]):
                yield char
        elif _SILENT.match(char):
            continue
        elif unicodedata.category(char).startswith("M"):
            yield char if _stands_on(base, char) else isolate.format(in_brackets(char))
        elif char not in _TURNING and _has_glyph(char):
            base = char
            yield char
        else:
            base = ""
            yield isolate.format(in_brackets(char))


def _has_glyph(char: str) -> bool:
    return char in characters(MAIN) or char in characters(SECOND)


def _stands_on(base: str, mark: str) -> bool:
    """Whether one font has both, since a letter and its marks are set in one font."""
    return bool(base) and any(
        base in characters(font) and mark in characters(font) for font in (MAIN, SECOND)
    )


def _joins(before: str, after: str) -> bool:
    """Whether a joiner stands between two letters that are printed."""
    return bool(before and after) and before.isalpha() and after.isalpha() and _has_glyph(after)


def in_brackets(char: str) -> str:
    """What stands for a character that cannot be printed: its name, or its number.

    >>> in_brackets("\\a")
    '[U+0007]'
    """
    return f"[{unicodedata.name(char, '') or f'U+{ord(char):04X}'}]"


def legible(text: str) -> str:
    """*text* without what XML forbids and without marks that turn the writing round.

    >>> legible("a\\x07b 🙏")
    'a[U+0007]b 🙏'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_legible(char) for char in _LINES.sub("\n", text))


def _legible(char: str) -> str:
    if char in "\n\t":
        return char
    code = ord(char)
    never_a_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    if never_a_character or char in _TURNING or unicodedata.category(char) in ("Cc", "Cs"):
        return in_brackets(char)
    return "" if char == "\ufeff" else char


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """*value*, as it was read from JSON, with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: each_text(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [each_text(part, change) for part in value]
    return value


def breakable(text: str, longest: int = _LONG) -> str:
    """*text* with places at which a word of more than *longest* characters may break.

    The places are zero-width spaces: after a sign, before a capital, and in what is still long
    after every twelfth character.

    >>> breakable("the www.example.org/AnnualReport", longest=12).replace(_BREAK, "|")
    'the www.|example.|org/|Annual|Report'
    """
    words = text.split(" ")
    if max(map(len, words)) <= longest:
        return text
    return " ".join(_broken(word) if len(word) > longest else word for word in words)


def _broken(word: str) -> str:
    parted = re.sub(r"(?<=[^\w\s])(?=\w)|(?<=[a-z])(?=[A-Z])", _BREAK, word)
    return re.sub(rf"([^{_BREAK}]{{12}})(?=\w[^{_BREAK}]{{11}})", rf"\1{_BREAK}", parted)


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    if text.isascii():
        return False
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d != "L" for d in directions if d in ("L", "R", "AL")), False)


def unusual_characters(text: str) -> list[tuple[int, int, str]]:
    """Where *text* has characters that the report's main font lacks, and what they are called.

    Positions are those of a Python `str`. Neighbours are one place, and so are the words of one
    script: an Arabic sentence is found once.

    >>> unusual_characters("Gracias 🙏, señor")
    [(8, 9, 'PERSON WITH FOLDED HANDS')]
    >>> unusual_characters("شكرا لكم")
    [(0, 8, 'ARABIC LETTERS')]
    """
    if text.isascii() and text.isprintable():
        return []
    usual = characters(MAIN)
    spans: list[tuple[int, int]] = []
    for place, char in enumerate(text):
        if char in usual or _SPACES.match(char):
            continue
        if spans and _is_one_run(text, spans[-1], place):
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return [(start, end, _called(text[start:end])) for start, end in spans]


def _is_one_run(text: str, before: tuple[int, int], place: int) -> bool:
    """Whether the character at *place* continues the span *before* it."""
    start, end = before
    if place == end:
        return True
    of_script = _script(text[start])
    return text[end:place].isspace() and bool(of_script) and of_script == _script(text[place])


def _script(char: str) -> str:
    """The first word of a letter's name, which names its script; nothing for other characters."""
    if unicodedata.category(char)[0] not in "LM":
        return ""
    return unicodedata.name(char, "").partition(" ")[0]


def _called(run: str) -> str:
    """What the characters of one place are called together."""
    seen = [char for char in run if not char.isspace()]
    visible = [c for c in seen if not _SILENT.match(c) and c not in _SHAPING] or seen
    scripts = {_script(char) for char in visible}
    if len(visible) > 1 and len(scripts) == 1 and (script := scripts.pop()):
        return f"{script} LETTERS"
    names = [in_brackets(char)[1:-1] for char in dict.fromkeys(visible)]
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
