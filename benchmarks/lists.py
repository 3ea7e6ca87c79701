"""The list pages at a million organizations and a million people: how long the server takes.

Measured after `benchmarks.search`, on the database that it has filled.
"""

import time
from collections.abc import Iterator
from typing import Any

from benchmarks.measuring import Line, median_ms

TARGET = 100.0
PAGES = {
    "all organizations": "organizations/",
    "further on, by a cursor": "organizations/?after=Quilton~500000",
    "a frequent word": "organizations/?q=trucking",
    "a rare word": "organizations/?q=quilt",
    "two words, in another order": "organizations/?q=quil+truck&sort=trucks",
    "a state": "organizations/?place=MS",
    "a county": "organizations/?place=MS:Quillsted+County&sort=fresh",
    "a frequent word in a state": "organizations/?q=trucking&place=TX&sort=trucks",
    "two filters that leave few": "organizations/?place=MS&fresh=fresh",
    "misspelt": "organizations/?q=quitlon",
    "all people": "people/",
    "people by a word": "people/?q=mara",
    "people by a rare name": "people/?q=quilton",
    "people of a state": "people/?place=MS",
    "people who came to a build": "people/?part=came",
    "people never confirmed": "people/?fresh=never",
    "all sites": "sites/",
}


def people(many: int, program: int) -> Iterator[tuple[Any, ...]]:
    """*many* invented people, one for each organization."""
    from benchmarks.invented import companies

    given = ["Mara", "June", "Celia", "Ruben", "Lee", "Dana", "Ines", "Omar", "Tess", "Cole"]
    for company in companies(many):
        family = company.name.split()[0]
        yield (company.number, program, f"p{company.number}",
               f"{given[company.number % 10]} {family}", "", "")  # fmt: skip


def fill(many: int) -> None:
    """A person and a post for each organization."""
    from django.db import connection, transaction

    from muster.core.models import Program
    from muster.directory import search
    from muster.directory.findable import keep

    program = Program.objects.get(key="bench").pk
    start = time.perf_counter()
    with transaction.atomic(), keep.later(connection):
        _write(
            "directory_person (id, program_id, key, name, language, confirmed_by)",
            people(many, program),
        )
        _write(
            "directory_post (program_id, person_id, organization_id, title)",
            ((program, number, number, "Owner") for number in range(1, many + 1)),
        )
    search.bring_up_to_date.call()
    print(Line("people, each with a post, until they are found", time.perf_counter() - start, "s"))


def _write(into: str, rows: Iterator[tuple[Any, ...]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * (into.count(",") + 1))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)


def measure_lists(many: int) -> None:
    """Ask for each page as a signed-in coordinator, with the middleware of a real request."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from muster.accounts.models import User

    fill(many)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="bench@example.org"))
    for what, address in PAGES.items():
        path = f"/directory/{address}"
        with CaptureQueriesContext(connection) as queries:
            status = client.get(path).status_code
        asked = len(queries)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        taken = median_ms(lambda path=path: client.get(path), times=5)
        print(Line(f"list: {what} ({asked} queries)", taken, "ms", TARGET), flush=True)
