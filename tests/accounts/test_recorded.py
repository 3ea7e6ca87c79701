"""That somebody came in stands in the record of acts."""

import pytest

from muster.core.models import AuditEvent
from tests import rows
from tests.people import PASSWORD, join


@pytest.fixture
def dana(db):
    return join(rows.program(), name="Dana Whitlow")


def come_in(client, member, password=PASSWORD):
    return client.post("/accounts/login/", {"login": member.user.email, "password": password})


def told():
    return list(AuditEvent.objects.values_list("program__key", "actor", "verb", "subject"))


def test_who_signs_in_is_written_down_in_each_of_their_programs(client, dana):
    other = join(rows.program("other"), name="Dana Whitlow", role="viewer")
    ended = join(rows.program("third"), name="Dana Whitlow", role="viewer")
    ended.ended_on = rows.DAY
    ended.save()

    come_in(client, dana)

    email = dana.user.email
    assert sorted(told()) == [
        ("larch", email, "signed in", f"member:{dana.pk}"),
        ("other", email, "signed in", f"member:{other.pk}"),
    ]


def test_who_is_in_no_program_is_written_down_too(client, dana):
    dana.ended_on = rows.DAY
    dana.save()

    come_in(client, dana)

    assert [program for program, *_rest in told()] == [None]


def test_who_is_not_let_in_leaves_nothing(client, dana):
    come_in(client, dana, "not the password")

    assert told() == []
