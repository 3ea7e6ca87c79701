"""A grant opens a part of the directory: an agency, a state, or who takes part in a build."""

from datetime import timedelta

import pytest

from muster.accounts.models import MemberState
from muster.accounts.rights import Right
from muster.builds.models import Desk, Host
from muster.directory.models import ContactPoint, Liaison, Organization, Person, Post, Site
from tests import rows
from tests.people import join

pytestmark = pytest.mark.django_db
NOUNS = {
    "organizations": Organization, "sites": Site, "people": Person, "posts": Post,
    "numbers": ContactPoint,
}  # fmt: skip


def place(of, name: str, state: str, *, audience: str = "public") -> Person:
    """An organization with a site, a person in an office there, and a number of each."""
    key = name.lower()
    at = rows.organization(of, f"{name} Police", state=state)
    site = Site.objects.create(
        program=of, organization=at, key=key, name=f"{name} yard", state=state
    )
    person = Person.objects.create(program=of, key=key, name=f"{name} Sergeant")
    Post.objects.create(program=of, person=person, organization=at, title=name)
    for number, whose in enumerate(({"organization": at}, {"site": site}, {"person": person})):
        ContactPoint.objects.create(
            program=of, kind="phone", address=f"{name} {number}", audience=audience, **whose
        )
    return person


def seen_by(member, right: Right = Right.SEE_DIRECTORY) -> dict[str, list[str]]:
    """The first words of what *member* sees, noun by noun: the place that each belongs to."""
    return {
        noun: sorted({_place(row) for row in model.objects.visible_to(member, right)})
        for noun, model in NOUNS.items()
    }


def _place(row) -> str:
    return (row.title if isinstance(row, Post) else str(row)).split()[0]


def only(*places: str) -> dict[str, list[str]]:
    return {noun: sorted(places) for noun in NOUNS}


@pytest.fixture
def larch():
    return rows.program()


@pytest.fixture
def known(larch) -> dict[str, Person]:
    """Three places, of which the first two are in Mississippi."""
    return {
        name: place(larch, name, state)
        for name, state in [("Alder", "MS"), ("Beech", "MS"), ("Cedar", "TN")]
    }


def test_a_liaison_sees_the_own_agency_and_no_other(larch, known):
    vail = join(larch, name="Corinne Vail", role="liaison")
    assert seen_by(vail) == only()
    alder = Organization.objects.get(name="Alder Police")
    Liaison.objects.create(member=vail, organization=alder)

    assert seen_by(vail) == only("Alder")


def test_an_office_that_somebody_of_the_agency_holds_elsewhere_stays_closed(larch, known):
    vail = join(larch, name="Corinne Vail", role="liaison")
    alder, beech = Organization.objects.filter(name__in=["Alder Police", "Beech Police"])
    Liaison.objects.create(member=vail, organization=alder)
    Post.objects.create(program=larch, person=known["Alder"], organization=beech, title="Chair")

    assert [post.title for post in Post.objects.visible_to(vail)] == ["Alder"]


@pytest.mark.parametrize("role", ["host", "state_lead"])
def test_a_state_opens_what_is_in_it(larch, known, role):
    theo = join(larch, name="Theo Lindqvist", role=role)
    MemberState.objects.create(member=theo, role=role, state="MS")

    assert seen_by(theo) == only("Alder", "Beech")


def test_the_states_of_a_lead_are_not_those_of_a_host(larch, known):
    theo = join(larch, name="Theo Lindqvist", role=["host", "state_lead"])
    MemberState.objects.create(member=theo, role="state_lead", state="MS")

    assert seen_by(theo) == only("Alder", "Beech")
    assert seen_by(theo, Right.EXPORT_PEOPLE) == only()


