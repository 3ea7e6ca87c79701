"""The list of builds: the newest first, narrowed by what stands in the address."""

import re
from datetime import date

import pytest

from muster.builds import lists
from tests import rows
from tests.people import join


def listed(answer):
    assert answer.status_code == 200
    return [entry.build.key for entry in answer.context["listed"]]


@pytest.fixture
def three(desk, larkhaven):
    of = larkhaven.program
    rows.build(of, "gulfport", day=date(2020, 1, 16), status="reported")
    rows.build(of, "omaha", state="NE", day=None, status="planned")
    return larkhaven


def test_the_newest_stands_first_and_what_has_no_day_before_it(desk, three):
    assert listed(desk.get("/builds/")) == ["omaha", "larkhaven", "gulfport"]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("state=NE", ["omaha"]),
        ("status=reported", ["gulfport"]),
        ("year=2020", ["gulfport"]),
        ("state=MS&year=2026", ["larkhaven"]),
        ("q=GULF", ["gulfport"]),
        ("q=harbor+hall", ["larkhaven"]),
        ("state=MS&status=planned", []),
        ("year=2020&year=1999&state=", ["omaha", "larkhaven", "gulfport"]),
    ],
)
def test_the_address_says_which_builds(desk, three, query, keys):
    three.aliases.create(name="Harbor Hall build")

    assert listed(desk.get(f"/builds/?{query}")) == keys


def test_a_choice_stays_in_the_form(desk, three):
    html = desk.get("/builds/?state=NE&q=oma").content.decode()

    assert re.findall(r'<option value="(\w+)" selected>', html) == ["NE"]
    assert 'name="q" value="oma"' in html


def test_people_in_the_room_stand_beside_each(desk, three):
    rows.people(three, 2)
    rows.people(three, 1, role="press")
    rows.people(three, 4, status="invited")

    counts = {e.build.key: e.people for e in desk.get("/builds/").context["listed"]}

    assert counts == {"omaha": 0, "larkhaven": 2, "gulfport": 0}


def test_a_long_list_goes_on_where_it_ended(desk, three, monkeypatch):
    monkeypatch.setattr(lists, "BUILDS_AT_ONCE", 2)
    first = desk.get("/builds/?status=")
    rest = first.context["page"].next

    assert listed(first) == ["omaha", "larkhaven"]
    assert first.context["page"].words == "from Omaha coalition build to Larkhaven coalition build"
    assert listed(desk.get(f"/builds/{rest}")) == ["gulfport"]


def test_nothing_yet_and_nothing_that_matches_are_told_apart(desk, larkhaven):
    nothing_matches = desk.get("/builds/?q=nowhere").content.decode()
    larkhaven.delete()
    nothing_yet = desk.get("/builds/").content.decode()

    heading = r'<div class="card empty">.*?<h2>([^<]*)</h2>'
    assert re.findall(heading, nothing_matches, re.DOTALL) == ["No build matches"]
    assert re.findall(heading, nothing_yet, re.DOTALL) == ["No build yet"]


@pytest.mark.parametrize("builds", [1, 3])
def test_it_asks_the_same_number_of_questions(desk, larkhaven, builds, django_assert_num_queries):
    for number in range(1, builds):
        rows.people(rows.build(larkhaven.program, f"b{number}"), 2)

    with django_assert_num_queries(7):
        answer = desk.get("/builds/")

    assert len(listed(answer)) == builds


def test_builds_of_others_are_not_listed(desk, larkhaven):
    rows.build(rows.program("birch"), "port-amity")

    assert listed(desk.get("/builds/")) == ["larkhaven"]


def test_who_may_only_read_reports_is_told_so(client, desk, larkhaven):
    assert desk.get("/builds/").status_code == 200
    client.force_login(join(larkhaven.program, name="Lee", role="viewer").user)

    answer = client.get("/builds/")

    assert answer.status_code == 403
    assert "This page is not open to you" in answer.content.decode()
