"""The serving process: how large it is before the first rendering, and after it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import psutil

from benchmarks.measuring import Line

MIB = 1024 * 1024


def main() -> None:
    """Serve the demo, ask for pages, then for PDF and Word, and read the size each time."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as home:
        environment = os.environ | {"MUSTER_HOME": home, "DATABASE_URL": ""}
        muster = [sys.executable, "-m", "muster.cli"]
        subprocess.run(
            [*muster, "demo", "--no-serve"], env=environment, check=True, stdout=subprocess.DEVNULL
        )
        slug = _publish(environment)
        port = free_port()
        serving = subprocess.Popen(
            [*muster, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/accounts/login/")
            for _page in range(20):
                _get(f"{address}/accounts/login/")
                _get(f"{address}/r/{slug}/")
            print(Line("serving, before the first rendering", _size(serving.pid), "MiB", 150))
            for name in ("report.pdf", "report.docx", "report.txt"):
                _get(f"{address}/r/{slug}/{name}")
            print(Line("serving, after PDF, Word and text", _size(serving.pid), "MiB", 400))
        finally:
            serving.terminate()
            serving.wait(timeout=20)


def _publish(environment: dict[str, str]) -> str:
    """Publish the Gulfport report, so that there is something to render; its public slug."""
    code = """
import django
django.setup()
from datetime import UTC, datetime
from muster.accounts.models import Member
from muster.builds.models import Build
from muster.reports import sign
build = Build.objects.select_related("program").get(key="ms-gulfport-2020")
member = Member.objects.select_related("user").filter(program=build.program).first()
now = datetime.now(UTC)
report = sign.freeze(build, by=member, now=now)
report = sign.publish(sign.review(report, by=member, now=now), by=member, now=now, listed=True)
print(build.public_address.slug)
"""
    environment = environment | {"DJANGO_SETTINGS_MODULE": "muster.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    )
    return ran.stdout.split()[-1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(address: str) -> None:
    with urllib.request.urlopen(address, timeout=30) as answer:
        answer.read()


def _wait_for(address: str) -> None:
    for _try in range(200):
        try:
            _get(address)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def _size(pid: int) -> float:
    """The resident memory, in MiB, of the largest process under *pid*: the one that serves."""
    root = psutil.Process(pid)
    family = [root, *root.children(recursive=True)]
    return max(process.memory_info().rss for process in family) / MIB


if __name__ == "__main__":
    main()
