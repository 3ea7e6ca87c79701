"""A county is called by one name, whichever way the register that told of it writes it."""

import re

import pytest

from muster.directory.known import known_of_organization
from muster.directory.merge import choices_for
from muster.directory.models import Person, Post, Site
from muster.directory.written_out import written_out
from tests import rows
from tests.directory.pages.test_lists import counts, html, listed
from tests.people import join

PLACES = [
    "place=MS:Washington",
    "place=MS:Washington+County",
    "place-typed=Washington,+MS",
    "place-typed=Washington+County,+Mississippi",
]


@pytest.fixture
def desk(client, larch):
    client.force_login(join(larch, name="Dana").user)
    return client


@pytest.fixture
def both(larch):
    """Two in one county, of two registers, and one in a county of that name in another state."""
    made = [
        rows.organization(larch, "Alder Police", county="Washington", state="MS"),
        rows.organization(larch, "Birch Plaza", county="Washington County", state="MS"),
        rows.organization(larch, "Cinder Plaza", county="Washington", state="LA"),
    ]
    for one in made:
        who = Person.objects.create(program=larch, key=f"at-{one.key}", name=f"Head of {one.name}")
        Post.objects.create(program=larch, person=who, organization=one)
        Site.objects.create(
            program=larch, key=f"yard-{one.key}", name=f"Yard of {one.name}", organization=one,
            county=one.county, state=one.state,
        )  # fmt: skip
    return made


@pytest.mark.parametrize("noun", ["organizations", "sites", "people"])
def test_a_list_shows_and_finds_them_together(desk, both, noun):
    page = html(desk, f"/directory/{noun}/")
    first, second, _third = listed(desk, "", noun)

    said = re.findall(r'class="d-pl">([^<]*)', page)
    assert said == ["Washington County, MS", "Washington County, MS", "Washington Parish, LA"]
    for place in PLACES:
        assert listed(desk, f"?{place}", noun) == [first, second]


@pytest.mark.parametrize("noun", ["organizations", "sites"])
def test_a_filter_offers_each_county_once(desk, both, noun):
    offered = counts(html(desk, f"/directory/{noun}/"), "place")
    chosen = counts(html(desk, f"/directory/{noun}/?place=MS:Washington"), "place")

    assert offered == {"MS:Washington County": "2", "LA:Washington Parish": "1"}
    assert chosen == offered


def test_other_pages_say_it_alike(desk, both):
    uncovered = html(desk, "/directory/uncovered/")

    assert "Washington County, MS" in html(desk, "/find/?q=alder")
    assert "MS · Washington County" in uncovered
    assert f'href="/directory/sites/yard-{both[0].key}/"' in uncovered
    assert "Washington County, Mississippi" in html(desk, both[0].get_absolute_url())


def test_what_is_known_of_a_record_names_it_in_full(both):
    known = known_of_organization(both[0], names=[], family=[], parent=None)

    assert {one.label: one.value for one in known}["County"] == "Washington County"


def test_two_that_write_it_in_two_ways_have_nothing_to_choose(both):
    [place] = [one for one in choices_for(both[0], both[1]) if one.key == "place"]
    lines = {line.label: line for line in written_out(both[0], both[1])}

    assert (place.both_say_so, place.proposed) == (True, "kept")
    assert lines["city, county and state"].words == "Washington County, MS"
    assert [one.key for one in choices_for(both[0], both[2]) if one.is_open] == ["name", "place"]
