"""What is done on the desk, as its buttons do it: once, by who may, and said in words."""

import pytest
from django.test import Client
from django.urls import reverse

from muster.core.models import AuditEvent
from muster.reports import sign
from muster.reports.checks import check_build
from muster.reports.models import Override, Passage, PublicAddress, Report
from tests import rows
from tests.people import join
from tests.reports import beginnings

DESK = "/builds/larkhaven/report/"
BEGINS = {
    "published": beginnings.published,
    "reviewed": beginnings.reviewed,
    "frozen": beginnings.frozen,
}


def at(name, *more):
    return reverse(name, args=["larkhaven", *more])


def state():
    return Report.objects.get().state


@pytest.fixture
def frozen(beginning):
    assert state() == "draft"
    return beginning.versions[0]


@pytest.fixture
def reviewed(beginning):
    assert state() == "reviewed"
    return beginning.versions[0]


@pytest.fixture
def published(beginning):
    assert state() == "published"
    return beginning.versions[0]


@pytest.fixture
def flag(full):
    """A red flag that may stand."""
    full.quotes.update(permission="not_recorded")
    (found,) = check_build(full, today=rows.TODAY).open
    return found.fingerprint


def test_from_the_rows_to_the_public_in_three_posts(full, desk):
    frozen = desk.post(at("freeze"), follow=True)
    assert "Version 1 is frozen. Read it, then sign it as reviewed." in frozen.content.decode()
    read = {"read": Report.objects.get().hash}
    desk.post(at("review", 1), read)
    assert state() == "reviewed"

    answer = desk.post(at("publish", 1), read | {"listed": "yes"}, follow=True)

    assert "Version 1 is published." in answer.content.decode()
    assert (state(), PublicAddress.objects.get().slug) == ("published", "larkhaven")
    assert [event.verb for event in AuditEvent.objects.all()] == ["froze", "signed", "published"]


def test_published_by_its_address_only(reviewed, desk):
    desk.post(at("publish", 1), {"listed": "no"})

    address = PublicAddress.objects.get()
    assert (address.listed, len(address.slug)) == (False, 20)


@pytest.mark.parametrize("listed", ["", "perhaps"])
def test_who_can_find_it_is_said_before_it_is_published(reviewed, desk, listed):
    answer = desk.post(at("publish", 1), {"listed": listed})

    assert (answer.status_code, state()) == (422, "reviewed")
    assert '<details class="act" open>' in answer.content.decode()


def test_each_act_sent_twice_is_done_once(full, desk, dana):
    for _time in range(2):
        desk.post(at("freeze"))
    for _time in range(2):
        desk.post(at("review", 1))
    for _time in range(2):
        desk.post(at("publish", 1), {"listed": "yes"})
    for _time in range(2):
        desk.post(at("freeze"))
    for _time in range(2):
        desk.post(at("withdraw-version", 1), {"reason": "It was wrong."})

    assert [event.verb for event in AuditEvent.objects.all()] == [
        "froze", "signed", "published", "withdrew",
    ]  # fmt: skip


def test_what_blocks_is_said_with_the_way_to_it(frozen, desk, flag):
    answer = desk.post(at("review", 1), {"read": frozen.hash})

    html = answer.content.decode()
    assert (answer.status_code, state()) == (422, "draft")
    assert "This was not done. Nothing was changed." in html
    assert f'<a href="#check-{flag}">Quote</a>' in html


def test_what_changed_since_is_said(frozen, desk, full):
    rows.outcome(full)

    answer = desk.post(at("review", 1), {"read": frozen.hash})

    assert (answer.status_code, state()) == (422, "draft")
    assert "Freeze the report again and read what changed." in answer.content.decode()


def test_another_draft_than_the_one_that_was_read_is_not_signed(frozen, desk, full, dana):
    rows.outcome(full)
    sign.freeze(full, by=dana, now=rows.NOW)

    answer = desk.post(at("review", 1), {"read": frozen.hash})

    assert (answer.status_code, state()) == (422, "draft")


def test_what_was_not_reviewed_is_not_published(frozen, desk):
    answer = desk.post(at("publish", 1), {"listed": "yes", "read": frozen.hash})

    assert (answer.status_code, state()) == (422, "draft")
    assert "A version is published after somebody has reviewed it." in answer.content.decode()


def test_a_version_is_withdrawn_with_a_reason(published, desk):
    refused = desk.post(at("withdraw-version", 1), {"reason": " "})
    assert (refused.status_code, state()) == (422, "published")

    answer = desk.post(at("withdraw-version", 1), {"reason": "It was wrong."}, follow=True)

    assert state() == "withdrawn"
    assert "It stays readable, and says so." in answer.content.decode()
    assert AuditEvent.objects.get(verb="withdrew").reason.endswith("It was wrong.")


