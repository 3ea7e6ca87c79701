"""How long files take to come in: 50,000 rows with their preview, and a million carriers.

Everything is invented: names by `invented`, numbers of the 555 exchange, and the layout that the
carrier census documents. ZIP codes are real, so that counties are looked up as they would be.

    python -m benchmarks.imports                          all, on SQLite and on PostgreSQL
    python -m benchmarks.imports sqlite 50000             one run, in this process
    python -m benchmarks.imports postgresql 1000000           the first that comes in
    python -m benchmarks.imports postgresql 1000000 others    others have something to read
    python -m benchmarks.imports postgresql 1000000 alone     the same, and may wait: `--alone`

The others are what the first starts, each in a process of its own, so that the memory of
one does not count for another. PostgreSQL is a cluster made for the run (tests/postgres.py).
"""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.invented import companies
from benchmarks.measuring import Line

HEADERS = (
    "DOT_NUMBER,LEGAL_NAME,DBA_NAME,CARRIER_OPERATION,HM_FLAG,PC_FLAG,PHY_STREET,PHY_CITY,"
    "PHY_STATE,PHY_ZIP,PHY_COUNTRY,MAILING_STREET,MAILING_CITY,MAILING_STATE,MAILING_ZIP,"
    "MAILING_COUNTRY,TELEPHONE,FAX,EMAIL_ADDRESS,MCS150_DATE,MCS150_MILEAGE,MCS150_MILEAGE_YEAR,"
    "ADD_DATE,OIC_STATE,NBR_POWER_UNIT,DRIVER_TOTAL"
)
PEOPLE = (
    "Attendee #,First Name,Last Name,Email,Cell Phone,Company,Job Title,Order Date,"
    "Attendee Status,Ticket Type,Order #"
)
AREAS = (205, 228, 251, 256, 318, 334, 404, 405, 479, 501, 504, 601, 615, 662, 706, 713, 769, 901)
NOW = datetime(2026, 6, 1, 15, 0, tzinfo=UTC)
SMALL, LARGE = 50_000, 1_000_000
# Whether somebody is in the directory already, and whether readers are kept away (`--alone`).
FIRST, OTHERS, ALONE = "first", "others", "alone"
AMONG = {FIRST: "", OTHERS: " beside others", ALONE: " beside others who wait"}
MIB = 1024


def write_carriers(path: Path, many: int) -> None:
    """Write a census of *many* invented carriers; one in six has another name on its doors."""
    from zipcodes import list_all

    zips = [row["zip_code"] for row in list_all() if row["county"]]
    draw = random.Random(11)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        file.write(f"{HEADERS}\n")
        for one in companies(many):
            legal = one.name.upper()
            called = f"{legal.split()[0]} CARTAGE" if draw.random() < 0.16 else ""
            mail = f"office{one.number}@carriers.example" if draw.random() < 0.6 else ""
            street = f"{draw.randint(1, 9999)} {legal.split()[0]} ROAD"
            zip_code = draw.choice(zips)
            phone = f"({draw.choice(AREAS)}) 555-{draw.randint(0, 9999):04}"
            out.writerow(
                [
                    one.usdot, legal, called, "A", "N", "N", street, one.city.upper(), one.state,
                    zip_code, "US", street, one.city.upper(), one.state, zip_code, "US", phone, "",
                    mail, "01-JAN-26", 10000, 2025, "01-JAN-20", one.state, one.trucks,
                    one.trucks + draw.randint(0, 3),
                ]
            )  # fmt: skip


