"""A file with answers in one go, as the command line brings it in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.surveys.imports.apply import Undone, apply, give_up, undo
from muster.surveys.imports.check import DryRun, dry_run
from muster.surveys.imports.errors import AlreadyIn, NothingAsked, TooFewResponses
from muster.surveys.imports.models import AnswerImport
from muster.surveys.imports.read import Row, Verdict
from muster.surveys.imports.take_in import take_in


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one line: in which column, where it is one, and in words."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file.

    Attributes:
        key: of the import; empty where nothing of it was kept.
        rows: lines of the file.
        new: responses that came in, or would.
        same: responses that are here already, because the file is.
        left_out: lines that are no response: empty, tests, never sent.
        errors: lines that hold the file back, or are left out, each with what is wrong.
        held: that no column answers a question, in words; empty where one does.
        is_in: whether its answers are in.
        dropped: columns that were dropped, with how many values each had.
        quotes: sentences that came to the desk of quotes, or would.
    """

    key: str
    file: str
    tool: str
    rows: int
    new: int
    same: int
    left_out: int
    errors: tuple[Trouble, ...]
    held: str
    is_in: bool
    dropped: tuple[tuple[str, int], ...]
    quotes: int


def bring_in(
    build: Build, path: Path, *, file_name: str, by: str, now: datetime, dry: bool = False
) -> Brought:
    """Bring the answers in the file at *path* in, where nothing stands in the way.

    While a word is unknown nothing comes in: an answer that is left out makes the room smaller, and
    a member decides that. The same where no column answers a question. The import waits on its page
    then, under the key that is given.

    Args:
        dry: whether it is only tried; nothing is kept then.

    Raises:
        SheetError: it gives no table.
        AnswersError: it is no room of people, or too few, or the program asks nothing.
    """
    try:
        run = take_in(build, path, file_name=file_name, by=by, now=now)
    except AlreadyIn as here:
        return _here(AnswerImport.objects.get(key=here.key))
    was_waiting = run.at != now
    found = dry_run(run)
    told = _told(run, found, key="" if dry else run.key)
    too_few = found.obstacle if isinstance(found.obstacle, TooFewResponses) else None
    if (dry or too_few) and not was_waiting:
        give_up(run, by=by, now=now)
    if too_few:
        raise too_few
    if dry or found.obstacle is not None:
        return told
    run = apply(run, by=by, now=now)
    return _told(run, found, key=run.key)


def take_back(key: str, *, by: str, now: datetime, program: str | None = None) -> Undone | None:
    """Take back the import of this *key*; None where there is none.

    Args:
        program: the key of the program that it is of; None for any.

    Raises:
        NotWaiting: its answers never came in.
    """
    runs = AnswerImport.objects.filter(key=key)
    if program is not None:
        runs = runs.filter(build__program__key=program)
    run = runs.first()
    return None if run is None else undo(run, by=by, now=now)


def _here(run: AnswerImport) -> Brought:
    return Brought(
        key=run.key,
        file=run.file,
        tool=run.tool,
        rows=run.rows,
        new=0,
        same=run.responses,
        left_out=run.left_out,
        errors=(),
        held="",
        is_in=True,
        dropped=_dropped(run),
        quotes=0,
    )


def _told(run: AnswerImport, found: DryRun, *, key: str) -> Brought:
    errors = [trouble for row in found.worth_a_look for trouble in _troubles(row)]
    outside = (Verdict.EMPTY, Verdict.TEST, Verdict.UNSENT)
    return Brought(
        key=key,
        file=run.file,
        tool=run.tool,
        rows=found.lines,
        new=found.verdicts[Verdict.TAKEN],
        same=0,
        left_out=sum(found.verdicts[verdict] for verdict in outside),
        errors=tuple(errors),
        held=str(found.obstacle) if isinstance(found.obstacle, NothingAsked) else "",
        is_in=run.state == AnswerImport.State.APPLIED,
        dropped=_dropped(run),
        quotes=found.sentences.offered,
    )


def _dropped(run: AnswerImport) -> tuple[tuple[str, int], ...]:
    rows = run.columns.filter(use="dropped", values__gt=0)
    return tuple(rows.values_list("header", "values"))


def _troubles(row: Row) -> list[Trouble]:
    if row.verdict is Verdict.REFUSED:
        return [Trouble(row.line, "", row.trouble)]
    says = _("“%(word)s” stands for no value of the question yet.")
    return [
        Trouble(row.line, unknown.column.header, says % {"word": unknown.word})
        for unknown in row.unknown
    ]
