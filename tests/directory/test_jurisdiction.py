"""Who may answer at a place, and why; and where nobody does."""

import pytest

from muster.directory.cover import draw
from muster.directory.jurisdiction import (
    Spot,
    agencies_at,
    agencies_for_sites,
    spot_of,
    spots_at,
    uncovered,
)
from muster.directory.models import Site
from tests import rows
from tests.directory.agencies import GULFPORT, agency, coast, station


@pytest.fixture
def agencies(larch):
    return coast(larch)


@pytest.fixture
def stop(larch):
    return rows.organization(larch, "Pinewick Travel Center")


def site(of, key="stop", **more):
    values = {"city": "Gulfport", "county": "Harrison County", "state": "MS"} | more
    return Site.objects.create(
        program=of.program, organization=of, key=key, name=key.title(), kind="truck_stop", **values
    )


def names(found):
    return [one.organization.name for one in found]


def test_the_city_then_the_county_then_the_state_may_answer(larch, agencies, stop):
    place = site(stop, latitude=GULFPORT[0], longitude=GULFPORT[1])

    found = agencies_for_sites(larch, [place])[place.pk]

    assert names(found) == [
        "Gulfport Police Department",
        "HARRISON COUNTY SHERIFFS OFFICE",
        "Mississippi Highway Patrol",
    ]
    assert [one.reason for one in found] == [
        "The address is in Gulfport.",
        "The address is in Harrison County.",
        "It answers in all of Mississippi.",
    ]
    assert [one.sure for one in found] == [True, True, True]


def test_a_distance_leads_to_the_nearest_station_else_to_the_middle_of_the_county(
    larch, agencies, stop
):
    place = site(stop, latitude=GULFPORT[0], longitude=GULFPORT[1])

    city, county, state = agencies_for_sites(larch, [place])[place.pk]

    assert (round(city.miles, 1), city.measured_to) == (0.2, "Station 200")
    assert (5 < county.miles < 15, county.measured_to) == (True, "the middle of Harrison County")
    assert (state.miles, state.measured_to) == (None, "")


def test_city_and_county_overlap_and_say_so(larch, agencies, stop):
    place = site(stop)

    city, county, state = agencies_for_sites(larch, [place])[place.pk]

    assert city.overlaps == (agencies["sheriff"],)
    assert county.overlaps == (agencies["gulfport"],)
    assert state.overlaps == ()


@pytest.mark.parametrize("change", [{"ended_on": "2026-01-01"}, {"merged_into": "biloxi"}])
def test_an_agency_that_ended_answers_no_more(larch, agencies, stop, change):
    place = site(stop)
    gulfport = agencies["gulfport"]
    assert gulfport in [one.organization for one in agencies_for_sites(larch, [place])[place.pk]]

    for field, value in change.items():
        setattr(gulfport, field, agencies.get(value, value))
    gulfport.save()

    found = agencies_for_sites(larch, [place])[place.pk]
    assert names(found) == ["HARRISON COUNTY SHERIFFS OFFICE", "Mississippi Highway Patrol"]


def test_an_agency_of_another_program_answers_nothing_here(larch, agencies, stop):
    coast(rows.program("birch"))
    place = site(stop)

    found = agencies_for_sites(larch, [place])[place.pk]

    assert {one.organization.program for one in found} == {larch}
    assert len(found) == 3


def test_a_county_that_the_address_leaves_out_comes_from_the_zip_code_and_is_a_guess(
    larch, agencies, stop
):
    place = site(stop, county="", city="", zip="39501")

    found = agencies_for_sites(larch, [place])[place.pk]

    assert [one.sure for one in found] == [False, False, True]
    assert found[0].reason == "The nearest ZIP code lies in Gulfport."


def test_a_point_asks_the_nearest_zip_code_and_says_where_a_line_is_near(larch, agencies):
    found = agencies_at(larch, spots_at(*GULFPORT))

    assert [(one.organization.name, one.line_near) for one in found] == [
        ("Gulfport Police Department", False),
        ("HARRISON COUNTY SHERIFFS OFFICE", False),
        ("Mississippi Highway Patrol", False),
        ("Biloxi Police Department", True),
    ]
    assert [one.sure for one in found] == [False, False, True, False]


def test_a_point_near_a_line_may_be_the_neighbours(larch, agencies):
    agency(larch, "Hancock County Sheriff", "sheriff", county="Hancock")
    draw(larch)

    found = agencies_at(larch, spots_at(30.345, -89.29))  # between Pass Christian and the bay

    counties = [one for one in found if one.kind == "county"]
    assert [(one.organization.name, one.line_near) for one in counties] == [
        ("Hancock County Sheriff", False),
        ("HARRISON COUNTY SHERIFFS OFFICE", True),
    ]
    assert counties[1].reason.endswith("miles away: the line may run either side.")


def test_nobody_answers_at_sea(larch, agencies):
    assert agencies_at(larch, spots_at(25.0, -60.0)) == []


def test_tribal_land_is_told_by_its_county(larch, agencies, stop):
    tribe = agency(larch, "Alder Band Tribal Police", "tribal", county="Neshoba")
    draw(larch)
    place = site(stop, county="Neshoba County", city="Philadelphia")

    found = agencies_for_sites(larch, [place])[place.pk]

    assert [one.organization for one in found] == [tribe, agencies["patrol"]]


def test_what_is_spelt_otherwise_is_the_same_county(larch, stop):
    sheriff = agency(larch, "De Soto County Sheriff", "sheriff", county="DESOTO")
    draw(larch)
    place = site(stop, county="DeSoto County", city="")

    assert [one.organization for one in agencies_for_sites(larch, [place])[place.pk]] == [sheriff]


def test_a_place_without_state_is_answered_by_nobody(larch, agencies, stop):
    place = site(stop, state="", county="", city="")

    assert spot_of(place) == Spot("")
    assert agencies_for_sites(larch, [place])[place.pk] == []


def test_nobody_covers_a_place_that_only_the_state_holds(larch, agencies, stop):
    covered = site(stop)
    alone = site(stop, key="depot", county="Tarrow County", city="Larkhaven")
    station(agencies["patrol"], "Patrol post", 31.0, -89.0)

    assert list(uncovered(Site.objects.filter(program=larch))) == [alone]
    assert names(agencies_for_sites(larch, [covered, alone])[alone.pk]) == [
        "Mississippi Highway Patrol"
    ]


def test_a_place_that_has_ended_is_not_looked_after(larch, agencies, stop):
    site(stop, key="depot", county="Tarrow County", city="Larkhaven", ended_on="2026-01-01")

    assert list(uncovered(Site.objects.filter(program=larch))) == []


@pytest.mark.parametrize("many", [1, 3])
def test_any_number_of_places_asks_two_questions(
    larch, agencies, stop, many, django_assert_num_queries
):
    places = [site(stop, key=f"stop-{number}") for number in range(many)]

    with django_assert_num_queries(2):
        found = agencies_for_sites(larch, places)

    assert [len(found[place.pk]) for place in places] == [3] * many
