"""A record that was opened from a list leads to the one before and the one after in it."""

import re
from html import unescape

import pytest

from muster.accounts.models import MemberState
from muster.directory.lists import add, save
from muster.directory.models import Organization, Person, Site
from muster.directory.search import Noun
from tests import rows
from tests.people import join

LIST = "http://testserver/directory/organizations/"


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def four(larch):
    """Four organizations; by their trucks they stand the other way round."""
    for trucks, name in enumerate(("Alder", "Birch", "Cedar", "Dogwood")):
        rows.organization(larch, f"{name} Freight", state="MS", trucks=trucks)


def address(name):
    return f"/directory/organizations/{name}-freight/"


def ways(client, at, **headers):
    """Where the page leads in the list: before and after."""
    answer = client.get(at, headers=headers)
    assert answer.status_code == 200
    links = re.findall(r'data-key="([\[\]])" href="([^"]*)"', answer.content.decode())
    return {key: unescape(href) for key, href in links}


def walked(client, at, came_from, key="]"):
    """The keys of the records that one comes by, from the first on."""
    found, following = [], ways(client, at, referer=came_from)
    while key in following:
        found.append(following[key].split("/")[3])
        following = ways(client, following[key])
    return found


def test_it_goes_on_to_the_end_and_back_to_the_beginning(desk, four):
    assert walked(desk, address("alder"), LIST) == [
        "birch-freight", "cedar-freight", "dogwood-freight",
    ]  # fmt: skip
    assert walked(desk, address("cedar"), LIST, key="[") == ["birch-freight", "alder-freight"]


@pytest.mark.parametrize(
    ("query", "following"),
    [
        ("?sort=trucks", ["birch-freight", "alder-freight"]),
        ("?q=freight", ["dogwood-freight"]),
        ("?place=MS&after=x~1", ["dogwood-freight"]),
        ("?q=cedar", []),
    ],
)
def test_it_is_the_list_as_it_was_asked(desk, four, query, following):
    assert walked(desk, address("cedar"), f"{LIST}{query}") == following


def test_a_list_that_is_filled_by_hand_is_walked_alone(desk, dana, four):
    mine = save(dana, noun=Noun.ORGANIZATION, name="Mine", by_hand=True)
    add(mine, Organization.objects.exclude(name__startswith="Birch"))

    assert walked(desk, address("alder"), f"{LIST}?list={mine.pk}") == [
        "cedar-freight", "dogwood-freight",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "came_from",
    [
        "",
        "http://testserver/",
        "http://testserver/directory/people/",
        "http://elsewhere.example/directory/organizations/",
        f"{LIST}?q=nowhere",
    ],
)
def test_who_came_from_elsewhere_goes_on_nowhere(desk, four, came_from):
    assert ways(desk, address("birch"), referer=LIST).keys() == {"[", "]"}

    assert ways(desk, address("birch"), referer=came_from) == {}


def test_people_and_sites_go_on_alike(desk, larch, four):
    for key in ("a", "b"):
        Person.objects.create(program=larch, key=key, name=key)
        Site.objects.create(
            program=larch, key=key, name=key, organization=Organization.objects.first()
        )

    for noun in ("people", "sites"):
        there = f"http://testserver/directory/{noun}/"
        assert walked(desk, f"/directory/{noun}/a/", there) == ["b"]


def test_nobody_is_led_to_what_they_may_not_see(client, larch, four):
    Organization.objects.filter(name__startswith="Birch").update(state="AL")
    lead = join(larch, name="Theo Lindqvist", role="state_lead")
    MemberState.objects.create(member=lead, role="state_lead", state="MS")
    client.force_login(lead.user)

    assert walked(client, address("alder"), LIST) == ["cedar-freight", "dogwood-freight"]


@pytest.mark.parametrize("said", ["%00", "list=x", "q=" + "a" * 3000, "&" * 1500])
def test_an_address_that_says_nonsense_is_a_record_all_the_same(desk, four, said):
    assert desk.get(address("birch"), {"in": said}).status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_as_often_however_long_the_list_is(desk, larch, many, django_assert_num_queries):
    for number in range(many):
        rows.organization(larch, f"Company {number}")
    at, headers = "/directory/organizations/company-0/", {"referer": LIST}
    desk.get(at)
    with django_assert_num_queries(ALONE):
        desk.get(at)

    with django_assert_num_queries(ALONE + 4):
        desk.get(at, headers=headers)


ALONE = 17
