"""A consent is withdrawn: the words are in no file of any version, and each version says so."""

import json

import pytest

from muster.core.models import AuditEvent
from muster.directory.models import Person
from muster.packets.errors import TakesBack
from muster.packets.export import export_packet
from muster.packets.load import load_packet
from muster.programs.models import Component, Framework, Goal
from muster.reports import sign
from muster.reports.checks import check_build
from muster.reports.erase import holds
from muster.reports.files import KINDS
from muster.reports.models import Evidence, Override, Passage, Report, Tombstone
from muster.reports.snapshot import hash_of, snapshot_of
from muster.reports.withdrawal import withdraw_outcome, withdraw_quote
from muster.states.models import Adoption
from tests import rows
from tests.conftest import LOADED_AT, packet
from tests.reports.told import files_with, publish, stands_in_one

WORDS = "My cousin drives for them and knew what to look for at once"
NAME = "Halyard Plaza"


def everywhere(build, words):
    """Put *words* wherever ours stand in a report."""
    goal = Goal.objects.get(program=build.program, code="S4")
    kinds = ("mission", "summary", "quotes", "history", "method", "source")
    for kind in kinds:
        heading = words[:120] if kind in ("method", "source") else ""
        Passage.objects.create(
            build=build, kind=kind, position=1, heading=heading, text=f"As one said: {words}, so."
        )
        Passage.objects.create(
            build=build,
            kind=kind,
            position=2,
            text="This stays.",
            heading="Stays" if heading else "",
        )
    Passage.objects.create(build=build, kind="goal", goal=goal, position=1, text=f"So: {words}.")
    Passage.objects.create(build=build, kind="goal", goal=goal, position=2, text="This stays.")
    organization = rows.organization(build.program, "The carriers")
    build.partners.create(organization=organization, part="host", position=1, words=words[:190])
    build.reported_figures.create(
        key="theirs", about="Theirs", value=3, words=words, source="Their page"
    )
    Override.objects.create(
        build=build, fingerprint="f" * 16, check_name="small_group", place="summary:2",
        words="three casinos", what="A small group", reason=f"Because: {words}", by="D",
        on=rows.TODAY,
    )  # fmt: skip


@pytest.fixture
def quoted(full, dana):
    """Two published versions with a quote, and its words wherever ours stand."""
    quote = rows.quote(full, key="my-cousin-drives", text=WORDS, permission="named",
                       name="Ada Thorn", role_words="Night clerk", decision="show")  # fmt: skip
    everywhere(full, WORDS)
    publish(full, dana)
    rows.outcome(full, lead="A school", text="asked for material.")
    publish(full, dana)
    return quote


@pytest.fixture
def named(full, dana):
    """Two published versions with an outcome under a name, which stands wherever words do."""
    plaza = rows.organization(full.program, NAME)
    outcome = rows.outcome(
        full, key="halyard-plaza-trains", organization=plaza, lead=NAME, goal="S4",
        text="hung the posters at all of its doors.", contribution="We gave it the posters.",
        verified_on=rows.TODAY, verified_by="a visit to Halyard Plaza",
    )  # fmt: skip
    Evidence.objects.create(build=full, goal=outcome.goal, position=1, outcome=outcome)
    framework = Framework.objects.create(program=full.program, key="m", name="Model", position=1)
    component = Component.objects.create(framework=framework, key="c", name="Cards", number=1)
    Adoption.objects.create(
        program=full.program, build=full, key="cards", state="MS", component=component,
        scope="practice", stage="meeting", words="Halyard Plaza met them.", outcome=outcome,
    )  # fmt: skip
    everywhere(full, f"{NAME} was the first")
    publish(full, dana)
    rows.outcome(full, lead="A school", text="asked for material.")
    publish(full, dana)
    return outcome


ALL = sorted(
    {f"v{version}.{language}.{ending}" for version in (1, 2) for language in ("en", "es")
     for ending in KINDS} | {"draft"}
)  # fmt: skip


