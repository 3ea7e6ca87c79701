"""The pages of one organization, site and person: what they show, and to whom."""

import re
from datetime import date

import pytest

from muster.accounts.models import MemberState
from muster.builds.models import Desk, Host
from muster.directory.confirm import add_point, mark
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Jurisdiction,
    Liaison,
    Merge,
    Pair,
    Person,
    Post,
    Site,
    Source,
)
from muster.directory.touch import log_touch
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

HERE = "/directory/organizations/larkhaven-freight/"
CELL, DESK = "+12285550114", "+12285550117"
# Three to know who asks, and those of the page: the record, posts, where people are now, numbers,
# sites, two for who answers there, other names, relatives, merges, touches, builds, hosts,
# outcomes, changes, sources and a twin.
QUESTIONS = 20


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def freight(larch):
    return rows.organization(
        larch, "Larkhaven Freight", city="Larkhaven", county="Tarrow", state="MS", trucks=64
    )


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


def holds(at, name, title="Driver", **more):
    key = name.lower().replace(" ", "-")
    person, _new = Person.objects.get_or_create(program=at.program, key=key, name=name)
    Post.objects.create(program=at.program, person=person, organization=at, title=title, **more)
    return person


def page_of(client, path=HERE):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def told(html):
    """The lines of the timeline: the bold words and what follows."""
    lines = re.findall(r"<time.*?<p>(.*?)</p>", html, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", line).split()) for line in lines]


def test_the_head_says_what_it_is_and_how_fresh(larch, desk, freight):
    freight.parent = rows.organization(larch, "Brightmoor Group")
    freight.save()

    html = page_of(desk)

    assert "<h1>Larkhaven Freight</h1>" in html
    assert '<span class="d-fresh d-never">Never confirmed</span>' in html
    head = re.sub("<[^>]+>", "", re.search(r'class="lede">(.*?)</p>', html, re.DOTALL)[1])
    assert " ".join(head.split()) == (
        "Larkhaven, Tarrow County, Mississippi. Part of Brightmoor Group. 64 trucks."
    )


def test_posts_held_and_earlier_ones_are_told_apart(larch, desk, freight):
    holds(freight, "Robin Tansy", "Owner", from_on=date(2004, 1, 1))
    theo = holds(freight, "Theo", "Safety director", to_on=date(2022, 2, 28))
    luis = holds(freight, "Luis", "Driver", to_on=date(2025, 2, 1))
    holds(freight, "Luis", "Dispatcher")
    Post.objects.create(
        program=larch, person=theo, organization=rows.organization(larch, "Dovemere Cooperative")
    )

    shown = desk.get(HERE).context["shown"]

    assert [(each.post.person.name, each.days) for each in shown.held] == [
        ("Robin Tansy", "January 1, 2004"),
        ("Luis", ""),
    ]
    assert [(each.post.person, each.days, each.now) for each in shown.earlier] == [
        (luis, "until February 1, 2025", "here, another post"),
        (theo, "until February 28, 2022", "Dovemere Cooperative"),
    ]


def test_numbers_say_who_may_see_them_and_who_confirmed_them(larch, desk, dana, freight):
    robin = holds(freight, "Robin Tansy", "Owner")
    add_point(robin, kind="phone", address=CELL, label="cell", how="called", by=dana, now=NOW)
    for owner in (freight, robin, holds(freight, "Lee")):
        add_point(owner, kind="email", address="office@larkhaven.example", by=dana, now=NOW)

    html = page_of(desk)

    assert "(228) 555-0114" in html
    assert '<span class="d-sub">Dana Whitlow, by calling it</span>' in html
    assert html.count("shared by 3: never used alone to match") == 3
    assert f'<a class="d-tab" href="#c{robin.contact_points.get(kind="phone").pk}">' in html


def test_who_answers_at_a_site_is_told(larch, desk, freight):
    Site.objects.create(
        program=larch, key="yard", name="Yard", organization=freight, city="Larkhaven",
        county="Tarrow", state="MS",
    )  # fmt: skip
    police = rows.organization(larch, "Larkhaven Police", agency="police", ori="MS0990100")
    Jurisdiction.objects.create(
        program=larch, organization=police, kind="city", state="MS", city="Larkhaven"
    )

    assert "ORI MS0990100" in page_of(desk)
    assert "Larkhaven Police" in page_of(desk, "/directory/sites/yard/")


def test_every_value_says_from_where(larch, desk, freight):
    census = Source.objects.create(
        program=larch, kind="file", name="carrier census", on=date(2026, 4, 3), by="x"
    )
    freight.source = census
    freight.usdot = "9904417"
    freight.save()

    known = desk.get(HERE).context["known"]

    assert (known[0].label, known[0].value, known[0].source) == (
        "USDOT number",
        "9904417",
        "carrier census, April 3, 2026 · natural key",
    )


def test_the_history_of_a_field_goes_back_to_the_first_value(desk, freight):
    for trucks in ("65", "70"):
        after = desk.get(f"{HERE}edit/").context["form"]
        sent = {name: after[name].value() or "" for name in after.fields}
        desk.post(f"{HERE}edit/", sent | {"trucks": trucks})

    fields = {field.label: field for field in desk.get(f"{HERE}history/").context["fields"]}

    assert [(said.value, said.source) for said in fields["Trucks"].said] == [
        ("70", "Dana Whitlow"),
        ("65", "Dana Whitlow"),
        ("64", ""),
    ]


def test_a_merged_record_leads_to_the_one_kept_and_says_so_there(larch, desk, dana, freight):
    ended = rows.organization(larch, "Marsh Transport", merged_into=freight)
    source = Source.objects.create(program=larch, kind="merge", name="m", on=TODAY, by="x")
    Merge.objects.create(
        program=larch, kept_organization=freight, ended_organization=ended, source=source,
        by=dana.user.email, at=NOW,
    )  # fmt: skip

    for path in ("", "edit/", "history/", "touch/"):
        answer = desk.get(f"/directory/organizations/marsh-transport/{path}")
        assert (answer.status_code, answer["Location"]) == (302, HERE)
    html = page_of(desk)
    assert "Dana Whitlow joined “Marsh Transport” into this one." in html
    assert "Merged with “Marsh Transport” By Dana Whitlow" in told(html)


def test_what_may_be_here_twice_is_told_to_who_can_decide(larch, desk, client, freight):
    other = rows.organization(larch, "Larkhaven Frt", state="MS")
    Pair.objects.create(
        program=larch, left_organization=freight, right_organization=other, score=2.6,
        band="review", found_at=NOW,
    )  # fmt: skip

    assert "86 in 100 that they are one" in page_of(desk)
    assert "Larkhaven Freight" in page_of(desk, "/directory/organizations/larkhaven-frt/")
    lee = join(larch, name="Lee", role="host")
    MemberState.objects.create(member=lee, role="host", state="MS")
    client.force_login(lee.user)
    assert "in 100 that they are one" not in page_of(client)


def test_a_deactivated_record_keeps_its_page_and_comes_back(desk, freight):
    desk.post(f"{HERE}deactivate/", {"on": "2026-05-01", "why": "Closed"})

    assert "Deactivated since May 1, 2026" in page_of(desk)
    answer = desk.post(f"{HERE}back/", follow=True)
    assert "It stands in the lists again." in answer.content.decode()
    freight.refresh_from_db()
    assert freight.ended_on is None


# Who sees what


@pytest.fixture
def known_people(larch, dana, freight):
    """A driver at Larkhaven with a number for the site and one for the coalition."""
    build = rows.build(larch, "larkhaven", state="MS", day=TODAY)
    robin = holds(freight, "Robin Tansy", "Owner")
    rows.people(build, 1, person=robin, organization=freight)
    add_point(robin, kind="phone", address=CELL, audience="site", by=dana, now=NOW)
    add_point(robin, kind="phone", address=DESK, audience="coalition", by=dana, now=NOW)
    for private, says in ((True, "After four."), (False, "Will come.")):
        log_touch(
            organization=freight, person=robin, kind="call", on=TODAY, says=says,
            private=private, by=dana, now=NOW,
        )  # fmt: skip
    return build


def seen(client, member, path=HERE):
    client.force_login(member.user)
    answer = client.get(path)
    if answer.status_code != 200:
        return answer.status_code
    html = answer.content.decode()
    words = ("Robin Tansy", "555-0114", "555-0117", "After four.", "Will come.")
    return [word for word in words if word in html]


def test_a_coordinator_sees_all(client, dana, known_people):
    assert seen(client, dana) == [
        "Robin Tansy", "555-0114", "555-0117", "After four.", "Will come.",
    ]  # fmt: skip


def test_a_host_sees_their_build_and_another_states_host_sees_nothing(larch, client, known_people):
    wes, theo = (join(larch, name=name, role="host") for name in ("Wes", "Theo"))
    Host.objects.create(member=wes, build=known_people)
    MemberState.objects.create(member=theo, role="host", state="TN")

    assert seen(client, wes) == ["Robin Tansy", "555-0114", "555-0117", "Will come."]
    assert seen(client, theo) == 404
    assert seen(client, theo, "/directory/people/robin-tansy/") == 404


def test_a_desk_sees_names_and_no_numbers(larch, client, known_people):
    noor = join(larch, name="Noor", role="desk")
    Desk.objects.create(member=noor, build=known_people)

    assert seen(client, noor) == ["Robin Tansy", "Will come."]
    assert seen(client, noor, "/directory/people/robin-tansy/") == ["Robin Tansy", "Will come."]
    for path in ("touch/", "confirm/", "edit/"):
        assert client.get(f"{HERE}{path}").status_code == 403


def test_a_liaison_sees_the_own_agency_alone(larch, client, freight, known_people):
    vail, other = (join(larch, name=name, role="liaison") for name in ("Vail", "Other"))
    Liaison.objects.create(member=vail, organization=freight)
    Liaison.objects.create(member=other, organization=rows.organization(larch, "Alder Police"))

    assert seen(client, vail) == ["Robin Tansy", "555-0114", "555-0117", "Will come."]
    assert seen(client, other) == 404


def test_a_host_acts_where_they_may_confirm_and_only_looks_elsewhere(larch, client, known_people):
    theo = join(larch, name="Theo", role="host")
    MemberState.objects.create(member=theo, role="host", state="MS")
    rows.organization(larch, "Elsewhere", state="MS")
    client.force_login(theo.user)
    there = "/directory/organizations/elsewhere/"
    assert "Log a touch" in page_of(client)

    assert "Log a touch" not in page_of(client, there)
    assert client.get(f"{there}touch/").status_code == 404


def test_another_programs_records_are_not_there(client, desk, known_people, freight):
    point = ContactPoint.objects.first()
    post = Post.objects.first()
    paths = [
        *(f"{HERE}{path}" for path in ("", "history/", "edit/", "touch/", "confirm/", "back/")),
        f"{HERE}deactivate/", f"{HERE}sites/new/", f"{HERE}points/new/",
        "/directory/people/robin-tansy/",
        f"/directory/people/robin-tansy/posts/{post.pk}/end/",
        f"/directory/people/robin-tansy/posts/{post.pk}/back/",
        f"/directory/points/{point.pk}/mark/", f"/directory/points/{point.pk}/again/",
    ]  # fmt: skip
    assert {desk.get(path).status_code for path in paths} == {200, 302}

    client.force_login(join(rows.program("birch"), name="Lee").user)

    assert {path: client.post(path).status_code for path in paths if path.count("/") > 4} == {
        path: 405 if path.endswith("history/") else 404 for path in paths if path.count("/") > 4
    }
    assert {client.get(path).status_code for path in paths if "back" not in path} == {404}


def test_a_private_note_is_seen_where_the_public_one_stands(client, dana, known_people):
    client.force_login(dana.user)

    lines = told(page_of(client))

    assert "Private note with Robin Tansy, by Dana Whitlow Coordinators only After four." in lines
    assert "Call with Robin Tansy, by Dana Whitlow Will come." in lines


def test_its_card_is_taken_along_by_who_may_unless_they_asked_not_to(larch, desk, dana, freight):
    robin = holds(freight, "Robin Tansy", "Owner")
    cell = add_point(robin, kind="phone", address=CELL, by=dana, now=NOW)
    there = "/directory/people/robin-tansy/"
    (action,) = re.findall(r'action="([^"]+/take-along/)"', page_of(desk, there))

    answer = desk.post(action, {"row": "robin-tansy", "format": "vcf"})

    card = b"".join(answer.streaming_content).decode()
    assert ("FN:Robin Tansy" in card, CELL in re.sub(r"[^+\d]", "", card)) == (True, True)
    mark(cell, status="do_not_contact", says="asked", by=dana, now=NOW)
    assert "take-along" not in page_of(desk, there)


# How much is asked


@pytest.mark.parametrize("many", [1, 3])
def test_an_organization_asks_the_same_number_of_questions(
    larch, desk, dana, freight, many, django_assert_num_queries
):
    census = Source.objects.create(program=larch, kind="file", name="c", on=TODAY, by="x")
    for number in range(many):
        person = holds(freight, f"Person {number}")
        holds(freight, f"Former {number}", to_on=date(2020, 1, 1))
        add_point(person, kind="phone", address=f"+1228555010{number}", by=dana, now=NOW)
        add_point(person, kind="email", address=f"p{number}@x.example", by=dana, now=NOW)
        Site.objects.create(
            program=larch, key=f"yard-{number}", name=f"Yard {number}", organization=freight,
            city="Larkhaven", county="Tarrow", state="MS",
        )  # fmt: skip
        police = rows.organization(larch, f"Police {number}", agency="police")
        Jurisdiction.objects.create(
            program=larch, organization=police, kind="county", state="MS", county="Tarrow"
        )
        log_touch(organization=freight, person=person, kind="call", on=TODAY, by=dana, now=NOW)
        FieldChange.objects.create(
            program=larch, organization=freight, field="trucks", old="1", new="2", source=census,
            by="x", at=NOW,
        )  # fmt: skip
        build = rows.build(larch, f"build-{number}")
        rows.people(build, 1, person=person, organization=freight)
        rows.outcome(build, organization=freight)
        rows.organization(larch, f"Part {number}", parent=freight)

    with django_assert_num_queries(QUESTIONS):
        page_of(desk)


@pytest.mark.parametrize("many", [1, 3])
def test_a_person_and_a_site_ask_the_same_number_of_questions(
    larch, desk, dana, freight, many, django_assert_num_queries
):
    robin = holds(freight, "Robin Tansy", "Owner")
    yard = Site.objects.create(program=larch, key="yard", name="Yard", organization=freight)
    for number in range(many):
        there = rows.organization(larch, f"Company {number}")
        holds(there, "Robin Tansy", f"Post {number}")
        holds(freight, f"Person {number}", site=yard)
        holds(freight, f"Former {number}", to_on=date(2020, 1, 1), site=yard)
        add_point(robin, kind="phone", address=f"+1228555010{number}", by=dana, now=NOW)
        add_point(robin, kind="email", address=f"p{number}@x.example", by=dana, now=NOW)
        add_point(yard, kind="phone", address=f"+1228555020{number}", by=dana, now=NOW)
        log_touch(organization=there, person=robin, kind="call", on=TODAY, by=dana, now=NOW)
        rows.people(rows.build(larch, f"build-{number}"), 1, person=robin)

    with django_assert_num_queries(16):
        page_of(desk, "/directory/people/robin-tansy/")
    with django_assert_num_queries(9):
        page_of(desk, "/directory/sites/yard/")
