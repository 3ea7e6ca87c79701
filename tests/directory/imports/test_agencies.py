"""Police agencies: ORI in one form (T11), departments and their stations (T12)."""

import pytest

from muster.directory.imports.names import agency_kind, department_of
from muster.directory.imports.undo import undo
from muster.directory.jurisdiction import agencies_at, spots_at
from muster.directory.models import ContactPoint, Jurisdiction, Organization, OtherName, Site
from tests import rows
from tests.directory.imports.bring import DANA, NOW, brought, file_of, said, tried, verdicts
from tests.shared_data import shared

HIFLD = ["OBJECTID", "ID", "NAME", "TELEPHONE", "ADDRESS", "CITY", "STATE", "COUNTY", "X", "Y"]
STATIONS = [
    ["1", "901", "LARKPORT POLICE DEPARTMENT - STATION 200", "228-555-0100", "2810 34TH AVENUE",
     "LARKPORT", "MS", "HARRISON", "-89.09", "30.37"],
    ["2", "902", "LARKPORT POLICE DEPARTMENT - STATION 202", "228-555-0101", "8335 TERN AVENUE",
     "LARKPORT", "MS", "HARRISON", "-89.06", "30.40"],
    ["3", "903", "LARKPORT POLICE DEPARTMENT - ORANGE GROVE SUBSTATION 204", "228-555-0102",
     "12188 HIGHWAY 49", "LARKPORT", "MS", "HARRISON", "-89.09", "30.45"],
    ["4", "904", "HARRISON COUNTY SHERIFFS DEPARTMENT / HARRISON COUNTY ADULT DETENTION CENTER",
     "228-555-0103", "10451 LARKIN DRIVE", "LARKPORT", "MS", "HARRISON", "-89.03", "30.42"],
    ["5", "905", "FORREST GENERAL HOSPITAL DEPARTMENT OF PUBLIC SAFETY", "601-555-0104",
     "6051 HIGHWAY 49", "HATTIESBURG", "MS", "FORREST", "-89.3", "31.3"],
    ["6", "906", "ARSON INTERNAL AFFAIRS OF TERNFORD FIRE DEPARTMENT", "601-555-0105",
     "1 MILL ROAD", "TERNFORD", "MS", "HINDS", "-90.1", "32.2"],
]  # fmt: skip


def test_one_department_has_its_stations(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, [HIFLD, *STATIONS]))

    assert (run.layout, verdicts(run)) == ("hifld-police", {"new": 6})
    department = Organization.objects.get(name="LARKPORT POLICE DEPARTMENT")
    assert (department.agency, department.county, department.state) == (
        "police", "Harrison County", "MS",
    )  # fmt: skip
    assert list(department.sites.order_by("register_key").values_list("register_key", "name")) == [
        ("hifld:901", "LARKPORT POLICE DEPARTMENT - STATION 200"),
        ("hifld:902", "LARKPORT POLICE DEPARTMENT - STATION 202"),
        ("hifld:903", "LARKPORT POLICE DEPARTMENT - ORANGE GROVE SUBSTATION 204"),
    ]
    station = Site.objects.get(register_key="hifld:901")
    assert (station.kind, station.city, str(station.latitude)) == (
        "station",
        "Larkport",
        "30.370000",
    )
    assert ContactPoint.objects.get(site=station).address == "+12285550100"


@pytest.mark.parametrize("said_so", ["HARRISON", "Harrison", "Harrison County", "harrison county"])
def test_a_county_is_stored_as_a_zip_code_says_it_however_a_list_writes_it(
    larch, tmp_path, said_so
):
    rows_said = [[*STATIONS[0][:7], said_so, *STATIONS[0][8:]]]

    brought(larch, file_of(tmp_path, [HIFLD, *rows_said]))

    assert (Organization.objects.get().county, Site.objects.get().county) == (
        "Harrison County", "Harrison County",
    )  # fmt: skip


def test_a_county_that_stands_without_the_word_is_the_same_and_stays(larch, tmp_path):
    path = file_of(tmp_path, [HIFLD, STATIONS[0]])
    brought(larch, path)
    Organization.objects.update(county="Harrison")
    Site.objects.update(county="Harrison")

    again = brought(larch, path)

    assert (verdicts(again), Organization.objects.get().county) == ({"same": 1}, "Harrison")


def test_one_row_that_is_two_things_and_what_is_no_police_are_said(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, [HIFLD, *STATIONS]))

    assert said(run) == {
        5: "One row, two things: kept as a station of “HARRISON COUNTY SHERIFFS DEPARTMENT”.",
        6: "Not a police department by its name: kept as another agency.",
        7: "Not a police department by its name: kept as another agency.",
    }
    assert dict(Organization.objects.values_list("name", "agency")) == {
        "LARKPORT POLICE DEPARTMENT": "police",
        "HARRISON COUNTY SHERIFFS DEPARTMENT": "sheriff",
        "FORREST GENERAL HOSPITAL DEPARTMENT OF PUBLIC SAFETY": "other",
        "ARSON INTERNAL AFFAIRS OF TERNFORD FIRE DEPARTMENT": "other",
    }


