"""What tests of imports share: a program and its sectors, a host of a state, a coordinator."""

import pytest

from muster.accounts.models import Member, MemberState
from muster.core.models import Program
from muster.programs.models import Sector
from tests import rows
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
