"""A second process reads the cells of a long file while the first one decides its rows.

`Beside` starts it and tells it on its input what to read. It asks no database. Batches come back
one after the other on its output: how many bytes, and they.
"""

import json
import marshal
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import activate

from muster.core.sheets import Reading, open_sheet
from muster.directory.imports.cells import Cells, Mapped
from muster.directory.imports.fields import field_named

_LENGTH = 8
# The rooms cannot be imported before they are set up.
_PROGRAM = f"import django; django.setup(); from {__name__} import read_as_told; read_as_told()"
_END = (0).to_bytes(_LENGTH, "big")


class ReaderStopped(RuntimeError):
    """The process that read the file beside has stopped before its end."""


class Beside:
    """The process, from the moment it is made; it is always one batch ahead.

    Args:
        told: what it reads, and how, in words that JSON has.
    """

    def __init__(self, told: dict[str, Any]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, told on its input
            [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        pipe = self._process.stdin
        if pipe is not None:
            pipe.write(json.dumps(told).encode())
            pipe.close()

    def batches(self) -> Iterator[Any]:
        """What `Cells.batches` gives of the file, packed.

        Raises:
            ReaderStopped: the process has ended before the file.
        """
        pipe = self._process.stdout
        while pipe is not None and (length := pipe.read(_LENGTH)) != _END:
            if len(length) < _LENGTH:
                raise ReaderStopped
            yield marshal.loads(pipe.read(int.from_bytes(length, "big")))  # noqa: S302 - ours

    def end(self) -> None:
        """End the process, if it has not come to its end."""
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def read_as_told() -> None:
    """Read the file that the input names, and write its batches to the output."""
    told, out = json.load(sys.stdin), sys.stdout.buffer
    activate(told["language"])
    columns = [
        Mapped(position, header, field, name)
        for position, header, key, name in told["columns"]
        if (field := field_named(told["kind"], key)) is not None
    ]
    cells = Cells(
        told["kind"],
        columns,
        month_first={int(at): first for at, first in told["month_first"].items()},
        corrected={
            int(line): {int(at): value for at, value in row.items()}
            for line, row in told["corrected"].items()
        },
        answered={int(line): row for line, row in told["answered"].items()},
    )
    sheet = open_sheet(Path(told["path"]), reading=Reading(**told["reading"]))
    for batch in cells.batches(islice(sheet.lines(), told["skipped"], None)):
        packed = marshal.dumps(batch.packed())
        out.write(len(packed).to_bytes(_LENGTH, "big"))
        out.write(packed)
    out.write(_END)
    out.flush()
