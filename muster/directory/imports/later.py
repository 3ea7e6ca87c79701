"""Long files are tried, applied and taken back by a worker, while a page says so."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from muster.core.jobs import job
from muster.core.sheets import SheetError
from muster.directory.imports.apply import apply
from muster.directory.imports.check import CHECKABLE, check
from muster.directory.imports.errors import ImportTrouble, NotReady
from muster.directory.imports.undo import refuse_undo, undo
from muster.directory.models import Import

# Up to so many rows a page waits itself.
AT_ONCE = 20_000


def is_long(run: Import) -> bool:
    """Whether *run* has so many rows that nobody should wait for the page."""
    return (run.total or 0) > AT_ONCE


@transaction.atomic
def start_check(run: Import) -> None:
    """Let a worker try the rows of *run*; it is “being checked” from now on.

    Raises:
        NotReady: somebody has applied it, or is about to.
    """
    _take(run, Import.State.CHECKING, of=CHECKABLE)
    check_later.enqueue(run.key)


@transaction.atomic
def start_apply(run: Import, *, by: str) -> None:
    """Let a worker apply *run* for *by*; it is “being applied” from now on.

    Raises:
        NotReady: there was no dry run, or somebody else is applying it.
    """
    _take(run, Import.State.APPLYING, of=(Import.State.CHECKED,))
    apply_later.enqueue(run.key, by)


def _take(run: Import, state: Import.State, *, of: Sequence[Import.State]) -> None:
    """Put *run* into *state*, if it still is in one *of* those that lead there."""
    if not Import.objects.filter(pk=run.pk, state__in=of).update(state=state, done=0, trouble=""):
        raise NotReady.applied(run)
    run.state, run.done, run.trouble = state, 0, ""


def start_undo(run: Import, *, by: str) -> None:
    """Let a worker take *run* back for *by*; it is “being undone” from now on.

    Raises:
        ImportTrouble: it is not in, was taken back, or its days are over.
    """
    with transaction.atomic():
        run.refresh_from_db(from_queryset=Import.objects.select_for_update())
        refuse_undo(run, timezone.now())
        if run.state == Import.State.APPLIED:
            run.state, run.trouble = Import.State.UNDOING, ""
            run.save(update_fields=["state", "trouble"])
            undo_later.enqueue(run.key, by)


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
    if run.state != Import.State.APPLYING:
        return
    try:
        apply(run, by=by, now=timezone.now())
    except (SheetError, ImportTrouble) as wrong:
        _tell(key, Import.State.CHECKED, str(wrong))
    except Exception:
        _tell(key, Import.State.CHECKED, _("It did not go in: something went wrong on our side."))
        raise


@job(retries=0)
def undo_later(key: str, by: str) -> None:
    """Take the import *key* back for *by*; a second time changes nothing."""
    run = Import.objects.select_related("program").get(key=key)
    if run.state != Import.State.UNDOING:
        return
    try:
        undo(run, by=by, now=timezone.now())
    except ImportTrouble as wrong:
        _stays_in(key)
        _tell(key, Import.State.APPLIED, str(wrong))
    except BaseException:
        _stays_in(key)
        words = _("It was not taken back: something went wrong on our side. All of it is in still.")
        _tell(key, Import.State.APPLIED, words)
        raise


def _stays_in(key: str) -> None:
    """The rows of *key* are all in still, and it can be taken back again."""
    undoing = Import.objects.filter(key=key, state=Import.State.UNDOING)
    undoing.update(state=Import.State.APPLIED)


def _tell(key: str, state: Import.State, trouble: str) -> None:
    """Keep what went wrong for who looks at *key*; what somebody did with it since, counts."""
    Import.objects.filter(key=key, state=state).update(trouble=trouble)
