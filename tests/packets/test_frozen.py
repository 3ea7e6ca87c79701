"""Frozen reports travel with their packet, to the last byte, and nothing takes them back."""

import json
from hashlib import sha256

import pytest

from muster.followup.models import Outcome
from muster.packets.errors import TakesBack
from muster.packets.export import export_packet
from muster.reports.models import Report, SignOff, Tombstone
from muster.surveys.models import Quote
from tests.conftest import packet
from tests.packets.papers import (
    HASH,
    REPORTS,
    ROWS,
    SNAPSHOT,
    changed,
    frozen,
    load,
    published,
    refused,
    rows_with,
    small,
    turned_away,
)

pytestmark = pytest.mark.django_db
OTHER_HASH, OTHER = frozen("Another day.")


def canonical(content):
    """Written down here again, so that the format is checked and not the function."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_a_published_report_comes_in_with_its_signature_and_goes_out_again():
    build = load(published()).build

    report = Report.objects.get(build=build)
    assert (report.version, report.state, report.hash) == (1, "published", HASH)
    assert report.snapshot.encode() == SNAPSHOT
    assert SignOff.objects.get(report=report).by == "Dana Whitlow"
    assert export_packet(build) == published()


@pytest.mark.parametrize("name", ["ms-gulfport-2020", "sample-2026"])
def test_the_shipped_reports_have_the_hashes_that_anybody_can_compute(name):
    files = packet(name)
    snapshots = [content for file, content in files.items() if file.startswith("reports/")]

    for content in snapshots:
        report = json.loads(content)
        said = report.pop("hash")
        assert sha256(canonical(report)).hexdigest() == said
        assert canonical({**report, "hash": said}) == content
        assert said in files["reports.csv"].decode()


def with_snapshot(content, **cells):
    return {**published(reports=rows_with("reports", 1, **cells)), "reports/001.json": content}


RIGHT = json.loads(SNAPSHOT)
CANONICAL = "it is not canonical JSON: sorted keys, no spaces, every letter as itself."


@pytest.mark.parametrize(
    ("content", "cells", "says"),
    [
        (
            canonical({**RIGHT, "mission": "A night at the harbor."}),
            {},
            "hash: the snapshot was changed after it was frozen: its SHA-256 is ",
        ),
        (
            canonical({**RIGHT, "hash": OTHER_HASH}),
            {},
            "hash: the snapshot names another hash than its row.",
        ),
        (SNAPSHOT, {"hash": OTHER_HASH}, "hash: the snapshot names another hash than its row."),
        (
            canonical({key: RIGHT[key] for key in ("format", "mission")}),
            {},
            "hash: the snapshot names another hash than its row.",
        ),
        (json.dumps(RIGHT).encode(), {}, f"snapshot: {CANONICAL}"),
        (SNAPSHOT + b"\n", {}, f"snapshot: {CANONICAL}"),
        (
            SNAPSHOT.replace(b'{"adoptions"', b'{"adoptions":[],"adoptions"'),
            {},
            f"snapshot: {CANONICAL}",
        ),
        (b"[]", {}, "snapshot: it is JSON, and no object."),
        (b"{", {}, "snapshot: it is not JSON ("),
        (b'{"words":NaN}', {}, "snapshot: it is not JSON ("),
        (b'{"words":"\\ud800"}', {}, "snapshot: "),
        (b'{"words":' + b"[" * 100_000, {}, "snapshot: it is not JSON ("),
        (b'{"words":' + b"9" * 10_000 + b"}", {}, "snapshot: it is not JSON ("),
        ("é".encode("latin-1"), {}, "snapshot: line 1 of reports/001.json: not UTF-8; it looks"),
        (SNAPSHOT, {"hash": HASH.upper()}, f"hash: '{HASH.upper()[:59]}…' is not a SHA-256: "),
        (SNAPSHOT, {"snapshot": "quotes.csv"}, "snapshot: the file of this row is “reports/001"),
        (SNAPSHOT, {"published_on": ""}, "published_on: what is published has a day."),
    ],
    ids=lambda value: None if isinstance(value, str) else "",
)
def test_a_snapshot_that_is_not_what_was_hashed_is_refused(content, cells, says):
    found = refused(with_snapshot(content, **cells))

    assert found[0].startswith(f"reports.csv, row 2, {says}")


def test_a_snapshot_that_is_missing_is_refused():
    files = published()
    del files["reports/001.json"]

    assert refused(files) == ["reports.csv, row 2, snapshot: there is no file “reports/001.json”."]


STONE = {
    "report": "1",
    "kind": "quote",
    "key": "eyes",
    "on": "2026-06-01",
    "words": "A quote was withdrawn.",
    "hash_before": HASH,
    "hash_after": OTHER_HASH,
}
WITHDRAWN = {"text": "", "name": "", "withdrawn_on": "2026-06-01"}


def after_a_withdrawal():
    """The packet of the same build after the consent to its quote was withdrawn."""
    files = published(
        reports=rows_with("reports", 1, hash=OTHER_HASH),
        tombstones=[STONE],
        quotes=rows_with("quotes", 1, **WITHDRAWN),
    )
    return {**files, "reports/001.json": OTHER}


def test_a_withdrawal_travels_with_its_tombstone():
    build = load(after_a_withdrawal()).build

    assert Tombstone.objects.get(report__build=build).words == "A quote was withdrawn."
    assert export_packet(build) == after_a_withdrawal()


def test_a_withdrawal_that_happened_elsewhere_is_taken_over():
    load(published())

    done = load(after_a_withdrawal(), replace=True)

    assert (done.was, Quote.objects.get().text) == ("replaced", "")
    assert Report.objects.get().hash == OTHER_HASH


def test_an_older_packet_does_not_bring_withdrawn_words_back():
    load(after_a_withdrawal())

    error = turned_away(published(), replace=True)

    assert (type(error), str(error).splitlines()) == (
        TakesBack,
        [
            "harbor-2026 is there already, and the packet would take back what stays:",
            "quotes.csv, withdrawn_on: “eyes” was withdrawn, and the packet brings it back.",
            "reports.csv, hash: version 1 was published with another hash.",
            "tombstones.csv, key: “eyes” was taken out of version 1; that is not in the packet.",
        ],
    )


def test_a_withdrawn_outcome_does_not_come_back_either():
    gone = {"lead": "", "text": "", "withdrawn_on": "2026-06-01"}
    load(small(outcomes=rows_with("outcomes", 1, **gone)))

    error = turned_away(small(), replace=True)

    assert [str(problem) for problem in error.problems] == [
        "outcomes.csv, withdrawn_on: “pinewick-trained” was withdrawn, and the packet brings it "
        "back."
    ]
    assert Outcome.objects.get(key="pinewick-trained").text == ""


def test_a_packet_without_the_published_report_does_not_replace_it():
    load(published())

    error = turned_away(small(), replace=True)

    assert [str(problem) for problem in error.problems] == [
        "reports.csv, version: version 1 was published, and is not in the packet.",
        "sign_offs.csv: Dana Whitlow signed version 1 (published); that is not in the packet.",
    ]
    assert error.files == ("reports.csv", "reports/001.json", "sign_offs.csv")


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (
            {"state": "reviewed", "published_on": ""},
            "reports.csv, state: version 1 was published or withdrawn, and cannot go back.",
        ),
        ({"hash": OTHER_HASH}, "reports.csv, hash: version 1 was published with another hash."),
    ],
)
def test_a_published_report_stays_what_it_was(cells, says):
    load(published())
    other = published(reports=rows_with("reports", 1, **cells))
    if "hash" in cells:
        other["reports/001.json"] = OTHER

    error = turned_away(other, replace=True)

    assert [str(problem) for problem in error.problems] == [says]


def test_a_withdrawn_report_is_not_published_again():
    load(published(reports=rows_with("reports", 1, state="withdrawn")))

    error = turned_away(published(), replace=True)

    assert [str(problem) for problem in error.problems] == [
        "reports.csv, state: version 1 was published or withdrawn, and cannot go back."
    ]


def test_a_second_version_joins_the_published_one():
    load(published())
    second = {**REPORTS["reports"][0], "version": "2", "state": "draft", "published_on": ""}
    second |= {"hash": OTHER_HASH, "snapshot": "reports/002.json"}
    files = {**published(reports=[*REPORTS["reports"], second]), "reports/002.json": OTHER}

    done = load(files, replace=True)

    assert list(Report.objects.order_by("version").values_list("version", "state")) == [
        (1, "published"),
        (2, "draft"),
    ]
    assert export_packet(done.build) == files


def test_a_draft_is_replaced_without_ado():
    draft = published(reports=rows_with("reports", 1, state="draft", published_on=""))
    load(draft)

    assert load(small(), replace=True).was == "replaced"


def test_the_rest_of_a_published_build_can_be_replaced():
    load(published())

    done = load(changed(published(), "quotes.csv", "opened my eyes", "helped"), replace=True)

    assert done.was == "replaced"
    assert ROWS["quotes"][0]["text"] != Quote.objects.get().text
