"""The second factor: at the door, in one's own hands, and asked of who runs the program."""

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from muster.accounts.factors import Need, factors_of, need_of, needed_from
from muster.core.models import AuditEvent
from tests import rows
from tests.accounts.conftest import errors, told
from tests.people import PASSWORD, join

LOGIN, SECOND = "/accounts/login/", "/accounts/login/second-factor/"
APP = "/accounts/second-factor/app/"
DAY = date(2026, 6, 1)


def give_app(member) -> str:
    """An app, and its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(member.user, secret)
    return secret


def shown_by(secret: str) -> str:
    """The six digits that an app shows now."""
    return totp.format_hotp_value(
        totp.hotp_value(secret, totp.yield_hotp_counters_from_time().__next__())
    )


def sign_in(client, member):
    return client.post(LOGIN, {"login": member.user.email, "password": PASSWORD}, follow=True)


def test_a_password_alone_does_not_pass_a_door_with_two_locks(client, dana):
    secret = give_app(dana)

    asked = sign_in(client, dana)
    assert asked.redirect_chain == [(SECOND, 302)]
    assert client.get("/").status_code == 302
    answer = client.post(SECOND, {"code": shown_by(secret)}, follow=True)

    assert answer.wsgi_request.member == dana


def test_since_when_somebody_has_one_is_a_day_of_the_program(dana):
    """Eleven at night in Chicago is the next day in Greenwich."""
    give_app(dana)
    Authenticator.objects.update(created_at=rows.NOW.replace(day=27, hour=4))

    told = factors_of([dana.user_id], dana.program)[dana.user_id]

    assert (dana.program.time_zone, told.since) == ("America/Chicago", date(2026, 5, 26))


def test_nor_does_a_link_by_mail(client, dana, mailoutbox):
    give_app(dana)
    client.post("/accounts/login/code/", {"email": dana.user.email})
    code = re.findall(r"^([A-Z0-9-]{6,9})$", mailoutbox[0].body, re.MULTILINE)[0]

    answer = client.post("/accounts/login/code/confirm/", {"code": code})

    assert answer["Location"] == SECOND


def test_a_code_that_does_not_fit_is_said(client, dana):
    give_app(dana)
    sign_in(client, dana)

    answer = client.post(SECOND, {"code": "000000"})

    assert errors(answer) == [
        "Code from your app, or a recovery code: This code does not fit. Codes of an app change"
        " every thirty seconds; a recovery code works once."
    ]


def test_a_recovery_code_opens_once(client, dana):
    give_app(dana)
    code = RecoveryCodes.activate(dana.user).get_unused_codes()[0]

    sign_in(client, dana)
    assert client.post(SECOND, {"code": code}, follow=True).wsgi_request.member == dana
    again = Client()
    sign_in(again, dana)

    assert again.post(SECOND, {"code": code}).status_code == 200


def test_what_is_shared_with_an_app_lies_enciphered(dana):
    secret = give_app(dana)

    (row,) = Authenticator.objects.all()

    assert secret not in str(row.data)
    assert totp.TOTP(row).validate_code(shown_by(secret))


def test_setting_up_an_app_asks_once_more_who_it_is_and_gives_recovery_codes(client, dana):
    client.force_login(dana.user)
    assert client.get(APP)["Location"].startswith("/accounts/reauthenticate/?next=")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": APP})

    page = client.get(APP)
    secret = re.findall(r'<code class="d-raw">(\w+)</code>', page.content.decode())[0]
    done = client.post(APP, {"code": shown_by(secret)}, follow=True)

    assert done.redirect_chain == [("/accounts/second-factor/codes/", 302)]
    assert len(re.findall(r"<li><code>\w{8}</code></li>", done.content.decode())) == 10


@pytest.mark.django_db(transaction=True)
def test_who_has_no_password_sets_one_up_and_is_led_to_the_recovery_codes(client, dana):
    dana.user.set_unusable_password()
    dana.user.save()
    client.force_login(dana.user)
    page = client.get(APP)

    code = shown_by(page.context["form"].secret)
    done = client.post(APP, {"code": code}, follow=True)

    assert done.redirect_chain == [("/accounts/second-factor/codes/", 302)]
    assert done.status_code == 200


def test_removing_the_app_asks_once_more_too(client, dana):
    secret = give_app(dana)
    client.force_login(dana.user)

    answer = client.post(f"{APP}remove/")
    assert "reauthenticate" in answer["Location"] or "again" in answer["Location"]
    assert Authenticator.objects.count() == 1

    client.post(
        "/accounts/second-factor/again/", {"code": shown_by(secret), "next": f"{APP}remove/"}
    )
    client.post(f"{APP}remove/")
    assert Authenticator.objects.count() == 0


# Who is asked, and from when on.


@pytest.mark.parametrize(
    ("of_program", "everywhere", "sample", "day"),
    [
        (None, "", False, None),
        (DAY, "", False, DAY),
        (None, "2026-05-01", False, date(2026, 5, 1)),
        (DAY, "2026-05-01", False, date(2026, 5, 1)),
        (DAY, "2026-07-01", False, DAY),
        (DAY, "off", False, None),
        (DAY, "2026-05-01", True, None),
    ],
)
def test_the_day_is_the_earlier_of_what_the_program_and_the_installation_say(
    db, of_program, everywhere, sample, day
):
    program = rows.program(second_factor_from=of_program, sample=sample)

    assert needed_from(program, everywhere) == day


@pytest.mark.parametrize(
    ("role", "has_one", "today", "need"),
    [
        ("coordinator", False, DAY - timedelta(days=1), Need.SOON),
        ("coordinator", False, DAY, Need.NOW),
        ("administrator", False, DAY, Need.NOW),
        ("coordinator", True, DAY, Need.NO),
        ("host", False, DAY, Need.NO),
        ("viewer", False, DAY, Need.NO),
    ],
)
def test_who_runs_the_program_needs_one_from_that_day_on(db, role, has_one, today, need):
    member = join(rows.program(second_factor_from=DAY), name="Member", role=role)

    assert need_of(member, has_one=has_one, everywhere="", today=today) is need


def test_until_then_one_reads_and_does_not_export(desk, dana, larkhaven):
    assert desk.get("/builds/larkhaven/room.csv").status_code == 200
    ask_from(dana, rows.day_here() + timedelta(days=10))

    assert desk.get("/builds/larkhaven/room/").status_code == 200
    refused = desk.get("/builds/larkhaven/room.csv", follow=True)

    assert refused.redirect_chain == [("/accounts/second-factor/", 302)]
    assert told(refused) == [
        "This needs a second factor: an app or a passkey, beside your password. Set one up here,"
        " and then do it again. Nothing was changed."
    ]
    give_app(dana)
    assert desk.get("/builds/larkhaven/room.csv").status_code == 200


def test_after_it_one_is_led_to_set_it_up_and_everything_opens_again(desk, dana, larkhaven):
    ask_from(dana, rows.day_here() - timedelta(days=2))

    for page in ("/", "/builds/larkhaven/", "/members/"):
        assert desk.get(page)["Location"] == "/accounts/second-factor/"
    assert desk.get("/accounts/second-factor/").status_code == 200
    assert desk.get("/account/").status_code == 200
    give_app(dana)

    assert desk.get("/builds/larkhaven/").status_code == 200


def test_a_host_is_not_asked(client, wes):
    ask_from(wes, rows.day_here() - timedelta(days=2))
    client.force_login(wes.user)

    assert client.get("/builds/larkhaven/").status_code == 200


def test_the_door_of_a_program_of_invented_data_stays_open(client, db, settings):
    settings.SECOND_FACTOR = "2020-01-01"
    real, invented = rows.program(), rows.program("birch", sample=True)
    answers = []
    for program in (real, invented):
        client.force_login(join(program, name=program.key).user)
        answers.append(client.get("/members/").status_code)

    assert answers == [302, 200]


def ask_from(member, day: date) -> None:
    member.program.second_factor_from = day
    member.program.save()


def test_the_day_is_set_on_the_page_and_written_down(desk, dana):
    desk.post("/members/second-factor/", {"day": "2099-06-01"})

    dana.program.refresh_from_db()
    assert dana.program.second_factor_from == date(2099, 6, 1)
    (act,) = AuditEvent.objects.all()
    assert (act.verb, act.subject) == ("set the day of the second factor", "program:larch")
    page = desk.get("/members/").content.decode()
    assert "One member must add a second factor by June 1, 2099" in page
    assert "needed from June 1, 2099" in page


def test_who_has_none_is_reminded_and_nobody_else(desk, dana, priya, wes, mailoutbox):
    ask_from(dana, date(2099, 6, 1))
    give_app(dana)

    answer = desk.post("/members/second-factor/remind/", follow=True)

    assert told(answer) == ["One letter is on its way."]
    assert [letter.to for letter in mailoutbox] == [["priya.nandakumar@example.org"]]
    assert "http://testserver/accounts/second-factor/" in mailoutbox[0].body


def test_only_where_one_is_asked_for_is_it_one_question_more(desk, dana, wes):
    def asked(client) -> int:
        with CaptureQueriesContext(connection) as questions:
            assert client.get("/builds/").status_code == 200
        return len(questions)

    host = Client()
    host.force_login(wes.user)
    before = asked(desk), asked(host)

    ask_from(dana, date(2099, 6, 1))

    assert (asked(desk), asked(host)) == (before[0] + 1, before[1])
