"""Takes a merge back, also after further changes: both records are as they were.

What was changed or added since belongs to one of the two, and only a person can say to which:
`since` lists it, and undoing asks for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.db.models import Max

from muster.accounts.models import Member
from muster.core import audit
from muster.directory.alone import ALONE, holder_of
from muster.directory.merge_errors import NotSaid, NumberTaken, UndoneBefore
from muster.directory.merge_order import refuse_before_later
from muster.directory.models import (
    FieldChange,
    Merge,
    OtherName,
    Pair,
    Person,
    Post,
    Site,
)
from muster.directory.provenance import as_text, column_of, from_text
from muster.directory.repoint import Pointer, pointers_at, table_named

KEPT, ENDED = "kept", "ended"
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class ChangedSince:
    """A field of the kept record that somebody changed after the merge.

    Attributes:
        key: names it in the answers: "field:trucks".
        change: the last change.
    """

    key: str
    change: FieldChange


@dataclass(frozen=True, slots=True)
class AddedSince:
    """A row that came to the kept record after the merge.

    Attributes:
        key: names it in the answers: "row:directory.touch:17".
    """

    key: str
    pointer: Pointer
    row: models.Model


@dataclass(frozen=True, slots=True)
class Unmerged:
    """What taking a merge back did.

    Attributes:
        moved: how many rows point at the ended record again, and `restored` how many came back.
        left: how many could not go back, because something stands in their place by now, or
            what they would refer to has gone.
    """

    merge: Merge
    moved: int
    restored: int
    left: int


def since(merge: Merge) -> list[ChangedSince | AddedSince]:
    """What was changed in the kept record, or added to it, after the merge."""
    kept, _ended = merge.records
    last = {}
    for change in _changes_since(merge, kept):
        last[change.field] = change
    found: list[ChangedSince | AddedSince] = [
        ChangedSince(f"field:{field}", change) for field, change in sorted(last.items())
    ]
    newest = dict(merge.newest.values_list("table", "row"))
    moved = set(merge.moved.values_list("table", "column", "row"))
    for pointer in pointers_at(type(kept)):
        rows = pointer.rows(kept).filter(pk__gt=newest.get(pointer.table, 0)).order_by("pk")
        if pointer.model is OtherName:
            rows = rows.exclude(source=merge.source_id)
        found += [
            AddedSince(f"row:{pointer.table}:{row.pk}", pointer, row)
            for row in rows
            if (pointer.table, pointer.column, row.pk) not in moved
        ]
    return found


@transaction.atomic
def undo_merge(merge: Merge, *, by: Member, now: datetime, belongs: Mapping[str, str]) -> Unmerged:
    """Make two records of one again.

    Args:
        belongs: "kept" or "ended" for each key of `since`.

    Raises:
        UndoneBefore: it was taken back already.
        LaterFirst: a later merge has the kept record too, or a row of this one.
        NumberTaken: another record has a number by now that one of the two would take back.
        NotSaid: something came after the merge, and nobody said to which of the two it belongs.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise UndoneBefore
    kept, ended = _locked(merge)
    refuse_before_later(merge)
    later = since(merge)
    unsaid = [each.key for each in later if belongs.get(each.key) not in (KEPT, ENDED)]
    if unsaid:
        raise NotSaid(unsaid)
    theirs = [each for each in later if belongs[each.key] == ENDED]
    changed = [each.change.field for each in theirs if isinstance(each, ChangedSince)]
    added = [each for each in theirs if isinstance(each, AddedSince)]
    OtherName.objects.filter(source=merge.source_id).delete()
    left = _give_fields_back(merge, kept, ended, changed) + _narrow(merge)
    moved, in_the_way = _move_back(merge, kept, ended, added)
    restored, lost = _restore(merge)
    merge.undone_by, merge.undone_at = by.user.email, now
    merge.save(update_fields=["undone_by", "undone_at"])
    _reopen(kept, ended)
    audit.record(
        by=by.user.email, verb="undid the merge", subject=f"merge:{merge.pk}",
        program=merge.program, at=now,
    )  # fmt: skip
    return Unmerged(merge, moved, restored, left + in_the_way + lost)


