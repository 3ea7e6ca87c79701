"""What is withdrawn is gone for good: from every table, from the sign, from the record of acts."""

import json
import threading
import time
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from muster.core.models import AuditEvent
from muster.followup.outcomes import Account, change_outcome, move_introduction, substantiate
from muster.reports import sign
from muster.reports.checks import check_build
from muster.reports.erase import is_signed
from muster.reports.models import Passage, Report, Tombstone
from muster.reports.overrides import let_stand, take_back
from muster.reports.snapshot import snapshot_of
from muster.reports.withdrawal import withdraw_outcome, withdraw_quote
from muster.surveys.quotes import decide
from tests import rows
from tests.people import join
from tests.reports.told import files_with, publish, squeezed, stands_in_one

WORDS = "My cousin drives for them and knew what to look for at once"
NAME = "Halyard Plaza"
SAID = "A quote was withdrawn by its writer (What you take back)."


def columns_with(*needles):
    """Every text column of the database that holds one of *needles*, however it is spelled."""
    found = set()
    for model in apps.get_models():
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        ]
        for row in model._default_manager.values_list(*texts) if texts else ():
            for name, text in zip(texts, row, strict=True):
                if any(squeezed(needle) in squeezed(text or "") for needle in needles):
                    found.add(f"{model._meta.label}.{name}")
    return sorted(found)


@pytest.fixture
def quoted(full, dana):
    """A published quote about which much was written down."""
    quote = rows.quote(
        full, key="my-cousin-drives", text=WORDS, permission="named", name="Ada Thorn",
        role_words="Night clerk at Exit 12", source="Printed in the Ledger under Ada Thorn",
    )  # fmt: skip
    decide(quote, "show", why=f"Says it best: {WORDS}", by=dana, now=rows.NOW)
    decide(quote, "show", why="Ada Thorn agreed on the phone", by=dana, now=rows.NOW)
    Passage.objects.create(build=full, kind="summary", position=1, text=f"One said: {WORDS}.")
    publish(full, dana)
    return quote


@pytest.fixture
def named(full, dana):
    """A published outcome under a name: changed, confirmed, introducing, and let stand."""
    plaza = rows.organization(full.program, NAME)
    outcome = rows.outcome(
        full, key="halyard-plaza-trains", organization=plaza, lead=NAME, may_name="not_recorded",
        text="hung posters at its doors.", source=f"A letter of {NAME}",
    )  # fmt: skip
    told = replace(Account.of(outcome), text="hung posters at all of its doors.")
    change_outcome(outcome, account=told, today=rows.TODAY, by=dana, now=rows.NOW)
    substantiate(outcome, confirmed_by=f"a visit to {NAME}", on=rows.TODAY, today=rows.TODAY,
                 by=dana, now=rows.NOW)  # fmt: skip
    introduction = outcome.introductions.create(
        organization=rows.organization(full.program, "Birchline"), position=1
    )
    move_introduction(introduction, stage="met", on=rows.TODAY, today=rows.TODAY, by=dana,
                      now=rows.NOW)  # fmt: skip
    for flag in check_build(full, today=rows.TODAY).open:
        let_stand(full, flag.fingerprint, reason=f"{NAME} says so itself.", by=dana, now=rows.NOW)
    take_back(full.overrides.first(), by=dana, now=rows.NOW)
    publish(full, dana)
    return outcome


def test_no_column_of_the_database_holds_a_quote_that_was_withdrawn(quoted, dana):
    needles = (WORDS, "Ada Thorn", "my-cousin-drives", "Night clerk at Exit 12")
    assert columns_with(*needles) == [
        "core.AuditWords.reason", "core.AuditWords.subject", "reports.Passage.text",
        "reports.Report.snapshot", "surveys.Quote.key", "surveys.Quote.name",
        "surveys.Quote.role_words", "surveys.Quote.source", "surveys.Quote.text",
        "surveys.Quote.why",
    ]  # fmt: skip

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    assert columns_with(*needles) == []


def test_of_an_outcome_the_directory_alone_keeps_the_name(named, dana):
    needles = (NAME, "hung posters at")
    assert columns_with(*needles) == [
        "core.AuditWords.reason", "core.AuditWords.subject", "directory.Organization.key",
        "directory.Organization.name", "followup.Outcome.key", "followup.Outcome.lead",
        "followup.Outcome.source", "followup.Outcome.text", "followup.Outcome.verified_by",
        "reports.Override.place", "reports.Override.reason", "reports.Override.words",
        "reports.Report.snapshot",
    ]  # fmt: skip

    withdraw_outcome(named, by=dana, now=rows.NOW)

    # That there is such a company was never its secret: it may have a site, or somebody invited.
    assert columns_with(*needles) == ["directory.Organization.key", "directory.Organization.name"]


def test_who_did_what_and_when_stays_in_the_record(quoted, dana):
    before = list(AuditEvent.objects.values_list("actor", "verb", "at"))

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    about = AuditEvent.objects.filter(subject=f"build:larkhaven/quote:withdrawn-{quoted.position}")
    assert list(about.values_list("verb", "reason")) == [
        ("showed", SAID),
        ("gave a reason for", SAID),
        ("withdrew", ""),
    ]
    assert list(AuditEvent.objects.values_list("actor", "verb", "at"))[: len(before)] == before


