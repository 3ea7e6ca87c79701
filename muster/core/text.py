"""The text of a file that comes in, and what one that is not UTF-8 looks like."""

from django.utils.translation import gettext as _

from muster.core.cells import shown

_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
# Signs that Windows-1252 has and Latin-1 has not: curly quotes, dashes, the ellipsis, the euro.
_WINDOWS_ONLY = frozenset(range(0x80, 0xA0)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}


class NotText(ValueError):
    """The file is not UTF-8. The message names the line and what it looks like.

    Attributes:
        line: the first line that is wrong.
    """

    def __init__(self, says: str, line: int) -> None:
        super().__init__(says)
        self.line = line


def text_of(content: bytes, *, save_as: str = "CSV UTF-8") -> str:
    """The text of a file, which is UTF-8, with or without a mark at its beginning.

    Args:
        save_as: what the program that wrote the file calls the right way.

    Raises:
        NotText: it is not.
    """
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            raise NotText(_says(name, save_as), 1)
    if content.startswith(b"PK\x03\x04"):
        says = _("not text; it looks like a workbook. Save it as “%(save_as)s”.")
        raise NotText(says % {"save_as": save_as}, 1)
    if _has_empty_halves(content):
        raise NotText(_says("UTF-16", save_as), 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
        number = line.count("\n") + 1
        broken_off = wrong.reason == "unexpected end of data"
        # One odd byte at the end of a file without others is a letter of another code.
        if broken_off and not (
            content[: wrong.start].isascii() and len(content) - wrong.start == 1
        ):
            says = _("it breaks off in the middle of a letter: is a part of the file missing?")
            raise NotText(says, number) from wrong
        raise NotText(_looks_like(content, wrong.start, save_as), number) from wrong


def _has_empty_halves(content: bytes) -> bool:
    """Whether most second bytes at the beginning are empty, as in UTF-16 without its mark."""
    first, second = content[:64:2], content[1:64:2]
    empty = sorted((first.count(0), second.count(0)))
    return empty[0] == 0 and empty[1] > len(first) * 0.7


def _looks_like(content: bytes, at: int, save_as: str) -> str:
    start = max(content.rfind(b"\n", 0, at), content.rfind(b"\r", 0, at)) + 1
    ends = [end for end in (content.find(b"\n", at), content.find(b"\r", at)) if end >= 0]
    words = content[max(start, at - 20) : min([*ends, at + 20])]
    name = "Windows-1252" if _WINDOWS_ONLY & set(words) else "Latin-1"
    return _says(name, save_as, shown(words.decode("cp1252", "replace").strip()))


def _says(name: str, save_as: str, words: str = "") -> str:
    says = _("not UTF-8; it looks like %(name)s. Save it as “%(save_as)s”.")
    if words:
        says = _("not UTF-8; it looks like %(name)s: “%(words)s”. Save it as “%(save_as)s”.")
    return says % {"name": name, "words": words, "save_as": save_as}
