"""What members change by hand: they are the source of it, and it stands in the record of acts."""

from collections.abc import Iterable, Mapping, Sequence
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
    acts = [_act(record, verb, reason, changes)]
    audit.record_many(acts, by=by.user.email, program=by.program, at=now)


def _act(record: Record, verb: str, reason: str, changes: Sequence[FieldChange]) -> audit.Act:
    what = _WHAT.get(type(record), "")
    changed = [audit.Changed(each.field, each.old, each.new) for each in changes]
    return audit.Act(f"{verb} {what}".strip(), subject_of(record), reason, changed)


def hold(records: Iterable[Record]) -> None:
    """Let nobody else change *records* until this transaction ends.

    What an act touches is held before it is written down: from then on the chain waits for this
    transaction, and it must not wait for somebody who waits for the chain. All take them in the
    same order.
    """
    keys: dict[type[Record], set[int]] = {}
    for record in records:
        keys.setdefault(type(record), set()).add(record.pk)
    for model in sorted(keys, key=lambda each: each._meta.label):
        rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys[model])
        list(rows.order_by("pk").values_list("pk"))


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
    return change_all([record], values, verb=verb, by=by, now=now, reason=reason)


def change_all(
    records: Sequence[Record],
    values: Mapping[str, Any],
    *,
    verb: str,
    by: Member,
    now: datetime,
    reason: str = "",
) -> list[FieldChange]:
    """Give each of *records*, which are held, these *values*; then write all of it down."""
    source, acts, changed = source_of(by, now), list[audit.Act](), list[FieldChange]()
    for record in records:
        changes = set_fields(record, values, source=source, by=by.user.email, at=now)
        if changes:
            acts.append(_act(record, verb, reason, changes))
            changed += changes
    audit.record_many(acts, by=by.user.email, program=by.program, at=now)
    return changed
