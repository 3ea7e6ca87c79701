"""Numbers and addresses are added, confirmed, marked and replaced; none is deleted."""

from datetime import date

import pytest

from muster.directory.confirm import (
    How,
    add_point,
    confirm,
    describe,
    mark,
    replace,
    use_again,
)
from muster.directory.errors import AskedNotTo, NothingChosen, NotYet
from muster.directory.models import ContactPoint, Person, Site
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

CELL, DESK = "+12285550114", "+12285550117;ext=12"
OK, BAD, OFF = "ok", "bad", "do_not_contact"


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight")


@pytest.fixture
def robin(larch):
    return Person.objects.create(program=larch, key="robin", name="Robin Tansy")


@pytest.fixture
def cell(robin, dana):
    return add_point(robin, kind="phone", address=CELL, label="cell", by=dana, now=NOW)


def stands(point):
    point.refresh_from_db()
    return (point.status, point.status_says, point.verified_on, point.verified_by)


def test_a_number_waits_to_be_confirmed_unless_somebody_knows(robin, dana, cell):
    desk = add_point(robin, kind="phone", address=DESK, how=How.TOLD, by=dana, now=NOW)

    assert stands(cell) == (OK, "", None, "")
    assert stands(desk) == (OK, "", TODAY, "Dana Whitlow, they said so")
    assert cell.audience == "site"


def test_a_number_said_twice_is_kept_once(robin, dana, cell):
    again = add_point(robin, kind="phone", address=CELL, by=dana, now=NOW)

    assert (again, ContactPoint.objects.count()) == (cell, 1)


def test_who_confirms_a_number_has_heard_from_somebody_there(larch, robin, freight, dana, cell):
    yard = Site.objects.create(program=larch, key="yard", name="Yard", organization=freight)
    gate = add_point(yard, kind="phone", address=DESK, by=dana, now=NOW)

    confirm([cell, gate], on=date(2026, 5, 2), how=How.CALLED, by=dana, now=NOW)

    assert stands(cell) == (OK, "", date(2026, 5, 2), "Dana Whitlow, by calling it")
    for record in (robin, freight):
        record.refresh_from_db()
        assert (record.confirmed_on, record.confirmed_by) == (
            date(2026, 5, 2),
            "Dana Whitlow, by calling it",
        )


def test_the_record_itself_is_confirmed(freight, dana):
    confirm([], record=freight, on=TODAY, how=How.TOLD, by=dana, now=NOW)

    freight.refresh_from_db()
    assert freight.confirmed_on == TODAY


def test_an_earlier_day_takes_no_later_one_away(freight, dana, cell):
    confirm([cell], record=freight, on=TODAY, how=How.CALLED, by=dana, now=NOW)

    confirm([cell], record=freight, on=date(2026, 1, 2), how=How.PRINTED, by=dana, now=NOW)

    freight.refresh_from_db()
    assert stands(cell)[2:] == (TODAY, "Dana Whitlow, by calling it")
    assert freight.confirmed_on == TODAY


def test_nothing_is_confirmed_ahead_and_nothing_of_nothing(dana, cell):
    with pytest.raises(NotYet):
        confirm([cell], on=date(2026, 5, 27), how=How.CALLED, by=dana, now=NOW)
    with pytest.raises(NothingChosen):
        confirm([], on=TODAY, how=How.CALLED, by=dana, now=NOW)

    assert stands(cell) == (OK, "", None, "")


def test_a_bad_number_stays_and_says_why(dana, cell):
    mark(cell, status=BAD, says=" Mailbox full ", by=dana, now=NOW)

    assert stands(cell)[:2] == (BAD, "Mailbox full")


def test_a_bad_number_that_is_confirmed_works_again(dana, cell):
    mark(cell, status=BAD, says="Mailbox full", by=dana, now=NOW)

    confirm([cell], on=TODAY, how=How.CALLED, by=dana, now=NOW)

    assert stands(cell) == (OK, "", TODAY, "Dana Whitlow, by calling it")


def test_who_asked_not_to_be_contacted_is_not_confirmed_or_added_by_mistake(robin, dana, cell):
    mark(cell, status=OFF, says="asked by Robin Tansy", by=dana, now=NOW)

    with pytest.raises(AskedNotTo):
        confirm([cell], on=TODAY, how=How.CALLED, by=dana, now=NOW)
    with pytest.raises(AskedNotTo, match="do not contact"):
        add_point(robin, kind="phone", address=CELL, by=dana, now=NOW)

    assert stands(cell)[:2] == (OFF, "asked by Robin Tansy")
    use_again(cell, by=dana, now=NOW)
    assert stands(cell)[:2] == (OK, "")


def test_a_number_is_replaced_and_the_old_one_says_so(robin, dana, cell):
    for _time in range(2):
        new = replace(cell, address=DESK, how=How.CALLED, by=dana, now=NOW)

    assert stands(cell)[:2] == (BAD, "replaced")
    assert (new.label, new.person, new.verified_on) == ("cell", robin, TODAY)
    assert ContactPoint.objects.count() == 2


def test_who_may_see_a_number_is_changed_and_remembered(dana, cell):
    describe(cell, label="night desk", audience="public", by=dana, now=NOW)

    cell.refresh_from_db()
    assert (cell.label, cell.audience) == ("night desk", "public")
    assert {change.field for change in cell.changes.all()} == {"label", "audience"}
