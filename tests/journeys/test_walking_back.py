"""Dana walks a printed number back to the answers and the room, and comes to another program."""

import pytest
from playwright.sync_api import expect

from tests import rows
from tests.people import PASSWORD, join


@pytest.fixture
def larkhaven(transactional_db):
    """A build at which 25 of 30 answered; Dana is a member of a second program too."""
    build = rows.build(rows.program())
    rows.people(build, 30)
    rows.answers(build, yes=20, no=5)
    rows.outcome(build, stage="pledged", lead="Sandbar Coach Lines", text="will train 60 drivers.")
    for of in (build.program, rows.program("birch", sample=True)):
        join(of, name="Dana Whitlow", email="dana@example.org")
    return build


@pytest.fixture
def page(browser, live_server, larkhaven):
    """A browser without scripts in which Dana has signed in."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("E-mail address").fill("dana@example.org")
    page.get_by_label("Password", exact=True).fill("not the words")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    yield page
    context.close()


def heading(page):
    return page.get_by_role("heading", level=1)


def test_from_the_number_to_its_rows_and_its_room(page):
    page.get_by_role("link", name="Builds", exact=True).click()
    page.get_by_role("link", name="Larkhaven coalition build").click()
    page.get_by_role("link", name="20 of 25 who answered, of 30 in the room.").click()

    expect(heading(page)).to_have_text("80% know what to do next")
    agree = page.locator(".value", has_text="Agree").first
    expect(agree.get_by_role("listitem")).to_have_count(20)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows (CSV)").click()
    assert download.value.suggested_filename == "larkhaven-next_steps.csv"

    page.get_by_role("link", name="Room 30 people").click()
    expect(heading(page)).to_have_text("Who was in the room")
    page.get_by_role("link", name="Larkhaven", exact=True).click()
    expect(heading(page)).to_have_text("Larkhaven coalition build")


def test_a_pledge_is_kept(page):
    page.get_by_role("link", name="Larkhaven coalition build").click()
    page.get_by_role("link", name="Sandbar Coach Lines").click()
    page.get_by_label("What changed").fill("has trained 60 drivers.")
    page.get_by_label("Done").check()
    page.get_by_role("button", name="Keep it like this").click()

    expect(page.get_by_role("status")).to_have_text("Kept.")
    expect(heading(page)).to_have_text("Sandbar Coach Lines has trained 60 drivers.")
    page.get_by_label("Who or what confirms it").fill("the training record")
    page.get_by_label("Confirmed on").fill("2026-05-20")
    page.get_by_role("button", name="Keep as substantiated").click()
    expect(page.locator(".lede")).to_contain_text(
        "Substantiated by the training record on May 20, 2026."
    )


def test_from_one_program_to_the_other_and_out(page):
    page.locator("summary", has_text="Dana Whitlow").click()
    page.get_by_role("button", name="Go to The birch program").click()
    expect(page.locator(".sample")).to_have_text("Sample: everything here is invented.")
    expect(page.get_by_role("link", name="Larkhaven coalition build")).to_have_count(0)

    page.locator("summary", has_text="Dana Whitlow").click()
    page.get_by_role("button", name="Sign out").click()
    expect(heading(page)).to_have_text("Sign in")