def _locked(merge: Merge) -> Any:
    kept, ended = merge.records
    rows = type(kept)._base_manager.select_for_update().filter(pk__in=(kept.pk, ended.pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[kept.pk], found[ended.pk]


def _changes_since(merge: Merge, record: Any) -> "models.QuerySet[FieldChange]":
    """The changes of *record* after the merge, but for those of the merge itself."""
    ours = FieldChange.objects.filter(source=merge.source_id).aggregate(last=Max("pk"))["last"]
    rows = record.changes.exclude(source=merge.source_id).filter(pk__gt=ours)
    return rows.select_related("source").order_by("pk")  # type: ignore[no-any-return]


def _give_fields_back(merge: Merge, kept: Any, ended: Any, theirs: list[str]) -> int:
    """Let both say what they said before; what was changed since stays where it belongs.

    Args:
        theirs: the fields whose later changes belong to the ended record, and go there with their
            sources.

    Returns:
        How many cannot, because what they would refer to has gone.
    """
    left = 0
    changed: dict[str, list[FieldChange]] = {}
    for change in _changes_since(merge, kept):
        changed.setdefault(change.field, []).append(change)
    before = {change.field: change for change in _ours(merge, kept)}
    # First the one that is kept: it lets go of a number that the other takes back.
    for field, change in before.items():
        if field not in changed or field in theirs:
            left += _say(kept, field, change.old)
            change.delete()
    for field in theirs:
        if field not in before:
            left += _say(kept, field, changed[field][0].old)
    _save(kept)
    for change in _ours(merge, ended):
        left += _say(ended, change.field, change.old)
        change.delete()
    for field in theirs:
        first, last = changed[field][0], changed[field][-1]
        first.old = as_text(ended, field, getattr(ended, field))
        first.save(update_fields=["old"])
        left += _say(ended, field, last.new)
        numbers = [change.pk for change in changed[field]]
        FieldChange.objects.filter(pk__in=numbers).update(**{column_of(ended): ended})
    _save(ended)
    return left


def _save(record: Any) -> None:
    """Let *record* say what it says, unless a number of it is another's by now.

    Raises:
        NumberTaken: it is.
    """
    for field in ALONE[type(record)]:
        number = getattr(record, field)
        holder = holder_of(record, field, number)
        if holder is not None:
            raise NumberTaken(record, field, number, holder)
    record.save()


def _say(record: Any, field: str, text: str) -> int:
    """Let *field* of *record* say what `FieldChange` wrote down.

    Returns:
        1 if it cannot, because what it would refer to has gone: then it refers to nothing, or,
        where it has to, to what it does.
    """
    kept = record._meta.get_field(field)
    value = from_text(record, field, text)
    is_there = _is_there(kept, value)
    if is_there or kept.null:
        setattr(record, kept.attname, value if is_there else None)
    return int(not is_there)


def _ours(merge: Merge, record: Any) -> list[FieldChange]:
    """What the merge changed in *record*."""
    return list(record.changes.filter(source=merge.source_id).order_by("pk"))


def _narrow(merge: Merge) -> int:
    """Posts and numbers that stood for two say again what they said, if nobody changed it since.

    Returns:
        How many cannot, because what they would refer to has gone.
    """
    left = 0
    rows = FieldChange.objects.filter(source=merge.source_id).exclude(post=None, contact_point=None)
    for change in rows.select_related("post", "contact_point").order_by("-pk"):
        row: Any = change.post or change.contact_point
        if row.changes.filter(field=change.field, pk__gt=change.pk).exists():
            continue
        left += _say(row, change.field, change.old)
        row.save(update_fields=[change.field])
        change.delete()
    return left


def _move_back(
    merge: Merge, kept: models.Model, ended: models.Model, added: list[AddedSince]
) -> tuple[int, int]:
    """Let the rows point at the ended record again; how many did, and how many could not."""
    numbers: dict[Pointer, list[int]] = {}
    for row in merge.moved.order_by("pk"):
        pointer = Pointer(table_named(row.table), row.column)
        numbers.setdefault(pointer, []).append(row.row)
    for each in added:
        numbers.setdefault(each.pointer, []).append(each.row.pk)
    moved = left = 0
    for pointer, wanted in numbers.items():
        for start in range(0, len(wanted), _AT_ONCE):
            rows = pointer.rows(kept).filter(pk__in=wanted[start : start + _AT_ONCE])
            done, could_not = _point(rows, pointer.column, ended)
            moved, left = moved + done, left + could_not
    return moved, left


def _point(rows: "models.QuerySet[Any]", column: str, record: models.Model) -> tuple[int, int]:
    """All of them at once, or, where something stands in the way of one, one by one."""
    numbers = list(rows.values_list("pk", flat=True))
    try:
        with transaction.atomic():
            return rows.update(**{column: record}), 0
    except IntegrityError:
        done = 0
        for number in numbers:
            try:
                with transaction.atomic():
                    done += rows.model._base_manager.filter(pk=number).update(**{column: record})
            except IntegrityError:
                continue
        return done, len(numbers) - done


def _restore(merge: Merge) -> tuple[int, int]:
    """Bring the folded rows back; how many came, and how many could not."""
    restored = left = 0
    for folded in merge.folded.order_by("pk"):
        back = next(iter(serializers.deserialize("json", folded.says)))
        row: models.Model = back.object
        if _leads_nowhere(row):
            left += 1
            continue
        try:
            with transaction.atomic():
                back.save()
            restored += 1
        except IntegrityError:
            left += 1
    merge.folded.all().delete()
    return restored, left


def _leads_nowhere(row: models.Model) -> bool:
    """Whether *row* is about somebody who was erased since, or refers to what is not there.

    References are checked when all is done; then it is too late to leave one row out.
    """
    if isinstance(row, Post) and Person.objects.filter(pk=row.person_id).exclude(erased_on=None):
        return True
    return not all(
        _is_there(field, getattr(row, field.attname)) for field in row._meta.concrete_fields
    )


def _is_there(field: "models.Field[Any, Any]", value: Any) -> bool:
    """Whether *value* of *field* is no reference, or what it refers to is there."""
    if value is None or not isinstance(field, models.ForeignKey):
        return True
    return field.related_model._base_manager.filter(pk=value).exists()


def _reopen(kept: Any, ended: Any) -> None:
    """Ask about the two again: what was decided of them was taken back."""
    if isinstance(kept, Site):
        return
    noun = column_of(kept)
    left, right = sorted((kept.pk, ended.pk))
    Pair.objects.filter(
        **{f"left_{noun}": left, f"right_{noun}": right}, decided=Pair.Decision.SAME
    ).update(decided="", by="", at=None)
