"""From where each value comes.

A record comes with a source; each field that is set later leaves a `FieldChange` with the source
of the new value and what stood before. What stands now has the source of its last change, else
that of the record. Undoing an import or a merge goes back along the same rows.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from muster.core.models import Program
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Organization,
    Person,
    Post,
    Site,
    Source,
)

Record = Organization | Site | Person | Post | ContactPoint

_COLUMNS: dict[type[models.Model], str] = {
    Organization: "organization",
    Site: "site",
    Person: "person",
    Post: "post",
    ContactPoint: "contact_point",
}


def column_of(record: Record | type[Record]) -> str:
    """The column of `FieldChange` that points at a record of this kind."""
    return _COLUMNS[record if isinstance(record, type) else type(record)]


def model_of(change: FieldChange) -> type[models.Model]:
    """What *change* is a change of; a constraint of the table says that it is of one."""
    return next(
        model for model, column in _COLUMNS.items() if getattr(change, f"{column}_id") is not None
    )


def source_named(program: Program, *, kind: Source.Kind, name: str, on: date, by: str) -> Source:
    """The source of this kind, name, day and bringer: the one that is there, else a new one."""
    found, _made = Source.objects.get_or_create(
        program=program, kind=kind, name=name[:200], on=on, by=by
    )
    return found


def by_hand(program: Program, *, by: str, on: date, name: str = "") -> Source:
    """What *by* typed on the day *on*; *name* is printed beside it, if there is one."""
    return source_named(program, kind=Source.Kind.HAND, name=name or by, on=on, by=by)


def as_text(record: Record, field: str, value: Any) -> str:
    """*value* of *field* as `FieldChange` keeps it: empty for nothing, a key for a reference."""
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    kept = type(record)._meta.get_field(field)
    holder = type(record)(**{field: value})
    return str(kept.value_to_string(holder))  # type: ignore[union-attr]


def from_text(record: Record, field: str, text: str) -> Any:
    """The value that `as_text` wrote down."""
    kept = type(record)._meta.get_field(field)
    if text == "":
        return None if kept.null else kept.get_default()  # type: ignore[union-attr]
    if isinstance(kept, models.ForeignKey):
        return kept.target_field.to_python(text)
    return kept.to_python(text)  # type: ignore[union-attr]


@transaction.atomic
def set_fields(
    record: Record, values: Mapping[str, Any], *, source: Source, by: str, at: datetime
) -> list[FieldChange]:
    """Give *record* these *values*, and write down those that differ from what stood.

    Args:
        values: by the name of the field; a reference as its row.
        source: where the values come from.
        by: who brought them in, for the history of the field.

    Returns:
        A change for each field that differed; none if all stood as said already.
    """
    changes = []
    for field, value in values.items():
        old = as_text(record, field, getattr(record, field))
        new = as_text(record, field, value)
        if old == new:
            continue
        setattr(record, field, value)
        changes.append(
            FieldChange(
                program_id=record.program_id,
                field=field,
                old=old,
                new=new,
                source=source,
                by=by,
                at=at,
                **{column_of(record): record},
            )
        )
    if changes:
        record.save(update_fields=[change.field for change in changes])
        FieldChange.objects.bulk_create(changes)
    return changes


def sources_of(record: Record) -> dict[str, Source | None]:
    """The source of each field of *record* that has a value; None where nobody wrote it down."""
    last = {
        change.field: change.source
        for change in record.changes.select_related("source").order_by("pk")
    }
    return {
        field.name: last.get(field.name, record.source)
        for field in type(record)._meta.concrete_fields
        if not field.generated and getattr(record, field.attname) not in (None, "")
    }
