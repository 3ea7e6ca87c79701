"""The four steps of an import, as its pages show them: file, columns, dry run, apply."""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.directory.models import Import
from muster.shell.counts import counted
from muster.shell.days import day_words

State = Import.State


class Pace(StrEnum):
    """Where a step stands."""

    DONE = "d-done"
    NOW = "d-now"
    AHEAD = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four: its name, a line below it, and where it leads if it can be gone to."""

    name: str
    note: str
    pace: Pace
    href: str


# Which of the four a state stands at.
_AT = {
    State.READ: 1,
    State.CHECKING: 2,
    State.CHECKED: 2,
    State.APPLYING: 3,
    State.APPLIED: 3,
    State.UNDOING: 3,
    State.UNDONE: 3,
    State.FAILED: 0,
}


def steps_of(run: Import, *, at: int | None = None, used: str = "") -> list[Step]:
    """The steps of *run*.

    Args:
        at: which of the four the page itself is; else the one where the import stands.
        used: how many columns are used, in words, where the page knows it.
    """
    reached = _AT[State(run.state)]
    here = reached if at is None else at
    told = [
        (_("File"), rows_read(run), reverse("import", args=[run.key])),
        (_("Columns"), used, reverse("import-columns", args=[run.key])),
        (_("Dry run"), _dry_run(run, reached), reverse("import-rows", args=[run.key])),
        (_("Apply"), _applied(run), reverse("import", args=[run.key])),
    ]
    return [
        Step(
            name,
            note,
            Pace.NOW if place == here else Pace.DONE if place <= reached else Pace.AHEAD,
            href if place <= reached and place in _open_to(run) and place != here else "",
        )
        for place, (name, note, href) in enumerate(told)
    ]


def first_step() -> list[Step]:
    """The steps before there is a file."""
    names = [_("File"), _("Columns"), _("Dry run"), _("Apply")]
    notes = [_("as it is"), _("which is what"), _("nothing is changed"), _("and it can be undone")]
    return [
        Step(name, note, Pace.AHEAD if place else Pace.NOW, "")
        for place, (name, note) in enumerate(zip(names, notes, strict=True))
    ]


def rows_of(run: Import) -> int:
    """How many rows the file has: as counted by the dry run, or before it about as many."""
    return run.rows_read or run.total or 0


def rows_read(run: Import) -> str:
    """“412 rows read”; before the dry run they are about as many."""
    many = rows_of(run)
    if not many:
        return ""
    says = ngettext("%(n)s row", "%(n)s rows", many)
    if run.state not in (State.READ, State.CHECKING):
        says = ngettext("%(n)s row read", "%(n)s rows read", many)
    return says % {"n": counted(many)}


def _open_to(run: Import) -> tuple[int, ...]:
    """Which steps can still be gone to: what is in is mapped no more, what is undone is over."""
    if run.state in (State.READ, State.CHECKED):
        return (1, 2)
    return (2,) if run.state == State.APPLIED else ()


def _dry_run(run: Import, reached: int) -> str:
    if reached < 2 or run.state == State.CHECKING:
        return _("nothing is changed")
    if not (open_rows := run.open_rows):
        return _("no row waits for you")
    waits = ngettext("%(n)s row waits for you", "%(n)s rows wait for you", open_rows)
    return waits % {"n": counted(open_rows)}


def _applied(run: Import) -> str:
    if run.state == State.UNDONE:
        return _("undone")
    if run.undo_until is not None:
        return _("undo until %(day)s") % {"day": day_words(run.undo_until)}
    return _("and it can be undone")
