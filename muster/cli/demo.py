"""`muster demo`: both builds, somebody to sign in as, and the pages.

Run twice, it changes nothing: builds, members and the password are found again. What somebody did
in the demo meanwhile stays.
"""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from muster.cli.ground import open_database, set_up
from muster.cli.serve import add_address, address, become_server, collect_static, need_free_port
from muster.cli.voice import Commands, Stop, add_command, may_speak_json, table, tell, tell_json

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.accounts.models import Member
    from muster.core.models import Program

BY = "muster demo"
PASSWORD_FILE = "demo-password"  # noqa: S105 (a file's name)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to sign in as. In a real program they carry no name, because nobody is invented."""

    email: str
    name: str
    role: str
    place: str = ""


_GUESTS = {
    "sample": (
        Guest("dana@example.org", "Dana Whitlow", "coordinator"),
        Guest("robin@example.org", "Robin Achterberg", "coordinator"),
        Guest("wes@example.org", "Wes Calloway", "host", "build:sample-2026"),
        Guest("noor@example.org", "Noor Haddad", "desk", "build:sample-2026"),
        Guest("corinne@example.org", "Corinne Vail", "liaison", "agency:larkhaven-pd"),
        Guest("theo@example.org", "Theo Lindqvist", "state_lead", "state:MS"),
        Guest("lee@example.org", "Lee Marchetti", "viewer"),
        Guest("marguerite@example.org", "Marguerite Soo", "custodian"),
        Guest("jonah@example.org", "Jonah Pell", "administrator"),
    ),
}


def add_to(commands: Commands) -> None:
    """Add `demo`."""
    parser = add_command(
        commands,
        "demo",
        demo,
        says="Show Muster with its own builds. Creates the database, loads every packet in "
        "build_packets, makes members to sign in as, and serves the pages. Run again, it changes "
        "nothing.",
        example="muster demo --port 8001",
    )
    add_address(parser)
    parser.add_argument("--no-serve", action="store_true", help="load, and stop")
    may_speak_json(parser)


def demo(asked: argparse.Namespace) -> int:
    """Load everything, say how to sign in, and serve."""
    if not asked.no_serve:
        again = "make demo PORT={port}, or muster demo --port {port}"
        need_free_port(asked.host, asked.port, instead=again)
    set_up()
    _need_packets()
    open_database()
    _need_own_database()
    builds = _load_builds()
    password = _password()
    members = _members(password)
    if asked.format == "json":
        tell_json(_as_json(builds, members, password))
    else:
        _tell(asked, builds, members, password)
    if asked.no_serve:
        return 0
    collect_static()
    become_server(asked.host, asked.port)


def _need_packets() -> None:
    """Nothing, where there are builds to show.

    Raises:
        Stop: the package was installed without the folder that it comes in.
    """
    from django.conf import settings

    folder = Path(settings.BUILD_PACKETS)
    if not folder.is_dir():
        raise Stop(
            f"There are no builds to show: there is no {folder}. They come in Muster's own folder,"
            " beside the code, and not with the package alone: run `make demo` in that folder."
            " Nothing was changed. `muster load DIR` loads a build packet of your own."
        )


def _need_own_database() -> None:
    """Nothing, where the database is the demo's own.

    Raises:
        Stop: it holds people whom the demo did not make.
    """
    from muster.accounts.models import User

    if User.objects.exists() and not _password_path().exists():
        raise Stop(
            "This database is in use: it has users that the demo did not make. Nothing was "
            "changed. `muster serve` serves it; for the demo, name another folder with MUSTER_HOME."
        )


def _load_builds() -> list[tuple[str, str, str]]:
    """Each build with its program, and whether it was loaded, there already, or changed here."""
    from django.conf import settings
    from django.utils import timezone

    from muster.packets.errors import BuildDiffers, PacketRefused
    from muster.packets.files import read_files
    from muster.packets.load import load_packet

    told = []
    for path in sorted(Path(settings.BUILD_PACKETS).iterdir()):
        if not (path / "packet.toml").exists():
            continue
        try:
            loaded = load_packet(read_files(path), by=BY, now=timezone.now())
        except BuildDiffers as differs:
            was = f"changed here since, and left so; muster load {path} --replace undoes that"
            told.append((differs.key, "", was))
        except PacketRefused as refused:
            raise Stop(f"{path} cannot be loaded:\n{refused}") from refused
        else:
            was = "there already" if loaded.was == "unchanged" else loaded.was
            told.append((loaded.build.key, loaded.build.program.name, was))
    return told


def _password_path() -> Path:
    from django.conf import settings

    return Path(settings.HOME) / PASSWORD_FILE


def _password() -> str:
    """The one password of the demo's members: made once, and kept where only the owner reads."""
    from muster.accounts.membership import make_password

    path = _password_path()
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    password = make_password()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{password}\n")
    return password


def _members(password: str) -> "list[Member]":
    """The members of each program that came with a build; those who are not there are made."""
    from muster.core.models import Program

    return [
        _member(program, guest, password)
        for program in Program.objects.order_by("sample", "name")
        for guest in _GUESTS.get(program.key, (_nameless(program),))
    ]


def _nameless(program: "Program") -> Guest:
    return Guest(f"{program.key}@example.org", "Demo coordinator", "coordinator")


def _member(program: "Program", guest: Guest, password: str) -> "Member":
    from django.db import transaction
    from django.utils import timezone

    from muster.accounts.membership import set_roles
    from muster.accounts.models import Member, User
    from muster.accounts.scopes import Given
    from muster.core.clock import today_in

    with transaction.atomic():
        user = User.objects.filter(email=guest.email).first()
        if user is None:
            user = User.objects.create_user(guest.email, password, name=guest.name)
        since = today_in(program, timezone.now())
        member, made = Member.objects.get_or_create(
            program=program, user=user, defaults={"since": since}
        )
        if made:
            roles = [Given(guest.role, guest.place)]
            set_roles(member, roles, by=BY, now=timezone.now())
        return member


def _role_of(member: "Member") -> str:
    return ", ".join(row.role for row in member.held_rows())


def _as_json(
    builds: list[tuple[str, str, str]], members: "list[Member]", password: str
) -> dict[str, object]:
    return {
        "builds": [{"key": key, "was": was} for key, _program, was in builds],
        "members": [
            {"email": member.user.email, "program": member.program.key, "role": _role_of(member)}
            for member in members
        ],
        "password": password,
    }


def _tell(
    asked: argparse.Namespace,
    builds: list[tuple[str, str, str]],
    members: "list[Member]",
    password: str,
) -> None:
    tell()
    tell("Builds")
    tell(_indented(table(builds)))
    if not asked.no_serve:
        tell(f"\nLook at     {address(asked.host, asked.port)}")
    tell("\nSign in as")
    rows = [(m.user.email, f"{_role_of(m)} of {m.program.name}") for m in members]
    tell(_indented(table(rows)))
    tell(f"Password    {password}")
    tell(f"            for each of them; kept in {_password_path()}")
    if not asked.no_serve:
        tell("\nStarting; Ctrl-C stops.")


def _indented(lines: str) -> str:
    return "\n".join(f"            {line}" for line in lines.splitlines())
