"""What an agency covers is drawn from what it is, and changed by hand."""

import pytest

from muster.core.models import AuditEvent
from muster.directory.cover import agency_of, cover, draw, drawn, uncover
from muster.directory.models import Jurisdiction
from tests import rows
from tests.directory.agencies import agency, station


@pytest.mark.parametrize(
    ("name", "word", "kind"),
    [
        ("Gulfport Police Department", "", "police"),
        ("Jefferson", "County", "sheriff"),
        ("HARRISON COUNTY SHERIFFS OFFICE", "", "sheriff"),
        ("Mississippi Highway Patrol", "", "state"),
        ("Ohio State Police", "", "state"),
        ("Alder Band Tribal Police", "", "tribal"),
        ("University of Larkhaven Police Department", "", "campus"),
        ("Ohio State University Police", "University or College", "campus"),
        ("Pinewick Freight", "", ""),
    ],
)
def test_a_register_or_the_name_says_what_an_agency_is(name, word, kind):
    assert agency_of(name, word) == kind


@pytest.mark.parametrize(
    ("name", "kind", "more", "covers"),
    [
        ("Gulfport Police Department", "police", {}, ("city", "", "Gulfport")),
        # Its mail goes elsewhere; its name says the town.
        ("PASS CHRISTIAN POLICE DEPT", "police", {"city": "Gulfport"},
         ("city", "", "Pass Christian")),
        ("City of Biloxi Police Department", "police", {}, ("city", "", "Biloxi")),
        ("Metro Police", "police", {"city": "Jackson"}, ("city", "", "Jackson")),
        ("Harrison County Sheriff's Office", "sheriff", {}, ("county", "Harrison", "")),
        ("Sheriff", "sheriff", {"county": "Hancock"}, ("county", "Hancock", "")),
        ("Mississippi Highway Patrol", "state", {"county": "Hinds"}, ("state", "", "")),
        ("Alder Tribal Police", "tribal", {"county": "Neshoba"}, ("tribal", "Neshoba", "")),
    ],
)  # fmt: skip
def test_what_it_covers_follows_from_what_it_is(larch, name, kind, more, covers):
    found = drawn(agency(larch, name, kind, **more))

    assert (found.kind, found.county, found.city) == covers


@pytest.mark.parametrize(
    ("kind", "more"),
    [("campus", {"city": "Gulfport"}), ("other", {}), ("police", {}), ("tribal", {})],
)
def test_an_agency_that_does_not_say_covers_nothing(larch, kind, more):
    assert drawn(agency(larch, "Metro Police", kind, **more)) is None


def test_an_agency_without_an_address_is_at_home_where_its_station_is(larch):
    biloxi = agency(larch, "Biloxi Police Department", "police", state="")
    assert drawn(biloxi) is None

    station(biloxi, "Station 1", 30.4, -88.9)

    assert (drawn(biloxi).kind, drawn(biloxi).state, drawn(biloxi).city) == ("city", "MS", "Biloxi")


def test_a_district_of_the_patrol_stays_in_its_county(larch):
    patrol = agency(larch, "Mississippi Highway Patrol", "state")
    district = agency(larch, "Troop K", "state", parent=patrol, county="Harrison")

    assert drawn(district).kind == "county"


def test_drawing_twice_draws_once_and_leaves_what_a_member_set(larch):
    gulfport = agency(larch, "Gulfport Police Department", "police")
    patrol = agency(larch, "Troop K", "state")
    cover(patrol, Jurisdiction.Kind.COUNTY, name="Harrison", by="dana", now=rows.NOW)

    assert (draw(larch), draw(larch)) == (1, 0)
    assert [str(row) for row in Jurisdiction.objects.order_by("pk")] == [
        "Troop K: Harrison",
        f"{gulfport}: Gulfport",
    ]


def test_a_member_adds_and_takes_away_what_an_agency_covers(larch):
    sheriff = agency(larch, "Harrison County Sheriff", "sheriff")
    first = cover(sheriff, Jurisdiction.Kind.CITY, name="Saucier", by="dana", now=rows.NOW)
    again = cover(sheriff, Jurisdiction.Kind.CITY, name="Saucier", by="dana", now=rows.NOW)
    assert first == again

    uncover(sheriff, first, by="dana", now=rows.NOW)
    uncover(sheriff, first, by="dana", now=rows.NOW)

    assert Jurisdiction.objects.count() == 0
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "covered",
        "uncovered",
    ]


@pytest.mark.parametrize(("kind", "name", "state"), [("city", " ", "MS"), ("county", "Tarrow", "")])
def test_a_city_or_county_needs_a_name_and_a_state(larch, kind, name, state):
    sheriff = agency(larch, "Tarrow County Sheriff", "sheriff", state=state)

    with pytest.raises(ValueError, match=r"Say which city|state is not known"):
        cover(sheriff, Jurisdiction.Kind(kind), name=name, by="dana", now=rows.NOW)

    assert Jurisdiction.objects.count() == 0
