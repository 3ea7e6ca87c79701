"""What a packet may not say of the directory, in words for whoever wrote it."""

from datetime import date
from decimal import Decimal

import pytest

from muster.directory.packet import CONTACT_POINTS, POSTS, SITES

BEGAN = date(2024, 3, 1)


@pytest.mark.parametrize("ended", [None, BEGAN, date(2024, 3, 2)])
def test_a_post_that_goes_on_or_ended_later_is_right(ended):
    assert POSTS.wrong({"from_on": BEGAN, "to_on": ended}) == []


def test_a_post_does_not_end_before_it_began():
    assert POSTS.wrong({"from_on": BEGAN, "to_on": date(2024, 2, 29)}) == [
        ("to_on", "a post cannot end before it began.")
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude", "wrong"),
    [
        (None, None, []),
        ("30.3674", "-89.0928", []),
        ("90", "-180", []),
        ("90.1", "0", [("latitude", "degrees lie within ±90.")]),
        ("0", "-180.1", [("longitude", "degrees lie within ±180.")]),
        ("0", None, [("latitude", "latitude and longitude are given together, or neither.")]),
        (None, "0", [("latitude", "latitude and longitude are given together, or neither.")]),
    ],
)
def test_a_site_lies_on_the_globe_or_nowhere(latitude, longitude, wrong):
    degrees = {"latitude": latitude, "longitude": longitude}
    row = {name: value and Decimal(value) for name, value in degrees.items()}

    assert SITES.wrong(row) == wrong


@pytest.mark.parametrize("reaches", ["person", "site", "organization"])
def test_a_contact_point_reaches_one(reaches):
    row = {"person": None, "site": None, "organization": None}
    says = [("person", "it reaches one of person, site and organization, and only one.")]

    assert CONTACT_POINTS.wrong(row) == says
    assert CONTACT_POINTS.wrong(row | {reaches: "one"}) == []
    assert CONTACT_POINTS.wrong(row | {"person": "one", "site": "two"}) == says
