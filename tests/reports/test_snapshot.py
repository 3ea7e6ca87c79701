"""The report as one object: made of the rows alone, and known by its hash."""

import json
from hashlib import sha256

import pytest
import time_machine
from django.utils import translation

from muster.builds.models import PastBuild
from muster.packets.load import load_packet
from muster.reports import sign
from muster.reports.models import Passage
from muster.reports.snapshot import canonical, hash_of, snapshot_of
from muster.surveys.models import Answer, Response
from tests import rows
from tests.conftest import LOADED_AT, loaded, packet


def test_the_hash_is_that_of_the_object_without_it(full):
    snapshot = snapshot_of(full)

    without = {name: value for name, value in snapshot.items() if name != "hash"}
    plain = json.dumps(without, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert snapshot["hash"] == sha256(plain.encode("utf-8")).hexdigest() == hash_of(snapshot)


def test_it_is_json_and_nothing_else(full):
    snapshot = snapshot_of(full)

    assert json.loads(canonical(snapshot)) == snapshot


def test_the_same_rows_give_the_same_hash_whenever_and_in_whatever_language(full):
    before = snapshot_of(full)["hash"]

    with time_machine.travel("2031-12-24"), translation.override("es"):
        after = snapshot_of(full)["hash"]

    assert after == before


def test_signing_does_not_change_it(full, dana):
    before = snapshot_of(full)["hash"]

    report = sign.freeze(full, by=dana, now=rows.NOW)
    sign.review(report, by=dana, now=rows.NOW)
    sign.publish(report, by=dana, now=rows.NOW, listed=True)

    assert snapshot_of(full)["hash"] == before


def test_the_keys_of_the_database_do_not_change_it(db):
    alone = snapshot_of(loaded("ms-gulfport-2020"))
    build = loaded("ms-gulfport-2020")
    build.program.members.all().delete()
    delete(build)

    for key in ("one", "two"):  # other rows take the keys that were free
        other = rows.build(rows.program(key), key)
        rows.people(other, 30)
        rows.answers(other, yes=25)
        rows.outcome(other)
        rows.quote(other)
    later = snapshot_of(loaded("ms-gulfport-2020"))

    assert later == alone


def delete(build):
    """Take the build out with everything of its own."""
    for name in ("evidence", "adoptions", "outcomes", "quotes", "responses", "participants"):
        getattr(build, name).all().delete()
    build.delete()


def test_a_changed_row_changes_it(full):
    before = snapshot_of(full)["hash"]

    rows.answers(full, yes=1)

    assert snapshot_of(full)["hash"] != before


def test_nothing_of_the_clock_or_of_a_member_stands_in_it(full, dana):
    report = sign.freeze(full, by=dana, now=rows.NOW)

    assert "2026-05-26" not in report.snapshot
    assert "Dana" not in report.snapshot
    assert "example.org" not in report.snapshot


def test_only_quotes_that_were_chosen_and_may_be_printed_stand_in_it(full):
    rows.quote(full, decision="hide", text="Hidden.")
    rows.quote(full, permission="do_not_use", decision="later", text="Not this.")
    rows.quote(full, decision="show", permission="role_only", name="", role_words="Dispatcher")

    quotes = snapshot_of(full)["quotes"]

    assert [(row["key"], row["prints_as"]) for row in quotes] == [
        ("quote-1", ""),
        ("quote-4", "Dispatcher"),
    ]


def test_a_name_without_leave_stands_nowhere_in_it(full):
    freight = rows.organization(full.program, "Halyard Plaza")
    outcome = rows.outcome(full, organization=freight, lead="Halyard Plaza", may_name="yes")
    assert "Halyard" in canonical(snapshot_of(full))

    outcome.may_name, outcome.unnamed = "no", "A truck stop"
    outcome.save()

    assert "Halyard" not in canonical(snapshot_of(full))
    assert "A truck stop" in canonical(snapshot_of(full))


def test_numbers_in_words_are_filled_also_in_headings(full):
    Passage.objects.create(
        build=full, kind="method", position=1, heading="How {figure:next_steps|n} answered",
        text="All {figure:response_rate|N} were asked.",
    )  # fmt: skip

    (method, _fixed) = snapshot_of(full)["methods"]

    assert (method["heading"], method["text"]) == ("How 30 answered", "All 40 were asked.")


def test_small_sectors_are_merged(full):
    police, trucking = full.program.sectors.order_by("position")
    full.participants.filter(number__lte=3).update(sector=police)
    full.participants.filter(number__gt=3).update(sector=trucking)

    room = snapshot_of(full)["room"]

    assert room["total"] == 40
    assert [row["came"] for row in room["rows"] if row["came"] < 5] == []


@pytest.mark.parametrize("many", [1, 3, 10])
def test_it_asks_the_same_number_of_questions(full, django_assert_num_queries, many):
    for number in range(many):
        rows.outcome(full)
        rows.quote(full, decision="show")
        Passage.objects.create(build=full, kind="summary", position=number, text="So it was.")

    with django_assert_num_queries(21):
        snapshot_of(full)


def test_a_build_with_nothing_is_a_report_too(larkhaven):
    snapshot = snapshot_of(larkhaven)

    assert (snapshot["participants"], snapshot["figures"], snapshot["outcomes"]) == (0, [], [])
    assert [goal["status"] for goal in snapshot["goals"]] == ["not_measured"] * 3


def test_a_packet_loaded_twice_says_the_same(db):
    first = snapshot_of(loaded("ms-gulfport-2020"))

    again = load_packet(packet("ms-gulfport-2020"), by="tests", now=LOADED_AT)

    assert (again.was, snapshot_of(again.build)) == ("unchanged", first)


def test_only_what_came_before_is_counted_among_the_builds_of_a_state(larkhaven):
    for key, year in [("amity", 2024), ("harbor", 2026), ("later", 2027)]:
        PastBuild.objects.create(
            program=larkhaven.program, key=key, place=key.title(), state="MS", year=year, source="S"
        )

    snapshot = snapshot_of(larkhaven)

    assert [past["year"] for past in snapshot["history"]["past"]] == ["2024", "2026"]
    assert snapshot["build"]["ordinal"] == 3


def test_of_reconstructed_answers_neither_question_nor_scale_is_told(larkhaven):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=28, no=2)
    assert definition(larkhaven)["question"] == "I know what to do next."

    Response.objects.update(origin="reconstructed")
    Answer.objects.update(option=None, counted=True)

    assert set(definition(larkhaven).values()) == {""}


def definition(build):
    figures = {row["key"]: row for row in snapshot_of(build)["figures"]}
    return figures["next_steps"]["definition"]
