"""What members change by hand: they are the source of it, and it stands in the record of acts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from muster.accounts.models import Member
from muster.core import audit
from muster.core.clock import today_in
from muster.directory.models import ContactPoint, FieldChange, Post, Source
from muster.directory.provenance import Record, by_hand, column_of, set_fields

# What a verb is about, where the subject is its owner.
_WHAT = {Post: "a post", ContactPoint: "a number"}


def source_of(by: Member, now: datetime) -> Source:
    """What *by* says on the day of *now*."""
    program = by.program
    return by_hand(program, by=by.user.email, on=today_in(program, now), name=by.user.name)


def subject_of(record: Record) -> str:
    """How the record of acts names *record*: by a key, never by words about a person.

    A post is its person's and a number its owner's, so that all acts about somebody are found, and
    let go, under one key.
    """
    named: Record | None = record
    if isinstance(record, Post):
        named = record.person
    elif isinstance(record, ContactPoint):
        named = record.person or record.site or record.organization
    assert not isinstance(named, Post | ContactPoint | None)  # noqa: S101 - it has one owner
    return f"{column_of(named)}:{named.key}"


def note(
    record: Record,
    verb: str,
    *,
    by: Member,
    now: datetime,
    reason: str = "",
    changes: Sequence[FieldChange] = (),
) -> None:
    """Write down that *by* did *verb* to *record*, in the past tense: "added", "ended"."""
    what = _WHAT.get(type(record), "")
    audit.record(
        by=by.user.email,
        verb=f"{verb} {what}".strip(),
        subject=subject_of(record),
        program=by.program,
        at=now,
        reason=reason,
        changes=[audit.Changed(each.field, each.old, each.new) for each in changes],
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
        note(record, verb, by=by, now=now, reason=reason, changes=changes)
    return changes
