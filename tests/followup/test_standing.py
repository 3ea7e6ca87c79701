"""How an outcome stands, and which pledges Today names."""

from datetime import date

import pytest

from muster.core.today import When
from muster.followup.standing import days_overdue, few_of_each, how_we_know
from muster.followup.today import pledges_due
from tests import rows
from tests.people import join


@pytest.mark.parametrize(
    ("stage", "due_on", "late"),
    [
        ("pledged", date(2026, 5, 14), 12),
        ("pledged", date(2026, 5, 26), 0),
        ("pledged", None, 0),
        ("done", date(2026, 5, 14), 0),
    ],
)
def test_only_a_pledge_is_ever_late(larkhaven, stage, due_on, late):
    assert days_overdue(rows.outcome(larkhaven, stage=stage, due_on=due_on), rows.TODAY) == late


def test_how_we_know_says_who_and_when(larkhaven):
    seen = {"observed_on": date(2026, 4, 20), "reported_on": date(2026, 5, 4)}
    outcome = rows.outcome(larkhaven, **seen, source="A call.")
    assert how_we_know(outcome) == (
        "Self-reported. Observed April 20, 2026, reported May 4, 2026. Source: A call."
    )
    outcome.verified_by, outcome.verified_on = "the training record", date(2026, 5, 6)
    assert how_we_know(outcome) == (
        "Substantiated by the training record on May 6, 2026. Observed April 20, 2026, reported"
        " May 4, 2026. Source: A call."
    )


def test_what_is_not_known_is_said(larkhaven):
    assert how_we_know(rows.outcome(larkhaven)) == "Self-reported. No day is recorded."
    words = rows.outcome(larkhaven, reported_words="at the follow-up")
    assert how_we_know(words) == "Self-reported. Reported at the follow-up."


def test_a_few_of_many_show_every_stage(larkhaven):
    stages = ["done"] * 4 + ["pledged", "interest", "count_only"]
    outcomes = [rows.outcome(larkhaven, stage=stage) for stage in stages]

    assert [each.stage for each in few_of_each(outcomes, 5)] == [
        "done",
        "done",
        "pledged",
        "interest",
        "count_only",
    ]
    assert few_of_each(outcomes, 99) == outcomes


def test_today_names_pledges_a_week_before_and_when_they_are_late(larkhaven, dana):
    for due_on in [date(2026, 5, 14), date(2026, 6, 1), date(2026, 7, 1)]:
        rows.outcome(larkhaven, stage="pledged", due_on=due_on, lead="Copperline Energy")
    rows.outcome(rows.build(rows.program("birch"), "x"), stage="pledged", due_on=date(2026, 5, 1))

    dues = pledges_due(dana, rows.TODAY)

    assert [(due.when, due.days_late, due.href) for due in dues] == [
        (When.OVERDUE, 12, "/builds/larkhaven/outcomes/outcome-1/"),
        (When.DUE, 0, "/builds/larkhaven/outcomes/outcome-2/"),
    ]
    assert pledges_due(join(larkhaven.program, name="Lee", role="viewer"), rows.TODAY) == []
