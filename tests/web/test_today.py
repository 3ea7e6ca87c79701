"""Today: what waits, under its heading, the latest first; and what is said when nothing does."""

import re
from datetime import timedelta

import pytest

from muster.builds.models import Desk
from tests import rows
from tests.people import join


def headings(html):
    return re.findall(r'<h2 id="(\w+)">([^<]*) <span class="count-n">(\d+)', html)


@pytest.fixture
def today():
    return rows.day_here()


def test_what_waits_stands_under_its_heading(desk, larkhaven, today):
    rows.outcome(larkhaven, stage="pledged", due_on=today - timedelta(days=12))
    rows.outcome(larkhaven, stage="pledged", due_on=today - timedelta(days=40), lead="Copperline")
    rows.quote(larkhaven)

    html = desk.get("/").content.decode()

    assert headings(html) == [("overdue", "Overdue", "2"), ("due", "Due", "1")]
    links = re.findall(r'<div class="what"><a href="([^"]*)"', html)
    assert links == [
        "/builds/larkhaven/outcomes/outcome-2/",
        "/builds/larkhaven/outcomes/outcome-1/",
        "/builds/larkhaven/quotes/",
    ]
    assert [desk.get(link).status_code for link in links] == [200, 200, 200]


@pytest.mark.parametrize(("role", "waits"), [("coordinator", "1"), ("desk", ""), ("viewer", "")])
def test_a_pledge_waits_for_who_may_write_down_what_came_of_it(
    client, larkhaven, today, role, waits
):
    rows.outcome(larkhaven, stage="pledged", due_on=today - timedelta(days=12))
    member = join(larkhaven.program, role=role, name="Noor Haddad")
    if role == "desk":
        Desk.objects.create(member=member, build=larkhaven)
    client.force_login(member.user)

    html = client.get("/", follow=True).content.decode()

    assert [many for key, _name, many in headings(html) if key == "overdue"] == [*waits]


def test_every_button_says_what_it_is_for(desk, larkhaven):
    rows.quote(larkhaven)

    html = desk.get("/").content.decode()

    assert re.findall(r'<a class="btn sm"[^>]*>([^<]*)<span class="vh">([^<]*)', html) == [
        ("Clear", ": Clear 1 quote")
    ]


def test_nothing_due_is_said_kindly(desk, larkhaven):
    html = desk.get("/").content.decode()

    assert headings(html) == []
    assert "Nothing is due, and nobody is waiting for you." in html


def test_builds_that_come_and_the_latest_stand_beside(desk, larkhaven, today):
    coming = rows.build(larkhaven.program, "omaha", day=today + timedelta(days=9))
    rows.build(larkhaven.program, "later", day=today + timedelta(days=99))

    context = desk.get("/").context

    assert (list(context["coming"]), list(context["latest"])) == ([coming], [larkhaven])


def test_who_may_only_read_goes_to_the_reports(client, desk, larkhaven):
    assert desk.get("/").status_code == 200
    client.force_login(join(larkhaven.program, name="Lee", role="viewer").user)

    assert client.get("/")["Location"] == "/reports/"


def test_who_looks_after_members_begins_with_them(client, larkhaven):
    client.force_login(join(larkhaven.program, name="Jonah", role="administrator").user)

    assert client.get("/")["Location"] == "/members/"
    page = client.get("/members/").content.decode()
    assert '<a href="/members/" aria-current="page">Members</a>' in page


def test_what_waits_in_another_program_is_not_told(desk, larkhaven):
    rows.quote(rows.build(rows.program("birch"), "port-amity"))
    assert headings(desk.get("/").content.decode()) == []

    rows.quote(larkhaven)

    assert headings(desk.get("/").content.decode()) == [("due", "Due", "1")]


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_number_of_questions(
    desk, larkhaven, today, many, django_assert_num_queries
):
    for number in range(many):
        build = rows.build(larkhaven.program, f"b{number}", day=today + timedelta(days=number))
        rows.outcome(build, stage="pledged", due_on=today)
        rows.quote(build)

    with django_assert_num_queries(12):
        desk.get("/")
