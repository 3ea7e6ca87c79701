"""Two sites that are one place: found, set out, made one, and two again."""

import re

import pytest

from muster.directory.models import ContactPoint, Merge, Person, Post, Site
from tests import rows
from tests.people import join


@pytest.fixture
def desk(client, larch):
    client.force_login(join(larch, name="Dana Whitlow").user)
    return client


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight", city="Larkhaven", state="MS")


@pytest.fixture
def yard(larch, freight):
    return site(larch, freight, "The yard", street="12 Mill Road", city="Larkhaven")


@pytest.fixture
def depot(larch, freight):
    """The same place under another name, with somebody and a number of its own."""
    made = site(larch, freight, "Mill Road depot", city="Larkhaven", zip="39501")
    ada = Person.objects.create(program=larch, key="ada", name="Ada Vale")
    Post.objects.create(program=larch, person=ada, organization=freight, site=made)
    ContactPoint.objects.create(program=larch, site=made, kind="phone", address="+12285550100")
    return made


def site(program, of, name, **more):
    key = name.lower().replace(" ", "-")
    values = {"state": "MS"} | more
    return Site.objects.create(program=program, organization=of, key=key, name=name, **values)


def at(one):
    return f"/directory/sites/{one.key}/merge/"


def offered(answer):
    return re.findall(r'href="\?other=([\w-]+)"', answer.content.decode())


def test_those_of_the_same_organization_in_the_town_are_offered(desk, larch, freight, yard, depot):
    site(larch, freight, "Far depot", city="Tern")
    site(larch, rows.organization(larch, "Tarrow Fuel"), "Fuel stop", city="Larkhaven")

    assert offered(desk.get(at(yard))) == ["mill-road-depot"]
    assert offered(desk.get(at(yard), {"q": "far"})) == ["far-depot"]
    assert offered(desk.get(at(yard), {"q": "yard"})) == []


def test_what_would_be_kept_is_shown_first_and_looking_merges_nothing(desk, yard, depot):
    told = desk.get(at(yard), {"other": depot.key}).content.decode()

    assert "Are these two one place?" in told
    assert '<input type="radio" name="keep_name" value="kept" form="decide" checked>' in told
    assert "12 Mill Road" in told
    assert Merge.objects.count() == 0


@pytest.mark.parametrize("asked_at", ["yard", "depot"])
def test_the_older_one_is_kept_with_what_was_chosen(desk, yard, depot, asked_at, request):
    here, other = (yard, depot) if asked_at == "yard" else (depot, yard)

    sent = desk.post(at(here), {"other": other.key, "keep_name": "ended"})

    assert sent["Location"] == "/directory/sites/the-yard/"
    yard.refresh_from_db()
    assert yard.name == "Mill Road depot"
    assert [str(post.person) for post in yard.posts.all()] == ["Ada Vale"]
    assert [point.address for point in ContactPoint.objects.filter(site=yard)] == ["+12285550100"]
    assert desk.get("/directory/sites/mill-road-depot/")["Location"].endswith("/the-yard/")


def test_sent_twice_the_two_are_merged_once(desk, yard, depot):
    for here, other in ((yard, depot), (yard, depot), (depot, yard)):
        assert desk.post(at(here), {"other": other.key}).status_code == 302

    assert Merge.objects.count() == 1


def test_the_page_of_the_kept_one_takes_it_back(desk, yard, depot):
    desk.post(at(yard), {"other": depot.key, "keep_name": "ended"})
    [undo] = re.findall(
        r'href="(/directory/merges/\d+/undo/)"',
        desk.get("/directory/sites/the-yard/").content.decode(),
    )

    assert desk.post(undo)["Location"] == "/directory/sites/the-yard/"

    yard.refresh_from_db()
    depot.refresh_from_db()
    assert (yard.name, depot.name, depot.merged_into) == ("The yard", "Mill Road depot", None)
    assert depot.posts.count() == 1
    assert "Undo the merge" not in desk.get("/directory/sites/the-yard/").content.decode()


def test_one_that_was_merged_elsewhere_is_not_merged_again(desk, larch, freight, yard, depot):
    third = site(larch, freight, "A third", city="Larkhaven")
    desk.post(at(depot), {"other": third.key})

    refused = desk.post(at(yard), {"other": third.key})

    assert refused.status_code == 422
    assert "was merged into another record already" in refused.content.decode()
    assert Merge.objects.count() == 1


def test_a_site_is_not_merged_with_itself(desk, yard):
    assert desk.post(at(yard), {"other": yard.key}).status_code == 302
    assert Merge.objects.count() == 0


def test_the_site_leads_there_for_who_may_merge(client, desk, larch, yard):
    here = "/directory/sites/the-yard/"
    assert at(yard) in desk.get(here).content.decode()
    desk = join(larch, name="Robin", role="state_lead")
    desk.states.create(role="state_lead", state="MS")
    client.force_login(desk.user)

    assert at(yard) not in client.get(here).content.decode()
    assert client.get(at(yard)).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_choosing_asks_as_often_for_many_as_for_one(
    desk, larch, freight, yard, many, django_assert_num_queries
):
    for number in range(many):
        site(larch, freight, f"Depot {number}", city="Larkhaven")
    desk.get(at(yard))

    with django_assert_num_queries(CHOOSING):
        desk.get(at(yard))


CHOOSING = 5
