"""Dana works through the directory by keys alone, and finds anybody from any page."""

import re

import pytest
from playwright.sync_api import expect

from muster.directory.models import ListEntry, Organization, Person
from tests import rows
from tests.people import PASSWORD, join


@pytest.fixture
def larch(transactional_db):
    """A program that knows four companies and one person; Dana works there."""
    program = rows.program()
    for name in ("Alder Basin Freight", "Cinder Creek Freight", "Eider Freightways", "Wren Lines"):
        rows.organization(program, name, city="Larkhaven")
    Person.objects.create(program=program, key="celia", name="Celia Larkin")
    join(program, name="Dana Whitlow")
    return program


def sign_in(page, live_server, address="/directory/organizations/"):
    page.goto(f"{live_server.url}{address}")
    page.get_by_label("E-mail address").fill("dana.whitlow@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.wait_for_load_state("load")


def current(page):
    return page.locator("tr[aria-current] th a")


def test_a_list_is_searched_and_worked_through_by_keys(page, live_server, larch):
    sign_in(page, live_server)
    rows_ = page.locator("[data-list-row]")
    expect(rows_).to_have_count(4)

    page.keyboard.press("/")
    page.keyboard.type("freig", delay=20)
    expect(rows_).to_have_count(3)
    expect(page.locator("#hits")).to_have_text(re.compile("3 match"))
    expect(page).to_have_url(re.compile(r"\?q=freig$"))

    page.keyboard.press("ArrowDown")
    expect(current(page)).to_have_text("Alder Basin Freight")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    expect(page.locator("[data-list-count]")).to_have_text("What is ticked: 3")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("[data-list-count]")).to_have_text("What is ticked: 2")

    page.keyboard.press("?")
    expect(page.locator("[data-list-help]")).to_have_attribute("open", "")

    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Put 2 rows into a list")).to_be_visible()
    page.get_by_label("Name of the new list").fill("Invitees")
    page.get_by_role("button", name="Put 2 in").click()
    expect(page.get_by_role("status").first).to_contain_text("2 are now in “Invitees”.")
    assert ListEntry.objects.count() == 2

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Alder Basin Freight")).to_be_visible()


def test_keys_are_silent_while_one_types(page, live_server, larch):
    sign_in(page, live_server)

    page.keyboard.press("/")
    page.keyboard.type("jx?")

    expect(page.locator("#q")).to_have_value("jx?")
    expect(page.locator("tr[aria-current]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("jx?")
    expect(page.locator("#q")).not_to_be_focused()


def test_one_tick_takes_the_page_and_a_second_all_that_match(page, live_server, larch):
    for number in range(30):
        rows.organization(larch, f"Gull {number:02}")
    sign_in(page, live_server)

    page.get_by_label("Select all 30 on this page").check()
    expect(page.locator("[data-list-count]")).to_have_text("What is ticked: 30")
    page.get_by_label("all 34 that match").check()
    page.get_by_role("button", name="Deactivate").click()
    expect(page.get_by_role("heading", name="Deactivate 34")).to_be_visible()
    assert Organization.objects.filter(ended_on=None).count() == 34

    page.get_by_role("button", name="Deactivate 34").click()

    expect(page.get_by_role("status").first).to_contain_text("34 were deactivated.")
    assert Organization.objects.filter(ended_on=None).count() == 0


def test_anybody_is_found_from_any_page(page, live_server, larch):
    sign_in(page, live_server, "/")
    found = page.get_by_role("option")

    page.keyboard.press("Control+k")
    page.keyboard.type("lark", delay=20)
    expect(page.get_by_role("option", name="Celia Larkin")).to_be_visible()
    expect(found.first).to_have_attribute("aria-selected", "true")
    combobox = page.get_by_role("combobox")
    expect(combobox).to_have_attribute("aria-activedescendant", "palette-option-0")
    page.keyboard.press("ArrowDown")
    expect(combobox).to_have_attribute("aria-activedescendant", "palette-option-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(found.last).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.get_by_label("Find a person, company or agency").press_sequentially("celia")
    expect(page.get_by_role("option", name="Celia Larkin")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Celia Larkin")).to_be_visible()


def test_all_of_it_works_without_a_script(browser, live_server, larch):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server)

    page.get_by_role("searchbox", name=re.compile("^Search the list")).fill("freig")
    page.get_by_role("searchbox", name=re.compile("^Search the list")).press("Enter")
    expect(page.locator("[data-list-row]")).to_have_count(3)
    page.get_by_label("Select Alder Basin Freight").check()
    page.get_by_role("button", name="Take along as a file").click()
    expect(page.get_by_role("heading", name="Take 1 row along as a file")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file with 1 row").click()
    assert download.value.suggested_filename.startswith("larch-organizations-")

    page.get_by_label("Find a person, company or agency").fill("celia")
    page.get_by_label("Find a person, company or agency").press("Enter")
    page.get_by_role("link", name="Celia Larkin").click()
    expect(page.get_by_role("heading", name="Celia Larkin")).to_be_visible()
    page.context.close()


def test_the_keys_are_told_where_nothing_hovers_too(browser, live_server, larch):
    context = browser.new_context(has_touch=True, is_mobile=True)
    page = context.new_page()
    sign_in(page, live_server)
    assert page.evaluate("matchMedia('(hover: none)').matches")
    keys = page.locator("[data-list-help] .d-hotkeys")
    expect(keys).to_be_hidden()

    page.keyboard.press("?")

    expect(keys).to_be_visible()
    context.close()


def test_one_goes_from_record_to_record_by_keys(page, live_server, larch):
    sign_in(page, live_server, "/directory/organizations/?q=freight")
    page.get_by_role("link", name="Cinder Creek Freight").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Cinder Creek Freight")

    for key, name in (("]", "Eider Freightways"), ("[", "Cinder Creek Freight"),
                      ("[", "Alder Basin Freight")):  # fmt: skip
        page.wait_for_load_state("load")
        page.keyboard.press(key)
        expect(heading).to_have_text(name)
    expect(page.get_by_role("link", name="Previous", exact=True)).to_have_count(0)