def test_acts_about_others_are_told_as_they_were(quoted, dana):
    other = rows.quote(quoted.build, key="my-cousin-drives-too", text="It was good.")
    decide(other, "show", why="Short, and true", by=dana, now=rows.NOW)

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    event = AuditEvent.objects.get(subject="build:larkhaven/quote:my-cousin-drives-too")
    assert event.reason == "Short, and true"


@pytest.mark.parametrize("name", ["tagline", "venue", "source"])
def test_the_sign_and_the_foot_lose_the_name_too(full, dana, name):
    plaza = rows.organization(full.program, NAME)
    outcome = rows.outcome(full, organization=plaza, lead=NAME, text="hung posters.")
    setattr(full, name, f"At {NAME}")
    full.save()
    publish(full, dana)

    withdraw_outcome(outcome, by=dana, now=rows.NOW)

    full.refresh_from_db()
    assert getattr(full, name) == ""
    assert files_with(full, NAME) == []


def test_an_alias_and_an_introduction_by_others_go(full, dana):
    plaza = rows.organization(full.program, NAME)
    outcome = rows.outcome(full, organization=plaza, lead=NAME, text="hung posters.")
    other = rows.outcome(full, lead="Copperline Energy", text="will introduce others.")
    other.introductions.create(organization=plaza, position=1)
    other.introductions.create(
        organization=rows.organization(full.program, "Birchline"), position=2
    )
    full.aliases.create(name=f"The {NAME} build", source="A newspaper")
    full.aliases.create(name="The harbor build", source="A newspaper")
    publish(full, dana)
    assert stands_in_one(full, NAME)

    withdraw_outcome(outcome, by=dana, now=rows.NOW)

    assert files_with(full, NAME) == []
    assert list(full.aliases.values_list("name", flat=True)) == ["The harbor build"]
    for snapshot in (json.loads(Report.objects.get().snapshot), snapshot_of(full)):
        assert snapshot["build"]["aliases"] == ["The harbor build"]
        introduced = [row["introductions"] for row in snapshot["outcomes"]]
        assert [[each["to"] for each in rows] for rows in introduced] == [[], ["Birchline"]]


def test_the_role_that_a_quote_was_printed_with_is_looked_for(quoted, dana):
    build = quoted.build
    Passage.objects.create(
        build=build, kind="summary", position=2, text="A night clerk at Exit 12 has told us so."
    )
    Passage.objects.create(build=build, kind="summary", position=3, text="Each clerk has a card.")
    publish(build, dana)

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    assert json.loads(Report.objects.get(version=2).snapshot)["summary"] == [
        SAID, SAID, "Each clerk has a card.",
    ]  # fmt: skip
    assert snapshot_of(build)["summary"] == ["Each clerk has a card."]


def test_a_role_that_others_carry_with_leave_stays(quoted, dana):
    build = quoted.build
    build.quotes.update(role_words="Halyard Plaza Night Team")
    team = rows.organization(build.program, "Halyard Plaza Night Team")
    build.partners.create(organization=team, part="host", position=1)
    Passage.objects.create(
        build=build, kind="summary", position=2, text="The Halyard Plaza Night Team was our host."
    )

    withdraw_quote(quoted, by=dana, now=rows.NOW)

    assert snapshot_of(build)["summary"] == ["The Halyard Plaza Night Team was our host."]


@pytest.mark.parametrize(
    ("text", "role", "held"),
    [
        ("“So be it.” Night clerk", "Night clerk", True),
        ("Each night clerk has a card.", "Night clerk", False),
        ("the Night clerks", "Night clerk", False),
        ("as the TRUCK STOP manager said", "Truck stop manager", True),
    ],
)
def test_a_short_role_is_known_as_it_was_printed(text, role, held):
    assert is_signed(text, role) == held


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["quote", "outcome"])
def test_a_version_that_is_frozen_meanwhile_is_cleaned_as_well(transactional_db, kind):
    """Who withdraws waits for who freezes, and then finds the version; else it kept the words."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one connection write at a time, and locks no row")
    build = rows.build(rows.program())
    dana = join(build.program, name="Dana Whitlow")
    rows.people(build, 40)
    quote = rows.quote(build, text=WORDS, decision="show")
    outcome = rows.outcome(build, text=f"{WORDS}.")
    act, row = (withdraw_quote, quote) if kind == "quote" else (withdraw_outcome, outcome)
    thread = threading.Thread(target=_on_its_own, args=(act, row, dana))

    with transaction.atomic():
        sign.freeze(build, by=dana, now=rows.NOW)
        thread.start()
        until_it_waits_or_ends(thread)
    thread.join(timeout=30)

    report = Report.objects.get()
    printed = [each["text"] for each in json.loads(report.snapshot)[f"{kind}s"]]
    assert (thread.is_alive(), printed) == (False, [])
    assert Tombstone.objects.get(report=report).key == f"{kind}-1"


def _on_its_own(act, row, dana):
    try:
        act(row, by=dana, now=rows.NOW)
    finally:
        connection.close()


def until_it_waits_or_ends(thread):
    """Return when the other connection waits for a lock of ours, or has nothing to wait for."""
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _tenth in range(300):
        with connection.cursor() as cursor:
            cursor.execute(f"{waits} AND datname = current_database()")
            if cursor.fetchone()[0] or not thread.is_alive():
                return
        time.sleep(0.1)
    raise AssertionError("the other connection neither waits nor ends")
