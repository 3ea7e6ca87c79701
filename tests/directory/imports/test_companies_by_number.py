"""Of companies of one name, a row with nobody in it means the one that its number reaches."""

import pytest

from muster.directory.imports.answers import answer
from muster.directory.imports.apply import apply
from muster.directory.models import ContactPoint, Organization
from tests import rows
from tests.directory.imports.bring import DANA, NOW, brought, file_of, said, tried, verdicts

HEADERS = ["Name", "Company", "City", "State", "Company Phone", "Phone", "Company Email"]
PHONE, SHOWN = "+12285550100", "(228) 555-0100"
ASKED = "2 organizations are called “Acme Freight”. Which one is it?"


def row(*, phone="", own="", mail="", company="Acme Freight", state=""):
    return ["", company, "", state, phone, own, mail]


def listed(folder, *some):
    return file_of(folder, [HEADERS, *some])


@pytest.fixture
def two(larch):
    """Two of one name in two states, made by hand."""
    found = [rows.organization(larch, f"Acme {n}", state=n) for n in ("MS", "OK")]
    Organization.objects.update(name="Acme Freight")
    return found


def reached(organization, address, kind="phone"):
    ContactPoint.objects.create(
        program=organization.program, organization=organization, kind=kind, address=address,
        audience="site",
    )  # fmt: skip


@pytest.mark.parametrize("chosen", [0, 1, "new"])
@pytest.mark.parametrize("column", ["phone", "own"])
def test_what_was_answered_is_not_asked_again(larch, two, tmp_path, chosen, column):
    path = listed(tmp_path, row(**{column: SHOWN}))
    run = tried(larch, path, "contacts")
    assert (verdicts(run), said(run)) == ({"asks": 1}, {2: ASKED})
    answer(run, 2, "new" if chosen == "new" else str(two[chosen].pk), by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert verdicts(tried(larch, path, "contacts")) == {"same": 1}
    assert ContactPoint.objects.count() == 1


def test_a_mailbox_tells_too(larch, two, tmp_path):
    reached(two[1], "office@acme.example", "email")

    run = brought(larch, listed(tmp_path, row(mail="Office@acme.example", phone=SHOWN)), "contacts")

    assert verdicts(run) == {"changed": 1}
    assert two[1].contact_points.filter(address=PHONE).exists()


def test_a_number_that_both_have_or_neither_tells_nothing(larch, two, tmp_path):
    for one in two:
        reached(one, PHONE)

    run = tried(larch, listed(tmp_path, row(own=SHOWN), row(own="(228) 555-0199")), "contacts")

    assert said(run) == {2: ASKED, 3: ASKED}


def test_a_number_alone_finds_nobody(larch, two, tmp_path):
    reached(two[0], PHONE)

    run = tried(larch, listed(tmp_path, row(own=SHOWN, company="Alder Mills")), "contacts")

    assert verdicts(run) == {"new": 1}


def test_the_place_counts_before_the_number(larch, two, tmp_path):
    reached(two[0], PHONE)

    run = brought(larch, listed(tmp_path, row(own=SHOWN, state="OK")), "contacts")

    assert verdicts(run) == {"changed": 1}
    assert two[1].contact_points.count() == 1


def test_an_earlier_row_of_the_file_tells_whose_the_number_is(larch, two, tmp_path):
    first = row(own=SHOWN, state="OK")

    run = brought(larch, listed(tmp_path, first, row(own=SHOWN)), "contacts")

    assert verdicts(run) == {"changed": 1, "same": 1}
