"""A host sees their builds, a desk one build, a liaison those that the agency was asked to."""

from datetime import timedelta

import pytest

from muster.accounts.models import MemberState
from muster.accounts.rights import Right
from muster.builds.grants import reaches
from muster.builds.models import Build, Desk, Host, Participant
from muster.directory.models import Liaison, Person, Post
from tests import rows
from tests.people import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def larch():
    return rows.program()


@pytest.fixture
def larkhaven(larch):
    return rows.build(larch, "larkhaven", state="MS")


@pytest.fixture
def tern(larch):
    return rows.build(larch, "tern-harbor", state="TN")


def builds(member, right: Right = Right.SEE_BUILDS) -> list[str]:
    return sorted(build.key for build in Build.objects.visible_to(member, right))


def test_a_host_sees_the_own_build_and_its_people(larch, larkhaven, tern):
    wes = join(larch, name="Wes Calloway", role="host")
    rows.people(larkhaven, 2)
    rows.people(tern, 1)
    assert builds(wes) == []
    Host.objects.create(member=wes, build=larkhaven)

    assert builds(wes) == ["larkhaven"]
    assert {person.build for person in Participant.objects.visible_to(wes)} == {larkhaven}
    assert (reaches(wes, Right.SEE_PEOPLE, larkhaven), reaches(wes, Right.SEE_PEOPLE, tern)) == (
        True,
        False,
    )


@pytest.mark.parametrize("role", ["host", "state_lead"])
def test_a_state_opens_its_builds(larch, larkhaven, tern, role):
    theo = join(larch, name="Theo", role=role)
    MemberState.objects.create(member=theo, role=role, state="TN")

    assert builds(theo) == ["tern-harbor"]


def test_a_desk_is_for_one_build_until_its_last_day(larch, larkhaven, tern):
    noor = join(larch, name="Noor Haddad", role="desk")
    desk = Desk.objects.create(member=noor, build=larkhaven, until_on=rows.day_here())
    assert builds(noor) == ["larkhaven"]
    desk.until_on = rows.day_here() - timedelta(days=2)
    desk.save()

    assert builds(noor) == []


def test_a_liaison_sees_where_the_agency_was_asked_but_not_who_else_was(larch, larkhaven, tern):
    agency = rows.organization(larch, "Alder Police")
    officer = Person.objects.create(program=larch, key="officer", name="Sergeant")
    Post.objects.create(program=larch, person=officer, organization=agency)
    rows.people(larkhaven, 1, person=officer)
    rows.people(tern, 1)
    vail = join(larch, name="Corinne Vail", role="liaison")
    Liaison.objects.create(member=vail, organization=agency)

    assert builds(vail) == ["larkhaven"]
    assert builds(vail, Right.EXPORT_PEOPLE) == []
    assert list(Participant.objects.visible_to(vail)) == []


def test_who_is_desk_here_and_liaison_there_sees_people_here_alone(larch, larkhaven, tern):
    agency = rows.organization(larch, "Alder Police")
    rows.people(tern, 1, organization=agency)
    rows.people(larkhaven, 1)
    both = join(larch, name="Both", role=["desk", "liaison"])
    Desk.objects.create(member=both, build=larkhaven)
    Liaison.objects.create(member=both, organization=agency)

    assert builds(both) == ["larkhaven", "tern-harbor"]
    assert {person.build for person in Participant.objects.visible_to(both)} == {larkhaven}


def test_a_host_proposes_and_does_not_decide(larch, larkhaven):
    wes = join(larch, name="Wes", role="host")
    Host.objects.create(member=wes, build=larkhaven)

    assert builds(wes, Right.SEE_PEOPLE) == ["larkhaven"]
    assert builds(wes, Right.CLEAR_QUOTES) == []


def test_a_coordinator_sees_all_and_asks_nothing_more(
    larch, larkhaven, tern, django_assert_num_queries
):
    dana = join(larch, name="Dana")
    rows.build(rows.program("birch"), "elsewhere")

    with django_assert_num_queries(1):
        assert builds(dana) == ["larkhaven", "tern-harbor"]
    with django_assert_num_queries(0):
        assert reaches(dana, Right.SEE_PEOPLE, tern)
