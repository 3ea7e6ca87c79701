"""axe finds nothing on the lists, on a phone and on a desk; nothing slides."""

import io
from datetime import date

import pypdf
import pytest

from muster.directory.lists import add, save
from muster.directory.models import (
    ContactPoint,
    Organization,
    OtherName,
    Person,
    Post,
    SavedList,
    Site,
    Touch,
)
from muster.directory.search import Noun
from tests import rows
from tests.people import join
from tests.rows import NOW

PAGES = [
    "/directory/organizations/",
    "/directory/organizations/?q=alder&sort=fresh&then=trucks&fresh=never&place=MS&status=all",
    "/directory/organizations/?q=aldre",
    "/directory/organizations/?q=zzz&place=MS",
    "/directory/sites/",
    "/directory/people/",
    "/find/",
    "/find/?q=alder",
    "/find/?q=aldre",
]
ACTS = ["add", "take-along", "deactivate"]


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def look(tab, axe):
    """Let axe look at a page in two widths, with everything on it unfolded."""
    page = tab.page

    def at(answer, status=200):
        assert answer.status_code == status
        tab.show(answer.content.decode())
        found = {}
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found[width, "folded"] = axe(page)
            page.evaluate(
                "document.querySelectorAll('.d-pill').forEach(box => { box.open = true })"
            )
            found[width, "unfolded"] = axe(page)
            page.evaluate(
                "document.querySelectorAll('.d-pill').forEach(box => { box.open = false })"
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [place for place in found.items() if place[1]] == []
        assert tab.complaints == []

    return at


@pytest.fixture
def full(larch, dana):
    """Rows with all that a list tells of them."""
    for number in range(32):
        company = rows.organization(
            larch, f"Alder {number}", city="Larkhaven", county="Tarrow County", state="MS",
            trucks=number, natural_person=number == 1,
            confirmed_on=date(2026, 5, 1) if number % 3 else None,
        )  # fmt: skip
        OtherName.objects.create(program=larch, organization=company, name=f"Wren {number}")
    Site.objects.create(program=larch, organization=company, key="yard", name="Alder yard")
    person = Person.objects.create(program=larch, key="mara", name="Mara Alder")
    Post.objects.create(program=larch, person=person, organization=company, title="Owner")
    Touch.objects.create(
        program=larch, organization=company, kind="call", on=date(2026, 5, 1), by="d", at=NOW
    )
    for owner in ({"person": person}, {"organization": company}):
        ContactPoint.objects.create(
            program=larch, kind="phone", address="+12285550100", status="bad", **owner
        )
    SavedList.objects.create(program=larch, owner=dana, noun="organizations", name="Mine")


@pytest.mark.parametrize("path", PAGES)
def test_a_list_shuts_nobody_out(desk, full, look, path):
    look(desk.get(path))


def test_a_list_of_ones_own_shuts_nobody_out(desk, full, look):
    look(desk.get(f"/directory/organizations/?list={SavedList.objects.get().pk}"))


def test_a_list_that_is_filled_by_hand_shuts_nobody_out(desk, dana, full, look):
    mine = save(dana, noun=Noun.ORGANIZATION, name="Invitees of the spring", by_hand=True)
    add(mine, Organization.objects.all())
    there = f"/directory/lists/{mine.pk}/take-out/"

    look(desk.get("/directory/organizations/", {"list": mine.pk}))
    look(desk.post(there, {"row": ["alder-1", "alder-2"]}, follow=True))


def test_an_empty_list_shuts_nobody_out(desk, look):
    look(desk.get("/directory/people/"))


@pytest.mark.parametrize("act", ACTS)
def test_an_act_shuts_nobody_out(desk, full, look, act):
    look(desk.post(f"/directory/lists/organizations/{act}/", {"all": "1", "query": "q=alder"}))


def test_a_name_that_is_missing_shuts_nobody_out(desk, full, look):
    sent = {"all": "1", "query": "", "into": "new", "name": " "}

    look(desk.post("/directory/lists/organizations/add/", sent), status=422)


def test_a_list_on_paper_is_its_rows(desk, larch, tab):
    rows.organization(larch, "Alder Basin Freight", city="Larkhaven", state="MS", trucks=118)
    rows.organization(larch, "Birchline", city="Dovemere", state="MS")
    tab.show(desk.get("/directory/organizations/").content.decode())

    paper = pypdf.PdfReader(io.BytesIO(tab.page.pdf(format="Letter")))
    printed = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())

    told = ["Organizations", "Alder Basin Freight", "Larkhaven", "118", "Birchline", "Dovemere"]
    assert [words for words in told if words not in printed] == []
    only_on_a_screen = ["Other lists", "Possible duplicates", "Keys of this page", "More", "Select"]
    assert [words for words in only_on_a_screen if words in printed] == []
    assert len(paper.pages) == 1
