"""What members change by hand: they are the source of it, and it stands in the record of acts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from muster.accounts.models import Member
from muster.core import audit
from muster.core.clock import today_in
from muster.directory.models import ContactPoint, FieldChange, Post, Source
from muster.directory.provenance import Record, by_hand, column_of, set_fields


def source_of(by: Member, now: datetime) -> Source:
    """What *by* says on the day of *now*."""
    program = by.program
    return by_hand(program, by=by.user.email, on=today_in(program, now), name=by.user.name)


def subject_of(record: Record) -> str:
    """How the record of acts names *record*: by its key, never by words about a person."""
    key = record.pk if isinstance(record, Post | ContactPoint) else record.key
    return f"{column_of(record)}:{key}"


def note(record: Record, verb: str, *, by: Member, now: datetime, reason: str = "") -> None:
    """Write down that *by* did *verb* to *record*."""
    audit.record(
        by=by.user.email,
        verb=verb,
        subject=subject_of(record),
        program=by.program,
        at=now,
        reason=reason,
    )


def change(
    record: Record,
    values: Mapping[str, Any],
    *,
    verb: str,
    by: Member,
    now: datetime,
    reason: str = "",
) -> list[FieldChange]:
    """Give *record* these *values*; where they all stood already, nothing is written down."""
    changes = set_fields(record, values, source=source_of(by, now), by=by.user.email, at=now)
    if changes:
        note(record, verb, by=by, now=now, reason=reason)
    return changes
