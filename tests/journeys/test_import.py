"""A register comes in, is worked with, and goes again: the police agencies of one state."""

import csv

import pytest
from playwright.sync_api import expect

from muster.core.jobs import run_waiting
from muster.directory.imports import later
from muster.directory.models import Import, Merge, Organization, Site
from tests import rows
from tests.people import join
from tests.shared_data import shared

HIFLD = "law_enforcement/hifld_local_law_enforcement_2019_16_states.csv"
STATE = "MS"


@pytest.fixture
def larch(transactional_db):
    return rows.program()


@pytest.fixture
def mississippi(tmp_path):
    """The real file of one state, as the register lists it."""
    path = tmp_path / "hifld_mississippi.csv"
    with shared(HIFLD).open(encoding="utf-8", newline="") as whole:
        lines = csv.DictReader(whole)
        with path.open("w", encoding="utf-8", newline="") as part:
            kept = csv.DictWriter(part, lines.fieldnames)
            kept.writeheader()
            kept.writerows(line for line in lines if line["STATE"] == STATE)
    return path


@pytest.fixture
def sit_down(browser, client, live_server):
    """Open a browser at which a member sits, signed in."""
    contexts = []

    def open_as(member, *, scripts=True):
        client.force_login(member.user)
        context = browser.new_context(java_script_enabled=scripts)
        contexts.append(context)
        name, ticket = "sessionid", client.cookies["sessionid"].value
        context.add_cookies([{"name": name, "value": ticket, "url": live_server.url}])
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()


def heading(page):
    return page.get_by_role("heading", level=1)


def bring_in(page, live_server, path):
    """From the list of imports to the dry run."""
    page.goto(f"{live_server.url}/directory/imports/")
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_label("The file").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    expect(heading(page)).to_have_text("Which column is what?")
    expect(page.get_by_role("heading", name="HIFLD local law enforcement")).to_be_visible()
    page.get_by_label("Field for OBJECTID").or_(page.get_by_label("OBJECTID")).first.focus()
    page.get_by_role("button", name="Dry run of").click()
    expect(heading(page)).to_have_text("Dry run: nothing has changed yet")


def apply(page):
    page.get_by_role("button", name="Apply").click()
    expect(heading(page)).to_have_text("The rows are in")


def find_by_typing(page, live_server, begins, name):
    """Type the beginning of a name on the list; without scripts, Enter sends it."""
    page.goto(f"{live_server.url}/directory/organizations/")
    box = page.get_by_role("searchbox", name="Search the list")
    box.press_sequentially(begins)
    box.press("Enter")
    page.get_by_role("link", name=name, exact=True).click()
    expect(heading(page)).to_have_text(name)


def merge_two(page, live_server):
    """Decide about the likeliest pair of those that the worker has found: they are one."""
    page.goto(f"{live_server.url}/directory/duplicates/")
    page.get_by_role("link", name="Look at the first").click()
    expect(heading(page)).to_have_text("One organization, or two?")
    page.get_by_role("button", name="Same").click()
    expect(page.get_by_role("status")).to_contain_text("Merged.")


def undo_the_merge(page, live_server):
    """From the record that was kept, both come back."""
    merge = Merge.objects.get()
    page.goto(f"{live_server.url}{merge.kept_organization.get_absolute_url()}")
    page.get_by_role("link", name="Undo the merge").click()
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_role("status")).to_contain_text("both records stand for themselves again")


def undo(page, live_server):
    page.goto(f"{live_server.url}/directory/imports/{Import.objects.get().key}/")
    page.get_by_text("Undo the import").click()
    page.get_by_role("button", name="Take back").click()
    expect(heading(page)).to_have_text("The import is undone")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_register_comes_in_and_goes_again(sit_down, live_server, larch, mississippi, scripts):
    page = sit_down(join(larch, name="Dana Whitlow"), scripts=scripts)

    bring_in(page, live_server, mississippi)
    assert (Organization.objects.count(), Site.objects.count()) == (0, 0)
    apply(page)

    find_by_typing(page, live_server, "gulfp", "GULFPORT POLICE DEPARTMENT")
    many = Organization.objects.listed().count()
    run_waiting()
    merge_two(page, live_server)
    assert Organization.objects.listed().count() == many - 1
    undo_the_merge(page, live_server)
    assert Organization.objects.listed().count() == many

    undo(page, live_server)
    assert (Organization.objects.count(), Site.objects.count()) == (0, 0)


def test_a_long_file_is_read_while_the_page_waits(
    sit_down, live_server, larch, tmp_path, monkeypatch
):
    monkeypatch.setattr(later, "AT_ONCE", 1)
    path = tmp_path / "people.csv"
    path.write_text("First Name,Last Name,Company\nJune,Abernathy,Birchline\nWes,Pell,Quillport\n")
    page = sit_down(join(larch, name="Dana Whitlow"))

    page.goto(f"{live_server.url}/directory/imports/new/")
    page.get_by_label("The file").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Dry run of").click()
    expect(heading(page)).to_have_text("The dry run is under way")
    Import.objects.update(done=1)
    expect(
        page.get_by_text("1 of 3 rows read").or_(page.get_by_text("1 of 2 rows read"))
    ).to_be_visible()
    run_waiting()

    expect(heading(page)).to_have_text("The dry run is done")
    page.get_by_role("link", name="Go to the dry run").click()
    expect(page.get_by_role("button", name="Apply 2 rows")).to_be_visible()


def test_the_keys_go_through_the_rows(sit_down, live_server, larch, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "First Name,Last Name,Company,Cell Phone\n"
        "June,Abernathy,Birchline,(228) 555-0100 x12\n"
        "Wes,Pell,Quillport,911\nIda,Teal,Quillport,911\n"
    )
    page = sit_down(join(larch, name="Dana Whitlow"))
    page.goto(f"{live_server.url}/directory/imports/new/")
    page.get_by_label("The file").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Dry run of").click()
    expect(heading(page)).to_have_text("Dry run: nothing has changed yet")
    page.wait_for_load_state("load")  # then somebody listens
    current = page.locator("tr.is-current")

    page.keyboard.press("j")
    expect(current).to_have_attribute("id", "line-3")
    page.keyboard.press("n")
    expect(current).to_have_attribute("id", "line-4")
    page.keyboard.press("n")
    expect(current).to_have_attribute("id", "line-3")
    page.keyboard.press("f")
    page.keyboard.press("Control+a")
    page.keyboard.type("(228) 555-0117")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("1 row is read again.")
    expect(page.get_by_role("button", name="Apply 2 rows")).to_be_visible()


def test_who_works_at_a_desk_finds_no_page_of_a_coordinator(sit_down, live_server, larch):
    coordinator = sit_down(join(larch, name="Dana Whitlow"))
    assert coordinator.goto(f"{live_server.url}/directory/imports/").status == 200

    desk = sit_down(join(larch, name="Nora Pell", role="desk"))
    for address in ("imports/", "imports/new/"):
        answer = desk.goto(f"{live_server.url}/directory/{address}")
        assert answer.status == 403
        expect(heading(desk)).to_have_text("This page is not open to you")
