"""`muster`, or `python -m muster.cli` where the script is not at hand."""

import argparse
import os
import sys
from collections.abc import Sequence

from muster.cli import (
    agencies,
    audit,
    demo,
    imports,
    match,
    members,
    packets,
    packs,
    reports,
    serve,
    worker,
)
from muster.cli.voice import MISUNDERSTOOD, Stop, complain

_ENDS = (
    "Where the data is: DATABASE_URL (postgres://… or sqlite:///PATH), MUSTER_HOME (the folder for "
    "files and the SQLite database; var/ beside the code, if you do not say). "
    "`muster COMMAND --help` shows an example of each."
)


def main(words: Sequence[str] | None = None) -> int:
    """Do what *words* say, and return the exit code: 0 where all is well.

    What a command writes holds answers and names: it is for its owner alone.
    """
    parser = _parser()
    words = sys.argv[1:] if words is None else words
    if not words:
        parser.print_help(sys.stderr)
        return MISUNDERSTOOD
    asked = parser.parse_args(words)
    before = os.umask(0o077)
    try:
        return int(asked.run(asked))
    except Stop as stop:
        complain(str(stop))
        return stop.code
    except BrokenPipeError:  # who read us has seen enough: `muster report … | head`
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    finally:
        os.umask(before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="muster",
        description="Muster runs coalition builds: who was in the room, what they said, what came "
        "of it, and a report in which every number can be walked back.",
        epilog=_ENDS,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for group in (
        demo, serve, worker, packs, members, packets, reports, imports, match, agencies, audit
    ):  # fmt: skip
        group.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