def test_a_quote_that_is_withdrawn_is_in_no_file_of_any_version(quoted, dana):
    build = quoted.build
    assert files_with(build, WORDS, "Ada Thorn") == ALL

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    assert files_with(build, WORDS, "Ada Thorn", "my-cousin-drives") == []


def test_an_outcome_that_is_withdrawn_is_in_no_file_of_any_version(named, dana):
    build = named.build
    assert files_with(build, NAME) == ALL

    withdraw_outcome(named, by=dana, now=rows.NOW)

    assert files_with(build, NAME, "hung the posters", "halyard") == []


def test_a_part_of_the_words_is_taken_out_as_well(quoted, dana):
    build = quoted.build
    Passage.objects.create(
        build=build, kind="summary", position=5, text="One “drives for them and knew what” to do."
    )
    publish(build, dana)
    assert stands_in_one(build, "drives for them and knew what")

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    assert files_with(build, "drives for them and knew what") == []


def test_nothing_of_it_is_left_in_the_database(quoted, dana):
    build = quoted.build

    row = withdraw_quote(quoted, by=dana, now=rows.NOW)

    assert (row.text, row.name, row.role_words, row.why) == ("", "", "", "")
    assert (row.key, row.decision, row.withdrawn_on) == (
        f"withdrawn-{row.position}",
        "hide",
        rows.TODAY,
    )
    assert [
        text for text in Passage.objects.values_list("text", flat=True) if "cousin" in text
    ] == []
    assert [row.reason for row in build.overrides.all()] == [
        "A quote was withdrawn by its writer (What you take back)."
    ]


def test_what_is_left_of_an_outcome_says_nothing_of_whom_it_was_about(named, dana):
    row = withdraw_outcome(named, by=dana, now=rows.NOW)

    kept = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    assert "halyard" not in repr(kept).casefold()
    assert (row.organization, row.may_name, row.verified_on) == (None, "no", None)
    assert list(row.adoptions.values_list("words", flat=True)) == [
        "An outcome was withdrawn by whom it was about (goal S4)."
    ]


def test_every_version_names_the_withdrawal_and_has_a_new_hash(quoted, dana):
    before = dict(Report.objects.values_list("version", "hash"))

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    for report in Report.objects.all():
        snapshot = json.loads(report.snapshot)
        stone = Tombstone.objects.get(report=report)
        assert (stone.hash_before, stone.hash_after) == (before[report.version], report.hash)
        assert report.hash == snapshot["hash"] == hash_of(snapshot) != before[report.version]
        assert snapshot["withdrawals"] == [
            {
                "kind": "quote",
                "key": f"quote-{quoted.position}",
                "on": "2026-05-26",
                "words": "A quote was withdrawn by its writer (What you take back).",
            }
        ]


def test_the_next_version_names_it_too(quoted, dana):
    build = quoted.build
    withdraw_quote(quoted, by=dana, now=rows.NOW)

    live = snapshot_of(build)

    assert [row["key"] for row in live["withdrawals"]] == [f"quote-{quoted.position}"]


def test_what_has_nothing_to_do_with_it_stays(quoted, dana):
    build = quoted.build
    before = json.loads(Report.objects.get(build=build, version=1).snapshot)

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    after = json.loads(Report.objects.get(build=build, version=1).snapshot)
    for name in ("figures", "outcomes", "room", "build", "program", "participants"):
        assert after[name] == before[name]
    assert after["summary"] == ["A quote was withdrawn by its writer (What you take back).",
                                "This stays."]  # fmt: skip
    assert [row["key"] for row in after["quotes"]] == ["quote-1"]
    assert set(Passage.objects.values_list("text", flat=True)) == {"This stays."}


