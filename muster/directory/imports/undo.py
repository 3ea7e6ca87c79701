"""An import is taken back: what it brought goes, what it changed is as it was."""

from dataclasses import dataclass
from datetime import datetime

from muster.directory.models import Import


@dataclass(frozen=True, slots=True)
class Kept:
    """A record or a field that stays, and why.

    Attributes:
        noun: organization, site, person, post or contact_point.
        key: of the record, where it has a page; else empty.
        name: what it is called.
    """

    noun: str
    key: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did: records removed, fields restored, and what it did not touch."""

    removed: int
    restored: int
    kept: tuple[Kept, ...]


def undo(run: Import, *, by: str, now: datetime) -> Undone:
    """Take *run* back.

    What it brought is removed unless it has been used since; what it changed is as it was unless
    somebody has edited it since. Both are told.

    Raises:
        NotReady: it has not been applied.
        TooLateToUndo: its days are over.
        AlreadyUndone: it was taken back before.
    """
    raise NotImplementedError
