"""How the commands speak: results on stdout, trouble on stderr, JSON where a machine reads."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Commands = Any  # argparse names the type of its sub-parsers privately
Command = Callable[[argparse.Namespace], int]

REFUSED = 1
MISUNDERSTOOD = 2  # as argparse has it
PORT_TAKEN = 3


class Stop(Exception):
    """A command cannot go on. The message says what happened, what was kept and what to do."""

    def __init__(self, says: str, *, code: int = REFUSED) -> None:
        self.code = code
        super().__init__(says)


def add_command(
    commands: Commands, name: str, run: Command, *, says: str, example: str
) -> argparse.ArgumentParser:
    """A command with its help, which ends with an example."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=says[0].lower() + says[1:].partition(". ")[0].rstrip("."),
        description=says,
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def may_speak_json(parser: argparse.ArgumentParser) -> None:
    """Let the command answer with one JSON object instead of words."""
    parser.add_argument(
        "--format",
        choices=["text", "json"],
        default="text",
        help="json prints one object for a machine to read",
    )


def tell(words: str = "") -> None:
    """Say *words* on stdout, at once, also where nobody sits at a terminal."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def tell_json(what: Any) -> None:
    """Print *what* as one JSON object."""
    tell(json.dumps(what, ensure_ascii=False, indent=2))


def complain(words: str) -> None:
    """Say *words* on stderr."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def why(wrong: OSError) -> str:
    """What the system says, in its words without its number: "No such file or directory"."""
    path = f": {wrong.filename}" if wrong.filename else ""
    return f"{wrong.strerror}{path}" if wrong.strerror else str(wrong)


def refuse_no_file(path: Path) -> None:
    """Go on where there is a file at *path*.

    Raises:
        Stop: there is none, or a folder.
    """
    if path.is_dir():
        raise Stop(f"{path} is a folder: name one of the files in it. Nothing was changed.")
    if not path.is_file():
        raise Stop(f"There is no file {path}. Nothing was changed.")


def refuse(asked: argparse.Namespace, headline: str, problems: Iterable[tuple[str, Any]]) -> int:
    """List all problems on stderr, as JSON on stdout too where that was asked for.

    Args:
        problems: each as its sentence, and as the object that JSON prints.
    """
    listed = list(problems)
    complain(headline)
    for sentence, _object in listed:
        complain(f"  {sentence}")
    if asked.format == "json":
        tell_json({"refused": headline, "problems": [shown for _sentence, shown in listed]})
    return REFUSED


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as aligned columns."""
    lines = list(rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
