"""The pages of what came of a build."""

import re

import pytest

from muster.followup import lists
from muster.followup.models import Outcome
from muster.programs.models import Goal
from tests import rows
from tests.people import join

HERE = "/builds/larkhaven/outcomes/"


@pytest.fixture
def form(larkhaven):
    goal = Goal.objects.get(program=larkhaven.program, code="S4")
    return {
        "once": "7h3kqr",
        "stage": "pledged",
        "goal": str(goal.pk),
        "lead": "Sandbar Coach Lines",
        "text": "will train 60 drivers.",
        "may_name": "yes",
        "due_on": "2026-07-01",
    }


def problems(answer):
    summary = re.search(r"data-error-summary>(.*?)</div>", answer.content.decode(), re.DOTALL)
    return re.findall(r'<li><a href="#(\w+)">([^<]*)', summary[1]) if summary else []


def test_outcomes_stand_by_how_far_they_came(desk, larkhaven):
    for stage in ("pledged", "done", "pledged"):
        rows.outcome(larkhaven, stage=stage)
    rows.outcome(larkhaven, lead="", text="", withdrawn_on=rows.DAY)

    html = desk.get(HERE).content.decode()

    assert re.findall(r'<h2 id="(\w+)">([^<]*) <span class="count-n">(\d)', html) == [
        ("done", "Done", "1"),
        ("pledged", "Pledged", "2"),
        ("withdrawn", "Withdrawn", "1"),
    ]


def test_a_long_list_goes_on_and_its_headings_count_all_of_it(desk, larkhaven, monkeypatch):
    monkeypatch.setattr(lists, "OUTCOMES_AT_ONCE", 2)
    for stage in ("pledged", "done", "count_only", "done"):
        row = rows.outcome(larkhaven, stage=stage)
        company = rows.organization(larkhaven.program, f"Company {row.position}")
        row.introductions.create(position=1, organization=company)
    rows.outcome(larkhaven, lead="", text="", stage="done", withdrawn_on=rows.DAY)

    shown, headings, page = [], [], HERE
    while page:
        answer = desk.get(page)
        shown.append(re.findall(rf'href="{HERE}(outcome-\d)/"', answer.content.decode()))
        headings.append(
            re.findall(r'<h2 id="(\w+)">[^<]*<span class="count-n">(\d)', answer.content.decode())
        )
        page = answer.context["page"].next and HERE + answer.context["page"].next

    assert shown == [["outcome-2", "outcome-4"], ["outcome-1", "outcome-3"], []]
    assert headings == [
        [("done", "2"), ("introductions", "4")],
        [("pledged", "1"), ("count_only", "1"), ("introductions", "4")],
        [("withdrawn", "1")],
    ]
    back = desk.get(HERE + answer.context["page"].previous)
    assert re.findall(rf'href="{HERE}(outcome-\d)/"', back.content.decode()) == shown[1]


def test_nothing_yet_offers_the_first(desk, larkhaven):
    html = desk.get(HERE).content.decode()

    assert "Nothing is recorded yet" in html
    assert f'<a class="btn primary" href="{HERE}new/">' in html


def test_recording_leads_to_its_page_and_happens_once(desk, larkhaven, form):
    answers = [desk.post(f"{HERE}new/", form) for _time in range(2)]

    outcome = Outcome.objects.get()
    assert [answer["Location"] for answer in answers] == [outcome.get_absolute_url()] * 2
    assert desk.get(outcome.get_absolute_url()).status_code == 200


def test_each_new_form_has_a_key_of_its_own(desk, larkhaven):
    keys = {desk.get(f"{HERE}new/").context["form"]["once"].value() for _time in range(3)}

    assert len(keys) == 3


def test_what_was_written_is_kept_when_something_is_missing(desk, larkhaven, form):
    answer = desk.post(f"{HERE}new/", form | {"text": "", "may_name": "no"})

    assert (answer.status_code, Outcome.objects.count()) == (422, 0)
    assert problems(answer) == [("id_text", "What changed: Say what changed.")]
    assert answer.context["form"]["lead"].value() == "Sandbar Coach Lines"
    assert answer.context["form"]["once"].value() == "7h3kqr"


def test_what_a_rule_refuses_is_said_at_its_field(desk, larkhaven, form):
    answer = desk.post(f"{HERE}new/", form | {"observed_on": "2999-01-01"})

    assert problems(answer) == [("id_observed_on", "Seen on: 2999-01-01 has not come yet.")]


def test_a_change_is_kept(desk, larkhaven, form):
    outcome = rows.outcome(larkhaven)

    answer = desk.post(f"{HERE}outcome-1/change/", form)

    assert answer["Location"] == f"{HERE}outcome-1/"
    outcome.refresh_from_db()
    assert (outcome.stage, outcome.text) == ("pledged", "will train 60 drivers.")


def test_a_change_that_is_refused_comes_back(desk, larkhaven, form):
    rows.outcome(larkhaven)

    answer = desk.post(f"{HERE}outcome-1/change/", form | {"text": " "})

    assert answer.status_code == 422
    assert Outcome.objects.get().text == "trained its drivers."
    assert answer.context["form"]["lead"].value() == "Sandbar Coach Lines"


