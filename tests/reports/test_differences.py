"""What changed between two versions, in a reader's words, and never by how many answers."""

import json

import pytest

from muster.programs.models import Guidance, GuidanceLine
from muster.reports import sign
from muster.reports.differences import differences
from muster.reports.models import Passage
from muster.reports.snapshot import snapshot_of
from muster.reports.withdrawal import withdraw_quote
from tests import rows


def changed(before, build):
    return [(d.what, d.before, d.after, d.prints) for d in differences(before, snapshot_of(build))]


def test_the_same_rows_differ_in_nothing(full):
    assert changed(snapshot_of(full), full) == []


def test_a_figure_prints_its_new_numbers_and_says_revised(full):
    before = snapshot_of(full)

    rows.answers(full, yes=0, no=1)

    assert ("Know next steps", "93%", "90%", "Revised") in changed(before, full)


def test_a_figure_that_prints_the_same_says_revised_and_not_by_how_many(full):
    rows.answers(full, yes=270, no=20)
    rows.people(full, 400)
    before = snapshot_of(full)

    rows.answers(full, yes=1)

    (figure,) = [line for line in changed(before, full) if line[0] == "Know next steps"]
    assert figure == ("Know next steps", "93%", "93%", "Revised")


def test_more_people_in_the_room_are_told(full):
    before = snapshot_of(full)

    rows.people(full, 1)

    assert ("People in the room", "40", "41", "Revised") in changed(before, full)


def test_a_goal_that_is_shown_now_says_so(larkhaven):
    before = snapshot_of(larkhaven)

    rows.outcome(larkhaven, goal="S4")

    assert changed(before, larkhaven) == [
        ("Goal S4", "Not measured. Nothing was asked or counted.",
         "Shown. Done: Pinewick Freight trained its drivers.", "Revised"),
        ("Pinewick Freight", "", "Done: Pinewick Freight trained its drivers. Self-reported."
         " Observed: unknown. Reported: unknown.", "New"),
    ]  # fmt: skip


def test_a_quote_that_was_taken_out_is_named(full):
    quote = full.quotes.get()
    before = snapshot_of(full)

    quote.decision = "hide"
    quote.save()

    assert changed(before, full) == [("Quote", f"“{quote.text}”", "", "Taken out")]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("mission", "Mission"),
        ("summary", "Final summary"),
        ("quotes", "About the quotes"),
        ("history", "History in the state"),
    ],
)
def test_words_of_ours_that_changed_are_told(full, kind, what):
    passage = Passage.objects.create(build=full, kind=kind, position=1, text="So it was.")
    before = snapshot_of(full)

    passage.text = "So it is."
    passage.save()
    assert changed(before, full) == [(what, "So it was.", "So it is.", "Revised")]

    passage.delete()
    assert changed(before, full) == [(what, "So it was.", "", "Taken out")]


def test_whom_to_call_is_told_when_it_was_checked_anew(full):
    guidance = Guidance.objects.create(
        program=full.program, state="MS", checked_on="2026-01-02", checked_by="Dana", source="MBN"
    )
    GuidanceLine.objects.create(
        guidance=guidance, position=1, who="Police", number="911", when="Now"
    )
    full.prints_guidance = True
    full.save()
    before = snapshot_of(full)

    guidance.checked_on = "2026-05-02"
    guidance.save()

    assert changed(before, full) == [
        (
            "Whom to call",
            "Checked January 2, 2026.",
            "Checked May 2, 2026.",
            "Revised",
        )
    ]


def test_only_the_paragraphs_that_differ_are_told(full):
    for position, text in enumerate(["One.", "Two.", "Three."], 1):
        Passage.objects.create(build=full, kind="summary", position=position, text=text)
    before = snapshot_of(full)

    Passage.objects.filter(position=2).update(text="Two, then.")
    Passage.objects.create(build=full, kind="summary", position=4, text="Four.")

    assert changed(before, full) == [
        ("Final summary", "Two.", "Two, then.", "Revised"),
        ("Final summary", "", "Four.", "New"),
    ]


def test_methods_and_differences_from_the_source_are_told(full):
    method = Passage.objects.create(
        build=full, kind="method", position=1, heading="How", text="We asked."
    )
    source = Passage.objects.create(
        build=full, kind="source", position=1, heading="Goals", text="Four → S4"
    )
    before = snapshot_of(full)

    method.text = "We asked twice."
    method.save()
    source.text = "Four → S5"
    source.save()

    methods, source = changed(before, full)
    assert methods == (
        "Methods and limits", "How: We asked.", "How: We asked twice.", "Revised",
    )  # fmt: skip
    assert source == (
        "Differences from the source", "Goals: Four, S4", "Goals: Four, S5", "Revised",
    )  # fmt: skip


def test_every_change_of_the_rows_shows(full):
    """Whatever makes another hash makes a line that a reader sees."""
    before = snapshot_of(full)
    changes = [
        lambda: full.partners.create(
            organization=rows.organization(full.program, "The carriers"), part="host", position=1
        ),
        lambda: full.aliases.create(name="The harbor build"),
        lambda: rows.outcome(full, key="one-more"),
        lambda: full.outcomes.filter(position=1).update(contribution="We trained."),
        lambda: full.outcomes.filter(position=1).update(observed_on="2026-05-01"),
        lambda: full.quotes.update(large=True),
        lambda: full.participants.filter(number__lte=20).update(
            sector=full.program.sectors.get(key="police")
        ),
        lambda: type(full).objects.filter(pk=full.pk).update(tagline="On the road"),
    ]
    silent = []
    for number, change in enumerate(changes):
        change()
        full = type(full).objects.select_related("program").get(pk=full.pk)
        after = snapshot_of(full)
        assert after["hash"] != before["hash"], number
        if not differences(before, after):
            silent.append(number)
        before = after

    assert silent == []


def test_what_was_withdrawn_is_not_told_again(full, dana):
    report = sign.freeze(full, by=dana, now=rows.NOW)
    quote = full.quotes.get()
    words = quote.text

    withdraw_quote(quote, by=dana, now=rows.NOW)

    report.refresh_from_db()
    told = differences(json.loads(report.snapshot), snapshot_of(full))
    assert words not in repr(told)


def test_a_sentence_with_revised_numbers_does_not_tell_the_old_ones(full):
    before = snapshot_of(full)
    (goal,) = [row for row in before["goals"] if row["code"] == "S2"]
    assert "28 of 30" in goal["sentences"][0]

    rows.answers(full, yes=1)

    (line,) = [line for line in changed(before, full) if line[0] == "Goal S2"]
    assert "… of … who answered (…%)" in line[1]
    assert "29 of 31" in line[2]
