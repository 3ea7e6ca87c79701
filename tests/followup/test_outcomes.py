"""What came of a build: recorded, changed and confirmed, each refusal with its reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muster.core.models import AuditEvent
from muster.followup.errors import (
    NoOtherWords,
    NothingSaid,
    NotIndependent,
    NotYet,
    OfAnotherProgram,
    OutcomeError,
    ReportedTooEarly,
    Withdrawn,
)
from muster.followup.models import Outcome
from muster.followup.outcomes import (
    Account,
    change_outcome,
    move_introduction,
    record_outcome,
    substantiate,
)
from muster.programs.models import Goal
from tests import rows

AFTER = rows.TODAY + timedelta(days=1)


@pytest.fixture
def told(larkhaven):
    return Account(
        stage="pledged",
        goal=Goal.objects.get(program=larkhaven.program, code="S4"),
        lead="Sandbar Coach Lines",
        text="will train 60 drivers.",
        may_name="yes",
        observed_on=rows.DAY,
        due_on=date(2026, 7, 1),
    )


@pytest.fixture
def record(larkhaven, dana):
    def keep(account, once="7h3kqr"):
        return record_outcome(
            larkhaven, account=account, once=once, today=rows.TODAY, by=dana, now=rows.NOW
        )

    return keep


@pytest.fixture
def change(dana):
    def keep(outcome, account):
        return change_outcome(outcome, account=account, today=rows.TODAY, by=dana, now=rows.NOW)

    return keep


@pytest.fixture
def confirm(dana):
    def keep(outcome, by="the training record", on=rows.TODAY):
        return substantiate(
            outcome, confirmed_by=by, on=on, today=rows.TODAY, by=dana, now=rows.NOW
        )

    return keep


def acts():
    return list(AuditEvent.objects.values_list("verb", "reason"))


def test_what_is_told_is_kept_in_the_next_place(larkhaven, record, told):
    rows.outcome(larkhaven)

    outcome = record(told)

    assert (outcome.key, outcome.position) == ("outcome-7h3kqr", 2)
    assert Account.of(Outcome.objects.get(pk=outcome.pk)) == told
    assert acts() == [("recorded", "Pledged")]


def test_the_same_form_sent_twice_is_kept_once(record, told):
    first = record(told)

    again = record(replace(told, text="will train 70 drivers."))

    assert again == first
    assert Outcome.objects.get().text == "will train 60 drivers."
    assert record(told, once="other2").pk != first.pk


@pytest.mark.parametrize(
    ("wrong", "error", "field"),
    [
        ({"text": "  "}, NothingSaid, "text"),
        ({"may_name": "no", "unnamed": ""}, NoOtherWords, "unnamed"),
        ({"observed_on": AFTER}, NotYet, "observed_on"),
        ({"reported_on": AFTER}, NotYet, "reported_on"),
        ({"reported_on": rows.DAY - timedelta(days=1)}, ReportedTooEarly, "reported_on"),
    ],
)
def test_what_does_not_hold_together_is_not_kept(record, change, told, wrong, error, field):
    outcome = record(told)

    with pytest.raises(error) as refused:
        record(replace(told, **wrong), once="wrong2")
    with pytest.raises(error):
        change(outcome, replace(told, **wrong))

    assert refused.value.field == field
    assert [Account.of(row) for row in Outcome.objects.all()] == [told]


def test_a_name_that_may_not_be_printed_needs_other_words(record, told):
    hidden = replace(told, may_name="no", unnamed="A bus company")

    assert record(hidden).printed_lead == "A bus company"
    assert record(replace(told, may_name="no", lead="", unnamed=""), once="n2").printed_lead == ""


def test_goals_and_organizations_of_another_program_are_refused(record, told):
    birch = rows.program("birch")
    strangers = {
        "goal": Goal.objects.get(program=birch, code="S4"),
        "organization": rows.organization(birch, "Gull Casino"),
    }
    assert record(told)

    for field, row in strangers.items():
        with pytest.raises(OfAnotherProgram) as refused:
            record(replace(told, **{field: row}), once="wrong2")
        assert refused.value.field == field


def test_a_pledge_becomes_done_when_somebody_says_so(record, change, told):
    outcome = change(record(told), replace(told, stage="done", text="has trained 60 drivers."))

    assert (outcome.stage, str(outcome)) == ("done", "Sandbar Coach Lines has trained 60 drivers.")
    assert acts()[-1] == ("changed", "from “Pledged” to “Done”; changed: stage, text")


def test_sending_the_same_again_changes_nothing(record, change, told):
    outcome = record(told)

    change(outcome, replace(told, lead=" Sandbar Coach Lines "))

    assert acts() == [("recorded", "Pledged")]


def test_somebody_independent_substantiates_it(record, confirm, told):
    outcome = confirm(record(told))

    assert outcome.substantiated
    assert (outcome.verified_by, outcome.verified_on) == ("the training record", rows.TODAY)
    confirm(outcome)
    assert [verb for verb, _reason in acts()] == ["recorded", "substantiated"]


@pytest.mark.parametrize(
    ("wrong", "error", "field"),
    [
        ({"by": ""}, NothingSaid, "confirmed_by"),
        ({"by": "SANDBAR coach lines"}, NotIndependent, "confirmed_by"),
        ({"on": AFTER}, NotYet, "on"),
        ({"on": rows.DAY - timedelta(days=1)}, ReportedTooEarly, "on"),
    ],
)
def test_a_confirmation_that_cannot_be_is_refused(record, confirm, told, wrong, error, field):
    outcome = record(told)

    with pytest.raises(error) as refused:
        confirm(outcome, **wrong)

    assert refused.value.field == field
    assert not Outcome.objects.get().substantiated
    assert confirm(outcome).substantiated


def test_another_sentence_is_not_confirmed(record, change, confirm, told):
    outcome = confirm(record(told))
    outcome = change(outcome, replace(told, significance="It is the largest in the county."))
    assert outcome.substantiated

    outcome = change(outcome, replace(told, text="will train 90 drivers."))

    assert (outcome.substantiated, outcome.verified_by) == (False, "")


def test_a_withdrawn_outcome_is_left_alone(larkhaven, change, confirm, told):
    outcome = rows.outcome(larkhaven, lead="", text="", withdrawn_on=rows.DAY)

    for act in (lambda: change(outcome, told), lambda: confirm(outcome)):
        with pytest.raises(Withdrawn):
            act()


def test_an_introduction_moves_on(larkhaven, dana):
    outcome = rows.outcome(larkhaven, stage="pledged")
    one = outcome.introductions.create(
        organization=rows.organization(larkhaven.program, "Birchline"), position=1
    )

    def move(**more):
        values = {"stage": "met", "on": rows.DAY} | more
        return move_introduction(one, **values, today=rows.TODAY, by=dana, now=rows.NOW)

    with pytest.raises(OutcomeError):
        move(on=AFTER)
    moved = move()
    move()

    assert (moved.stage, moved.on) == ("met", rows.DAY)
    assert acts() == [("introduced", "Birchline: met")]
