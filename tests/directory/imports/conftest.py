"""What tests of imports share: a program and its sectors, and a folder for files."""

import pytest

from muster.core.models import Program
from muster.programs.models import Sector
from tests import rows


@pytest.fixture
def larch(db: None) -> Program:
    program = rows.program()
    for position, key in enumerate(("law-enforcement", "truck-stop"), 11):
        Sector.objects.create(program=program, key=key, name=key, position=position)
    return program
