"""What tests of imports share: a program and its sectors, a host of a state, a coordinator."""

from pathlib import Path

import pytest

from muster.accounts.models import Member, MemberState
from muster.core.models import Program
from muster.directory.imports import bulk, steps
from muster.directory.models import Organization
from muster.programs.models import Sector
from tests import rows
from tests.directory.imports.bring import file_of
from tests.directory.imports.census import HEADERS, ROWS
from tests.people import join


@pytest.fixture
def larch(db: None) -> Program:
    program = rows.program()
    for position, key in enumerate(("law-enforcement", "truck-stop"), 11):
        Sector.objects.create(program=program, key=key, name=key, position=position)
    return program


@pytest.fixture
def wes(larch: Program) -> Member:
    """A host of all builds in Mississippi."""
    wes = join(larch, name="Wes Calloway", role="host")
    MemberState.objects.create(member=wes, role="host", state="MS")
    return wes


@pytest.fixture
def dana(larch: Program) -> Member:
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def long_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is a long one; the first four rows are read here, the others beside."""
    monkeypatch.setattr(steps, "MANY", 0)
    monkeypatch.setattr(steps, "FIRST", 4)
    monkeypatch.setattr(bulk, "MANY", 0)


@pytest.fixture
def census(tmp_path: Path) -> Path:
    return file_of(tmp_path, [HEADERS, *ROWS], "census.csv")


@pytest.fixture
def diner(larch: Program) -> Organization:
    """Somebody is in the directory already, so that there is something to read."""
    return rows.organization(larch, "Quillport Diner")


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The indexes that each import was without when it came to its end."""
    found: list[list[str]] = []
    put_all_back = bulk.Room.put_all_back

    def put_back(here: bulk.Room) -> None:
        found.append(sorted(here.away))
        put_all_back(here)

    monkeypatch.setattr(bulk.Room, "put_all_back", put_back)
    return found
