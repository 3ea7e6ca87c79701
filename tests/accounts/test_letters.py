"""Letters leave by SMTP: a server of the tests' own takes them, or refuses them."""

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.test import Client

from muster.accounts.models import Invitation
from tests.accounts.conftest import told

FULL = "full@example.org"


class Postbox:
    """Takes every letter but those to a mailbox that is full."""

    def __init__(self) -> None:
        self.letters = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == FULL:
            return "452 4.2.2 The mailbox is full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield box
    server.stop()


def test_an_invitation_arrives_and_its_link_opens(desk, larkhaven, postbox):
    desk.post(
        "/members/", {"email": "noor@example.org", "role": "desk", "place": "build:larkhaven"}
    )

    ((sender, to, content),) = postbox.letters
    letter = message_from_bytes(content, policy=default)
    (link,) = re.findall(r"http://testserver(/\S+)", letter.get_content())
    assert (sender, to) == ("muster@localhost", ["noor@example.org"])
    assert letter["subject"] == "Dana Whitlow invites you to The larch program"
    assert Client().get(link).status_code == 200
    assert Invitation.objects.get().sent_at is not None


def test_a_letter_that_is_refused_keeps_the_invitation_and_says_so(desk, larkhaven, postbox):
    answer = desk.post(
        "/members/",
        {"email": FULL, "role": "desk", "place": "build:larkhaven"},
        follow=True,
    )

    assert told(answer) == [
        f"The letter to {FULL} could not be sent: the mail server did not take it. The invitation"
        " is kept; send it again in a few minutes."
    ]
    assert (Invitation.objects.get().sent_at, postbox.letters) == (None, [])
    assert "not sent" in answer.content.decode()


def test_a_link_to_sign_in_goes_out_at_once(client, dana, postbox):
    client.post("/accounts/login/code/", {"email": dana.user.email})

    ((_sender, to, content),) = postbox.letters
    letter = message_from_bytes(content, policy=default)
    assert (to, letter["subject"]) == ([dana.user.email], "Your link to sign in")
    assert "/accounts/login/code/confirm/?code=" in letter.get_content()


def test_an_address_cannot_add_lines_to_a_letter(desk, larkhaven, postbox):
    desk.post(
        "/members/",
        {"email": "noor@example.org\nBcc: a@example.org", "role": "desk",
         "place": "build:larkhaven"},
    )  # fmt: skip

    assert (Invitation.objects.count(), postbox.letters) == (0, [])


@pytest.mark.parametrize("mail", ["console", "smtp"])
def test_where_letters_are_printed_the_pages_say_so(client, dana, settings, mail):
    """Letters of a test are caught: only what the pages say of them is looked at."""
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{mail}.EmailBackend"
    pages = [client.get("/accounts/password/reset/done/").content.decode()]
    client.force_login(dana.user)
    pages.append(client.get("/members/").content.decode())

    assert ["printed in the terminal" in page for page in pages] == [mail == "console"] * 2
