"""What trying and applying share: how a file is read to the end, and who decides its rows."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import get_language

from muster.core.sheets import Sheet
from muster.directory.imports.admit import Decides, WithAdmitted, admitted_to
from muster.directory.imports.arrange import arrange
from muster.directory.imports.cells import Batch, Cells, Mapped, mapped
from muster.directory.imports.columns import offered
from muster.directory.imports.decide import Decider, NextId
from muster.directory.imports.files import file_of
from muster.directory.imports.known import Known
from muster.directory.imports.layouts import layout_named
from muster.directory.imports.organizations import Organizations
from muster.directory.imports.part import PartlyKnown, part_of
from muster.directory.imports.people import People
from muster.directory.imports.reader import Beside
from muster.directory.models import Import
from muster.directory.values import DayOrder
from muster.programs.models import Sector

# Is told how many rows were worked on, and of how many, if that is known.
Progress = Callable[[int, int | None], None]
_OF_PEOPLE = (Import.Kind.ATTENDEES, Import.Kind.CONTACTS)
# Progress is told at most so often, in seconds: each time is a write.
_EVERY = 0.5
# From so many rows on a second process reads; the first of them are read here meanwhile.
MANY = 100_000
FIRST = 50_000


@dataclass(slots=True)
class Facts:
    """What only all rows of a file together say.

    Attributes:
        month_first: by the position of a column with days, whether the month stands first.
        mailboxes: the addresses that rows of several names have, and how many names.
    """

    month_first: dict[int, bool] = field(default_factory=dict)
    mailboxes: dict[str, int] = field(default_factory=dict)


def facts_of(run: Import, sheet: Sheet, columns: list[Mapped]) -> Facts:
    """Look through the file once, where its columns need it: for days, and for shared mailboxes."""
    days = {one.position: DayOrder() for one in columns if one.field.reads == "date"}
    boxes = [one.position for one in columns if one.field.key == "person.email"]
    names = [
        one.position
        for one in columns
        if one.field.key in ("person.name", "person.given", "person.family")
    ]
    if not days and not boxes:
        return Facts()
    first: dict[str, int] = {}
    by_box: dict[str, set[int]] = {}
    for line in sheet.lines():
        cells = line.cells
        for position, order in days.items():
            order.look_at(cells[position])
        for position in boxes:
            if cells[position]:
                who = hash(" ".join(" ".join([cells[at] for at in names]).casefold().split()))
                box = cells[position].strip().lower()
                # Most have one name, and need no set.
                if (known := first.setdefault(box, who)) != who:
                    by_box.setdefault(box, {known}).add(who)
    shared = {box: len(who) for box, who in by_box.items() if "@" in box}
    return Facts({position: order.month_first for position, order in days.items()}, shared)


def cells_of(
    run: Import,
    columns: list[Mapped],
    facts: Facts,
    *,
    corrected: Mapping[int, Mapping[int, str]] | None = None,
    answered: Mapping[int, Mapping[str, str]] | None = None,
) -> Cells:
    """The reader of the cells of *run*."""
    return Cells(
        run.kind,
        columns,
        month_first=facts.month_first,
        corrected=corrected,
        answered=answered,
    )


def used_columns(run: Import) -> list[Mapped]:
    """The columns of *run* that fill a field."""
    return mapped(run, offered(run))


def batches(run: Import, sheet: Sheet, cells: Cells) -> Iterator[Batch]:
    """The rows of the file, read and arranged, a batch at a time."""
    layout = layout_named(run.layout)
    is_long = (run.total or 0) > MANY
    for batch in _by_two(run, sheet, cells) if is_long else cells.batches(sheet.lines()):
        yield arrange(batch, run.kind, layout)


def _by_two(run: Import, sheet: Sheet, cells: Cells) -> Iterator[Batch]:
    """All batches: the first are read here, while the process that reads the others gets up."""
    beside = Beside(
        {
            "path": str(file_of(run)),
            "reading": asdict(sheet.reading),
            "language": get_language() or "en",
            "skipped": FIRST,
            **cells.told(),
        }
    )
    try:
        yield from cells.batches(islice(sheet.lines(), FIRST))
        for packed in beside.batches():
            yield Batch(*packed)
    finally:
        beside.end()


def one_batch(run: Import, cells: Cells, lines: list[Any]) -> Batch:
    """A few lines, read and arranged."""
    return arrange(cells.read(lines), run.kind, layout_named(run.layout))


def decider_of(
    run: Import,
    facts: Facts,
    *,
    next_id: NextId,
    is_writing: bool,
    answered: Mapping[int, Mapping[str, str]],
) -> Decides:
    """Who decides the rows of *run*: within what the member sees who brought it in.

    Raises:
        NotReady: that member imports nothing any more.
    """
    part = part_of(run.member) if run.member is not None else None
    admitted = admitted_to(answered) if part is not None else ()
    told: dict[str, Any] = {
        "next_id": next_id,
        "is_writing": is_writing,
        "sector": sector_of(run),
        "answered": answered,
    }
    if part is None:
        return decider_by(run, Known(run.program_id), facts, **told)
    own = decider_by(run, PartlyKnown(run.program_id, part), facts, **told)
    if not admitted:
        return own
    return WithAdmitted(own, decider_by(run, Known(run.program_id), facts, **told), admitted)


def sector_of(run: Import) -> Sector | None:
    """The sector of the organizations in a file of this layout, where the program has it."""
    layout = layout_named(run.layout)
    wanted = layout.sector if layout else ""
    return Sector.objects.filter(program=run.program_id, key=wanted).first() if wanted else None


def decider_by(run: Import, known: Known, facts: Facts, **told: Any) -> Decider:
    """Who decides the rows of *run* by what is *known*; *told* is as for a `Decider`."""
    if run.kind in _OF_PEOPLE:
        return People(run, known=known, mailboxes=facts.mailboxes, **told)
    return Organizations(run, known=known, **told)


def answers_to(run: Import) -> dict[int, dict[str, str]]:
    """By line and question: what members chose."""
    answers: dict[int, dict[str, str]] = {}
    for line, question, choice in run.answers.values_list("line", "question", "choice"):
        answers.setdefault(line, {})[question] = choice
    return answers


def corrections_to(run: Import) -> dict[int, dict[int, str]]:
    """By line and position: what members wrote instead."""
    corrections: dict[int, dict[int, str]] = {}
    for line, position, value in run.corrections.values_list("line", "position", "value"):
        corrections.setdefault(line, {})[position] = value
    return corrections


class Teller:
    """Tells how far a run is, not too often: to who asked, and to the page that shows it."""

    def __init__(self, run: Import, progress: Progress | None, *, shows: bool) -> None:
        self._run, self._progress, self._shows = run, progress, shows
        self._last = time.monotonic()

    def tell(self, done: int) -> None:
        """*done* rows have been worked on."""
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        if self._progress is not None:
            self._progress(done, self._run.total)
        if self._shows:
            Import.objects.filter(pk=self._run.pk).update(done=done)

    def finish(self, done: int) -> None:
        """All rows have been worked on."""
        if self._progress is not None:
            self._progress(done, done)
