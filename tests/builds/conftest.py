"""A small build of one program, the one who coordinates it, and one who may only read."""

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
def desk(client, dana):
    """A client in which Dana has signed in."""
    client.force_login(dana.user)
    return client
