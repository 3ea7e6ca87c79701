"""The rows go in: all of them or none."""

from datetime import datetime

from muster.directory.imports.registry import Progress
from muster.directory.models import Import


def apply(run: Import, *, by: str, now: datetime, progress: Progress | None = None) -> Import:
    """Store what the dry run found new or changed, in one transaction.

    Rows that ask or are refused stay, and may be answered or corrected and applied later with this
    same function, as long as the import can be undone.

    Raises:
        NotReady: there was no dry run, or nothing waits to be applied.
    """
    raise NotImplementedError
