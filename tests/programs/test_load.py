"""A pack comes into a program by its keys; twice is once."""

from dataclasses import replace
from datetime import date

import pytest

from muster.core.models import AuditEvent, Program
from muster.programs.errors import LoadRefused
from muster.programs.load import PackLoaded, load_pack
from muster.programs.models import Goal, Guidance, Item, Measure, Option, Sector, Term
from muster.programs.rows import LineRow, Pack
from muster.programs.write import pack_of
from tests.programs.packs import NOON

BY = "lead@example.org"


def load(pack: Pack, program: Program) -> PackLoaded:
    return load_pack(pack, program, by=BY, now=NOON)


def with_goal(pack: Pack, code: str, **changes: str) -> Pack:
    goals = tuple(replace(row, **changes) if row.code == code else row for row in pack.goals)
    return replace(pack, goals=goals)


def with_option_of_next_steps(pack: Pack, value: str, *, counts: bool) -> Pack:
    (asked,) = pack.questionnaires
    item = asked.items[0]
    options = tuple(
        replace(option, counts=counts) if option.value == value else option
        for option in item.options
    )
    items = (replace(item, options=options), *asked.items[1:])
    return replace(pack, questionnaires=(replace(asked, items=items),))


def test_a_load_brings_the_whole_pack_in(tat: Pack, program: Program) -> None:
    done = load(tat, program)

    assert (done.changed, done.same, done.changes, done.kept) == (0, 0, (), ())
    assert pack_of(program) == tat
    assert (program.pack_key, program.pack_version) == ("tat", tat.version)


def test_loading_twice_changes_nothing(tat: Pack, program: Program) -> None:
    first = load(tat, program)

    second = load(tat, program)

    assert second == PackLoaded(created=0, changed=0, same=first.created, changes=(), kept=())
    assert AuditEvent.objects.filter(program=program).count() == 1


def test_a_load_is_recorded_with_who_and_what(tat: Pack, program: Program) -> None:
    done = load(tat, program)

    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.subject, event.at) == (BY, "loaded", "pack:tat", NOON)
    assert event.reason == f"version {tat.version}: {done.created} created, 0 changed"


def test_a_corrected_text_changes_that_row_and_is_reported(tat: Pack, program: Program) -> None:
    load(tat, program)
    before = Goal.objects.get(program=program, code="L2")

    done = load(with_goal(tat, "L2", aim="Chart the calls"), program)

    after = Goal.objects.get(program=program, code="L2")
    assert done.changes == ("goals L2: aim",)
    assert (after.pk, after.aim) == (before.pk, "Chart the calls")


def test_a_text_edited_by_hand_is_brought_back_and_reported(tat: Pack, program: Program) -> None:
    load(tat, program)
    Sector.objects.filter(program=program, key="press").update(name="Media")

    done = load(tat, program)

    assert done.changes == ("sectors press: name",)
    assert Sector.objects.get(program=program, key="press").name == "Press"


def test_what_the_pack_does_not_hold_stays(tat: Pack, program: Program) -> None:
    load(tat, program)
    own = Sector.objects.create(program=program, key="airport", name="Airports", position=99)

    done = load(replace(tat, terms=tat.terms[1:]), program)

    assert Sector.objects.filter(pk=own.pk).exists()
    assert Term.objects.of(program).count() == len(tat.terms)
    assert done.created == 0


def test_two_programs_with_the_same_pack_share_no_row(tat: Pack, program: Program) -> None:
    other = Program.objects.create(key="sample", name="Sample", sample=True)
    load(tat, program)

    load(replace(tat, goals=(replace(tat.goals[0], aim="Mine"), *tat.goals[1:])), other)

    assert pack_of(program) == tat
    assert Goal.objects.of(other).get(code="S1").aim == "Mine"
    assert set(Item.objects.of(program)) & set(Item.objects.of(other)) == set()


def test_another_pack_is_not_loaded_over_the_first(tat: Pack, program: Program) -> None:
    load(tat, program)

    with pytest.raises(LoadRefused) as refusal:
        load(replace(tat, key="other"), program)

    assert refusal.value.reasons == (
        "TAT coalition builds was loaded from the pack 'tat'; 'other' is another one.",
    )
    assert pack_of(program) == tat