def test_a_station_goes_to_the_agency_of_its_name_and_says_so(larch, tmp_path):
    """The agency had no place: it is at home where its first station is, and answers there."""
    agency = rows.organization(larch, "Biloxi Police Department", agency="police")
    stations = [
        ["1", "901", "BILOXI POLICE DEPARTMENT", "", "170 PORTER AVENUE", "BILOXI", "MS",
         "HARRISON", "-88.90", "30.40"],
        ["2", "902", "BILOXI POLICE DEPARTMENT - PASS ROAD SUBSTATION", "", "1 PASS ROAD",
         "GULFPORT", "MS", "HARRISON", "-89.05", "30.39"],
    ]  # fmt: skip

    run = brought(larch, file_of(tmp_path, [HIFLD, *stations]))

    assert verdicts(run) == {"new": 2}
    assert said(run) == {
        2: "city: Biloxi; county: Harrison County; state: MS; sector: law-enforcement."
        " It joins “Biloxi Police Department”, which is here already.",
        3: "It joins “Biloxi Police Department”, which is here already.",
    }
    agency.refresh_from_db()
    assert (agency.city, agency.county, agency.state) == (
        "Biloxi", "Harrison County", "MS",
    )  # fmt: skip
    there = agencies_at(larch, spots_at(30.3975526, -88.9012263))
    assert [answering.organization for answering in there] == [agency]
    again = tried(larch, file_of(tmp_path, [HIFLD, *stations]))
    assert (verdicts(again), said(again)) == ({"same": 2}, {})

    undo(run, by=DANA, now=NOW)

    agency.refresh_from_db()
    assert (agency.city, agency.county, agency.state) == ("", "", "")
    assert agencies_at(larch, spots_at(30.3975526, -88.9012263)) == []


def test_an_agency_that_is_at_home_somewhere_stays_there(larch, tmp_path):
    agency = rows.organization(
        larch, "Larkport Police Department", agency="police", city="Ternford", state="MS"
    )

    brought(larch, file_of(tmp_path, [HIFLD, STATIONS[0]]))

    agency.refresh_from_db()
    assert (agency.city, agency.county, agency.state) == ("Ternford", "", "MS")


def test_what_came_says_where_it_may_answer(larch, tmp_path):
    run = brought(larch, file_of(tmp_path, [HIFLD, *STATIONS]))

    sheriff = Jurisdiction.objects.get(organization__agency="sheriff")
    assert (sheriff.kind, sheriff.state, sheriff.county) == ("county", "MS", "Harrison")
    assert sheriff.source == run.source


def test_the_list_of_departments_gives_the_known_ones_their_ori(larch, tmp_path):
    brought(larch, file_of(tmp_path, [HIFLD, *STATIONS]))
    fbi = [
        ["ori", "agency_name", "agency_type_name", "primary_county", "state"],
        ["MS02401", "Larkport Police Department", "City", "Harrison", "MS"],
        ["NB0280200", "Ternford Police Department", "City", "Sarpy", "NE"],
    ]

    run = brought(larch, file_of(tmp_path, fbi, "fbi.csv"))

    assert (run.layout, verdicts(run)) == ("fbi-agencies", {"new": 1, "changed": 1})
    known = Organization.objects.get(name="LARKPORT POLICE DEPARTMENT")
    assert (known.ori, known.sites.count()) == ("MS0240100", 3)
    new = Organization.objects.get(name="Ternford Police Department")
    assert (new.ori, new.key, new.state) == ("NE0280200", "ori-ne0280200", "NE")


def test_an_ori_of_seven_characters_is_the_one_of_nine(larch, tmp_path):
    rows.organization(larch, "Larkport PD", ori="MS0240100", state="MS")
    fbi = [
        ["ori", "agency_name", "agency_type_name", "primary_county"],
        ["MS02401", "Larkport Police Department", "City", ""],
    ]

    brought(larch, file_of(tmp_path, fbi))

    department = Organization.objects.get()
    assert (department.name, department.agency) == ("Larkport PD", "police")
    # It is called a little differently in each list: the name that stands is kept.
    assert list(OtherName.objects.values_list("name", "kind")) == [
        ("Larkport Police Department", "also")
    ]


def test_two_agencies_of_one_name_in_two_counties_are_two(larch, tmp_path):
    fbi = [
        ["agency_name", "agency_type_name", "primary_county", "state"],
        ["Lakeview Police Department", "City", "Baxter", "AR"],
        ["Lakeview Police Department", "City", "Phillips", "AR"],
    ]

    assert verdicts(brought(larch, file_of(tmp_path, fbi))) == {"new": 2}

    unsaid = [fbi[0], ["Lakeview Police Department", "City", "", "AR"]]
    run = brought(larch, file_of(tmp_path, unsaid))
    assert verdicts(run) == {"asks": 1}
    assert said(run) == {
        2: "2 organizations are called “Lakeview Police Department”. Which one is it?"
    }


