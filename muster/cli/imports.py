"""`muster import`: a file into the directory, and out of it again."""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from muster.cli.answers import bring_answers_in, take_answers_back
from muster.cli.ground import ONLY_PROGRAM, find_database, only_program
from muster.cli.voice import (
    REFUSED,
    Commands,
    Stop,
    add_command,
    complain,
    may_speak_json,
    refuse_no_file,
    tell,
    tell_json,
    why,
)

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.core.models import Program
    from muster.directory.imports.fields import Field
    from muster.directory.models import Import, ImportColumn

BY = "muster import"
KINDS = ("attendees", "contacts", "carriers", "agencies", "places", "answers")
# Of many rows that wait, so many are told in words; JSON has all.
_TOLD = 20
# Of a file with so many rows it is said every so often, in seconds, how far it is.
_LONG = 20_000
_SECONDS = 2.0


def add_to(commands: Commands) -> None:
    """Add `import`."""
    parser = add_command(
        commands,
        "import",
        import_,
        says="Bring a file into the directory. Each row is tried first; what can be stored goes in "
        "as one act, the rest is told with its row and what is wrong. The same file again changes "
        "nothing.",
        example="muster import attendees.csv --dry-run",
    )
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="CSV, XLSX, vCard or JSON"
    )
    parser.add_argument("--program", metavar="KEY", help=ONLY_PROGRAM)
    parser.add_argument("--kind", choices=KINDS, help="what it lists; else it is found out")
    parser.add_argument(
        "--build", metavar="KEY", help="of answers: the build that they were given at"
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="COLUMN=FIELD",
        help="what a column of the file fills: “Cell=person.cell”; nothing behind the sign leaves "
        "it out; may be said several times",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="try all rows, tell, and keep nothing"
    )
    parser.add_argument(
        "--alone",
        action="store_true",
        help="let nobody read the directory while a long register goes in: quicker on PostgreSQL",
    )
    parser.add_argument("--undo", metavar="ID", help="take back the import of this id")
    may_speak_json(parser)


def import_(asked: argparse.Namespace) -> int:
    """Bring the file in, or take an import back."""
    if (asked.file is None) == (asked.undo is None):
        raise Stop("Say which FILE comes in, or with --undo ID which import is taken back.", code=2)
    if asked.undo is not None and (more := _of_a_file(asked)):
        raise Stop(
            f"--undo takes an import back as it came in, without {more[0]}. Nothing was changed.",
            code=2,
        )
    find_database()
    if asked.undo is None and (asked.kind == "answers" or (asked.build and not asked.kind)):
        return bring_answers_in(asked)
    return _undo(asked) if asked.undo is not None else _bring_in(asked)


def _of_a_file(asked: argparse.Namespace) -> list[str]:
    """The options that were given and say how a file comes in."""
    given = {
        "--dry-run": asked.dry_run,
        "--kind": asked.kind,
        "--build": asked.build,
        "--map": asked.map,
        "--alone": asked.alone,
    }
    return [option for option, is_given in given.items() if is_given]


def _bring_in(asked: argparse.Namespace) -> int:
    from django.utils import timezone

    from muster.core.sheets import SheetError
    from muster.directory.imports import ImportTrouble, WrongMapping
    from muster.directory.imports.apply import apply
    from muster.directory.imports.check import check

    refuse_no_file(asked.file)
    if asked.build is not None:
        raise Stop(
            "A build takes answers; a list comes into the directory without --build.", code=2
        )
    program = only_program(asked.program)
    run: Import | None = None
    stays = False
    try:
        run = _taken_in(asked, program)
        _map(run, asked.map, remember=not asked.dry_run)
        run = check(run, now=timezone.now(), progress=Progress("read"))
        if not asked.dry_run:
            if run.new or run.changed:
                run = apply(
                    run,
                    by=BY,
                    now=timezone.now(),
                    progress=Progress("in"),
                    alone=asked.alone,
                )
            stays = True
    except WrongMapping as wrong:
        says = f"{asked.file} was not imported, and nothing was kept. {wrong}"
        raise Stop(says + (_how_to_map(run) if wrong.position is None else "")) from wrong
    except (SheetError, ImportTrouble) as refused:
        raise Stop(f"{asked.file} was not imported. {refused}") from refused
    except OSError as wrong:
        raise Stop(f"{asked.file} cannot be read: {why(wrong)}. Nothing was changed.") from wrong
    else:
        # Outside: who does not read what is told changes nothing of what was done.
        told = _tell(asked, run)
    finally:
        if not stays:
            _drop(run)
    return told


