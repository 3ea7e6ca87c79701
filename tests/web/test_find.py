"""Find anything: things first, then what can be done; only what the member may see and do."""

import re

import pytest

from muster.directory.models import ContactPoint, OtherName, Person, Post, Site
from tests import rows
from tests.people import join


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana")


@pytest.fixture
def lark(larch):
    """One thing of each kind that begins so."""
    company = rows.organization(larch, "Larkhaven Freight", city="Quillport", state="MS")
    Site.objects.create(program=larch, organization=company, key="yard", name="Lark yard")
    person = Person.objects.create(program=larch, key="celia", name="Celia Larkin")
    Post.objects.create(program=larch, person=person, organization=company, title="Safety director")
    rows.build(larch)
    return company


def groups(client, text, **more):
    answer = client.get("/find/", {"q": text}, headers={"X-Part": "found"} | more)
    assert answer.status_code == 200
    found = {}
    for part in answer.content.decode().split("<section")[1:]:
        heading = re.search(r"<h2[^>]*>([^<]*)</h2>", part).group(1)
        lines = re.findall(r'<a [^>]*href="([^"]*)"', part)
        found[heading] = lines
    return found


def test_things_come_first_and_acts_last(client, dana, lark):
    client.force_login(dana.user)

    found = groups(client, "lark")

    assert list(found) == ["Organizations", "People", "Sites", "Builds", "Do something"]
    assert [found[each] for each in list(found)[:4]] == [
        ["/directory/organizations/larkhaven-freight/"],
        ["/directory/people/celia/"],
        ["/directory/sites/yard/"],
        ["/builds/larkhaven/"],
    ]
    assert found["Do something"] == ["/directory/organizations/new/?name=lark"]


def test_the_page_and_the_part_say_the_same(client, dana, lark):
    client.force_login(dana.user)

    page = client.get("/find/?q=lark").content.decode()
    part = client.get("/find/?q=lark", headers={"X-Part": "found"}).content.decode()

    assert part.strip() in page
    assert part.count("<html") == 0


def test_a_line_says_who_it_is(client, dana, lark):
    OtherName.objects.create(
        program=dana.program, organization=lark, name="Tidewater", kind="formerly"
    )
    client.force_login(dana.user)
    page = client.get("/find/?q=lark").content.decode()
    other = client.get("/find/?q=tide").content.decode()

    assert "<mark>Lark</mark>haven Freight" in page
    assert "Safety director, Larkhaven Freight" in page
    assert "formerly “Tidewater”" in re.sub(r"</?mark>", "", other)


def test_nothing_typed_offers_what_can_be_done(client, dana, lark):
    client.force_login(dana.user)

    assert list(groups(client, "")) == ["Do something"]
    assert groups(client, "> import")["Do something"][0] == "/directory/imports/new/"
    assert groups(client, "> lark") == {}


def test_only_what_one_may_do_is_offered(client, dana, lark):
    client.force_login(dana.user)
    every = groups(client, "")["Do something"]
    assert {"/directory/imports/new/", "/members/", "/directory/organizations/new/"} <= set(every)

    client.force_login(join(dana.program, name="Vi", role="viewer").user)

    assert groups(client, "")["Do something"] == ["/reports/", "/account/", "/"]
    assert groups(client, "lark") == {}


def test_nobody_is_told_that_more_is_there(client, dana, lark):
    other = join(rows.program("birch"), name="Lee")
    client.force_login(dana.user)
    assert "Larkhaven" in client.get("/find/?q=lark").content.decode()

    client.force_login(other.user)
    page = client.get("/find/?q=lark").content.decode()

    assert "arkhaven" not in page
    assert list(groups(client, "lark")) == ["Do something"]


@pytest.fixture
def desk(lark):
    """A number of the company, and one behind it."""
    numbers = {"+12285550131": "do_not_contact", "+12285550131;ext=12": "ok", "+12285550132": "ok"}
    for address, status in numbers.items():
        ContactPoint.objects.create(
            program=lark.program, organization=lark, kind="phone", address=address,
            status=status, audience="coalition", label="desk",
        )  # fmt: skip
    celia = Person.objects.get(key="celia")
    ContactPoint.objects.create(
        program=lark.program, person=celia, kind="email", address="celia@lark.example",
        audience="site",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("228 555 0131", ["/directory/organizations/larkhaven-freight/"] * 2),
        ("+1 (228) 555-0131 x12", ["/directory/organizations/larkhaven-freight/"]),
        ("Celia@Lark.example", ["/directory/people/celia/"]),
    ],
)
def test_who_is_at_a_number_is_found_however_it_is_typed(client, dana, desk, typed, found):
    client.force_login(dana.user)

    assert groups(client, typed) == {"Who is reached there": found}


def test_a_number_that_may_not_be_called_is_found_as_that(client, dana, desk):
    client.force_login(dana.user)
    page = client.get("/find/?q=228-555-0131").content.decode()

    assert "(228) 555-0131 · desk · do not contact" in page
    assert "(228) 555-0131 ext. 12 · desk<" in page


def test_nobody_finds_by_a_number_that_they_may_not_see(client, larch, desk):
    client.force_login(join(larch, name="Sol Whitmer", role="viewer").user)
    assert groups(client, "228 555 0131") == {}
    assert groups(client, "celia@lark.example") == {}


def test_a_misspelt_name_is_asked_back(client, dana, lark):
    client.force_login(dana.user)

    page = client.get("/find/?q=larkhavn").content.decode()

    assert re.search(r'data-found-meant="larkhaven">larkhaven</a>\?', page)


def test_more_than_are_shown_lead_to_the_list(client, dana, larch):
    for number in range(7):
        rows.organization(larch, f"Alder {number}")
    client.force_login(dana.user)

    found = groups(client, "alder")["Organizations"]

    assert len(found) == 6
    assert found[-1] == "/directory/organizations/?q=alder"


@pytest.mark.parametrize("many", [1, 3])
def test_finding_asks_the_same_number_of_questions(
    client, dana, larch, many, django_assert_num_queries
):
    for number in range(many):
        company = rows.organization(larch, f"Alder {number}")
        person = Person.objects.create(program=larch, key=f"p{number}", name=f"Alder {number}")
        Post.objects.create(program=larch, person=person, organization=company, title="Owner")
        Site.objects.create(program=larch, organization=company, key=f"s{number}", name="Alder")
        rows.build(larch, key=f"alder-{number}")
    client.force_login(dana.user)

    with django_assert_num_queries(19):
        client.get("/find/?q=alder")


def test_who_is_not_signed_in_is_sent_to_sign_in(client, db):
    assert client.get("/find/?q=x").url.startswith("/accounts/login/")
