"""Where the file of an import is kept: as it came, for its owner's eyes alone."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from muster.core.sheets import FIND, Reading, Sheet, open_sheet
from muster.core.sheets.errors import Gone
from muster.directory.models import Import

_CHUNK = 1 << 20


def folder_of(run: Import) -> Path:
    """The folder of *run*, in which its file lies as it came."""
    return Path(settings.HOME) / "imports" / run.key


def file_of(run: Import) -> Path:
    """The file of *run* as it came."""
    return folder_of(run) / "file"


def store(run: Import, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Keep the bytes of the file; their SHA-256, and how many there are."""
    folder = folder_of(run)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    digest, size = hashlib.sha256(), 0
    with open_private(file_of(run)) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def open_private(path: Path) -> BinaryIO:
    """*path*, open for writing; nobody else may read it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def pieces_of(path: Path) -> Iterable[bytes]:
    """The bytes of *path*, a mebibyte at a time."""
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def forget(run: Import) -> None:
    """Throw the file of *run* away, and what was worked out of it."""
    shutil.rmtree(folder_of(run), ignore_errors=True)


def reading_of(run: Import) -> Reading:
    """How the file of *run* is read."""
    return Reading(
        kind=run.format,
        encoding=run.encoding,
        separator=run.separator,
        sheet=run.sheet,
        first_header_line=run.first_header_line if run.format else FIND,
        header_lines=run.header_lines if run.format else FIND,
    )


def sheet_of(run: Import) -> Sheet:
    """The file of *run*, open as a table.

    Raises:
        SheetError: it can no longer be read so, or is gone.
    """
    if not file_of(run).exists():
        raise Gone
    return open_sheet(file_of(run), reading=reading_of(run))
