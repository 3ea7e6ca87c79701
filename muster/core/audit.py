"""The record of acts: who loaded, signed, overrode, exported, merged, published.

An act is written down once, in the transaction of the act itself, as the next link of its program's
chain (`chain.py`); the database refuses to change or remove it (`append_only.py`). Its subject, its
reason and the values of fields are in tables beside it, under a digest: they can be taken back when
somebody withdraws a consent, is erased, or when their time is over. Who acted, what was done and
when always stay.
"""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q

from muster.core.chain import digest, hash_of, head_of
from muster.core.models import AuditEvent, AuditValue, AuditWords, Program

# Two numbers that name the lock of a chain on PostgreSQL: this one, and the program's.
_LOCK = 7331
# The kind that stands before a key: "build:".
_KIND = re.compile(r"([a-z][a-z_-]{0,19}):")
# So many acts are written at once.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that an act changed. The name is chained for good, the values can be emptied."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Act:
    """One of many acts that are written down together."""

    verb: str
    subject: str
    reason: str = ""
    changes: Sequence[Changed] = ()


def record(
    *,
    by: str,
    verb: str,
    subject: str,
    program: Program | None,
    at: datetime,
    reason: str = "",
    changes: Sequence[Changed] = (),
    counts: Mapping[str, int] | None = None,
) -> AuditEvent:
    """Write one act down, in the transaction of the act itself.

    Args:
        by: the member's e-mail address, or the command that acted.
        verb: what was done, in the past tense: "loaded", "signed", "overrode", "published".
        subject: the key of what it was done to, "build:ms-gulfport-2020"; no words about a person.
        at: when, aware.
        reason: why, in the actor's own words, where the act asks for one.
        changes: the fields that it changed, each once.
        counts: of an act on many rows, how many of which: {"new": 329, "changed": 12}.
    """
    act = Act(verb, subject, reason, changes)
    return _write([act], by=by, program=program, at=at, counts=counts or {})[0]


@transaction.atomic
def record_many(acts: Iterable[Act], *, by: str, program: Program | None, at: datetime) -> int:
    """Write many acts down as links one after the other; how many.

    Where rows are many and alike, one `record` with `counts` says it better.
    """
    written, waiting = 0, list[Act]()
    for act in acts:
        waiting.append(act)
        if len(waiting) == _AT_ONCE:
            written += len(_write(waiting, by=by, program=program, at=at, counts={}))
            waiting.clear()
    return written + len(_write(waiting, by=by, program=program, at=at, counts={}))


def acts(program: Program, beginnings: Sequence[str]) -> list[AuditEvent]:
    """The acts in *program* whose subject begins with one of *beginnings*, the oldest first."""
    about = Q()
    for beginning in beginnings:
        about |= Q(subject__startswith=beginning)
    return list(AuditEvent.objects.filter(about, program=program).order_by("pk"))


def take_back(event: AuditEvent, *, subject: str, reason: str = "", on: date) -> None:
    """Let *event* say no more what somebody has taken back: *subject* and *reason* instead.

    The salt goes with the words, so that nobody can try which words they were.

    Args:
        subject: as it was, or with "erased-7" or "withdrawn-3" in the place of a key.
        reason: of a build's act whose reason named what was withdrawn: that it was, said once.
    """
    words = AuditWords.objects.get(event=event)
    words.reason = reason if words.salt or not reason else words.reason
    words.subject, words.salt, words.emptied_on = subject, "", on
    words.save(update_fields=["subject", "reason", "salt", "emptied_on"])
    event.subject, event.reason = words.subject, words.reason


def empty_values(values: Iterable[int] | Q, *, on: date) -> int:
    """Empty what fields said before and after, by the keys of the rows or a condition; how many."""
    chosen = values if isinstance(values, Q) else Q(pk__in=list(values))
    full = AuditValue.objects.exclude(salt="").filter(chosen)
    return full.update(old="", new="", salt="", emptied_on=on)


@transaction.atomic
def _write(
    acts: Sequence[Act],
    *,
    by: str,
    program: Program | None,
    at: datetime,
    counts: Mapping[str, int],
) -> list[AuditEvent]:
    if not acts:
        return []
    _wait_for_our_turn(program)
    head = head_of(program)
    sequence, previous = head.sequence, head.hash
    events, words, values = [], list[AuditWords](), list[AuditValue]()
    for act in acts:
        sequence += 1
        beside = [_value(change) for change in act.changes]
        said = AuditWords(subject=act.subject, reason=act.reason, salt=_salt())
        event = AuditEvent(
            program=program,
            sequence=sequence,
            at=at,
            actor=by,
            verb=act.verb,
            noun=noun_of(act.subject),
            subject_digest=digest(said.salt, said.subject),
            reason_digest=digest(said.salt, "reason", said.reason) if said.reason else "",
            changed=[[v.field, digest(v.salt, v.field, v.old, v.new)] for v in beside],
            counts=[[name, number] for name, number in counts.items()],
            previous=previous,
        )
        event.hash = previous = hash_of(event)
        event.subject, event.reason = act.subject, act.reason
        said.event = event
        for value in beside:
            value.event = event
        events.append(event)
        words.append(said)
        values.extend(beside)
    if len(events) == 1:
        events[0].save(force_insert=True)
    else:
        AuditEvent.objects.bulk_create(events)
    # Their numbers came with the rows, after the rows beside them were made.
    for said in words:
        said.event_id = said.event.pk
    for value in values:
        value.event_id = value.event.pk
    AuditWords.objects.bulk_create(words)
    AuditValue.objects.bulk_create(values)
    return events


def _wait_for_our_turn(program: Program | None) -> None:
    """Let nobody else add to the chain until this transaction ends: two links would be one fork.

    SQLite lets one connection write at a time, from the beginning of the transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            number = program.pk % 2**31 if program else 0
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, number])


def _value(change: Changed) -> AuditValue:
    return AuditValue(field=change.field, old=change.old, new=change.new, salt=_salt())


def _salt() -> str:
    return secrets.token_hex(16)


def noun_of(subject: str) -> str:
    """The kinds of things in a subject, without their keys, in which there may be somebody's words.

    >>> noun_of("build:larkhaven/quote:it-was-good"), noun_of("outcome:larkhaven/ergon-trains")
    ('build/quote', 'outcome')
    """
    parts = [_KIND.match(part) for part in subject.split("/")]
    return "/".join(kind[1] for kind in parts if kind)[:80]
