"""Dry run, apply and undo as a page asks for them: at once where short, else by a worker."""

from datetime import datetime

from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.later import is_long, start_apply, start_check, start_undo
from muster.directory.imports.undo import Undone, undo
from muster.directory.models import Import


def check_now(run: Import, *, now: datetime) -> None:
    """Make the dry run of *run*, or have a worker make it.

    Raises:
        ImportTrouble: its columns say nobody to store.
    """
    if is_long(run):
        start_check(run)
    else:
        check(run, now=now)


def apply_now(run: Import, *, by: str, now: datetime) -> None:
    """Bring the rows of *run* in, or have a worker do it. Rows finished later are few.

    Raises:
        NotReady: nothing waits to be applied.
    """
    if is_long(run) and run.state == Import.State.CHECKED:
        start_apply(run, by=by)
    elif run.state != Import.State.APPLYING:  # the button was pressed twice
        apply(run, by=by, now=now)


def undo_now(run: Import, *, by: str, now: datetime) -> Undone | None:
    """Take *run* back; None where a worker does it.

    Raises:
        ImportTrouble: it is not in, was taken back, or its days are over.
    """
    if is_long(run):
        start_undo(run, by=by)
        return None
    return undo(run, by=by, now=now)
