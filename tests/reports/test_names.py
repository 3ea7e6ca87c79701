"""Whoever has not agreed to be named is named nowhere: in no sentence, no key and no address."""

import json

import pytest

from muster.followup.outcomes import Account, record_outcome
from muster.programs.models import Component, Framework, Goal
from muster.reports.models import Evidence, PublicAddress, Report
from muster.reports.render.phrases_after import introductions_told
from muster.reports.snapshot import snapshot_of
from muster.states.models import Adoption
from tests import rows
from tests.reports.told import files_with, holding, publish, read_files, squeezed, stands_in_one

SECRET = "Brandnew Secretname Trucking"
KEY = "brandnew-secretname-trucking"


def told_by_a_member(build, dana, **more):
    """An outcome as its form keeps it, under a lead that may not be printed."""
    account = Account(
        stage="done",
        goal=Goal.objects.get(program=build.program, code="S4"),
        lead=SECRET,
        text="trained its drivers.",
        unnamed="A trucking company",
        **more,
    )
    return record_outcome(build, account=account, once="7h3kqr", today=rows.TODAY, by=dana,
                          now=rows.NOW)  # fmt: skip


def taken_from_a_packet(build, dana, **more):
    """The same, with a key that somebody typed, and a state's entry that came of it."""
    outcome = rows.outcome(build, key=KEY, lead=SECRET, unnamed="A trucking company",
                           may_name=more.get("may_name", "no"))  # fmt: skip
    framework = Framework.objects.create(program=build.program, key="m", name="Model", position=1)
    component = Component.objects.create(framework=framework, key="c", name="Cards", number=1)
    entry = Adoption.objects.create(
        program=build.program, build=build, key=f"{KEY}-cards", state="MS", component=component,
        scope="practice", stage="meeting", words="They have met.", outcome=outcome,
    )  # fmt: skip
    quote = rows.quote(build, key=f"{KEY}-driver", decision="show")
    for position, piece in enumerate([{"outcome": outcome}, {"adoption": entry}, {"quote": quote}]):
        Evidence.objects.create(build=build, goal=outcome.goal, position=position, **piece)
    return outcome


@pytest.mark.parametrize("keep", [told_by_a_member, taken_from_a_packet])
def test_no_file_of_any_kind_holds_a_name_without_leave(full, dana, keep):
    outcome = keep(full, dana, may_name="yes")
    publish(full, dana)
    assert stands_in_one(full, SECRET)
    Report.objects.all().delete()
    outcome.may_name = "no"
    outcome.save()

    publish(full, dana)

    read = read_files(full)
    assert holding(read, "A trucking company") != []
    assert holding(read, SECRET, KEY) == []


def test_the_page_has_no_address_that_names_anybody(full, dana, client):
    taken_from_a_packet(full, dana)
    publish(full, dana)
    PublicAddress.objects.create(build=full, slug="larkhaven", listed=True)

    page = client.get("/r/larkhaven/").content.decode()

    assert 'id="outcome-2"' in page and 'id="quote-2"' in page
    assert squeezed("secretname") not in squeezed(page)


def test_the_report_has_keys_of_its_own(full, dana):
    taken_from_a_packet(full, dana)

    snapshot = snapshot_of(full)

    assert [row["key"] for row in snapshot["outcomes"]] == ["outcome-1", "outcome-2"]
    assert [row["key"] for row in snapshot["quotes"]] == ["quote-1", "quote-2"]
    assert [(row["key"], row["outcome"]) for row in snapshot["adoptions"]] == [
        ("m/c/1", "outcome-2")
    ]
    (goal,) = (goal for goal in snapshot["goals"] if goal["code"] == "S4")
    assert [(piece["kind"], piece["key"]) for piece in goal["evidence"]] == [
        ("outcome", "outcome-2"),
        ("adoption", "m/c/1"),
        ("quote", "quote-2"),
        ("outcome", "outcome-1"),
    ]


def test_the_key_of_what_a_member_records_says_nothing(full, dana):
    outcome = told_by_a_member(full, dana)

    assert (outcome.key, str(outcome)) == ("outcome-7h3kqr", f"{SECRET} trained its drivers.")


@pytest.fixture
def introducing(full):
    """An outcome with leave that introduces three companies, of which nobody has said anything."""
    outcome = rows.outcome(full, stage="pledged", lead="Copperline Energy", text="introduces us.")
    for position, name in enumerate(["Birchline", "Quillport Terminal", "Kelpford"], 1):
        outcome.introductions.create(
            organization=rows.organization(full.program, name), position=position, stage="met"
        )
    return outcome


def told_of(build):
    (row,) = (row for row in snapshot_of(build)["outcomes"] if row["lead"] == "Copperline Energy")
    return [each["to"] for each in row["introductions"]], row["introductions_more"]


def test_who_said_no_to_its_own_outcome_is_counted_among_the_introduced(full, dana, introducing):
    assert told_of(full) == (["Birchline", "Quillport Terminal", "Kelpford"], 0)
    own = rows.outcome(
        full, organization=introducing.introductions.get(position=2).organization,
        lead="Quillport Terminal", unnamed="A freight terminal", may_name="no",
    )  # fmt: skip

    publish(full, dana)

    assert told_of(full) == (["Birchline", "Kelpford"], 1)
    assert files_with(full, "Quillport") == []
    own.may_name = "yes"
    own.save()
    assert told_of(full) == (["Birchline", "Quillport Terminal", "Kelpford"], 0)


def test_a_name_that_an_outcome_only_spells_counts_as_well(full, introducing):
    rows.outcome(full, lead="Quillport terminal:", unnamed="A freight terminal", may_name="no")

    assert told_of(full) == (["Birchline", "Kelpford"], 1)


def test_who_may_not_be_named_names_nobody(full, introducing):
    introducing.may_name, introducing.unnamed = "no", "Copperline Energy"
    introducing.save()

    assert told_of(full) == ([], 0)


@pytest.mark.parametrize(
    ("stages", "more", "says"),
    [
        ([], 0, ""),
        (["met", "met"], 0, "Introductions, all met: A and B."),
        (["met", "met"], 2, "Introductions: A (met), B (met) and 2 more."),
        (["met", "offered"], 1, "Introductions: A (met), B (offered) and 1 more."),
        ([], 3, "Introductions: 3, not named here."),
    ],
)
def test_introductions_are_told_by_name_or_by_number(stages, more, says):
    named = [{"to": name, "stage": stage} for name, stage in zip("AB", stages, strict=False)]

    assert introductions_told({"introductions": named, "introductions_more": more}) == says


def test_a_version_from_before_has_no_number_of_the_unnamed(full, introducing):
    row = json.loads(json.dumps(snapshot_of(full)["outcomes"][-1]))
    del row["introductions_more"]

    assert introductions_told(row) == (
        "Introductions, all met: Birchline, Quillport Terminal and Kelpford."
    )
