"""Files that came in are thrown away when they are needed no more: the counts stay, the rows go.

What an import brought stays in the directory, with its source. What goes is the file as it came,
and what was said of single rows: they hold names and numbers, also of rows that were refused.
"""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from muster.core import retention
from muster.core.models import Program
from muster.directory.imports.files import forget
from muster.directory.models import Import

BEING_WORKED_ON = (Import.State.CHECKING, Import.State.APPLYING, Import.State.UNDOING)
_WENT_IN = (Import.State.APPLIED, Import.State.UNDONE)


def forget_run(run: Import, on: date) -> bool:
    """Throw the file of *run* away with all that was said of its rows.

    False where a worker is at it by now: then nothing was thrown away. The file itself goes when
    all that belongs to the act is stored: what fails must not have lost it.
    """
    row = Import.objects.filter(pk=run.pk)
    if not row.exclude(state__in=BEING_WORKED_ON).update(purged_on=on):
        return False
    with override(run.program.language):
        nobody = _("The file was thrown away before its rows went in: nobody came back.")
    row.filter(state__in=(Import.State.READ, Import.State.CHECKED)).update(
        state=Import.State.FAILED, trouble=nobody
    )
    # Of one that went in it says which records stay as they are, by their names.
    row.filter(state__in=_WENT_IN).update(trouble="")
    for rows in (run.rows, run.corrections, run.answers):
        rows.all().delete()
    run.columns.update(why="")
    run.refresh_from_db(fields=["purged_on", "state", "trouble"])
    transaction.on_commit(partial(forget, run))
    return True


def _standing(program: Program) -> list[tuple[Import, datetime]]:
    """The imports whose file is there still, with the moment that their time counts from."""
    rows = Import.objects.filter(program=program, purged_on=None)
    zone = ZoneInfo(program.time_zone)
    return [(run, _since(run, zone)) for run in rows.exclude(state__in=BEING_WORKED_ON)]


def _since(run: Import, zone: ZoneInfo) -> datetime:
    """When *run* was needed last: an import that can be undone is needed until it cannot."""
    if run.state == Import.State.APPLIED:
        if run.undo_until is not None:
            return datetime.combine(run.undo_until + timedelta(days=1), time.min, zone)
        return run.applied_at or run.at
    return run.undone_at or run.at


def _due_runs(program: Program, before: datetime) -> list[Import]:
    return [run for run, since in _standing(program) if since < before]


def _due(program: Program, before: datetime) -> int:
    return len(_due_runs(program, before))


def _oldest(program: Program) -> datetime | None:
    return min((since for _run, since in _standing(program)), default=None)


def _purge(program: Program, before: datetime, on: date) -> int:
    for run in Import.objects.filter(program=program).exclude(purged_on=None):
        forget(run)  # if the machine stopped between the row and the file
    return sum(forget_run(run, on) for run in _due_runs(program, before))


def register_kind() -> None:
    """Let retention throw files away."""
    retention.register(
        retention.Kind(
            name="import-files",
            title=gettext_lazy("Files that came in"),
            after=gettext_lazy("after an import was undone, left alone, or can be undone no more"),
            does=gettext_lazy("The file and what was said of its rows are thrown away. What it"
                              " brought stays, and so do the counts."),
            days=30,
            least=1,
            due=_due,
            oldest=_oldest,
            purge=_purge,
        )
    )  # fmt: skip
