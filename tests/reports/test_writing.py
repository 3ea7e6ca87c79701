"""Writing on the desk: what is typed is kept, or stands there again with what is wrong."""

import re
from html import unescape

import pytest

from muster.core.models import AuditEvent
from muster.programs.models import Goal
from muster.reports.desk.slots import read_slot
from muster.reports.forms import WordsForm
from muster.reports.models import Passage
from tests import rows
from tests.people import join

DESK = "/builds/larkhaven/report/"
SUMMARY = f"{DESK}words/summary/"
S2 = f"{DESK}words/goal-S2/"


def sent(build, name, **typed):
    """What the form of a slot sends, with some of it typed anew."""
    form = WordsForm(read_slot(build, name))
    data = {field.name: field.value() or "" for field in form}
    return data | {key.replace("_", "-"): value for key, value in typed.items()}


def texts(kind="summary"):
    return list(
        Passage.objects.filter(kind=kind).order_by("position").values_list("text", flat=True)
    )


def box(html, name):
    """What stands in a text field of the page."""
    field = rf'<textarea [^>]*id="{name}"[^>]*>\r?\n?(.*?)</textarea>'
    return unescape(re.search(field, html, re.DOTALL)[1])


def test_what_is_typed_is_kept_and_the_desk_comes_back_to_it(full, desk):
    answer = desk.post(SUMMARY, sent(full, "summary", text_1="We met."), follow=True)

    assert answer.redirect_chain == [(f"{DESK}#summary", 302)]
    assert texts() == ["We met."]
    assert "Kept. The checks have looked at it." in answer.content.decode()


def test_a_paragraph_is_changed_added_and_taken_out(full, desk):
    for position, text in enumerate(["One.", "Two."], 1):
        Passage.objects.create(build=full, kind="summary", position=position, text=text)

    desk.post(SUMMARY, sent(full, "summary", text_1="", text_2="Two, then.", text_3="Three."))

    assert texts() == ["Two, then.", "Three."]


def test_a_typed_count_is_kept_and_blocks(full, desk):
    answer = desk.post(SUMMARY, sent(full, "summary", text_1="All 67 came."), follow=True)

    assert texts() == ["All 67 came."]
    assert "1 check blocks" in " ".join(answer.content.decode().split())


def test_what_the_evidence_says_is_ours_only_when_a_word_is_changed(full, desk):
    made = sent(full, "goal-S2")
    assert "{figure:next_steps|k of n}" in made["text-1"]

    answer = desk.post(S2, made, follow=True)
    assert (texts("goal"), "Nothing had changed." in answer.content.decode()) == ([], True)

    desk.post(S2, made | {"text-1": made["text-1"] + " So."})
    assert texts("goal") == [made["text-1"] + " So."]


def test_a_further_sentence_takes_the_evidences_own_along(full, desk):
    made = sent(full, "goal-S2")

    desk.post(S2, made | {"text-2": "A second sentence."})

    assert texts("goal") == [made["text-1"], "A second sentence."]


def test_a_heading_stands_with_its_words(full, desk):
    url = f"{DESK}words/method/"
    refused = desk.post(url, sent(full, "method", heading_1="How it was asked"))
    assert (refused.status_code, texts("method")) == (422, [])
    assert 'value="How it was asked"' in refused.content.decode()

    desk.post(url, sent(full, "method", heading_1="How", text_1="On a phone."))

    assert list(Passage.objects.values_list("heading", "text")) == [("How", "On a phone.")]


def test_a_difference_from_the_source_is_typed_in_two_boxes(full, desk):
    url = f"{DESK}words/source/"

    desk.post(url, sent(full, "source", heading_1="Numbering", there_1="1, 2", text_1="S1, S2"))
    assert texts("source") == ["1, 2 → S1, S2"]

    again = sent(full, "source")
    assert (again["there-1"], again["text-1"]) == ("1, 2", "S1, S2")
    desk.post(url, again)
    assert AuditEvent.objects.filter(verb="wrote").count() == 1


def test_the_mission_is_one_text(full, desk):
    desk.post(f"{DESK}words/mission/", sent(full, "mission", text_1="To meet."))

    form = WordsForm(read_slot(full, "mission"))
    assert form.positions == [1]


