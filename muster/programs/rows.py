"""What a pack holds, row by row, and how its rows stand in files and tables.

A row is a table of a TOML file; its fields are named like those of its model, which says how long
and of which kind they may be. A field with a default may be left out of the file, and is left out
when it is written. The order of rows in a file is their order everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from muster.programs.models import (
    Component,
    Curriculum,
    Framework,
    Goal,
    Guidance,
    GuidanceLine,
    Item,
    Material,
    Measure,
    Option,
    Questionnaire,
    Role,
    Sector,
    Term,
)

FORMAT = 1


@dataclass(frozen=True, slots=True)
class GoalRow:
    code: str
    horizon: str
    aim: str
    text: str
    text_es: str = ""


@dataclass(frozen=True, slots=True)
class SectorRow:
    key: str
    name: str
    name_es: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class RoleRow:
    key: str
    name: str
    counts: bool
    name_es: str = ""


@dataclass(frozen=True, slots=True)
class OptionRow:
    value: str
    label: str
    label_es: str = ""
    counts: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    code: str
    kind: str
    text: str
    text_es: str = ""
    goal: str = ""
    sensitive: bool = False
    options: tuple[OptionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    key: str
    version: int
    title: str
    title_es: str = ""
    items: tuple[ItemRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    key: str
    kind: str
    label: str
    says: str
    counted_words: str
    item_code: str = ""
    goal: str = ""
    headline: bool = False
    label_es: str = ""
    says_es: str = ""


@dataclass(frozen=True, slots=True)
class CurriculumRow:
    key: str
    name: str
    provider: str = ""
    minutes: int | None = None
    audience: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    key: str
    name: str
    kind: str
    language: str
    version: str = ""
    sector: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ComponentRow:
    key: str
    number: int
    name: str
    description: str = ""
    applies_note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    key: str
    name: str
    version: str = ""
    note: str = ""
    source: str = ""
    components: tuple[ComponentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TermRow:
    pattern: str
    level: str
    prefer: str = ""
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class LineRow:
    who: str
    when: str
    number: str = ""
    who_es: str = ""
    when_es: str = ""


@dataclass(frozen=True, slots=True)
class GuidanceRow:
    state: str
    checked_on: date
    checked_by: str
    source: str
    note: str = ""
    spanish_checked_on: date | None = None
    spanish_checked_by: str = ""
    lines: tuple[LineRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole program pack, read and found sound. Guidance stands in the order of the states."""

    key: str
    version: str
    name: str
    description: str = ""
    sources: tuple[str, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    sectors: tuple[SectorRow, ...] = ()
    roles: tuple[RoleRow, ...] = ()
    questionnaires: tuple[QuestionnaireRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    curricula: tuple[CurriculumRow, ...] = ()
    materials: tuple[MaterialRow, ...] = ()
    frameworks: tuple[FrameworkRow, ...] = ()
    terms: tuple[TermRow, ...] = ()
    guidance: tuple[GuidanceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Where rows of one kind stand.

    Attributes:
        name: the table's name in the file, and the field of `Pack` or of the row above.
        row: the class of its rows.
        model: the class of its rows in the database.
        key: the fields that tell one row from its siblings, for good.
        above: the model's field for the program or the row above.
        references: fields that name a row of another table by its key.
        inside: the tables that stand within a row of this one.
        ordered: whether the model keeps the place in the file as `position`.
    """

    name: str
    row: type[Any]
    model: type[models.Model]
    key: tuple[str, ...] = ("key",)
    above: str = "program"
    references: Mapping[str, str] = field(default_factory=dict)
    inside: tuple["Table", ...] = ()
    ordered: bool = True


_OPTIONS = Table("options", OptionRow, Option, ("value",), "item")
_ITEMS = Table("items", ItemRow, Item, ("code",), "questionnaire", {"goal": "goals"}, (_OPTIONS,))
_COMPONENTS = Table("components", ComponentRow, Component, ("key",), "framework", ordered=False)
_LINES = Table("lines", LineRow, GuidanceLine, (), "guidance")

# In the order in which they can be loaded: what is referred to stands first.
TABLES: tuple[Table, ...] = (
    Table("goals", GoalRow, Goal, ("code",)),
    Table("sectors", SectorRow, Sector),
    Table("roles", RoleRow, Role),
    Table("questionnaires", QuestionnaireRow, Questionnaire, ("key", "version"), inside=(_ITEMS,)),
    Table("measures", MeasureRow, Measure, references={"goal": "goals"}),
    Table("curricula", CurriculumRow, Curriculum),
    Table("materials", MaterialRow, Material, references={"sector": "sectors"}),
    Table("frameworks", FrameworkRow, Framework, inside=(_COMPONENTS,)),
    Table("terms", TermRow, Term, ("pattern",)),
    Table("guidance", GuidanceRow, Guidance, ("state",), inside=(_LINES,), ordered=False),
)

TITLE_PAGE = "pack.toml"
FILES: Mapping[str, tuple[str, ...]] = {
    "goals.toml": ("goals",),
    "sectors.toml": ("sectors", "roles"),
    "questionnaires.toml": ("questionnaires",),
    "measures.toml": ("measures",),
    "curricula.toml": ("curricula",),
    "materials.toml": ("materials",),
    "frameworks.toml": ("frameworks",),
    "terms.toml": ("terms",),
    "guidance.toml": ("guidance",),
}


def table_named(name: str) -> Table:
    """The table that stands under *name* in a pack."""
    return next(table for table in TABLES if table.name == name)


def key_of(table: Table, row: object) -> tuple[Any, ...]:
    """What tells *row* from the others of *table*; works on a pack's row and on a model's."""
    return tuple(getattr(row, name) for name in table.key)
