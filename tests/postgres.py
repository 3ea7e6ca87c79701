"""The tests that ask a database, once more on PostgreSQL.

    python -m tests.postgres [arguments for pytest]

A cluster is made for the run, in a temporary folder, with a socket there and no port, and is gone
afterwards. PostgreSQL refuses to run as root, so root lends it another user. Whoever has a server
already names it with MUSTER_TEST_POSTGRES=postgres://user:password@host/name; the user must be
allowed to create databases.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import quote

NO_TESTS = 5  # pytest's exit code where nothing was selected
WITHOUT = (
    "there is no PostgreSQL. On Debian 12: sudo apt-get install -y postgresql, or name a server "
    "with MUSTER_TEST_POSTGRES=postgres://… MUSTER_REQUIRE_POSTGRES=1 makes this an error."
)
# The cluster lives for minutes and holds nothing: it need not survive a power cut. Its tables are
# small and new: each statement of an import was compiled for two seconds, to run for none.
QUICK = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off"),
    *("jit=off", "listen_addresses="),
)


def main(words: Sequence[str]) -> int:
    """Run pytest with *words* on PostgreSQL, and return its exit code."""
    if named := os.environ.get("MUSTER_TEST_POSTGRES"):
        return run_tests(named, words)
    binaries = find_binaries()
    if binaries is None:
        required = os.environ.get("MUSTER_REQUIRE_POSTGRES") == "1"
        sys.stderr.write(f"{'ERROR' if required else 'POSTGRESQL TESTS SKIPPED'}: {WITHOUT}\n")
        return 4 if required else 0
    signal.signal(signal.SIGTERM, leave)
    with private_cluster(binaries) as address:
        return run_tests(address, words)


def leave(number: int, frame: FrameType | None) -> None:
    """End as after Ctrl-C, so that the cluster is stopped and removed."""
    raise KeyboardInterrupt


def find_binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: on the path, else Debian's newest."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(places, key=lambda place: int(place.parts[-3]), default=None)
    return newest.parent if newest else None


def run_tests(address: str, words: Sequence[str]) -> int:
    """Run what asks the database at *address*; nothing to run is not a failure."""
    environment = os.environ | {"DATABASE_URL": address}
    command = [sys.executable, "-m", "pytest", "--database-only", *words]
    code = subprocess.call(command, env=environment)
    if code == NO_TESTS:
        sys.stdout.write("None of these tests asks a database.\n")
        return 0
    return code


@contextmanager
def private_cluster(binaries: Path) -> Iterator[str]:
    """A server of our own, as long as the block runs; its address is given."""
    # A socket's path may have no more than 107 bytes, so the folder is not under TMPDIR.
    with tempfile.TemporaryDirectory(prefix="muster-pg-", dir="/tmp") as name:
        folder = Path(name)
        owner = lend_to_another_user(folder)
        cluster = folder / "cluster"
        initdb = [binaries / "initdb", "-D", cluster, "-U", "muster", "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [*initdb, "--locale=C.UTF-8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            user=owner,
        )
        options = [word for setting in QUICK for word in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", cluster, "-k", folder, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                user=owner,
            )
        try:
            wait_for_socket(server, folder)
            yield f"postgres://muster@{quote(name, safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": open connections are cut
            server.wait(timeout=30)


def lend_to_another_user(folder: Path) -> int | None:
    """Give *folder* to a user who is not root, where we are root; who it is."""
    if os.geteuid() != 0:
        return None
    owner = next((user for user in pwd.getpwall() if user.pw_name == "postgres"), None)
    owner = owner or pwd.getpwnam("nobody")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return owner.pw_uid


def wait_for_socket(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Return when the server can be asked.

    Raises:
        SystemExit: it has stopped, or is not there after half a minute; its log is shown.
    """
    for _tenth in range(300):
        if server.poll() is not None:
            break
        if (folder / ".s.PGSQL.5432").exists() and (folder / "cluster/postmaster.pid").exists():
            status = (folder / "cluster/postmaster.pid").read_text().splitlines()
            if status[-1].strip() == "ready":
                return
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
