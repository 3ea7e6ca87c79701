"""Guidance ages: what nobody has checked for twelve months is stale."""

from datetime import date

import pytest
from django.db import IntegrityError

from muster.core.models import AuditEvent, Program
from muster.programs.check import check_guidance
from muster.programs.errors import CheckRefused
from muster.programs.load import load_pack
from muster.programs.models import Guidance
from muster.programs.rows import Pack
from tests.programs.packs import NOON

TODAY = NOON.date()


@pytest.fixture
def mississippi(tat: Pack, program: Program) -> Guidance:
    load_pack(tat, program, by="load-pack", now=NOON)
    return Guidance.objects.of(program).get(state="MS")


def check(guidance: Guidance, on: date, *, checked_by: str = "Dana Reyes") -> Guidance:
    return check_guidance(
        guidance,
        on=on,
        today=TODAY,
        checked_by=checked_by,
        source="A call to the agency",
        by="dana@example.org",
        now=NOON,
    )


@pytest.mark.parametrize(
    ("checked", "today", "stale"),
    [
        (date(2025, 5, 20), date(2026, 5, 19), False),
        (date(2025, 5, 20), date(2026, 5, 20), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (date(2024, 10, 2), date(2026, 3, 2), True),
        (date(2026, 3, 2), date(2026, 3, 2), False),
    ],
)
def test_twelve_months_without_a_check_make_it_stale(
    checked: date, today: date, stale: bool
) -> None:
    assert Guidance(checked_on=checked).is_stale(today) == stale


def test_a_state_has_its_own_guidance_or_the_countrys(
    program: Program, mississippi: Guidance
) -> None:
    of_program = Guidance.objects.of(program)

    found = [of_program.for_state(state) for state in ("MS", "OH", "ZZ")]

    assert [row.state for row in found if row is not None] == ["MS", "US", "US"]


def test_no_guidance_is_no_guidance(program: Program) -> None:
    assert Guidance.objects.of(program).for_state("MS") is None


def test_mississippi_is_told_911_then_the_local_agency_then_the_hotline(
    mississippi: Guidance,
) -> None:
    assert [line.number for line in mississippi.lines.all()] == [
        "911",
        "",
        "1-888-373-7888",
        "233733",
    ]
    assert mississippi.note.startswith("The list names no Mississippi line")


def test_a_check_makes_it_fresh_and_is_recorded(mississippi: Guidance) -> None:
    assert mississippi.is_stale(TODAY)

    checked = check(mississippi, TODAY)

    assert not checked.is_stale(TODAY)
    assert (checked.checked_by, checked.source) == ("Dana Reyes", "A call to the agency")
    event = AuditEvent.objects.get(verb="checked")
    assert (event.subject, event.actor) == ("guidance:MS", "dana@example.org")


def test_a_check_sent_twice_is_recorded_once(mississippi: Guidance) -> None:
    for _time in range(2):
        check(mississippi, TODAY)
    assert AuditEvent.objects.filter(verb="checked").count() == 1

    check(mississippi, TODAY, checked_by="Ines Calder")

    assert AuditEvent.objects.filter(verb="checked").count() == 2


@pytest.mark.parametrize(
    ("on", "checked_by", "says"),
    [
        (date(2026, 3, 3), "Dana", "A check lies in the past; 2026-03-03 does not."),
        (
            date(2024, 10, 1),
            "Dana",
            "It was checked on 2024-10-02 already; an earlier check cannot replace that.",
        ),
        (date(2026, 3, 2), " ", "Say who checked it, and who or what confirmed it."),
    ],
)
def test_a_check_that_cannot_be_is_refused(
    mississippi: Guidance, on: date, checked_by: str, says: str
) -> None:
    with pytest.raises(CheckRefused) as refusal:
        check(mississippi, on, checked_by=checked_by)

    mississippi.refresh_from_db()
    assert str(refusal.value) == says
    assert mississippi.checked_on == date(2024, 10, 2)


def test_the_database_asks_who_checked_the_spanish(mississippi: Guidance) -> None:
    mississippi.spanish_checked_on = TODAY

    with pytest.raises(IntegrityError):
        mississippi.save()