def write_people(path: Path, many: int) -> None:
    """Write an attendee list of *many* invented people in companies of four."""
    from benchmarks.invented import words

    draw = random.Random(12)
    given = [word.capitalize() for word in words(draw, 900)]
    family = [word.capitalize() for word in words(draw, 20_000)]
    names = [one.name for one in companies(many // 4)]
    with path.open("w", newline="") as file:
        file.write(f"{PEOPLE}\n")
        out = csv.writer(file)
        for number in range(many):
            first, last = draw.choice(given), draw.choice(family)
            mail = f"{first}.{last}.{number}@people.example"
            out.writerow(
                [
                    100_000 + number, first, last, mail.lower(),
                    f"228-555-{number % 10_000:04}", draw.choice(names), "Dispatcher",
                    f"0{draw.randint(1, 9)}/{draw.randint(10, 28)}/26 14:00", "Attending",
                    "General", 9_000_000 + number,
                ]
            )  # fmt: skip


def main() -> None:
    """All runs, each in a process of its own."""
    for many in (SMALL, LARGE):
        _start({"DATABASE_URL": ""}, "sqlite", many)
    from tests.postgres import find_binaries, private_cluster

    binaries = find_binaries()
    if binaries is None:
        print("There is no PostgreSQL; these runs are left out.")
        return
    for words in ((SMALL,), (LARGE,), (LARGE, OTHERS), (LARGE, ALONE)):
        with private_cluster(binaries) as address:
            _start({"DATABASE_URL": address}, "postgresql", *words)


def _start(environment: dict[str, str], vendor: str, *words: object) -> None:
    command = [sys.executable, "-m", "benchmarks.imports", vendor, *map(str, words)]
    subprocess.run(command, env=os.environ | environment, check=True)


@contextmanager
def _empty_program() -> Iterator[tuple[object, Path]]:
    """Django on an empty database with one program and its sector; files in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "muster.settings", "MUSTER_HOME": folder}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from muster.core.models import Program
        from muster.programs.models import Sector

        call_command("migrate", verbosity=0)
        program = Program.objects.create(key="bench", name="Benchmark")
        Sector.objects.create(program=program, key="trucking", name="Trucking", position=1)
        yield program, Path(folder)
        connections.close_all()


def measure(vendor: str, many: int, among: str = FIRST) -> None:
    """One file of *many* carriers: taken in, tried, applied, and tried once more."""
    alone = among == ALONE
    with _empty_program() as (program, folder):
        path = folder / "census.csv"
        write_carriers(path, many)
        what = f"{vendor}, {many:,} carriers{AMONG[among]}"
        if among != FIRST:
            _somebody_is_there(program)
        first = _one_file(program, path, what, apply_it=True, alone=alone)
        if many == LARGE:
            print(Line(f"{what}: check and apply", first, "s", 30))
            print(Line(f"{what}: peak memory", _peak(), "MiB", 500))
        if among != FIRST:
            return
        _one_file(program, path, f"{vendor}, the same file again", apply_it=False)
        if many == SMALL:
            people = folder / "people.csv"
            write_people(people, many)
            _one_file(program, people, f"{vendor}, {many:,} attendees", apply_it=True)
            _one_file(program, people, f"{vendor}, the same people again", apply_it=False)
        print(Line(f"{vendor}, {many:,}: peak memory, all of it", _peak(), "MiB"), flush=True)


def _somebody_is_there(program: object) -> None:
    """Add a company, so that there is something to read."""
    from muster.directory.models import Organization

    Organization.objects.create(program=program, key="tern", name="Tern Freight")


def _one_file(
    program: object, path: Path, what: str, *, apply_it: bool, alone: bool = False
) -> float:
    from muster.directory.imports.apply import apply
    from muster.directory.imports.check import check
    from muster.directory.imports.columns import preview
    from muster.directory.imports.take_in import take_in
    from muster.directory.models import Import

    start = time.perf_counter()
    run = take_in(program, path, file_name=path.name, kind=None, by="bench", now=NOW)
    preview(run)
    seen = time.perf_counter()
    check(run, now=NOW)
    tried = time.perf_counter()
    print(Line(f"{what}: taken in, columns shown", seen - start, "s"))
    limit = 3 if run.rows_read == SMALL and apply_it else None
    print(Line(f"{what}: with the dry run", tried - start, "s", limit))
    verdicts = {name: getattr(run, name) for name in ("new", "changed", "same", "asks", "refused")}
    print(f"    {verdicts}")
    if not apply_it:
        return 0.0
    apply(run, by="bench", now=NOW, alone=alone)
    assert run.state == Import.State.APPLIED
    applied = time.perf_counter()
    print(Line(f"{what}: applied", applied - tried, "s"), flush=True)
    return applied - seen


def _peak() -> float:
    """The most memory that this process, or one that it started, has had, in MiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / MIB


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
    else:
        main()
