"""Lists with two lines of headers: what stands below says what it is, and above, whose."""

import pytest
from openpyxl import Workbook

from muster.core.sheets import open_sheet
from muster.directory.imports.grouped import is_column_name, named
from muster.directory.models import Organization, Person
from tests.directory.imports.bring import brought, file_of, taken, verdicts
from tests.directory.imports.test_carriers import SAMPLES
from tests.shared_data import shared

ABOVE = ["Contact", "", "Company", "", "", ""]
BELOW = ["First", "Last", "Name", "City", "State", "Phone"]
ROWS = [
    ["Ada", "Vale", "Tarrow Fuel", "Gulfport", "MS", "(228) 555-0101"],
    ["Jo", "Reed", "Pine Bus", "Biloxi", "MS", "(228) 555-0102"],
]


def merged(folder, rows, *merges):
    book = Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    for cells in merges:
        book.active.merge_cells(cells)
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def fields(run):
    return [column.field for column in run.columns.all()]


@pytest.mark.parametrize("title", [[], [["Attendees of the spring meeting", *[""] * 5]]])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_people_and_their_companies_come_in_whole(larch, tmp_path, form, title):
    rows = [*title, ABOVE, BELOW, *ROWS]
    above = len(title) + 1
    path = (
        file_of(tmp_path, rows)
        if form == "csv"
        else merged(tmp_path, rows, f"A{above}:B{above}", f"C{above}:F{above}")
    )

    run = brought(larch, path, "contacts")

    assert (run.first_header_line, run.header_lines, verdicts(run)) == (above, 2, {"new": 2})
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ada Vale", "Jo Reed"]
    assert sorted(Organization.objects.values_list("name", "city")) == [
        ("Pine Bus", "Biloxi"), ("Tarrow Fuel", "Gulfport"),
    ]  # fmt: skip


def test_rows_of_words_alone_come_in_too(larch, tmp_path):
    rows = [row[:4] for row in (ABOVE, BELOW, *ROWS)]

    run = taken(larch, file_of(tmp_path, rows))

    assert (run.kind, run.header_lines) == ("contacts", 2)
    assert fields(run) == ["person.given", "person.family", "organization.name", "site.city"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Contact: First", "person.given"),
        ("Contact: Name", "person.name"),
        ("Company: Name", "organization.name"),
        ("Company: E-mail", "organization.email"),
        ("Company: Contact", "person.name"),
        ("Where: Zip code", "site.zip"),
        ("Home: Phone", ""),
        ("Emergency contact: Name", ""),
        ("Company: Name of the dog", ""),
    ],
)
def test_the_word_above_says_whose_it_is(header, field):
    assert named(header, "contacts") == field


def test_the_contact_of_a_carrier_is_not_the_carrier():
    assert named("Carrier: Name", "carriers") == "organization.name"
    assert named("Contact: Name", "carriers") == "person.name"  # which no carrier has


def test_who_is_named_second_lends_the_first_no_phone(larch, tmp_path):
    rows = [
        ["Company", "Day", "", "Night", "", "Home", ""],
        ["", "Name", "Phone", "Name", "Phone", "Phone", "Birth date"],
        ["Tarrow Fuel", "Ada Vale", "(228) 555-0101", "Jo Reed", "(228) 555-0102",
         "(228) 555-0103", "1980-02-03"],
    ]  # fmt: skip

    run = taken(larch, file_of(tmp_path, rows), "contacts")

    assert fields(run) == [
        "organization.name", "person.name", "person.phone", "", "", "", "",
    ]  # fmt: skip
    private = run.columns.filter(private=True)
    assert [column.header for column in private] == ["Home: Birth date"]


def lines_of_headers(path):
    return open_sheet(path, is_name=is_column_name).reading.header_lines


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*")), ids=lambda path: path.name)
def test_the_first_row_of_a_sample_is_no_header(path):
    assert lines_of_headers(path) == 1


@pytest.mark.parametrize(
    "file",
    [
        "carriers/fmcsa_safer_registrations_16_states.csv",
        "law_enforcement/hifld_local_law_enforcement_2019_16_states.csv",
        "law_enforcement/fbi_cde_agencies_by_state.json.gz",
        "places/osm_truck_stops_16_states.json",
        "places/fta_ntd_2023_gtfs_weblinks.csv",
        "surveys/eventbrite_attendee_report.csv",
    ],
)
def test_the_first_row_of_a_real_list_is_no_header(file):
    assert lines_of_headers(shared(file)) == 1
