"""`muster agencies`: who may answer at a place."""

import pytest

from muster.directory.models import Site
from tests import rows
from tests.directory.agencies import coast

pytestmark = pytest.mark.django_db


@pytest.fixture
def larch(db):
    program = rows.program()
    coast(program)
    return program


def test_a_point_has_its_agencies_with_distance_and_reason(muster, larch):
    said = muster("agencies", "--at", "30.3674,-89.0928", "--format", "json")

    assert (said.code, said.err) == (0, "")
    assert said.json["place"] == {
        "city": "Gulfport", "county": "Harrison County", "state": "MS",
        "latitude": 30.3674, "longitude": -89.0928, "by": "the nearest ZIP code",
    }  # fmt: skip
    assert said.json["agencies"][0] == {
        "key": "gulfport-police-department", "name": "Gulfport Police Department", "ori": None,
        "covers": "city", "reason": "The nearest ZIP code lies in Gulfport.", "miles": 0.2,
        "measured_to": "Station 200", "sure": False, "line_near": False,
        "overlaps": ["harrison-county-sheriffs-office", "biloxi-police-department"],
    }  # fmt: skip
    assert [one["covers"] for one in said.json["agencies"]] == ["city", "county", "state", "city"]


def test_a_site_is_asked_by_its_key(muster, larch):
    stop = rows.organization(larch, "Pinewick")
    Site.objects.create(
        program=larch, organization=stop, key="depot", name="Depot", state="MS",
        county="Harrison", city="Biloxi",
    )  # fmt: skip

    said = muster("agencies", "--site", "depot", "--program", "larch")

    assert said.out.splitlines()[0] == "Biloxi, Harrison County, MS, by its address."
    assert said.out.splitlines()[1].startswith("Biloxi Police Department")


def test_a_place_that_nobody_covers_says_what_to_do(muster, larch):
    said = muster("agencies", "--zip", "10001")

    assert said.code == 0
    assert "No agency of the directory covers it." in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--at", "here"), "“here” is no point. Say LAT,LON: 30.3674,-89.0928.\n"),
        (("--at", "nan,nan"), "“nan,nan”: degrees north lie within ±90"),
        (("--at", "91,0"), "“91,0”: degrees north lie within ±90"),
        (
            ("--at", "25,-60"),
            "25,-60 lies more than 40 miles from any ZIP code of the United States.\n",
        ),
        (
            ("--at", "-89.0928,30.3674"),
            "-89.0928,30.3674 lies more than 40 miles from any ZIP code"
            " of the United States. Degrees north come first: --at 30.3674,-89.0928\n",
        ),
        (
            ("--at", "-122.33,47.61"),
            "“-122.33,47.61”: degrees north lie within ±90, degrees east "
            "within ±180. Degrees north come first: --at 47.61,-122.33\n",
        ),
        (("--zip", "ABCDE"), "“ABCDE” is not a US ZIP code.\n"),
        (("--site", "depot"), "There is no site “depot” in The larch program.\n"),
        (("--zip", "39501", "--program", "birch"), "There is no program “birch”."),
    ],
)
def test_what_is_no_place_is_refused_in_words(muster, larch, words, says):
    said = muster("agencies", *words)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(says)


def test_a_zip_code_may_have_lost_its_zeros(muster, larch):
    whole = muster("agencies", "--zip", "00501")

    assert muster("agencies", "--zip", "501") == whole
    assert muster("agencies", "--zip", "00501-1234") == whole
    assert (whole.code, whole.out.startswith("Holtsville, ")) == (0, True)


def test_of_several_programs_one_is_to_be_named(muster, larch):
    rows.program("birch")

    said = muster("agencies", "--zip", "39501")

    assert said.err == "Say which program with --program. Programs here: birch, larch.\n"
