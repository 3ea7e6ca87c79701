"""A file comes in: what it is, how it is laid out, which column is what."""

import pytest
from django.conf import settings

from muster.core.sheets import SheetError
from muster.directory.imports.columns import map_columns, preview
from muster.directory.imports.errors import UnknownKind, WrongMapping
from muster.directory.imports.files import file_of as kept_file
from muster.directory.imports.take_in import take_in
from muster.directory.models import Import, RememberedColumn
from tests.directory.imports.bring import DANA, NOW, file_of, taken

EVENT = [
    ["Order #", "Order Date", "First Name", "Last Name", "Email", "Attendee #", "Ticket Type",
     "Attendee Status", "Cell Phone", "Company", "Job Title", "IP Address", "Birth Date",
     "Who told you about us?"],
    ["9100412", "04/12/26 22:28", "Imani", "Okafor-Bell", "imani@larkhaven.example", "1", "General",
     "Attending", "(228) 555-0117", "Larkhaven Freight", "Safety Dir", "192.0.2.7", "1980-02-03",
     "My insurer"],
]  # fmt: skip


def fields(run: Import) -> dict[str, str]:
    return {column.header: column.field for column in run.columns.all() if column.field}


def test_an_attendee_list_is_recognised_by_its_headers(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, EVENT))

    assert (run.kind, run.layout, run.state) == ("attendees", "eventbrite", "read")
    assert fields(run) == {
        "Order Date": "touch.on", "First Name": "person.given", "Last Name": "person.family",
        "Email": "person.email", "Attendee #": "row.key", "Attendee Status": "touch.came",
        "Cell Phone": "person.cell", "Company": "organization.name", "Job Title": "post.title",
        "Who told you about us?": "touch.told_by",
    }  # fmt: skip


def test_what_could_tell_where_somebody_was_is_dropped_and_cannot_be_mapped(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, EVENT))

    private = [column for column in run.columns.all() if column.private]
    assert [column.header for column in private] == ["IP Address", "Birth Date"]
    assert [view.samples for view in preview(run) if view.column.private] == [(), ()]
    map_columns(run, {0: "touch.says"}, by=DANA, now=NOW)  # another column can be mapped
    with pytest.raises(WrongMapping) as refused:
        map_columns(run, {private[0].position: "touch.says"}, by=DANA, now=NOW)
    assert refused.value.position == private[0].position


def test_coordinates_are_a_place_s_and_never_a_person_s(larch, tmp_path):
    rows = [["Name", "Latitude", "Longitude"], ["Mara Ostrander", "30.1", "-89.1"]]

    people = taken(larch, file_of(tmp_path, rows), "contacts")
    places = taken(larch, file_of(tmp_path, rows), "places")

    assert fields(people) == {"Name": "person.name"}
    assert fields(places) == {
        "Name": "site.name", "Latitude": "site.latitude", "Longitude": "site.longitude",
    }  # fmt: skip


def test_the_file_is_kept_for_its_owner_alone(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, EVENT))

    kept = kept_file(run)
    assert kept.is_relative_to(settings.HOME)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert len(run.sha256) == 64


def test_nothing_is_kept_of_what_is_no_table(larch, tmp_path):
    path = tmp_path / "people.xlsx"
    path.write_bytes(b"%PDF-1.7 not a sheet")

    with pytest.raises(SheetError):
        take_in(larch, path, file_name="people.xlsx", kind=None, by=DANA, now=NOW)
    assert Import.objects.count() == 0


def test_a_kind_that_nobody_imports_is_said(larch, tmp_path):
    with pytest.raises(UnknownKind):
        taken(larch, file_of(tmp_path, EVENT), "recipes")


def test_a_mapping_is_remembered_for_the_next_file(larch, tmp_path):
    rows = [["Wer", "Wo"], ["Mara Ostrander", "Pinewick"]]
    first = taken(larch, file_of(tmp_path, rows), "contacts")
    assert fields(first) == {}

    map_columns(first, {0: "person.name", 1: "organization.name"}, by=DANA, now=NOW)
    second = taken(larch, file_of(tmp_path, rows), "contacts")

    assert fields(second) == {"Wer": "person.name", "Wo": "organization.name"}
    assert {column.why for column in second.columns.all()} == {"as on May 26, 2026"}
    assert RememberedColumn.objects.count() == 2


def test_two_columns_do_not_fill_one_field(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, [["A", "B"], ["Mara", "Mara O."]]), "contacts")

    with pytest.raises(WrongMapping) as refused:
        map_columns(run, {0: "person.name", 1: "person.name"}, by=DANA, now=NOW)
    assert str(refused.value) == "“A” and “B” both fill “Person: name”. Choose one of them."
    map_columns(run, {0: "person.name", 1: "person.email"}, by=DANA, now=NOW)


def test_somebody_must_be_named(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, [["A"], ["mara@x.example"]]), "contacts")

    with pytest.raises(WrongMapping):
        map_columns(run, {0: "person.email"}, by=DANA, now=NOW)


def test_samples_are_the_oddest_values_and_say_what_will_come(larch, tmp_path):
    rows = [["Name", "Phone"], ["Mara", "(228) 555-0100"], ["Wes", "911"], ["Jon", "228-555-0101"]]
    run = taken(larch, file_of(tmp_path, rows), "contacts")

    phone = preview(run)[1]

    assert phone.samples[0].text == "911"
    assert phone.notes == ("1 value cannot be read",)
    assert (phone.filled, phone.looked_at) == (3, 3)


def test_values_tell_what_a_column_without_a_good_name_is(larch, tmp_path):
    rows = [["Name", "Q7", "Q8"]] + [
        [f"Person {n}", f"p{n}@x.example", f"(228) 555-01{n:02}"] for n in range(5)
    ]

    run = taken(larch, file_of(tmp_path, rows), "contacts")

    assert fields(run) == {"Name": "person.name", "Q7": "person.email", "Q8": "person.cell"}
