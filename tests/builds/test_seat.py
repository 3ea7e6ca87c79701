"""A list of attendees gives a past build its people."""

from datetime import UTC, date, datetime

import pytest

from muster.builds.models import Build, Host, Participant
from muster.builds.seat import NotAList, kept_of, lists_of, seat, unseat
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in
from muster.directory.models import Import, Person, Post
from muster.directory.provenance import by_hand, set_fields
from muster.programs.models import Role
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

    def bring(text=LIST, name="list.csv", kind="attendees", by=DANA):
        file = tmp_path / name
        file.write_text(text)
        run = take_in(larkhaven.program, file, file_name=name, kind=kind, by=by, now=NOW)
        return apply(check(run, now=NOW), by=by, now=NOW)

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


def test_who_has_two_posts_is_counted_with_the_company_of_the_list(larkhaven, listed):
    of = larkhaven.program
    ada = Person.objects.create(program=of, key="ada", name="Ada Vale")
    for name in ("Acme Lines", "Pinewick Freight"):
        company = rows.organization(of, name)
        Post.objects.create(program=of, person=ada, organization=company)
    run = listed()

    seat(larkhaven, run, all_came=False, by=DANA, now=NOW)

    assert ("Ada Vale", "Pinewick Freight", "checked_in", DAY) in told(larkhaven)


@pytest.mark.parametrize(
    "text", [LIST, "First Name,Last Name,Company\nAda,Vale,Pinewick Freight\n"]
)
def test_who_has_moved_since_is_counted_where_they_were_then(larkhaven, listed, text):
    run = listed(text)
    later = DAY.replace(year=DAY.year + 1)
    Post.objects.filter(person__name="Ada Vale").update(to_on=later)
    of = larkhaven.program
    ada, acme = Person.objects.get(name="Ada Vale"), rows.organization(of, "Acme Lines")
    Post.objects.create(program=of, person=ada, organization=acme, from_on=later)

    seat(larkhaven, run, all_came=True, by=DANA, now=NOW)

    assert ("Ada Vale", "Pinewick Freight", "checked_in", DAY) in told(larkhaven)


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

    assert "Seat those who came" in client.get(page).content.decode()

    client.post(page, {"list": run.key, "came": "said"})
    assert larkhaven.participants.counted().count() == 2
    assert "Seat those who came" not in client.get(page).content.decode()

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


# --- who is seated by somebody who has a part


@pytest.fixture
def noor(larkhaven):
    """A host of the build, and of nothing else."""
    noor = join(larkhaven.program, name="Noor Haddad", role="host")
    Host.objects.create(member=noor, build=larkhaven)
    return noor


def test_who_was_met_outside_the_part_of_a_host_is_not_seated_by_them(larkhaven, listed, noor):
    Person.objects.create(program=larkhaven.program, key="ada", name="Ada Vale")
    run = listed("First Name,Last Name,Attendee Status\nAda,Vale,Attending\nBo,Reed,Attending\n")

    theirs = seat(larkhaven, run, all_came=True, by=noor.user.email, now=NOW, member=noor)

    assert (theirs.came, theirs.unseen) == (0, 2)
    assert list(Person.objects.visible_to(noor)) == []
    everybody = seat(larkhaven, run, all_came=True, by=DANA, now=NOW)
    assert (everybody.came, everybody.unseen) == (2, 0)


def test_a_host_seats_whom_their_list_brought_and_sees_them_then(larkhaven, listed, noor):
    run = listed(by=noor.user.email)
    assert list(Person.objects.visible_to(noor)) == []

    seated = seat(larkhaven, run, all_came=False, by=noor.user.email, now=NOW, member=noor)

    assert (seated.came, seated.stayed_away, seated.unseen) == (2, 1, 0)
    assert [person.name for person in Person.objects.visible_to(noor)] == [
        "Ada Vale", "Bo Reed", "Cy Hale",
    ]  # fmt: skip


def test_whom_somebody_else_has_changed_since_is_not_seated_by_the_host(larkhaven, listed, noor):
    run = listed(by=noor.user.email)
    ada = Person.objects.get(name="Ada Vale")
    said = by_hand(larkhaven.program, by="dana", on=DAY)
    set_fields(ada, {"language": "es"}, source=said, by="dana", at=NOW)
    other = Person.objects.create(program=larkhaven.program, key="bo", name="Bo Reede")
    Person.objects.filter(pk=other.pk).update(merged_into=Person.objects.get(name="Bo Reed"))

    seated = seat(larkhaven, run, all_came=True, by=noor.user.email, now=NOW, member=noor)

    assert (seated.came, seated.unseen) == (1, 2)


def test_the_page_says_who_was_not_seated(client, larkhaven, listed, noor):
    run = listed(by=noor.user.email)
    said = by_hand(larkhaven.program, by="dana", on=DAY)
    for person in Person.objects.all():
        set_fields(person, {"language": "es"}, source=said, by="dana", at=NOW)
    client.force_login(noor.user)
    page = f"/builds/{larkhaven.key}/room/lists/"

    answer = client.post(page, {"list": run.key, "came": "all"}, follow=True)

    words = "3 on it are outside your part: somebody who sees them can seat them."
    assert words in answer.content.decode()


# --- what is taken back


def test_a_place_that_was_changed_since_is_not_taken_back(larkhaven, listed):
    run = listed()
    seat(larkhaven, run, all_came=False, by=DANA, now=NOW)
    places = larkhaven.participants.filter(listed_in=run)
    places.filter(person__name="Ada Vale").update(status="left", left_at=NOW)
    other = Role.objects.get(program=larkhaven.program, key="press")
    places.filter(person__name="Bo Reed").update(role=other)

    assert unseat(larkhaven, run, by=DANA, now=NOW) == 1

    assert kept_of(larkhaven, run) == 2
    assert {str(one.person) for one in larkhaven.participants.all()} == {"Ada Vale", "Bo Reed"}


def test_who_sends_somebody_else_keeps_the_place(larkhaven, listed):
    run = listed()
    seat(larkhaven, run, all_came=False, by=DANA, now=NOW)
    ada = larkhaven.participants.get(person__name="Ada Vale")
    rows.people(larkhaven, 1, delegate_for=ada)

    assert unseat(larkhaven, run, by=DANA, now=NOW) == 2

    assert kept_of(larkhaven, run) == 1


def test_the_page_says_which_places_stay(client, larkhaven, listed):
    run = listed()
    seat(larkhaven, run, all_came=False, by=DANA, now=NOW)
    larkhaven.participants.filter(person__name="Ada Vale").update(decides=True)
    client.force_login(join(larkhaven.program, name="Dana Whitlow").user)
    page = f"/builds/{larkhaven.key}/room/lists/"

    answer = client.post(f"{page}{run.key}/take-back/", follow=True)

    assert "2 places are taken back." in answer.content.decode()
    assert "1 place stays: it was changed since" in answer.content.decode()


def test_the_day_of_who_came_is_the_day_where_the_program_is(larkhaven, listed):
    Build.objects.filter(pk=larkhaven.pk).update(day=None)
    larkhaven.refresh_from_db()
    run = listed("First Name,Last Name\nAda,Vale\n")
    # Nine in the evening in Chicago, when it is the next day in London.
    Import.objects.filter(pk=run.pk).update(at=datetime(2026, 3, 13, 2, tzinfo=UTC))

    seat(larkhaven, Import.objects.get(pk=run.pk), all_came=True, by=DANA, now=NOW)

    assert [one.checked_in_on for one in larkhaven.participants.all()] == [date(2026, 3, 12)]