def test_a_host_exports_and_calls_who_takes_part_in_their_builds_alone(larch, known):
    build = rows.build(larch)
    rows.people(build, 1, person=known["Alder"])
    wes = join(larch, name="Wes Calloway", role="host")
    Host.objects.create(member=wes, build=build)
    MemberState.objects.create(member=wes, role="host", state="TN")
    assert seen_by(wes) == only("Alder", "Cedar")
    assert seen_by(wes, Right.EXPORT_PEOPLE) == only("Alder")

    ContactPoint.objects.update(audience="coalition")

    assert seen_by(wes)["numbers"] == ["Alder"]


def test_a_desk_sees_who_takes_part_while_it_runs(larch, known):
    build = rows.build(larch)
    rows.people(build, 1, person=known["Beech"])
    noor = join(larch, name="Noor Haddad", role="desk")
    desk = Desk.objects.create(member=noor, build=build, until_on=rows.day_here())
    assert seen_by(noor) == only("Beech")

    desk.until_on = rows.day_here() - timedelta(days=2)
    desk.save()

    assert seen_by(noor) == only()


def test_a_number_for_one_site_is_not_for_a_desk_nor_a_state_lead(larch, known):
    build = rows.build(larch)
    rows.people(build, 1, person=known["Alder"])
    ContactPoint.objects.update(audience="site")
    host, desk, lead, liaison = (
        join(larch, name=role, role=role) for role in ("host", "desk", "state_lead", "liaison")
    )
    Host.objects.create(member=host, build=build)
    Desk.objects.create(member=desk, build=build)
    MemberState.objects.create(member=lead, role="state_lead", state="MS")
    Liaison.objects.create(
        member=liaison, organization=Organization.objects.get(name="Alder Police")
    )

    everybody = (host, desk, lead, liaison)

    assert {member.user.name: seen_by(member)["numbers"] for member in everybody} == {
        "host": ["Alder"], "desk": [], "state_lead": [], "liaison": ["Alder"],
    }  # fmt: skip


def test_who_holds_two_roles_sees_what_either_opens_and_may_there_what_that_role_may(larch, known):
    build = rows.build(larch)
    rows.people(build, 1, person=known["Beech"])
    both = join(larch, name="Both", role=["desk", "liaison"])
    Desk.objects.create(member=both, build=build)
    Liaison.objects.create(member=both, organization=Organization.objects.get(name="Alder Police"))

    assert seen_by(both) == only("Alder", "Beech")
    assert seen_by(both, Right.EXPORT_PEOPLE) == only("Alder")


def test_nobody_is_listed_twice_because_several_grants_open_them(larch, known):
    build = rows.build(larch)
    rows.people(build, 1, person=known["Alder"])
    police = Organization.objects.get(name="Alder Police")
    everything = join(larch, name="Everything", role=["host", "desk", "liaison", "state_lead"])
    others = [join(larch, name=f"Other {number}", role="liaison") for number in range(3)]
    for member in (everything, *others):
        Liaison.objects.create(member=member, organization=police)
        Host.objects.create(member=member, build=build)
        Desk.objects.create(member=member, build=build)
    for role in ("host", "state_lead"):
        MemberState.objects.create(member=everything, role=role, state="MS")

    for model in NOUNS.values():
        listed = [row.pk for row in model.objects.visible_to(everything)]
        assert sorted(listed) == sorted(set(listed))


def test_a_grant_whose_role_was_taken_away_opens_nothing(larch, known):
    member = join(larch, name="Theo", role="state_lead")
    MemberState.objects.create(member=member, role="state_lead", state="MS")
    assert seen_by(member) == only("Alder", "Beech")
    member.held.update(role="viewer")
    member.forget()

    assert seen_by(member) == only()


@pytest.mark.parametrize("people", [1, 3])
def test_a_part_of_the_directory_is_one_question(larch, known, people, django_assert_num_queries):
    build = rows.build(larch)
    for person in list(known.values())[:people]:
        rows.people(build, 1, person=person)
    wes = join(larch, name="Wes", role="host")
    Host.objects.create(member=wes, build=build)

    with django_assert_num_queries(1):
        assert len(Person.objects.visible_to(wes)) == people
