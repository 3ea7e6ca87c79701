"""Dry run and apply as a page asks for them: at once where short, else by a worker."""

from datetime import datetime

from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.later import apply_later, check_later, is_long
from muster.directory.models import Import


def check_now(run: Import, *, now: datetime) -> None:
    """Make the dry run of *run*, or have a worker make it.

    Raises:
        ImportTrouble: its columns say nobody to store.
    """
    if not is_long(run):
        check(run, now=now)
        return
    _hand_over(run, Import.State.CHECKING)
    check_later.enqueue(run.key)


def apply_now(run: Import, *, by: str, now: datetime) -> None:
    """Bring the rows of *run* in, or have a worker do it.

    Raises:
        NotReady: nothing waits to be applied.
    """
    if not is_long(run):
        apply(run, by=by, now=now)
        return
    _hand_over(run, Import.State.APPLYING)
    apply_later.enqueue(run.key, by)


def _hand_over(run: Import, state: Import.State) -> None:
    run.state, run.done = state, 0
    run.save(update_fields=["state", "done"])
