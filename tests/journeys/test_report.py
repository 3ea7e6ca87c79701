"""From a room to a report: a number is walked back, a quote cleared, the report signed and read."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from muster.core.models import AuditEvent
from muster.reports.models import Report
from tests import rows
from tests.conftest import loaded
from tests.people import PASSWORD, join

WORDS = "We had the posters up the same week."


@pytest.fixture
def gulfport(transactional_db):
    """Gulfport 2020 with one sentence more, about which nobody has decided yet."""
    build = loaded("ms-gulfport-2020")
    rows.quote(build, key="same-week", about="About the training", text=WORDS)
    join(build.program, name="Dana Whitlow")
    return build


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser, gulfport, request):
    """A browser at which Dana sits, with and without scripts."""
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(browser):
    """Somebody else's browser, which never signs in."""
    context = browser.new_context(accept_downloads=True)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def heading(page):
    return page.get_by_role("heading", level=1)


def sign_in(page, live_server):
    page.goto(live_server.url)
    page.get_by_label("E-mail address").fill("dana.whitlow@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def open_desk(page, live_server):
    page.goto(f"{live_server.url}/builds/ms-gulfport-2020/report/")
    expect(heading(page)).to_have_text("Report desk")


def follow_a_figure(page):
    """From the number in a sentence to the answers behind it, and back."""
    page.get_by_role("link", name="46 of 50").click()
    expect(heading(page)).to_contain_text("92%")
    expect(page.locator("#rows")).to_be_visible()
    page.go_back()


def clear_the_quote(page, live_server):
    page.goto(f"{live_server.url}/builds/ms-gulfport-2020/quotes/")
    row = page.locator(".q", has_text=WORDS)
    row.get_by_label("Show").check()
    page.get_by_role("button", name="Keep these decisions").click()
    expect(page.get_by_role("status")).to_have_text("1 decision kept.")


def write(page, words):
    """Write a further paragraph of the summary."""
    page.locator("#edit-summary > summary").click()
    page.get_by_label("Paragraph, a further one").fill(words)
    page.locator("#edit-summary").get_by_role("button", name="Keep it").click()


def reword(page, words):
    """Go from the check to the paragraph that it stopped at; a script opens it, else a click."""
    page.get_by_role("link", name=re.compile("^Reword.*typed by hand")).click()
    box = page.locator("#edit-summary")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.get_by_label("Paragraph 4").fill(words)
    box.get_by_role("button", name="Keep it").click()


def publish(page):
    """Freeze, read, sign, publish: each step offered by the desk when its time has come."""
    page.get_by_role("button", name="Freeze for review").click()
    expect(page.get_by_role("status")).to_contain_text("Version 1 is frozen.")
    page.get_by_role("link", name="Read version 1").click()
    expect(page.get_by_text("This is version 1 as it was frozen.")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("link", name="Back to the report desk").click()
    page.get_by_role("button", name="I have read it: sign as reviewed").click()
    expect(page.get_by_role("status")).to_have_text("Version 1 is signed as reviewed.")
    page.locator("summary", has_text="Publish version 1").click()
    page.get_by_label("Anybody: it stands in the public list").check()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_role("status")).to_have_text("Version 1 is published.")


def test_from_the_rows_to_a_reader(page, reader, live_server):
    sign_in(page, live_server)
    page.get_by_role("link", name="Builds", exact=True).click()
    page.get_by_role("link", name="Gulfport coalition build").click()
    expect(heading(page)).to_have_text("Gulfport coalition build")
    clear_the_quote(page, live_server)

    open_desk(page, live_server)
    follow_a_figure(page)
    write(page, "All 67 people were glad.")
    expect(page.locator(".signoff")).to_contain_text("1 check blocks: Final summary")
    reword(page, "We thank everybody who came.")
    expect(page.locator(".checks .top")).to_contain_text("0 block")
    publish(page)

    reader.goto(f"{live_server.url}/r/")
    reader.get_by_role("link", name="Gulfport coalition build").click()
    expect(heading(reader)).to_have_text("Gulfport, Mississippi")
    expect(reader.get_by_text("67 people came.").first).to_be_visible()
    expect(reader.get_by_text(WORDS)).to_be_visible()
    expect(reader.get_by_text("We thank everybody who came.")).to_be_visible()
    with reader.expect_download() as download:
        reader.get_by_role("link", name="PDF", exact=True).click()
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename == "report-ms-gulfport-2020-v1.pdf"
    assert content[:5] == b"%PDF-"
    read = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Gulfport" in read
    assert WORDS in " ".join(read.split())

    report = Report.objects.get()
    expect(reader.locator(".hash code")).to_have_text(re.sub(r"(.{8})(?=.)", r"\1 ", report.hash))
    verbs = AuditEvent.objects.filter(subject__startswith="report:").values_list("verb", flat=True)
    assert list(verbs) == ["froze", "signed", "published"]


def test_a_reader_is_told_that_a_version_was_withdrawn(page, reader, live_server):
    sign_in(page, live_server)
    clear_the_quote(page, live_server)
    open_desk(page, live_server)
    publish(page)
    reader.goto(f"{live_server.url}/r/ms-gulfport-2020/")
    expect(reader.get_by_text(WORDS)).to_be_visible()

    page.locator("summary", has_text="Withdraw version 1").click()
    page.get_by_label("Why is it withdrawn?").fill("A number was wrong.")
    page.get_by_role("button", name="Withdraw version 1").click()
    expect(page.get_by_role("status")).to_contain_text("It stays readable, and says so.")

    reader.reload()
    expect(reader.get_by_role("note")).to_contain_text("The program has withdrawn this report.")
    reader.goto(f"{live_server.url}/r/")
    expect(reader.get_by_text("No report is listed yet")).to_be_visible()


def test_a_consent_that_is_withdrawn_is_gone_from_what_was_published(page, reader, live_server):
    sign_in(page, live_server)
    clear_the_quote(page, live_server)
    open_desk(page, live_server)
    publish(page)
    reader.goto(f"{live_server.url}/r/ms-gulfport-2020/")
    expect(reader.get_by_text(WORDS)).to_be_visible()

    page.goto(f"{live_server.url}/builds/ms-gulfport-2020/quotes/?pile=shown")
    row = page.locator(".q", has_text=WORDS)
    row.get_by_text("Its writer takes it back").click()
    row.get_by_role("button", name="Withdraw for good").click()
    expect(page.get_by_role("status")).to_contain_text("Withdrawn.")

    reader.reload()
    expect(reader.get_by_text(WORDS)).to_have_count(0)
    expect(reader.get_by_text("A quote was withdrawn by its writer")).to_be_visible()
