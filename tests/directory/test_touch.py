"""A touch is written down once, by somebody who may, about a day that has been."""

import uuid
from datetime import date

import pytest

from muster.directory.errors import NotYet, OfAnotherProgram, PrivateForFew, WithNobody
from muster.directory.models import Person, Touch
from muster.directory.touch import log_touch
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight")


def test_a_form_sent_twice_is_stored_once(freight, dana):
    sent = str(uuid.uuid4())

    first, second = (
        log_touch(organization=freight, kind="call", on=TODAY, sent=sent, by=dana, now=NOW)
        for _time in range(2)
    )

    assert (first, Touch.objects.count()) == (second, 1)


def test_two_calls_on_a_day_are_two(freight, dana):
    for _time in range(2):
        log_touch(organization=freight, kind="call", on=TODAY, by=dana, now=NOW)

    assert Touch.objects.count() == 2


def test_a_touch_is_with_somebody_of_the_program_and_has_been(larch, freight, dana):
    robin = Person.objects.create(program=larch, key="robin", name="Robin Tansy")
    assert log_touch(organization=freight, person=robin, kind="call", on=TODAY, by=dana, now=NOW)

    with pytest.raises(WithNobody):
        log_touch(kind="call", on=TODAY, by=dana, now=NOW)
    with pytest.raises(NotYet):
        log_touch(organization=freight, kind="call", on=date(2026, 5, 27), by=dana, now=NOW)
    with pytest.raises(OfAnotherProgram):
        stranger = rows.organization(rows.program("birch"), "Stranger")
        log_touch(organization=stranger, kind="call", on=TODAY, by=dana, now=NOW)

    assert Touch.objects.count() == 1


def test_a_private_note_is_for_those_who_see_all(larch, freight, dana):
    kept = log_touch(
        organization=freight, kind="note", on=TODAY, says="After four.", private=True,
        by=dana, now=NOW,
    )  # fmt: skip
    hollis = join(larch, name="Hollis Marrow", role="host")
    assert log_touch(organization=freight, kind="note", on=TODAY, by=hollis, now=NOW)

    with pytest.raises(PrivateForFew):
        log_touch(organization=freight, kind="note", on=TODAY, private=True, by=hollis, now=NOW)

    assert list(Touch.objects.visible_to(dana).filter(private=True)) == [kept]
    assert list(Touch.objects.visible_to(hollis).filter(private=True)) == []
