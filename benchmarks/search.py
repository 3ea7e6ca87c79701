"""Search as you type over a million invented organizations, on SQLite and on PostgreSQL.

Each class of question is typed key by key, as a person would. Two times are told of one key: what
PostgreSQL took for all that was asked of it, and all of it, with the records made of the answers.
SQLite looks for the rows while they are read, in our own process: there, both are one.
`python -m benchmarks.search [how many]`.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from benchmarks.invented import TRADES, Company, companies
from benchmarks.lists import measure_lists
from benchmarks.measuring import Line

MANY = 1_000_000
COLUMNS = (
    "id", "program_id", "key", "name", "usdot", "ori", "url", "city", "county", "state", "agency",
    "trucks", "natural_person", "confirmed_by",
)  # fmt: skip
TARGET = 5.0


def typed(text: str, first: int = 1) -> list[str]:
    """*text* as it stands in the field after each key, from the letter *first* on."""
    return [text[:end] for end in range(first, len(text) + 1)]


def misspelt(word: str, draw: random.Random) -> str:
    """*word* with two letters in each other’s place."""
    at = draw.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def questions(known: list[Company], draw: random.Random) -> dict[str, list[str]]:
    """What is asked, by class."""
    some = draw.sample(known, 60)
    rare = [company.name.split()[0].lower() for company in some if "&" not in company.name]
    trades = [trade.split()[0] for trade in TRADES]
    return {
        "frequent words": [text for trade in trades for text in typed(trade)],
        "names, key by key": [text for company in some for text in typed(company.name.lower())],
        "a rare word and a frequent one": [
            f"{word} {text}" for word in rare for text in typed(draw.choice(trades))
        ],
        "a frequent word and a rare one": [
            f"{draw.choice(trades)} {text}" for word in rare for text in typed(word)
        ],
        "two frequent words": [
            f"{one} {text}" for one in trades for text in typed(draw.choice(trades))
        ],
        "a town and a frequent word": [
            f"{company.city.lower()} {text}" for company in some for text in typed("trucking")
        ],
        "numbers": [text for company in some for text in typed(company.usdot, 2)],
        "misspelt, with what was meant": [misspelt(word, draw) for word in rare if len(word) > 6],
    }


def fill(many: int) -> list[Company]:
    """Write *many* organizations the quickest way, and say what the search adds to that."""
    from django.db import connection, transaction

    from muster.core.models import Program
    from muster.directory import search
    from muster.directory.findable import keep

    program = Program.objects.create(key="bench", name="Bench")
    known = list(companies(many))
    some = known[: min(many // 20, 5_000)]
    singly = timed_and_undone(lambda: write(some, program.pk)) / len(some) * 1000
    untouched = timed_and_undone(lambda: without_triggers(lambda: write(known, program.pk)))
    with transaction.atomic(), keep.later(connection):
        put_down = write(known, program.pk)
    start = time.perf_counter()
    keep.catch_up(connection)
    caught_up = time.perf_counter() - start
    search.bring_up_to_date.call()
    counted = time.perf_counter() - start - caught_up
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what was rolled back is still there
    print(Line("organizations", many, ""))
    print(Line("writing them, as the triggers see a bulk", put_down, "s"))
    print(Line("writing them without any trigger", untouched, "s"))
    print(Line("writing one that is found at once", singly, "ms"))
    print(Line("the job after it makes them findable", caught_up, "s"))
    print(Line("and counts the words", counted, "s"), flush=True)
    return known


def timed_and_undone(act: Callable[[], float]) -> float:
    """How long *act* takes, and nothing of it stays."""
    from django.db import transaction

    with transaction.atomic():
        taken = act()
        transaction.set_rollback(True)
    return taken


def without_triggers(act: Callable[[], float]) -> float:
    """*act*, while nothing is told to the search."""
    from django.db import connection

    from muster.directory.findable import keep

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE directory_organization DISABLE TRIGGER USER")
    keep.take_down(connection)
    return act()


def write(known: list[Company], program: int) -> float:
    """COPY on PostgreSQL, executemany on SQLite; in seconds."""
    from django.db import connection

    rows = (
        (c.number, program, f"c{c.number}", c.name, c.usdot, "", "", c.city, c.county, c.state, "",
         c.trucks, False, "")
        for c in known
    )  # fmt: skip
    into = f"directory_organization ({', '.join(COLUMNS)})"
    start = time.perf_counter()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
    return time.perf_counter() - start


def measure(known: list[Company]) -> None:
    """Ask everything twice, and count the second time."""
    from muster.accounts.models import Member, MemberRole, User
    from muster.core.models import Program
    from muster.directory.search import Noun, did_you_mean, search

    program = Program.objects.get(key="bench")
    user = User.objects.create_user("bench@example.org", "a long password", name="B")
    member = Member.objects.create(program=program, user=user, since=date(2026, 1, 1))
    held = MemberRole.objects.create(member=member, role="coordinator")
    member.remember([held])
    everything: list[Key] = []
    for what, texts in questions(known, random.Random(3)).items():
        taken: list[Key] = []
        for _turn in range(2):
            taken.clear()
            for text in texts:
                start = time.perf_counter()
                with in_the_database() as asked:
                    hits = search(member, text, noun=Noun.ORGANIZATION)
                    if not hits and what.startswith("misspelt"):
                        did_you_mean(member, text, noun=Noun.ORGANIZATION)
                altogether = (time.perf_counter() - start) * 1000
                taken.append(Key(sum(asked) or altogether, altogether))
        report(what, taken)
        everything += taken
    report("all of them", everything)


class Key(NamedTuple):
    """What one key took, in milliseconds."""

    asked: float
    altogether: float


@contextmanager
def in_the_database() -> Iterator[list[float]]:
    """What PostgreSQL takes for each question that is asked inside the block, in milliseconds."""
    from django.db import connection

    taken: list[float] = []

    def timed(execute: Callable[..., Any], *question: Any) -> Any:
        start = time.perf_counter()
        answer = execute(*question)
        taken.append((time.perf_counter() - start) * 1000)
        return answer

    if connection.vendor != "postgresql":
        yield taken
        return
    with connection.execute_wrapper(timed):
        yield taken


def report(what: str, taken: list[Key]) -> None:
    """The middle, the 95th of a hundred, and the slowest."""
    asked = [key.asked for key in taken]
    altogether = [key.altogether for key in taken]
    print(Line(f"{what} ({len(taken)} keys), median", statistics.median(asked), "ms"))
    print(Line(f"{what}, 95 of 100", statistics.quantiles(asked, n=20)[18], "ms", TARGET))
    print(Line(f"{what}, the slowest", max(asked), "ms"))
    print(
        Line(f"{what}, altogether, 95 of 100", statistics.quantiles(altogether, n=20)[18], "ms"),
        flush=True,
    )


def addresses() -> Iterator[tuple[str, str]]:
    """The two databases, each empty; PostgreSQL where there is one."""
    from tests.postgres import find_binaries, private_cluster

    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder:
        yield "SQLite", f"sqlite:///{folder}/search.sqlite3"
    if binaries := find_binaries():
        with private_cluster(binaries) as address:
            yield "PostgreSQL", address


def one(many: int) -> None:
    """Fill and measure the database that the environment names."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    measure(fill(many))
    measure_lists(many)


def main() -> None:
    """Each database in a process of its own."""
    if os.environ.get("MUSTER_BENCH_SEARCH"):
        one(int(sys.argv[1]))
        return
    many = sys.argv[1] if sys.argv[1:] else str(MANY)
    for name, address in addresses():
        print(f"on {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="muster-bench-") as home:
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "muster.settings",
                "DATABASE_URL": address,
                "MUSTER_HOME": home,
                "MUSTER_BENCH_SEARCH": "1",
                "PYTEST_VERSION": "",
            }
            subprocess.run(
                [sys.executable, "-m", "benchmarks.search", many], check=True, env=environment
            )


if __name__ == "__main__":
    main()
