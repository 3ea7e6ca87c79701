"""Answers from another survey tool, as `muster import` brings them into a build."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from muster.cli.ground import build_named
from muster.cli.voice import REFUSED, Stop, complain, refuse_no_file, tell, tell_json

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.builds.models import Build
    from muster.surveys.imports.command import Brought

BY = "muster import"
_TOLD = 20


def bring_answers_in(asked: argparse.Namespace) -> int:
    """Bring the answers in, where nothing stands in the way; 1 where they wait."""
    from django.utils import timezone

    from muster.core.sheets import SheetError
    from muster.surveys.imports.command import bring_in
    from muster.surveys.imports.errors import AnswersError

    build = _build(asked)
    refuse_no_file(asked.file)
    if asked.map:
        raise Stop(
            "Which question a column of answers belongs to is said on the page of the import, "
            "not with --map. Nothing was changed.",
            code=2,
        )
    try:
        brought = bring_in(
            build,
            asked.file,
            file_name=asked.file.name,
            by=BY,
            now=timezone.now(),
            dry=asked.dry_run,
        )
    except (SheetError, AnswersError) as refused:
        raise Stop(f"{asked.file} was not imported. {refused}") from refused
    waits = bool(brought.held or brought.errors) and not brought.is_in and not asked.dry_run
    if asked.format == "json":
        tell_json(
            {
                "id": brought.key or None,
                "file": brought.file,
                "kind": "answers",
                "layout": brought.tool,
                "dry_run": asked.dry_run,
                "rows": brought.rows,
                "new": 0 if waits else brought.new,
                "changed": 0,
                "same": brought.same,
                "left_out": brought.left_out,
                "quotes": brought.quotes,
                "errors": [asdict(trouble) for trouble in brought.errors],
                "held": brought.held or None,
                "dropped": [{"column": name, "values": many} for name, many in brought.dropped],
            }
        )
    else:
        _say(asked, brought, build, waits=waits)
    return REFUSED if waits or brought.held else 0


def take_answers_back(asked: argparse.Namespace) -> int | None:
    """Take back the import of answers that has the id; None where there is none."""
    from django.utils import timezone

    from muster.surveys.imports.command import take_back
    from muster.surveys.imports.errors import AnswersError

    try:
        undone = take_back(asked.undo, by=BY, now=timezone.now(), program=asked.program)
    except AnswersError as refused:
        raise Stop(f"{asked.undo} was not taken back. {refused}") from refused
    if undone is None:
        return None
    if asked.format == "json":
        told = {"id": asked.undo, "removed": undone.responses, "restored": 0}
        tell_json(told | {"quotes": undone.quotes, "kept": undone.kept})
        return 0
    tell(f"{undone.responses:,} responses are taken back, and {undone.quotes:,} sentences.")
    if undone.kept:
        tell(f"  kept, because somebody has decided about them since: {undone.kept:,} sentences")
    return 0


def _build(asked: argparse.Namespace) -> "Build":
    """The build that the answers were given at."""
    if asked.build is None:
        raise Stop("Answers belong to a build: say which with --build KEY.", code=2)
    build = build_named(asked.build)
    if asked.program not in (None, build.program.key):
        raise Stop(f"{build.key} is a build of {build.program.key}, not of {asked.program}.")
    return build


def _say(asked: argparse.Namespace, brought: "Brought", build: "Build", *, waits: bool) -> None:
    would = "would come in" if asked.dry_run or waits else "came in"
    tell(
        f"{brought.file} ({brought.tool}), {build.key}. {brought.rows:,} lines: {brought.new:,} "
        f"responses {would}, {brought.same:,} were here, {brought.left_out:,} are none."
    )
    for name, many in brought.dropped:
        tell(f"  dropped before reading: {name}, {many:,} values")
    if brought.errors:
        complain(f"{len(brought.errors):,} words or lines hold it back:")
        for trouble in brought.errors[:_TOLD]:
            column = f", {trouble.column}" if trouble.column else ""
            complain(f"  row {trouble.row}{column}: {trouble.message}")
        if len(brought.errors) > _TOLD:
            complain(f"  and {len(brought.errors) - _TOLD:,} more; --format json has them all")
    if brought.held:
        complain(brought.held)
    page = f"“Answers from a file” on the page of {build.key}"
    if asked.dry_run:
        tell("It was a dry run: nothing was changed or kept.")
        if brought.held:
            tell(f"Bring it in under {page}, and say there which question each column answers.")
        return
    tell(f"Id  {brought.key}")
    if brought.held:
        tell(f"    It waits under {page}: say there which question each column answers.")
    elif waits:
        tell(f"    Nothing came in. Say under {page} what those words stand for.")
    else:
        tell(f"    `muster import --undo {brought.key}` takes it back.")
