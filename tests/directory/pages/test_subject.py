"""A person's data as a file, and erasing them, as members meet it."""

import json
import zipfile
from io import BytesIO

import pytest

from muster.core.models import AuditEvent
from muster.directory.erase import ask_to_erase
from muster.directory.hand import change
from muster.directory.models import ContactPoint, Erasure, Person, Post
from tests import rows
from tests.people import join

PAGE = "/directory/people/mara/"


@pytest.fixture
def look(tab, axe):
    """Let axe look at a page at both widths, with everything on it unfolded."""
    page = tab.page

    def at(answer):
        tab.show(answer.content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        found = {}
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (found, tab.complaints) == ({360: [], 1440: []}, [])

    return at


@pytest.fixture
def mara(larch, dana):
    person = Person.objects.create(program=larch, key="mara", name="Mara Ostrander")
    company = rows.organization(larch, "Pinewick Freight")
    Post.objects.create(program=larch, person=person, organization=company, title="Driver")
    ContactPoint.objects.create(program=larch, person=person, kind="email",
                                address="mara@pinewick.example")  # fmt: skip
    change(person, {"language": "es"}, verb="edited", by=dana, now=rows.NOW)
    rows.people(rows.build(larch), 1, person=person, organization=company)
    return person


@pytest.fixture
def signed_in(client, mara):
    def sign_in(member):
        client.force_login(member.user)
        return client

    return sign_in


def unpacked(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(BytesIO(answer.content)) as packed:
        assert packed.namelist() == ["person.json", "person.html"]
        return json.loads(packed.read("person.json")), packed.read("person.html").decode()


def test_all_that_is_held_is_shown_and_taken_along(signed_in, dana):
    desk = signed_in(dana)
    shown = desk.get(f"{PAGE}data/").content.decode()

    told, page = unpacked(desk.post(f"{PAGE}data/file/"))

    held = told["held"]
    assert (told["format"], told["program"], told["person"]) == ("muster-person-1", "larch", "mara")
    assert sorted(held) == [
        "builds.participants", "directory.acts", "directory.changes", "directory.contact_points",
        "directory.people", "directory.posts",
    ]  # fmt: skip
    assert held["directory.posts"] == [{"title": "Driver", "organization": "Pinewick Freight"}]
    assert held["builds.participants"][0]["status"] == "checked_in"
    for words in ("Driver", "Pinewick Freight", "mara@pinewick.example", "Larkhaven"):
        assert (words in shown, words in page) == (True, True), words
    assert "<script" not in page


def test_that_it_was_taken_along_is_an_act(signed_in, dana):
    signed_in(dana).post(f"{PAGE}data/file/")

    last = AuditEvent.objects.last()
    assert (last.actor, last.verb, last.subject) == (dana.user.email, "exported", "person:mara")
    assert dict(last.counts)["rows"] > 5


def test_a_custodian_says_why_and_sees_nothing_before(signed_in, larch, dana):
    assert "mara@pinewick.example" in signed_in(dana).get(f"{PAGE}data/").content.decode()
    custodian = signed_in(join(larch, name="Cy Ford", role="custodian"))
    page = custodian.get(f"{PAGE}data/").content.decode()
    assert ("Why" in page, "mara@pinewick.example" in page) == (True, False)

    refused = custodian.post(f"{PAGE}data/file/", {"reason": "  "})

    assert (refused.status_code, AuditEvent.objects.filter(verb="exported").count()) == (422, 0)
    unpacked(custodian.post(f"{PAGE}data/file/", {"reason": "She asked by letter."}))
    assert AuditEvent.objects.last().reason == "She asked by letter."


@pytest.mark.parametrize("role", ["host", "liaison", "desk", "viewer", "administrator"])
def test_who_may_not_export_everything_answers_nobody(signed_in, larch, dana, role):
    assert signed_in(dana).get(f"{PAGE}data/").status_code == 200
    other = signed_in(join(larch, name="Vera Holm", role=role))

    assert other.get(f"{PAGE}data/").status_code == 403
    assert other.post(f"{PAGE}data/file/").status_code == 403


@pytest.mark.parametrize("role", ["host", "liaison", "desk", "viewer", "custodian"])
def test_who_may_not_erase_is_told_no(signed_in, larch, dana, role):
    assert signed_in(dana).get(f"{PAGE}erase/").status_code == 200
    other = signed_in(join(larch, name="Vera Holm", role=role))

    for way in ("", "confirm/", "refuse/", "take-back/"):
        assert other.post(f"{PAGE}erase/{way}", {"reason": "x"}).status_code == 403
    assert Erasure.objects.count() == 0


@pytest.mark.parametrize("way", ["data/", "erase/"])
def test_a_person_of_another_program_is_not_there(signed_in, db, way):
    other = rows.program("other")

    assert signed_in(join(other, name="Olga Ash")).get(f"{PAGE}{way}").status_code == 404


def test_one_asks_and_another_confirms(signed_in, dana, robin, mara):
    asking = signed_in(dana)
    asked = asking.post(f"{PAGE}erase/", {"reason": "By letter of May 3"}, follow=True)
    page = asked.content.decode()
    assert "Nothing is erased until a second member confirms it." in page
    assert "By letter of May 3" in page
    assert ("Erase for good" in page, "Take the request back" in page) == (False, True)
    assert asking.post(f"{PAGE}erase/confirm/").status_code == 422
    assert Person.objects.get(pk=mara.pk).name == "Mara Ostrander"

    confirming = signed_in(robin)
    assert "Erase for good" in confirming.get(f"{PAGE}erase/").content.decode()
    done = confirming.post(f"{PAGE}erase/confirm/")

    assert (done.status_code, done.url) == (302, "/")
    assert Person.objects.get(pk=mara.pk).name == "(erased)"
    assert confirming.get(f"{PAGE}erase/").status_code == 404
    assert confirming.post(f"{PAGE}erase/confirm/").status_code == 404


def test_today_tells_whoever_may_confirm_and_not_who_asked(signed_in, dana, larch, mara):
    second = join(larch, name="Sam Reed")
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)

    told = {
        member.user.name: "Erase Mara Ostrander" in signed_in(member).get("/").content.decode()
        for member in (dana, second)
    }

    assert told == {"Dana Whitlow": False, "Sam Reed": True}


def test_it_is_taken_back(signed_in, dana, robin, mara):
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)

    answer = signed_in(robin).post(f"{PAGE}erase/take-back/", follow=True)

    assert "Everything stays as it was." in answer.content.decode()
    assert signed_in(robin).post(f"{PAGE}erase/confirm/").status_code == 422
    assert Person.objects.get(pk=mara.pk).name == "Mara Ostrander"


