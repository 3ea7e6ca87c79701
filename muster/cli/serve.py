"""`muster serve`: the pages, from one process with four threads."""

import argparse
import errno
import os
import socket
import sys
from typing import NoReturn

from muster.cli.ground import open_database
from muster.cli.voice import PORT_TAKEN, Commands, Stop, add_command, tell

HOST = "127.0.0.1"
PORT = 8000
LAST_PORT = 65_535


def add_to(commands: Commands) -> None:
    """Add `serve`."""
    parser = add_command(
        commands,
        "serve",
        serve,
        says="Serve the pages. The database is brought up to date first. Ctrl-C stops.",
        example="muster serve --port 8001",
    )
    add_address(parser)


def add_address(parser: argparse.ArgumentParser) -> None:
    """Let the command be told where to listen."""
    parser.add_argument(
        "--host", default=HOST, help=f"the address to listen on; {HOST} is this machine alone"
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"{PORT}, if you do not say")


def serve(asked: argparse.Namespace) -> int:
    """Prepare what is served, and serve it until somebody stops it."""
    need_free_port(asked.host, asked.port, instead="muster serve --port {port}")
    open_database()
    collect_static()
    tell(f"Muster is at {address(asked.host, asked.port)} (Ctrl-C stops)")
    become_server(asked.host, asked.port)


def need_free_port(host: str, port: int, *, instead: str) -> None:
    """Nothing, where *port* can be listened on.

    Args:
        instead: the command with another `{port}`, for whom this one is taken.

    Raises:
        Stop: another program has the port, or the address is not ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except (OSError, OverflowError) as wrong:
            if getattr(wrong, "errno", None) != errno.EADDRINUSE:
                said = getattr(wrong, "strerror", None) or str(wrong)
                says = f"Nothing can listen on {host}, port {port}: {said.rstrip('.')}."
                raise Stop(says, code=PORT_TAKEN) from wrong
            free = port + 1 if port < LAST_PORT else PORT
            raise Stop(
                f"Port {port} is taken by another program. Nothing was changed. Choose another "
                f"one: {instead.format(port=free)}.",
                code=PORT_TAKEN,
            ) from wrong


def collect_static() -> None:
    """Put styles, scripts and fonts, under names with their hashes, where they are served from."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds what listens on *host*."""
    named = {"127.0.0.1": "localhost", "0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104
    shown = named.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def become_server(host: str, port: int) -> NoReturn:
    """Turn this process into the server, without what was imported to prepare it."""
    from django.db import connections

    connections.close_all()  # what is open would stay open, and SQLite would not tidy up its log
    sys.stdout.flush()
    os.execv(  # noqa: S606 (our own module, under our own Python)
        sys.executable, [sys.executable, "-m", "muster.cli.server", host, str(port)]
    )
