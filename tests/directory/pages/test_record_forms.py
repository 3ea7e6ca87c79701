"""What can be done on a record's pages: each act asks on a page of its own and keeps what it is
told when something is wrong."""

import re
from datetime import date

import pytest

from muster.directory.models import (
    ContactPoint,
    Organization,
    Person,
    Post,
    Site,
    Touch,
)
from tests import rows
from tests.people import join

ALL = "/directory/organizations/"
HERE = f"{ALL}larkhaven-freight-lines/"
ROBIN = "/directory/people/robin/"


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight Lines", city="Larkhaven", state="MS")


@pytest.fixture
def robin(larch, freight):
    person = Person.objects.create(program=larch, key="robin", name="Robin Tansy")
    Post.objects.create(program=larch, person=person, organization=freight, title="Owner")
    return person


def sent(client, path):
    """What the form on *path* would send as it stands."""
    form = client.get(path).context["form"]
    told = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in told.items() if value not in (None, False, "")}


def problems(answer):
    summary = re.search(r"data-error-summary>(.*?)</div>", answer.content.decode(), re.DOTALL)
    return re.findall(r"<li>(?:<a [^>]*>)?([^<]*)", summary[1]) if summary else []


def test_an_organization_is_added_once_with_its_first_numbers(desk):
    told = sent(desk, f"{ALL}new/") | {
        "name": "Harbor Tern Foods",
        "phone": "(228) 555-0100 x12",
        "email": "Office@Tern.example",
        "also": "HTF\nTern",
    }

    answers = [desk.post(f"{ALL}new/", told) for _time in range(2)]

    made = Organization.objects.get()
    assert [answer["Location"] for answer in answers if answer.status_code == 302] == [
        made.get_absolute_url()
    ] * 2
    points = made.contact_points.order_by("kind").values_list("kind", "address", "audience")
    assert list(points) == [
        ("email", "office@tern.example", "coalition"),
        ("phone", "+12285550100;ext=12", "coalition"),
    ]
    assert {name.name for name in made.other_names.all()} == {"HTF", "Tern"}


def test_one_that_may_be_here_is_told_and_added_all_the_same(desk, freight):
    told = sent(desk, f"{ALL}new/") | {"name": "LARKHAVEN FRT. LINES LLC"}

    warned = desk.post(f"{ALL}new/", told)
    assert (warned.status_code, Organization.objects.count()) == (422, 1)
    assert problems(warned) == ["It may be here already. Look at the names below the first."]
    assert "The name is the same, but for its spelling." in warned.content.decode()

    added = desk.post(f"{ALL}new/", told | {"anyway": "on"})
    assert (added.status_code, Organization.objects.count()) == (302, 2)


def test_the_warning_comes_while_somebody_types(desk, freight):
    part = desk.get(f"{ALL}alike/", {"name": "Larkhavn Freight", "phone": "911", "anyway": "on"})

    html = part.content.decode()
    assert "<html" not in html
    assert "Larkhaven Freight Lines" in html
    assert 'id="id_anyway" checked' in html
    assert desk.get(f"{ALL}alike/").content.strip() == b""


