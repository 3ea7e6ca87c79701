"""`muster report`: the published figures of 2020, from the rows, in every kind of file."""

import json

import pytest

from muster.reports.sign import freeze
from muster.reports.snapshot import hash_of
from tests.conftest import LOADED_AT

pytestmark = pytest.mark.django_db
NO_INTERVAL = (None, None)
PUBLISHED = {
    "response_rate": (50, 67, 67, 75, *NO_INTERVAL),
    "next_steps": (46, 50, 67, 92, 81.2, 96.8),
    "presenters": (50, 50, 67, 100, 92.9, 100.0),
    "good_use": (50, 50, 67, 100, 92.9, 100.0),
    "recommend": (49, 50, 67, 98, 89.5, 99.6),
    "survivor": (49, 50, 67, 98, 89.5, 99.6),
}
SHOWN = {"shown", "not_measured", "no_result"}


def test_json_is_one_object_with_the_figures_of_2020(muster, gulfport):
    said = muster("report", "ms-gulfport-2020", "--format", "json")

    report = said.json
    told = ("k", "n", "N", "percent", "low", "high")
    assert (said.code, said.err) == (0, "")
    assert report["build"]["key"] == "ms-gulfport-2020"
    assert report["participants"] == 67
    assert {
        figure["key"]: tuple(figure[name] for name in told) for figure in report["figures"]
    } == (PUBLISHED)
    assert len({goal["code"] for goal in report["goals"]}) == 13
    assert {goal["status"] for goal in report["goals"]} <= SHOWN
    assert all("sentences" in goal for goal in report["goals"])
    assert report["quotes"]
    assert report["hash"] == hash_of(report)


def test_the_same_rows_give_the_same_bytes(muster, gulfport):
    first = muster("report", "ms-gulfport-2020", "--format", "json")
    second = muster("report", "ms-gulfport-2020", "--format", "json")

    assert first.out == second.out


@pytest.mark.parametrize(
    ("kind", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04"), ("html", b"<!doctype html>")]
)
def test_a_file_is_written_where_it_is_told(muster, gulfport, tmp_path, kind, begins):
    path = tmp_path / f"report.{kind}"

    said = muster("report", "ms-gulfport-2020", "--format", kind, "--out", path)

    content = path.read_bytes()
    start = content.lstrip()[: len(begins)]
    assert (said.code, said.err) == (0, "")
    assert said.out == f"ms-gulfport-2020: {path}, {len(content)} bytes.\n"
    assert start.lower() == begins.lower()


def test_text_can_be_read_on_the_screen(muster, gulfport):
    said = muster("report", "ms-gulfport-2020", "--format", "text")

    assert (said.code, said.err) == (0, "")
    assert "46 of 50" in said.out
    assert "Gulfport, Mississippi" in said.out


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_is_not_for_the_screen_is_not_thrown_at_it(muster, gulfport, kind):
    said = muster("report", "ms-gulfport-2020", "--format", kind)

    assert (said.code, said.out) == (1, "")
    assert said.err == f"A {kind} is not for the screen; say where it goes with --out FILE.\n"


def test_a_version_that_was_frozen_is_printed_as_it_was(muster, gulfport, coordinator):
    frozen = freeze(gulfport, by=coordinator, now=LOADED_AT)
    gulfport.city = "Elsewhere"
    gulfport.save()

    version = muster("report", "ms-gulfport-2020", "--format", "json", "--version", "1").json
    draft = muster("report", "ms-gulfport-2020", "--format", "json").json

    assert version == json.loads(frozen.snapshot)
    assert version["build"]["city"] == "Gulfport"
    assert draft["build"]["city"] == "Elsewhere"


@pytest.mark.parametrize("number", [0, 3])
def test_a_version_that_is_not_there_is_said(muster, gulfport, number):
    said = muster("report", "ms-gulfport-2020", "--version", number)

    assert (said.code, said.out) == (1, "")
    assert said.err == f"ms-gulfport-2020 has no version {number}. Nothing has been frozen yet.\n"


def test_a_file_that_cannot_be_written_is_said(muster, gulfport, tmp_path):
    path = tmp_path / "no such folder" / "report.json"

    said = muster("report", "ms-gulfport-2020", "--format", "json", "--out", path)

    assert (said.code, said.out) == (1, "")
    assert said.err == f"{path} was not written: No such file or directory.\n"
