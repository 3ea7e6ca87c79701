"""The way in by a letter: its link opens where it was asked for, once, for fifteen minutes."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import time_machine
from django.test import Client
from django.utils import timezone

from tests.accounts.conftest import errors, links, told

ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"
DANA = "dana.whitlow@example.org"


def code_in(letter) -> str:
    return re.findall(r"^([A-Z0-9-]{6,9})$", letter.body, re.MULTILINE)[0]


def test_the_link_fills_in_the_code_and_one_press_signs_in(client, dana, mailoutbox):
    asked = client.post(ASK, {"email": DANA}, follow=True)
    assert asked.redirect_chain == [(CONFIRM, 302)]
    (letter,) = mailoutbox
    (link,) = links(letter)

    page = client.get(link).content.decode()
    code = re.findall(r'name="code" value="([^"]+)"', page)[0]
    answer = client.post(CONFIRM, {"code": code}, follow=True)

    assert (letter.subject, letter.to, code) == ("Your link to sign in", [DANA], code_in(letter))
    assert answer.redirect_chain == [("/", 302)]
    assert answer.wsgi_request.member == dana


def test_following_the_link_alone_signs_nobody_in(client, dana, mailoutbox):
    client.post(ASK, {"email": DANA})

    client.get(links(mailoutbox[0])[0])

    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_in_another_browser_the_link_opens_nothing(client, dana, mailoutbox):
    client.post(ASK, {"email": DANA})

    answer = Client().get(links(mailoutbox[0])[0])

    assert (answer.status_code, answer["Location"]) == (302, ASK)


def test_the_page_that_was_asked_for_opens_behind_it(client, dana, mailoutbox):
    client.post(ASK, {"email": DANA, "next": "/builds/?state=MS"})
    (link,) = links(mailoutbox[0])
    page = client.get(link).content.decode()
    on = re.findall(r'name="next" value="([^"]+)"', page)[0]

    answer = client.post(CONFIRM, {"code": code_in(mailoutbox[0]), "next": on})

    assert answer["Location"] == "/builds/?state=MS"


def test_after_fifteen_minutes_it_opens_nothing(client, dana, mailoutbox):
    client.post(ASK, {"email": DANA})

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert client.get("/").status_code == 302


def test_a_code_that_does_not_fit_is_said_and_three_are_enough(client, dana, mailoutbox):
    client.post(ASK, {"email": DANA})

    first = client.post(CONFIRM, {"code": "WRONG1"})
    client.post(CONFIRM, {"code": "WRONG2"})
    client.post(CONFIRM, {"code": "WRONG3"})
    late = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert errors(first) == [
        "Code from the letter: This code does not fit. Look at the letter again, or ask for a new"
        " one."
    ]
    assert late.status_code == 302
    assert client.get("/").status_code == 302


def test_a_stranger_is_told_the_same_and_sent_nothing(dana, mailoutbox):
    pages = [
        Client().post(ASK, {"email": email}, follow=True) for email in (DANA, "nobody@example.org")
    ]

    assert [page.redirect_chain for page in pages] == [[(CONFIRM, 302)]] * 2
    said = [re.findall(r'<p class="lede">(.*?)</p>', page.content.decode())[0] for page in pages]
    assert said[0].replace(DANA, "") == said[1].replace("nobody@example.org", "")
    assert [letter.to for letter in mailoutbox] == [[DANA]]


def test_a_slip_in_the_address_is_mended_in_the_same_browser(client, dana, mailoutbox):
    slip = client.post(ASK, {"email": "dana@example.orgg"}, follow=True)
    (way_out,) = re.findall(r'name="next" value="([^"]+)"', slip.content.decode())

    again = client.post("/accounts/logout/", {"next": way_out})
    assert (again["Location"], client.get(ASK).status_code) == (ASK, 200)
    client.post(ASK, {"email": DANA})
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert client.get("/").status_code == 200


def test_a_closed_account_gets_no_letter(client, dana, mailoutbox):
    dana.user.is_active = False
    dana.user.save()

    client.post(ASK, {"email": DANA})

    assert mailoutbox == []


def test_another_letter_may_be_asked_for_and_the_first_code_is_over(client, dana, mailoutbox):
    client.post(ASK, {"email": DANA})

    client.post(CONFIRM, {"action": "resend"})
    old, new = map(code_in, mailoutbox)
    assert client.post(CONFIRM, {"code": old}).status_code == 200
    client.post(CONFIRM, {"code": new})

    assert client.get("/").status_code == 200


def test_a_mail_server_that_is_away_breaks_nothing(client, dana, monkeypatch, caplog):
    def away(*_letter, **_more):
        raise SMTPServerDisconnected(f"Connection unexpectedly closed after {DANA}")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)

    answer = client.post(ASK, {"email": DANA}, follow=True)

    assert told(answer) == [
        "The letter could not be sent: the mail server did not take it. Try again in a few minutes."
    ]
    (logged,) = [line for line in caplog.records if line.name == "muster.mail"]
    assert logged.getMessage().splitlines()[-1] == "smtplib.SMTPServerDisconnected"
    assert DANA not in caplog.text


def test_letters_are_not_sent_without_end(dana, mailoutbox):
    answers = [Client().post(ASK, {"email": DANA}) for _ask in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert len(mailoutbox) == 3
