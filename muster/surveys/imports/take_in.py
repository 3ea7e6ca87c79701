"""A file with answers comes in: read, stripped, recognised; its columns and words proposed.

Nothing of the build changes. What is dropped is dropped here, before anything is written down.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core import audit
from muster.core.keys import random_key
from muster.core.sheets import Line, Reading, Sheet, open_sheet
from muster.programs.models import Questionnaire
from muster.surveys.imports import keep
from muster.surveys.imports.days import day_of, is_day_first
from muster.surveys.imports.errors import AlreadyIn, NoQuestionnaire, TooManyAnswers
from muster.surveys.imports.mapping import propose_words, remembered_questions
from muster.surveys.imports.models import AnswerColumn, AnswerImport
from muster.surveys.imports.private import says_when, why_private
from muster.surveys.imports.propose import Proposal, items_of, propose
from muster.surveys.imports.tools import Name, Tool, names_of, plain, tool_of

MOST_LINES = 20_000
_SAMPLE = 500
_TESTS = ("preview", "test", "spam", "vorschau", "vista previa")
_TEST_NUMBERS = frozenset({"1", "2", "8", "9", "17"})
_NOT_FINISHED = frozenset({"0", "false", "falsch", "falso", "no"})
Use = AnswerColumn.Use


@dataclass(slots=True)
class _Columns:
    """What is dropped of a file, what is kept, and how each column is called."""

    tool: Tool
    names: list[Name]
    dropped: dict[int, str] = field(default_factory=dict)
    day: int | None = None
    day_first: bool = False
    status: int | None = None
    finished: int | None = None
    submitted: int | None = None


def take_in(
    build: Build,
    path: Path,
    *,
    file_name: str,
    by: str,
    now: datetime,
    questionnaire: Questionnaire | None = None,
    reading: Reading | None = None,
) -> AnswerImport:
    """Read the file at *path*, keep of it what may be kept, and propose what each column is.

    Args:
        file_name: the name it came under.
        by: the member's e-mail address.
        questionnaire: what was asked; None for the one that the columns fit best.
        reading: how to read it, where somebody chose.

    Raises:
        SheetError: it gives no table.
        AnswersError: it is too long, its answers are here already, or nothing is asked.
    """
    sheet = open_sheet(path, reading=reading)
    sha256 = _sha256(path)
    columns = _look(sheet)
    kept = [None if at in columns.dropped else name for at, name in enumerate(columns.names)]
    asked = [questionnaire] if questionnaire is not None else asked_in(build)
    if not asked:
        raise NoQuestionnaire
    fits = {
        each: propose(kept, items_of(each), remembered_questions(build, each)) for each in asked
    }
    chosen = max(asked, key=lambda each: sum(one.item is not None for one in fits[each]))
    before = _known(build, chosen, sha256)
    if before is not None and reading is None:
        return before
    run = AnswerImport(
        build=build,
        questionnaire=chosen,
        key=random_key(10),
        file=Path(file_name).name[:200],
        sha256=sha256,
        tool=columns.tool,
        says=" ".join(sheet.why),
        by=by,
        at=now,
    )
    counts = [0] * len(columns.names)
    try:
        keep.write(run, _stripped(sheet, columns, counts, run))
        with transaction.atomic():
            if before is not None:  # it is read another way now
                AnswerImport.objects.filter(pk=before.pk).delete()
            run.save()
            _keep_columns(run, columns, fits[chosen], counts)
            propose_words(run)
            audit.record(
                by=by,
                verb="took in",
                subject=f"build:{build.key}/answers:{run.key}",
                program=build.program,
                at=now,
            )
    except BaseException:
        keep.forget(run)
        raise
    if before is not None:
        keep.forget(before)
    return run


def _known(build: Build, questionnaire: Questionnaire, sha256: str) -> AnswerImport | None:
    """The same file, where it waits already.

    Raises:
        AlreadyIn: its answers are in.
    """
    same = AnswerImport.objects.filter(build=build, questionnaire=questionnaire, sha256=sha256)
    if (applied := same.applied().first()) is not None:
        raise AlreadyIn(applied.key, applied.file)
    return same.filter(state=AnswerImport.State.READ).first()


def asked_in(build: Build) -> list[Questionnaire]:
    """What may have been asked at *build*: the newest version of each questionnaire."""
    newest: dict[str, Questionnaire] = {}
    for each in Questionnaire.objects.of(build.program).order_by("position", "key", "version"):
        newest[each.key] = each
    return list(newest.values())


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _look(sheet: Sheet) -> _Columns:
    """Which columns are dropped, and which say when and whether somebody sent an answer."""
    columns = _Columns(tool := tool_of(sheet), names_of(sheet, tool))
    lines = [line.cells for line in islice(sheet.lines(), _SAMPLE)]
    values = [[cells[at] for cells in lines] for at in range(len(columns.names))]
    for at, name in enumerate(columns.names):
        if why := why_private(name, values[at]):
            columns.dropped[at] = why
    columns.day = says_when(columns.names, [any(map(str.strip, said)) for said in values])
    if columns.day is not None:
        columns.day_first = is_day_first(values[columns.day])
        columns.dropped.pop(columns.day, None)
    for at, name in enumerate(columns.names):
        called = {plain(name.header), plain(name.code), plain(name.question)}
        if tool is Tool.QUALTRICS and "status" in called:
            columns.status = at
        elif tool is Tool.QUALTRICS and called & {"finished", "beendet", "finalizado"}:
            columns.finished = at
        elif tool is Tool.LIMESURVEY and called & {"submitdate", "date submitted"}:
            columns.submitted = at
    for kept_how in (columns.status, columns.finished):
        if kept_how is not None:
            columns.dropped[kept_how] = _("how the tool kept the answer")
    return columns


def _stripped(
    sheet: Sheet, columns: _Columns, counts: list[int], run: AnswerImport
) -> Iterator[tuple[Line, str]]:
    """The lines of *sheet* without what is dropped; counts what each column says on the way."""
    kept = [at for at in range(len(columns.names)) if at not in columns.dropped]
    for line in sheet.lines():
        run.rows += 1
        if run.rows > MOST_LINES:
            raise TooManyAnswers(MOST_LINES)
        for at in range(len(counts)):
            counts[at] += bool(line.cells[at].strip())
        cells = tuple(
            _day(line.cells[at], columns) if at == columns.day else line.cells[at].strip()
            for at in kept
        )
        yield line._replace(cells=cells), _mark(line.cells, columns)


def _day(moment: str, columns: _Columns) -> str:
    day = day_of(moment, day_first=columns.day_first)
    return day.isoformat() if day is not None else ""


def _mark(cells: Sequence[str], columns: _Columns) -> str:
    """Whether the line is no response: somebody tried the survey out, or never sent it."""
    if columns.status is not None:
        status = cells[columns.status].strip().casefold()
        if status in _TEST_NUMBERS or any(word in status for word in _TESTS):
            return keep.TEST
    finished = "" if columns.finished is None else cells[columns.finished].strip().casefold()
    never_sent = columns.submitted is not None and not cells[columns.submitted].strip()
    return keep.UNSENT if never_sent or finished in _NOT_FINISHED else ""


def _keep_columns(
    run: AnswerImport, columns: _Columns, proposals: Sequence[Proposal], counts: Sequence[int]
) -> None:
    rows = []
    for at, (name, proposal) in enumerate(zip(columns.names, proposals, strict=True)):
        if at in columns.dropped:
            proposal = Proposal(Use.DROPPED, why=columns.dropped[at])
        elif at == columns.day:
            proposal = Proposal(Use.DAY, why=_("the day alone: the clock was dropped"))
        rows.append(
            AnswerColumn(
                run=run,
                position=at,
                header=name.header,
                code=name.code[:200],
                question=name.question,
                choice=name.choice,
                use=proposal.use,
                item=proposal.item,
                option=proposal.option,
                why=proposal.why[:200],
                sure=proposal.sure,
                values=counts[at],
            )
        )
    AnswerColumn.objects.bulk_create(rows)
