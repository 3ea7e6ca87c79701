"""Dana clears the quotes of Larkhaven: by hand without a script, and by keys alone."""

import re

import pytest
from playwright.sync_api import expect

from muster.surveys.models import Quote
from tests import rows
from tests.people import PASSWORD, join


@pytest.fixture
def larkhaven(transactional_db):
    """A build with three sentences to clear; the first points at one person."""
    build = rows.build(rows.program())
    rows.quote(build, text="As the night shift manager of Halyard Plaza I know whom to call.")
    rows.quote(
        build, text="More time with the sheriff’s people, less with slides.", sense="critique"
    )
    rows.quote(build, text="I had the number of the front desk. Now I have the officer’s.")
    join(build.program, name="Dana Whitlow")
    return build


def sign_in(page, live_server):
    page.goto(f"{live_server.url}/builds/larkhaven/quotes/")
    expect(page).to_have_title("Sign in · Muster")
    page.get_by_label("E-mail address").fill("dana.whitlow@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Quotes", exact=True)).to_be_visible()
    # The heading stands before the scripts have run; a key that nobody listens for is lost.
    page.wait_for_load_state("load")


def decisions():
    return list(Quote.objects.order_by("position").values_list("decision", "why"))


def test_without_a_script(browser, live_server, larkhaven):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)
    first, second, _third = page.locator(".q").all()

    expect(first.get_by_label("Show")).to_be_disabled()
    first.get_by_label("Hide").check()
    second.get_by_label("Show").check()
    second.get_by_label(re.compile("^Why")).fill("The one critique")
    page.get_by_role("button", name="Keep these decisions").click()

    expect(page.get_by_role("status")).to_have_text("2 decisions kept.")
    assert decisions() == [("hide", ""), ("show", "The one critique"), ("later", "")]

    page.get_by_role("link", name="Shown 1").click()
    page.get_by_text("Its writer takes it back").click()
    page.get_by_role("button", name="Withdraw for good").click()
    expect(page.get_by_role("status")).to_contain_text("Withdrawn.")
    assert Quote.objects.filter(withdrawn_on__isnull=False).count() == 1
    context.close()


def test_with_keys_alone(browser, live_server, larkhaven):
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, live_server)

    for key in ["s", "h", "j", "s", "w"]:
        page.keyboard.press(key)
    page.keyboard.type("The one critique")
    page.keyboard.press("Escape")
    for key in ["j", "s", "l"]:
        page.keyboard.press(key)
    page.get_by_role("button", name="Keep these decisions").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("2 decisions kept.")
    assert decisions() == [("hide", ""), ("show", "The one critique"), ("later", "")]
    context.close()


def test_an_override_beside_the_sentence(browser, live_server, larkhaven):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server)

    page.get_by_text("Override with reason").click()
    page.get_by_label("Why it may stand").fill("She asked us to print it")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("Kept with your name, the day and the reason.")
    first = page.locator(".q").first
    expect(first).to_contain_text("let stand by Dana Whitlow")
    first.get_by_label("Show").check()
    page.get_by_role("button", name="Keep these decisions").click()
    expect(page.get_by_role("status")).to_have_text("1 decision kept.")
    assert decisions()[0] == ("show", "")
    context.close()
