"""The road: each milepost says Done, Now or Ahead, and what there is to see."""

import pytest

from muster.builds.models import Participant
from muster.builds.room import room_of
from muster.web.road import Counts, mileposts
from tests import rows

NOTHING = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0)
FULL = Counts(
    sessions=5, speakers=6, responses=2, outcomes=18, pledges=5, introductions=8, made=8,
    open_version=0, published_version=1,
)  # fmt: skip


def road(build, counts=NOTHING):
    room = room_of(Participant.objects.filter(build=build))
    return mileposts(build, room, counts)


def states(build, counts=NOTHING):
    return [str(post.state) for post in road(build, counts)]


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("planned", "now ahead ahead ahead ahead ahead ahead"),
        ("inviting", "done now ahead ahead ahead ahead ahead"),
        ("open", "done done now ahead ahead ahead ahead"),
        ("closed", "done done ahead ahead ahead now ahead"),
        ("following_up", "done done ahead ahead ahead now ahead"),
        ("reported", "done done ahead ahead ahead ahead now"),
        ("cancelled", "ahead ahead ahead ahead ahead ahead ahead"),
    ],
)
def test_without_rows_nothing_is_done_but_what_lies_behind(larkhaven, status, wanted):
    larkhaven.status = status

    assert states(larkhaven) == wanted.split()


def test_with_its_rows_a_milepost_is_done(larkhaven):
    rows.people(larkhaven, 3)
    larkhaven.status = "following_up"
    assert states(larkhaven, FULL) == ["done", "done", "done", "done", "done", "now", "done"]
    larkhaven.status = "reported"

    assert states(larkhaven, FULL) == ["done"] * 7


@pytest.mark.parametrize("status", ["planned", "inviting", "open", "closed", "following_up"])
def test_one_milepost_at_most_is_now(larkhaven, status):
    larkhaven.status = status

    assert states(larkhaven, FULL).count("now") == 1


def test_notes_say_what_there_is(larkhaven):
    rows.people(larkhaven, 3)
    rows.people(larkhaven, 1, status="declined")

    notes = [post.note for post in road(larkhaven, FULL)]

    assert notes == [
        "5 sessions, 6 speakers",
        "4 invited, 3 registered",
        "3 checked in",
        "2 of 3 answered",
        "8 introductions offered, 8 made; contact cards come later",
        "18 outcomes, 5 still pledged",
        "Version 1 is published",
    ]


def test_what_is_not_known_is_said(larkhaven):
    assert [post.note for post in road(larkhaven)] == [
        "No agenda is recorded",
        "Invitations are not recorded",
        "Nobody is checked in",
        "No answers",
        "Contact cards are not kept here yet",
        "Nothing is recorded yet",
        "Nothing is frozen yet",
    ]


def test_every_milepost_leads_somewhere(desk, larkhaven):
    rows.outcome(larkhaven)

    codes = {post.href: desk.get(post.href).status_code for post in road(larkhaven)}

    assert codes == dict.fromkeys(codes, 200)
    assert len(codes) == 7
