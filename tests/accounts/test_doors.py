"""What a member can change of their account by themselves, and what only the program can."""

import re

import pytest
from django.core.cache import cache

from muster.accounts.models import Member, User
from tests import rows
from tests.people import PASSWORD, join

ADDRESS = "dana.whitlow@example.org"
OTHER = "ines.calder@example.org"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dana(db: None) -> Member:
    return join(rows.program(), name="Dana Whitlow")


def test_a_member_changes_the_password_and_not_the_address(client, dana):
    join(dana.program, name="Ines Calder")
    client.force_login(dana.user)

    html = client.get("/accounts/password/change/").content.decode()
    assert re.findall(r"<h1>([^<]*)", html) == ["Choose a new password"]
    for act in ("action_add", "action_primary"):
        assert client.post("/accounts/email/", {"email": OTHER, act: ""}).status_code == 404
    assert client.get("/accounts/confirm-email/").status_code == 404

    assert set(User.objects.values_list("email", flat=True)) == {ADDRESS, OTHER}


def test_a_member_without_a_password_chooses_one(client, dana):
    dana.user.set_unusable_password()
    dana.user.save()
    client.force_login(dana.user)

    answer = client.get("/accounts/password/change/", follow=True)

    assert answer.redirect_chain == [("/accounts/password/set/", 302)]
    assert re.findall(r"<h1>([^<]*)", answer.content.decode()) == ["Choose a new password"]


def test_nobody_makes_an_account(client, db):
    assert client.get("/accounts/login/").status_code == 200

    answer = client.post("/accounts/signup/", {"email": OTHER, "password1": PASSWORD})

    assert (answer.status_code, User.objects.count()) == (404, 0)


def test_a_letter_leads_to_a_new_password(client, dana, mailoutbox):
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    (way,) = re.findall(r"http://testserver(/accounts/password/reset/key/\S+)", mailoutbox[0].body)
    form = client.get(way, follow=True)
    new = "other words in tests"

    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert User.objects.get(email=ADDRESS).check_password(new)


def test_a_stranger_who_asks_for_a_letter_is_told_the_same_and_sent_none(client, dana, mailoutbox):
    told = [
        client.post("/accounts/password/reset/", {"email": address}, follow=True).redirect_chain
        for address in (ADDRESS, "nobody@example.org")
    ]

    assert told[0] == told[1] == [("/accounts/password/reset/done/", 302)]
    assert [letter.to for letter in mailoutbox] == [[ADDRESS]]


def tries(client, times: int, **headers: str) -> int:
    """What the last of *times* wrong passwords, each for another address, is answered."""
    for number in range(times):
        wrong = {"login": f"a{number}@example.org", "password": "not the words"}
        status = client.post("/accounts/login/", wrong, headers=headers).status_code
    return int(status)


def test_behind_a_server_in_front_only_who_tries_too_often_waits(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert tries(client, 40, **{"x-forwarded-for": "203.0.113.9"}) == 429
    assert tries(client, 1, **{"x-forwarded-for": "203.0.113.10"}) == 200


def test_who_makes_up_a_way_of_their_own_is_still_told_apart_by_the_last_step(client, db, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(40):
        way = f"198.51.100.{number}, 203.0.113.9"
        status = tries(client, 1, **{"x-forwarded-for": way})

    assert status == 429
