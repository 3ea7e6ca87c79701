"""A county is called by one name, whichever way the register that told of it writes it."""

import re

import pytest

from muster.directory.models import Person, Post, Site
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
