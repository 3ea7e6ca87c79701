"""`muster member`: who works on a program, and who does no more."""

import argparse
from typing import TYPE_CHECKING

from muster.cli.ground import find_database, program_named
from muster.cli.voice import Commands, Stop, add_command, may_speak_json, tell, tell_json

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.core.models import Program

BY = "muster member"
_ROLES = ("coordinator", "viewer")


def add_to(commands: Commands) -> None:
    """Add `member`."""
    parser = add_command(
        commands,
        "member",
        member,
        says="Make somebody a member of a program, or end that. Who has no account yet gets one, "
        "with a password that is shown once.",
        example='muster member you@example.org --program tat --role coordinator --name "Your Name"',
    )
    parser.add_argument("email", metavar="EMAIL", help="the address that they sign in with")
    parser.add_argument("--program", metavar="KEY", required=True, help="the program's key")
    does = parser.add_mutually_exclusive_group(required=True)
    does.add_argument("--role", choices=_ROLES, help="what they may do; said again, it changes")
    does.add_argument("--end", action="store_true", help="they see nothing of it any more")
    parser.add_argument(
        "--name", default="", help="for somebody new: it stands under what they sign"
    )
    may_speak_json(parser)


def member(asked: argparse.Namespace) -> int:
    """Make or end the membership, and tell."""
    find_database()
    from muster.accounts.errors import MemberError

    program = program_named(asked.program)
    try:
        return _end(asked, program) if asked.end else _make(asked, program)
    except MemberError as refused:
        raise Stop(f"{refused} Nothing was changed.") from refused


def _make(asked: argparse.Namespace, program: "Program") -> int:
    from django.utils import timezone

    from muster.accounts.membership import join
    from muster.accounts.models import Member

    role = Member.Role(asked.role)
    joined = join(program, email=asked.email, name=asked.name, role=role, by=BY, now=timezone.now())
    email = joined.member.user.email
    if asked.format == "json":
        told = {"email": email, "program": program.key, "role": joined.member.role}
        tell_json(told | {"was": joined.was, "password": joined.password or None})
        return 0
    stood = " already" if joined.was == "there already" else ""
    tell(f"{email} is {joined.member.role} of {program.name}{stood}.")
    if joined.password:
        tell(f"Password  {joined.password}")
        tell("          It is shown this once. They choose their own under their name, once in.")
    return 0


def _end(asked: argparse.Namespace, program: "Program") -> int:
    from django.utils import timezone

    from muster.accounts.membership import leave

    ended = leave(program, email=asked.email, by=BY, now=timezone.now())
    if asked.format == "json":
        told = {"email": ended.user.email, "program": program.key, "role": None}
        tell_json(told | {"was": "ended", "password": None})
        return 0
    tell(f"{ended.user.email} is no member of {program.name} any more. What they signed stays.")
    return 0
