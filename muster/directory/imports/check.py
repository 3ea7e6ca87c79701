"""The dry run: every row is read and tried, and nothing of the directory changes."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from muster.core.chain import head_of
from muster.core.models import AuditEvent
from muster.core.sheets import SheetError
from muster.directory.imports.columns import refuse_missing
from muster.directory.imports.errors import NotReady
from muster.directory.imports.files import file_of, sheet_of
from muster.directory.imports.insert import Below, Numbers, Table
from muster.directory.imports.plan import Plan, Says, Verdict
from muster.directory.imports.stage import Staging, unstage
from muster.directory.imports.steps import (
    MANY,
    Progress,
    Teller,
    answers_to,
    batches,
    cells_of,
    corrections_to,
    decider_of,
    facts_of,
    used_columns,
)
from muster.directory.imports.sweep import sweeping
from muster.directory.models import Import, ImportChoice, ImportRow

# So many rows of one verdict are kept for a look; all are counted.
MOST_ROWS = 5_000
_LONGEST_SAYS = 2_000
# A file of no more bytes, and so few rows that no second process reads, is kept in memory.
_SMALL = 2**24


def check(run: Import, *, now: datetime, progress: Progress | None = None) -> Import:
    """Try all rows of *run*, count what each would do, and keep those worth a look.

    Args:
        progress: is told how many rows were tried, and of how many if that is known.

    Raises:
        NotReady: it has been applied.
        WrongMapping: no column says whom to store.
        SheetError: the file can no longer be read.
    """
    if run.state not in CHECKABLE:
        raise NotReady.applied(run)
    refuse_missing(run)
    # Taken only from where it was seen: what somebody has applied meanwhile stays applied.
    ready = Import.objects.filter(pk=run.pk, state__in=CHECKABLE)
    if not ready.update(state=Import.State.CHECKING, done=0):
        raise NotReady.applied(run)
    try:
        _try_all(run, now, progress)
    except SheetError as wrong:
        run.state, run.trouble = Import.State.FAILED, str(wrong)
        run.save()
        raise
    except BaseException:
        ours = Import.objects.filter(pk=run.pk, state=Import.State.CHECKING)
        ours.update(state=Import.State.READ, done=0)
        raise
    return run


CHECKABLE = (Import.State.READ, Import.State.CHECKING, Import.State.CHECKED, Import.State.FAILED)


# Whatever else is recorded leaves what rows would do as it was.
_CHANGES = Q(noun__in=("organization", "site", "person", "merge")) | Q(
    noun="import", verb__in=("imported", "undid")
)


def is_stale(run: Import) -> bool:
    """Whether the directory has changed since the dry run of *run*, which waits to be applied."""
    if run.state != Import.State.CHECKED or run.checked_after is None:
        return False
    since = AuditEvent.objects.filter(program=run.program_id, sequence__gt=run.checked_after)
    return since.filter(_CHANGES).exists()


def _try_all(run: Import, now: datetime, progress: Progress | None) -> None:
    sheet = sheet_of(run)
    if _is_short(run):
        sheet = sheet.kept()  # it is gone through twice
    run.checked_after = head_of(run.program).sequence
    unstage(run)
    columns, answered = used_columns(run), answers_to(run)
    facts = facts_of(run, sheet, columns)
    decider = decider_of(run, facts, next_id=Below(), is_writing=False, answered=answered)
    # Whatever changes meanwhile makes the dry run an old one.
    decider.known.is_still = decider.known.is_only_read = True
    cells = cells_of(run, columns, facts, corrected=corrections_to(run), answered=answered)
    counts: Counter[str] = Counter()
    kept: list[Says] = []
    left = Counter(dict.fromkeys(Verdict.values, MOST_ROWS))
    teller = Teller(run, progress, shows=True)
    staging = Staging(run)
    rows = 0
    try:
        staging.add((facts.month_first, facts.mailboxes))
        with sweeping() as sweep:
            for batch in batches(run, sheet, cells):
                plan = decider.decide(batch)
                counts += plan.verdicts
                keep(plan, kept, left)
                staging.add(batch.packed())
                rows += len(batch.lines)
                teller.tell(rows)
                sweep()
    except BaseException:
        staging.give_up()
        raise
    staging.close()
    with transaction.atomic():
        run.rows.all().delete()
        store_rows(run, kept)
        run.rows_read, run.done = rows, rows
        count(run, counts)
        run.state, run.trouble = Import.State.CHECKED, ""
        run.save()
    teller.finish(rows)


def _is_short(run: Import) -> bool:
    """Whether its lines may be kept in memory: a workbook is packed, and may unpack to a lot."""
    is_text = run.format == "csv" and file_of(run).stat().st_size <= _SMALL
    return is_text and run.total is not None and run.total <= MANY


def keep(plan: Plan, kept: list[Says], left: Counter[str]) -> None:
    """Keep the rows of *plan* that are worth a look, while there is room for their verdict."""
    for says in plan.says:
        if left[says.verdict] > 0:
            left[says.verdict] -= 1
            kept.append(says)


def count(run: Import, counts: Counter[str]) -> None:
    """What the rows of *run* would do, or did."""
    run.new, run.changed, run.same = (
        counts[Verdict.NEW],
        counts[Verdict.CHANGED],
        counts[Verdict.SAME],
    )
    run.asks, run.refused = counts[Verdict.ASKS], counts[Verdict.REFUSED]


def store_rows(run: Import, kept: list[Says], *, done: bool = False) -> list[int]:
    """Write down the rows that are worth a look, and the answers that they offer; the rows' keys.

    There may be thousands, each with several answers.
    """
    draw = Numbers(at_once=len(kept))
    keys = [draw(ImportRow) for _says in kept]
    rows = [(key, *_row(says, done=done)) for key, says in zip(keys, kept, strict=True)]
    Table(ImportRow, _ROW, {"run_id": run.pk}).add(rows)
    choices = [
        (key, position, choice, label[:300])
        for key, says in zip(keys, kept, strict=True)
        for position, (choice, label) in enumerate(says.choices)
    ]
    Table(ImportChoice, ("row_id", "position", "key", "label")).add(choices)
    return keys


_ROW = (
    "id", "line", "verdict", "who", "column", "says", "question", "organization_id", "site_id",
    "person_id", "done",
)  # fmt: skip


def _row(says: Says, *, done: bool) -> tuple[Any, ...]:
    return (
        says.line,
        str(says.verdict),
        says.who[:200] or _("nobody"),
        says.column[:400],
        says.says[:_LONGEST_SAYS],
        says.question[:20],
        says.organization,
        says.site,
        says.person,
        done and says.verdict not in (Verdict.ASKS, Verdict.REFUSED),
    )
