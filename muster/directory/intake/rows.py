"""The page of rows: what each would do, and what can be done about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.core.keyset import By, Stretch, stretch
from muster.directory.imports.decide import WHOLE
from muster.directory.intake.letting_in import LettingIn
from muster.directory.models import Import, ImportChoice, ImportRow
from muster.shell.counts import counted

SIZE = 20
_ORDER = [By("line", int)]
Verdict = ImportRow.Verdict
_OPEN = (Verdict.ASKS, Verdict.REFUSED)
_TONES = {
    Verdict.NEW: "d-new",
    Verdict.CHANGED: "d-chg",
    Verdict.SAME: "d-same",
    Verdict.ASKS: "d-ask",
    Verdict.REFUSED: "d-ref",
}


class Show(StrEnum):
    """Which rows the page shows."""

    LOOK = "look"
    OPEN = "open"
    ASKS = "asks"
    REFUSED = "refused"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Pill:
    """One choice of rows, with how many there are."""

    show: Show
    name: str
    many: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a row offers."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the file that can be corrected in the row."""

    position: int
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the dry run."""

    row: ImportRow
    who: str
    column: str
    says: str
    verdict: str
    tone: str
    choices: Sequence[Choice]
    cells: Sequence[Cell]
    cells_folded: str
    cell_is_wrong: bool
    needs_you: bool
    told: str
    letting_in: LettingIn | None


def shown_by(text: str) -> Show:
    """What the address asks for; the rows worth a look, if it says nothing that we know."""
    try:
        return Show(text)
    except ValueError:
        return Show.LOOK


def rows_of(run: Import, show: Show) -> "QuerySet[ImportRow]":
    """The kept rows of *run* that *show* asks for."""
    rows = ImportRow.objects.filter(run=run)
    if show is Show.LOOK:
        return rows
    if show is Show.OPEN:
        return rows.filter(verdict__in=_OPEN)
    return rows.filter(verdict=Verdict(show.value))


def page_of(
    rows: "QuerySet[ImportRow]", *, after: str, before: str, at: str = ""
) -> Stretch[ImportRow]:
    """*rows* in the order of the file, from a cursor on, or from the line *at*."""
    # Where nothing stands before it, the page is the first.
    if at.isdecimal() and rows.filter(line__lt=int(at)).exists():
        after = str(int(at) - 1)
    told = rows.prefetch_related("choices")
    return stretch(told, _ORDER, size=SIZE, after=after, before=before)


def pills_of(run: Import, show: Show) -> list[Pill]:
    """The choices of rows, each with its number."""
    worth = ImportRow.objects.filter(run=run).count()
    told = [
        (Show.LOOK, _("Worth a look"), worth),
        (Show.ASKS, _("Need you"), run.asks),
        (Show.REFUSED, _("Refused"), run.refused),
    ]
    if show in (Show.NEW, Show.CHANGED):
        here = rows_of(run, show).count()
        name = _("New") if show is Show.NEW else _("Changed")
        told.append((show, name, here))
    if show is Show.OPEN:
        told.insert(1, (Show.OPEN, _("Open"), run.open_rows))
    return [Pill(each, name, many, each is show) for each, name, many in told]


def lines_of(
    rows: Iterable[ImportRow],
    cells: Mapping[int, Sequence[Cell]],
    *,
    may_answer: bool,
    sees_all: bool,
    letting_in: Mapping[int, LettingIn],
) -> list[Line]:
    """*rows* as the page shows them.

    Args:
        cells: of each line, the cells that can be corrected.
        may_answer: whether the import still takes answers.
        sees_all: whether the member sees the whole program; some rows wait for who does.
        letting_in: of such a row, by its line, what the member may know before they let it in.
    """
    return [
        _line(
            row,
            cells.get(row.line, ()) if may_answer else (),
            may_answer and (sees_all or row.question != WHOLE),
            letting_in.get(row.line),
        )
        for row in rows
    ]


def _line(
    row: ImportRow, cells: Sequence[Cell], may_answer: bool, letting_in: LettingIn | None
) -> Line:
    verdict = Verdict(row.verdict)
    choices = list(row.choices.all()) if may_answer else []
    return Line(
        row=row,
        who=row.who or _("Nobody named"),
        # What several columns say names each of them already.
        column="" if row.says.startswith(f"{row.column}:") else row.column,
        says=capfirst(row.says),
        verdict=capfirst(str(verdict.label)),
        tone=_TONES[verdict],
        choices=_choices(row, choices),
        cells=cells,
        cells_folded=_folded(cells, choices),
        cell_is_wrong=verdict is Verdict.REFUSED and len(cells) == 1,
        needs_you=verdict in _OPEN,
        told=_told(row, verdict),
        letting_in=letting_in,
    )


def _choices(row: ImportRow, choices: Sequence[ImportChoice]) -> list[Choice]:
    return [Choice(choice.key, choice.label, choice.key == row.answer) for choice in choices]


def _folded(cells: Sequence[Cell], choices: Sequence[ImportChoice]) -> str:
    """What the cells are folded under; one that is wrong stands open."""
    if len(cells) > 1:
        return _("Correct the cells of this row")
    return _("Correct the cell instead") if cells and choices else ""


def _told(row: ImportRow, verdict: Verdict) -> str:
    if row.done:
        return _("It is in")
    return _("Left out") if verdict in _OPEN else _("Nothing to do")


def heading_of(run: Import) -> str:
    """The heading of the page."""
    if run.state == Import.State.APPLIED:
        return _("The rows that stayed open")
    return _("Dry run: nothing has changed yet")


def total_words(run: Import) -> str:
    """What the bar shows, for those who do not see it."""
    says = ngettext("What the %(n)s row does", "What the %(n)s rows do", run.rows_read)
    return says % {"n": counted(run.rows_read)}


def line_words(rows: Sequence[ImportRow]) -> str:
    """“from line 14 to line 256”."""
    if not rows:
        return ""
    words = {name: counted(row.line)
             for name, row in (("first", rows[0]), ("last", rows[-1]))}  # fmt: skip
    return _("from line %(first)s to line %(last)s") % words