def _taken_in(asked: argparse.Namespace, program: "Program") -> "Import":
    from django.utils import timezone

    from muster.directory.imports.take_in import take_in

    return take_in(
        program,
        asked.file,
        file_name=asked.file.name,
        kind=asked.kind,
        by=BY,
        now=timezone.now(),
    )


def _map(run: "Import", said: list[str], *, remember: bool) -> None:
    """Map the columns as was said; the others stay as they were recognised.

    Raises:
        Stop: there is no such column or field; those that are there are named.
    """
    from django.utils import timezone

    from muster.directory.imports.columns import map_columns, offered

    columns = list(run.columns.all())
    fields = list(offered(run))
    mapping = {}
    for words in said:
        header, equals, field = words.rpartition("=")
        if not equals:
            raise Stop(f"“{words}” says no field: write --map COLUMN=FIELD.", code=2)
        column = _column(columns, header)
        mapping[column.position] = _field(fields, field)
    map_columns(run, mapping, by=BY, now=timezone.now(), remember=remember and bool(said))


def _how_to_map(run: "Import | None") -> str:
    """What the file was read as, what columns it has, and how to say what they fill."""
    from muster.directory.imports.fields import NEEDED

    if run is None:
        return ""
    headers = [column.header for column in run.columns.all() if column.header]
    needed = ", ".join(dict.fromkeys(key for group in NEEDED.get(run.kind, ()) for key in group))
    return (
        f"\nIt was read as {run.get_kind_display()}; --kind reads it as something else. "
        f"Its columns: {_named(headers) or 'none with a name'}."
        f"\nSay with --map COLUMN=FIELD which of them is one of: {needed}."
    )


def _named(headers: list[str]) -> str:
    """The first of *headers*, and how many more there are."""
    names = ", ".join(f"“{header}”" for header in headers[:_TOLD])
    return f"{names} and {len(headers) - _TOLD:,} more" if len(headers) > _TOLD else names


def _column(columns: "list[ImportColumn]", header: str) -> "ImportColumn":
    for column in columns:
        if column.header.strip().casefold() == header.strip().casefold():
            return column
    names = ", ".join(f"“{column.header}”" for column in columns if column.header)
    raise Stop(f"The file has no column “{header}”. It has: {names}. Nothing was changed.")


def _field(fields: "list[Field]", key: str) -> str:
    if key and key not in {field.key for field in fields}:
        names = ", ".join(field.key for field in fields)
        raise Stop(f"There is no field “{key}”. There are: {names}. Nothing was changed.")
    return key


def _tell(asked: argparse.Namespace, run: "Import") -> int:
    """Say what the rows did, or would do; 1 where none of them can be stored."""
    usable = run.new + run.changed + run.same
    code = 0 if usable or not run.rows_read else REFUSED
    if asked.format == "json":
        tell_json(_told(asked, run))
        return code
    rows = "1 row" if run.rows_read == 1 else f"{run.rows_read:,} rows"
    counts = f"{rows}: {run.new:,} new, {run.changed:,} changed"
    tell(f"{run.file} ({_kind(run)}). {counts}, {run.same:,} as they were.")
    if not run.rows_read:
        tell("Below its headers stands nothing.")
    columns = run.columns.exclude(header="").filter(field="", private=False)
    unused = list(columns.values_list("header", flat=True))
    if unused:
        tell(f"Not used: {_named(unused)}. --map COLUMN=FIELD uses a column.")
    tell(f"For {run.program} ({run.program.key}).")
    for heading, verdict, many in (
        ("ask something", "asks", run.asks),
        ("cannot be stored", "refused", run.refused),
    ):
        if many:
            _list(run, f"{many:,} {heading}:", verdict, many)
    if noted := run.rows.filter(verdict="new").count():
        _list(run, f"{noted:,} new, but for what is said here:", "new", noted, say=tell)
    if asked.dry_run:
        tell("It was a dry run: nothing was changed or kept.")
        return code
    tell(f"Id  {run.key}")
    if run.state == run.State.APPLIED:
        tell(f"    `muster import --undo {run.key}` takes it back, until {run.undo_until}.")
    if run.asks or run.refused:
        tell("    The rows that wait can be finished on the page of the import.")
    return code


