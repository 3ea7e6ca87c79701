"""What a program knows of one company and the people in it."""

from datetime import date

import pytest

from muster.accounts.models import Member
from muster.core.models import Program
from muster.directory.models import ContactPoint, Person, Post, Site
from tests import rows
from tests.people import join


def known_to(program: Program) -> dict[str, object]:
    """One row of each kind."""
    company = rows.organization(program, "Pinewick Freight")
    person = Person.objects.create(program=program, key="mara", name="Mara Ostrander")
    site = Site.objects.create(
        program=program, key="terminal", name="The terminal", organization=company
    )
    post = Post.objects.create(
        program=program, person=person, organization=company, title="Safety director",
        from_on=date(2024, 3, 1),
    )  # fmt: skip
    point = ContactPoint.objects.create(
        program=program, person=person, kind="email", address="mara@pinewick.example"
    )
    return {
        "organization": company, "person": person, "site": site, "post": post, "point": point,
    }  # fmt: skip


@pytest.fixture
def larch(db: None) -> Program:
    return rows.program()


@pytest.fixture
def dana(larch: Program) -> Member:
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def robin(larch: Program) -> Member:
    """The second member that an erasure takes."""
    return join(larch, name="Robin Achterberg", role="administrator")


@pytest.fixture
def known(larch: Program) -> dict[str, object]:
    return known_to(larch)
