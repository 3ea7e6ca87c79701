"""`muster worker`: the jobs, once, as they come, or only looked at."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from muster.core import append_only
from muster.core.jobs import job
from tests.cli.conftest import ROOT, outside

done: list[str] = []


@job(retries=0)
def note(word: str) -> None:
    done.append(word)


@job(retries=0)
def fall() -> None:
    raise ValueError("no")


@pytest.fixture(autouse=True)
def fresh():
    done.clear()


@pytest.mark.django_db
def test_what_is_due_is_done_once(muster):
    note.enqueue("a")

    assert muster("worker", "--once").out == "1 job done.\n"
    assert muster("worker", "--once").out == "No job was due.\n"
    assert (muster("worker", "--once", "--format", "json").json, done) == ({"ran": 0}, ["a"])


@pytest.mark.django_db
def test_how_the_jobs_stand(muster):
    note.enqueue("a")
    fall.enqueue()
    muster("worker", "--once")
    note.enqueue("b")

    told = muster("worker", "--status", "--format", "json").json
    said = muster("worker", "--status")

    failure = f"{fall.module_path}: builtins.ValueError"
    assert told == {"waiting": 1, "running": 0, "done": 1, "failed": 1, "failures": [failure]}
    assert said.out == f"1 wait, 0 run, 1 are done, 1 have failed for good.\n  {failure}\n"
    assert done == ["a"]


@pytest.fixture
def migrated(tmp_path, alone, django_db_setup, django_db_blocker):
    """A home with a database: a copy of the tests' own, if it is such a file and made by now."""
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite" or not connection.introspection.table_names():
            assert alone("load-pack", ROOT / "program_packs" / "tat").code == 0
            return
        (tmp_path / "home").mkdir(mode=0o700)
        append_only.keep(connection)  # as it is outside the tests
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(tmp_path / "home" / "muster.sqlite3")])
        finally:
            append_only.let_go(connection)


@pytest.mark.usefixtures("migrated")
def test_it_works_until_somebody_stops_it(tmp_path):
    worker = subprocess.Popen(
        [sys.executable, "-m", "muster.cli", "worker"],
        cwd=ROOT, env=outside(tmp_path), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert worker.stdout.readline().startswith("Doing the jobs as they come")

        worker.send_signal(signal.SIGTERM)

        assert worker.wait(timeout=20) == 0
    finally:
        if worker.poll() is None:
            os.kill(worker.pid, signal.SIGKILL)


def test_there_is_a_database_or_the_command_says_so(alone):
    said = alone("worker", "--once")

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("There is no database yet at ")
