"""An empty sector is filled by a list that gives one to new ones; one that is there stays."""

from typing import Any

import pytest

from muster.directory.imports.foresee import foresee
from muster.directory.imports.undo import undo
from muster.directory.models import FieldChange, Organization
from muster.directory.provenance import by_hand, set_fields
from muster.programs.models import Sector
from tests import rows
from tests.directory.imports.bring import DANA, NOW, brought, file_of, said, tried, verdicts

STATIONS = [
    ["OBJECTID", "ID", "NAME", "TELEPHONE", "ADDRESS", "CITY", "STATE", "COUNTY", "X", "Y"],
    ["1", "901", "LARKPORT POLICE DEPARTMENT", "", "2810 34TH AVENUE", "LARKPORT", "MS",
     "HARRISON", "-89.09", "30.37"],
]  # fmt: skip
CARRIERS = [
    ["DOT_NUMBER", "LEGAL_NAME", "PHY_CITY", "PHY_STATE"],
    ["99900123", "Larkhaven Freight", "Larkhaven", "MS"],
]

TRUCK_STOPS = [
    ["id", "name", "brand", "lat", "lon", "address", "truck_stop"],
    ["node/1", "Tarrow Fuel 7", "Tarrow Fuel", "30.37", "-89.09", "", "yes"],
    ["node/2", "Larkhaven Freight 9", "Larkhaven Freight", "30.40", "-89.05", "", "yes"],
]


@pytest.fixture
def law(larch: Any) -> Sector:
    return sector(larch, "law-enforcement", "Law enforcement")


def sector(program: Any, key: str, name: str) -> Sector:
    found = Sector.objects.filter(program=program, key=key).first()
    return found or Sector.objects.create(program=program, key=key, name=name, position=90)


def test_an_agency_without_a_sector_gets_it_as_any_empty_field_and_gives_it_back(
    larch: Any, law: Sector, tmp_path: Any
) -> None:
    agency = rows.organization(larch, "Larkport Police Department", agency="police")
    Organization.objects.filter(pk=agency.pk).update(sector=None)
    path = file_of(tmp_path, STATIONS)

    assert f"sector: {law.name}" in said(tried(larch, path))[2]
    run = brought(larch, path)

    agency.refresh_from_db()
    assert agency.sector == law
    change = FieldChange.objects.get(organization=agency, field="sector")
    assert (change.old, change.new, change.source) == ("", str(law.pk), run.source)
    assert verdicts(brought(larch, path)) == {"same": 1}
    undo(run, by=DANA, now=NOW)
    agency.refresh_from_db()
    assert agency.sector is None


def test_who_looks_at_a_row_beforehand_is_told_the_sector_by_its_name(
    larch: Any, law: Sector, tmp_path: Any
) -> None:
    agency = rows.organization(larch, "Larkport Police Department", agency="police")
    Organization.objects.filter(pk=agency.pk).update(sector=None)

    told = foresee(tried(larch, file_of(tmp_path, STATIONS)), [2])[2]

    assert [one.called for one in told.changes if one.field == "sector"] == [law.name]


def test_a_sector_that_is_there_and_one_that_a_member_emptied_stay(
    larch: Any, law: Sector, tmp_path: Any
) -> None:
    agency = rows.organization(larch, "Larkport Police Department", agency="police")
    other = sector(larch, "schools", "Schools")
    hand = by_hand(larch, by=DANA, on=NOW.date())
    set_fields(agency, {"sector": other}, source=hand, by=DANA, at=NOW)
    path = file_of(tmp_path, STATIONS)

    first = brought(larch, path)

    agency.refresh_from_db()
    assert agency.sector == other
    undo(first, by=DANA, now=NOW)
    set_fields(agency, {"sector": None}, source=hand, by=DANA, at=NOW)
    brought(larch, path)
    agency.refresh_from_db()
    assert agency.sector is None


def test_a_carrier_without_a_sector_is_of_trucking(larch: Any, tmp_path: Any) -> None:
    trucking = sector(larch, "trucking", "Trucking")
    carrier = rows.organization(larch, "Larkhaven Freight", usdot="99900123")
    Organization.objects.filter(pk=carrier.pk).update(sector=None)

    brought(larch, file_of(tmp_path, CARRIERS))

    carrier.refresh_from_db()
    assert carrier.sector == trucking


def test_whose_truck_stop_it_is_gets_the_sector_of_the_list_and_keeps_its_own(
    larch: Any, tmp_path: Any
) -> None:
    stops = sector(larch, "truck-stop", "Truck stop")
    trucking = sector(larch, "trucking", "Trucking")
    fuel = rows.organization(larch, "Tarrow Fuel")
    freight = rows.organization(larch, "Larkhaven Freight", sector=trucking)
    Organization.objects.filter(pk=fuel.pk).update(sector=None)

    brought(larch, file_of(tmp_path, TRUCK_STOPS))

    fuel.refresh_from_db()
    freight.refresh_from_db()
    assert (fuel.sector, freight.sector) == (stops, trucking)
