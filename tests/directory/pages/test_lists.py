"""Lists of organizations, sites and people, as a member meets them."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from muster.core.models import AuditEvent
from muster.directory.listing import page as paging
from muster.directory.models import (
    ContactPoint,
    ListEntry,
    Organization,
    OtherName,
    Person,
    Post,
    SavedList,
    Site,
    Touch,
)
from muster.programs.models import Sector
from tests import rows
from tests.people import join

NOW = datetime(2026, 5, 26, 15, 0, tzinfo=UTC)
ORGANIZATIONS = "/directory/organizations/"
NOUNS = ["organizations", "sites", "people"]


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def names(page: str) -> list[str]:
    cells = re.findall(r'class="d-who-cell"><a [^>]*>(.*?)</a>', page)
    return [re.sub(r"<[^>]*>", "", cell).replace("&amp;", "&") for cell in cells]


def listed(client: Client, query: str = "", noun: str = "organizations") -> list[str]:
    return names(html(client, f"/directory/{noun}/{query}"))


def counts(page: str, facet: str) -> dict[str, str]:
    found = re.findall(
        rf'name="{facet}" value="([^"]*)"[^>]*>.*?(?:<span class="n">([\d,]+)</span>)?</label>',
        page,
    )
    return dict(found)


@pytest.fixture
def three(larch):
    """Three companies that differ in everything."""
    police, trucking = Sector.objects.filter(program=larch).order_by("position")
    return [
        rows.organization(
            larch, "Alder Basin Freight", sector=trucking, city="Larkhaven", county="Tarrow County",
            state="MS", trucks=118, confirmed_on=date(2026, 5, 1),
        ),
        rows.organization(
            larch, "Cinder Creek Freight", sector=trucking, city="Quillport", county="Tern County",
            state="MS", trucks=6,
        ),
        rows.organization(
            larch, "Dovemere Police", sector=police, city="Dovemere", county="Wren County",
            state="AL", confirmed_on=date(2024, 11, 2),
        ),
    ]  # fmt: skip


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("many", [1, 3])
def test_a_list_asks_the_same_number_of_questions(
    desk, larch, noun, many, django_assert_num_queries
):
    fill(larch, many)
    expected = {"organizations": 12, "sites": 8, "people": 10}[noun]

    with django_assert_num_queries(expected):
        page = html(desk, f"/directory/{noun}/")

    assert len(names(page)) == many


@pytest.mark.parametrize("many", [1, 3])
def test_a_search_asks_the_same_number_of_questions(desk, larch, many, django_assert_num_queries):
    fill(larch, many)

    with django_assert_num_queries(14):
        page = html(desk, f"{ORGANIZATIONS}?q=alder&sort=fresh")

    assert len(names(page)) == many


def fill(larch, many):
    """*many* rows of each noun, with all that a list tells of them."""
    for number in range(many):
        company = rows.organization(larch, f"Alder {number}", state="MS", county="Tarrow County")
        OtherName.objects.create(program=larch, organization=company, name=f"Wren {number}")
        Site.objects.create(
            program=larch, organization=company, key=f"s{number}", name=f"Yard {number}"
        )
        person = Person.objects.create(program=larch, key=f"p{number}", name=f"Mara {number}")
        for title in ("Owner", "Driver"):
            Post.objects.create(program=larch, person=person, organization=company, title=title)
        Touch.objects.create(
            program=larch, organization=company, person=person, kind="call", on=date(2026, 5, 1),
            by="d", at=NOW,
        )  # fmt: skip
        ContactPoint.objects.create(
            program=larch, person=person, kind="phone", address=f"+1228555{number:04}", status="bad"
        )
        join(larch, name=f"Owner {number}")
        SavedList.objects.create(
            program=larch, owner=join(larch, name=f"Other {number}"), noun="people",
            name="Theirs", shared=True,
        )  # fmt: skip


def test_a_list_is_searched_by_the_beginning_of_any_word(desk, three):
    page = html(desk, f"{ORGANIZATIONS}?q=freig")

    assert names(page) == ["Alder Basin Freight", "Cinder Creek Freight"]
    assert "<mark>Freig</mark>ht" in page
    assert re.search(r'<output[^>]*id="hits"[^>]*><b>2</b>', page)


def test_a_row_says_why_where_its_name_does_not(desk, larch, three):
    OtherName.objects.create(
        program=larch, organization=three[0], name="Tidewater Exchange", kind="formerly"
    )

    page = html(desk, f"{ORGANIZATIONS}?q=tide")

    assert names(page) == ["Alder Basin Freight"]
    assert "formerly “<mark>Tide</mark>water Exchange”" in page


def test_filters_stand_in_the_address_and_follow_each_other(desk, three):
    page = html(desk, f"{ORGANIZATIONS}?place=MS")

    assert names(page) == ["Alder Basin Freight", "Cinder Creek Freight"]
    assert counts(page, "sector") == {"police": "0", "trucking": "2", "none": "0"}
    assert counts(page, "place") == {
        "MS": "2", "MS:Tarrow County": "1", "MS:Tern County": "1", "AL:Wren County": "1",
    }  # fmt: skip
    assert counts(page, "fresh") == {"never": "1", "stale": "0", "aging": "0", "fresh": "1"}
    assert listed(desk, "?place=MS&fresh=never") == ["Cinder Creek Freight"]
    assert listed(desk, "?sector=police&sector=trucking&place-typed=Wren+County,+Alabama") == [
        "Dovemere Police"
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Alder Basin Freight", "Cinder Creek Freight", "Dovemere Police"]),
        ("?sort=fresh", ["Cinder Creek Freight", "Dovemere Police", "Alder Basin Freight"]),
        ("?sort=trucks", ["Alder Basin Freight", "Cinder Creek Freight", "Dovemere Police"]),
        ("?sort=place", ["Dovemere Police", "Alder Basin Freight", "Cinder Creek Freight"]),
        ("?sort=nonsense", ["Alder Basin Freight", "Cinder Creek Freight", "Dovemere Police"]),
    ],
)
def test_a_list_stands_in_the_order_asked_for(desk, three, query, expected):
    assert listed(desk, query) == expected


@pytest.mark.parametrize("sort", ["name", "fresh", "trucks", "place"])
def test_pages_go_on_where_the_last_one_ended(desk, three, sort, monkeypatch):
    everything = listed(desk, f"?sort={sort}&then=trucks")
    monkeypatch.setattr("muster.directory.views.lists.page_of", _page_of_two)

    first = html(desk, f"{ORGANIZATIONS}?sort={sort}&then=trucks")
    (further,) = re.findall(r'rel="next" href="([^"]*)"', first)
    second = html(desk, ORGANIZATIONS + further.replace("&amp;", "&"))
    (earlier,) = re.findall(r'rel="prev" href="([^"]*)"', second)

    assert names(first) + names(second) == everything
    assert listed(desk, earlier.replace("&amp;", "&")) == names(first)


def _page_of_two(narrowed, total):
    return paging.page_of(narrowed, total, size=2)


def test_a_list_starts_at_a_name(desk, three):
    assert listed(desk, "?at=C") == ["Cinder Creek Freight", "Dovemere Police"]


def test_more_than_the_bound_stand_by_name_and_say_so(desk, three, monkeypatch):
    monkeypatch.setattr("muster.directory.listing.rows.BOUND", 2)
    monkeypatch.setattr("muster.directory.views.lists.BOUND", 2)

    page = html(desk, f"{ORGANIZATIONS}?sort=trucks")

    assert names(page) == ["Alder Basin Freight", "Cinder Creek Freight", "Dovemere Police"]
    assert "These stand by name: more than 2 match" in page
    assert "More than 2 that you may see." in page
    assert set(counts(page, "sector").values()) == {""}


def test_a_word_that_very_many_have_is_told_row_by_row(desk, three, monkeypatch):
    monkeypatch.setattr("muster.directory.listing.rows.BOUND", 1)
    monkeypatch.setattr("muster.directory.listing.rows._SPARE", 0)

    assert listed(desk, "?q=freight") == ["Alder Basin Freight", "Cinder Creek Freight"]
    assert listed(desk, "?q=freight&fresh=never") == ["Cinder Creek Freight"]


@pytest.mark.parametrize("bound", [1, 2, 10_000])
def test_people_of_a_place_are_the_same_however_many_are_counted(
    desk, larch, three, monkeypatch, bound
):
    monkeypatch.setattr("muster.directory.listing.rows.BOUND", bound)
    monkeypatch.setattr("muster.directory.views.lists.BOUND", bound)
    monkeypatch.setattr("muster.directory.listing.rows._SPARE", 1)
    for number, (organization, to_on) in enumerate(
        [(three[0], None), (three[0], date(2026, 1, 1)), (three[1], None), (three[2], None)]
    ):
        mara = Person.objects.create(program=larch, key=f"m{number}", name=f"Mara {number}")
        Post.objects.create(program=larch, person=mara, organization=organization, to_on=to_on)
    Post.objects.create(
        program=larch, person=Person.objects.get(key="m0"), organization=three[1], title="Owner"
    )

    assert listed(desk, "?place=MS", "people") == ["Mara 0", "Mara 2"]
    assert listed(desk, "?place=MS&q=mara", "people") == ["Mara 0", "Mara 2"]
    assert listed(desk, "?place=MS:Tern+County&fresh=never", "people") == ["Mara 0", "Mara 2"]
    page = html(desk, "/directory/people/?place=MS")
    assert ("More than 1" in page) == (bound == 1)


def test_who_ended_is_shown_only_when_asked_for(desk, three):
    Organization.objects.filter(pk=three[0].pk).update(ended_on=date(2026, 1, 1))

    assert listed(desk) == ["Cinder Creek Freight", "Dovemere Police"]
    assert listed(desk, "?status=ended") == ["Alder Basin Freight"]
    assert len(listed(desk, "?status=all")) == 3


def test_who_came_to_a_build_is_a_filter(desk, larch, three):
    at = rows.build(larch)
    person = Person.objects.create(program=larch, key="mara", name="Mara Ostrander")
    Person.objects.create(program=larch, key="lee", name="Lee Other")
    (came,) = rows.people(at, 1, person=person, organization=three[1])

    assert came.status == "checked_in"
    assert listed(desk, "?part=came") == ["Cinder Creek Freight"]
    assert listed(desk, "?part=none") == ["Alder Basin Freight", "Dovemere Police"]
    assert listed(desk, "?part=came", "people") == ["Mara Ostrander"]


def test_people_who_asked_not_to_be_contacted_are_told(desk, larch):
    person = Person.objects.create(program=larch, key="mara", name="Mara Ostrander")
    Person.objects.create(program=larch, key="lee", name="Lee Other")
    ContactPoint.objects.create(
        program=larch, person=person, kind="phone", address="+12285550100", status="do_not_contact"
    )

    page = html(desk, "/directory/people/?reach=do_not_contact")

    assert names(page) == ["Mara Ostrander"]
    assert "d-off" in page


def test_columns_are_chosen(desk, three):
    page = html(desk, f"{ORGANIZATIONS}?col=usdot&col=parent")

    headings = re.findall(r'<th role="columnheader"[^>]*>(.*?)</th>', page, re.DOTALL)
    words = [re.sub(r"<[^>]*>", "", heading).split() for heading in headings]
    assert [each[0] for each in words[2:-1]] == ["USDOT", "Part"]


@pytest.mark.parametrize(
    "query",
    ["?after=%00", "?after=x~y~z", "?before=~", "?list=99999999999999999999", "?list=x",
     "?place=%00&sector=%00", "?q=%00%00", "?fresh=soon", "?kind=castle", "?at=%00", "?deleted=1e9",
     "?place-typed=%2C%2C%2C", "?q=" + "x" * 5000],
)  # fmt: skip
def test_an_address_that_says_nonsense_is_a_list_all_the_same(desk, three, query):
    for noun in NOUNS:
        html(desk, f"/directory/{noun}/{query}")


def test_a_misspelt_word_is_asked_back(desk, three):
    page = html(desk, f"{ORGANIZATIONS}?q=aldre")

    assert names(page) == []
    assert re.search(r'Did you mean <a href="\?q=alder">alder</a>\?', page)


def test_an_empty_list_says_what_to_do(desk):
    page = html(desk, ORGANIZATIONS)

    assert "No organization stands here yet" in page
    assert 'href="/directory/imports/new/"' in page


def test_nobody_sees_the_rows_of_another_program(client, three):
    other = join(rows.program("birch"), name="Lee")
    client.force_login(other.user)

    assert listed(client) == []


def test_a_viewer_is_told_no(client, larch, three):
    client.force_login(join(larch, name="Lee", role="viewer").user)

    assert [client.get(f"/directory/{noun}/").status_code for noun in NOUNS] == [403, 403, 403]


# — saved lists


def test_a_search_is_saved_and_stands_beside_the_directory(desk, dana, three):
    answer = desk.post(
        "/directory/lists/organizations/save/",
        {"query": "q=freight&sort=trucks&after=x~1", "name": " Coast  carriers "},
    )

    kept = SavedList.objects.get()
    assert (kept.name, kept.query, kept.owner) == ("Coast carriers", "q=freight&sort=trucks", dana)
    assert answer.url == f"{ORGANIZATIONS}?q=freight&sort=trucks&list={kept.pk}"
    page = html(desk, answer.url)
    assert names(page) == ["Alder Basin Freight", "Cinder Creek Freight"]
    assert "<h1>Coast carriers</h1>" in page


def test_a_list_saved_twice_is_one_and_another_of_its_name_is_refused(desk, three):
    sent = {"query": "q=freight", "name": "Coast"}
    address = "/directory/lists/organizations/save/"
    desk.post(address, sent)
    desk.post(address, sent)
    assert SavedList.objects.count() == 1

    told = desk.post(address, sent | {"query": "q=alder"}, follow=True).content.decode()

    assert SavedList.objects.count() == 1
    assert "You have a list “Coast” already." in told


def test_a_list_is_its_owners_until_it_is_shared(desk, client, dana, larch):
    kept = SavedList.objects.create(program=larch, owner=dana, noun="organizations", name="Mine")
    lee = Client()
    lee.force_login(join(larch, name="Lee").user)
    assert "Mine" not in html(lee, ORGANIZATIONS)

    desk.post(f"/directory/lists/{kept.pk}/change/", {"name": "Ours", "shared": "on"})

    assert "Ours" in html(lee, ORGANIZATIONS)
    assert lee.post(f"/directory/lists/{kept.pk}/change/", {"name": "X"}).status_code == 404
    assert lee.post(f"/directory/lists/{kept.pk}/delete/").status_code == 404


def test_who_sees_a_part_is_not_shown_what_others_look_for(client, dana, larch):
    shared = {"program": larch, "noun": "people", "shared": True}
    theirs = SavedList.objects.create(**shared, owner=dana, name="Robin", query="q=robin")
    host = join(larch, name="Theo", role="host")
    SavedList.objects.create(**shared, owner=host, name="Mine")

    assert set(SavedList.objects.visible_to(dana)) == {theirs, SavedList.objects.get(owner=host)}
    assert [kept.name for kept in SavedList.objects.visible_to(host)] == ["Mine"]


def test_a_deleted_list_comes_back(desk, dana, larch):
    kept = SavedList.objects.create(program=larch, owner=dana, noun="organizations", name="Mine")

    page = html(desk, desk.post(f"/directory/lists/{kept.pk}/delete/").url)
    assert "The list “Mine” is deleted." in page
    assert desk.get(ORGANIZATIONS).content.decode().count(">Mine") == 0

    desk.post(f"/directory/lists/{kept.pk}/back/")

    assert desk.get(ORGANIZATIONS).content.decode().count(">Mine") == 1


def test_what_is_deleted_keeps_its_name_free(desk, dana, larch):
    kept = SavedList.objects.create(program=larch, owner=dana, noun="organizations", name="Mine")
    desk.post(f"/directory/lists/{kept.pk}/delete/")
    desk.post("/directory/lists/organizations/save/", {"query": "", "name": "Mine"})

    told = desk.post(f"/directory/lists/{kept.pk}/back/", follow=True).content.decode()

    assert "You have a list “Mine” already." in told
    assert SavedList.objects.visible_to(dana).count() == 1


# — what is chosen


def sent(*rows_, **more):
    return {"row": [row.key for row in rows_], "query": ""} | more


def test_ticked_rows_are_put_into_a_new_list(desk, dana, three):
    page = desk.post("/directory/lists/organizations/add/", sent(*three[:2])).content.decode()
    assert "Put 2 rows into a list" in page

    answer = desk.post(
        "/directory/lists/organizations/add/", sent(*three[:2], into="new", name="Invitees")
    )

    assert listed(desk, answer.url.removeprefix(ORGANIZATIONS)) == [
        "Alder Basin Freight", "Cinder Creek Freight",
    ]  # fmt: skip
    again = sent(three[0], three[2], into=str(SavedList.objects.get().pk))
    told = desk.post("/directory/lists/organizations/add/", again, follow=True).content.decode()
    assert "1 is now in “Invitees”. 1 was in it already." in told
    assert ListEntry.objects.count() == 3


def test_all_that_match_are_chosen_with_one_tick(desk, three):
    everything = {"all": "1", "query": "q=freight"}

    page = desk.post("/directory/lists/organizations/add/", everything).content.decode()

    assert "Put 2 rows into a list" in page
    desk.post("/directory/lists/organizations/add/", everything | {"into": "new", "name": "F"})
    assert ListEntry.objects.count() == 2


def test_nobody_adds_to_a_list_of_somebody_else(desk, larch, three):
    other = SavedList.objects.create(
        program=larch, owner=join(larch, name="Lee"), noun="organizations", name="Theirs",
        by_hand=True, shared=True,
    )  # fmt: skip

    answer = desk.post("/directory/lists/organizations/add/", sent(three[0], into=str(other.pk)))

    assert answer.status_code == 404
    assert ListEntry.objects.count() == 0


def test_deactivating_is_asked_twice_and_written_down(desk, three):
    address = "/directory/lists/organizations/deactivate/"
    page = desk.post(address, sent(*three[:2])).content.decode()
    assert page.count("Deactivate 2") == 2
    assert Organization.objects.filter(ended_on=None).count() == 3

    told = desk.post(address, sent(*three[:2], sure="1", why="Closed"), follow=True)

    assert "2 were deactivated." in told.content.decode()
    assert list(Organization.objects.filter(ended_on=None)) == [three[2]]
    assert AuditEvent.objects.filter(verb="deactivated").count() == 2


def test_too_many_are_not_deactivated_at_once(desk, three, monkeypatch):
    monkeypatch.setattr("muster.directory.views.list_acts.MOST_AT_ONCE", 1)

    page = desk.post(
        "/directory/lists/organizations/deactivate/", sent(*three, sure="1")
    ).content.decode()

    assert "That is more than 1, the most that are deactivated at once." in page
    assert Organization.objects.filter(ended_on=None).count() == 3


def test_who_may_not_edit_does_not_deactivate(client, larch, three):
    address = "/directory/lists/organizations/deactivate/"
    client.force_login(join(larch, name="Host", role="host").user)

    assert client.post(address, sent(three[0], sure="1")).status_code == 403
    assert Organization.objects.filter(ended_on=None).count() == 3


@pytest.mark.parametrize("act", ["add", "take-along", "deactivate"])
def test_nothing_ticked_is_nothing_done(desk, three, act):
    answer = desk.post(f"/directory/lists/organizations/{act}/", {"query": "q=freight"})

    assert answer.url == f"{ORGANIZATIONS}?q=freight"
    assert desk.get(f"/directory/lists/organizations/{act}/").url == ORGANIZATIONS
    assert desk.get(f"/directory/lists/castles/{act}/").status_code == 404


def test_the_directory_begins_with_its_organizations(desk):
    assert desk.get("/directory/")["Location"] == "/directory/organizations/"
