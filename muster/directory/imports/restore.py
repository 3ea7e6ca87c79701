"""What an import changed says again what it said, unless somebody has changed it since."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from muster.directory.history import label_of
from muster.directory.imports.let_go import let_go
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Organization,
    Person,
    Post,
    Site,
    Source,
)
from muster.directory.provenance import as_text, column_of, from_text

Records = type[Organization] | type[Site] | type[Person] | type[Post] | type[ContactPoint]
# What somebody says of a number who has tried it; it is of the number that stood then.
_TRIED = frozenset(("verified_on", "verified_by", "status", "status_says"))
# In the order in which they can go: who refers goes before what is referred to.
RECORDS: tuple[Records, ...] = (ContactPoint, Post, Site, Person, Organization)


@dataclass(frozen=True, slots=True)
class Kept:
    """A record or a field that stays, and why.

    Attributes:
        noun: organization, site, person, post or contact_point.
        key: of the record, where it has a page; else empty.
        name: what it is called.
    """

    noun: str
    key: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class SetBack:
    """A field that is to say again what it said before *changes*."""

    record: Any
    field: str
    changes: list[FieldChange]


def restore(source: Source) -> tuple[int, list[Kept], list[SetBack]]:
    """Give fields their old values back.

    Returns:
        How many; those that somebody edited since; and those whose old value is not free.
    """
    restored, kept, blocked = 0, list[Kept](), list[SetBack]()
    for model in RECORDS:
        noun = column_of(model)
        changes = list(
            FieldChange.objects.filter(source=source, **{f"{noun}__isnull": False}).order_by("pk")
        )
        rows: dict[int, list[FieldChange]] = defaultdict(list)
        for change in changes:
            rows[getattr(change, f"{noun}_id")].append(change)
        for some in _slices(list(rows), 2_000):
            back, told, not_free = _restore_some(model, noun, {row: rows[row] for row in some})
            restored += back
            kept += told
            blocked += not_free
    return restored, kept, blocked


def _restore_some(
    model: Records, noun: str, rows: dict[int, list[FieldChange]]
) -> tuple[int, list[Kept], list[SetBack]]:
    records: dict[int, Any] = model._default_manager.in_bulk(list(rows))
    said: dict[tuple[int, str], list[FieldChange]] = defaultdict(list)
    tried: dict[int, FieldChange] = {}
    for change in FieldChange.objects.filter(**{f"{noun}__in": list(rows)}).order_by("pk"):
        row = getattr(change, f"{noun}_id")
        said[row, change.field].append(change)
        if change.field in _TRIED and change.source_id != rows[row][0].source_id:
            tried[row] = change
    passed = let_go(rows, said, tried)
    kept, set_back = list[Kept](), defaultdict[str, list[SetBack]](list)
    for row, changes in rows.items():
        found = records[row]
        for field in dict.fromkeys(change.field for change in changes):
            ours = [change for change in changes if change.field == field]
            newest = said[row, field][-1]
            stands = _text(found, field)
            if (row, field) in passed:
                why = _("%(field)s was changed once more by “%(source)s”; it stays “%(value)s”.")
                words = {
                    "field": label_of(field), "value": _words(found, field),
                    "source": passed[row, field],
                }  # fmt: skip
                kept.append(Kept(noun, key_of(found), str(found), why % words))
                continue
            if newest.source_id != ours[0].source_id or stands != ours[-1].new:
                why = _("%(field)s was edited since; it stays “%(value)s”.")
                words = {"field": label_of(field), "value": _words(found, field)}
                kept.append(Kept(noun, key_of(found), str(found), why % words))
                continue
            if field == "address" and row in tried and tried[row].pk > newest.pk:
                why = _("%(field)s stays “%(value)s”: somebody has confirmed or marked it since.")
                words = {"field": label_of(field), "value": _words(found, field)}
                kept.append(Kept(noun, key_of(found), str(found), why % words))
                continue
            set_back[field].append(SetBack(found, field, ours))
    restored, blocked = 0, list[SetBack]()
    for field, some in set_back.items():
        back, not_free = _set_back(model, field, some)
        restored += back
        blocked += not_free
    return restored, kept, blocked


def _set_back(model: Records, field: str, some: list[SetBack]) -> tuple[int, list[SetBack]]:
    """Let *field* say again what it said: all at once, or, where one is not free, one by one."""
    for each in some:
        setattr(each.record, _column(each), _old(each))
    try:
        with transaction.atomic():
            records = [each.record for each in some]
            model._default_manager.bulk_update(records, [field], batch_size=500)
        not_free = []
    except IntegrityError:
        not_free = [each for each in some if not _set_one_back(each)]
    blocked = {id(each) for each in not_free}
    gone = [change.pk for each in some if id(each) not in blocked for change in each.changes]
    FieldChange.objects.filter(pk__in=gone).delete()
    return len(some) - len(not_free), not_free


def _set_one_back(each: SetBack) -> bool:
    rows = type(each.record)._default_manager.filter(pk=each.record.pk)
    try:
        with transaction.atomic():
            return bool(rows.update(**{_column(each): _old(each)}))
    except IntegrityError:
        return False


def _text(record: Any, field: str) -> str:
    """What *field* says, as `as_text` has it; of a reference without asking for its row."""
    kept = record._meta.get_field(field)
    value = getattr(record, kept.attname)
    if kept.is_relation:
        return "" if value is None else str(value)
    return as_text(record, field, value)


def _words(record: Any, field: str) -> str:
    """What *field* says to a person: of a reference, what its row is called."""
    if record._meta.get_field(field).is_relation:
        return str(getattr(record, field) or "")
    return _text(record, field)


def _column(each: SetBack) -> str:
    return str(each.record._meta.get_field(each.field).attname)


def _old(each: SetBack) -> Any:
    return from_text(each.record, each.field, each.changes[0].old)


def restore_blocked(blocked: list[SetBack]) -> tuple[int, list[Kept]]:
    """Try once more those whose old value was not free; what still is not stays, and is told."""
    restored, kept = 0, list[Kept]()
    for each in blocked:
        model, record = type(each.record), each.record
        if not model._default_manager.filter(pk=record.pk).exists():
            continue
        back, not_free = _set_back(model, each.field, [each])
        restored += back
        if not_free:
            why = _("%(field)s stays “%(value)s”: another record has “%(old)s” by now.")
            words = {
                "field": label_of(each.field),
                "value": each.changes[-1].new,
                "old": each.changes[0].old,
            }
            kept.append(Kept(column_of(model), key_of(record), str(record), why % words))
    return restored, kept


def key_of(found: Any) -> str:
    """The key of a record that has a page; else empty."""
    return str(getattr(found, "key", ""))


def _slices(rows: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
