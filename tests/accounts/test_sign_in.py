"""The way in: by e-mail and password, and what is said when they do not fit."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from muster.accounts.models import Member
from tests import rows
from tests.people import PASSWORD, join

ADDRESS = "dana.whitlow@example.org"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    """Attempts are counted in the cache, which tests share."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dana(db: None) -> Member:
    return join(rows.program(), name="Dana Whitlow")


def sign_in(client: Client, **more: str):
    return client.post(
        "/accounts/login/", {"login": ADDRESS, "password": PASSWORD} | more, follow=True
    )


def errors(answer):
    summary = re.search(r"data-error-summary>(.*?)</div>", answer.content.decode(), re.DOTALL)
    return re.findall(r"<li>([^<]*)</li>", summary[1]) if summary else []


def test_the_right_password_leads_to_today(client, dana):
    answer = sign_in(client)

    assert answer.redirect_chain == [("/", 302)]
    assert answer.wsgi_request.member == dana


def test_a_wrong_password_says_what_to_do_and_keeps_the_address(client, dana):
    answer = sign_in(client, password="not the words")

    assert errors(answer) == [
        "This address and this password do not belong together. Look for a slip in either, or"
        " choose a new password with the link below."
    ]
    assert answer.context["form"]["login"].value() == ADDRESS
    assert 'href="/accounts/password/reset/"' in answer.content.decode()


def test_a_stranger_does_not_learn_which_addresses_are_known(client, dana):
    known = errors(sign_in(client, password="not the words"))

    assert errors(sign_in(client, login="nobody@example.org")) == known


def test_who_tries_too_often_waits_and_is_told_so(client, dana):
    for _attempt in range(6):
        answer = sign_in(client, password="not the words")

    assert errors(answer) == [
        "Too many passwords that did not fit, for this address or from where you are. Wait five"
        " minutes, or choose a new password with the link below."
    ]


def test_a_page_that_was_asked_for_opens_after_signing_in(client, dana):
    way = client.get("/builds/?state=MS")
    assert way["Location"] == "/accounts/login/?next=/builds/%3Fstate%3DMS"

    answer = sign_in(client, next="/builds/?state=MS")

    assert answer.redirect_chain == [("/builds/?state=MS", 302)]


def test_signing_out_is_asked_and_then_done(client, dana):
    client.force_login(dana.user)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/").status_code == 200

    client.post("/accounts/logout/")

    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_a_member_who_was_ended_sees_nothing_more(client, dana):
    client.force_login(dana.user)
    assert client.get("/").status_code == 200
    dana.ended_on = rows.DAY
    dana.save()

    assert client.get("/").status_code == 403
