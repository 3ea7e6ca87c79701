"""An import is taken back, and its records were merged since: what merges keep in words.

A row that a merge folded stands nowhere, and comes back when the merge is undone. Those that the
import brought go with it, unless somebody used them before. What a merge would refer to again
stays: undoing the merge must find it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from muster.directory.imports.restore import RECORDS
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    FoldedRow,
    Jurisdiction,
    Merge,
    Organization,
    OtherName,
    Person,
    Post,
    Site,
    Source,
)
from muster.directory.provenance import model_of
from muster.directory.repoint import FOLDS

Model = type[models.Model]
Rows = dict[Model, set[int]]
_AT_ONCE = 5_000
# What most of the rows that merges fold differ in.
_TOLD_APART_BY: dict[Model, str] = {
    Post: "title", OtherName: "name", Jurisdiction: "city", ContactPoint: "address",
}  # fmt: skip


class Folded(NamedTuple):
    """A row that a merge keeps in words."""

    kept: FoldedRow
    model: Model
    says: dict[str, Any]

    @property
    def named(self) -> tuple[Model, int]:
        """The table and the number that it had, and has again when it comes back."""
        return self.model, self.kept.row

    @property
    def is_tried(self) -> bool:
        """Whether somebody said of a number whether it is right."""
        if self.model is not ContactPoint:
            return False
        return bool(self.says["verified_on"]) or self.says["status"] != ContactPoint.Status.OK

    def refers(self) -> Iterator[tuple[Model, int]]:
        """What it refers to."""
        for field in _references(self.model):
            if (key := self.says.get(field.name)) is not None:
                yield field.related_model, key


def forget_folded(source: Source) -> list[Folded]:
    """Let those rows come back no more that the import brought, a merge folded, and nobody used.

    Returns:
        What merges that stand keep in words afterwards.
    """
    folded = _folded(source)
    used = {each for row in folded if not _is_of(row, source) for each in row.refers()}
    going = {
        row.named: row.kept.pk
        for row in folded
        if row.model is not FieldChange
        and _is_of(row, source)
        and row.named not in used
        and not row.is_tried
    }
    changes = [
        row.kept.pk
        for row in folded
        if row.model is FieldChange and any(each in going for each in row.refers())
    ]
    gone = {*going.values(), *changes}
    FoldedRow.objects.filter(pk__in=gone).delete()
    return [row for row in folded if row.kept.pk not in gone]


def held_by_merges(source: Source, folded: Sequence[Folded]) -> Rows:
    """What merges that stand would refer to again, and rows that stand for a folded one too.

    Args:
        folded: what they keep in words.
    """
    held: Rows = defaultdict(set)
    for row in folded:
        for model, key in row.refers():
            held[model].add(key)
    others = [
        row
        for row in folded
        if row.model in FOLDS and "source" in row.says and not _is_of(row, source)
    ]
    for row in _like_some_of(others, source):
        held[row.model].update(_standing_for(row, source))
    names = {field.name for model in RECORDS for field in _references(model)}
    standing = Merge.objects.filter(program=source.program_id, undone_at=None)
    changes = FieldChange.objects.filter(source__in=standing.values("source"), field__in=names)
    for change in changes.exclude(old=""):
        field = model_of(change)._meta.get_field(change.field)
        held[field.related_model].add(int(change.old))  # type: ignore[index]
    return held


def kept_in_words(source: Source) -> list[Merge]:
    """The merges that still keep something that came by *source*, each once."""
    merges = {row.kept.merge_id: row.kept.merge for row in _folded(source) if _is_of(row, source)}
    return list(merges.values())


def _folded(source: Source) -> list[Folded]:
    rows = FoldedRow.objects.filter(merge__program=source.program_id, merge__undone_at=None)
    return [
        Folded(row, apps.get_model(row.table), row.fields)
        for row in rows.select_related("merge").order_by("pk")
    ]


def _is_of(row: Folded, source: Source) -> bool:
    return row.says.get("source") == source.pk


def _references(model: Model) -> "list[models.ForeignKey[Any, Any]]":
    """The columns of *model* that refer to records, or to rows that are of one."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in RECORDS
    ]


def _like_some_of(rows: Sequence[Folded], source: Source) -> Iterator[Folded]:
    """Those of *rows* that are like a row of the import, but for the records that they are of.

    Of thousands that merges keep few are; only for these it is asked which row that is.
    """
    by_model: dict[Model, list[Folded]] = defaultdict(list)
    for row in rows:
        by_model[row.model].append(row)
    for model, some in by_model.items():
        own = _TOLD_APART_BY[model]
        there = model._base_manager.filter(source=source)
        for start in range(0, len(some), _AT_ONCE):
            part = some[start : start + _AT_ONCE]
            wanted = {row.says[own] for row in part}
            here = set(there.filter(**{f"{own}__in": wanted}).values_list(own, flat=True))
            yield from (row for row in part if row.says[own] in here)


def _standing_for(row: Folded, source: Source) -> list[int]:
    """The row of the import, if there is one, that was there when *row* was folded into it."""
    values = {name: row.says[name] for name in FOLDS[row.model]}
    for name, model in (("person", Person), ("organization", Organization), ("site", Site)):
        if values.get(name) is not None:
            values[name] = _now(model, values[name])
    rows = row.model._base_manager.filter(source=source, **values)
    return list(rows.values_list("pk", flat=True))


def _now(model: type[Organization | Person | Site], key: int) -> int:
    """The record that stands for the one of this number, after all merges."""
    into: int | None = key
    while into is not None:
        key = into
        into = model._base_manager.filter(pk=key).values_list("merged_into", flat=True).first()
    return key
