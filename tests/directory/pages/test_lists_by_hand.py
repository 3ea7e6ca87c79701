"""Lists that are filled by hand: how many stand in each, and rows taken out and put back."""

import re
from datetime import date

import pytest

from muster.accounts.models import MemberState
from muster.directory.lists import add, counts_of, save
from muster.directory.models import ListEntry, Organization, Person, SavedList
from muster.directory.search import Noun
from tests import rows
from tests.people import join


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def three(larch):
    names = ("Alder Freight", "Birch Freight", "Cedar Fuel")
    return [rows.organization(larch, name, state="MS") for name in names]


@pytest.fixture
def invitees(dana, three):
    return by_hand(dana, "Invitees")


def by_hand(owner, name, *, noun=Noun.ORGANIZATION, shared=False, of=Organization):
    """A list of everything that there is by now."""
    made = save(owner, noun=noun, name=name, by_hand=True, shared=shared)
    add(made, of.objects.filter(program=owner.program))
    return made


def at(kept, act):
    return f"/directory/lists/{kept.pk}/{act}/"


def names(kept):
    return sorted(str(entry.organization) for entry in kept.entries.all())


def beside(client):
    """The numbers beside the saved lists."""
    html = client.get("/directory/organizations/").content.decode()
    shelf = html[html.index("Saved lists") :]
    return dict(re.findall(r"list=\d+\">(\w+) <span class=\"n\">(\d+)</span>", shelf))


def test_a_number_stands_beside_each_list_that_is_filled_by_hand(desk, dana, larch, invitees):
    save(dana, noun=Noun.ORGANIZATION, name="Searched", query="q=freight")
    Person.objects.create(program=larch, key="ada", name="Ada Vale")
    by_hand(dana, "People", noun=Noun.PERSON, of=Person)
    save(dana, noun=Noun.SITE, name="Empty", by_hand=True)

    assert beside(desk) == {"Invitees": "3", "People": "1", "Empty": "0"}


def test_the_number_is_that_of_the_rows_that_the_list_shows(desk, larch, three, invitees):
    three[0].ended_on = date(2026, 1, 1)
    three[1].merged_into = three[2]
    for one in three[:2]:
        one.save()

    page = desk.get("/directory/organizations/", {"list": invitees.pk})

    assert page.context["total"].count == 1
    assert beside(desk) == {"Invitees": "1"}


def test_each_member_is_told_what_they_may_see(client, larch, dana, three):
    three[0].state = "AL"
    three[0].save()
    shared = by_hand(dana, "Shared", shared=True)
    lead = join(larch, name="Theo Lindqvist", role="state_lead")
    MemberState.objects.create(member=lead, role="state_lead", state="MS")

    assert counts_of(dana, [shared]) == {shared.pk: 3}
    assert counts_of(lead, [shared]) == {shared.pk: 2}


@pytest.mark.parametrize("many", [1, 3])
def test_many_lists_are_counted_in_one_question(dana, three, many, django_assert_num_queries):
    shelf = [by_hand(dana, f"List {number}") for number in range(many)]

    with django_assert_num_queries(1):
        assert list(counts_of(dana, shelf).values()) == [3] * many


def test_ticked_rows_are_taken_out_and_put_back(desk, three, invitees):
    told = desk.post(
        at(invitees, "take-out"), {"row": [three[0].key, three[1].key]}, follow=True
    ).content.decode()

    assert "2 are out of “Invitees”. Nothing in the directory has changed." in told
    assert names(invitees) == ["Cedar Fuel"]
    assert Organization.objects.filter(ended_on=None).count() == 3

    told = desk.post(at(invitees, "put-back"), follow=True).content.decode()

    assert "2 are in “Invitees” again." in told
    assert names(invitees) == ["Alder Freight", "Birch Freight", "Cedar Fuel"]


def test_sent_twice_the_same_rows_are_out_and_still_come_back(desk, three, invitees):
    for _again in range(2):
        desk.post(at(invitees, "take-out"), {"row": [three[0].key]})

    assert names(invitees) == ["Birch Freight", "Cedar Fuel"]
    for _again in range(2):
        desk.post(at(invitees, "put-back"))
    assert names(invitees) == ["Alder Freight", "Birch Freight", "Cedar Fuel"]


def test_all_that_match_in_the_list_are_taken_out_with_one_tick(desk, invitees):
    desk.post(at(invitees, "take-out"), {"all": "1", "query": f"list={invitees.pk}&q=freight"})

    assert names(invitees) == ["Cedar Fuel"]


def test_what_came_in_meanwhile_is_put_back_once(desk, three, invitees):
    desk.post(at(invitees, "take-out"), {"row": [three[0].key]})
    add(invitees, Organization.objects.all())

    desk.post(at(invitees, "put-back"))

    assert ListEntry.objects.count() == 3


def test_a_search_and_nothing_ticked_change_nothing(desk, dana, three, invitees):
    searched = save(dana, noun=Noun.ORGANIZATION, name="Searched", query="q=freight")

    told = desk.post(at(searched, "take-out"), {"row": [three[0].key]}, follow=True)
    assert "This list is a search" in told.content.decode()
    told = desk.post(at(invitees, "take-out"), follow=True)
    assert "Nothing was ticked" in told.content.decode()
    told = desk.post(at(invitees, "put-back"), follow=True)
    assert "There is nothing to put back" in told.content.decode()
    assert len(names(invitees)) == 3


def test_the_button_stands_in_a_list_of_ones_own_that_is_filled_by_hand(
    desk, client, larch, dana, invitees
):
    SavedList.objects.filter(pk=invitees.pk).update(shared=True)
    searched = save(dana, noun=Noun.ORGANIZATION, name="Searched", query="q=freight")
    here, button = "/directory/organizations/", "Take out of this list"
    assert button in desk.get(here, {"list": invitees.pk}).content.decode()
    assert button not in desk.get(here, {"list": searched.pk, "q": "freight"}).content.decode()
    assert button not in desk.get(here).content.decode()

    client.force_login(join(larch, name="Robin").user)

    assert button not in client.get(here, {"list": invitees.pk}).content.decode()
    answer = client.post(at(invitees, "take-out"), {"row": ["alder-freight"]})
    assert (answer.status_code, len(names(invitees))) == (404, 3)
