"""A list that is taken along holds what its member may see, and nothing that calculates."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
import time_machine
import vobject
from openpyxl import load_workbook

from muster.core.models import AuditEvent
from muster.directory import exports
from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from tests import rows
from tests.directory.imports.bring import brought
from tests.people import join

NOW = datetime(2026, 5, 26, 15, 0, tzinfo=UTC)
ADDRESS = "/directory/lists/{}/take-along/"


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def company(larch):
    """A company with an odd name, and two people, of whom one asked not to be contacted."""
    made = rows.organization(
        larch, "Pinewick Freight", usdot="1234567", trucks=6, city="Dovemere", state="MS"
    )
    for key, name, status in (
        ("mara", "Mara Ostrander", "ok"),
        ("lee", "Lee O'Hara; Jr., the \\ one", "do_not_contact"),
    ):
        person = Person.objects.create(program=larch, key=key, name=name)
        Post.objects.create(program=larch, person=person, organization=made, title="Owner")
        ContactPoint.objects.create(
            program=larch, person=person, kind="phone", address=f"+1228555{len(name):04}",
            status=status, audience="coalition",
        )  # fmt: skip
    return made


def body(answer) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def table(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(body(answer).decode("utf-8-sig"))))


def take(client, noun, form, **more):
    return client.post(ADDRESS.format(noun), {"all": "1", "query": "", "format": form} | more)


def test_the_page_says_how_many_before_anything_leaves(desk, company):
    page = desk.post(ADDRESS.format("people"), {"all": "1", "query": ""}).content.decode()

    assert "Take 2 rows along as a file" in page
    assert AuditEvent.objects.filter(verb="exported").count() == 0


def test_a_table_has_a_row_for_each_and_no_number_of_who_asked_not_to_be_contacted(desk, company):
    found = table(take(desk, "people", "csv"))

    assert found[0] == [
        "Key", "Name", "Posts", "Organizations", "Phones", "E-mails", "Contact", "Language",
        "Confirmed on",
    ]  # fmt: skip
    assert found[1:] == [
        ["mara", "Mara Ostrander", "Owner", "Pinewick Freight", "(228) 555-0014", "", "", "", ""],
        ["lee", "Lee O'Hara; Jr., the \\ one", "Owner", "Pinewick Freight", "", "",
         "do not contact", "", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", "\t=1"])
def test_no_cell_is_a_formula(desk, larch, name):
    Organization.objects.create(program=larch, key="odd", name=name)

    (_heading, row) = table(take(desk, "organizations", "csv"))
    book = load_workbook(BytesIO(body(take(desk, "organizations", "xlsx"))))

    assert row[1] == f"'{name}"
    cell = book.active["B2"]
    assert (cell.value, cell.data_type) == (name, "s")


def test_a_workbook_holds_numbers_as_numbers(desk, company):
    sheet = load_workbook(BytesIO(body(take(desk, "organizations", "xlsx")))).active

    assert [cell.value for cell in sheet[2]][:9] == [
        "pinewick-freight", "Pinewick Freight", None, "Dovemere", None, "MS", "1234567", None, 6,
    ]  # fmt: skip


def test_characters_that_a_workbook_cannot_hold_are_left_out(desk, larch):
    rows.organization(larch, "Bell\x07 \x0b Freight", city="x" * 80)

    sheet = load_workbook(BytesIO(body(take(desk, "organizations", "xlsx")))).active

    assert sheet["B2"].value == "Bell  Freight"


def test_cards_are_read_by_an_address_book(desk, company):
    cards = list(vobject.readComponents(body(take(desk, "people", "vcf")).decode()))

    assert [card.fn.value for card in cards] == ["Mara Ostrander"]
    (card,) = cards
    assert (card.n.value.family, card.n.value.given) == ("Ostrander", "Mara")
    assert (card.org.value, card.title.value) == (["Pinewick Freight"], "Owner")
    assert card.tel.value == "+12285550014"


def test_a_card_keeps_every_sign_of_a_name(desk, larch):
    name = "O'Hara; Sons, and \\ more"
    company = rows.organization(larch, "Odd", city="Dovemere", state="MS")
    Organization.objects.filter(pk=company.pk).update(name=name)
    Site.objects.create(
        program=larch,
        organization=company,
        key="yard",
        name="Yard\r\nTEL:911",
        city="X",
        state="MS",
    )

    (card,) = vobject.readComponents(body(take(desk, "organizations", "vcf")).decode())
    (yard,) = vobject.readComponents(body(take(desk, "sites", "vcf")).decode())

    assert (card.fn.value, card.adr.value.city, card.adr.value.region) == (name, "Dovemere", "MS")
    assert yard.fn.value == "Yard TEL:911"
    assert not hasattr(yard, "tel")


def test_bad_numbers_are_left_out_and_said(desk, larch, company):
    person = Person.objects.get(key="mara")
    ContactPoint.objects.create(
        program=larch, person=person, kind="email", address="x@pinewick.example", status="bad"
    )

    (mara,) = [row for row in table(take(desk, "people", "csv")) if row[0] == "mara"]

    assert mara[4:7] == ["(228) 555-0014", "", "1 bad, left out"]


SHOWN = {
    "+12285550100;ext=12": "(228) 555-0100 ext. 12",
    "+442079460958;ext=5": "+44 20 7946 0958 ext. 5",
    "+525512345678": "+52 55 1234 5678",
}


def reached_at(program, *addresses):
    """Mara, of a company, with these numbers alone."""
    made = rows.organization(program, "Pinewick Freight", city="Dovemere", state="MS")
    mara = Person.objects.create(program=program, key="mara", name="Mara Ostrander")
    Post.objects.create(program=program, person=mara, organization=made, title="Owner")
    for address in addresses:
        ContactPoint.objects.create(
            program=program, person=mara, kind="phone", address=address, audience="coalition"
        )


@pytest.mark.parametrize("kept", SHOWN)
def test_a_number_stands_in_a_table_as_the_page_writes_it(desk, larch, kept):
    reached_at(larch, kept)

    (_heading, row) = table(take(desk, "people", "csv"))
    sheet = load_workbook(BytesIO(body(take(desk, "people", "xlsx")))).active

    # What begins with a plus could be a formula: an apostrophe makes it text.
    assert row[4] == ("'" if SHOWN[kept].startswith("+") else "") + SHOWN[kept]
    assert (sheet["E2"].value, sheet["E2"].data_type) == (SHOWN[kept], "s")


def test_several_numbers_stand_in_one_cell_and_are_told_apart(desk, larch):
    reached_at(larch, "+12285550100;ext=12", "+12285550101")

    (_heading, row) = table(take(desk, "people", "csv"))

    assert row[4] == "(228) 555-0100 ext. 12; (228) 555-0101"


def test_a_card_has_the_extension_in_words(desk, larch):
    reached_at(larch, "+12285550100;ext=12")

    card = body(take(desk, "people", "vcf")).decode()

    assert [line for line in card.splitlines() if line.startswith("TEL")] == [
        "TEL;TYPE=WORK:+12285550100 ext. 12"
    ]


@pytest.mark.parametrize("kept", SHOWN)
@pytest.mark.parametrize("form", ["csv", "xlsx", "vcf"])
def test_what_is_taken_along_comes_in_elsewhere_with_the_same_numbers(
    desk, larch, tmp_path, form, kept
):
    reached_at(larch, kept)
    path = tmp_path / f"people.{form}"
    path.write_bytes(body(take(desk, "people", form)))
    birch = rows.program("birch")
    columns = {1: "person.name", 4: "person.phone"}

    brought(birch, path, "contacts", as_=None if form == "vcf" else columns)

    numbers = ContactPoint.objects.filter(program=birch)
    assert [*numbers.values_list("person__name", "address")] == [("Mara Ostrander", kept)]


def test_only_what_is_chosen_leaves(desk, larch, company):
    rows.organization(larch, "Alder Freight")

    ticked = desk.post(
        ADDRESS.format("organizations"), {"row": ["alder-freight"], "query": "", "format": "csv"}
    )
    searched = take(desk, "organizations", "csv", query="q=pine")

    assert [row[0] for row in table(ticked)[1:]] == ["alder-freight"]
    assert [row[0] for row in table(searched)[1:]] == ["pinewick-freight"]


def test_that_it_left_is_written_down_without_what_was_typed(desk, dana, company):
    body(take(desk, "organizations", "csv", query="q=pinewick&place=MS&sort=trucks"))

    (act,) = AuditEvent.objects.filter(verb="exported")
    assert (act.actor, act.program) == (dana.user.email, dana.program)
    assert (act.subject, act.reason) == (
        "directory:organization", "csv; place=MS & a search",
    )  # fmt: skip
    assert dict(act.counts) == {"rows": 1, "left_out": 0}


def test_very_long_lists_are_read_a_batch_at_a_time(
    desk, larch, monkeypatch, django_assert_max_num_queries
):
    for number in range(5):
        rows.organization(larch, f"Alder {number}")
    monkeypatch.setattr(exports, "_AT_ONCE", 2)

    with django_assert_max_num_queries(40):
        found = table(take(desk, "organizations", "csv"))

    assert [row[1] for row in found[1:]] == [f"Alder {number}" for number in range(5)]


def test_who_may_not_take_names_along_is_told_no(client, larch, company):
    client.force_login(join(larch, name="Desk", role="desk").user)

    assert take(client, "people", "csv").status_code == 403


def test_another_program_takes_nothing_along(client, company):
    other = join(rows.program("birch"), name="Lee")
    client.force_login(other.user)

    assert table(take(client, "people", "csv"))[1:] == []


def test_a_role_that_needs_a_reason_is_asked_for_one(client, larch, company):
    custodian = join(larch, name="Cus", role=["custodian", "host"])
    client.force_login(custodian.user)

    refused = take(client, "people", "csv", reason="  ")
    assert refused.status_code == 422
    assert "Say why the names leave" in refused.content.decode()
    assert AuditEvent.objects.filter(verb="exported").count() == 0

    taken = take(client, "people", "csv", reason="Asked by the court")

    assert len(table(taken)) >= 1
    act = AuditEvent.objects.get(verb="exported")
    assert act.reason == "csv; Asked by the court"


def test_confirmed_days_are_told(desk, larch):
    rows.organization(larch, "Alder", confirmed_on=date(2026, 5, 1), ended_on=None)

    assert table(take(desk, "organizations", "csv"))[1][-2:] == ["2026-05-01", ""]