def test_an_agency_without_a_state_is_in_that_of_its_ori_if_it_is_one(larch, tmp_path):
    brought(
        larch,
        file_of(
            tmp_path,
            [
                ["ori", "agency_name"],
                ["MS0240300", "Larkport Police"],
                ["GM0010000", "Tern Bay Police"],
                ["XQ0010000", "Quillport Police"],
            ],
        ),
    )

    found = Organization.objects.order_by("ori").values_list("ori", "state")
    assert list(found) == [("GM0010000", "GU"), ("MS0240300", "MS"), ("XQ0010000", "")]


def test_a_list_of_oris_alone_says_which_agency_is_unknown(larch, tmp_path):
    rows.organization(larch, "Larkport PD", ori="MS0240100", state="MS")
    points = [
        ["ori", "zip", "lat", "lng"],
        ["MS0240100", "39501", "30.5", "-89.1"],
        ["MS0990100", "39501", "1", "1"],
    ]

    run = brought(larch, file_of(tmp_path, points))

    assert verdicts(run) == {"changed": 1, "refused": 1}
    assert said(run)[3] == "No agency with the ORI MS0990100 is known, and the row has no name."
    assert (Organization.objects.get().city, Site.objects.count()) == ("Gulfport", 0)


@pytest.mark.parametrize(
    ("station", "department"),
    [
        ("KENTUCKY STATE POLICE - POST 9", "KENTUCKY STATE POLICE"),
        ("MICHIGAN STATE POLICE DISTRICT 8 POST 84 - MUNISING", "MICHIGAN STATE POLICE"),
        ("STONE COUNTY SHERIFFS OFFICE / STONE COUNTY JAIL", "STONE COUNTY SHERIFFS OFFICE"),
        ("GWINNETT COUNTY POLICE DEPARTMENT DISTRICT 3 - NORTHSIDE PRECINCT",
         "GWINNETT COUNTY POLICE DEPARTMENT"),
        ("WASHINGTON STATE UNIVERSITY - VANCOUVER POLICE DEPARTMENT",
         "WASHINGTON STATE UNIVERSITY - VANCOUVER POLICE DEPARTMENT"),
        ("OAKESDALE TOWN MARSHAL", "OAKESDALE TOWN MARSHAL"),
    ],
)  # fmt: skip
def test_a_station_names_its_department(station, department):
    assert department_of(station) == department


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("PORT HURON POLICE DEPARTMENT", "police"),
        ("AIKEN DEPARTMENT OF PUBLIC SAFETY", "police"),
        ("ALABAMA DEPARTMENT OF PUBLIC SAFETY", "state"),
        ("UNIVERSITY OF IOWA DEPARTMENT OF PUBLIC SAFETY", "campus"),
        ("NORFOLK SOUTHERN RAILWAY POLICE", "other"),
        ("FRANKLIN COUNTY DETENTION CENTER", "other"),
        ("HARRISON COUNTY SHERIFF'S OFFICE", "sheriff"),
    ],
)
def test_what_an_agency_is_is_told_by_its_name(name, kind):
    assert agency_kind(name) == kind


def test_the_real_stations_of_sixteen_states_come_in_once(larch):
    path = shared("law_enforcement/hifld_local_law_enforcement_2019_16_states.csv")

    first, second = brought(larch, path), brought(larch, path)

    assert (verdicts(first), verdicts(second)) == ({"new": 7834}, {"same": 7834})
    gulfport = Organization.objects.get(name="GULFPORT POLICE DEPARTMENT")
    assert gulfport.sites.count() == 3
    harrison = Organization.objects.get(name="HARRISON COUNTY SHERIFFS DEPARTMENT", state="MS")
    assert (harrison.agency, harrison.county) == ("sheriff", "Harrison County")


def test_the_real_register_of_agencies_gives_many_of_them_their_ori(larch):
    brought(larch, shared("law_enforcement/hifld_local_law_enforcement_2019_16_states.csv"))

    run = brought(larch, shared("law_enforcement/fbi_cde_agencies_by_state.json.gz"))

    assert (run.kind, run.layout, run.rows_read) == ("agencies", "fbi-agencies", 23243)
    assert run.new + run.changed + run.refused + run.asks == 23243
    assert run.changed > 4000
    gulfport = Organization.objects.get(name="GULFPORT POLICE DEPARTMENT")
    assert (gulfport.ori, gulfport.sites.count()) == ("MS0240200", 3)
    assert not Organization.objects.filter(ori__startswith="NB").exists()
