"""What imports have for Today: files that were checked and wait, and rows that stayed open."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.accounts.models import Member
from muster.core.today import Due, When, register
from muster.directory.models import Import
from muster.shell.counts import counted
from muster.shell.days import day_words

State = Import.State
_MOST = 20


def imports_waiting(member: Member, today: date) -> list[Due]:
    """The imports whose dry run is done, and those with rows that can still be finished."""
    open_rows = Q(asks__gt=0) | Q(refused__gt=0)
    brings = Q(new__gt=0) | Q(changed__gt=0) | open_rows
    waiting = (Q(state=State.CHECKED) & brings) | (
        Q(state=State.APPLIED, undo_until__gte=today) & open_rows
    )
    runs = Import.objects.visible_to(member).filter(waiting, purged_on=None).order_by("at")[:_MOST]
    return [_due(run) for run in runs]


def _due(run: Import) -> Due:
    if run.state == State.CHECKED:
        going_in = run.new + run.changed
        why = ngettext(
            "The dry run is done: %(n)s row would go in",
            "The dry run is done: %(n)s rows would go in",
            going_in,
        ) % {"n": counted(going_in)}
        act = _("Look at it")
    else:
        why = _("It is in; the rest can be finished until %(day)s") % {
            "day": day_words(run.undo_until)
        }
        act = _("Finish it")
    open_rows = run.open_rows
    waits = ngettext("%(n)s row waits for you", "%(n)s rows wait for you", open_rows)
    title = _("%(file)s: %(waits)s") if open_rows else "%(file)s"
    return Due(
        when=When.DUE,
        title=title % {"file": run.file, "waits": waits % {"n": counted(open_rows)}},
        why=why,
        href=reverse("import-rows", args=[run.key]),
        act=act,
    )


def register_today() -> None:
    """Let Today ask this room."""
    register("imports", imports_waiting)
