"""The directory is looked through: what waits for a decision, and what is decided."""

import pytest

from muster.core.jobs import run_waiting
from muster.directory.matching.find import Looked, find_duplicates, look_for_duplicates
from muster.directory.matching.rows import Noun
from muster.directory.models import ContactPoint, Pair, Person
from tests import rows
from tests.directory.matching.doubles import larkhaven_twice, works_at

NOW = rows.NOW


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def two(larch):
    rows.organization(larch, "Eider Casino")
    return larkhaven_twice(larch)


def look(larch, noun=Noun.ORGANIZATIONS):
    return find_duplicates(larch, noun=noun, now=NOW)


def test_a_company_that_came_in_twice_waits_for_a_decision(larch, two):
    found = look(larch)

    pair = Pair.objects.get()
    assert found == Looked(new=1, again=0, gone=0)
    assert (pair.left_organization, pair.right_organization) == two
    assert (pair.band, pair.decided, pair.found_at) == ("same", "", NOW)
    assert round(sum(weight.bits for weight in pair.weights.all()), 6) == round(pair.score, 6)


def test_looking_again_keeps_the_pair_and_its_place(larch, two):
    look(larch)
    Pair.objects.update(later_at=NOW)

    again = look(larch)

    assert again == Looked(new=0, again=1, gone=0)
    assert Pair.objects.get().later_at == NOW


def test_what_is_decided_is_not_asked_again(larch, two):
    look(larch)
    Pair.objects.update(decided="different", by="dana", at=NOW)

    assert look(larch) == Looked(new=0, again=0, gone=0)
    assert list(Pair.objects.waiting()) == []


def test_a_pair_that_nothing_speaks_for_any_more_goes(larch, two):
    look(larch)
    two[1].name = "Brightmoor Casino"
    two[1].save()
    two[1].sites.all().delete()
    ContactPoint.objects.filter(organization=two[1]).delete()

    assert look(larch) == Looked(new=0, again=0, gone=1)
    assert Pair.objects.count() == 0


def test_who_was_merged_stands_in_no_pair(larch, two):
    kept, ended = two
    ended.merged_into = kept
    ended.save()

    assert look(larch) == Looked(new=0, again=0, gone=0)


def test_programs_are_looked_through_apart(larch, two):
    birch = rows.program("birch")
    larkhaven_twice(birch)

    look(larch)

    assert {pair.program for pair in Pair.objects.all()} == {larch}


def test_people_are_compared_by_where_they_work(larch, two):
    for record, name in zip(two, ("Luis Arreola", "Luis Arreola"), strict=True):
        works_at(record, name)
    works_at(two[0], "Ann Reed")

    look(larch, Noun.PEOPLE)

    pair = Pair.objects.get()
    assert [person.name for person in pair.records] == ["Luis Arreola", "Luis Arreola"]


def test_an_office_mailbox_joins_no_people(larch, two):
    for name in ("Ann Reed", "Bo Lind"):
        works_at(two[0], name, "office@larkhavenfreight.example")

    assert look(larch, Noun.PEOPLE) == Looked(new=0, again=0, gone=0)
    assert Person.objects.count() == 2


def test_the_job_looks_for_organizations_and_people(larch, two):
    look_for_duplicates.enqueue(larch.key)

    run_waiting()

    assert Pair.objects.count() == 1


def test_the_job_for_a_program_that_is_gone_does_nothing(db):
    look_for_duplicates.call("nobody")

    assert Pair.objects.count() == 0
