"""A passkey and an app, in a real browser: set up, asked for, and enough to come in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import expect

from tests import rows
from tests.people import PASSWORD, join

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def dana(transactional_db):
    return join(rows.program(), name="Dana Whitlow")


@pytest.fixture
def here(live_server):
    """An address on the network is none that a passkey can belong to; a name is."""
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser, dana):
    """A browser that complains of nothing."""
    context = browser.new_context()
    opened = context.new_page()
    complaints = []
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    opened.on("pageerror", lambda wrong: complaints.append(str(wrong)))
    yield opened
    context.close()
    assert complaints == []


def sign_in(page, here):
    page.goto(f"{here}/accounts/login/")
    page.get_by_label("E-mail address").fill("dana.whitlow@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page):
    """Show once more who it is, where that is asked."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it you?")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page):
    page.context.clear_cookies()


def test_a_passkey_is_made_and_opens_the_door_alone(page, here, dana):
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    number = key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    sign_in(page, here)

    page.goto(f"{here}/accounts/second-factor/passkeys/add/")
    prove(page)
    page.get_by_label("What to call it").fill("My telephone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    held = key.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]
    assert [(each["rpId"], each["isResidentCredential"]) for each in held] == [("localhost", True)]
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == [
        "recovery_codes",
        "webauthn",
    ]

    sign_out(page)
    page.goto(f"{here}/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Today"))


def test_a_passkey_stands_behind_the_password_too(page, here, dana):
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, here)
    page.goto(f"{here}/accounts/second-factor/passkeys/add/")
    prove(page)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    sign_out(page)

    sign_in(page, here)
    expect(page.get_by_role("heading", level=1)).to_have_text("And your second factor")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Today"))


def test_a_browser_that_makes_no_passkey_says_so_on_the_page(page, here, dana):
    sign_in(page, here)
    page.goto(f"{here}/accounts/second-factor/passkeys/add/")
    prove(page)
    page.evaluate("() => { navigator.credentials.create = () => Promise.reject(Error('no')) }")

    page.get_by_role("button", name="Make a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The browser made no passkey")
    assert Authenticator.objects.count() == 0


def test_an_app_reads_the_square_and_its_codes_open_the_door(page, here, dana):
    sign_in(page, here)
    page.goto(f"{here}/accounts/second-factor/app/")
    prove(page)
    square = page.get_by_role("img", name=re.compile("A square for the app"))
    assert square.evaluate("one => one.naturalWidth") > 100
    secret = page.locator("code.d-raw").inner_text()

    page.get_by_label("The six digits that the app shows now").fill(shown_by(secret))
    page.get_by_role("button", name="Keep this app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    codes = page.locator(".m-codes code").all_inner_texts()

    sign_out(page)
    sign_in(page, here)
    page.get_by_label("Code from your app, or a recovery code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Today"))


def test_without_scripts_the_password_and_the_link_are_left(browser, here, dana):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{here}/accounts/login/")

    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    expect(page.get_by_role("link", name="Send me a link")).to_be_visible()
    sign_in(page, here)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Today"))
    context.close()


def shown_by(secret: str) -> str:
    """The six digits that an app shows now."""
    return totp.format_hotp_value(
        totp.hotp_value(secret, list(totp.yield_hotp_counters_from_time())[1])
    )
