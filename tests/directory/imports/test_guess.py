"""What a file holds, where nobody says it: people outweigh the number of their company."""

from typing import Any

import pytest

from tests.directory.imports.bring import brought, file_of, taken, verdicts

CAME = [
    ["First name", "Last name", "Email", "Phone", "Company", "USDOT", "City", "State", "Zip",
     "Status"],
    ["Imani", "Okafor-Bell", "imani@larkhaven.example", "(228) 555-0117", "Larkhaven Freight", "",
     "Larkhaven", "MS", "39990", "Attending"],
    ["Cy", "Hale", "cy@pinewick.example", "", "Pinewick Police", "", "Pinewick", "MS", "",
     "No show"],
]  # fmt: skip


def test_a_list_of_who_came_is_attendees_though_it_has_a_column_for_a_usdot_number(
    larch: Any, tmp_path: Any
) -> None:
    run = brought(larch, file_of(tmp_path, CAME))

    assert (run.kind, verdicts(run)) == ("attendees", {"new": 2})
    assert {column.header: column.field for column in run.columns.all() if column.field} == {
        "First name": "person.given", "Last name": "person.family", "Email": "person.email",
        "Phone": "person.phone", "Company": "organization.name", "City": "site.city",
        "State": "site.state", "Zip": "site.zip", "Status": "touch.came",
    }  # fmt: skip


def test_people_stay_people_where_some_know_the_number_of_their_company(
    larch: Any, tmp_path: Any
) -> None:
    known = [*CAME[:1], [*CAME[1][:5], "99900123", *CAME[1][6:]], CAME[2]]

    assert taken(larch, file_of(tmp_path, known)).kind == "attendees"


def test_a_status_that_does_not_say_who_came_makes_nobody_an_attendee(
    larch: Any, tmp_path: Any
) -> None:
    other = [CAME[0], [*CAME[1][:-1], "Customer"], [*CAME[2][:-1], "Lead"]]
    empty = [CAME[0], [*CAME[1][:-1], ""]]

    assert taken(larch, file_of(tmp_path, other)).kind == "contacts"
    assert taken(larch, file_of(tmp_path, empty)).kind == "contacts"


@pytest.mark.parametrize(
    ("headers", "cells", "kind"),
    [
        (["Name", "Company", "Email", "USDOT"], ["Cy Hale", "Pinewick", "c@p.example", "99900123"],
         "contacts"),
        (["Full name", "Email", "USDOT"], ["Cy Hale", "c@p.example", "99900123"], "contacts"),
        (["Full name", "Email", "ORI"], ["Cy Hale", "c@p.example", "MS0990100"], "contacts"),
        (["Contact name", "Company", "Email", "USDOT"], ["Cy Hale", "Pinewick", "c@p.example", ""],
         "contacts"),
        # A register may name somebody to ask for.
        (["Contact name", "Company", "Email", "USDOT"],
         ["Cy Hale", "Pinewick", "c@p.example", "99900123"], "carriers"),
        (["Name", "Phone", "Email", "USDOT"], ["Pinewick", "", "c@p.example", "99900123"],
         "carriers"),
        (["Legal name", "City", "USDOT", "Company officer 1"],
         ["Pinewick", "Pinewick", "", "Cy Hale"], "carriers"),
        (["DOT_NUMBER", "LEGAL_NAME", "PHY_STATE", "COMPANY_OFFICER_1", "EMAIL_ADDRESS"],
         ["99900123", "Pinewick", "MS", "Cy Hale", "c@p.example"], "carriers"),
        (["Agency", "ORI", "Contact", "Email"],
         ["Pinewick Police", "MS0990100", "Cy Hale", "c@p.example"], "agencies"),
    ],
)  # fmt: skip
def test_who_is_named_with_an_e_mail_outweighs_a_number_and_whom_to_ask_for_does_not(
    larch: Any, tmp_path: Any, headers: list[str], cells: list[str], kind: str
) -> None:
    assert taken(larch, file_of(tmp_path, [headers, cells])).kind == kind
