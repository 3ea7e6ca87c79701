"""axe finds nothing on the pages of records, on a phone and on a desk; nothing slides."""

from datetime import date

import pytest

from muster.directory.confirm import add_point, mark
from muster.directory.models import Jurisdiction, Merge, Pair, Person, Post, Site, Source
from muster.directory.touch import log_touch
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

HERE = "/directory/organizations/larkhaven-freight/"


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
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        found = {}
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found == {360: [], 1440: []}
        assert tab.complaints == []

    return at


@pytest.fixture
def whole(larch, dana):
    """An organization of which everything that a page can show is known."""
    group = rows.organization(larch, "Brightmoor Group")
    freight = rows.organization(
        larch, "Larkhaven Freight", city="Larkhaven", county="Tarrow", state="MS", trucks=64,
        parent=group, usdot="9904417", url="https://larkhaven.example",
    )  # fmt: skip
    rows.organization(larch, "Eider", parent=group)
    yard = Site.objects.create(
        program=larch, key="yard", name="Yard", organization=freight, city="Larkhaven",
        county="Tarrow", state="MS", latitude="30.36", longitude="-89.09",
    )  # fmt: skip
    police = rows.organization(larch, "Larkhaven Police", agency="police", ori="MS0990100")
    Jurisdiction.objects.create(
        program=larch, organization=police, kind="city", state="MS", city="Larkhaven"
    )
    robin = Person.objects.create(program=larch, key="robin", name="Robin Tansy")
    theo = Person.objects.create(program=larch, key="theo", name="Theo Lindqvist")
    Post.objects.create(
        program=larch, person=robin, organization=freight, site=yard, title="Owner",
        from_on=date(2004, 1, 1),
    )  # fmt: skip
    for at, until in ((freight, date(2022, 2, 28)), (group, None)):
        Post.objects.create(program=larch, person=theo, organization=at, title="x", to_on=until)
    add_point(robin, kind="phone", address="+12285550114", how="called", by=dana, now=NOW)
    for owner in (robin, freight):
        mail = add_point(owner, kind="email", address="office@larkhaven.example", by=dana, now=NOW)
    mark(mail, status="bad", says="mailbox full", by=dana, now=NOW)
    off = add_point(yard, kind="phone", address="+12285550131", by=dana, now=NOW)
    mark(off, status="do_not_contact", says="asked", by=dana, now=NOW)
    log_touch(
        organization=freight, person=robin, kind="note", on=TODAY, says="After four.",
        private=True, by=dana, now=NOW,
    )  # fmt: skip
    build = rows.build(larch)
    rows.people(build, 1, person=robin, organization=freight)
    rows.outcome(build, organization=freight, observed_on=TODAY)
    twin = rows.organization(larch, "Larkhaven Frt")
    Pair.objects.create(
        program=larch, left_organization=freight, right_organization=twin, score=2.6,
        band="review", found_at=NOW,
    )  # fmt: skip
    ended = rows.organization(larch, "Marsh", merged_into=freight)
    source = Source.objects.create(program=larch, kind="merge", name="m", on=TODAY, by="x")
    Merge.objects.create(
        program=larch, kept_organization=freight, ended_organization=ended, source=source,
        by=dana.user.email, at=NOW,
    )  # fmt: skip
    return freight


def test_the_page_of_an_organization_shuts_nobody_out(desk, whole, look):
    look(desk.get(HERE))
    desk.post(f"{HERE}deactivate/", {"on": "2026-05-01"})
    look(desk.get(HERE))


@pytest.mark.parametrize("path", ["/directory/people/robin/", "/directory/people/theo/",
                                  "/directory/sites/yard/", f"{HERE}history/"])  # fmt: skip
def test_other_pages_of_records_shut_nobody_out(desk, whole, look, path):
    look(desk.get(path))


def test_pages_that_ask_shut_nobody_out(desk, whole, look):
    post = Post.objects.filter(person__key="robin").get()
    for path in (
        "edit/", "sites/new/", "touch/", "confirm/", "points/new/", "deactivate/",
    ):  # fmt: skip
        look(desk.get(f"{HERE}{path}"))
    look(desk.get("/directory/people/new/?at=larkhaven-freight"))
    look(desk.get(f"/directory/people/robin/posts/{post.pk}/move/"))


def test_what_was_refused_shuts_nobody_out(desk, whole, look):
    told = {"name": "Larkhaven Freight Inc", "once": "bcdfgh", "audience": "site"}
    look(desk.post("/directory/organizations/new/", told), status=422)
    look(desk.post("/directory/people/new/", {"name": "Robin Tansey", "audience": "site"}), 422)
    old = {"name": "Larkhaven Freight", "trucks": "1", "opened_after": "0"}
    assert desk.post(f"{HERE}edit/", old).status_code == 302
    look(desk.post(f"{HERE}edit/", old | {"trucks": "2"}), status=422)


def test_the_way_on_in_a_list_shuts_nobody_out(desk, whole, look):
    look(desk.get(HERE, {"in": "q=larkhaven"}))
    look(desk.get("/directory/people/robin/", {"in": ""}))
