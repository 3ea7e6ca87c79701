"""Gulfport 2020: the rows give the figures that the program published, and nothing more."""

from datetime import date, timedelta

import pytest

from muster.evidence.figure import Figure, HeadCount
from muster.packets.export import export_packet
from muster.packets.load import load_packet
from muster.reports import sign
from muster.reports.checks import check_build
from muster.reports.figures import figures_of
from muster.reports.ledger import ledger
from muster.reports.models import Override, Passage, Report
from muster.reports.overrides import let_stand, take_back
from muster.reports.passages import write_passage
from muster.reports.snapshot import snapshot_of
from muster.surveys.models import Response
from tests.conftest import LOADED_AT, packet

NOW = LOADED_AT.replace(month=11, day=27)
TODAY = date(2026, 11, 27)


def open_flags(build):
    return check_build(build, today=TODAY).open


def test_the_six_figures_are_those_that_were_published(gulfport):
    figures = figures_of(gulfport)

    assert {key: line.figure for key, line in figures.items()} == {
        "participants": HeadCount(67, 67),
        "response_rate": HeadCount(50, 67),
        "next_steps": Figure(46, 50, 67),
        "presenters": Figure(50, 50, 67),
        "good_use": Figure(50, 50, 67),
        "recommend": Figure(49, 50, 67),
        "survivor": Figure(49, 50, 67),
    }


def test_they_are_printed_as_they_were_published_each_with_its_basis(gulfport):
    snapshot = snapshot_of(gulfport)

    assert snapshot["participants"] == 67
    assert [
        (row["key"], row["k"], row["n"], row["N"], row["percent"], row["low"], row["high"])
        for row in snapshot["figures"]
    ] == [
        ("response_rate", 50, 67, 67, 75, None, None),
        ("next_steps", 46, 50, 67, 92, 81.2, 96.8),
        ("presenters", 50, 50, 67, 100, 92.9, 100.0),
        ("good_use", 50, 50, 67, 100, 92.9, 100.0),
        ("recommend", 49, 50, 67, 98, 89.5, 99.6),
        ("survivor", 49, 50, 67, 98, 89.5, 99.6),
    ]
    ours = {row["key"]: f"{row['percent']}%" for row in snapshot["figures"]}
    theirs = {row.key: row.words for row in gulfport.reported_figures.exclude(key="participants")}
    assert all(ours[key] in words for key, words in theirs.items())
    assert ours.keys() == theirs.keys()


def test_all_thirteen_goals_stand_where_their_evidence_puts_them(gulfport):
    lines = ledger(gulfport, figures_of(gulfport))

    assert [(line.goal.code, str(line.status)) for line in lines] == [
        ("S1", "shown"),
        ("S2", "shown"),
        ("S3", "not_measured"),
        ("S4", "shown"),
        ("S5", "shown"),
        ("S6", "shown"),
        ("S7", "not_measured"),
        ("L1", "shown"),
        ("L2", "not_measured"),
        ("L3", "shown"),
        ("L4", "not_measured"),
        ("L5", "shown"),
        ("L6", "not_measured"),
    ]


def test_the_ledger_says_what_stands_for_each_goal(gulfport):
    evidence = {
        line.goal.code: [(str(piece.kind), piece.key) for piece in line.evidence]
        for line in ledger(gulfport, figures_of(gulfport))
    }

    assert [key for _kind, key in evidence["S2"]] == [
        "next_steps", "presenters", "good_use", "recommend",
    ]  # fmt: skip
    assert evidence["S3"] == [("outcome", "biloxi-tips")]
    assert evidence["S5"] == [("outcome", "casinos-interest")]
    assert evidence["S7"] == [("quote", "words-they-are-called")]
    assert evidence["L5"][0] == ("adoption", "ms-cdl-cards-meeting")
    assert evidence["L6"] == evidence["L4"] == evidence["L2"] == []


def test_a_pledge_and_an_interest_are_never_printed_as_done(gulfport):
    sentences = {goal["code"]: goal["sentences"] for goal in snapshot_of(gulfport)["goals"]}

    assert sentences["S5"][0].startswith("Interest, not yet action:")
    assert sentences["S4"][2].startswith("Pledged:")
    outcomes = snapshot_of(gulfport)["outcomes"]
    done = [(row["key"], row["lead"]) for row in outcomes if row["stage"] == "done"]
    assert done == [("outcome-1", "Ergon Trucking")]


def test_single_answers_are_reconstructed_and_say_so(gulfport):
    assert set(gulfport.responses.values_list("origin", flat=True)) == {
        Response.Origin.RECONSTRUCTED
    }
    assert {row["origin"] for row in snapshot_of(gulfport)["figures"]} == {"reconstructed"}


def test_nobody_is_named_and_no_sector_is_made_up(gulfport):
    assert not gulfport.participants.exclude(person=None, organization=None, sector=None).exists()
    assert {row["prints_as"] for row in snapshot_of(gulfport)["quotes"]} == {""}


