"""`muster load-pack`: goals, questionnaires, terms and guidance into a program."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from muster.cli.ground import open_database, program_named
from muster.cli.voice import Commands, add_command, may_speak_json, refuse, tell, tell_json

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.core.models import Program
    from muster.programs.rows import Pack


def add_to(commands: Commands) -> None:
    """Add `load-pack`."""
    parser = add_command(
        commands,
        "load-pack",
        load_pack,
        says="Load a program pack. Goals, sectors, questionnaires, materials, terms and reporting "
        "guidance come from its files; loading the same pack again changes nothing.",
        example="muster load-pack program_packs/tat",
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="the folder with pack.toml")
    parser.add_argument(
        "--program",
        metavar="KEY",
        help="the program that it goes into; else the one with the pack's own key, which is made "
        "where there is none",
    )
    may_speak_json(parser)


def load_pack(asked: argparse.Namespace) -> int:
    """Load the pack and tell what changed."""
    open_database()
    from django.utils import timezone

    from muster.programs import load
    from muster.programs.errors import LoadRefused, PackRefused
    from muster.programs.pack import read_pack

    try:
        pack = read_pack(asked.directory)
        program = _program(pack, asked.program)
        done = load.load_pack(pack, program, by="muster load-pack", now=timezone.now())
    except PackRefused as refused:
        headline = f"{asked.directory} was not loaded; nothing was changed. To correct:"
        wrong = [(str(problem), asdict(problem)) for problem in refused.problems]
        return refuse(asked, headline, wrong)
    except LoadRefused as refused:
        headline = f"{asked.directory} was not loaded; nothing was changed:"
        return refuse(asked, headline, [(why, {"says": why}) for why in refused.reasons])
    if asked.format == "json":
        tell_json(
            {"program": program.key, "pack": pack.key, "version": pack.version, **asdict(done)}
        )
        return 0
    tell(
        f"{pack.key} {pack.version} in program {program.key}: {done.created} rows new, "
        f"{done.changed} changed, {done.same} as they were."
    )
    for line in done.changes:
        tell(f"  changed: {line}")
    for line in done.kept:
        tell(f"  kept, because the program checked it later: {line}")
    return 0


def _program(pack: "Pack", key: str | None) -> "Program":
    from muster.core.models import Program

    if key is None:
        return Program.objects.get_or_create(key=pack.key, defaults={"name": pack.name})[0]
    return program_named(key)
