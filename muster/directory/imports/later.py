"""Long files are tried and applied by a worker, while a page shows how far it is."""

from django.db import transaction
from django.utils import timezone

from muster.core.jobs import job
from muster.core.sheets import SheetError
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.errors import ImportTrouble
from muster.directory.models import Import

# Up to so many rows a page waits itself.
AT_ONCE = 20_000


def is_long(run: Import) -> bool:
    """Whether *run* has so many rows that nobody should wait for the page."""
    return (run.total or 0) > AT_ONCE


@transaction.atomic
def start_check(run: Import) -> None:
    """Let a worker try the rows of *run*; it is “being checked” from now on."""
    run.state, run.done = Import.State.CHECKING, 0
    run.save(update_fields=["state", "done"])
    check_later.enqueue(run.key)


@transaction.atomic
def start_apply(run: Import, *, by: str) -> None:
    """Let a worker apply *run* for *by*; it is “being applied” from now on."""
    run.state, run.done = Import.State.APPLYING, 0
    run.save(update_fields=["state", "done"])
    apply_later.enqueue(run.key, by)


@job(retries=2)
def check_later(key: str) -> None:
    """Try the rows of the import *key*; `Import.done` of `total` tells how far it is."""
    run = Import.objects.select_related("program").get(key=key)
    if run.state != Import.State.CHECKING:
        return
    try:
        check(run, now=timezone.now())
    except (SheetError, ImportTrouble) as wrong:
        # Trying again would not help: what is wrong is told to who looks at the import.
        Import.objects.filter(key=key).update(state=Import.State.FAILED, trouble=str(wrong))


@job(retries=2)
def apply_later(key: str, by: str) -> None:
    """Apply the import *key* for *by*; a second time changes nothing."""
    run = Import.objects.select_related("program").get(key=key)
    if run.state == Import.State.APPLYING:
        apply(run, by=by, now=timezone.now())
