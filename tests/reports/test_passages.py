"""Writing our own words: everything that is typed is kept, and nobody's words are typed over."""

import pytest

from muster.core.models import AuditEvent
from muster.programs.models import Goal
from muster.reports.checks import check_build
from muster.reports.errors import WrittenMeanwhile
from muster.reports.models import Passage
from muster.reports.passages import Typed, mark_of, write_passage, write_passages
from tests import rows


def write(build, dana, text, *, kind="summary", position=1, **more):
    return write_passage(build, kind, position=position, text=text, by=dana, now=rows.NOW, **more)


def texts(build):
    return list(
        Passage.objects.filter(build=build).order_by("position").values_list("text", flat=True)
    )


def test_what_is_written_stands_there(larkhaven, dana):
    write(larkhaven, dana, "  We met.\r\nIt was good. ")

    assert texts(larkhaven) == ["We met.\nIt was good."]


def test_a_typed_count_is_kept_and_blocks(larkhaven, dana):
    write(larkhaven, dana, "All 67 came.")

    assert texts(larkhaven) == ["All 67 came."]
    assert [flag.check for flag in check_build(larkhaven, today=rows.TODAY).open] == [
        "typed_number"
    ]


def test_words_that_were_quoted_are_ours_from_the_first_change_on(larkhaven, dana):
    larkhaven.from_history = True
    larkhaven.save()
    Passage.objects.create(
        build=larkhaven, kind="summary", position=1, text="All 67 came.", verbatim=True
    )
    assert check_build(larkhaven, today=rows.TODAY).open == ()

    row = write(larkhaven, dana, "All 67 came!")

    assert row.verbatim is False
    assert [flag.check for flag in check_build(larkhaven, today=rows.TODAY).open] == [
        "typed_number"
    ]


def test_kept_without_a_change_they_stay_quoted(larkhaven, dana):
    Passage.objects.create(
        build=larkhaven, kind="summary", position=1, text="We\r\nmet.", verbatim=True
    )

    row = write(larkhaven, dana, "We\nmet. ")

    assert (row.verbatim, AuditEvent.objects.count()) == (True, 0)


def test_emptied_it_is_taken_out(larkhaven, dana):
    write(larkhaven, dana, "We met.")

    assert write(larkhaven, dana, " ") is None
    assert texts(larkhaven) == []


def test_the_sentence_of_a_goal_names_its_goal(larkhaven, dana):
    s2, s4 = (Goal.objects.get(code=code) for code in ("S2", "S4"))

    for goal in (s2, s4):
        write(larkhaven, dana, f"For {goal.code}.", kind="goal", goal=goal)

    assert set(Passage.objects.values_list("goal__code", "text")) == {
        ("S2", "For S2."),
        ("S4", "For S4."),
    }


def test_every_change_is_recorded(larkhaven, dana):
    goal = Goal.objects.get(code="S2")

    for text in ("One.", "One.", "Two.", ""):
        write(larkhaven, dana, text, kind="goal", goal=goal)

    assert list(AuditEvent.objects.values_list("verb", "subject")) == [
        ("wrote", "build:larkhaven/goal:S2:1"),
        ("wrote", "build:larkhaven/goal:S2:1"),
        ("removed", "build:larkhaven/goal:S2:1"),
    ]


def test_a_heading_that_is_not_given_stays(larkhaven, dana):
    write(larkhaven, dana, "So.", kind="method", heading="How")

    row = write(larkhaven, dana, "Otherwise.", kind="method")

    assert (row.heading, row.text) == ("How", "Otherwise.")


def test_what_somebody_else_wrote_meanwhile_is_not_typed_over(larkhaven, dana):
    seen = mark_of("")
    write(larkhaven, dana, "Theirs.")

    with pytest.raises(WrittenMeanwhile) as meanwhile:
        write(larkhaven, dana, "Mine.", read=seen)

    assert (texts(larkhaven), meanwhile.value.text) == (["Theirs."], "Theirs.")
    write(larkhaven, dana, "Mine.", read=mark_of("Theirs."))
    assert texts(larkhaven) == ["Mine."]


def test_the_same_sent_twice_is_written_once(larkhaven, dana):
    for _time in range(2):
        write(larkhaven, dana, "Mine.", read=mark_of(""))

    assert (texts(larkhaven), AuditEvent.objects.count()) == (["Mine."], 1)


def test_several_are_kept_together_or_none_of_them(larkhaven, dana):
    write(larkhaven, dana, "Theirs.", position=2)
    typed = [Typed(1, "One.", None, mark_of("")), Typed(2, "Two.", None, mark_of(""))]

    with pytest.raises(WrittenMeanwhile):
        write_passages(larkhaven, "summary", typed, by=dana, now=rows.NOW)

    assert texts(larkhaven) == ["Theirs."]


def test_it_is_counted_how_many_changed(larkhaven, dana):
    write(larkhaven, dana, "One.")
    typed = [
        Typed(1, "One.", None, mark_of("One.")),
        Typed(2, "Two.", None, mark_of("")),
        Typed(3, "", None, mark_of("")),
    ]

    assert write_passages(larkhaven, "summary", typed, by=dana, now=rows.NOW) == 1
    assert texts(larkhaven) == ["One.", "Two."]
