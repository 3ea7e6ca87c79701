"""Dana keeps one company current: from the first call until it closes its doors, and back."""

import pytest
from playwright.sync_api import expect

from muster.directory.models import Organization, Person
from tests import rows
from tests.people import PASSWORD, join


@pytest.fixture
def larch(transactional_db):
    program = rows.program()
    rows.organization(program, "Larkhaven Freight Lines", city="Larkhaven", state="MS")
    rows.organization(program, "Gulf Reach Safety Council", city="Dovemere", state="MS")
    join(program, name="Dana Whitlow")
    return program


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, browser):
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.has_scripts = request.param
    yield page
    context.close()


def sign_in(page, live_server, path):
    page.goto(f"{live_server.url}{path}")
    page.get_by_label("E-mail address").fill("dana.whitlow@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_from_the_first_call_to_closed_doors_and_back(page, live_server, larch):
    sign_in(page, live_server, "/directory/organizations/new/")

    # She is warned of a double, and knows better.
    heading(page, "Add an organization")
    page.wait_for_load_state("load")
    page.get_by_label("Name", exact=True).press_sequentially("Larkhaven Freight")
    if page.has_scripts:
        expect(page.locator("#alike")).to_contain_text("Larkhaven Freight Lines")
    else:
        page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("The name is nearly the same.")).to_be_visible()
    page.get_by_label("It is none of them: add it all the same").check()
    page.get_by_label("Phone").fill("(228) 555-0100 x12")
    page.get_by_role("button", name="Add it").click()
    heading(page, "Larkhaven Freight")
    company = page.url

    # A person with two posts.
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name", exact=True).fill("Imani Okafor-Bell")
    page.get_by_role("textbox", name="Post").fill("Safety director")
    page.get_by_label("Since").fill("2022-03-01")
    page.get_by_label("Phone or e-mail").fill("(228) 555-0117")
    page.get_by_role("button", name="Add them").click()
    heading(page, "Imani Okafor-Bell")
    page.get_by_role("link", name="Add a post").click()
    page.get_by_label("Organization", exact=True).fill("Gulf Reach Safety Council")
    page.get_by_role("textbox", name="Post").fill("Trainer")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("row", name="Trainer")).to_be_visible()

    # One of them ends; the end is among the earlier ones.
    page.get_by_role("link", name="End Trainer").click()
    page.get_by_label("Last day").fill("2025-05-01")
    page.get_by_role("button", name="End it").click()
    page.get_by_text("One earlier post").click()
    expect(page.get_by_role("button", name="Take the end back of Trainer")).to_be_visible()

    # Her number is confirmed, and a call is logged.
    page.get_by_role("link", name="Confirm (228) 555-0117").click()
    expect(page.get_by_label("(228) 555-0117")).to_be_checked()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Dana Whitlow, by calling it").first).to_be_visible()
    page.goto(company)
    page.get_by_role("link", name="Log a touch").click()
    page.get_by_label("With whom").select_option("Imani Okafor-Bell")
    page.get_by_label("What was said").fill("Will come to Larkhaven.")
    page.get_by_role("button", name="Write it down").click()
    touches = page.get_by_role("region", name="Every touch")
    expect(touches).to_contain_text("Call with Imani Okafor-Bell, by Dana Whitlow")

    # It closes its doors, and after all it does not.
    page.get_by_text("More", exact=True).first.click()
    page.get_by_role("link", name="Deactivate, keep its history").click()
    page.get_by_label("Why").fill("Closed its doors")
    page.get_by_label("End the posts held there").check()
    page.get_by_role("button", name="Deactivate it").click()
    expect(page.get_by_role("heading", name="Deactivated since")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status").first).to_have_text(
        "It stands in the lists again. Posts held again: 1."
    )

    kept = Organization.objects.get(name="Larkhaven Freight")
    imani = Person.objects.get()
    assert (kept.ended_on, kept.contact_points.count()) == (None, 1)
    assert sorted((post.title, post.to_on is None) for post in imani.posts.all()) == [
        ("Safety director", True),
        ("Trainer", False),
    ]