def _kind(run: "Import") -> str:
    from muster.directory.imports.layouts import layout_named

    layout = layout_named(run.layout)
    return str(layout.name) if layout else str(run.get_kind_display())


def _list(
    run: "Import", heading: str, verdict: str, many: int, *, say: Callable[[str], None] = complain
) -> None:
    say(heading)
    for row in run.rows.filter(verdict=verdict).order_by("line")[:_TOLD]:
        # What several columns say names each of them already.
        is_named = not row.column or row.says.startswith(f"{row.column}:")
        column = "" if is_named else f", {row.column}"
        say(f"  row {row.line}{column}: {' '.join(row.says.split())}")
    if many > _TOLD:
        say(f"  and {many - _TOLD:,} more; --format json has them all")


def _told(asked: argparse.Namespace, run: "Import") -> dict[str, Any]:
    return {
        "id": None if asked.dry_run else run.key,
        "program": run.program.key,
        "file": run.file,
        "kind": run.kind,
        "layout": run.layout or None,
        "dry_run": asked.dry_run,
        "rows": run.rows_read,
        "new": run.new,
        "changed": run.changed,
        "same": run.same,
        "errors": list(_waiting(run, "refused")),
        "questions": list(_waiting(run, "asks")),
        "notes": list(_waiting(run, "new")),
    }


def _waiting(run: "Import", verdict: str) -> Iterator[dict[str, Any]]:
    rows = run.rows.filter(verdict=verdict).order_by("line").prefetch_related("choices")
    for row in rows:
        told: dict[str, Any] = {"row": row.line, "column": row.column or None, "message": row.says}
        if verdict == "asks":
            told["choices"] = [choice.label for choice in row.choices.all()]
        yield told


def _drop(run: "Import | None") -> None:
    """Keep nothing of a file that did not come in."""
    from django.utils import timezone

    from muster.directory.imports.take_in import give_up

    if run is not None and run.applied_at is None:
        give_up(run, by=BY, now=timezone.now())


def _undo(asked: argparse.Namespace) -> int:
    from django.utils import timezone

    from muster.directory.imports import ImportTrouble
    from muster.directory.imports.undo import undo
    from muster.directory.models import Import

    runs = Import.objects.select_related("program")
    if asked.program is not None:
        runs = runs.filter(program=only_program(asked.program))
    run = runs.filter(key=asked.undo).first()
    if run is None and (code := take_answers_back(asked)) is not None:
        return code
    if run is None:
        raise Stop(f"There is no import “{asked.undo}”. Nothing was changed.")
    if run.rows_read >= _LONG:
        complain(f"{run.rows_read:,} rows are taken back, all of them together; it takes a moment")
    try:
        undone = undo(run, by=BY, now=timezone.now())
    except ImportTrouble as refused:
        raise Stop(f"{run.key} was not taken back. {refused}") from refused
    kept = [
        {"noun": kept.noun, "key": kept.key or None, "name": kept.name, "why": kept.why}
        for kept in undone.kept
    ]
    if asked.format == "json":
        told = {"id": run.key, "removed": undone.removed, "restored": undone.restored}
        tell_json(told | {"decisions": undone.decisions, "kept": kept})
        return 0
    tell(
        f"{run.file} is taken back: {undone.removed:,} records removed, {undone.restored:,} fields "
        "as they were."
    )
    if undone.decisions:
        tell(f"  decisions about two that may be one, which went with them: {undone.decisions:,}")
    for one in kept:
        tell(f"  kept: {one['name']}. {one['why']}")
    return 0


class Progress:
    """Says on stderr how far a long file is; of a short one it says nothing."""

    def __init__(self, done: str) -> None:
        self._done = done
        self._said = time.monotonic()

    def __call__(self, rows: int, total: int | None) -> None:
        now = time.monotonic()
        if max(rows, total or 0) < _LONG or now - self._said < _SECONDS:
            return
        self._said = now
        of = f" of {total:,}" if total else ""
        complain(f"{rows:,}{of} rows {self._done}")