def test_what_somebody_else_wrote_meanwhile_is_shown_and_mine_stays(full, desk):
    mine = sent(full, "summary", text_1="Mine.")
    Passage.objects.create(build=full, kind="summary", position=1, text="Theirs.")

    answer = desk.post(SUMMARY, mine)

    html = answer.content.decode()
    assert (answer.status_code, texts()) == (422, ["Theirs."])
    assert "It reads now: “Theirs.”" in html
    assert box(html, "summary-text-1") == "Mine."
    again = re.search(r'value="(\w+)" id="summary-read-1"', html)[1]
    desk.post(SUMMARY, mine | {"read-1": again})
    assert texts() == ["Mine."]


def test_what_somebody_else_took_out_meanwhile_is_not_lost(full, desk):
    row = Passage.objects.create(build=full, kind="summary", position=3, text="There.")
    mine = sent(full, "summary", text_3="There, changed.")
    row.delete()

    answer = desk.post(SUMMARY, mine)

    assert (answer.status_code, texts()) == (422, [])
    assert box(answer.content.decode(), "summary-text-3") == "There, changed."


def test_all_boxes_are_kept_together_or_none(full, desk):
    Passage.objects.create(build=full, kind="summary", position=1, text="One.")
    mine = sent(full, "summary", text_1="One, mine.", text_2="Two, mine.")
    Passage.objects.create(build=full, kind="summary", position=2, text="Two, theirs.")

    answer = desk.post(SUMMARY, mine)

    assert (answer.status_code, texts()) == (422, ["One.", "Two, theirs."])
    html = answer.content.decode()
    assert (box(html, "summary-text-1"), box(html, "summary-text-2")) == (
        "One, mine.",
        "Two, mine.",
    )


def test_a_text_that_is_too_long_stands_there_again(full, desk):
    long = "So it was. " * 2000

    answer = desk.post(SUMMARY, sent(full, "summary", text_1=long))

    assert (answer.status_code, texts()) == (422, [])
    html = answer.content.decode()
    assert box(html, "summary-text-1") == long
    assert "One thing to put right. What you wrote is kept." in html
    assert '<details class="edit" id="edit-summary" open>' in html


def test_a_character_that_no_text_has_is_refused_and_nothing_breaks(full, desk):
    answer = desk.post(SUMMARY, sent(full, "summary", text_1="So\0 it was."))

    assert (answer.status_code, texts()) == (422, [])


def test_sent_twice_it_is_written_once(full, desk):
    mine = sent(full, "summary", text_1="We met.")

    first, second = desk.post(SUMMARY, mine), desk.post(SUMMARY, mine)

    assert (first.status_code, second.status_code, texts()) == (302, 302, ["We met."])
    assert AuditEvent.objects.filter(verb="wrote").count() == 1


def test_looking_at_the_address_opens_the_form_and_changes_nothing(full, desk):
    answer = desk.get(S2)

    assert answer.status_code == 200
    assert '<details class="edit" id="edit-goal-S2" open>' in answer.content.decode()
    assert texts("goal") == []


@pytest.mark.parametrize("name", ["goal-S9", "goals", "goal", "signature"])
def test_a_place_that_does_not_exist_is_not_found(full, desk, name):
    assert desk.get(f"{DESK}words/{name}/").status_code == 404


def test_who_may_not_write_cannot(full, client, vera, dana):
    mine = sent(full, "summary", text_1="We met.")
    client.force_login(vera.user)
    assert client.post(SUMMARY, mine).status_code == 403
    client.force_login(join(rows.program("other"), name="Otto Reed").user)
    assert client.post(SUMMARY, mine).status_code == 404
    assert texts() == []

    client.force_login(dana.user)

    assert client.post(SUMMARY, mine).status_code == 302
    assert texts() == ["We met."]


def test_the_words_of_another_build_stay(full, desk):
    other = rows.build(full.program, "dovemere")
    Passage.objects.create(build=other, kind="summary", position=1, text="Theirs.")
    goal = Goal.objects.get(program=full.program, code="S2")
    Passage.objects.create(build=other, kind="goal", goal=goal, position=1, text="Theirs.")

    desk.post(SUMMARY, sent(full, "summary", text_1="Ours."))

    assert set(Passage.objects.values_list("build__key", "text")) == {
        ("dovemere", "Theirs."),
        ("larkhaven", "Ours."),
    }