def test_what_counts_cannot_change_under_answers_already_given(tat: Pack, program: Program) -> None:
    load(tat, program)
    newer = replace(with_goal(tat, "S1", aim="New"), version="2027.1")

    with pytest.raises(LoadRefused) as refusal:
        load(with_option_of_next_steps(newer, "disagree", counts=True), program)

    assert refusal.value.reasons == (
        "questionnaires same-day 1, items next_steps, options disagree: 'counts' stays, because "
        "answers already given rest on it; use a new key, or a new version of the questionnaire.",
    )
    assert pack_of(program) == tat
    assert program.pack_version == tat.version
    assert not Option.objects.of(program).filter(value="disagree", counts=True).exists()


def test_a_new_version_of_the_questionnaire_may_count_otherwise(
    tat: Pack, program: Program
) -> None:
    load(tat, program)
    changed = with_option_of_next_steps(tat, "disagree", counts=True).questionnaires[0]
    newer = replace(tat, questionnaires=(*tat.questionnaires, replace(changed, version=2)))

    load(newer, program)

    assert pack_of(program) == newer
    versions = program.questionnaires.filter(key="same-day").values_list("version", flat=True)
    assert list(versions) == [1, 2]


def test_a_newer_check_of_guidance_is_not_undone(tat: Pack, program: Program) -> None:
    load(tat, program)
    ours = Guidance.objects.of(program).get(state="MS")
    Guidance.objects.filter(pk=ours.pk).update(checked_on=date(2026, 2, 1), checked_by="Dana")
    ours.lines.filter(position=2).update(number="601-555-0100")

    done = load(tat, program)

    ours.refresh_from_db()
    assert done.kept == ("guidance MS",)
    assert (ours.checked_by, ours.lines.get(position=2).number) == ("Dana", "601-555-0100")


def test_a_line_gone_from_newer_guidance_is_gone(tat: Pack, program: Program) -> None:
    load(tat, program)
    shorter = tuple(
        replace(row, checked_on=date(2026, 1, 5), lines=row.lines[:1]) for row in tat.guidance
    )

    load(replace(tat, guidance=shorter), program)

    assert {row.lines.count() for row in Guidance.objects.of(program)} == {1}


def test_lines_changed_without_a_new_date_are_reported(tat: Pack, program: Program) -> None:
    load(tat, program)
    first, *rest = tat.guidance
    line = LineRow(who="County dispatch", when="At night.", number="601-555-0100")

    done = load(replace(tat, guidance=(replace(first, lines=(line,)), *rest)), program)

    assert done.changes == (f"guidance {first.state}: lines",)


def test_a_check_of_the_spanish_stays_while_the_spanish_stays(tat: Pack, program: Program) -> None:
    load(tat, program)
    Guidance.objects.of(program).filter(state="MS").update(
        spanish_checked_on=date(2026, 2, 1), spanish_checked_by="Luz Prado"
    )

    done = load(tat, program)

    assert (done.changed, done.kept) == (0, ("guidance MS, Spanish",))
    assert Guidance.objects.of(program).get(state="MS").spanish_is_checked


def test_a_check_of_the_spanish_falls_with_the_text_it_was_made_of(
    tat: Pack, program: Program
) -> None:
    load(tat, program)
    Guidance.objects.of(program).update(
        spanish_checked_on=date(2026, 2, 1), spanish_checked_by="Luz Prado"
    )
    first, *rest = tat.guidance
    new = replace(first.lines[0], when_es="Otra frase.")

    load(replace(tat, guidance=(replace(first, lines=(new, *first.lines[1:])), *rest)), program)

    unchecked = [row.state for row in Guidance.objects.of(program) if not row.spanish_is_checked]
    assert unchecked == [first.state]


def test_measures_know_their_goals(tat: Pack, program: Program) -> None:
    load(tat, program)

    measures = Measure.objects.of(program).select_related("goal")
    found = {row.key: row.goal.code for row in measures if row.goal is not None}
    assert found == {row.key: row.goal for row in tat.measures}
