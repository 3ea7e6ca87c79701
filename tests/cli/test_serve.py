"""`muster serve`: a real server in a process of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from urllib.error import HTTPError

from tests.cli.conftest import ROOT, outside


def free_port():
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def page(address, within=60):
    end = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError:
            raise
        except OSError:  # not there yet, or slower than that
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def children_of(pid):
    tasks = f"/proc/{pid}/task/{pid}/children"
    with open(tasks, encoding="ascii") as file:
        return [int(word) for word in file.read().split()]


def due_by_the_clock(database, within=30):
    """The work that the thread beside the pages has put down for later, once it has."""
    end = time.monotonic() + within
    while True:
        with closing(sqlite3.connect(database)) as reading:
            found = [name for (name,) in reading.execute("SELECT name FROM core_beat")]
        if found or time.monotonic() > end:
            return found
        time.sleep(0.2)


def test_pages_are_served_until_somebody_stops_it(tmp_path):
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "muster.cli", "serve", "--port", str(port)],
        cwd=ROOT,
        env=outside(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        status, html = page(f"http://127.0.0.1:{port}/accounts/login/")
        style = html.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert status == 200
        assert page(f"http://127.0.0.1:{port}{style}")[0] == 200
        home = tmp_path / "home"
        kept = [home, *(path for path in home.iterdir() if path.name != "static")]
        assert home / "muster.sqlite3" in kept
        assert [path for path in kept if path.stat().st_mode & 0o077] == []
        workers = children_of(server.pid)
        assert len(workers) >= 1
        assert "retention" in due_by_the_clock(home / "muster.sqlite3")

        server.send_signal(signal.SIGTERM)

        assert server.wait(timeout=15) == 0
        assert f"http://localhost:{port}/" in server.stdout.read()
        assert not any(os.path.exists(f"/proc/{worker}") for worker in workers)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)  # with its worker, which would outlive it


def test_a_port_that_is_taken_is_said_before_anything_is_done(alone, tmp_path):
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        for command in ("serve", "demo"):
            said = alone(command, "--port", port)

            assert (said.code, said.out) == (3, "")
            assert said.err.startswith(f"Port {port} is taken by another program.")
            assert said.err.endswith(f"muster {command} --port {port + 1}.\n")
            assert ("make demo" in said.err) == (command == "demo")
    assert not (tmp_path / "home").exists()


def test_an_address_that_is_not_ours_is_said(alone):
    said = alone("serve", "--host", "192.0.2.1")

    assert (said.code, said.out) == (3, "")
    assert said.err == (
        "Nothing can listen on 192.0.2.1, port 8000: Cannot assign requested address.\n"
    )


def test_a_port_that_cannot_be_is_said_with_one_full_stop(alone):
    said = alone("serve", "--port", "99999")

    assert (said.code, said.out) == (3, "")
    assert said.err == (
        "Nothing can listen on 127.0.0.1, port 99999: bind(): port must be 0-65535.\n"
    )
