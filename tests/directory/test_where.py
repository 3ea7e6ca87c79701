"""An address says where it lies without asking anybody outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.directory.where import (
    locate_zip,
    middle_of_county,
    miles_between,
    near,
    nearest,
)

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@pytest.mark.parametrize("written", ["39501", "39501-2345", " 39501 "])
def test_a_zip_code_says_county_and_time_zone(written):
    place = locate_zip(written)

    assert (place.city, place.county, place.state) == ("Gulfport", "Harrison County", "MS")
    assert place.time_zone == "America/Chicago"


@pytest.mark.parametrize("written", ["", "ABCDE", "00000", "39"])
def test_what_is_no_zip_code_lies_nowhere(written):
    assert locate_zip(written) is None


def test_a_military_address_lies_nowhere():
    assert locate_zip("09001") is None


def test_a_point_is_in_the_nearest_zip_code():
    found = nearest(30.3674, -89.0928)

    assert (found.place.city, found.place.state) == ("Gulfport", "MS")
    assert found.miles < 3


def test_a_point_in_the_sea_is_nowhere():
    assert nearest(25.0, -60.0) is None


def test_near_is_sorted_and_within_reach():
    found = near(30.3674, -89.0928, within=20)

    assert [one.miles for one in found] == sorted(one.miles for one in found)
    assert found[-1].miles <= 20
    assert {one.place.county for one in found} >= {"Harrison County", "Hancock County"}


def test_near_misses_nothing_across_a_line_of_degrees():
    everywhere = near(30.0, -90.0, within=60)

    assert {one.place.zip for one in near(30.0, -90.0, within=25)} == {
        one.place.zip for one in everywhere if one.miles <= 25
    }


@pytest.mark.parametrize("county", ["Harrison", "HARRISON COUNTY"])
def test_the_middle_of_a_county_lies_in_it(county):
    latitude, longitude = middle_of_county("MS", county)

    assert nearest(latitude, longitude).place.county == "Harrison County"


def test_a_county_that_is_not_has_no_middle():
    assert middle_of_county("MS", "Larkhaven") is None


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_the_same_both_ways(a, b, c, d):
    there, back = miles_between(a, b, c, d), miles_between(c, d, a, b)

    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 12_451
