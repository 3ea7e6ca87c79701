"""What goes in when somebody applies: the number on the button, and the promise beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.accounts.models import Member
from muster.core.clock import today_in
from muster.directory.imports.answers import waiting
from muster.directory.models import Import
from muster.shell.counts import counted
from muster.shell.days import day_words

State = Import.State


@dataclass(frozen=True, slots=True)
class Going:
    """What the foot of the page says, and its button."""

    title: str
    says: str
    promise: str
    act: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there is nothing to apply, and the import that brought it in before."""

    says: str
    href: str


def takes_answers(run: Import, *, now: datetime) -> bool:
    """Whether rows of *run* can still be corrected and answered."""
    if run.state == State.CHECKED:
        return True
    today = today_in(run.program, now)
    return run.state == State.APPLIED and run.undo_until is not None and today <= run.undo_until


def going_of(run: Import) -> Going | None:
    """What would go in now; nothing where no row would."""
    many = going_in(run)
    if not many:
        return None
    title = ngettext("%(n)s row goes in:", "%(n)s rows go in:", many) % {"n": counted(many)}
    if run.state == State.CHECKED:
        words = {"new": counted(run.new), "changed": counted(run.changed)}
        says = _("%(new)s new and %(changed)s changed.") % words
    else:
        says = _("those that you have answered or put right since.")
    if open_rows := run.open_rows:
        stay = ngettext(
            "%(n)s row stays here; you can finish it after applying.",
            "%(n)s rows stay here; you can finish them after applying.",
            open_rows,
        )
        says = f"{says} {stay % {'n': counted(open_rows)}}"
    act = ngettext("Apply %(n)s row", "Apply %(n)s rows", many) % {"n": counted(many)}
    return Going(title, says, _promise(run), act)


def going_in(run: Import) -> int:
    """How many rows would go in."""
    if run.state == State.CHECKED:
        return run.new + run.changed
    return waiting(run) if run.state == State.APPLIED else 0


def nothing_to_apply(run: Import, member: Member) -> Nothing | None:
    """That the file brings nothing, with the import that brought it before; else nothing."""
    if run.state != State.CHECKED or going_in(run):
        return None
    before = _same_file(run, member)
    if before is not None and before.applied_at is not None:
        says = _(
            "All rows that can be stored are already here as they stand in this file: it was"
            " imported on %(day)s."
        ) % {"day": day_words(localdate(before.applied_at))}
        return Nothing(says, reverse("import", args=[before.key]))
    if run.same:
        return Nothing(
            _("All rows that can be stored are already here as they stand in this file."), ""
        )
    return Nothing(_("No row can be stored as it is. Finish those that wait, above."), "")


def download_words(run: Import) -> str:
    """What the link to the refused rows says."""
    says = ngettext("Download the refused row", "Download the %(n)s refused rows", run.refused)
    return says % {"n": counted(run.refused)}


def kept_words(kept: int, still_open: int) -> str:
    """How many rows were settled, and how many of them still wait."""
    says = ngettext("%(n)s row is read again.", "%(n)s rows are read again.", kept)
    told: Sequence[str] = [says % {"n": counted(kept)}]
    if still_open:
        waits = ngettext("%(n)s still waits.", "%(n)s still wait.", still_open)
        told = [*told, waits % {"n": counted(still_open)}]
    return " ".join(told)


def _promise(run: Import) -> str:
    if run.undo_until is not None:
        until = _("You can take it all back until %(day)s.") % {"day": day_words(run.undo_until)}
    else:
        until = _("You can take it all back for 30 days.")
    kept = _(
        "What somebody has edited by hand by then is kept. Importing the same file again changes"
        " nothing."
    )
    return f"{until} {kept}"


def _same_file(run: Import, member: Member) -> Import | None:
    runs = Import.objects.visible_to(member).filter(sha256=run.sha256, state=State.APPLIED)
    return runs.exclude(pk=run.pk).order_by("-applied_at").first()
