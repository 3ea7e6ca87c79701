"""`python -m benchmarks.record`: acts and jobs in a second, on SQLite and on PostgreSQL.

An act is written one in a transaction, as pages do, with the change of one field; and many in one,
as imports do. A job does nothing: what is measured is the row that it waits in.
"""

import os
import subprocess
import sys
import tempfile
import time

ONE_BY_ONE, MANY, JOBS = 400, 20_000, 400


def main() -> int:
    """Measure on each database, in a process of its own."""
    from tests.postgres import find_binaries, private_cluster

    failed = measure_apart("")
    binaries = find_binaries()
    if binaries is None:
        print("There is no PostgreSQL to measure.")
        return failed
    with private_cluster(binaries) as address:
        return failed | measure_apart(address)


def measure_apart(address: str) -> int:
    """Measure in a new process, on the database at *address*; an own SQLite one for none."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "muster.settings",
            "MUSTER_HOME": folder,
            "DATABASE_URL": address,
            "PYTEST_VERSION": "",
        }
        words = [sys.executable, "-m", "benchmarks.record", "here"]
        return subprocess.call(words, env=environment)


def measure() -> None:
    """Measure on the database of the settings."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from benchmarks.nothing import nothing
    from muster.core import chain, jobs
    from muster.core.audit import Act, Changed, record, record_many
    from muster.core.models import Program

    call_command("migrate", verbosity=0)
    program, now = Program.objects.create(key="bench", name="Bench"), timezone.now()
    change = [Changed("name", "before", "after")]

    def say(what: str, many: int, since: float) -> None:
        per_second = many / (time.perf_counter() - since)
        print(f"{connection.vendor:<11} {what:<44} {per_second:>9,.0f} a second", flush=True)

    start = time.perf_counter()
    for number in range(ONE_BY_ONE):
        record(by="bench", verb="edited", subject=f"person:{number}", program=program, at=now,
               changes=change)  # fmt: skip
    say("acts, each in a transaction with a change", ONE_BY_ONE, start)
    start = time.perf_counter()
    acts = (Act("added", f"person:{number}", changes=change) for number in range(MANY))
    record_many(acts, by="bench", program=program, at=now)
    say("acts, many in one transaction", MANY, start)
    start = time.perf_counter()
    assert chain.verify(program).broken is None
    say("acts checked by verify", ONE_BY_ONE + MANY, start)
    start = time.perf_counter()
    for _number in range(JOBS):
        nothing.enqueue()
    say("jobs enqueued", JOBS, start)
    start = time.perf_counter()
    jobs.run_waiting()
    say("jobs done", JOBS, start)


if __name__ == "__main__":
    if sys.argv[1:] == ["here"]:
        measure()
    else:
        sys.exit(main())
