"""Previews: what the report would look like, for those who write it and nobody else."""

import json
import re

import pytest

from muster.core.models import AuditEvent
from muster.reports import sign
from muster.reports.files import KINDS
from muster.reports.models import Report
from muster.reports.snapshot import snapshot_of
from tests import rows
from tests.people import join

DESK = "/builds/larkhaven/report/"
ADDRESSES = [
    f"{DESK}preview/",
    f"{DESK}preview.pdf",
    f"{DESK}v/1/",
    f"{DESK}v/1/report.txt",
]


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def frozen(full, dana):
    return sign.freeze(full, by=dana, now=rows.NOW)


def test_the_preview_is_the_public_page_and_says_that_it_is_a_draft(full, desk):
    answer = desk.get(f"{DESK}preview/")

    assert answer.status_code == 200
    assert "Larkhaven, Mississippi" in text(answer)
    assert "Draft Nobody has signed this report yet." in text(answer)
    assert f'<a href="{DESK}">Back to the report desk</a>' in answer.content.decode()


def test_it_shows_what_the_rows_say_now(frozen, full, desk):
    rows.outcome(full, lead="Sandbar Coach Lines", text="trained its dispatchers.")

    assert "Sandbar Coach Lines" in text(desk.get(f"{DESK}preview/"))
    assert "Sandbar Coach Lines" not in text(desk.get(f"{DESK}v/1/"))


def test_a_frozen_version_is_read_as_it_was_frozen_before_it_is_signed(frozen, desk):
    answer = desk.get(f"{DESK}v/1/")

    assert "This is version 1 as it was frozen." in text(answer)
    assert "waits for its sign-off" in text(answer)
    assert frozen.hash in text(answer).replace(" ", "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_can_be_previewed(full, frozen, desk, kind):
    draft = desk.get(f"{DESK}preview.{kind}")
    version = desk.get(f"{DESK}v/1/report.{kind}")

    names = [re.search('filename="(.*)"', a["Content-Disposition"])[1] for a in (draft, version)]
    assert names == [f"report-larkhaven-draft.{kind}", f"report-larkhaven-v1.{kind}"]
    assert draft.content


def test_the_pdf_opens_in_the_browser(full, desk):
    answer = desk.get(f"{DESK}preview.pdf")

    assert answer["Content-Disposition"].startswith("inline")
    assert answer.content[:5] == b"%PDF-"


def test_the_json_of_the_draft_is_what_the_rows_say(full, desk):
    assert json.loads(desk.get(f"{DESK}preview.json").content) == snapshot_of(full)


def test_no_cache_keeps_a_draft(full, frozen, desk):
    assert {desk.get(address)["Cache-Control"] for address in ADDRESSES} == {"private, no-store"}


def test_a_preview_speaks_the_language_that_is_asked_for(full, desk):
    answer = desk.get(f"{DESK}preview/?lang=es")

    assert answer["Content-Language"] == "es"
    assert f'href="{DESK}preview.pdf?lang=es"' in answer.content.decode()


@pytest.mark.parametrize("address", [f"{DESK}v/2/", f"{DESK}preview.exe", f"{DESK}v/1/report.exe"])
def test_what_does_not_exist_is_not_found(frozen, desk, address):
    assert desk.get(address).status_code == 404


def test_a_preview_changes_nothing(full, frozen, desk):
    before = (Report.objects.count(), AuditEvent.objects.count())

    for address in ADDRESSES:
        desk.get(address)

    assert (Report.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_those_who_write_it_may_look(full, frozen, client, dana, vera, address):
    client.force_login(dana.user)
    assert client.get(address).status_code == 200

    client.force_login(vera.user)
    assert client.get(address).status_code == 403
    client.force_login(join(rows.program("other"), name="Otto Reed").user)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
