"""Carriers: found again by their USDOT number, under the name on their doors (T13)."""

from datetime import date
from pathlib import Path

from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.plan import Change, in_words
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Organization,
    OtherName,
    Site,
    Source,
)
from muster.directory.provenance import by_hand, set_fields, sources_of
from tests import rows
from tests.directory.imports.bring import DANA, NOW, brought, file_of, said, tried, verdicts
from tests.shared_data import shared

SAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples" / "imports"
HEADERS = [
    "DOT_NUMBER", "LEGAL_NAME", "DBA_NAME", "PHY_STREET", "PHY_CITY", "PHY_STATE", "PHY_ZIP",
    "TELEPHONE", "EMAIL_ADDRESS", "NBR_POWER_UNIT", "DRIVER_TOTAL",
]  # fmt: skip
RODGERS = [
    "9904101", "RODGWICK TRAVEL SERVICE INC", "CORNELL CHARTERS AND TOURS", "4 Mill Road", "BILOXI",
    "MS", "39530", "(228) 555-0100", "office@rodgwick.example", "12", "1,020",
]  # fmt: skip


def census(folder, *carriers):
    return file_of(folder, [HEADERS, *carriers], "census.csv")


def test_a_carrier_has_its_two_names_its_seat_and_its_numbers(larch, tmp_path):
    run = brought(larch, census(tmp_path, RODGERS))

    carrier = Organization.objects.get()
    assert (run.layout, verdicts(run)) == ("fmcsa-census", {"new": 1})
    assert (carrier.key, carrier.usdot) == ("usdot-9904101", "9904101")
    assert carrier.name == "CORNELL CHARTERS AND TOURS"
    assert list(carrier.other_names.values_list("name", "kind")) == [
        ("RODGWICK TRAVEL SERVICE INC", "legal")
    ]
    assert (carrier.city, carrier.county, carrier.state) == ("Biloxi", "Harrison County", "MS")
    assert (carrier.trucks, carrier.drivers) == (12, 1020)
    assert carrier.sector.key == "trucking"
    assert list(ContactPoint.objects.values_list("address", flat=True)) == [
        "office@rodgwick.example", "+12285550100",
    ]  # fmt: skip
    assert carrier.source == run.source
    assert (run.source.kind, run.source.name) == (Source.Kind.REGISTER, "census.csv")


def test_its_office_comes_only_where_somebody_asks(larch, tmp_path):
    run = brought(larch, census(tmp_path, RODGERS))
    assert (verdicts(run), Site.objects.count()) == ({"new": 1}, 0)

    run = brought(larch, census(tmp_path, RODGERS), as_={3: "site.street"})

    site = Site.objects.get()
    assert verdicts(run) == {"changed": 1}
    assert (site.name, site.street, site.zip, site.kind) == (
        "Office", "4 Mill Road", "39530", "office",
    )  # fmt: skip
    assert (site.county, site.time_zone) == ("Harrison County", "America/Chicago")


def test_an_owner_operator_under_their_own_name_is_marked_and_their_home_left_out(larch, tmp_path):
    owner = [
        "9904102",
        "ALDO R PRUITT",
        "",
        "12 Home Lane",
        "BILOXI",
        "MS",
        "39530",
        "",
        "",
        "0",
        "20",
    ]

    brought(larch, census(tmp_path, owner, RODGERS), as_={3: "site.street"})

    pruitt = Organization.objects.get(usdot="9904102")
    assert (pruitt.natural_person, pruitt.trucks, pruitt.drivers) == (True, 0, 20)
    assert list(Site.objects.values_list("organization__usdot", flat=True)) == ["9904101"]


def test_null_in_words_is_nothing(larch, tmp_path):
    null = [
        "9904103",
        "QUILLPORT FREIGHT LLC",
        "NULL",
        "NULL",
        "N/A",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "NULL",
        "",
    ]

    run = brought(larch, census(tmp_path, null))

    carrier = Organization.objects.get()
    assert verdicts(run) == {"new": 1}
    assert (carrier.name, carrier.city, carrier.state, carrier.trucks) == (
        "QUILLPORT FREIGHT LLC", "", "", None,
    )  # fmt: skip
    assert (OtherName.objects.count(), ContactPoint.objects.count()) == (0, 0)


def test_addresses_abroad_come_in(larch, tmp_path):
    abroad = [
        "9904104",
        "MAPLEWICK HAULAGE LTD",
        "",
        "",
        "WINNIPEG",
        "MB",
        "R3C 4T3",
        "(204) 555-0100",
        "",
        "3",
        "3",
    ]

    run = brought(larch, census(tmp_path, abroad))

    assert verdicts(run) == {"new": 1}
    assert said(run) == {2: "PHY_STATE: MB is a province of Canada."}
    assert Organization.objects.get().state == "MB"


