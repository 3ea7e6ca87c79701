"""`muster load` and `muster export`: a whole build in, a whole build out."""

import argparse
from dataclasses import asdict
from pathlib import Path

from muster.cli.ground import build_named, find_database, open_database
from muster.cli.voice import Commands, Stop, add_command, may_speak_json, refuse, tell, tell_json


def add_to(commands: Commands) -> None:
    """Add `load` and `export`."""
    loads = add_command(
        commands,
        "load",
        load,
        says="Load a build packet. It is loaded as a whole, or refused as a whole with all its "
        "errors; loading the same packet again changes nothing.",
        example="muster load build_packets/ms-gulfport-2020",
    )
    loads.add_argument("path", type=Path, metavar="DIR|ZIP", help="the folder or zip of the packet")
    loads.add_argument(
        "--replace",
        action="store_true",
        help="let a build that is there already, and says something else, give way",
    )
    may_speak_json(loads)

    exports = add_command(
        commands,
        "export",
        export,
        says="Write a build as a packet. The packet is confidential: it holds every answer.",
        example="muster export ms-gulfport-2020 --out gulfport.zip",
    )
    exports.add_argument("build", metavar="BUILD", help="the key of the build")
    exports.add_argument(
        "--out", type=Path, required=True, metavar="DIR|ZIP", help="the folder or zip to write"
    )
    may_speak_json(exports)


def load(asked: argparse.Namespace) -> int:
    """Load the packet and tell what it held."""
    open_database()
    from django.utils import timezone

    from muster.packets.errors import BuildDiffers, PacketRefused
    from muster.packets.files import read_files
    from muster.packets.load import load_packet

    try:
        files = read_files(asked.path)
        loaded = load_packet(files, by="muster load", now=timezone.now(), replace=asked.replace)
    except PacketRefused as refused:
        headline = f"{asked.path} was not loaded; nothing was changed. To correct:"
        wrong = [(str(problem), asdict(problem)) for problem in refused.problems]
        return refuse(asked, headline, wrong)
    except BuildDiffers as differs:
        hint = "" if asked.replace else " With --replace it gives way to the packet."
        headline = f"{asked.path} was not loaded; nothing was changed.{hint}"
        return refuse(asked, headline, [(str(differs), {"files": list(differs.files)})])
    if asked.format == "json":
        build = loaded.build
        told = {"build": build.key, "program": build.program.key, "was": loaded.was}
        tell_json({**told, "rows": loaded.counts})
        return 0
    tell(f"{loaded.build.key}: {loaded.was}.")
    tell("  " + ", ".join(f"{count} {name}" for name, count in loaded.counts.items()))
    return 0


def export(asked: argparse.Namespace) -> int:
    """Write the packet and tell where it is."""
    find_database()
    from muster.packets.errors import PacketError
    from muster.packets.export import export_packet
    from muster.packets.files import write_files

    build = build_named(asked.build)
    try:
        files = export_packet(build)
        write_files(files, asked.out)
    except PacketError as refused:
        raise Stop(f"{build.key} cannot be written as a packet:\n{refused}") from refused
    except OSError as wrong:
        raise Stop(f"{asked.out} was not written: {wrong.strerror or wrong}.") from wrong
    if asked.format == "json":
        tell_json({"build": build.key, "out": str(asked.out), "files": sorted(files)})
        return 0
    tell(f"{build.key}: {len(files)} files in {asked.out}. They are confidential.")
    return 0
