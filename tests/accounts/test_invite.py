"""Somebody is invited: by whom, to what, for how long, and how they come in."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from muster.accounts.models import Invitation, Member, User
from muster.accounts.scopes import Given, held_by
from muster.builds.models import Build
from muster.core.models import AuditEvent
from muster.directory.models import Organization
from tests import rows
from tests.accounts.conftest import errors, links, told
from tests.people import PASSWORD, join

NOOR = "noor@example.org"
NEW = {"name": "Noor Haddad", "password": "words that nobody guesses"}


def sent(client, **more):
    asked = {"email": NOOR, "role": "desk", "place": "build:larkhaven", "until": "2099-06-12"}
    return client.post("/members/", asked | more, follow=True)


def holds(email: str) -> set[Given]:
    member = Member.objects.get(user__email=email)
    return set(held_by([member])[member.pk])


def test_a_letter_goes_out_at_once_and_its_link_makes_a_member(desk, larkhaven, mailoutbox):
    answer = sent(desk)

    assert told(answer) == ["The letter to noor@example.org is on its way."]
    (letter,) = mailoutbox
    assert letter.to == [NOOR]
    assert letter.subject == "Dana Whitlow invites you to The larch program"
    assert "as desk, for Larkhaven coalition build." in letter.body

    stranger = Client()
    (link,) = links(letter)
    page = stranger.get(link).content.decode()
    assert "Dana Whitlow asks you to come in as desk. For: Larkhaven coalition build." in page
    came = stranger.post(link, NEW, follow=True)

    assert came.redirect_chain == [("/", 302)]
    assert came.wsgi_request.member.user.name == "Noor Haddad"
    assert holds(NOOR) == {Given("desk", "build:larkhaven", date(2099, 6, 12))}
    assert stranger.get("/builds/larkhaven/").status_code == 200
    assert [(act.actor, act.verb) for act in AuditEvent.objects.all()] == [
        ("dana.whitlow@example.org", "invited"),
        ("dana.whitlow@example.org", "gave roles"),
        (NOOR, "accepted an invitation"),
        (NOOR, "signed in"),
    ]


def test_a_letter_that_no_server_takes_is_not_said_to_be_on_its_way(desk, larkhaven, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    answer = sent(desk)

    assert told(answer) == [
        "The letter to noor@example.org is printed where Muster runs. Hand its link on."
    ]


def test_the_record_of_acts_names_nobody_by_their_address_in_what_stays(
    desk, larkhaven, mailoutbox
):
    sent(desk)
    asked = Invitation.objects.get()
    desk.post(f"/members/invitations/{asked.pk}/again/")
    stranger = Client()
    stranger.post(links(mailoutbox[-1])[0], NEW, follow=True)
    member = Member.objects.get(user__email=NOOR)

    acts = AuditEvent.objects.order_by("sequence")
    assert [act.subject for act in acts] == [
        f"invitation:{asked.pk}", f"invitation:{asked.pk}", f"member:{member.pk}",
        f"member:{member.pk}", f"member:{member.pk}",
    ]  # fmt: skip
    # What can be emptied says whom it was sent to.
    assert [value.new for act in acts for value in act.values.all() if value.field == "email"] == [
        NOOR,
        NOOR,
    ]


def test_the_link_is_in_the_letter_alone(desk, larkhaven, mailoutbox):
    sent(desk)
    secret = links(mailoutbox[0])[0].split("/")[2]

    assert len(secret) == 43
    assert secret not in str(Invitation.objects.values().get())


def test_a_link_works_once(desk, larkhaven, mailoutbox):
    sent(desk)
    (link,) = links(mailoutbox[0])
    Client().post(link, NEW)

    for ask in (Client().get, Client().post):
        assert ask(link).status_code == 410
    assert User.objects.filter(email=NOOR).count() == 1


def test_a_link_works_for_seven_days(desk, larkhaven, mailoutbox):
    sent(desk)
    (link,) = links(mailoutbox[0])

    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert Client().get(link).status_code == 410
        assert Client().post(link, NEW).status_code == 410
    assert not User.objects.filter(email=NOOR).exists()


def test_looking_at_the_link_uses_nothing_up(desk, larkhaven, mailoutbox):
    sent(desk)
    (link,) = links(mailoutbox[0])

    for _look in range(3):
        assert Client().get(link).status_code == 200

    assert Invitation.objects.open().count() == 1


def test_sent_again_it_is_another_link_and_the_first_is_dead(desk, larkhaven, mailoutbox):
    sent(desk)
    number = Invitation.objects.get().pk

    desk.post(f"/members/invitations/{number}/again/")

    (old,), (new,) = links(mailoutbox[0]), links(mailoutbox[1])
    assert [Client().get(link).status_code for link in (old, new)] == [410, 200]


def test_taken_back_it_opens_nothing(desk, larkhaven, mailoutbox):
    sent(desk)
    (link,) = links(mailoutbox[0])
    assert Client().get(link).status_code == 200

    answer = desk.post(f"/members/invitations/{Invitation.objects.get().pk}/withdraw/", follow=True)

    assert Client().get(link).status_code == 410
    assert told(answer) == [
        "The invitation of noor@example.org is taken back; its link no longer works."
    ]


def test_when_access_ends_the_invitations_that_were_sent_by_it_end_too(
    desk, larkhaven, priya, mailoutbox
):
    theirs = Client()
    theirs.force_login(priya.user)
    sent(theirs)
    (link,) = links(mailoutbox[0])
    assert Client().get(link).status_code == 200

    desk.post(f"/members/{priya.pk}/end/")

    assert Client().get(link).status_code == 410


def test_who_may_no_longer_invite_lets_nobody_in(desk, larkhaven, priya, mailoutbox):
    theirs = Client()
    theirs.force_login(priya.user)
    sent(theirs)
    priya.held.update(role="viewer")

    answer = Client().post(links(mailoutbox[0])[0], NEW)

    assert answer.status_code == 410
    assert not User.objects.filter(email=NOOR).exists()


def test_somebody_with_an_account_keeps_it_and_signs_in_as_always(desk, larkhaven, mailoutbox):
    join(rows.program("birch"), name="Noor Haddad", email=NOOR)
    sent(desk)
    stranger = Client()

    answer = stranger.post(links(mailoutbox[0])[0])

    assert answer["Location"] == "/"
    assert "_auth_user_id" not in stranger.session
    assert User.objects.get(email=NOOR).check_password(PASSWORD)
    programs = Member.objects.filter(user__email=NOOR).values_list("program__key", flat=True)
    assert sorted(programs) == ["birch", "larch"]


def test_an_invitation_adds_to_what_somebody_holds(desk, larkhaven, wes, mailoutbox):
    sent(desk, email=wes.user.email, role="state_lead", place="state:MS", until="")

    Client().post(links(mailoutbox[0])[0])

    assert holds(wes.user.email) == {
        Given("host", "build:larkhaven"),
        Given("state_lead", "state:MS"),
    }


def test_who_comes_in_without_a_password_has_none(desk, larkhaven, mailoutbox):
    sent(desk)

    Client().post(links(mailoutbox[0])[0], NEW | {"password": ""})

    assert not User.objects.get(email=NOOR).has_usable_password()


def test_a_weak_password_or_no_name_keeps_what_was_typed(desk, larkhaven, mailoutbox):
    sent(desk)
    (link,) = links(mailoutbox[0])

    weak = Client().post(link, NEW | {"password": "short"})
    nameless = Client().post(link, NEW | {"name": ""})

    assert (weak.status_code, nameless.status_code) == (422, 422)
    assert 'value="Noor Haddad"' in weak.content.decode()
    assert Client().post(link, NEW).status_code == 302


def test_who_is_signed_in_as_somebody_else_is_told_so(desk, larkhaven, mailoutbox):
    sent(desk)
    (link,) = links(mailoutbox[0])

    desk.post(link, NEW)

    assert "You are signed in as dana.whitlow@example.org" in desk.get(link).content.decode()
    assert not User.objects.filter(email=NOOR).exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"email": "noor"}, ["E-mail: Enter a valid email address."]),
        ({"place": ""}, ["For: Say which build or state the role is for."]),
        (
            {"role": "liaison", "place": "", "agency": ""},
            ["Agency: Say which agency the liaison speaks for."],
        ),
        (
            {"role": "liaison", "place": "", "agency": "Nowhere"},
            ["Agency: No agency in the directory is called so. Add it there first."],
        ),
        ({"until": "2001-01-01"}, ["Until: This day is over. Choose one to come, or none."]),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk, larkhaven, mailoutbox, asked, says):
    answer = sent(desk, **asked)

    assert (answer.status_code, errors(answer)) == (422, says)
    assert f'value="{asked.get("email", NOOR)}"' in answer.content.decode()
    assert (Invitation.objects.count(), mailoutbox) == (0, [])


WHOLE = "is for the whole program. Leave this empty, or choose a role for such a place"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        *(
            (
                {"role": role, "place": "state:MS"},
                f"For: The role “{role}” {WHOLE}: host, state lead.",
            )
            for role in ("coordinator", "viewer", "custodian", "administrator")
        ),
        ({"role": "coordinator"}, f"For: The role “coordinator” {WHOLE}: host, desk."),
        (
            {"role": "coordinator", "place": "", "agency": "Alder Police"},
            f"Agency: The role “coordinator” {WHOLE}: liaison.",
        ),
        (
            {"role": "state_lead"},
            "For: The role “state lead” is for a state."
            " Choose one of those, or a role for such a place: host, desk.",
        ),
        (
            {"role": "desk", "place": "state:MS"},
            "For: The role “desk” is for a build."
            " Choose one of those, or a role for such a place: host, state lead.",
        ),
        (
            {"role": "liaison", "agency": "Alder Police"},
            "For: The role “liaison” is for an agency."
            " Choose one of those, or a role for such a place: host, desk.",
        ),
        (
            {"role": "host", "agency": "Alder Police"},
            "Agency: The role “host” is for a build or a state."
            " Choose one of those, or a role for such a place: liaison.",
        ),
    ],
)
def test_what_a_role_is_not_for_is_never_dropped_in_silence(
    desk, larkhaven, mailoutbox, asked, says
):
    Organization.objects.create(program=larkhaven.program, key="alder-pd", name="Alder Police")
    allowed = sent(desk, email="a@example.org", role="state_lead", place="state:MS")
    assert told(allowed) == ["The letter to a@example.org is on its way."]

    answer = sent(desk, **asked)

    assert (answer.status_code, errors(answer)) == (422, [says])
    assert [one.email for one in Invitation.objects.all()] == ["a@example.org"]
    assert len(mailoutbox) == 1


def test_an_agency_is_found_by_its_name_or_asked_for_by_its_key(desk, larkhaven, mailoutbox):
    for key, city in [("alder-pd", "Alder"), ("alder-pd-2", "Elsewhere")]:
        Organization.objects.create(
            program=larkhaven.program, key=key, name="Alder Police", city=city
        )

    doubtful = sent(desk, role="liaison", place="", agency="alder police")
    sent(desk, role="liaison", place="", agency="alder-pd-2")

    assert errors(doubtful) == [
        "Agency: Which one? Write its key: Alder Police, Alder (alder-pd);"
        " Alder Police, Elsewhere (alder-pd-2)"
    ]
    assert Invitation.objects.get().place == "agency:alder-pd-2"


def test_nobody_is_invited_twice_to_the_same(desk, larkhaven, wes, mailoutbox):
    sent(desk)

    again = sent(desk, email="NOOR@example.org ")
    held = sent(desk, email=wes.user.email, role="host")

    assert errors(again) == [
        "noor@example.org is invited to this already, or holds this role for it."
    ]
    assert held.status_code == 422
    assert len(mailoutbox) == 1


def test_a_host_invites_desks_of_the_own_build_and_nobody_else(client, wes, larkhaven, mailoutbox):
    rows.build(larkhaven.program, "tern-harbor")
    client.force_login(wes.user)
    assert told(sent(client)) == ["The letter to noor@example.org is on its way."]

    elsewhere = sent(client, email="a@example.org", place="build:tern-harbor")
    more = sent(client, email="a@example.org", role="coordinator", place="")

    assert (elsewhere.status_code, more.status_code) == (422, 422)
    assert Invitation.objects.count() == 1


def test_a_host_does_not_see_the_invitations_of_others(client, wes, dana, larkhaven, mailoutbox):
    theirs = Client()
    theirs.force_login(dana.user)
    sent(theirs, email="a@example.org", role="coordinator", place="")
    sent(theirs)
    other, own = Invitation.objects.order_by("email")
    client.force_login(wes.user)

    page = client.get("/members/?show=invited").content.decode()

    assert ("noor@example.org" in page, "a@example.org" in page) == (True, False)
    assert client.post(f"/members/invitations/{other.pk}/withdraw/").status_code == 404
    assert client.post(f"/members/invitations/{own.pk}/withdraw/").status_code == 302


def test_a_build_that_is_gone_is_said_when_the_link_is_used(desk, larkhaven, mailoutbox):
    sent(desk)
    Build.objects.all().delete()

    answer = Client().post(links(mailoutbox[0])[0], NEW)

    assert answer.status_code == 422
    assert "There is no “build:larkhaven” in this program." in answer.content.decode()
    assert not User.objects.filter(email=NOOR).exists()
