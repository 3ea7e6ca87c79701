"""axe finds nothing on any page, at three widths, on screen and on paper; nothing slides.

The pages are asked for as a member would, and handed to the browser under the policy of the
settings, so that a style or script that the policy forbids fails as well.
"""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from tests.people import join

GULFPORT, SAMPLE = "/builds/ms-gulfport-2020/", "/builds/sample-2026/"
OF_GULFPORT = [
    "/",
    "/program/",
    "/program/guidance/MS/",
    GULFPORT,
    f"{GULFPORT}room/",
    f"{GULFPORT}figures/next_steps/",
    f"{GULFPORT}figures/response_rate/",
    f"{GULFPORT}outcomes/total-shippers/",
    f"{GULFPORT}quotes/",
]
OF_SAMPLE = [
    "/",
    "/builds/",
    "/builds/?q=nowhere",
    SAMPLE,
    f"{SAMPLE}plan/",
    f"{SAMPLE}room/",
    f"{SAMPLE}room/?who=away",
    f"{SAMPLE}figures/",
    f"{SAMPLE}figures/next_steps/",
    f"{SAMPLE}figures/victim_words_before/",
    f"{SAMPLE}outcomes/",
    f"{SAMPLE}outcomes/new/",
    f"{SAMPLE}quotes/",
    f"{SAMPLE}quotes/?pile=shown",
    f"{SAMPLE}quotes/?pile=withdrawn",
    "/directory/answering/",
    "/directory/answering/?at=39501",
    "/directory/uncovered/",
    "/directory/organizations/larkhaven-pd/covers/",
    "/audit/",
    "/audit/?who=nobody",
    "/retention/",
    "/retention/?kind=audit-values&days=90",
    "/retention/?kind=audit-values&for_good=on",
]


@pytest.fixture
def look(tab, axe):
    """Let axe look at a page in every width and medium, with everything on it unfolded."""
    page = tab.page

    def at(answer):
        tab.show(answer.content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        found = {}
        for media, width in [("screen", 360), ("screen", 768), ("screen", 1440), ("print", 768)]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            found[media, width] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [place for place in found.items() if place[1]] == []
        assert tab.complaints == []

    return at


@pytest.mark.parametrize("path", OF_GULFPORT)
def test_gulfport_shuts_nobody_out(signed_in, look, path):
    answer = signed_in.get(path)

    assert answer.status_code == 200
    look(answer)


@pytest.mark.parametrize("path", OF_SAMPLE)
def test_the_invented_build_shuts_nobody_out(client, sample_coordinator, look, path):
    client.force_login(sample_coordinator.user)
    answer = client.get(path)

    assert answer.status_code == 200
    look(answer)


def test_a_form_that_was_refused_shuts_nobody_out(signed_in, look):
    answer = signed_in.post(f"{GULFPORT}outcomes/new/", {"once": "abc"})

    assert answer.status_code == 422
    look(answer)


def test_the_way_in_shuts_nobody_out(client, db, look):
    look(client.get("/accounts/login/"))
    look(client.post("/accounts/login/", {"login": "nobody@example.org", "password": "x"}))


def test_what_is_closed_shuts_nobody_out(client, gulfport, look):
    client.force_login(join(gulfport.program, name="Lee", role="viewer").user)
    closed, nowhere = client.get("/builds/"), client.get("/nowhere/")

    assert (closed.status_code, nowhere.status_code) == (403, 404)
    look(closed)
    look(nowhere)


def test_members_and_their_doors_shut_nobody_out(client, sample, sample_coordinator, look):
    host = join(sample.program, name="Wes Calloway", role="host")
    client.force_login(sample_coordinator.user)
    client.post("/members/", {"email": "noor@example.org", "role": "viewer"})

    for path in (
        f"/members/?end={host.pk}",
        "/members/?show=invited",
        f"/members/{host.pk}/",
        "/members/sessions/",
        "/account/",
        "/accounts/second-factor/",
        "/accounts/second-factor/passkeys/",
        "/accounts/reauthenticate/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200
        look(answer)
    look(client.post("/members/", {"email": "noor", "role": "host"}))


def test_setting_up_a_second_factor_shuts_nobody_out(client, sample_coordinator, look):
    sample_coordinator.user.set_unusable_password()  # nothing to prove oneself with yet
    sample_coordinator.user.save()
    client.force_login(sample_coordinator.user)

    look(client.get("/accounts/second-factor/passkeys/add/"))
    page = client.get("/accounts/second-factor/app/")
    look(page)
    code = totp.format_hotp_value(totp.hotp_value(page.context["form"].secret, _now()))
    client.post("/accounts/second-factor/app/", {"code": code})
    proof = RecoveryCodes.activate(sample_coordinator.user).get_unused_codes()[0]
    client.post("/accounts/second-factor/again/", {"code": proof})
    for path in ("codes/", "codes/new/", "app/remove/", ""):
        look(client.get(f"/accounts/second-factor/{path}"))


def test_the_other_ways_in_shut_nobody_out(client, sample_coordinator, look, mailoutbox):
    totp.TOTP.activate(sample_coordinator.user, totp.generate_totp_secret())
    inviting = Client()
    inviting.force_login(sample_coordinator.user)
    inviting.post("/members/", {"email": "noor@example.org", "role": "viewer"})
    link = re.findall(r"http://testserver(/invitation/\S+)", mailoutbox[0].body)[0]

    look(client.get(link))
    look(client.post(link, {}))
    look(client.get("/invitation/not-one/"))
    look(client.get("/accounts/login/code/"))
    email = sample_coordinator.user.email
    look(client.post("/accounts/login/code/", {"email": email}, follow=True))
    code = re.findall(r"code=(\S+)", mailoutbox[1].body)[0]
    look(client.post("/accounts/login/code/confirm/", {"code": code}, follow=True))


def _now() -> int:
    """The half minute for which an app shows its code."""
    return list(totp.yield_hotp_counters_from_time())[1]
