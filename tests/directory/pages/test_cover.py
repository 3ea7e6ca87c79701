"""The pages that say who may answer, and where nobody does."""

from datetime import date

import pytest

from muster.directory.models import Jurisdiction, Site
from tests import rows
from tests.directory.agencies import agency, coast
from tests.people import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def larch(db):
    program = rows.program()
    coast(program)
    return program


@pytest.fixture
def dana(client, larch):
    member = join(larch, name="Dana Whitlow")
    client.force_login(member.user)
    return client


def stop(of, key, **more):
    company = of.organizations.filter(name="Pinewick").first() or rows.organization(of, "Pinewick")
    values = {"state": "MS", "county": "Tarrow County", "city": "Larkhaven"} | more
    return Site.objects.create(program=of, organization=company, key=key, name=key, **values)


@pytest.mark.parametrize("at", ["39501", "30.3674, -89.0928"])
def test_a_place_names_its_agencies(dana, at):
    page = dana.get("/directory/answering/", {"at": at})

    assert page.status_code == 200
    assert [one.organization.name for one in page.context["found"]][:2] == [
        "Gulfport Police Department",
        "HARRISON COUNTY SHERIFFS OFFICE",
    ]
    assert '<a href="/directory/sites/">Sites</a>' in page.content.decode()


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("ABCDE", "“ABCDE” is not a US ZIP code."),
        ("30.3674,", "Two numbers with a comma between them"),
        ("91, 0", "Degrees north lie between"),
        ("25, -60", "more than 40 miles from any US ZIP code"),
        ("nan, nan", "Degrees north lie between"),
    ],
)
def test_what_is_no_place_is_told_and_kept(dana, at, says):
    page = dana.get("/directory/answering/", {"at": at})

    assert page.status_code == 422
    assert says in page.content.decode()
    assert f'value="{at}"' in page.content.decode()


def test_who_sees_a_part_is_not_told_that_there_is_none(client, larch):
    host = join(larch, name="Wes Calloway", role="host")
    client.force_login(host.user)

    page = client.get("/directory/answering/", {"at": "39501"})

    assert page.context["found"] == []
    assert "No agency that you see covers it" in page.content.decode()


def test_places_that_nobody_covers_say_why(dana, larch):
    stop(larch, "alone")
    stop(larch, "nowhere", state="", county="", city="")
    stop(larch, "covered", county="Harrison")

    page = dana.get("/directory/uncovered/")

    assert [(entry["site"].key, entry["why"]) for entry in page.context["listed"]] == [
        ("nowhere", "Its state is not known."),
        (
            "alone",
            "No police of Larkhaven and no sheriff of Tarrow County is in the directory.",
        ),
    ]
    assert "Mississippi Highway Patrol" in page.content.decode()


def test_an_empty_list_says_what_would_stand_there(dana, larch):
    assert "No place yet" in dana.get("/directory/uncovered/").content.decode()

    stop(larch, "covered", county="Harrison")
    assert "Somebody answers everywhere" in dana.get("/directory/uncovered/").content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    dana, larch, many, django_assert_max_num_queries
):
    for number in range(many):
        stop(larch, f"stop-{number}")

    with django_assert_max_num_queries(8):
        page = dana.get("/directory/uncovered/")

    assert len(page.context["listed"]) == many


def test_a_member_adds_a_county_and_takes_it_off(dana, larch):
    patrol = larch.organizations.get(name="Mississippi Highway Patrol")
    here = f"/directory/organizations/{patrol.key}/covers/"

    dana.post(here, {"kind": "county", "name": "Hancock"})
    dana.post(here, {"kind": "county", "name": "Hancock"})
    row = patrol.jurisdictions.get(kind="county")
    assert dana.get(f"{here}{row.pk}/end/").status_code == 302
    assert Jurisdiction.objects.filter(pk=row.pk).exists()

    page = dana.post(f"{here}{row.pk}/end/", follow=True)

    assert not Jurisdiction.objects.filter(pk=row.pk).exists()
    assert "Hancock County is taken off." in page.content.decode()


def test_the_page_of_an_agency_says_where_it_answers_and_leads_to_the_change(dana, larch):
    patrol = larch.organizations.get(name="Mississippi Highway Patrol")
    page = f"/directory/organizations/{patrol.key}/"
    covers = f'href="{page}covers/"'

    assert [row.place for row in dana.get(page).context["shown"].covers] == ["Mississippi"]
    assert covers in dana.get(page).content.decode()

    carrier = rows.organization(larch, "Pinewick Freight")
    assert "covers/" not in dana.get(f"/directory/organizations/{carrier.key}/").content.decode()


def test_a_county_without_a_name_is_asked_for(dana, larch):
    patrol = larch.organizations.get(name="Mississippi Highway Patrol")

    page = dana.post(f"/directory/organizations/{patrol.key}/covers/", {"kind": "county"})

    assert page.status_code == 422
    assert "Say which city or county." in page.content.decode()


def test_only_agencies_cover_anything(dana, larch):
    stop(larch, "depot")

    assert dana.get("/directory/organizations/pinewick/covers/").status_code == 404


@pytest.mark.parametrize("gone", ["merged", "ended"])
def test_what_an_agency_covers_is_not_changed_once_it_is_gone(dana, larch, gone):
    patrol = larch.organizations.get(name="Mississippi Highway Patrol")
    here = f"/directory/organizations/{patrol.key}/covers/"
    assert dana.get(here).status_code == 200
    if gone == "merged":
        patrol.merged_into = larch.organizations.get(name="Gulfport Police Department")
    else:
        patrol.ended_on = date(2026, 5, 1)
    patrol.save()

    assert dana.get(here).status_code == 404
    assert dana.post(here, {"kind": "county", "name": "Hancock"}).status_code == 404
    assert not patrol.jurisdictions.filter(kind="county").exists()


def test_what_is_covered_is_looked_at_and_sent_and_nothing_else(dana, larch):
    patrol = larch.organizations.get(name="Mississippi Highway Patrol")
    here = f"/directory/organizations/{patrol.key}/covers/"

    assert [dana.get(here).status_code, dana.put(here).status_code] == [200, 405]


def test_an_agency_of_another_program_is_not_there(dana):
    other = agency(rows.program("birch"), "Tern Police Department", "police")

    assert dana.get(f"/directory/organizations/{other.key}/covers/").status_code == 404
