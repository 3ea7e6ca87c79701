"""What somebody agreed to about their numbers, since when, and what was taken back."""

from datetime import timedelta

import pytest

from muster.accounts.models import MemberState
from muster.directory.agreements import agreed_about
from muster.directory.confirm import add_point, describe, mark, use_again
from muster.directory.models import ContactPoint, Person, Post, Source
from muster.directory.records import record_of_person
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

CELL = "+12285550114"
LATER = NOW + timedelta(days=9)


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def robin(larch):
    return Person.objects.create(program=larch, key="robin", name="Robin Tansy")


@pytest.fixture
def cell(robin, dana):
    return add_point(robin, kind="phone", address=CELL, by=dana, now=NOW)


def told(member, person, *, may_edit=False):
    shown = record_of_person(member, person, today=TODAY)
    found = agreed_about(shown.points, may_edit=may_edit)
    return [(each.what, each.stands, each.says) for each in found]


def test_a_number_of_one_site_alone_was_never_shared(dana, robin, cell):
    assert told(dana, robin) == []


def test_a_number_is_shared_since_somebody_said_so(dana, robin, cell):
    describe(cell, label="", audience="coalition", by=dana, now=LATER)

    what = "That (228) 555-0114 is shown to: the coalition"
    assert told(dana, robin) == [(what, True, "As Dana Whitlow says, June 4, 2026")]


def test_one_that_came_shared_says_with_what(larch, dana, robin):
    source = Source.objects.create(program=larch, kind="file", name="guests.csv", on=TODAY, by="x")
    for number, brought in enumerate((source, None)):
        ContactPoint.objects.create(
            program=larch, person=robin, kind="email", address=f"r{number}@tansy.example",
            audience="public", source=brought,
        )  # fmt: skip

    assert told(dana, robin) == [
        ("That r0@tansy.example is shown to: public", True, "As guests.csv says, May 26, 2026"),
        ("That r1@tansy.example is shown to: public", True, "From where is not recorded"),
    ]


def test_what_is_taken_back_says_what_it_was_and_when(dana, robin, cell):
    describe(cell, label="", audience="public", by=dana, now=NOW)
    describe(cell, label="", audience="site", by=dana, now=LATER)

    what = "That (228) 555-0114 is shown to: public"
    assert told(dana, robin) == [(what, False, "Taken back on June 4, 2026")]


def test_who_asked_not_to_be_contacted_says_why_and_since_when(dana, robin, cell):
    describe(cell, label="", audience="coalition", by=dana, now=NOW)
    mark(cell, status="do_not_contact", says="Too many calls", by=dana, now=LATER)

    what = "To be contacted at (228) 555-0114"
    assert told(dana, robin) == [(what, False, "Too many calls · Since June 4, 2026")]
    use_again(cell, by=dana, now=LATER)
    assert [stands for _what, stands, _says in told(dana, robin)] == [True]


def test_who_may_edit_is_led_to_where_it_is_taken_back(dana, robin, cell):
    describe(cell, label="", audience="coalition", by=dana, now=NOW)
    points = record_of_person(dana, robin, today=TODAY).points

    assert [each.href for each in agreed_about(points, may_edit=False)] == [""]
    [each] = agreed_about(points, may_edit=True)
    assert each.href == f"/directory/points/{cell.pk}/describe/"


def test_the_page_tells_it_to_whom_the_number_is_shown(client, larch, dana, robin, cell):
    at = rows.organization(larch, "Pinewick Haulage", state="MS")
    Post.objects.create(program=larch, person=robin, organization=at, title="Owner")
    describe(cell, label="", audience="coalition", by=dana, now=NOW)
    sol = join(larch, name="Sol Whitmer", role="state_lead")
    MemberState.objects.create(member=sol, role="state_lead", state="MS")
    says = "That (228) 555-0114 is shown to: the coalition"

    client.force_login(sol.user)
    assert says in client.get("/directory/people/robin/").content.decode()
    describe(cell, label="", audience="site", by=dana, now=LATER)
    assert "555-0114" not in client.get("/directory/people/robin/").content.decode()
    client.force_login(dana.user)
    page = client.get("/directory/people/robin/").content.decode()
    assert says in page
    assert "Taken back on June 4, 2026" in page