def test_changing_what_was_confirmed_says_that_it_no_longer_is(desk, larkhaven, form):
    rows.outcome(larkhaven, verified_by="the record", verified_on=rows.DAY)

    answer = desk.post(f"{HERE}outcome-1/change/", form, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Kept.",
        "What was confirmed was the sentence as it stood. It is self-reported now.",
    ]


def test_it_is_confirmed_by_somebody_independent(desk, larkhaven):
    outcome = rows.outcome(larkhaven)
    there = f"{HERE}outcome-1/confirm/"

    refused = desk.post(there, {"confirmed_by": "Pinewick Freight", "on": "2026-05-01"})
    kept = desk.post(there, {"confirmed_by": "the training record", "on": "2026-05-01"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert problems(refused) == [
        (
            "id_confirmed_by",
            "Who or what confirms it: Pinewick Freight cannot confirm this about itself; then it"
            " stays self-reported.",
        )
    ]
    outcome.refresh_from_db()
    assert outcome.verified_by == "the training record"


def test_an_introduction_moves_on(desk, larkhaven):
    outcome = rows.outcome(larkhaven)
    company = rows.organization(larkhaven.program, "Birchline")
    one = outcome.introductions.create(organization=company, position=1)
    there = f"{HERE}outcome-1/introductions/1/"

    refused = desk.post(there, {"i1-stage": "married", "i1-on": ""})
    kept = desk.post(there, {"i1-stage": "met", "i1-on": "2026-05-01"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    one.refresh_from_db()
    assert one.stage == "met"


@pytest.mark.parametrize(
    ("act", "field"), [("change", "The goal it stands under"), ("confirm", "Who or what confirms")]
)
def test_what_was_not_kept_is_said_at_the_top_with_the_way_to_it(desk, larkhaven, act, field):
    rows.outcome(larkhaven)
    assert "Not kept yet" not in desk.get(f"{HERE}outcome-1/").content.decode()

    answer = desk.post(f"{HERE}outcome-1/{act}/", {})

    top = answer.content.decode().partition("<h1")[0]
    assert answer.status_code == 422
    assert "Not kept yet. What you wrote is still here." in top
    assert re.search(rf'<a href="#id_\w+">{field}', top)


def test_a_withdrawn_outcome_offers_nothing_to_change(desk, larkhaven):
    rows.outcome(larkhaven)
    rows.outcome(larkhaven, lead="", text="", withdrawn_on=rows.DAY)

    standing, withdrawn = (desk.get(f"{HERE}outcome-{n}/").content.decode() for n in (1, 2))

    assert (standing.count('action="/builds/'), withdrawn.count('action="/builds/')) == (3, 0)
    assert "This outcome was withdrawn" in withdrawn


@pytest.mark.parametrize("path", ["outcome-1/change/", "outcome-1/confirm/", "outcome-1/withdraw/"])
def test_nothing_changes_by_looking(desk, larkhaven, path):
    rows.outcome(larkhaven)

    answer = desk.get(f"{HERE}{path}", follow=True)

    assert answer.redirect_chain == [(f"{HERE}outcome-1/", 302)]
    assert "Nothing was changed. If you had just sent something" in answer.content.decode()
    assert Outcome.objects.get().substantiated is False


def test_who_may_only_read_changes_nothing(client, larkhaven, form):
    rows.outcome(larkhaven)
    client.force_login(join(larkhaven.program, name="Lee", role="viewer").user)

    for path in ("new/", "outcome-1/change/", "outcome-1/confirm/", "outcome-1/withdraw/"):
        assert client.post(f"{HERE}{path}", form).status_code == 403

    assert Outcome.objects.get().text == "trained its drivers."


def test_an_outcome_of_another_program_is_not_there(desk, larkhaven, form):
    stranger = rows.build(rows.program("birch"), "port-amity")
    rows.outcome(stranger)
    there = "/builds/port-amity/outcomes/"

    gets = [desk.get(f"{there}{path}").status_code for path in ("", "new/", "outcome-1/")]
    posts = [
        desk.post(f"{there}{path}", form).status_code
        for path in ("new/", "outcome-1/change/", "outcome-1/confirm/", "outcome-1/withdraw/")
    ]

    assert (gets, posts) == ([404] * 3, [404] * 4)


@pytest.mark.parametrize("many", [1, 3])
def test_they_ask_the_same_number_of_questions(desk, larkhaven, many, django_assert_num_queries):
    for number in range(many):
        outcome = rows.outcome(larkhaven, stage="pledged", due_on=rows.DAY)
        for position in range(many):
            company = rows.organization(larkhaven.program, f"Company {number} {position}")
            outcome.introductions.create(organization=company, position=position)

    with django_assert_num_queries(8):
        desk.get(HERE)
    with django_assert_num_queries(7):
        desk.get(f"{HERE}outcome-1/")