def test_what_else_carries_the_name_with_leave_keeps_it(full, dana):
    plaza = rows.organization(full.program, NAME)
    full.partners.create(organization=plaza, part="host", position=1)
    outcome = rows.outcome(full, organization=plaza, lead=NAME, text="hung the posters.", goal="S4")
    Passage.objects.create(build=full, kind="history", position=1, text=f"{NAME} was our host.")
    publish(full, dana)

    withdraw_outcome(outcome, by=dana, now=rows.NOW)

    snapshot = json.loads(Report.objects.get().snapshot)
    assert snapshot["history"]["note"] == f"{NAME} was our host."
    assert [partner["name"] for partner in snapshot["partners"]] == [NAME]
    assert "hung the posters" not in Report.objects.get().snapshot


def test_a_flag_that_stood_for_it_stands_no_more(full, dana):
    plaza = rows.organization(full.program, NAME)
    outcome = rows.outcome(full, organization=plaza, lead=NAME, may_name="not_recorded")
    person = Person.objects.create(program=full.program, key="ada", name="Ada Thorn")
    rows.people(full, 1, person=person, organization=plaza)
    rows.quote(full, decision="show", text=f"I work at {NAME}.")
    for flag in check_build(full, today=rows.TODAY).open:
        Override.objects.create(
            build=full, fingerprint=flag.fingerprint, check_name=flag.check, place=flag.place,
            words=flag.words, reason="They said so.", by="D", on=rows.TODAY,
        )  # fmt: skip
    assert check_build(full, today=rows.TODAY).open == ()

    withdraw_outcome(outcome, by=dana, now=rows.NOW)

    assert [flag.place for flag in check_build(full, today=rows.TODAY).open] == ["quote:q02"]
    assert Override.objects.count() == 0


def test_a_draft_that_was_read_is_not_signed_after_a_withdrawal(quoted, dana):
    rows.outcome(quoted.build, lead="Another", text="did so.")
    Override.objects.all().delete()
    draft = sign.freeze(quoted.build, by=dana, now=rows.NOW)
    read = draft.hash

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    draft.refresh_from_db()
    assert (draft.state, draft.hash != read) == ("draft", True)


def test_said_twice_it_is_done_once(quoted, dana):
    first = withdraw_quote(quoted, by=dana, now=rows.NOW)
    hashes = set(Report.objects.values_list("hash", flat=True))

    second = withdraw_quote(quoted, by=dana, now=rows.NOW)

    assert (second.key, set(Report.objects.values_list("hash", flat=True))) == (first.key, hashes)
    assert AuditEvent.objects.filter(verb="withdrew").count() == 1


def test_the_record_of_it_holds_none_of_the_words(named, dana):
    withdraw_outcome(named, by=dana, now=rows.NOW)

    event = AuditEvent.objects.get(verb="withdrew")
    assert event.subject == f"build:larkhaven/outcome:withdrawn-{named.position}"
    assert event.reason == ""


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Somebody said: “Great knowledge!”", True),
        ("Their great new knowledge", False),
        ("it was such a day that nobody who came to Larkhaven forgets it", True),
        ("a day that nobody", False),
    ],
)
def test_a_sentence_is_known_by_its_words(text, held):
    texts = ["Great knowledge.", "A day that nobody who came will forget."]

    assert holds(text, texts) == held


@pytest.mark.parametrize(
    ("withdraw", "name", "key"),
    [(withdraw_quote, "quotes", "very-brave"), (withdraw_outcome, "outcomes", "ergon-trains")],
)
def test_a_packet_from_before_does_not_bring_it_back(gulfport, coordinator, withdraw, name, key):
    row = withdraw(getattr(gulfport, name).get(key=key), by=coordinator, now=rows.NOW)
    after = export_packet(gulfport)
    assert load_packet(after, by="tests", now=LOADED_AT, replace=True).was == "unchanged"

    with pytest.raises(TakesBack) as refused:
        load_packet(packet("ms-gulfport-2020"), by="tests", now=LOADED_AT, replace=True)

    assert f"“{row.key}” was withdrawn here" in str(refused.value)
    assert key not in str(sorted(after.items()))