def test_names_are_offered_while_somebody_types(desk, freight):
    html = desk.get(f"{ALL}names/", {"parent": "lark"}).content.decode()

    assert html.strip() == (
        '<option value="Larkhaven Freight Lines [larkhaven-freight-lines]">Larkhaven, MS</option>'
    )


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("phone", "911", "Phone: 911 is an emergency number, not somebody’s own."),
        ("name", "", "Name: Say the name: nobody finds it without."),
        (
            "parent",
            "Nobody Inc",
            "Part of: No organization is called “Nobody Inc”. Add it first, or choose another.",
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(desk, field, value, says):
    told = sent(desk, f"{ALL}new/") | {"name": "Harbor Tern", "city": "Dovemere", field: value}

    answer = desk.post(f"{ALL}new/", told)

    assert (answer.status_code, problems(answer)) == (422, [says])
    assert answer.context["form"]["city"].value() == "Dovemere"
    assert Organization.objects.count() == 0


def test_a_number_that_is_taken_names_who_has_it(larch, desk, freight):
    rows.organization(larch, "Eider", usdot="9904417")

    answer = desk.post(f"{HERE}edit/", sent(desk, f"{HERE}edit/") | {"usdot": "USDOT 9904417"})

    assert problems(answer) == [
        "USDOT number: Eider has the USDOT number 9904417 already. If the two are one, merge them;"
        " if not, one of the numbers is wrong."
    ]


def test_two_with_one_name_are_told_apart_by_their_keys(larch, desk, freight):
    for key in ("group-1", "group-2"):
        Organization.objects.create(program=larch, key=key, name="Brightmoor")
    told = sent(desk, f"{HERE}edit/")

    which = desk.post(f"{HERE}edit/", told | {"parent": "brightmoor"})
    chosen = desk.post(f"{HERE}edit/", told | {"parent": "Brightmoor [group-2]"})

    assert problems(which) == [
        "Part of: Several begin like that. Write one of them as it stands here:"
        " Brightmoor [group-1]; Brightmoor [group-2]"
    ]
    assert chosen.status_code == 302
    freight.refresh_from_db()
    assert freight.parent.key == "group-2"


def test_what_two_members_changed_at_once_is_shown_to_the_second(larch, desk, client, freight):
    told = sent(desk, f"{HERE}edit/")
    client.force_login(join(larch, name="Priya Nandakumar").user)
    client.post(f"{HERE}edit/", told | {"trucks": "64", "state": "AL"})
    desk.force_login(join(larch, name="Lee").user)

    refused = desk.post(f"{HERE}edit/", told | {"trucks": "60", "city": "Dovemere"})

    (clash,) = refused.context["clashes"]
    assert (clash["label"], clash["stands"], clash["yours"], clash["by"]) == (
        "trucks", 64, 60, "Priya Nandakumar",
    )  # fmt: skip
    form = refused.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert desk.post(f"{HERE}edit/", again).status_code == 302
    freight.refresh_from_db()
    assert (freight.trucks, freight.city, freight.state) == (60, "Dovemere", "AL")


def test_what_is_left_alone_is_not_rewritten(desk, freight):
    Organization.objects.update(city="MCCOMB")

    desk.post(f"{HERE}edit/", sent(desk, f"{HERE}edit/") | {"trucks": "3"})

    freight.refresh_from_db()
    assert (freight.city, freight.trucks) == ("MCCOMB", 3)
    assert [change.field for change in freight.changes.all()] == ["trucks"]


def test_a_zip_code_fills_in_what_was_left_out_and_says_so(desk, freight):
    told = sent(desk, f"{HERE}sites/new/") | {
        "name": "Gulf yard", "street": "1 Old Gin Road", "zip": "39501", "city": "Gulf Port",
    }  # fmt: skip

    answer = desk.post(f"{HERE}sites/new/", told, follow=True)

    site = Site.objects.get()
    assert (site.city, site.county, site.state, site.time_zone) == (
        "Gulf Port", "Harrison County", "MS", "America/Chicago",
    )  # fmt: skip
    assert site.latitude is not None
    assert "From the ZIP code: county, state, time zone, latitude, longitude." in (
        answer.content.decode()
    )


def test_what_a_member_wrote_beside_a_zip_code_stands(desk, freight):
    there = f"{HERE}sites/new/"
    desk.post(there, sent(desk, there) | {"name": "Yard", "zip": "39501"})
    site = Site.objects.get()
    edit = f"/directory/sites/{site.key}/edit/"

    desk.post(edit, sent(desk, edit) | {"county": "Stone"})
    site.refresh_from_db()
    assert (site.county, site.city) == ("Stone", "Gulfport")

    desk.post(edit, sent(desk, edit) | {"zip": "39201"})
    site.refresh_from_db()
    assert (site.county, site.city, site.zip) == ("Hinds County", "Jackson", "39201")


def test_a_person_is_added_with_a_post_and_a_number(desk, freight):
    told = sent(desk, "/directory/people/new/?at=larkhaven-freight-lines") | {
        "name": "Imani Okafor-Bell", "title": "Safety director", "from_on": "2022-03-01",
        "address": "(228) 555-0117 ext. 12", "audience": "coalition",
    }  # fmt: skip

    answers = [desk.post("/directory/people/new/", told) for _time in range(2)]

    person = Person.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/directory/people/{person.key}/"}
    assert str(person.posts.get()) == "Safety director at Larkhaven Freight Lines"
    assert person.contact_points.get().address == "+12285550117;ext=12"


def test_a_person_who_may_be_here_is_told(desk, robin):
    told = sent(desk, "/directory/people/new/") | {"name": "Robin Tansey"}

    answer = desk.post("/directory/people/new/", told)

    assert problems(answer) == ["They may be here already. Look at the names below the first."]
    assert desk.post("/directory/people/new/", told | {"anyway": "on"}).status_code == 302


def test_a_post_ends_and_its_end_is_taken_back(desk, robin):
    post = robin.posts.get()

    desk.post(f"{ROBIN}posts/{post.pk}/end/", {"on": "2026-05-01"})
    post.refresh_from_db()
    assert post.to_on == date(2026, 5, 1)
    assert "Take the end back" in desk.get(ROBIN).content.decode()

    desk.post(f"{ROBIN}posts/{post.pk}/back/")
    post.refresh_from_db()
    assert post.to_on is None


def test_a_person_moves_to_another_organization(larch, desk, robin):
    rows.organization(larch, "Dovemere Cooperative")
    post = robin.posts.get()

    answer = desk.post(
        f"{ROBIN}posts/{post.pk}/move/",
        {"organization": "Dovemere Cooperative", "title": "Manager", "on": "2026-05-01"},
    )

    assert answer.status_code == 302
    assert sorted(str(post) for post in robin.posts.all()) == [
        "Manager at Dovemere Cooperative",
        "Owner at Larkhaven Freight Lines",
    ]


def test_several_numbers_are_confirmed_at_once(desk, robin, freight):
    for address in ("(228) 555-0114", "(228) 555-0115"):
        desk.post(f"{ROBIN}points/new/", {"address": address, "audience": "site"})
    pks = [str(point.pk) for point in ContactPoint.objects.all()]
    assert desk.get(f"{HERE}confirm/?point={pks[0]}").context["form"]["points"].value() == [pks[0]]

    answer = desk.post(
        f"{HERE}confirm/", {"points": pks, "record": "on", "on": "2026-05-02", "how": "called"}
    )

    assert answer.status_code == 302
    days = {point.verified_on for point in ContactPoint.objects.all()}
    freight.refresh_from_db()
    assert (days, freight.confirmed_on) == ({date(2026, 5, 2)}, date(2026, 5, 2))


def test_nothing_is_confirmed_by_sending_nothing(desk, robin):
    answer = desk.post(f"{HERE}confirm/", {"on": "2026-05-02", "how": "called"})

    assert (answer.status_code, problems(answer)) == (422, ["Tick what was confirmed."])


def test_a_number_is_marked_replaced_and_used_again(desk, robin):
    desk.post(f"{ROBIN}points/new/", {"address": "(228) 555-0114", "audience": "site"})
    point = ContactPoint.objects.get()
    there = f"/directory/points/{point.pk}/"

    desk.post(f"{there}mark/", {"status": "bad", "says": "disconnected"})
    assert "disconnected" in desk.get(ROBIN).content.decode()
    desk.post(f"{there}again/")
    mail = desk.post(f"{there}replace/", {"address": "robin@x.example"})
    assert problems(mail) == [
        "New number or address: A phone number is replaced by a phone number, an e-mail by an"
        " e-mail."
    ]
    desk.post(f"{there}replace/", {"address": "(228) 555-0199", "how": "told"})

    stands = ContactPoint.objects.order_by("pk").values_list("address", "status")
    assert list(stands) == [("+12285550114", "bad"), ("+12285550199", "ok")]


def test_looking_at_a_form_s_address_changes_nothing(desk, robin, freight):
    desk.post(f"{ROBIN}points/new/", {"address": "(228) 555-0114", "audience": "site"})
    point, post = ContactPoint.objects.get(), robin.posts.get()
    desk.post(f"/directory/points/{point.pk}/mark/", {"status": "bad", "says": "x"})
    desk.post(f"{ROBIN}posts/{post.pk}/end/", {"on": "2026-05-01"})
    desk.post(f"{HERE}deactivate/", {"on": "2026-05-01"})

    for path in (f"/directory/points/{point.pk}/again/", f"{ROBIN}posts/{post.pk}/back/",
                 f"{HERE}back/"):  # fmt: skip
        answer = desk.get(path, follow=True)
        assert "Nothing was changed." in answer.content.decode()

    for row in (point, post, freight):
        row.refresh_from_db()
    assert (point.status, post.to_on, freight.ended_on) == (
        "bad", date(2026, 5, 1), date(2026, 5, 1),
    )  # fmt: skip


def test_a_touch_is_logged_once_and_a_private_one_for_coordinators(desk, robin):
    told = sent(desk, f"{HERE}touch/") | {
        "kind": "call", "other": "robin", "on": "2026-05-02", "says": "Will come.",
        "private": "on",
    }  # fmt: skip

    for _time in range(2):
        answer = desk.post(f"{HERE}touch/", told)

    assert answer["Location"] == f"{HERE}#touches"
    touch = Touch.objects.get()
    assert (touch.person, touch.kind, touch.private, touch.by) == (
        robin, "call", True, "dana.whitlow@example.org",
    )  # fmt: skip
    late = desk.post(f"{HERE}touch/", told | {"sent": "", "on": "2199-01-01"})
    assert problems(late) == ["On: 2199-01-01 has not come yet."]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("edit/", {"name": "x" * 100_000}),
        ("edit/", {"trucks": "99999999999"}),
        ("edit/", {"name": "Nul\0l"}),
        ("touch/", {"on": "0001-01-01"}),
        ("deactivate/", {"on": "9999-12-31"}),
        ("points/new/", {"address": "911"}),
        ("points/new/", {"address": "robin@"}),
        ("sites/new/", {"name": "Yard", "zip": "ABCDE"}),
        ("sites/new/", {"name": "Yard", "latitude": "12"}),
    ],
)
def test_what_cannot_be_is_told_in_words(desk, freight, path, told):
    answer = desk.post(f"{HERE}{path}", sent(desk, f"{HERE}{path}") | told)

    assert (answer.status_code, len(problems(answer))) == (422, 1)


@pytest.mark.parametrize(
    "path",
    [
        f"{HERE}?until=9999-12-31",
        f"{HERE}?until=0001-01-01",
        f"{HERE}?until=2026-13-99&show=nonsense",
        f"{ALL}alike/?name=%00&city=%00&phone=%00",
        f"{ALL}names/?parent=%00",
    ],
)
def test_an_address_that_somebody_mistyped_is_no_trouble(desk, freight, path):
    assert desk.get(path).status_code == 200


def test_a_name_that_is_a_formula_is_a_name(desk, freight):
    desk.post(f"{HERE}edit/", sent(desk, f"{HERE}edit/") | {"name": '=HYPERLINK("x")<script>'})

    freight.refresh_from_db()
    assert freight.name == '=HYPERLINK("x")<script>'
    assert "<script>" not in desk.get(HERE).content.decode().partition("<h1>")[2][:80]
