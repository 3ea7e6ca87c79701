"""Rows that wait are finished by hand: a cell is corrected, a question answered."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from muster.core.clock import today_in
from muster.directory.imports.admit import hold_again
from muster.directory.imports.apply import READY, lines_of
from muster.directory.imports.check import store_rows
from muster.directory.imports.decide import WHOLE
from muster.directory.imports.errors import NoSuchChoice, NoSuchRow, NotReady, NotTheirs
from muster.directory.imports.files import sheet_of
from muster.directory.imports.insert import Below
from muster.directory.imports.part import sees_the_whole
from muster.directory.imports.plan import Says, Verdict
from muster.directory.imports.steps import (
    answers_to,
    cells_of,
    corrections_to,
    decider_of,
    facts_of,
    one_batch,
    used_columns,
)
from muster.directory.imports.who import earlier_line
from muster.directory.models import CorrectedCell, Import, ImportRow, RowAnswer


@transaction.atomic
def correct(
    run: Import, line: int, position: int, value: str, *, by: str, now: datetime
) -> ImportRow:
    """Read *value* instead of the cell at *line* and *position*; the file stays as it came.

    An empty value leaves the cell out. Any correction also takes a ragged line as it stands.

    Returns:
        The row with its new verdict; it is applied with the next `apply`.

    Raises:
        NoSuchRow: the line is not among the rows that were kept.
        NotReady: the import has not been tried, or can no longer be changed.
    """
    row = _row(run, line, now)
    hold_again(run, line)
    if not run.columns.filter(position=position, private=False).exists():
        says = _("The file has no column %(n)s that could be corrected.")
        raise NotReady(says % {"n": position + 1})
    CorrectedCell.objects.update_or_create(
        run=run,
        line=line,
        position=position,
        defaults={"value": value[:400], "by": by, "at": now},
    )
    return _again(run, row, kept=[])


@transaction.atomic
def answer(run: Import, line: int, choice: str, *, by: str, now: datetime) -> ImportRow:
    """Answer the question of the row at *line* with one of its `choices`.

    The answer may be changed until the row is applied.

    Returns:
        The row with its new verdict; another question may follow.

    Raises:
        NoSuchRow: the line asks nothing.
        NoSuchChoice: the row does not offer this answer.
        NotTheirs: the row waits for somebody who sees the whole program.
        NotReady: the import can no longer be changed.
    """
    row = _row(run, line, now)
    choices = list(row.choices.values_list("key", "label"))
    if not choices:
        raise NoSuchRow(line)
    if choice not in dict(choices):
        raise NoSuchChoice(choice)
    if row.question == WHOLE and not sees_the_whole(run.program, by):
        raise NotTheirs(line)
    RowAnswer.objects.update_or_create(
        run=run, line=line, question=row.question,
        defaults={"choice": choice, "by": by, "at": now},
    )  # fmt: skip
    row.answer = choice
    return _again(run, row, kept=choices)


def waiting(run: Import) -> int:
    """How many rows of an applied import were answered or corrected since, and wait to go in."""
    if run.state != Import.State.APPLIED:
        return 0
    return run.rows.filter(done=False, verdict__in=READY).count()


def _row(run: Import, line: int, now: datetime) -> ImportRow:
    # Nobody applies it until this is kept, and what was applied meanwhile takes nothing more.
    run.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if run.state == Import.State.APPLIED:
        if run.undo_until is None or today_in(run.program, now) > run.undo_until:
            raise NotReady(_("These rows could be finished until the import could be undone."))
    elif run.state != Import.State.CHECKED:
        says = _("“%(file)s” is %(state)s; its rows cannot be changed now.")
        raise NotReady(says % {"file": run.file, "state": run.get_state_display()})
    row = run.rows.filter(line=line, done=False).first()
    if row is None:
        raise NoSuchRow(line)
    return row


def _again(run: Import, row: ImportRow, *, kept: Sequence[tuple[str, str]]) -> ImportRow:
    """Try one row once more, with what was corrected and answered.

    Args:
        kept: the answers that the row goes on to offer, so that somebody may change their mind.
    """
    columns, answered = used_columns(run), answers_to(run)
    facts = facts_of(run, sheet_of(run), columns)
    cells = cells_of(run, columns, facts, corrected=corrections_to(run), answered=answered)
    decider = decider_of(run, facts, next_id=Below(), is_writing=False, answered=answered)
    told = answered.get(row.line, {}).values()
    if earlier := [line for choice in told if (line := earlier_line(choice))]:
        # Whom an answer means is known once their row has been decided.
        decider.decide(one_batch(run, cells, lines_of(run, earlier)))
    plan = decider.decide(one_batch(run, cells, lines_of(run, [row.line])))
    [verdict] = plan.verdicts
    says = plan.says[0] if plan.says else Says(row.line, verdict, row.who)
    asks_on = says.verdict == Verdict.ASKS
    if kept and not asks_on:
        says = _with_choices(says, row.question, kept)
    before, chosen = row.verdict, row.answer
    row.delete()
    [key] = store_rows(run, [says])
    found = run.rows.get(pk=key)
    if kept and not asks_on:
        found.answer = chosen
        found.save(update_fields=["answer"])
    _recount(run, before, found.verdict)
    return found


def _with_choices(says: Says, question: str, choices: Sequence[tuple[str, str]]) -> Says:
    return Says(
        says.line, says.verdict, says.who, says.column, says.says, question, tuple(choices),
        says.organization, says.site, says.person,
    )  # fmt: skip


def _recount(run: Import, before: str, after: str) -> None:
    """What was counted under *before* counts as *after*; what is not in yet is not counted in."""
    fields = {"new", "changed", "same", "asks", "refused"}
    if run.state == Import.State.APPLIED:
        fields = {"asks", "refused"}
    for verdict, step in ((before, -1), (after, 1)):
        if verdict in fields:
            setattr(run, verdict, max(getattr(run, verdict) + step, 0))
    run.save(update_fields=sorted(fields))
