"""Importers of rooms above: each brings the rows of its own kind in, on the same pages.

The directory never imports them; they register when the applications are ready.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from muster.core.sheets.reading import Sheet
from muster.directory.imports.fields import Field
from muster.directory.models import Import

Progress = Callable[[int, int | None], None]


class Importer(Protocol):
    """What a kind of file needs beyond being read as a table.

    `take_in`, `map_columns`, `check`, `apply` and `undo` of the directory keep the file, its
    columns, its state and the record of acts, and hand on to these for the rest.
    """

    kind: str

    def recognises(self, sheet: Sheet) -> str:
        """The layout's name in words, where the file is surely of this kind; else nothing.

        It is asked about every file before it is kept, whatever a member said that it is.

        Raises:
            SheetError: the file must not be kept; the message says where it belongs.
        """

    def fields(self, run: Import) -> Sequence[Field]:
        """What its columns may fill."""

    def propose(self, run: Import, sheet: Sheet) -> Mapping[int, tuple[str, str]]:
        """By position: the field, and why it is proposed."""

    def is_private(self, header: str) -> bool:
        """Whether a column is dropped before reading."""

    def check(self, run: Import, sheet: Sheet, *, now: datetime, progress: Progress | None) -> None:
        """The dry run: set the counts of *run* (not saved) and write its `ImportRow`s."""

    def apply(
        self, run: Import, sheet: Sheet, *, by: str, now: datetime, progress: Progress | None
    ) -> None:
        """Bring the rows in, inside the transaction that is open. Set the counts of *run*."""

    def undo(self, run: Import, *, by: str, now: datetime) -> tuple[int, int, list[str]]:
        """Take them back: how many were removed, how many restored, what was kept and why."""


_IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Let *importer* bring in the files of its kind."""
    _IMPORTERS[importer.kind] = importer


def importer_of(kind: str) -> Importer | None:
    """Who brings in files of this *kind*; None for the directory itself."""
    return _IMPORTERS.get(kind)


def importers() -> list[Importer]:
    """All that have registered."""
    return list(_IMPORTERS.values())
