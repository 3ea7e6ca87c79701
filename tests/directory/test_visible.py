"""Whom the program knows is for its own members who may see people."""

import pytest

from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from tests import rows
from tests.directory.conftest import known_to
from tests.people import join

KINDS = (Organization, Site, Person, Post, ContactPoint)


def seen_by(member):
    return [row for kind in KINDS for row in kind.objects.visible_to(member)]


@pytest.fixture
def others(known):
    """The same names in another program."""
    return known_to(rows.program("birch"))


def test_who_may_see_people_sees_those_of_the_program_alone(larch, known, others):
    seen = seen_by(join(larch, name="Dana"))

    assert len(seen) == len(KINDS)
    assert {row.program for row in seen} == {larch}


def test_who_may_only_read_what_is_published_sees_nobody(larch, known):
    assert seen_by(join(larch, name="Lee", role="viewer")) == []


def test_nobody_sees_nobody(known):
    assert seen_by(None) == []
