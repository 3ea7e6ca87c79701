"""A small build of one program, who writes its report, and who may only read."""

import pytest

from tests import rows
from tests.people import join


@pytest.fixture
def larkhaven(db):
    """A build that is over, with nothing in it yet."""
    return rows.build(rows.program())


@pytest.fixture
def dana(larkhaven):
    return join(larkhaven.program, name="Dana Whitlow")


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
def full(larkhaven):
    """The build with something of everything that a report prints, and no red flag."""
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=28, no=2)
    rows.outcome(larkhaven)
    rows.quote(larkhaven, decision="show")
    return larkhaven
