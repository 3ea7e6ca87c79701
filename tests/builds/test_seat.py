"""A list of attendees gives a past build its people."""

import pytest

from muster.builds.models import Participant
from muster.builds.seat import NotAList, lists_of, seat, unseat
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in
from muster.directory.models import Import
from tests import rows
from tests.people import join
from tests.rows import DAY, NOW

DANA = "dana@example.org"
LIST = """First Name,Last Name,Company,Attendee Status,Order Date
Ada,Vale,Pinewick Freight,Attending,03/12/2026
Bo,Reed,Tarrow Fuel,Attending,03/12/2026
Cy,Hale,Tarrow Fuel,Not Attending,03/12/2026
"""


@pytest.fixture
def larkhaven(db):
    return rows.build(rows.program(), from_history=True)


@pytest.fixture
def listed(larkhaven, tmp_path):
    """Brings a list into the directory."""

    def bring(text=LIST, name="list.csv", kind="attendees"):
        file = tmp_path / name
        file.write_text(text)
        run = take_in(larkhaven.program, file, file_name=name, kind=kind, by=DANA, now=NOW)
        return apply(check(run, now=NOW), by=DANA, now=NOW)

    return bring


def told(build):
    people = build.participants.select_related("person", "organization")
    return {
        (str(one.person), str(one.organization), one.status, one.checked_in_on) for one in people
    }


def test_those_who_came_are_in_the_room_and_the_others_stayed_away(larkhaven, listed):
    run = listed()

    seated = seat(larkhaven, run, all_came=False, by=DANA, now=NOW)

    assert (seated.came, seated.stayed_away, seated.were_there) == (2, 1, 0)
    assert told(larkhaven) == {
        ("Ada Vale", "Pinewick Freight", "checked_in", DAY),
        ("Bo Reed", "Tarrow Fuel", "checked_in", DAY),
        ("Cy Hale", "Tarrow Fuel", "registered", None),
    }
    assert larkhaven.participants.counted().count() == 2


def test_of_a_list_that_only_names_people_a_member_says_that_all_came(larkhaven, listed):
    run = listed("First Name,Last Name\nAda,Vale\nBo,Reed\n")
    [one] = lists_of(larkhaven, Import.objects.all())
    assert (one.came, one.named) == (0, 2)

    seated = seat(larkhaven, run, all_came=True, by=DANA, now=NOW)

    assert seated.came == 2


def test_sent_twice_everybody_has_one_place(larkhaven, listed):
    run = listed()
    seat(larkhaven, run, all_came=False, by=DANA, now=NOW)

    again = seat(larkhaven, run, all_came=False, by=DANA, now=NOW)

    assert (again.came, again.were_there) == (0, 3)
    assert Participant.objects.count() == 3


def test_the_places_are_taken_back_and_no_others(larkhaven, listed):
    rows.people(larkhaven, 2)
    run = listed()
    seat(larkhaven, run, all_came=True, by=DANA, now=NOW)
    assert Participant.objects.count() == 5

    assert unseat(larkhaven, run, by=DANA, now=NOW) == 3

    assert Participant.objects.count() == 2


def test_only_a_list_of_attendees_gives_places(larkhaven, listed):
    run = listed("First Name,Last Name,Company\nAda,Vale,Pinewick Freight\n", kind="contacts")

    with pytest.raises(NotAList):
        seat(larkhaven, run, all_came=True, by=DANA, now=NOW)

    assert Participant.objects.count() == 0


def test_the_page_offers_the_lists_and_seats_one(client, larkhaven, listed):
    run = listed()
    dana = join(larkhaven.program, name="Dana Whitlow")
    client.force_login(dana.user)
    page = f"/builds/{larkhaven.key}/room/lists/"
    assert "3 people are on it." in " ".join(client.get(page).content.decode().split())

    client.post(page, {"list": run.key, "came": "said"})
    assert larkhaven.participants.counted().count() == 2

    client.post(f"{page}{run.key}/take-back/")
    assert larkhaven.participants.count() == 0


def test_a_list_that_is_not_there_is_refused(client, larkhaven, listed):
    listed()
    client.force_login(join(larkhaven.program, name="Dana Whitlow").user)

    answer = client.post(f"/builds/{larkhaven.key}/room/lists/", {"list": "nothing", "came": "all"})

    assert answer.status_code == 404


def test_the_page_asks_the_same_number_of_questions(
    client, larkhaven, listed, django_assert_num_queries
):
    client.force_login(join(larkhaven.program, name="Dana Whitlow").user)
    page = f"/builds/{larkhaven.key}/room/lists/"
    listed()
    client.get(page)
    with django_assert_num_queries(8) as first:
        client.get(page)
    listed(LIST.replace("Ada", "Eve").replace("Bo", "Gus"), name="other.csv")

    with django_assert_num_queries(len(first)):
        client.get(page)
