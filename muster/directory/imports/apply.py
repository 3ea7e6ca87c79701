"""The rows go in: all of them or none."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from muster.core.audit import record
from muster.core.clock import today_in
from muster.core.sheets import Line
from muster.directory.cover import draw
from muster.directory.imports.bulk import (
    References,
    Room,
    give_back,
    room,
    two_sorters,
)
from muster.directory.imports.cells import Batch, Cells
from muster.directory.imports.check import MOST_ROWS, count, keep, store_rows
from muster.directory.imports.errors import NotReady
from muster.directory.imports.files import sheet_of
from muster.directory.imports.insert import Numbers
from muster.directory.imports.plan import Says, Verdict
from muster.directory.imports.stage import batches_of, staged, unstage
from muster.directory.imports.steps import (
    Facts,
    Progress,
    Teller,
    answers_to,
    cells_of,
    corrections_to,
    decider_of,
    facts_of,
    one_batch,
    used_columns,
)
from muster.directory.imports.sweep import sweeping
from muster.directory.imports.write import Writer
from muster.directory.matching.find import look_for_duplicates
from muster.directory.models import Import, ImportRow, Source
from muster.directory.search import in_bulk, put_down

UNDO_DAYS = timedelta(days=30)
# So many keys are drawn at once for a long file: each time what is written behind is waited for.
_AT_ONCE = 50_000
_STATE = Import.State
READY = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)


def apply(
    run: Import,
    *,
    by: str,
    now: datetime,
    progress: Progress | None = None,
    alone: bool = False,
) -> Import:
    """Store what the dry run found new or changed, in one transaction.

    Rows that ask or are refused stay, and may be answered or corrected and applied later with this
    same function, as long as the import can be undone.

    Args:
        alone: whether others may be kept from reading meanwhile, which makes a long register
            quicker on PostgreSQL.

    Raises:
        NotReady: there was no dry run, or nothing waits to be applied.
        NotAlone: somebody works with the directory, and does not end.
    """
    if run.state == Import.State.APPLIED:
        return _finish(run, by=by, now=now)
    if run.state not in (Import.State.CHECKED, Import.State.APPLYING):
        says = _("“%(file)s” is %(state)s. Make the dry run first; nothing was stored.")
        raise NotReady(says % {"file": run.file, "state": run.get_state_display()})
    # Taken only from where it was seen: what somebody else has applied meanwhile stays applied.
    ready = Import.objects.filter(pk=run.pk, state__in=(_STATE.CHECKED, _STATE.APPLYING))
    if not ready.update(state=_STATE.APPLYING, done=0, trouble=""):
        raise NotReady(_("Somebody else is working on “%(file)s”.") % {"file": run.file})
    try:
        with two_sorters(run), transaction.atomic(), in_bulk():
            _lock(run, _STATE.APPLYING)
            _apply_all(run, by, now, progress, alone)
    except BaseException:
        ours = Import.objects.filter(pk=run.pk, state=_STATE.APPLYING)
        ours.update(state=_STATE.CHECKED)
        run.refresh_from_db()  # also the source that it had for a moment
        raise
    finally:
        give_back()
    unstage(run)
    return run


def _lock(run: Import, state: Import.State) -> None:
    """One at a time: a second one waits here, and finds it in another *state* than it was.

    From here on *run* says what stands, also what somebody has applied while this one waited.
    """
    run.refresh_from_db(from_queryset=Import.objects.select_for_update())
    if run.state != state:
        raise NotReady(_("Somebody else is working on “%(file)s”.") % {"file": run.file})


def _source_of(run: Import, by: str, now: datetime) -> Source:
    """The source of what *run* brings, one of its own."""
    if run.source is None:
        is_register = bool(run.layout) and run.kind in _REGISTERS
        run.source = Source.objects.create(
            program=run.program,
            kind=Source.Kind.REGISTER if is_register else Source.Kind.FILE,
            name=run.source_name or run.file,
            on=run.source_on or today_in(run.program, now),
            by=by,
        )
    return run.source


_REGISTERS = (Import.Kind.CARRIERS, Import.Kind.AGENCIES, Import.Kind.PLACES)


def _apply_all(run: Import, by: str, now: datetime, progress: Progress | None, alone: bool) -> None:
    source = _source_of(run, by, now)
    run.applied_at = now
    run.undo_until = today_in(run.program, now) + UNDO_DAYS
    with room(run, alone=alone) as here:
        _store_all(run, source, by, now, progress, here)
        if here.is_long:
            put_down(source)
    look_for_duplicates.enqueue(run.program.key)
    run.state, run.done, run.trouble = Import.State.APPLIED, run.rows_read, ""
    run.save()
    record(
        by=by,
        verb="imported",
        subject=f"import:{run.key}",
        program=run.program,
        at=now,
        counts={"new": run.new, "changed": run.changed, "same": run.same},
    )


def _store_all(
    run: Import,
    source: Source,
    by: str,
    now: datetime,
    progress: Progress | None,
    here: Room,
) -> None:
    answered, corrected = answers_to(run), corrections_to(run)
    facts, read = _what_was_read(run)
    numbers = Numbers(_AT_ONCE) if here.is_long else Numbers()
    decider = decider_of(run, facts, next_id=numbers, is_writing=True, answered=answered)
    cells = cells_of(run, used_columns(run), facts, corrected=corrected, answered=answered)
    # Of these the values that the dry run set aside are not the ones that count now.
    anew = {*corrected, *(line for line, told in answered.items() if any("." in q for q in told))}
    decider.known.before_names = here.names_are_asked_for
    decider.known.is_still = here.is_still
    references = References(run, source, is_long=here.is_long)
    counts: Counter[str] = Counter()
    kept: list[Says] = []
    left = Counter(dict.fromkeys(Verdict.values, MOST_ROWS))
    teller = Teller(run, progress, shows=connection.vendor == "postgresql")
    rows = 0
    with here.writing_behind() as behind, sweeping() as sweep:
        writer = Writer(run, source, by=by, now=now, references=references, behind=behind)
        for batch, following in _with_next(_with_late(run, read, cells, anew)):
            plan = decider.decide(batch)
            ready = writer.ready(plan.new)
            if behind is not None and following is not None:
                decider.look_ahead(following)
            writer.write(ready, plan.changes, plan.silent)
            counts += plan.verdicts
            keep(plan, kept, left)
            rows += len(batch.lines) - len(batch.skipped)
            teller.tell(rows)
            sweep()
    _draw_jurisdictions(run, source)
    run.rows.all().delete()
    store_rows(run, sorted(kept, key=lambda says: says.line), done=True)
    count(run, counts)
    run.rows_read = rows
    teller.finish(rows)


def _what_was_read(run: Import) -> tuple[Facts, Iterator[Batch]]:
    """What the dry run set aside; where that is gone, the file is read once more."""
    path = staged(run)
    if path is not None:
        packed = batches_of(path)
        facts = Facts(*next(packed))
        return facts, (Batch(*one) for one in packed)
    sheet = sheet_of(run)
    columns = used_columns(run)
    facts = facts_of(run, sheet, columns)
    cells = cells_of(run, columns, facts)
    return facts, (one_batch(run, cells, some) for some in _by_batch(sheet.lines()))


def _by_batch(lines: Iterable[Line], size: int = 5_000) -> Iterator[list[Line]]:
    some: list[Line] = []
    for line in lines:
        some.append(line)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def _with_late(run: Import, read: Iterator[Batch], cells: Cells, anew: set[int]) -> Iterator[Batch]:
    """All batches, and behind them the rows that were corrected or answered, read anew."""
    for batch in read:
        if anew:
            batch.skipped = {at for at, line in enumerate(batch.lines) if line in anew}
        yield batch
    if anew:
        yield one_batch(run, cells, lines_of(run, anew))


def _with_next(batches: Iterator[Batch]) -> Iterator[tuple[Batch, Batch | None]]:
    """Each of *batches* with the one that follows it."""
    batch = next(batches, None)
    while batch is not None:
        following = next(batches, None)
        yield batch, following
        batch = following


def lines_of(run: Import, numbers: Iterable[int]) -> list[Line]:
    """These lines of the file, as they stand in it."""
    wanted = set(numbers)
    found = []
    if wanted:
        last = max(wanted)
        for line in sheet_of(run).lines():
            if line.number in wanted:
                found.append(line)
            if line.number >= last:
                break
    return found


def _finish(run: Import, *, by: str, now: datetime) -> Import:
    """Store the rows of an applied import that were answered or corrected since."""
    with transaction.atomic(), in_bulk():
        _lock(run, _STATE.APPLIED)
        waiting = {row.line: row for row in run.rows.filter(done=False, verdict__in=READY)}
        if not waiting or run.undo_until is None or today_in(run.program, now) > run.undo_until:
            says = _("Nothing of “%(file)s” waits to be applied. Nothing was changed.")
            raise NotReady(says % {"file": run.file})
        source = _source_of(run, by, now)
        answered, columns = answers_to(run), used_columns(run)
        facts = facts_of(run, sheet_of(run), columns)
        cells = cells_of(run, columns, facts, corrected=corrections_to(run), answered=answered)
        decider = decider_of(run, facts, next_id=Numbers(), is_writing=True, answered=answered)
        plan = decider.decide(one_batch(run, cells, lines_of(run, waiting)))
        references = References(run, source, is_long=False)
        writer = Writer(run, source, by=by, now=now, references=references)
        writer.write(writer.ready(plan.new), plan.changes)
        _draw_jurisdictions(run, source)
        said = {says.line for says in plan.says}
        for row in waiting.values():
            if row.line not in said:
                row.done = True
        ImportRow.objects.bulk_update(waiting.values(), ["done"])
        run.rows.filter(line__in=said).delete()
        store_rows(run, plan.says, done=True)
        stored = plan.verdicts
        run.new += stored[Verdict.NEW]
        run.changed += stored[Verdict.CHANGED]
        run.same += stored[Verdict.SAME]
        run.asks = run.rows.filter(verdict=Verdict.ASKS).count()
        run.refused = run.rows.filter(verdict=Verdict.REFUSED).count()
        run.save()
        counts = {"new": stored[Verdict.NEW], "changed": stored[Verdict.CHANGED]}
        record(
            by=by, verb="imported", subject=f"import:{run.key}", program=run.program, at=now,
            counts=counts,
        )  # fmt: skip
    return run


def _draw_jurisdictions(run: Import, source: Source) -> None:
    """Say of each agency that came where it answers, as far as its name and address tell."""
    if run.kind != Import.Kind.AGENCIES:
        return
    draw(run.program, source=source)
