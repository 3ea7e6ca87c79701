"""The list of imports, a stretch at a time."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from muster.accounts.models import User
from muster.core.keyset import By, Stretch, stretch
from muster.directory.intake.steps import rows_read
from muster.directory.models import Import
from muster.shell.days import day_words

SIZE = 25
State = Import.State

_TONES = {
    State.READ: "open",
    State.CHECKING: "open",
    State.CHECKED: "due",
    State.APPLYING: "open",
    State.APPLIED: "",
    State.UNDOING: "open",
    State.UNDONE: "lock",
    State.FAILED: "late",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One import in the list."""

    run: Import
    told: str
    tone: str
    open_rows: int
    undo: str


def _moment(text: str) -> object:
    moment = parse_datetime(text)
    if moment is None or moment.tzinfo is None:
        raise ValueError(text)
    return moment


_ORDER = [By("at", _moment, descending=True), By("pk", int, descending=True)]


def page_of(imports: "QuerySet[Import]", *, after: str, before: str) -> Stretch[Import]:
    """*imports*, the newest first, from a cursor on."""
    return stretch(imports, _ORDER, size=SIZE, after=after, before=before)


def lines_of(page: Stretch[Import]) -> list[Line]:
    """The imports of *page* with who brought them in, by name where we know it."""
    emails = {run.by for run in page.rows}
    names = {user.email: str(user) for user in User.objects.filter(email__in=emails)}
    return [
        Line(
            run=run,
            told=_told(run, names.get(run.by, run.by)),
            tone=_TONES[State(run.state)],
            open_rows=run.open_rows,
            undo=undo_words(run),
        )
        for run in page.rows
    ]


def _told(run: Import, by: str) -> str:
    """What it lists, how many rows it has, when it came and who brought it."""
    parts = [capfirst(run.get_kind_display()), rows_read(run), day_words(localdate(run.at)), by]
    return " · ".join(part for part in parts if part)


def undo_words(run: Import) -> str:
    """Until when *run* can be undone, or that it was."""
    if run.state == State.UNDONE and run.undone_at is not None:
        return _("undone on %(day)s") % {"day": day_words(localdate(run.undone_at))}
    if run.state == State.APPLIED and run.undo_until is not None:
        return _("until %(day)s") % {"day": day_words(run.undo_until)}
    return ""
