"""Strangers may send a form only so often; who has signed in is not counted."""

import pytest
from django.test import RequestFactory
from django.urls import get_resolver, reverse
from limits import parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from muster.core import limits
from muster.core.limits import ANONYMOUS, TooMany, allow, client_of, limited
from tests import rows
from tests.house.test_urls import pages
from tests.people import join


def times(number, name="sign-in", who="198.51.100.7", rate="3/minute"):
    for _time in range(number):
        allow(name, who, rate=rate)


def test_one_too_many_is_told_when_to_come_again():
    times(3)

    with pytest.raises(TooMany) as refused:
        times(1)

    assert 1 <= refused.value.seconds <= 60
    assert refused.value.name == "sign-in"


def test_each_is_counted_alone():
    times(3)

    times(3, who="198.51.100.8")
    times(3, name="ballot")


def test_no_address_is_kept():
    times(1)

    kept = str(vars(limits._counting().storage))
    assert "sign-in" in kept
    assert "198.51.100.7" not in kept


def test_a_rate_that_is_none_is_found_when_the_module_is_read():
    with pytest.raises(ValueError, match="no/never"):
        limited("x", "no/never")


def test_a_counter_that_is_away_refuses_nobody(monkeypatch, caplog):
    class Away(MovingWindowRateLimiter):
        def hit(self, *_given, **_more):
            raise StorageError(ConnectionError("no counter"))

    monkeypatch.setattr(limits, "_counting", lambda: Away(storage_from_string("memory://")))

    times(5)

    told = [line.getMessage() for line in caplog.records if line.name == limits.log.name]
    assert told == ["Nobody counts how often forms are sent."] * 5


@pytest.mark.parametrize(
    ("trusted", "way", "found"),
    [
        (0, None, "127.0.0.1"),
        (0, "203.0.113.9", "127.0.0.1"),  # anybody can write this
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (1, None, ""),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "unix", "unix"),
    ],
)
def test_who_asks_is_known_by_what_the_server_in_front_saw(settings, trusted, way, found):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    more = {"HTTP_X_FORWARDED_FOR": way} if way else {}

    assert client_of(RequestFactory().get("/", **more)) == found


def open_pages():
    """Every page that somebody may send to who has not signed in."""
    found = pages(get_resolver().url_patterns)
    return [page for page in found if getattr(page.callback, "right", None) is None]


def address_of(page):
    """An address of *page*, with something that fits in each of its parts."""
    converters = getattr(page.pattern, "converters", {})
    names = page.pattern.regex.groupindex
    parts = {name: 1 if "int" in str(converters.get(name)).lower() else "x" for name in names}
    return reverse(page.name, kwargs=parts)


@pytest.mark.django_db
def test_every_address_that_is_open_to_strangers_counts_their_forms(client):
    uncounted = []
    for page in open_pages():
        limits.forget_all()
        limit = getattr(page.callback, "limit", ANONYMOUS)
        address = address_of(page)
        for _time in range(parse(limit.rate).amount):
            client.post(address)
        answer = client.post(address)
        if (answer.status_code, "Retry-After" in answer) != (429, True):
            uncounted.append(page.name)

    assert len(open_pages()) > 8
    assert uncounted == []


@pytest.mark.django_db
def test_one_too_many_reaches_no_view_and_says_when(client):
    for _time in range(60):
        assert client.post("/accounts/password/reset/done/").status_code == 405

    answer = client.post("/accounts/password/reset/done/")

    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert "Wait a minute and try again." in answer.content.decode()
    assert client.get("/accounts/login/").status_code == 200


@pytest.mark.django_db
def test_who_has_signed_in_is_not_counted(client):
    client.force_login(join(rows.program(), name="Dana Whitlow").user)

    answers = {client.post("/accounts/password/reset/done/").status_code for _time in range(61)}

    assert answers == {405}
