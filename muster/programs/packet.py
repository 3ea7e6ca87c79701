"""The rows of a program that a build packet refers to, by the names that it writes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from muster.core.models import Program
from muster.programs.models import (
    Component,
    Curriculum,
    Goal,
    Item,
    Measure,
    Option,
    Questionnaire,
    Role,
    Sector,
)
from muster.programs.rows import Pack

Index = dict[tuple[Any, ...], models.Model]


def pack_index(program: Program) -> dict[str, Index]:
    """Every row of the program's pack that a packet may name, under its name, by kind."""
    items = list(Item.objects.of(program).select_related("questionnaire"))
    return {
        "goals": {(goal.code,): goal for goal in Goal.objects.of(program)},
        "sectors": _by_key(Sector.objects.of(program)),
        "roles": _by_key(Role.objects.of(program)),
        "curricula": _by_key(Curriculum.objects.of(program)),
        "measures": _by_key(Measure.objects.of(program)),
        "questionnaires": {
            (name_in_packet(row),): row for row in Questionnaire.objects.of(program)
        },
        "components": {
            (name_in_packet(row),): row
            for row in Component.objects.of(program).select_related("framework")
        },
        "questions": {(question_in_packet(item),): item for item in items},
        "items": {(item.questionnaire_id, item.code): item for item in items},
        "options": {
            (option.item_id, option.value): option for option in Option.objects.of(program)
        },
    }


def _by_key(rows: Iterable[Any]) -> Index:
    return {(row.key,): row for row in rows}


def question_in_packet(item: Item) -> str:
    """An item with its questionnaire: "same-day 1/best_part"."""
    return f"{name_in_packet(item.questionnaire)}/{item.code}"


def name_in_packet(row: Any) -> str:
    """What a packet calls a row of the pack: its code, its key, or "same-day 1"."""
    named = _NAMES.get(type(row))
    return str(row.key) if named is None else named(row)


_NAMES: Mapping[type[models.Model], Any] = {
    Goal: lambda row: row.code,
    Item: lambda row: row.code,
    Option: lambda row: row.value,
    Questionnaire: lambda row: f"{row.key} {row.version}",
    Component: lambda row: f"{row.framework.key}/{row.key}",
}


def meaning(pack: Pack) -> dict[tuple[str, str], Any]:
    """What decides how answers and people are counted: by the pack's file, and in words.

    Two packs that a build can be handed between agree in all of this that both name.
    """
    found: dict[tuple[str, str], Any] = {}
    for role in pack.roles:
        found["sectors.toml", f"roles {role.key}: counts"] = role.counts
    for asked in pack.questionnaires:
        for item in asked.items:
            named = f"questionnaires {asked.key} {asked.version}, items {item.code}"
            found["questionnaires.toml", f"{named}: kind"] = item.kind
            for option in item.options:
                words = f"{named}, options {option.value}: counts"
                found["questionnaires.toml", words] = option.counts
    for measure in pack.measures:
        found["measures.toml", f"measures {measure.key}: kind"] = measure.kind
        found["measures.toml", f"measures {measure.key}: item_code"] = measure.item_code
    return found
