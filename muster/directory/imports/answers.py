"""Rows that wait are finished by hand: a cell is corrected, a question answered."""

from datetime import datetime

from muster.directory.models import Import, ImportRow


def correct(
    run: Import, line: int, position: int, value: str, *, by: str, now: datetime
) -> ImportRow:
    """Read *value* instead of the cell at *line* and *position*; the file stays as it came.

    An empty value leaves the cell out. Any correction also takes a ragged line as it stands.

    Returns:
        The row with its new verdict; it is applied with the next `apply`.

    Raises:
        NoSuchRow: the line is not among the rows that were kept.
        NotReady: the import has not been tried, or can no longer be changed.
    """
    raise NotImplementedError


def answer(run: Import, line: int, choice: str, *, by: str, now: datetime) -> ImportRow:
    """Answer the question of the row at *line* with one of its `choices`.

    Returns:
        The row with its new verdict; another question may follow.

    Raises:
        NoSuchRow: the line asks nothing.
        NoSuchChoice: the row does not offer this answer.
    """
    raise NotImplementedError


def waiting(run: Import) -> int:
    """How many rows were answered or corrected since, and wait for the next `apply`."""
    raise NotImplementedError
