"""Who was in the room: counted, listed, and taken along as a file."""

import csv
import io
import re

import pytest

from muster.builds import lists
from muster.builds.models import Build, Participant
from muster.builds.room import SectorLine, room_of
from muster.directory.models import Person
from muster.evidence.thresholds import Thresholds
from muster.programs.models import Sector
from tests import rows


@pytest.fixture
def police(larkhaven):
    return Sector.objects.get(program=larkhaven.program, key="police")


@pytest.fixture
def trucking(larkhaven):
    return Sector.objects.get(program=larkhaven.program, key="trucking")


def room(build, **more):
    return room_of(Participant.objects.filter(build=build), **more)


def test_those_who_came_in_a_role_that_counts_are_the_room(larkhaven, police):
    rows.people(larkhaven, 3, sector=police)
    rows.people(larkhaven, 1, sector=police, status="left")
    rows.people(larkhaven, 2, sector=police, role="press")
    rows.people(larkhaven, 5, sector=police, status="invited")

    counted = room(larkhaven)

    assert (counted.came, counted.beside, counted.invited) == (4, 2, 9)
    assert counted.lines == (SectorLine("Police", came=4, invited=9),)


def test_a_walk_in_came_and_was_not_invited(larkhaven, police):
    rows.people(larkhaven, 2, sector=police)
    rows.people(larkhaven, 1, sector=police, walked_in=True)
    rows.people(larkhaven, 1, sector=police, status="declined")

    counted = room(larkhaven)

    assert (counted.came, counted.walked_in, counted.invited) == (3, 1, 3)


def test_a_list_of_those_who_came_is_no_list_of_invitations(larkhaven, police):
    rows.people(larkhaven, 3, sector=police)

    assert room(larkhaven).invited is None
    assert room(larkhaven).lines == (SectorLine("Police", came=3, invited=None),)


def test_where_no_sector_is_recorded_there_is_no_table(larkhaven):
    rows.people(larkhaven, 67)

    counted = room(larkhaven)

    assert (counted.came, counted.lines, counted.without_sector) == (67, (), 67)


def test_who_has_no_sector_stands_in_a_line_of_its_own(larkhaven, police):
    rows.people(larkhaven, 2, sector=police)
    rows.people(larkhaven, 1)

    assert room(larkhaven).lines == (
        SectorLine("Police", came=2),
        SectorLine("Sector not recorded", came=1),
    )


def test_who_may_not_see_people_sees_no_small_group(larkhaven, police, trucking):
    rows.people(larkhaven, 6, sector=police)
    rows.people(larkhaven, 2, sector=trucking)
    rows.people(larkhaven, 4)
    rows.people(larkhaven, 3, sector=trucking, status="invited")
    assert room(larkhaven).lines[1] == SectorLine("Trucking", came=2, invited=5)

    told = room(larkhaven, heads=Thresholds())

    assert told.lines == (SectorLine("Police", 6), SectorLine("Other sectors", 6))
    assert told.invited is None


@pytest.mark.parametrize(
    ("came", "invited", "away"), [(8, 19, 11), (5, 10, 0), (6, 8, 0), (0, 4, 0), (9, 7, 0)]
)
def test_a_sector_is_thin_when_several_and_more_than_came_stayed_away(came, invited, away):
    assert SectorLine("Truck stops", came, invited).stayed_away == away


def test_people_are_listed_by_name_and_numbered_where_they_have_none(desk, larkhaven, police):
    person = Person.objects.create(program=larkhaven.program, key="riley", name="Riley Okafor")
    rows.people(larkhaven, 1, person=person, sector=police)
    rows.people(larkhaven, 1)

    html = desk.get("/builds/larkhaven/room/").content.decode()

    assert [words.strip() for words in re.findall(r'<th scope="row">(.*?)</th>', html)] == [
        "Riley Okafor",
        '<span class="quiet">not named</span>',
    ]


def test_history_shows_numbers_and_says_why(desk, larkhaven):
    rows.people(larkhaven, 3)

    html = desk.get("/builds/larkhaven/room/").content.decode()

    assert re.findall(r"<li>(\d+)</li>", html) == ["1", "2", "3"]
    assert "These people are numbered, not named" in html


def test_who_came_and_who_did_not_are_two_lists(desk, larkhaven):
    rows.people(larkhaven, 2)
    rows.people(larkhaven, 1, status="declined")

    def numbers(who):
        answer = desk.get(f"/builds/larkhaven/room/?who={who}")
        return [person.number for person in answer.context["people"]]

    assert (numbers("came"), numbers("away"), numbers("all")) == ([1, 2], [3], [1, 2, 3])
    assert numbers("nonsense") == [1, 2]


def test_a_long_list_goes_on(desk, larkhaven, monkeypatch):
    monkeypatch.setattr(lists, "PEOPLE_AT_ONCE", 2)
    rows.people(larkhaven, 3)
    first = desk.get("/builds/larkhaven/room/?who=all")

    rest = desk.get(f"/builds/larkhaven/room/{first.context['page'].next}")

    assert [person.number for person in rest.context["people"]] == [3]
    assert rest.context["who"] == "all"


def test_the_file_holds_the_same_people(desk, larkhaven, police):
    person = Person.objects.create(program=larkhaven.program, key="x", name="=HYPERLINK(1)")
    company = rows.organization(larkhaven.program, "Pinewick Freight")
    rows.people(larkhaven, 1, person=person, sector=police, organization=company)
    rows.people(larkhaven, 1, status="invited")

    answer = desk.get("/builds/larkhaven/room.csv?who=came")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["number", "name", "organization", "sector", "role", "status", "day"],
        ["1", "'=HYPERLINK(1)", "Pinewick Freight", "Police", "Attendee", "in the room",
         "2026-03-12"],
    ]  # fmt: skip


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_number_of_questions(
    desk, larkhaven, police, many, django_assert_num_queries
):
    for number in range(many):
        person = Person.objects.create(program=larkhaven.program, key=f"p{number}", name="Ann")
        company = rows.organization(larkhaven.program, f"Company {number}")
        rows.people(larkhaven, 1, person=person, organization=company, sector=police)

    with django_assert_num_queries(6):
        answer = desk.get("/builds/larkhaven/room/")

    assert len(answer.context["people"]) == many


@pytest.mark.parametrize(
    ("status", "title", "shown", "away"),
    [
        ("inviting", "Who is coming", "all", "Not here yet"),
        ("open", "Who is in the room", "came", "Not here yet"),
        ("following_up", "Who was in the room", "came", "Did not come"),
        ("cancelled", "Who was in the room", "came", "Did not come"),
    ],
)
def test_before_a_build_is_over_nobody_has_stayed_away(
    desk, larkhaven, police, status, title, shown, away
):
    Build.objects.update(status=status)
    rows.people(larkhaven, 1, status="invited", sector=police)

    answer = desk.get("/builds/larkhaven/room/")

    assert (answer.context["title"], answer.context["who"]) == (title, shown)
    assert [str(words) for _kind, words, _many in answer.context["pills"]][1] == away
