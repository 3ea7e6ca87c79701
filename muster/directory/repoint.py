"""Lets every row that points at one record point at another, and back.

The rows are found by asking the models, so that a room that is built later is found too. A row
that would stand twice is folded into the one that is there, and kept in words to come back; where
folding would lose something that somebody counted, the merge is refused instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import models
from django.db.models import Max, Q, UniqueConstraint

from muster.directory.merge_errors import StandsTwice
from muster.directory.models import (
    ContactPoint,
    Erasure,
    FieldChange,
    FoldedRow,
    ImportRow,
    Jurisdiction,
    Liaison,
    ListEntry,
    Merge,
    MovedRow,
    NewestRow,
    OtherName,
    Pair,
    Post,
    Source,
)
from muster.directory.provenance import set_fields

Model = type[models.Model]

# These tell what happened to the record itself, and stay with it.
STAYS: frozenset[Model] = frozenset((FieldChange, ImportRow, Pair, Merge, Erasure))
# Of these one is as good as two, as long as both say the same in these fields.
FOLDS: Mapping[Model, tuple[str, ...]] = {
    Post: ("person", "organization", "title"),
    OtherName: ("organization", "name"),
    Jurisdiction: ("organization", "kind", "state", "county", "city"),
    Liaison: ("member", "organization"),
    ListEntry: ("saved_list", "organization", "site", "person"),
    ContactPoint: (
        "person", "site", "organization", "kind", "address", "label", "audience", "status",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column of a table that points at records of one kind."""

    model: Model
    column: str

    @property
    def table(self) -> str:
        """The name of the table, as `MovedRow` writes it."""
        return self.model._meta.label_lower

    def rows(self, record: models.Model) -> "models.QuerySet[Any]":
        """The rows that point at *record*."""
        return self.model._base_manager.filter(**{self.column: record})


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes what, for the rows that are written along."""

    merge: Merge
    source: Source
    by: str
    at: datetime


def pointers_at(noun: Model) -> list[Pointer]:
    """The columns of all rooms that point at a record of *noun* and go with it.

    In one order, so that two merges lock rows alike.
    """
    found = [
        Pointer(relation.related_model, relation.field.name)
        for relation in noun._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and relation.related_model not in STAYS
        and relation.field.name != "merged_into"
    ]
    return sorted(found, key=lambda pointer: (pointer.table, pointer.column))


def table_named(label: str) -> Model:
    """The model that `MovedRow` names."""
    return apps.get_model(label)


def move(kept: models.Model, ended: models.Model, change: Change) -> int:
    """Let what points at *ended* point at *kept*; how many rows that were.

    Raises:
        StandsTwice: one of them would stand twice, and cannot be folded.
    """
    moved = 0
    pointers = pointers_at(type(ended))
    _remember_newest(pointers, change.merge)
    for pointer in pointers:
        for row, there in _twice(pointer, kept, ended):
            if pointer.model not in FOLDS:
                raise StandsTwice(row, there)
            _fold(row, there, change)
        moved += _repoint(pointer, ended, kept, change.merge)
    return moved


def _repoint(pointer: Pointer, ended: models.Model, kept: models.Model, merge: Merge) -> int:
    rows = pointer.rows(ended)
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    if numbers:
        MovedRow.objects.bulk_create(
            [
                MovedRow(merge=merge, table=pointer.table, column=pointer.column, row=number)
                for number in numbers
            ],
            batch_size=1000,
        )
        rows.update(**{pointer.column: kept})
    return len(numbers)


def _remember_newest(pointers: list[Pointer], merge: Merge) -> None:
    tables = {pointer.table: pointer.model for pointer in pointers}
    NewestRow.objects.bulk_create(
        NewestRow(
            merge=merge,
            table=table,
            row=model._base_manager.aggregate(newest=Max("pk"))["newest"] or 0,
        )
        for table, model in tables.items()
    )


def _twice(
    pointer: Pointer, kept: models.Model, ended: models.Model
) -> Iterator[tuple[models.Model, models.Model]]:
    """The rows of *ended* that would stand twice, each with the one of *kept* that is there."""
    seen = set()
    for fields, condition in _each_once(pointer):
        others = [field for field in fields if field != pointer.column]
        ours = {_values(row, others): row for row in pointer.rows(kept).filter(condition)}
        if not ours:
            continue
        for row in pointer.rows(ended).filter(condition).order_by("pk"):
            there = ours.get(_values(row, others))
            if there is not None and row.pk not in seen:
                seen.add(row.pk)
                yield row, there


def _each_once(pointer: Pointer) -> Iterator[tuple[tuple[str, ...], Q]]:
    """The fields that may be the same in one row only, where the pointer is one of them."""
    for constraint in pointer.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and pointer.column in constraint.fields:
            yield tuple(constraint.fields), constraint.condition or Q()
    if pointer.model._meta.get_field(pointer.column).unique:  # type: ignore[union-attr]
        yield (pointer.column,), Q()
    folds = FOLDS.get(pointer.model, ())
    if pointer.column in folds:
        yield folds, Q()


def _values(row: models.Model, fields: list[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in fields)  # type: ignore[union-attr]


def _fold(row: models.Model, there: models.Model, change: Change) -> None:
    """Let *there* stand for *row* too, and keep what *row* said."""
    if isinstance(row, Post) and isinstance(there, Post):
        _widen(there, row, change)
    if isinstance(row, ContactPoint) and isinstance(there, ContactPoint):
        _take_newer_word(there, row, change)
    keep_in_words(row, change.merge)
    for relation in type(row)._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        pointer = Pointer(relation.related_model, relation.field.name)
        for line in pointer.rows(row).order_by("pk"):
            keep_in_words(line, change.merge)
        if pointer.model not in STAYS:
            pointer.rows(row).update(**{pointer.column: there})
    row.delete()


def keep_in_words(row: models.Model, merge: Merge) -> None:
    """Write *row* out, so that it can come back as it was."""
    FoldedRow.objects.create(
        merge=merge,
        table=row._meta.label_lower,
        row=row.pk,
        says=serializers.serialize("json", [row]),
    )


def _widen(post: Post, other: Post, change: Change) -> None:
    """A post that both records know runs from the earlier day to the later one."""
    known = [day for day in (post.from_on, other.from_on) if day]
    last = None
    if post.to_on and other.to_on:
        last = max(post.to_on, other.to_on)
    values = {"from_on": min(known, default=None), "to_on": last}
    if post.site_id is None and other.site_id is not None:
        values["site"] = other.site  # type: ignore[assignment]
    set_fields(post, values, source=change.source, by=change.by, at=change.at)


def _take_newer_word(point: ContactPoint, other: ContactPoint, change: Change) -> None:
    """A number that both records have was verified when the later of the two was."""
    if other.verified_on is None or (point.verified_on and point.verified_on >= other.verified_on):
        return
    values = {name: getattr(other, name) for name in ("verified_on", "verified_by", "expires_on")}
    set_fields(point, values, source=change.source, by=change.by, at=change.at)
