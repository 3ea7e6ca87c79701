"""The dry run: every row is read and tried, and nothing of the directory changes."""

from datetime import datetime

from muster.directory.imports.registry import Progress
from muster.directory.models import Import


def check(run: Import, *, now: datetime, progress: Progress | None = None) -> Import:
    """Try all rows of *run*, count what each would do, and keep those worth a look.

    Args:
        progress: is told how many rows were tried, and of how many if that is known.

    Raises:
        NotReady: it has been applied; or its columns say nobody to store.
        SheetError: the file can no longer be read.
    """
    raise NotImplementedError