def test_what_cannot_be_read_of_a_register_is_left_out_and_said(larch, tmp_path):
    odd = [*RODGERS[:7], "000-000-0000", "not an address", "12", "many"]

    run = brought(larch, census(tmp_path, odd))

    assert verdicts(run) == {"new": 1}
    assert said(run) == {
        2: "TELEPHONE: “000-000-0000” is not a phone number: ten digits, or + and a country code."
        " Left out. EMAIL_ADDRESS: “not an address” is not an e-mail address. Left out."
        " DRIVER_TOTAL: “many” is not a count like 1,234. Left out."
    }
    assert (Organization.objects.get().drivers, ContactPoint.objects.count()) == (None, 0)


def test_a_number_that_is_none_refuses_the_row(larch, tmp_path):
    run = brought(larch, census(tmp_path, ["12-AB", *RODGERS[1:]], RODGERS))

    assert verdicts(run) == {"new": 1, "refused": 1}
    assert said(run) == {2: "“12-AB” is not a USDOT number: at most eight digits."}


def test_a_carrier_is_found_again_by_its_number_whatever_it_is_called_now(larch, tmp_path):
    brought(larch, census(tmp_path, RODGERS))
    renamed = [
        "9904101",
        "RODGWICK TRAVEL SERVICE INC",
        "GULF CHARTERS",
        *RODGERS[3:9],
        "14",
        "1,020",
    ]

    run = brought(larch, census(tmp_path, renamed))

    carrier = Organization.objects.get()
    assert verdicts(run) == {"changed": 1}
    assert (carrier.name, carrier.trucks) == ("GULF CHARTERS", 14)
    assert set(carrier.other_names.values_list("name", "kind")) == {
        ("RODGWICK TRAVEL SERVICE INC", "legal"),
        ("CORNELL CHARTERS AND TOURS", "formerly"),
    }
    assert set(FieldChange.objects.values_list("field", "old", "new", "source")) == {
        ("name", "CORNELL CHARTERS AND TOURS", "GULF CHARTERS", run.source.pk),
        ("trucks", "12", "14", run.source.pk),
    }
    assert sources_of(carrier)["trucks"] == run.source


def test_one_that_the_directory_has_without_its_number_gets_it(larch, tmp_path):
    known = rows.organization(larch, "Cornell Charters and Tours", city="Biloxi", state="MS")
    elsewhere = rows.organization(larch, "Quillport Freight", city="Jackson", state="TN")
    other = ["9904103", "QUILLPORT FREIGHT", "", "", "JACKSON", "MS", "", "", "", "1", "1"]

    run = brought(larch, census(tmp_path, RODGERS, other))

    known.refresh_from_db()
    elsewhere.refresh_from_db()
    assert verdicts(run) == {"new": 1, "changed": 1}
    assert (known.usdot, known.name) == ("9904101", "Cornell Charters and Tours")
    assert elsewhere.usdot == ""


def test_a_number_told_twice_counts_once(larch, tmp_path):
    again = [*RODGERS[:9], "13", "1,020"]

    run = brought(larch, census(tmp_path, RODGERS, RODGERS, again))

    assert verdicts(run) == {"new": 1, "same": 2}
    assert said(run) == {
        4: "USDOT 9904101 stands on an earlier line with other values: that one counts."
    }
    assert Organization.objects.get().trucks == 12


def test_the_same_file_again_changes_nothing(larch, tmp_path):
    brought(larch, census(tmp_path, RODGERS), as_={3: "site.street"})

    run = brought(larch, census(tmp_path, RODGERS), as_={3: "site.street"})

    assert verdicts(run) == {"same": 1}
    assert (Organization.objects.count(), Site.objects.count()) == (1, 1)
    assert (FieldChange.objects.count(), ContactPoint.objects.count()) == (0, 2)


def test_what_somebody_typed_since_stays_and_is_said(larch, tmp_path):
    brought(larch, census(tmp_path, RODGERS))
    carrier = Organization.objects.get()
    source = by_hand(larch, by=DANA, on=date(2026, 5, 20))
    set_fields(carrier, {"trucks": 64}, source=source, by=DANA, at=NOW)

    run = brought(larch, census(tmp_path, RODGERS))

    assert Organization.objects.get().trucks == 64
    assert verdicts(run) == {"same": 1}
    assert said(run) == {
        2: "trucks stays 64, as dana@larch.example.org typed on May 20, 2026; the file says 12."
    }


