"""axe finds nothing on any page of an import, in any of its states; nothing slides."""

import pytest

from muster.accounts.models import Member, MemberState
from muster.directory.imports import later
from muster.directory.models import Import, ImportChoice, ImportRow
from tests import rows
from tests.directory.pages.incoming import (
    HEAD,
    JUNE,
    ROBIN,
    WES,
    at_columns,
    at_rows,
    bring,
    chosen,
    table,
    there,
)
from tests.people import join
from tests.tab import Tab

PAGE = "/directory/imports/"


@pytest.fixture
def client(client, larch):
    client.force_login(join(larch, name="Dana Whitlow").user)
    return client


@pytest.fixture
def look(tab, axe):
    """Let axe look at a page in two widths, with everything on it unfolded."""
    page = tab.page

    def at(answer, status=200):
        assert answer.status_code == status
        tab.show(answer.content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        found = {}
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [place for place in found.items() if place[1]] == []
        assert tab.complaints == []

    return at


def test_the_list_shuts_nobody_out(client, larch, look):
    look(client.get(PAGE))

    for state in Import.State.values:
        there(larch, state, state=state, new=3, asks=1, refused=2, total=4)

    look(client.get(PAGE))


@pytest.mark.parametrize("state", ["checking", "applying", "undone", "failed", "read"])
def test_one_import_shuts_nobody_out(client, larch, look, state):
    run = there(larch, state, state=state, total=1_000_000, done=640_000, undone_at=None)

    look(client.get(f"{PAGE}{run.key}/"))


def test_bringing_a_file_shuts_nobody_out(client, look):
    look(client.get(f"{PAGE}new/"))
    look(client.post(f"{PAGE}new/", {"kind": ""}), status=422)
    look(bring(client, b"\x89PNG\r\n\x1a\n" + bytes(99), name="people.xlsx"), status=422)


def test_the_columns_shut_nobody_out(client, look):
    first = at_columns(client, ROBIN)
    client.post(f"{PAGE}{first.key}/columns/", chosen(client, first, then="stay"))
    head = [*HEAD, "IP Address", "Preferred language", "Shoe size"]
    content = b"A list\r\n" + table([*JUNE, "10.0.0.7", "Spanish", ""], head=head)
    bring(client, content, kind="contacts")
    run = Import.objects.latest("pk")

    look(client.get(f"{PAGE}{run.key}/columns/"))
    twice = chosen(client, run, **{"column-1": "person.given"})
    look(client.post(f"{PAGE}{run.key}/columns/", twice), status=422)


def test_the_rows_shut_nobody_out(client, look):
    run = at_rows(client, ROBIN, JUNE, WES)
    row = ImportRow.objects.create(
        run=run, line=4000, verdict="asks", who="Robin Tansy", says="Which one?", question="person"
    )
    for position, label in enumerate(["Robin Tansy, owner", "Somebody new"]):
        ImportChoice.objects.create(row=row, position=position, key=str(position), label=label)
    ImportRow.objects.create(run=run, line=4001, verdict="refused", who="", says="It is ragged.")
    Import.objects.filter(pk=run.pk).update(asks=1, changed=1, same=4)

    look(client.get(f"{PAGE}{run.key}/rows/"))
    look(client.get(f"{PAGE}{run.key}/rows/", {"show": "new"}))
    other = at_rows(client, JUNE)
    client.post(f"{PAGE}{other.key}/apply/")
    stale = client.get(f"{PAGE}{run.key}/rows/")
    assert stale.context["is_stale"]
    look(stale)


def test_a_row_to_be_let_in_shuts_nobody_out(client, larch, look):
    wes = join(larch, name="Wes Calloway", role="host")
    MemberState.objects.create(member=wes, role="host", state="MS")
    rows.organization(larch, "Tarrow Fuel", usdot="9904417", city="Waco", state="TX")
    client.force_login(wes.user)
    head = ["USDOT", "Legal name", "City", "State", "Phone"]
    content = table(["9904417", "Pinewick", "Gulfport", "MS", "(228) 555-0199"], head=head)
    bring(client, content, kind="carriers")
    run = Import.objects.get()
    client.post(f"{PAGE}{run.key}/columns/", chosen(client, run))
    client.force_login(Member.objects.get(user__name="Dana Whitlow").user)

    page = client.get(f"{PAGE}{run.key}/rows/")

    assert [line.letting_in.joined[0].name for line in page.context["lines"]] == ["Tarrow Fuel"]
    look(page)


def test_what_is_in_and_what_brings_nothing_shut_nobody_out(client, look):
    run = at_rows(client, ROBIN, WES)
    client.post(f"{PAGE}{run.key}/apply/")
    again = at_rows(client, ROBIN)

    look(client.get(f"{PAGE}{run.key}/"))
    look(client.get(f"{PAGE}{run.key}/rows/"))
    look(client.get(f"{PAGE}{again.key}/rows/"))


def test_the_page_of_a_long_file_asks_again_by_itself(client, larch, browser, monkeypatch):
    monkeypatch.setattr(later, "AT_ONCE", 1)
    run = at_rows(client, ROBIN, JUNE)
    page = browser.new_page(java_script_enabled=False)

    Tab(page).show(client.get(f"{PAGE}{run.key}/").content.decode())

    link = page.get_by_role("link", name="Look again")
    assert link.get_attribute("href") == f"{PAGE}{run.key}/"
    page.close()
