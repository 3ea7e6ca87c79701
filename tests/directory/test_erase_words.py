"""Where else the name stands of who is erased: in words about others, however it is spelt."""

import pytest

from muster.directory.erase import ask_to_erase, confirm_erasure
from muster.directory.erase_errors import StillStands
from muster.directory.models import Erasure, Person, Touch
from muster.directory.touch import log_touch
from tests import rows
from tests.people import join

NAME = "Mara Ostrander"


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def robin(larch):
    return join(larch, name="Robin Achterberg", role="administrator")


@pytest.fixture
def mara(larch):
    return Person.objects.create(program=larch, key="k3j5h2", name=NAME)


@pytest.fixture
def otto(larch):
    return Person.objects.create(program=larch, key="otto-rask", name="Otto Rask")


def erase(person, dana, robin, *, looked=True):
    ask_to_erase(person, reason="By letter", by=dana, now=rows.NOW)
    return confirm_erasure(person, looked_at_names=looked, by=robin, now=rows.NOW)


def stops(person, dana, robin):
    """Where to look first, in the order of the page; only a look is asked for."""
    with pytest.raises(StillStands) as stopped:
        erase(person, dana, robin, looked=False)
    Erasure.objects.all().delete()
    assert {stop.after_a_look for stop in stopped.value.stops} == {True}
    return [stop.href for stop in stopped.value.stops]


@pytest.mark.parametrize("at_a_company", [False, True])
def test_a_note_about_another_person_is_looked_at(larch, dana, robin, mara, otto, at_a_company):
    company = rows.organization(larch, "Birchline") if at_a_company else None
    log_touch(person=otto, organization=company, kind="call", on=rows.DAY, by=dana,
              says=f"{NAME} is ill.", now=rows.NOW)  # fmt: skip
    log_touch(person=mara, kind="call", on=rows.DAY, says=f"{NAME} called.", by=dana, now=rows.NOW)
    there = company.get_absolute_url() if company else "/directory/people/otto-rask/"

    assert stops(mara, dana, robin) == [there]

    erase(mara, dana, robin)
    assert list(Touch.objects.values_list("says", flat=True)) == [f"{NAME} is ill."]
