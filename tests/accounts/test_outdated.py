"""Invitations go when their time is over; an account answers for who has it."""

from datetime import timedelta

import pytest

from muster.accounts.models import Invitation, Member
from muster.core.retention import purge
from muster.core.subjects import HOLDINGS, Subject
from tests import rows
from tests.people import join

DAY = timedelta(days=1)


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


def invited(program, by, email, ago):
    return Invitation.objects.create(
        program=program, email=email, role="viewer", secret=f"{email}{ago}", by=by,
        at=rows.NOW - (ago + 7) * DAY, expires_at=rows.NOW - ago * DAY,
    )  # fmt: skip


def test_an_invitation_goes_when_its_link_has_long_run_out(larch, dana):
    invited(larch, dana, "old@example.org", 91)
    stays = invited(larch, dana, "new@example.org", 89)

    assert purge(larch, rows.NOW) == {"invitations": 1}
    assert list(Invitation.objects.all()) == [stays]


def test_who_has_an_account_is_told_of_it_and_keeps_it(larch, dana):
    invited(larch, dana, "DANA.whitlow@example.org", 1)
    invited(larch, dana, "other@example.org", 1)
    subject = Subject(larch, [1], ["d"], ["Dana"], ["dana.whitlow@example.org"], "erased-1")
    members, invitations = (HOLDINGS[f"accounts.{name}"] for name in ("members", "invitations"))

    (account,) = members.held(subject)
    (invitation,) = invitations.held(subject)

    assert (account["email"], account["roles"]) == ("dana.whitlow@example.org", "coordinator")
    assert invitation["role"] == "viewer"
    assert (members.erase(subject, rows.DAY), invitations.erase(subject, rows.DAY)) == (0, 1)
    assert Member.objects.count() == 1
    assert [row.email for row in Invitation.objects.all()] == ["other@example.org"]


def test_who_has_no_address_has_nothing_here(larch, dana):
    subject = Subject(larch, [1], ["d"], ["Dana"], ["+12285550100"], "erased-1")

    assert HOLDINGS["accounts.members"].held(subject) == []
    assert HOLDINGS["accounts.invitations"].erase(subject, rows.DAY) == 0
