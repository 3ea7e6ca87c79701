"""A record that is somewhere else now: its county was that of the old town."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.directory.imports.undo import undo
from muster.directory.models import FieldChange, Organization, Site
from muster.directory.provenance import by_hand, set_fields
from muster.directory.where import county_of_town
from tests.directory.imports.bring import DANA, NOW, brought, file_of, said, verdicts

HEADERS = ["DOT_NUMBER", "LEGAL_NAME", "PHY_STREET", "PHY_CITY", "PHY_STATE", "PHY_ZIP"]
WITH_STREET = {2: "site.street"}


def census(folder, *place, name="census.csv"):
    return file_of(folder, [HEADERS, ["9904101", "TARROW FUEL LLC", *place]], name)


def where(record):
    record.refresh_from_db()
    return (record.city, record.county, record.state)


@pytest.fixture
def carrier(larch, tmp_path):
    brought(larch, census(tmp_path, "1 Mill Road", "JACKSON", "MS", "39201"), as_=WITH_STREET)
    carrier = Organization.objects.get()
    assert where(carrier) == ("Jackson", "Hinds County", "MS")
    return carrier


def test_the_county_goes_with_the_town_and_comes_back_with_it(larch, tmp_path, carrier):
    run = brought(larch, census(tmp_path, "", "MOBILE", "AL", "36602"))

    assert where(carrier) == ("Mobile", "Mobile County", "AL")
    assert said(run)[2].startswith(
        "city: “Jackson” becomes “Mobile”; state: “MS” becomes “AL”;"
        " county: “Hinds County” becomes “Mobile County”."
    )
    change = FieldChange.objects.get(organization=carrier, field="county")
    assert (change.old, change.new, change.source) == ("Hinds County", "Mobile County", run.source)
    again = brought(larch, census(tmp_path, "", "MOBILE", "AL", "36602"))
    assert verdicts(again) == {"same": 1}

    undo(run, by=DANA, now=NOW)

    assert where(carrier) == ("Jackson", "Hinds County", "MS")


def test_without_a_zip_code_the_town_tells_it(larch, tmp_path, carrier):
    brought(larch, census(tmp_path, "", "MOBILE", "AL", ""))

    assert where(carrier) == ("Mobile", "Mobile County", "AL")


def test_where_nobody_knows_the_new_county_the_old_one_goes(larch, tmp_path, carrier):
    run = brought(larch, census(tmp_path, "", "LARKHAVEN", "AL", ""))

    assert where(carrier) == ("Larkhaven", "", "AL")
    assert "county: “Hinds County” is emptied" in said(run)[2]

    undo(run, by=DANA, now=NOW)

    assert where(carrier) == ("Jackson", "Hinds County", "MS")


def test_another_town_of_the_county_leaves_it(larch, tmp_path, carrier):
    run = brought(larch, census(tmp_path, "", "CLINTON", "MS", "39056"))

    assert where(carrier) == ("Clinton", "Hinds County", "MS")
    assert said(run) == {2: "city: “Jackson” becomes “Clinton”."}


def test_a_county_that_the_file_says_counts(larch, tmp_path, carrier):
    headers = [*HEADERS, "County"]
    row = ["9904101", "TARROW FUEL LLC", "", "MOBILE", "AL", "36602", "Baldwin County"]

    brought(larch, file_of(tmp_path, [headers, row]))

    assert where(carrier) == ("Mobile", "Baldwin County", "AL")


def test_a_town_that_somebody_typed_keeps_its_county(larch, tmp_path, carrier):
    typed = by_hand(larch, by="sam@larch.example.org", on=date(2026, 5, 20))
    place = {"city": "Pearl", "county": "Rankin County", "state": "MS"}
    set_fields(carrier, place, source=typed, by="sam@larch.example.org", at=NOW)

    brought(larch, census(tmp_path, "", "VICKSBURG", "MS", "39180"))

    assert where(carrier) == ("Pearl", "Rankin County", "MS")


def test_a_site_moves_with_its_county_and_its_time_zone(larch, tmp_path, carrier):
    office = Site.objects.get()
    assert where(office) == ("Jackson", "Hinds County", "MS")

    run = brought(larch, census(tmp_path, "1 Mill Road", "ATLANTA", "GA", "30303"), as_=WITH_STREET)

    assert where(office) == ("Atlanta", "Fulton County", "GA")
    assert (office.zip, office.time_zone) == ("30303", "America/New_York")
    undo(run, by=DANA, now=NOW)
    assert where(office) == ("Jackson", "Hinds County", "MS")
    assert (office.zip, office.time_zone) == ("39201", "America/Chicago")


def test_a_zip_code_of_another_town_moves_a_site_and_one_of_the_same_town_does_not(
    larch, tmp_path, carrier
):
    office = Site.objects.get()
    brought(larch, census(tmp_path, "1 Mill Road", "", "", "39202"), as_=WITH_STREET)
    assert (office.zip, *where(office)) == ("39201", "Jackson", "Hinds County", "MS")
    assert office.zip == "39202"

    brought(larch, census(tmp_path, "1 Mill Road", "", "", "36602"), as_=WITH_STREET)

    assert where(office) == ("Mobile", "Mobile County", "AL")


def test_a_town_that_was_typed_stays_where_it_is_whatever_the_zip_code(larch, tmp_path, carrier):
    office = Site.objects.get()
    typed = by_hand(larch, by="sam@larch.example.org", on=date(2026, 5, 20))
    set_fields(office, {"city": "Clinton"}, source=typed, by="sam@larch.example.org", at=NOW)

    brought(larch, census(tmp_path, "1 Mill Road", "", "", "36602"), as_=WITH_STREET)

    assert where(office)[:2] == ("Clinton", "Hinds County")


def test_many_that_moved_are_asked_about_at_once(larch, tmp_path):
    def moved(many, start):
        def carriers(*place):
            numbers = range(start, start + many)
            return file_of(
                tmp_path, [HEADERS, *([str(at), f"HAULER {at} LLC", *place] for at in numbers)]
            )

        brought(larch, carriers("", "JACKSON", "MS", "39201"))
        with CaptureQueriesContext(connection) as asked:
            run = brought(larch, carriers("", "MOBILE", "AL", "36602"))
        assert verdicts(run) == {"changed": many}
        # SQLite sets each row by itself, in one prepared statement.
        return len([one for one in asked if not one["sql"].startswith("UPDATE")])

    few = moved(20, 9_920_000)
    assert moved(200, 9_910_000) - few < 20
    assert set(Organization.objects.values_list("county", flat=True)) == {"Mobile County"}


def test_a_town_in_several_counties_tells_none():
    assert county_of_town("MS", "Gulfport") == "Harrison County"
    assert county_of_town("MS", "Hattiesburg") == ""
    assert county_of_town("MS", "Larkhaven") == ""
