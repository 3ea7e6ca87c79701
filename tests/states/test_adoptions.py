"""A state's road to a component: who sees it, what counts as evidence, what the database keeps."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from muster.core.models import Program
from muster.core.tables import Kind
from muster.programs.models import Component, Framework
from muster.states.models import Adoption
from muster.states.packet import ADOPTIONS
from tests import rows
from tests.people import join


def adoption(program: Program, **more: object) -> Adoption:
    """An entry for a component of the program's own framework."""
    framework, _made = Framework.objects.get_or_create(
        program=program, key="model", defaults={"name": "The model", "position": 1}
    )
    component, _made = Component.objects.get_or_create(
        framework=framework, key="cards", defaults={"name": "Cards at stations", "number": 1}
    )
    values = {
        "key": f"entry-{program.adoptions.count() + 1}", "state": "MS", "component": component,
        "scope": "practice", "stage": "asked",
    } | more  # fmt: skip
    return Adoption.objects.create(program=program, **values)


@pytest.fixture
def larch(db: None) -> Program:
    return rows.program()


def test_who_works_on_builds_sees_the_entries_of_the_program_alone(larch):
    ours = adoption(larch)
    adoption(rows.program("birch"))

    assert list(Adoption.objects.visible_to(join(larch, name="Dana"))) == [ours]


def test_who_may_only_read_what_is_published_sees_none(larch):
    adoption(larch)

    assert list(Adoption.objects.visible_to(join(larch, name="Lee", role="viewer"))) == []
    assert list(Adoption.objects.visible_to(None)) == []


@pytest.mark.parametrize("stage", Adoption.Stage)
def test_a_meeting_and_whatever_lies_beyond_it_is_evidence(stage):
    beyond = {"meeting", "promised", "partial", "in_force"}

    assert Adoption(stage=stage).shows == (stage in beyond)


def test_an_entry_has_a_key_of_its_own_in_its_program(larch):
    adoption(larch, key="harbor-cards")
    adoption(rows.program("birch"), key="harbor-cards")

    with pytest.raises(IntegrityError), transaction.atomic():
        adoption(larch, key="harbor-cards", stage="promised")

    assert Adoption.objects.filter(key="harbor-cards").count() == 2


@pytest.mark.parametrize("state", ["ms", "Miss.", "M", "MS\n", "M1"])
def test_a_state_is_two_capital_letters(larch, state):
    row = adoption(larch)
    row.full_clean()
    row.state = state

    with pytest.raises(ValidationError) as wrong:
        row.full_clean()

    assert list(wrong.value.message_dict) == ["state"]


def test_a_packet_says_all_that_an_entry_says():
    kept = {field.name for field in Adoption._meta.concrete_fields} - {"id", "program", "build"}

    assert {column.name for column in ADOPTIONS.columns} == kept
    assert next(c for c in ADOPTIONS.columns if c.name == "state").kind is Kind.STATE
