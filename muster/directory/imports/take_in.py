"""A file comes in: kept as it is, recognised, and its columns proposed. Nothing else changes."""

from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from muster.accounts.models import Member
from muster.core.audit import record
from muster.core.clock import today_in
from muster.core.keys import random_key
from muster.core.models import Program
from muster.core.sheets import Reading, Sheet, SheetError, open_sheet
from muster.directory.forget_files import forget_run
from muster.directory.imports.admit import hold_again
from muster.directory.imports.errors import NotReady, UnknownKind
from muster.directory.imports.fields import fields_of
from muster.directory.imports.files import file_of, forget, pieces_of, store
from muster.directory.imports.grouped import is_column_name
from muster.directory.imports.guess import SAMPLE, kind_of
from muster.directory.imports.layouts import VCARD, layout_named, recognise
from muster.directory.imports.propose import propose
from muster.directory.imports.registry import refuse
from muster.directory.imports.stage import unstage
from muster.directory.models import ContactPoint, Import, ImportColumn

_READABLE = (Import.State.READ, Import.State.CHECKED, Import.State.FAILED)


def take_in(
    program: Program,
    path: Path,
    *,
    file_name: str,
    kind: str | None,
    by: str,
    now: datetime,
    reading: Reading | None = None,
) -> Import:
    """Keep the file at *path*, find out what it is, and propose a field for each column.

    Args:
        file_name: the name it came under.
        kind: what a member said it is; None to find out. A layout that is of another kind than was
            said is not used.
        by: the member's e-mail address. Of who is no member, as the command line, it reaches all.
        reading: how to read it, where somebody chose.

    Raises:
        SheetError: it holds no table, or what no list may hold. Nothing of it is kept.
        UnknownKind: there is no importer for *kind*.
    """
    if kind and not fields_of(kind):
        raise UnknownKind(kind)
    sheet = open_sheet(path, reading=reading, is_name=is_column_name)
    refuse(sheet)
    run = Import(
        program=program,
        key=random_key(10),
        kind=kind or kind_of(sheet),
        file=Path(file_name).name[:200],
        audience=ContactPoint.Audience.SITE,
        source_name=Path(file_name).name[:200],
        by=by,
        member=Member.objects.filter(program=program, user__email=by).first(),
        at=now,
    )
    run.sha256, run.size = store(run, pieces_of(path))
    try:
        with transaction.atomic():
            _keep_reading(run, sheet)
            run.save()
            _propose_columns(run, sheet)
            record(by=by, verb="took in", subject=f"import:{run.key}", program=program, at=now)
    except BaseException:
        forget(run)
        raise
    return run


def give_up(run: Import, *, by: str, now: datetime) -> None:
    """Keep nothing of *run*, which brought nothing: its file goes, and the record says so."""
    if run.applied_at is not None:
        raise NotReady.applied(run)
    with transaction.atomic():
        record(by=by, verb="gave up", subject=f"import:{run.key}", program=run.program, at=now)
        run.delete()
    forget(run)


def read_another_way(
    run: Import,
    reading: Reading,
    *,
    by: str,
    now: datetime,
    kind: str | None = None,
    from_memory: bool = True,
) -> Import:
    """Read the file of *run* as a member chose: other letters, separator, header lines, or kind.

    Args:
        from_memory: whether its columns are taken for what they were in the last file of the kind.

    Raises:
        SheetError: it holds no table when it is read so; the old reading stands. Or it shows itself
            as what no list may hold; then it is thrown away, and `Import.purged_on` says so.
        NotReady: the import has been applied.
    """
    if run.state not in _READABLE:
        raise NotReady.applied(run)
    sheet = open_sheet(file_of(run), reading=reading, is_name=is_column_name)
    if kind and not fields_of(kind):
        raise UnknownKind(kind)
    try:
        refuse(sheet)
    except SheetError as refused:
        with transaction.atomic():
            run.state, run.trouble = Import.State.FAILED, str(refused)
            run.save(update_fields=["state", "trouble"])
            forget_run(run, today_in(run.program, now))
        raise
    with transaction.atomic():
        run.refresh_from_db(from_queryset=Import.objects.select_for_update())
        if run.state not in _READABLE:  # somebody has applied it while the file was read
            raise NotReady.applied(run)
        run.kind = kind or run.kind
        _keep_reading(run, sheet)
        back_to_read(run)
        run.columns.all().delete()
        _propose_columns(run, sheet, from_memory=from_memory)
        subject = f"import:{run.key}"
        record(by=by, verb="read another way", subject=subject, program=run.program, at=now)
    return run


def back_to_read(run: Import) -> None:
    """Forget what a dry run said: the columns are about to be others. Saves."""
    run.state = Import.State.READ
    run.new = run.changed = run.same = run.asks = run.refused = run.done = run.rows_read = 0
    run.trouble = ""
    run.save()
    run.rows.all().delete()
    hold_again(run)
    unstage(run)


def _keep_reading(run: Import, sheet: Sheet) -> None:
    found = sheet.reading
    run.format, run.encoding, run.separator = found.kind, found.encoding, found.separator
    run.sheet = found.sheet[:60]
    run.first_header_line, run.header_lines = found.first_header_line, found.header_lines
    run.total = sheet.total
    is_vcard = found.kind == VCARD and run.kind == Import.Kind.CONTACTS
    layout = layout_named(VCARD) if is_vcard else recognise(sheet.headers, run.kind)
    run.layout = layout.key if layout else ""


def _propose_columns(run: Import, sheet: Sheet, *, from_memory: bool = True) -> None:
    headers = sheet.headers
    lines = [line.cells for line in islice(sheet.lines(), SAMPLE)]
    columns = [[cells[at] for cells in lines] for at in range(len(headers))]
    layout = layout_named(run.layout)
    proposals = propose(run.program, run.kind, headers, columns, layout, from_memory=from_memory)
    ImportColumn.objects.bulk_create(
        ImportColumn(
            run=run,
            position=at,
            header=header[:400],
            field=proposal.field,
            why=proposal.why[:200],
            private=proposal.private,
        )
        for at, (header, proposal) in enumerate(zip(headers, proposals, strict=True))
    )
