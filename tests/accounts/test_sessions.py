"""Where somebody is signed in: told in words, and ended by themselves or by others."""

import re
from datetime import timedelta

import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from muster.accounts import sessions
from muster.accounts.doorkeeper import sweep_sessions
from muster.accounts.models import SignedIn
from muster.accounts.roster import seen_words
from muster.core.models import AuditEvent
from tests.accounts.conftest import told
from tests.people import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"


def signed_in(member, agent: str = FIREFOX) -> Client:
    """A browser in which *member* has come in by the door."""
    browser = Client(headers={"user-agent": agent})
    browser.post("/accounts/login/", {"login": member.user.email, "password": PASSWORD})
    return browser


def devices(answer) -> list[tuple[str, str]]:
    return [
        (session.device, str(session.user)) for session, _seen, _here in answer.context["sessions"]
    ]


def test_a_browser_is_told_by_what_it_is_and_by_nothing_more(dana):
    signed_in(dana, PHONE)

    row = SignedIn.objects.values().get()

    assert row.keys() == {"id", "user_id", "session", "device", "since", "seen_at"}
    assert row["device"] == "Safari on iPhone"


def test_one_sees_where_one_is_signed_in_and_signs_out_elsewhere(dana):
    here, there = signed_in(dana), signed_in(dana, PHONE)
    assert devices(here.get("/account/")) == [
        ("Safari on iPhone", "Dana Whitlow"),
        ("Firefox on Windows", "Dana Whitlow"),
    ]

    answer = here.post("/account/sessions/end/", follow=True)

    assert told(answer) == ["One other browser is signed out."]
    assert [browser.get("/account/").status_code for browser in (here, there)] == [200, 302]


def test_one_ends_a_single_session_of_ones_own_and_nobody_elses(dana, priya):
    here, there = signed_in(dana), signed_in(dana, PHONE)
    theirs = signed_in(priya)
    own, other = (
        SignedIn.objects.get(device="Safari on iPhone"),
        SignedIn.objects.get(user=priya.user),
    )

    assert here.post(f"/account/sessions/{other.pk}/end/").status_code == 404
    here.post(f"/account/sessions/{own.pk}/end/")

    assert [browser.get("/account/").status_code for browser in (here, there, theirs)] == [
        200,
        302,
        200,
    ]


def test_who_runs_the_program_ends_the_session_of_a_member(desk, wes):
    theirs = signed_in(wes)
    assert devices(desk.get("/members/sessions/"))[0] == ("Firefox on Windows", "Wes Calloway")

    answer = desk.post(
        f"/members/sessions/{SignedIn.objects.get(user=wes.user).pk}/end/", follow=True
    )

    assert told(answer) == ["Wes Calloway is signed out there."]
    assert theirs.get("/account/").status_code == 302
    (act,) = AuditEvent.objects.exclude(verb="signed in")
    assert (act.verb, act.subject) == ("ended a session", f"member:{wes.pk}")


def test_a_host_does_not_see_where_others_are_signed_in(client, wes, dana):
    signed_in(dana)
    client.force_login(wes.user)

    answer = client.get("/members/sessions/")

    assert devices(answer) == []
    row = SignedIn.objects.get(user=dana.user)
    assert client.post(f"/members/sessions/{row.pk}/end/").status_code == 404


def test_a_new_password_ends_the_sessions_in_other_browsers(dana):
    here, there = signed_in(dana), signed_in(dana, PHONE)
    new = "other words in tests"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    here.post("/accounts/password/change/", form)

    assert [browser.get("/account/").status_code for browser in (here, there)] == [200, 302]
    assert [device for device, _name in devices(here.get("/account/"))] == ["Firefox on Windows"]


def test_a_session_that_is_in_use_is_written_down_every_few_minutes(
    dana, django_assert_num_queries
):
    with time_machine.travel("2026-05-26T15:00:00Z", tick=False) as clock:
        here = signed_in(dana)
        first = SignedIn.objects.get().seen_at
        clock.shift(timedelta(minutes=4))
        here.get("/account/")
        assert SignedIn.objects.get().seen_at == first

        clock.shift(timedelta(minutes=4))
        here.get("/account/")

        assert SignedIn.objects.get().seen_at == first + timedelta(minutes=8)


def test_sessions_that_have_run_out_are_not_listed_and_are_swept(dana):
    here = signed_in(dana)
    signed_in(dana, PHONE)
    Session.objects.filter(
        session_key=SignedIn.objects.get(device="Safari on iPhone").session
    ).update(expire_date=timezone.now() - timedelta(days=1))
    assert len(devices(here.get("/account/"))) == 1
    assert SignedIn.objects.count() == 2

    sweep_sessions.call()

    assert [row.device for row in SignedIn.objects.all()] == ["Firefox on Windows"]


def test_when_somebody_was_last_seen_is_told_in_words(larch):
    now = timezone.now().replace(hour=18, minute=0)
    ago = {0: "now", 12: "12 minutes ago", 180: "3 hours ago", 1440: "Yesterday"}

    assert {
        minutes: seen_words(now - timedelta(minutes=minutes), now, larch) for minutes in ago
    } == ago
    assert seen_words(None, now, larch) == "never"


def test_a_browser_that_says_nothing_is_told_as_that(dana):
    answer = signed_in(dana, "").get("/account/")

    assert re.findall(r"<td>(A browser[^<]*)", answer.content.decode()) == [
        "A browser that does not say "
    ]


def test_signing_out_leaves_no_session(dana):
    here = signed_in(dana)
    here.post("/accounts/logout/")

    assert list(sessions.open_sessions([dana.user], now=timezone.now())) == []
