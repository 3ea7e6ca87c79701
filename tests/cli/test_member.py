"""`muster member`: the first member of a program, and the last day of one."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from muster.accounts.models import MemberRole, User
from muster.core.models import AuditEvent
from tests import rows
from tests.people import PASSWORD, join

pytestmark = pytest.mark.django_db
INES = ("ines@example.org", "--program", "larch")


@pytest.fixture
def larch(db):
    return rows.program()


def members():
    listed = MemberRole.objects.values_list(
        "member__user__email", "member__program__key", "role", "member__ended_on"
    )
    return [
        (*row[:3], row[3] is None)
        for row in listed.order_by("member__user__email", "member__program__key", "role")
    ]


def test_the_first_member_signs_in_with_what_is_printed(muster, larch, client):
    said = muster("member", *INES, "--role", "coordinator", "--name", "Ines Vale")

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("ines@example.org is coordinator of The larch program.\nPassword  ")
    assert members() == [("ines@example.org", "larch", "coordinator", True)]
    assert client.login(email="ines@example.org", password=said.out.split("Password")[1].split()[0])
    assert str(User.objects.get()) == "Ines Vale"


def test_said_again_it_changes_nothing_and_shows_no_password(muster, larch):
    first = muster("member", *INES, "--role", "viewer", "--name", "Ines", "--format", "json").json
    again = muster("member", *INES, "--role", "viewer", "--format", "json").json

    roles = [{"role": "viewer", "for": None, "until": None}]
    told = {"email": "ines@example.org", "program": "larch", "roles": roles}
    assert len(first.pop("password")) == 19
    assert first == told | {"was": "new"}
    assert again == told | {"was": "there already", "password": None}
    assert [event.verb for event in AuditEvent.objects.all()] == ["gave roles"]


def test_another_role_takes_the_place_of_the_first(muster, larch):
    join(larch, name="Ines", role="viewer")

    said = muster("member", *INES, "--role", "coordinator")

    assert said.out == "ines@example.org is coordinator of The larch program.\n"
    assert members() == [("ines@example.org", "larch", "coordinator", True)]


def test_who_is_ended_sees_nothing_and_may_come_back(muster, larch, client):
    join(larch, name="Dana", email="dana@example.org")
    ines = join(larch, name="Ines")
    client.force_login(ines.user)
    assert client.get("/builds/").status_code == 200

    said = muster("member", *INES, "--end")

    assert said.out.startswith("ines@example.org is no member of The larch program any more.")
    assert members()[1:] == [("ines@example.org", "larch", "coordinator", False)]
    assert client.get("/builds/").status_code == 302  # signed out at once
    client.force_login(ines.user)
    assert client.get("/builds/").status_code == 403
    muster("member", *INES, "--role", "coordinator")
    assert client.get("/builds/").status_code == 200
    assert [(event.actor, event.verb, event.subject) for event in AuditEvent.objects.all()] == [
        ("muster member", "ended", f"member:{ines.pk}"),
        ("muster member", "gave roles", f"member:{ines.pk}"),
    ]


def test_who_works_for_another_program_keeps_account_and_name(muster, larch):
    join(rows.program("birch"), name="Ines")

    said = muster("member", *INES, "--role", "viewer", "--name", "Somebody")

    assert "Password" not in said.out
    assert str(User.objects.get()) == "Ines"
    assert [row[1:3] for row in members()] == [("birch", "coordinator"), ("larch", "viewer")]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ines@example.org", "--program", "oak", "--role", "viewer", "--name", "I"),
         "There is no program “oak”. Programs here: larch."),
        ((*INES, "--role", "viewer"), "Say the name: it stands under everything that they sign."),
        (("ines", "--program", "larch", "--role", "viewer", "--name", "I"),
         "“ines” is not an e-mail address."),
        ((*INES, "--end"), "ines@example.org is not a member of The larch program."),
    ],
    ids=["no program", "no name", "no address", "no member"],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(muster, larch, words, says):
    said = muster("member", *words)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(says)
    assert (members(), User.objects.count(), AuditEvent.objects.count()) == ([], 0, 0)


def test_a_closed_account_is_not_opened_so(muster, larch):
    user = User.objects.create_user("ines@example.org", name="Ines", is_active=False)

    said = muster("member", *INES, "--role", "viewer")

    assert said.err == "The account of ines@example.org is closed. Nothing was changed.\n"
    assert (said.code, user.memberships.count()) == (1, 0)


def test_somebody_may_hold_several_roles_and_the_next_word_says_all_of_them(muster, larch):
    muster("member", *INES, "--role", "coordinator", "--role", "custodian", "--name", "Ines")
    assert [row[2] for row in members()] == ["coordinator", "custodian"]
    muster("member", "dana@example.org", *INES[1:], "--role", "coordinator", "--name", "Dana")

    said = muster("member", *INES, "--role", "viewer", "--until", "2099-12-31")

    assert said.out == "ines@example.org is viewer until 2099-12-31 of The larch program.\n"
    assert [row[2] for row in members() if row[0] == INES[0]] == ["viewer"]


def test_a_state_lead_is_one_for_a_state(muster, larch):
    without = muster("member", *INES, "--role", "state_lead", "--name", "Ines")
    said = muster("member", *INES, "--role", "state_lead", "--state", "MS", "--name", "Ines")
    wrong = muster("member", *INES, "--role", "viewer", "--state", "MS")

    assert without.err == "Say what the role “state lead” is for. Nothing was changed.\n"
    assert said.out.startswith("ines@example.org is state lead for Mississippi of The larch")
    assert wrong.err == "--state goes with --role host or state_lead. Nothing was changed.\n"


def test_the_last_coordinator_stays(muster, larch):
    join(larch, name="Ines", email=INES[0])

    for words in (
        ("--end",),
        ("--role", "viewer"),
        ("--role", "coordinator", "--until", "2099-01-01"),
    ):
        said = muster("member", *INES, *words)
        assert (said.code, said.out) != (0, "")
    assert muster("member", *INES, "--end").err == (
        "Ines is the last coordinator of The larch program without an end. Give somebody else the"
        " role first. Nothing was changed.\n"
    )
    assert members() == [("ines@example.org", "larch", "coordinator", True)]


def test_a_lost_password_gives_way_to_a_new_one(muster, larch, client):
    join(larch, name="Ines", email=INES[0])

    told = muster("member", *INES, "--new-password", "--format", "json").json

    assert (told["was"], [role["role"] for role in told["roles"]]) == (
        "new password",
        ["coordinator"],
    )
    assert not client.login(email=INES[0], password=PASSWORD)
    assert client.login(email=INES[0], password=told["password"])


def test_who_lost_everything_sets_up_a_second_factor_anew(muster, larch, client):
    ines = join(larch, name="Ines", email=INES[0])
    totp.TOTP.activate(ines.user, totp.generate_totp_secret())
    client.force_login(ines.user)

    said = muster("member", *INES, "--without-second-factor")

    assert said.out == "ines@example.org signs in without a second factor, and sets up a new one.\n"
    assert not Authenticator.objects.exists()
    assert client.get("/builds/").status_code == 302
    assert [event.verb for event in AuditEvent.objects.all()] == ["took a second factor away"]


def test_a_desk_is_given_at_a_build_until_a_day(muster, larch):
    build = rows.build(larch)

    said = muster(
        "member", *INES, "--role", "desk", "--build", build.key, "--until", "2099-06-12",
        "--name", "Ines", "--format", "json",
    )  # fmt: skip
    nowhere = muster("member", *INES, "--role", "desk", "--build", "nowhere")

    assert said.json["roles"] == [{"role": "desk", "for": "build:larkhaven", "until": "2099-06-12"}]
    assert nowhere.err.startswith("There is no build “nowhere” in The larch program.")


def test_a_liaison_is_given_an_agency_by_its_name(muster, larch):
    rows.organization(larch, "Alder Police")

    said = muster("member", *INES, "--role", "liaison", "--agency", "alder pol", "--name", "Ines")

    assert said.out.startswith("ines@example.org is liaison for Alder Police of The larch")
