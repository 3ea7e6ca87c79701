"""Places: truck stops with coordinates (T15), transit by agency (T14), casinos by the mapper."""

from muster.directory.models import Organization, Site
from tests.directory.imports.bring import brought, file_of, said, taken, verdicts
from tests.shared_data import shared

OSM = ["id", "name", "brand", "lat", "lon", "address", "city", "state", "zip", "truck_stop"]
STOPS = [
    [
        "1",
        "Larkmart",
        "Larkmart Travel Stops",
        "33.42692",
        "-86.952564",
        "Jaybird Road, Brighton, AL, 35061",
        "",
        "",
        "",
        "true",
    ],
    ["2", "Unknown", "", "30.3826", "-89.0976", "", "", "", "", "true"],
    [
        "3",
        "Unknown",
        "Larkmart Travel Stops",
        "30.40",
        "-89.10",
        "11 Mile Road, 39503",
        "",
        "",
        "",
        "true",
    ],
    ["4", "Tern Harbor Truck Plaza", "", "30.41", "-88.9", "", "Biloxi", "MS", "39530", "true"],
    ["5", "Bucwick's", "Buc-wicks", "30.5", "-89.0", "", "", "", "", "true"],
    ["6", "Bucwick's 2", "Buc-wick's", "30.6", "-89.0", "", "", "", "", "true"],
]


def test_a_truck_stop_is_its_brand_s_and_lies_where_its_point_says(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, [OSM, *STOPS]))

    assert (run.kind, run.layout, verdicts(run)) == ("places", "osm-truck-stops", {"new": 6})
    first = Site.objects.get(register_key="osm:1")
    assert first.organization.name == "Larkmart Travel Stops"
    assert (first.street, first.city, first.state, first.zip) == (
        "Jaybird Road", "Brighton", "AL", "35061",
    )  # fmt: skip
    assert (first.kind, first.county, str(first.latitude)) == (
        "truck_stop", "Jefferson County", "33.426920",
    )  # fmt: skip


def test_one_whose_list_knows_no_point_comes_in_without(larch, tmp_path):
    header = ["id", "name", "brand", "lat", "lon", "address", "city", "state", "zip", "truck_stop"]
    line = ["4", "Tern Harbor", "", "", "", "", "Biloxi", "MS", "", "true"]

    run = brought(larch, file_of(tmp_path, [header, line]))

    assert verdicts(run) == {"new": 1}
    site = Site.objects.get()
    assert (site.city, site.latitude, site.longitude) == ("Biloxi", None, None)


def test_one_without_a_name_is_named_by_where_it_is(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, [OSM, *STOPS]))

    assert said(run) == {
        3: "Its list calls it “Unknown”: named by where it is.",
        4: "Its list calls it “Unknown”: named by where it is.",
    }
    nameless = Site.objects.get(register_key="osm:2")
    assert (nameless.name, nameless.organization.name) == (
        "Without a name, Harrison County, MS", "Operator not known",
    )  # fmt: skip
    assert (nameless.county, nameless.state, nameless.time_zone) == (
        "Harrison County", "MS", "America/Chicago",
    )  # fmt: skip
    branded = Site.objects.get(register_key="osm:3")
    assert branded.name == "Larkmart Travel Stops, 11 Mile Road, Gulfport, MS"


def test_one_brand_spelt_in_two_ways_is_one(larch, tmp_path):
    brought(larch, file_of(tmp_path, [OSM, *STOPS]))

    assert set(Organization.objects.values_list("name", flat=True)) == {
        "Larkmart Travel Stops", "Operator not known", "Tern Harbor Truck Plaza", "Buc-wicks",
    }  # fmt: skip


def test_a_place_is_found_again_by_its_number_and_its_name_may_change(larch, tmp_path):
    brought(larch, file_of(tmp_path, [OSM, *STOPS]))
    renamed = [OSM, ["4", "Tern Harbor Plaza", *STOPS[3][2:]]]

    run = brought(larch, file_of(tmp_path, renamed))

    assert verdicts(run) == {"changed": 1}
    assert Site.objects.get(register_key="osm:4").name == "Tern Harbor Plaza"
    assert Site.objects.count() == 6


def test_an_agency_that_its_list_names_for_each_mode_comes_once(larch, tmp_path):
    transit = [
        ["NTD ID", "Agency Name", "Reporter Type", "Mode", "TOS"],
        ["40014", "Larkhaven Coast Transportation Authority", "Full Reporter", "MB", "DO"],
        ["40014", "Larkhaven Coast Transportation Authority", "Full Reporter", "DR", "DO"],
        ["40015", "Larkhaven Coast Transit Authority", "Reduced", "MB", "DO"],
    ]

    run = brought(larch, file_of(tmp_path, transit))

    assert (run.layout, verdicts(run)) == ("ntd-agencies", {"new": 2, "same": 1})
    assert Organization.objects.count() == 2  # alike, and two: the desk for doubles decides


def test_a_casino_list_of_anybody_s_comes_by_the_mapper(larch, tmp_path):
    casinos = [
        ["Casino Name", "Address", "City", "State", "Zip", "Phone"],
        ["Tern Harbor Casino", "1 Beach Blvd", "Biloxi", "Mississippi", "39530", "228.555.0100"],
    ]
    run = taken(larch, file_of(tmp_path, casinos), "places")
    assert {column.header: column.field for column in run.columns.all()} == {
        "Casino Name": "site.name", "Address": "site.street", "City": "site.city",
        "State": "site.state", "Zip": "site.zip", "Phone": "site.phone",
    }  # fmt: skip

    first = brought(larch, file_of(tmp_path, casinos), "places")
    again = brought(larch, file_of(tmp_path, casinos), "places")

    site = Site.objects.get()
    assert (verdicts(first), verdicts(again)) == ({"new": 1}, {"same": 1})
    assert (site.name, site.state, site.county, site.organization.name) == (
        "Tern Harbor Casino", "MS", "Harrison County", "Tern Harbor Casino",
    )  # fmt: skip


def test_the_real_truck_stops_come_in_once(larch):
    path = shared("places/osm_truck_stops_16_states.json")

    first, second = brought(larch, path), brought(larch, path)

    assert (verdicts(first), verdicts(second)) == ({"new": 1377}, {"same": 1377})
    assert Site.objects.filter(state="").count() == 0
    assert not Site.objects.filter(name__iexact="unknown").exists()


def test_the_real_transit_agencies_come_in_once(larch):
    path = shared("places/fta_ntd_2023_gtfs_weblinks.csv")

    first, second = brought(larch, path), brought(larch, path)

    assert (verdicts(first), verdicts(second)) == ({"new": 1244, "same": 334}, {"same": 1578})
