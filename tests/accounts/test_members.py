"""The page of members: who is on it, what each holds, changing that, and ending it."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from muster.accounts.models import Member, MemberState
from muster.accounts.scopes import Given, held_by
from muster.builds.models import Desk, Host
from muster.core.models import AuditEvent
from muster.directory.models import Liaison
from tests import rows
from tests.accounts.conftest import told
from tests.people import join


def listed(client, show: str = "active") -> list[list[str]]:
    """The rows of the list, without what can be done with them."""
    html = client.get(f"/members/?show={show}&all").content.decode()
    body = html.split('<table class="d-dense m-fold m-roster">')[1].split("</table>")[0]
    cells = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)[1:]
    ]
    return [[_text(cell) for cell in row[:5]] for row in cells]


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def holds(member: Member) -> set[Given]:
    member.forget()
    return set(held_by([member])[member.pk])


def opens(client, *keys: str) -> list[int]:
    return [client.get(f"/builds/{key}/").status_code for key in keys]


def test_each_member_with_what_they_hold_and_what_it_is_for(desk, larkhaven, wes):
    noor = join(larkhaven.program, name="Noor Haddad", role="desk")
    Desk.objects.create(member=noor, build=larkhaven, until_on=date(2099, 6, 12))
    theo = join(larkhaven.program, name="Theo", role=["state_lead", "custodian"])
    MemberState.objects.create(member=theo, role="state_lead", state="MS")
    vail = join(larkhaven.program, name="Vail", role="liaison")
    police = rows.organization(larkhaven.program, "Alder Police")
    Liaison.objects.create(member=vail, organization=police)

    assert [row[:3] for row in listed(desk)] == [
        ["Dana Whitlow you dana.whitlow@example.org", "Coordinator", "Whole program"],
        ["Noor Haddad noor.haddad@example.org", "Desk",
         "Larkhaven coalition build ends by itself June 12, 2099"],
        ["Theo theo@example.org", "Custodian State lead", "Restricted rows Mississippi"],
        ["Vail vail@example.org", "Liaison", "Alder Police"],
        ["Wes Calloway wes.calloway@example.org", "Host", "Larkhaven coalition build"],
    ]  # fmt: skip


def test_who_has_ended_or_run_out_stands_apart(desk, larkhaven, wes, priya):
    priya.ended_on = date(2026, 1, 1)
    priya.save()
    wes.held.update(until_on=rows.day_here() - timedelta(days=2))

    assert [row[0].split()[0] for row in listed(desk)] == ["Dana"]
    assert [row[0].split()[0] for row in listed(desk, "ended")] == ["Priya", "Wes"]


def test_a_role_is_changed_from_the_next_page_on(desk, larkhaven, wes):
    rows.build(larkhaven.program, "tern-harbor", state="TN")
    theirs = Client()
    theirs.force_login(wes.user)
    assert opens(theirs, "larkhaven", "tern-harbor") == [200, 404]

    answer = desk.post(
        f"/members/{wes.pk}/",
        {"held0-until": "", "more-role": "desk", "more-place": "build:tern-harbor",
         "more-until": "2099-01-01"},
        follow=True,
    )  # fmt: skip

    assert told(answer) == ["What Wes Calloway holds is kept."]
    assert holds(wes) == {Given("desk", "build:tern-harbor", date(2099, 1, 1))}
    assert opens(theirs, "larkhaven", "tern-harbor") == [404, 200]
    (act,) = AuditEvent.objects.filter(verb="gave roles")
    assert (act.actor, act.subject) == ("dana.whitlow@example.org", f"member:{wes.pk}")


def test_a_role_that_is_kept_gets_a_last_day(desk, wes):
    desk.post(f"/members/{wes.pk}/", {"held0-keep": "on", "held0-until": "2099-12-31"})

    assert holds(wes) == {Given("host", "build:larkhaven", date(2099, 12, 31))}


@pytest.mark.parametrize(
    ("role", "says"),
    [
        (
            "coordinator",
            "The role “coordinator” is for the whole program."
            " Leave this empty, or choose a role for such a place: host, state lead.",
        ),
        ("", "This field is required."),
    ],
)
def test_a_place_that_the_added_role_is_not_for_is_refused(desk, wes, role, says):
    more = {"held0-keep": "on", "held0-until": "", "more-place": "state:MS", "more-until": ""}

    answer = desk.post(f"/members/{wes.pk}/", {**more, "more-role": role})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert holds(wes) == {Given("host", "build:larkhaven")}
    desk.post(f"/members/{wes.pk}/", {**more, "more-role": "state_lead"})
    assert holds(wes) == {Given("host", "build:larkhaven"), Given("state_lead", "state:MS")}


def test_nobody_is_left_without_a_role_by_a_slip(desk, wes):
    answer = desk.post(f"/members/{wes.pk}/", {"held0-until": ""})

    assert answer.status_code == 422
    assert "Choose at least one role" in answer.content.decode()
    assert holds(wes) == {Given("host", "build:larkhaven")}


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_the_last_who_runs_the_program_cannot_be_ended_nor_changed(client, larch, role):
    one = join(larch, name="One", role=["administrator", "coordinator"])
    other = join(larch, name="Other", role=role)
    client.force_login(one.user)
    client.post(f"/members/{other.pk}/end/")
    other.refresh_from_db()
    assert other.ended_on is not None

    ended = client.post(f"/members/{one.pk}/end/", follow=True)
    changed = client.post(f"/members/{one.pk}/", {"more-role": "viewer"})

    assert told(ended)[-1].startswith("One is the last ")
    assert changed.status_code == 422
    one.refresh_from_db()
    assert (one.ended_on, {given.role for given in holds(one)}) == (
        None,
        {"administrator", "coordinator"},
    )


def test_ending_is_confirmed_in_its_row_and_then_at_once(desk, larkhaven, wes):
    theirs = Client()
    theirs.force_login(wes.user)
    assert theirs.get("/builds/larkhaven/").status_code == 200

    html = desk.get(f"/members/?end={wes.pk}").content.decode()
    assert "End the access of Wes Calloway now?" in html
    assert "The open session closes this minute." in html
    desk.post(f"/members/{wes.pk}/end/")

    assert theirs.get("/builds/larkhaven/").status_code == 302
    assert theirs.login(email=wes.user.email, password="plain words in tests")
    assert theirs.get("/builds/larkhaven/").status_code == 403
    assert [row[0].split()[0] for row in listed(desk, "ended")] == ["Wes"]
    assert [act.verb for act in AuditEvent.objects.all()] == ["ended"]


def test_a_host_sees_the_desks_of_their_builds_and_ends_those(client, wes, dana, larkhaven):
    other = rows.build(larkhaven.program, "tern-harbor")
    noor = join(larkhaven.program, name="Noor", role="desk")
    Desk.objects.create(member=noor, build=larkhaven)
    Desk.objects.create(member=noor, build=other)
    away = join(larkhaven.program, name="Away", role="desk")
    Desk.objects.create(member=away, build=other)
    client.force_login(wes.user)
    assert [row[0].split()[0] for row in listed(client)] == ["Noor"]

    assert client.post(f"/members/{away.pk}/end/").status_code == 404
    assert client.get(f"/members/{dana.pk}/").status_code == 404
    client.post(f"/members/{noor.pk}/end/")

    assert holds(noor) == {Given("desk", "build:tern-harbor")}
    assert holds(away) == {Given("desk", "build:tern-harbor")}


def test_a_host_changes_the_own_desk_and_leaves_the_rest_of_a_member(client, wes, larkhaven):
    noor = join(larkhaven.program, name="Noor", role=["desk", "state_lead"])
    Desk.objects.create(member=noor, build=larkhaven)
    MemberState.objects.create(member=noor, role="state_lead", state="MS")
    client.force_login(wes.user)
    page = client.get(f"/members/{noor.pk}/").content.decode()
    assert ("looked after by others" in page, page.count('type="checkbox"')) == (True, 1)

    (place,) = re.findall(r'name="held(\d)-keep"', page)
    client.post(
        f"/members/{noor.pk}/",
        {f"held{place}-keep": "on", f"held{place}-until": "2099-01-01",
         "more-role": "coordinator", "more-place": ""},
    )  # fmt: skip
    assert {given.role for given in holds(noor)} == {"desk", "state_lead"}
    client.post(
        f"/members/{noor.pk}/", {f"held{place}-keep": "on", f"held{place}-until": "2099-01-01"}
    )

    assert holds(noor) == {
        Given("desk", "build:larkhaven", date(2099, 1, 1)),
        Given("state_lead", "state:MS"),
    }


def test_members_of_another_program_are_not_there(desk, larch):
    stranger = join(rows.program("birch"), name="Stranger")

    assert len(listed(desk)) == 1
    for address in (f"/members/{stranger.pk}/", f"/members/{stranger.pk}/end/"):
        assert desk.post(address).status_code == 404
    stranger.refresh_from_db()
    assert stranger.ended_on is None


@pytest.mark.parametrize("role", ["desk", "liaison", "state_lead", "viewer", "custodian"])
def test_who_looks_after_nobody_does_not_see_the_page(client, larkhaven, dana, role):
    client.force_login(dana.user)
    assert client.get("/members/").status_code == 200
    client.force_login(join(larkhaven.program, name="Lee", role=role).user)

    assert client.get("/members/").status_code == 403


@pytest.mark.parametrize("hosts", [1, 3])
def test_the_page_asks_as_often_however_many_there_are(
    desk, larkhaven, hosts, django_assert_max_num_queries
):
    for number in range(hosts):
        host = join(larkhaven.program, name=f"Host {number}", role="host")
        Host.objects.create(member=host, build=larkhaven)
    desk.get("/members/")

    with django_assert_max_num_queries(22):
        desk.get("/members/")


def test_a_host_of_no_build_is_told_why_there_is_nobody_to_invite(client, larch, wes):
    client.force_login(wes.user)
    assert "Send the invitation" in client.get("/members/").content.decode()
    client.force_login(join(larch, name="Far Host", role="host").user)

    page = client.get("/members/").content.decode()

    assert "Send the invitation" not in page
    assert "you host none yet" in page
    assert client.post("/members/", {"email": "a@example.org", "role": "desk"}).status_code == 422