def test_all_its_flags_are_closed_with_a_reason(gulfport):
    checked = check_build(gulfport, today=TODAY)

    assert checked.open == ()
    assert {(row.reason, row.by, row.on) for _flag, row in checked.overridden} == {
        ("Published in 2020.", "The packet’s makers", date(2026, 11, 25))
    }
    assert {flag.check for flag, _row in checked.overridden} == {
        "organization_name", "outcome_not_recorded", "permission_not_recorded", "role",
        "small_group",
    }  # fmt: skip


def test_every_override_closes_a_flag_that_is_there(gulfport):
    found = {flag.fingerprint for flag, _row in check_build(gulfport, today=TODAY).overridden}

    assert set(Override.objects.values_list("fingerprint", flat=True)) == found


def test_without_them_the_flags_of_the_source_are_open(gulfport):
    Override.objects.all().delete()

    words = {(flag.check, flag.words) for flag in open_flags(gulfport)}

    assert ("small_group", "3 local casinos") in words
    assert ("small_group", "two potential human trafficking tips") in words
    assert (
        "role",
        "Coca-Cola Bottling Co.: an EHS Specialist for the Gulf States Division",
    ) in words
    quotes = [flag for flag in open_flags(gulfport) if flag.check == "permission_not_recorded"]
    assert len(quotes) == 11


def test_the_packet_goes_in_and_out_to_the_last_byte(gulfport):
    files = packet("ms-gulfport-2020")

    assert export_packet(gulfport) == files
    assert "overrides.csv" in files


def test_an_override_survives_the_journey_through_a_packet(gulfport, coordinator):
    gulfport.quotes.filter(key="very-brave").update(text="Very brave! 🚚")
    for flag in open_flags(gulfport):
        let_stand(gulfport, flag.fingerprint, reason="I looked.", by=coordinator, now=NOW)
    assert open_flags(gulfport) == ()
    files = export_packet(gulfport)

    gulfport.evidence.all().delete()
    gulfport.adoptions.all().delete()
    gulfport.delete()
    build = load_packet(files, by="tests", now=LOADED_AT).build

    assert (open_flags(build), build.overrides.filter(reason="I looked.").count()) == ((), 2)


def test_it_can_be_reviewed_and_published_as_it_is(gulfport, coordinator):
    report = sign.freeze(gulfport, by=coordinator, now=NOW)
    sign.review(report, by=coordinator, now=NOW)

    report = sign.publish(report, by=coordinator, now=NOW, listed=True)

    assert (report.state, report.hash) == ("published", snapshot_of(gulfport)["hash"])


def test_a_typed_count_in_the_summary_holds_it_back_and_no_reason_helps(gulfport, coordinator):
    text = "All 67 people were glad."
    write_passage(gulfport, "summary", position=4, text=text, by=coordinator, now=NOW)

    (flag,) = open_flags(gulfport)

    assert (flag.check, flag.words, flag.overridable) == ("typed_number", "67", False)
    assert Passage.objects.get(build=gulfport, kind="summary", position=4).text == text


def test_a_word_changed_in_the_quoted_summary_makes_it_ours(gulfport, coordinator):
    row = Passage.objects.get(build=gulfport, kind="summary", position=1)
    assert row.verbatim

    text = row.text.replace("three CBs", "three builds")
    write_passage(gulfport, "summary", position=1, text=text, by=coordinator, now=NOW)

    row.refresh_from_db()
    assert row.verbatim is False
    assert ("typed_number", "three") in {(flag.check, flag.words) for flag in open_flags(gulfport)}


def test_a_flag_that_is_taken_back_holds_it_back(gulfport, coordinator):
    row = Override.objects.get(check_name="role")

    take_back(row, by=coordinator, now=NOW)

    assert [flag.check for flag in open_flags(gulfport)] == ["role"]


def test_guidance_that_it_would_print_must_be_fresh(gulfport):
    guidance = gulfport.program.guidance.get(state="MS")
    assert open_flags(gulfport) == ()  # the report of 2020 tells nobody whom to call

    gulfport.prints_guidance = True
    gulfport.save()

    fresh, stale = guidance.stale_from - timedelta(days=1), guidance.stale_from
    assert check_build(gulfport, today=fresh).open == ()
    assert [flag.check for flag in check_build(gulfport, today=stale).open] == ["guidance_stale"]


def test_one_answer_too_many_is_flagged_and_prints_no_percentage(gulfport):
    for key in list(gulfport.participants.order_by("-number").values_list("pk", flat=True))[:18]:
        gulfport.participants.filter(pk=key).delete()
    assert (gulfport.participants.count(), gulfport.responses.count()) == (49, 50)

    flags = {flag.place for flag in open_flags(gulfport)}
    percents = {row["key"]: row["percent"] for row in snapshot_of(gulfport)["figures"]}

    assert {place for place in flags if place.startswith("figure:")} == {
        f"figure:{key}" for key in percents
    }
    assert set(percents.values()) == {None}


@pytest.mark.parametrize("day", [date(2002, 1, 16)])
def test_a_day_before_any_build_is_flagged(gulfport, day):
    gulfport.day = day
    gulfport.save()

    assert [(flag.check, flag.place) for flag in open_flags(gulfport)] == [
        ("unlikely_day", "build")
    ]


def test_nothing_is_frozen_yet(gulfport):
    assert Report.objects.count() == 0
