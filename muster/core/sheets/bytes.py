"""The bytes of a file: what kind it is, and how many there are, before anything is read of it."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _

from muster.core.sheets.errors import Empty, NotATable, TooLarge

# A register of two million carriers is half of it.
MOST_BYTES = 1 << 30
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
# What people choose by mistake. The first bytes say it; the ending of the name says nothing.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a\x1b\x00")


def open_bytes(path: Path) -> BinaryIO:
    """The file at *path*, unpacked where it is packed with gzip."""
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")


def chunks(path: Path, most: int = MOST_BYTES) -> Iterator[bytes]:
    """The bytes of *path* in pieces, unpacked.

    Raises:
        TooLarge: it has more than *most*. What is packed is not trusted to say how large it is.
        NotATable: it is packed and broken.
    """
    read = 0
    with open_bytes(path) as file:
        while True:
            try:
                chunk = file.read(_CHUNK)
            except (EOFError, OSError, ValueError, zlib.error) as broken:
                raise NotATable(_("The packed file breaks off or is damaged.")) from broken
            if not chunk:
                return
            read += len(chunk)
            if read > most:
                raise TooLarge(
                    _("more than %(n)s MB") % {"n": most >> 20}, _("%(n)s MB") % {"n": most >> 20}
                )
            yield chunk


def begins(path: Path) -> bytes:
    """The first bytes of *path*, unpacked, that say what it is.

    Raises:
        SheetError: it is empty, or no table at all.
    """
    start = next(chunks(path), b"")
    if not start.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise Empty
    for mark, name in _OTHERS:
        # Two letters may also begin a header.
        if start.startswith(mark) and (len(mark) > 2 or _is_binary(start)):
            raise NotATable(_other(name))
    if not start.startswith((ZIP, OLE, *_MARKS)) and _is_binary(start):
        raise NotATable(_("The file is not text and no workbook."))
    head = start[:2_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml", b"<table")):
        raise NotATable(
            _("The file is a web page: often the page that asks to sign in, saved by mistake.")
        )
    return start


def _other(name: str) -> str:
    if name in {"PNG", "JPEG", "GIF", "BMP", "TIFF"}:
        return _("The file is a picture (%(name)s).") % {"name": name}
    if name == "program":
        return _("The file is a program.")
    return _("The file is %(name)s.") % {"name": name}


def _is_binary(start: bytes) -> bool:
    """Whether so many bytes are no text that this is none; UTF-16 has an empty half, and is."""
    sample = start[:65_536]
    if has_empty_halves(sample):
        return False
    controls = sum(sample.count(byte) for byte in range(32) if byte not in _TEXT_CONTROLS)
    return controls > len(sample) / 50 or sample.count(0) > len(sample) / 10


def has_empty_halves(sample: bytes) -> bool:
    """Whether every second byte is empty, as in UTF-16 that does not say so at its beginning."""
    first, second = sample[:512:2], sample[1:512:2]
    fewer, more = sorted((first.count(0), second.count(0)))
    return len(first) > 1 and fewer < len(first) * 0.05 and more > len(first) * 0.7