def test_what_stands_in_the_way_is_named_with_where_to_go(signed_in, dana, robin, mara):
    build = rows.build(mara.program, "elsewhere")
    rows.quote(build, permission="named", name="Mara Ostrander")
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)
    confirming = signed_in(robin)

    page = confirming.get(f"{PAGE}erase/").content.decode()

    assert "Settle this first" in page
    assert 'href="/builds/elsewhere/quotes/"' in page
    assert "Erase for good" not in page
    assert confirming.post(f"{PAGE}erase/confirm/", {"looked": "on"}).status_code == 422


def test_where_the_name_stands_too_somebody_has_looked(signed_in, dana, robin, mara):
    rows.quote(rows.build(mara.program, "elsewhere"), text="I met Mara Ostrander there.")
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)
    confirming = signed_in(robin)

    assert confirming.post(f"{PAGE}erase/confirm/").status_code == 422
    assert Person.objects.get(pk=mara.pk).name == "Mara Ostrander"
    assert confirming.post(f"{PAGE}erase/confirm/", {"looked": "on"}).status_code == 302


def test_how_they_asked_is_kept_in_the_form_when_it_is_too_long(signed_in, dana):
    answer = signed_in(dana).post(f"{PAGE}erase/", {"reason": "x" * 301})

    assert (answer.status_code, "x" * 301 in answer.content.decode()) == (422, True)


def test_the_page_of_the_person_leads_there(signed_in, dana, larch):
    page = signed_in(dana).get(PAGE).content.decode()
    assert (f'href="{PAGE}data/"' in page, f'href="{PAGE}erase/"' in page) == (True, True)


def test_both_pages_shut_nobody_out(signed_in, dana, mara, look):
    desk = signed_in(dana)
    rows.quote(rows.build(mara.program, "elsewhere"), permission="named", name="Mara Ostrander")
    rows.quote(rows.build(mara.program, "third"), text="I met Mara Ostrander there.")

    look(desk.get(f"{PAGE}data/"))
    look(desk.get(f"{PAGE}erase/"))
    desk.post(f"{PAGE}erase/", {"reason": "By letter"})
    look(desk.get(f"{PAGE}erase/"))


def test_a_refusal_needs_a_reason_and_the_page_says_it(signed_in, mara, dana, robin):
    ask_to_erase(mara, reason="By letter", by=dana, now=rows.NOW)
    member = signed_in(robin)

    empty = member.post(f"{PAGE}erase/refuse/", {"why": ""})
    assert empty.status_code == 422
    assert "open" in empty.content.decode().split("Refuse it, with a reason")[0][-60:]
    page = member.post(f"{PAGE}erase/refuse/", {"why": "A subpoena."}, follow=True).content.decode()

    assert "Refused on" in page
    assert "A subpoena." in page
    assert "Ask for the erasure" in page
