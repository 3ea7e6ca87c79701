"""`muster member`: who works on a program, and who does no more."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from muster.cli.ground import find_database, program_named
from muster.cli.voice import Commands, Stop, add_command, may_speak_json, tell, tell_json

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.accounts.models import Member
    from muster.accounts.scopes import Given
    from muster.core.models import Program

BY = "muster member"
_ROLES = (
    "coordinator",
    "host",
    "desk",
    "liaison",
    "state_lead",
    "viewer",
    "custodian",
    "administrator",
)
# Which option names which kind of place.
_PLACES = ("build", "state", "agency")


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
    does.add_argument(
        "--role",
        choices=_ROLES,
        action="append",
        help="what they may do; again for another role; these take the place of those they had",
    )
    does.add_argument("--end", action="store_true", help="they see nothing of it any more")
    does.add_argument(
        "--new-password", action="store_true", help="for who is a member and lost theirs"
    )
    does.add_argument(
        "--without-second-factor",
        action="store_true",
        help="for who lost telephone, passkey and recovery codes",
    )
    parser.add_argument(
        "--build", metavar="KEY", action="append", help="of a host or a desk; again for another"
    )
    parser.add_argument(
        "--state", metavar="CODE", action="append", help="of a host or a state lead"
    )
    parser.add_argument(
        "--agency", metavar="NAME", action="append", help="of a liaison, or its key"
    )
    parser.add_argument(
        "--until", metavar="DAY", type=_day, help="the last day of the role, like 2026-12-31"
    )
    parser.add_argument(
        "--name", default="", help="for somebody new: it stands under what they sign"
    )
    may_speak_json(parser)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as wrong:
        says = f"“{words}” is no day; write it like 2026-12-31"
        raise argparse.ArgumentTypeError(says) from wrong


def member(asked: argparse.Namespace) -> int:
    """Make or end the membership, and tell."""
    find_database()
    from muster.accounts.errors import MemberError

    program = program_named(asked.program)
    try:
        if asked.end:
            return _end(asked, program)
        if asked.without_second_factor:
            return _without_second_factor(asked, program)
        return _new_password(asked, program) if asked.new_password else _make(asked, program)
    except MemberError as refused:
        raise Stop(f"{refused} Nothing was changed.") from refused


def _make(asked: argparse.Namespace, program: "Program") -> int:
    from django.utils import timezone

    from muster.accounts.membership import join

    roles = _asked_for(asked, program)
    joined = join(
        program, email=asked.email, name=asked.name, roles=roles, by=BY, now=timezone.now()
    )
    member = joined.member
    if asked.format == "json":
        _tell_json(member, was=joined.was, password=joined.password)
        return 0
    stood = " already" if joined.was == "there already" else ""
    tell(f"{member.user.email} is {_in_words(member)} of {program.name}{stood}.")
    if joined.password:
        _tell_password(joined.password)
    return 0


def _asked_for(asked: argparse.Namespace, program: "Program") -> "list[Given]":
    """Each role with each place that is of its kind."""
    from muster.accounts.scopes import SCOPES, Given, kinds_for

    places = {
        kind: [_place(kind, words, program) for words in getattr(asked, kind) or ()]
        for kind in _PLACES
    }
    for kind, named in places.items():
        if named and not SCOPES[kind].roles.intersection(asked.role):
            roles = " or ".join(sorted(SCOPES[kind].roles))
            raise Stop(f"--{kind} goes with --role {roles}. Nothing was changed.")
    return [
        Given(role, place, asked.until)
        for role in asked.role
        for place in [place for kind in kinds_for(role) for place in places[kind]] or [""]
    ]


def _place(kind: str, words: str, program: "Program") -> str:
    from muster.accounts.scopes import SCOPES

    found = SCOPES[kind].find(program, words)
    if len(found) == 1:
        return found[0].key
    if not found:
        raise Stop(f"There is no {kind} “{words}” in {program.name}. Nothing was changed.")
    named = ", ".join(f"{place.label} ({place.key.partition(':')[2]})" for place in found[:8])
    raise Stop(f"Which {kind}? “{words}” may be {named}. Nothing was changed.")


def _end(asked: argparse.Namespace, program: "Program") -> int:
    from django.utils import timezone

    from muster.accounts.membership import leave

    ended = leave(program, email=asked.email, by=BY, now=timezone.now())
    if asked.format == "json":
        _tell_json(ended, was="ended")
        return 0
    tell(f"{ended.user.email} is no member of {program.name} any more. What they signed stays.")
    return 0


def _new_password(asked: argparse.Namespace, program: "Program") -> int:
    from django.utils import timezone

    from muster.accounts.membership import give_new_password

    member, password = give_new_password(program, email=asked.email, by=BY, now=timezone.now())
    if asked.format == "json":
        _tell_json(member, was="new password", password=password)
        return 0
    tell(f"{member.user.email} has a new password; the old one no longer works.")
    _tell_password(password)
    return 0


def _without_second_factor(asked: argparse.Namespace, program: "Program") -> int:
    from django.utils import timezone

    from muster.accounts.membership import take_second_factor_away

    member = take_second_factor_away(program, email=asked.email, by=BY, now=timezone.now())
    if asked.format == "json":
        _tell_json(member, was="without a second factor")
        return 0
    tell(f"{member.user.email} signs in without a second factor, and sets up a new one.")
    return 0


def _tell_password(password: str) -> None:
    tell(f"Password  {password}")
    tell("          It is shown this once. They choose their own under their name, once in.")


def _in_words(member: "Member") -> str:
    """ "desk for Larkhaven build until 2026-06-12, viewer"."""
    from muster.accounts.scopes import held_by, labels_of

    held = held_by([member])[member.pk]
    labels = labels_of(member.program, [given.place for given in held if given.place])
    return ", ".join(
        f"{given.role.replace('_', ' ')}"
        + (f" for {labels[given.place]}" if given.place else "")
        + (f" until {given.until}" if given.until else "")
        for given in held
    )


def _tell_json(member: "Member", *, was: str, password: str = "") -> None:
    from muster.accounts.scopes import held_by

    held = [] if was == "ended" else held_by([member])[member.pk]
    told = {
        "email": member.user.email,
        "program": member.program.key,
        "roles": [
            {
                "role": given.role,
                "for": given.place or None,
                "until": given.until.isoformat() if given.until else None,
            }
            for given in held
        ],
    }
    tell_json(told | {"was": was, "password": password or None})
