"""What the database would refuse, found beforehand and told by row and column.

The constraints are those of the models, read from them: a new one is looked at without being
written down here again. Where a table's own `wrong` says it in better words, it speaks first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.models import Program
from muster.core.tables import Table

# One of these is the same in all rows of a packet.
_SAME = ("program", "build")
# As many as SQLite takes in one question.
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Unique:
    """Fields that no two rows have in common, among those rows that *condition* is about.

    Attributes:
        fields: without the program and the build.
        beyond: whether it holds beyond the build: over the program, or over all programs.
    """

    fields: tuple[str, ...]
    condition: Q
    beyond: bool


def uniques(table: Table) -> list[Unique]:
    """What the database wants unique in *table*, but for the key of a table of its own."""
    meta = table.model._meta
    own = [column.name for column in table.columns]
    wanted = [
        ((model_field.name,), Q())
        for model_field in meta.local_fields
        if model_field.unique and not model_field.primary_key
    ] + [
        (constraint.fields, constraint.condition or Q())
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    found = []
    for fields, condition in wanted:
        rest = tuple(name for name in fields if name not in _SAME)
        within = "build" in fields or any(name in table.references for name in rest)
        if set(rest) <= set(own):
            found.append(Unique(rest, condition, beyond=not within))
    return found


@dataclass(frozen=True, slots=True)
class Check:
    """What the database checks in each row; *column* is one that it is about."""

    name: str
    condition: Q
    column: str


def checks(table: Table) -> list[Check]:
    """What the database checks in each row of *table*."""
    own = [column.name for column in table.columns]
    return [
        Check(
            constraint.name,
            constraint.condition,
            next((name for name in fields_of(constraint.condition) if name in own), ""),
        )
        for constraint in table.model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, Q)
    ]


def fields_of(condition: Q) -> list[str]:
    """The fields that *condition* is about, in its order."""
    found: list[str] = []
    for child in condition.children:
        if isinstance(child, Q):
            found += fields_of(child)
        elif isinstance(child, tuple):
            found.append(child[0].split("__")[0])
    return found


def holds(condition: Q, row: models.Model) -> bool | None:
    """Whether *condition* is true of *row*, stored or not; None where SQL would not know."""
    answers = [
        holds(child, row) if isinstance(child, Q) else _compares(child, row)
        for child in condition.children
    ]
    decisive = condition.connector == Q.OR  # one yes decides an "or", one no an "and"
    answer: bool | None = not decisive
    if decisive in answers:
        answer = decisive
    elif None in answers:
        answer = None
    if not condition.children:
        answer = True
    return None if answer is None else answer is not condition.negated


def _compares(child: Any, row: models.Model) -> bool | None:
    path, wanted = child
    name, _sign, lookup = path.partition("__")
    value = getattr(row, name)
    if lookup == "isnull":
        return (value is None) is wanted
    if isinstance(wanted, F):
        wanted = getattr(row, wanted.name)  # type: ignore[attr-defined]
    if value is None or wanted is None:
        return None
    match lookup:
        case "":
            return bool(value == wanted)
        case "in":
            return value in wanted
        case "gte":
            return bool(value >= wanted)
        case "startswith":
            return str(value).startswith(wanted)
    raise NotImplementedError(f"{row._meta.label}: the lookup {lookup} is not known here")


def unheld(asked: Iterable[Check], row: models.Model) -> Iterator[tuple[str, str]]:
    """What the database would refuse in *row* alone: (column, what) pairs."""
    for check in asked:
        if holds(check.condition, row) is False:
            yield check.column, f"{check.name.replace('_', ' ')}."


def value_in(row: models.Model, fields: Iterable[str]) -> tuple[Any, ...] | None:
    """What *row* says in *fields*, to compare it with others; None where one says nothing."""
    values = [getattr(row, name) for name in fields]
    if None in values:
        return None
    # A row that is not stored has no key yet, and within a packet it is one object.
    return tuple(id(value) if isinstance(value, models.Model) else value for value in values)


def taken(
    table: Table,
    unique: Unique,
    values: list[Any],
    rows: Iterable[models.Model],
    program: Program,
    there: Build | None,
) -> set[Any]:
    """Those of *values* that a row of another build, or of another program, has already.

    Args:
        values: what the packet says in the one field of *unique*.
        rows: the packet's rows, stored or not.
        there: the build that gives way to the packet.
    """
    (name,) = unique.fields
    fields = {model_field.name for model_field in table.model._meta.local_fields}
    others = table.model._default_manager.exclude(
        pk__in=[row.pk for row in rows if row.pk is not None]
    )
    if "program" in fields:
        others = others.filter(program=program)
    if "build" in fields and there is not None:
        others = others.exclude(build=there)
    found: set[Any] = set()
    for start in range(0, len(values), _AT_ONCE):
        some = others.filter(**{f"{name}__in": values[start : start + _AT_ONCE]})
        found |= set(some.values_list(name, flat=True))
    return found


def taken_says(column: str) -> str:
    """That a value which must be unique is taken."""
    return _("a row that is not in this packet has the same %(column)s.") % {"column": column}
