"""The goal ledger: no goal is dropped, and each stands where its evidence puts it."""

import pytest

from muster.programs.models import Component, Framework, Goal
from muster.reports.figures import figures_of
from muster.reports.ledger import Status, ledger
from muster.reports.models import Evidence, Passage
from muster.states.models import Adoption
from tests import rows


def statuses(build):
    lines = ledger(build, figures_of(build))
    return {line.goal.code: str(line.status) for line in lines}


def sentences(build, code):
    lines = ledger(build, figures_of(build))
    return [
        sentence.text for line in lines if line.goal.code == code for sentence in line.sentences
    ]


def adoption(build, stage, **more):
    framework = Framework.objects.create(
        program=build.program, key="model", name="The model", position=1
    )
    component = Component.objects.create(framework=framework, key="cards", name="Cards", number=1)
    values = {"key": "cards-asked", "state": "MS", "component": component, "scope": "practice"}
    return Adoption.objects.create(
        program=build.program, build=build, stage=stage, **(values | more)
    )


def link(build, code, **what):
    goal = Goal.objects.get(program=build.program, code=code)
    return Evidence.objects.create(build=build, goal=goal, position=1, **what)


def test_every_goal_of_the_program_stands_in_the_ledger_in_its_order(larkhaven):
    assert statuses(larkhaven) == {
        "S2": "not_measured",
        "S4": "not_measured",
        "L1": "not_measured",
    }


def test_a_figure_shows_its_goal(larkhaven):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=28, no=2)

    assert statuses(larkhaven)["S2"] == "shown"
    assert sentences(larkhaven, "S2") == ["28 of 30 who answered (93%) know what to do next."]


def test_a_figure_that_cannot_be_told_is_no_result_yet(larkhaven):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=7)

    assert statuses(larkhaven)["S2"] == "no_result"
    assert sentences(larkhaven, "S2") == ["Asked; no answer can be told yet."]


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("done", "shown"),
        ("in_progress", "shown"),
        ("pledged", "shown"),
        ("interest", "shown"),
        ("count_only", "not_measured"),
    ],
)
def test_an_outcome_shows_its_goal_unless_it_only_counts(larkhaven, stage, status):
    rows.outcome(larkhaven, stage=stage, goal="S4")

    assert statuses(larkhaven)["S4"] == status


def test_the_sentence_of_an_outcome_names_its_stage(larkhaven):
    rows.outcome(larkhaven, stage="pledged", lead="Pinewick Freight", text="will train drivers.")

    assert sentences(larkhaven, "S4") == ["Pledged: Pinewick Freight will train drivers."]


def test_an_outcome_without_leave_is_told_without_the_name(larkhaven):
    rows.outcome(larkhaven, may_name="no", unnamed="A carrier", text="trained its drivers.")

    assert sentences(larkhaven, "S4") == ["Done: A carrier trained its drivers."]


def test_a_withdrawn_outcome_shows_nothing(larkhaven):
    outcome = rows.outcome(larkhaven)
    assert statuses(larkhaven)["S4"] == "shown"

    outcome.withdrawn_on, outcome.text, outcome.lead = rows.TODAY, "", ""
    outcome.save()

    assert statuses(larkhaven)["S4"] == "not_measured"


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("none", "not_measured"),
        ("asked", "no_result"),
        ("meeting", "shown"),
        ("promised", "shown"),
        ("partial", "shown"),
        ("in_force", "shown"),
        ("lapsed", "not_measured"),
        ("n_a", "not_measured"),
    ],
)
def test_an_adoption_shows_its_goal_from_a_meeting_on(larkhaven, stage, status):
    link(larkhaven, "L1", adoption=adoption(larkhaven, stage))

    assert statuses(larkhaven)["L1"] == status


def test_a_quote_alone_never_shows_a_goal(larkhaven):
    quote = rows.quote(larkhaven, decision="show")
    link(larkhaven, "S2", quote=quote)

    line = ledger(larkhaven, {})[0]

    assert (line.status, [piece.key for piece in line.evidence]) == (
        Status.NOT_MEASURED,
        [quote.key],
    )


def test_what_is_linked_by_hand_stands_once(larkhaven):
    outcome = rows.outcome(larkhaven, goal="S4")
    link(larkhaven, "L1", outcome=outcome)

    evidence = {
        line.goal.code: [piece.key for piece in line.evidence]
        for line in ledger(larkhaven, figures_of(larkhaven))
    }

    assert evidence == {"S2": [], "S4": [], "L1": [outcome.key]}


def test_what_we_write_takes_the_place_of_what_the_evidence_says(larkhaven):
    rows.people(larkhaven, 40)
    rows.answers(larkhaven, yes=28, no=2)
    goal = Goal.objects.get(code="S2")
    for position, text in [(2, "Second."), (1, "{figure:next_steps} know.")]:
        Passage.objects.create(
            build=larkhaven, kind="goal", goal=goal, position=position, text=text
        )

    assert sentences(larkhaven, "S2") == ["93% know.", "Second."]


@pytest.mark.parametrize("many", [1, 3, 10])
def test_the_ledger_asks_the_same_number_of_questions(larkhaven, django_assert_num_queries, many):
    for _number in range(many):
        link_to = rows.outcome(larkhaven)
        Evidence.objects.create(
            build=larkhaven, goal=link_to.goal, position=link_to.position, outcome=link_to
        )
        rows.outcome(larkhaven, goal="S2")
        Passage.objects.create(
            build=larkhaven, kind="goal", goal=link_to.goal, position=link_to.position, text="So."
        )

    with django_assert_num_queries(4):
        assert len(ledger(larkhaven, {})) == 3


def test_a_figure_that_contradicts_the_room_shows_nothing(larkhaven):
    rows.people(larkhaven, 30)
    rows.answers(larkhaven, yes=30)
    assert statuses(larkhaven)["S2"] == "shown"

    rows.answers(larkhaven, yes=1)

    assert statuses(larkhaven)["S2"] == "no_result"
