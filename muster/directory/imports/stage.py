"""What the dry run read of a file, set aside so that applying need not read it again.

Values only, a batch at a time, beside the file of the import and like it for the owner's eyes
alone. It is thrown away when the columns change and when the import is applied.
"""

import marshal
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from muster.directory.imports.files import folder_of, open_private
from muster.directory.models import Import

_NAME = "read"
_LENGTH = 8


def staged(run: Import) -> Path | None:
    """The file with what was read of *run*; None where there is none."""
    path = folder_of(run) / _NAME
    return path if path.exists() else None


def unstage(run: Import) -> None:
    """Throw away what was read of *run*."""
    for name in (_NAME, f"{_NAME}.part"):
        (folder_of(run) / name).unlink(missing_ok=True)


class Staging:
    """Writes batches one after the other; only `close` makes them count."""

    def __init__(self, run: Import) -> None:
        self._part = folder_of(run) / f"{_NAME}.part"
        self._path = folder_of(run) / _NAME
        self._file: BinaryIO = open_private(self._part)

    def add(self, batch: Any) -> None:
        """Set *batch* aside: lists, dictionaries, texts and numbers."""
        packed = marshal.dumps(batch)
        self._file.write(len(packed).to_bytes(_LENGTH, "big"))
        self._file.write(packed)

    def close(self) -> None:
        """All batches are there."""
        self._file.close()
        self._part.replace(self._path)

    def give_up(self) -> None:
        """Throw what was written away."""
        self._file.close()
        self._part.unlink(missing_ok=True)


def batches_of(path: Path) -> Iterator[Any]:
    """The batches in *path*, in their order."""
    with path.open("rb") as file:
        while length := file.read(_LENGTH):
            # Written by `Staging` in a folder that only this user may write to.
            yield marshal.loads(file.read(int.from_bytes(length, "big")))  # noqa: S302