def test_what_was_not_kept_is_said_at_the_top_with_the_way_to_it(published, desk):
    assert "Not kept yet" not in desk.get(DESK).content.decode()

    answer = desk.post(at("withdraw-version", 1), {"reason": " "})

    top = answer.content.decode().partition("<h1>")[0]
    assert "Not kept yet. What you wrote is still here." in top
    assert '<a href="#withdraw-1-reason">Why is it withdrawn?: ' in top


def test_a_reason_that_is_too_long_stands_there_again(published, desk):
    long = "Because it was wrong. " * 20

    answer = desk.post(at("withdraw-version", 1), {"reason": long})

    assert (answer.status_code, state()) == (422, "published")
    assert long.strip() in answer.content.decode()


def test_a_report_moves_off_the_list_and_back(published, desk):
    desk.post(at("list-or-unlist"), {"listed": "no"})
    unlisted = PublicAddress.objects.get()
    desk.post(at("list-or-unlist"), {"listed": "no"})
    assert (unlisted.listed, PublicAddress.objects.get().slug) == (False, unlisted.slug)

    desk.post(at("list-or-unlist"), {"listed": "yes"})

    assert PublicAddress.objects.get().slug == "larkhaven"


def test_a_flag_is_let_stand_and_taken_back(full, desk, flag):
    answer = desk.post(at("let-stand", flag), {"reason": "She told me so."}, follow=True)
    assert answer.redirect_chain == [(f"{DESK}#checks", 302)]
    assert "1 check was overridden" in " ".join(answer.content.decode().split())

    for _time in range(2):
        desk.post(at("take-back", flag))

    assert Override.objects.count() == 0
    assert [event.verb for event in AuditEvent.objects.all()] == ["overrode", "took back"]


def test_a_second_reason_from_an_older_page_is_refused_and_told_why(full, desk, flag):
    desk.post(at("let-stand", flag), {"reason": "She told me so."})

    answer = desk.post(at("let-stand", flag), {"reason": "It is short."})

    assert (answer.status_code, Override.objects.get().reason) == (422, "She told me so.")
    html = answer.content.decode()
    assert "It stands already, with the reason of Dana Whitlow: “She told me so.”." in html


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_no_flag_stands(full, desk, flag, reason):
    answer = desk.post(at("let-stand", flag), {"reason": reason})

    assert (answer.status_code, Override.objects.count()) == (422, 0)
    assert '<details class="override" open>' in answer.content.decode()


def test_a_typed_count_cannot_be_let_stand(full, desk):
    Passage.objects.create(build=full, kind="summary", position=1, text="All 67 came.")
    (found,) = check_build(full, today=rows.TODAY).open

    answer = desk.post(at("let-stand", found.fingerprint), {"reason": "We counted."})

    assert (answer.status_code, Override.objects.count()) == (422, 0)
    assert "This cannot be overridden" in answer.content.decode()


def test_a_flag_that_is_gone_is_said_to_be(full, desk):
    answer = desk.post(at("let-stand", "0123456789abcdef"), {"reason": "So."})

    assert answer.status_code == 422
    assert "This flag is not there any more" in answer.content.decode()


ACTS = [
    ("freeze",),
    ("list-or-unlist",),
    ("review", 1),
    ("publish", 1),
    ("withdraw-version", 1),
    ("let-stand", "0123456789abcdef"),
    ("take-back", "0123456789abcdef"),
]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act[0])
def test_looking_at_an_act_changes_nothing(published, desk, act):
    before = (state(), PublicAddress.objects.get().slug, AuditEvent.objects.count())

    for method in (desk.get, desk.head):
        answer = method(at(*act))
        assert (answer.status_code, answer["Location"]) == (302, DESK)

    assert (state(), PublicAddress.objects.get().slug, AuditEvent.objects.count()) == before


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act[0])
def test_who_may_not_does_not(published, client, vera, dana, act):
    sent = {"listed": "yes", "reason": "So."}
    before = AuditEvent.objects.count()

    assert client.post(at(*act), sent).status_code == 302  # to sign in
    client.force_login(vera.user)
    assert client.post(at(*act), sent).status_code == 403
    client.force_login(join(rows.program("other"), name="Otto Reed").user)
    assert client.post(at(*act), sent).status_code == 404
    assert AuditEvent.objects.count() == before

    client.force_login(dana.user)
    assert client.post(at(*act), sent).status_code in (302, 422)


def test_the_version_of_another_build_is_not_found(published, desk, full, dana):
    other = rows.build(full.program, "dovemere")
    theirs = sign.freeze(other, by=dana, now=rows.NOW)
    sign.freeze(other, by=dana, now=rows.NOW)
    assert theirs.version == 1

    assert desk.post(at("withdraw-version", 2), {"reason": "So."}).status_code == 404


def test_a_post_without_its_token_is_refused(published, dana):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(dana.user)

    assert strict.post(at("withdraw-version", 1), {"reason": "So."}).status_code == 403
    assert state() == "published"
