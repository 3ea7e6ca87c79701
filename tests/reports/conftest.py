"""A small build of one program, who writes its report, and who may only read."""

import pytest

from tests.people import join
from tests.reports.beginnings import bare, full_of_rows
from tests.stored import made_once


@pytest.fixture
def beginning(request, db):
    """What the test begins with: made once, and its rows put back for each test after that.

    A file whose tests begin later says so in BEGINS: by which fixture, the latest first, and how
    what it gives is made.
    """
    begins = {**getattr(request.module, "BEGINS", {}), "full": full_of_rows}
    make = next((make for name, make in begins.items() if name in request.fixturenames), bare)
    return made_once(f"Larkhaven, {make.__name__}", make)


@pytest.fixture
def larkhaven(beginning):
    """A build that is over, with nothing in it yet."""
    return beginning.build


@pytest.fixture
def dana(beginning):
    return beginning.dana


@pytest.fixture
def vera(larkhaven):
    """Who may read what is published, and nothing else."""
    return join(larkhaven.program, name="Vera Holm", role="viewer")


@pytest.fixture
def desk(client, dana):
    """A client in which Dana has signed in."""
    client.force_login(dana.user)
    return client


@pytest.fixture
def full(beginning):
    """The build with something of everything that a report prints, and no red flag."""
    return beginning.build
