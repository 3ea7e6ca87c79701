"""`muster audit verify`: whether the record of acts is as it was written."""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from muster.cli.ground import find_database, program_named
from muster.cli.voice import (
    REFUSED,
    Commands,
    Stop,
    add_command,
    complain,
    may_speak_json,
    tell,
    tell_json,
)

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.core.chain import Verified

# Fewer letters of a hash could be met by chance.
_SHORTEST_HEAD = 12


def add_to(commands: Commands) -> None:
    """Add `audit`."""
    parser = add_command(
        commands,
        "audit",
        audit,
        says="Check the record of acts: that each act follows the one before it, and that nothing "
        "was altered, taken out or cut off. Names the first act that does not hold, and prints the "
        "head of each chain, to be kept elsewhere.",
        example="muster audit verify --program tat",
    )
    parser.add_argument("what", choices=["verify"], help="what to do with it")
    parser.add_argument(
        "--program", metavar="KEY", help="the program; else all, and the acts of no program"
    )
    parser.add_argument(
        "--head",
        metavar="HASH",
        default="",
        help="a head that was printed earlier: a chain must still go through it",
    )
    may_speak_json(parser)


def audit(asked: argparse.Namespace) -> int:
    """Check, tell, and refuse where anything does not hold."""
    head = asked.head.strip().lower()
    if head and len(head) < _SHORTEST_HEAD:
        raise Stop(f"A head has 64 letters and digits; at least {_SHORTEST_HEAD} are needed.")
    find_database()
    from muster.core.chain import verify
    from muster.core.models import Program

    programs = [program_named(asked.program)] if asked.program else [*Program.objects.all(), None]
    chains = [verify(program, through=head) for program in programs]
    lost = bool(head) and not any(chain.reached for chain in chains)
    holds = not lost and all(chain.broken is None for chain in chains)
    if asked.format == "json":
        told = [_as_json(chain) for chain in chains]
        tell_json({"holds": holds, "head_found": not lost if head else None, "chains": told})
    for chain in chains:
        if chain.broken is not None:
            complain(
                f"{_name(chain)}: act {chain.broken.sequence} is {chain.broken.what}: "
                f"{chain.broken.says}. The {chain.acts} before it hold."
            )
        elif asked.format == "text":
            _tell(chain)
    if lost:
        complain(
            f"No chain goes through {head}: acts were cut off at the end, or a chain was made anew "
            "since that head was printed."
        )
    return 0 if holds else REFUSED


def _tell(chain: "Verified") -> None:
    gone = f", {chain.emptied} taken back since" if chain.emptied else ""
    tell(f"{_name(chain)}: {chain.acts} acts hold{gone}")
    if chain.acts:
        tell(f"  head {chain.head.hash}")


def _name(chain: "Verified") -> str:
    return chain.program or "of no program"


def _as_json(chain: "Verified") -> dict[str, Any]:
    return {
        "program": chain.program or None,
        "acts": chain.acts,
        "head": chain.head.hash,
        "emptied": chain.emptied,
        "broken": asdict(chain.broken) if chain.broken else None,
    }
