"""The reference of the report's JSON knows every field, and no field that there is not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.reports.sign import freeze
from muster.reports.snapshot import Snapshot, snapshot_of
from muster.reports.withdrawal import withdraw_quote
from muster.surveys.models import Quote
from tests.conftest import LOADED_AT
from tests.docs.documents import DOCS, read, rows
from tests.people import join

PAGE = DOCS / "reference" / "report-json.md"
DAY_LATER = LOADED_AT + timedelta(days=1)


@pytest.fixture
def editor(sample: Build) -> Member:
    return join(sample.program, name="Noor Example")


def fields(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of *value* as the reference writes it, with what it holds.

    A list of objects is told by their fields, an object by its own; what holds nothing but values
    is a field itself.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from fields(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and any(isinstance(row, dict) for row in value):
        for row in value:
            yield from fields(row, f"{path}[]")
    else:
        yield path, value


def documented() -> dict[str, str]:
    """What the reference says each field holds."""
    return {row[0].strip("`"): row[1] for row in rows(read(PAGE))}


@pytest.fixture
def snapshots(gulfport: Build, sample: Build, editor: Member) -> list[Snapshot]:
    """Reports of both builds, and one after a consent was withdrawn."""
    told = [snapshot_of(gulfport), snapshot_of(sample)]
    freeze(sample, by=editor, now=LOADED_AT)
    quote = Quote.objects.filter(build=sample).printable().order_by("position")[0]
    withdraw_quote(quote, by=editor, now=DAY_LATER)
    return [*told, snapshot_of(sample)]


def test_the_reference_names_every_field_that_a_report_has(snapshots: list[Snapshot]) -> None:
    there = {path for report in snapshots for path, value in fields(report) if value != []}

    assert sorted(there) == sorted(documented())


def test_the_reference_says_what_each_field_holds(snapshots: list[Snapshot]) -> None:
    holds = documented()

    assert [
        (path, holds[path], value)
        for report in snapshots
        for path, value in fields(report)
        if value != [] and not _fits(value, holds[path])
    ] == []


def _fits(value: Any, holds: str) -> bool:
    if value is None:
        return holds.endswith("or null")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "true or false": isinstance(value, bool),
        "number": number,
        "number or null": number,
        "two numbers or null": isinstance(value, list) and len(value) == 2,
        "list of texts": isinstance(value, list) and all(isinstance(line, str) for line in value),
        "text": isinstance(value, str),
        "day": value == "" or (isinstance(value, str) and len(value.split("-")) == 3),
    }.get(holds, False)
