"""axe finds nothing on the review desk, on a phone and on a desk; its keys do what they say."""

import pytest
from django.test import Client

from muster.directory.models import ContactPoint, Merge, Organization, Pair, Site, Touch
from tests import rows
from tests.directory.matching.doubles import larkhaven_twice, paired, plain_pair, works_at
from tests.people import join

LIST = "/directory/duplicates/"


@pytest.fixture
def desk(client, larch):
    client.force_login(join(larch, name="Dana Whitlow").user)
    return client


@pytest.fixture
def pair(larch):
    two = larkhaven_twice(larch)
    works_at(two[0], "Ann Reed")
    return paired(*two)


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
        for width in (320, 360, 1000, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found == {360: [], 1440: []}
        assert tab.complaints == []

    return at


def test_the_line_and_a_pair_in_it(desk, pair, larch, look):
    plain_pair(larch, 1)

    look(desk.get(LIST))
    look(desk.get(f"{LIST}{pair.pk}/"))
    look(desk.post(f"{LIST}{pair.pk}/decide/", {"decision": ""}), status=422)


def test_two_whose_words_are_longer_than_a_phone_is_wide(desk, larch, look):
    long = "Larkhavenfreightlinesandlogisticsincorporated"
    two = larkhaven_twice(larch)
    for which, one in enumerate(two):
        Organization.objects.filter(pk=one.pk).update(
            name=f"Larkhaven {long}{long}", city=long, county=long,
            url=f"https://www.{long}.example/{long}{which}",
        )  # fmt: skip
        one.refresh_from_db()
        works_at(one, f"Ann {long}")
        ContactPoint.objects.create(
            program=larch, organization=one, kind="email", address=f"{long}{which}@{long}.example"
        )

    look(desk.get(f"{LIST}{paired(*two).pk}/"))
    look(desk.get(LIST))


def test_what_is_decided_and_an_empty_line(desk, pair, look):
    desk.post(f"{LIST}{pair.pk}/decide/", {"decision": "different"})

    look(desk.get(f"{LIST}{pair.pk}/"))
    look(desk.get(LIST))


def test_an_undo_that_asks(desk, pair, larch, look):
    desk.post(f"{LIST}{pair.pk}/decide/", {"decision": "same"})
    merge = Merge.objects.get()
    Touch.objects.create(
        program=larch, organization=merge.kept_organization, kind="call", on=rows.DAY, by="dana",
        at=rows.NOW,
    )  # fmt: skip

    look(desk.get(f"/directory/merges/{merge.pk}/undo/"))
    look(desk.post(f"/directory/merges/{merge.pk}/undo/", {}), status=422)


@pytest.fixture
def signed_in(page, live_server, larch):
    member = join(larch, name="Dana Whitlow")
    client = Client()
    client.force_login(member.user)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    return page


@pytest.fixture
def larch(transactional_db):
    return rows.program()


def test_every_key_does_what_its_button_does(signed_in, live_server, pair, larch):
    page = signed_in
    following = plain_pair(larch, 1)
    page.goto(f"{live_server.url}{LIST}{pair.pk}/")
    trucks = page.locator("input[name=keep_trucks]")

    page.keyboard.press("1")
    first_turn = [trucks.nth(at).is_checked() for at in range(2)]
    page.keyboard.press("2")
    turned = [trucks.nth(at).is_checked() for at in range(2)]
    page.keyboard.press("2")
    turned_back = [trucks.nth(at).is_checked() for at in range(2)]
    page.locator("[data-pair]").focus()
    page.keyboard.press("Enter")
    both_open = page.locator("details[data-all]").evaluate("box => box.open")
    page.keyboard.press("s")
    page.wait_for_url(f"**{LIST}{following.pk}/")
    page.keyboard.press("u")
    page.wait_for_url(f"**{LIST}{pair.pk}/")

    assert (first_turn, turned, turned_back) == ([True, False], [False, True], [True, False])
    assert both_open is True
    assert Merge.objects.get().undone_at is not None
    page.keyboard.press("d")
    page.wait_for_url(f"**{LIST}{following.pk}/")
    page.keyboard.press("l")
    page.wait_for_url(f"**{LIST}")
    assert list(Pair.objects.order_by("pk").values_list("decided", flat=True)) == ["different", ""]


def test_merging_two_sites(desk, larch, look):
    freight = rows.organization(larch, "Larkhaven Freight")
    for name in ("yard", "depot", "lot"):
        Site.objects.create(
            program=larch, organization=freight, key=name, name=f"The {name}", city="Larkhaven",
            street=f"12 Mill Road, behind the {name}", state="MS",
        )  # fmt: skip
    at = "/directory/sites/yard/merge/"

    look(desk.get(at))
    look(desk.get(at, {"q": "nowhere"}))
    look(desk.get(at, {"other": "depot"}))
    desk.post(at, {"other": "depot"})
    look(desk.post("/directory/sites/lot/merge/", {"other": "depot"}), status=422)
    look(desk.get("/directory/sites/yard/"))
    look(desk.get(f"/directory/merges/{Merge.objects.get().pk}/undo/"))