def test_a_file_that_is_known_to_be_newer_says_it_last(larch, tmp_path):
    typed = by_hand(larch, by=DANA, on=date(2026, 5, 20))
    rows.organization(larch, "Cornell", usdot="9904101", trucks=64, source=typed)
    run = tried(larch, census(tmp_path, RODGERS))
    assert "trucks stays 64" in said(run)[2]

    run.source_on = date(2026, 5, 24)
    run.state = "read"
    run.save()
    apply(check(run, now=NOW), by=DANA, now=NOW)

    assert Organization.objects.get().trucks == 12


def test_an_empty_cell_empties_nothing(larch, tmp_path):
    brought(larch, census(tmp_path, RODGERS))

    run = brought(larch, census(tmp_path, ["9904101", "RODGWICK TRAVEL SERVICE INC", *[""] * 9]))

    carrier = Organization.objects.get()
    assert (carrier.trucks, carrier.city) == (12, "Biloxi")
    assert verdicts(run) == {"changed": 1}  # it is called by its legal name now
    assert ContactPoint.objects.count() == 2


def test_a_new_number_takes_the_place_of_one_that_only_a_list_knew(larch, tmp_path):
    brought(larch, census(tmp_path, RODGERS))
    moved = [*RODGERS[:7], "(228) 555-0199", *RODGERS[8:]]

    run = brought(larch, census(tmp_path, moved))

    assert said(run) == {2: "phone: “(228) 555-0100” becomes “(228) 555-0199”."}
    assert list(ContactPoint.objects.filter(kind="phone").values_list("address", flat=True)) == [
        "+12285550199"
    ]

    ContactPoint.objects.update(verified_on=date(2026, 5, 1))
    brought(larch, census(tmp_path, RODGERS))
    assert ContactPoint.objects.filter(kind="phone").count() == 2  # one that was verified stays


def test_the_real_register_comes_in_once(larch):
    path = shared("carriers/fmcsa_safer_registrations_16_states.csv")

    first, second = brought(larch, path), brought(larch, path)

    assert (first.kind, first.layout) == ("carriers", "fmcsa-safer")
    assert (verdicts(first), verdicts(second)) == ({"new": 556}, {"same": 556})
    assert Organization.objects.count() == 556
    assert Organization.objects.exclude(county="").count() > 500


def test_a_row_without_a_number_in_a_list_of_numbers_is_asked_about(larch, tmp_path):
    brought(larch, census(tmp_path, RODGERS))
    unnumbered = ["", "", "CORNELL CHARTERS AND TOURS", "", "BILOXI", "MS", *[""] * 5]

    run = tried(larch, census(tmp_path, unnumbered))

    assert verdicts(run) == {"asks": 1}
    assert said(run) == {
        2: "“CORNELL CHARTERS AND TOURS” is known by its number, and this row has none."
        " Is it the same?"
    }


def test_a_list_without_numbers_finds_a_carrier_by_name_and_town(larch, tmp_path):
    brought(larch, census(tmp_path, RODGERS))
    members = [
        ["Company", "City", "State", "Phone"],
        ["Cornell Charters & Tours", "Biloxi", "MS", "(228) 555-0177"],
        ["CORNELL CHARTERS AND TOURS", "Biloxi", "MS", "(228) 555-0177"],
    ]

    run = brought(larch, file_of(tmp_path, members, "members.csv"), "carriers")

    assert verdicts(run) == {"new": 1, "changed": 1}  # “&” is not “and”: two, until decided
    assert Organization.objects.get(usdot="9904101").trucks == 12


def test_what_a_zip_code_tells_fills_and_corrects_nothing(larch, tmp_path):
    rows.organization(larch, "Cornell", usdot="9904101", city="Ocean Springs", state="MS")
    only_zip = ["9904101", "CORNELL", "", "", "", "", "39530", *[""] * 4]

    run = brought(larch, census(tmp_path, only_zip))

    carrier = Organization.objects.get()
    assert (carrier.city, carrier.county) == ("Ocean Springs", "Harrison County")
    assert said(run) == {2: "county: Harrison County; sector: Trucking."}


def test_registrations_bring_no_offices_either(larch):
    """Their address stands in one cell as well, which is nobody's street until somebody says so."""
    run = brought(larch, SAMPLES / "carriers-safer.csv")

    assert (run.layout, verdicts(run), Site.objects.count()) == ("fmcsa-safer", {"new": 2}, 0)
    carrier = Organization.objects.get(usdot="9905233")
    assert (carrier.city, carrier.state) == ("Dovemere", "MS")


def test_a_change_is_told_in_the_words_of_the_record_s_page():
    told = [("usdot", "", "9904101"), ("zip", "39530", "39531"), ("title", "Owner", "")]

    assert in_words([Change(Organization, 1, *one, one[2]) for one in told]) == (
        "USDOT number: 9904101; ZIP code: “39530” becomes “39531”; title: “Owner” is emptied"
    )
