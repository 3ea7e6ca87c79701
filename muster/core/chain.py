"""How the record of acts is chained, and whether it still is.

Each act carries the hash of the one before it, so that none can be altered, taken out or slipped in
without all later hashes changing. Whoever can rewrite the whole table can also make the whole chain
anew: so the head, which is the last hash, is worth keeping somewhere else, and `verify` can be
asked whether the chain still goes through it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from typing import Any, Literal

from muster.core.models import AuditEvent, AuditValue, AuditWords, Program

# So many acts are read at once: memory stays flat however long the chain is.
_AT_ONCE = 2000
What = Literal["altered", "missing", "forked", "words missing", "words altered"]


@dataclass(frozen=True, slots=True)
class Head:
    """The last act of a chain; a chain without acts ends at 0, with no hash."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first act at which a chain does not hold, and what is wrong there."""

    sequence: int
    what: What
    says: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of checking one chain.

    Attributes:
        emptied: words and values that were taken back since; nobody can check them any more.
        reached: whether it goes through the head that was asked for.
    """

    program: str
    acts: int
    head: Head
    emptied: int
    reached: bool
    broken: Broken | None


def digest(salt: str, *texts: str) -> str:
    """A digest of *texts* that tells nothing of them to whoever does not have *salt*."""
    return hashlib.sha256("\x1f".join((salt, *texts)).encode()).hexdigest()


def hash_of(event: AuditEvent) -> str:
    """The hash that *event* must carry, from all that stands in it."""
    told = [
        event.previous, event.program_id or 0, event.sequence,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"), event.actor, event.verb,
        event.noun, event.subject_digest, event.reason_digest, event.changed, event.counts,
    ]  # fmt: skip
    raw = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()


def head_of(program: Program | None) -> Head:
    """Where the chain of *program* ends now."""
    last = (
        AuditEvent._base_manager.filter(program=program)  # without the words beside it
        .order_by("-sequence")
        .values_list("sequence", "hash")
        .first()
    )
    return Head(*last) if last else Head(0, "")


def verify(program: Program | None, *, through: str = "") -> Verified:
    """Check the chain of *program* from its first act to its last.

    Args:
        through: the beginning of a head that was kept elsewhere.
    """
    head, emptied, acts = Head(0, ""), 0, 0
    reached, broken = False, None
    for event, words, values in _acts(program):
        broken = _link(event, head) or _what_stands_beside(event, words, values)
        if broken is not None:
            break
        acts += 1
        emptied += sum(not each.salt for each in [words, *values] if each is not None)
        head = Head(event.sequence, event.hash)
        reached = reached or (bool(through) and event.hash.startswith(through))
    return Verified(program.key if program else "", acts, head, emptied, reached, broken)


def _acts(
    program: Program | None,
) -> Iterator[tuple[AuditEvent, AuditWords | None, list[AuditValue]]]:
    """The acts of a chain in its order, each with what stands beside it."""
    after = 0
    while True:
        events = list(
            AuditEvent.objects.filter(program=program, sequence__gt=after).order_by(
                "sequence", "pk"
            )[:_AT_ONCE]
        )
        if not events:
            return
        keys = {"event__gte": min(e.pk for e in events), "event__lte": max(e.pk for e in events)}
        own = {"event__program": program}
        words = {each.event_id: each for each in AuditWords.objects.filter(**keys, **own)}
        found = AuditValue.objects.filter(**keys, **own).order_by("event_id", "pk")
        values = {key: list(rows) for key, rows in groupby(found, lambda row: row.event_id)}
        for event in events:
            yield event, words.get(event.pk), values.get(event.pk, [])
        after = events[-1].sequence


def _link(event: AuditEvent, head: Head) -> Broken | None:
    """What is wrong with *event* as the next link after *head*."""
    if event.sequence > head.sequence + 1:
        missing = _through(head.sequence + 1, event.sequence - 1)
        says = f"{missing} between act {head.sequence} and act {event.sequence}"
        return Broken(head.sequence + 1, "missing", says)
    if event.previous != head.hash:
        says = f"it does not follow act {head.sequence}: another act was there when it was written"
        return Broken(event.sequence, "forked", says)
    if event.hash != hash_of(event):
        return Broken(event.sequence, "altered", "it is not as it was written")
    return None


def _through(first: int, last: int) -> str:
    return f"act {first} is gone" if first == last else f"acts {first} to {last} are gone"


def _what_stands_beside(
    event: AuditEvent, words: AuditWords | None, values: Iterable[AuditValue]
) -> Broken | None:
    """What is wrong with the words and values of *event*; those taken back cannot be wrong."""
    if words is None:
        return Broken(event.sequence, "words missing", "what it was done to is gone")
    if words.salt and (
        digest(words.salt, words.subject) != event.subject_digest
        or _digest_of_reason(words.salt, words.reason) != event.reason_digest
    ):
        return Broken(event.sequence, "words altered", "its subject or reason was changed")
    beside = {value.field: value for value in values}
    told: dict[str, Any] = dict(event.changed)
    if beside.keys() != told.keys():
        odd = ", ".join(sorted(beside.keys() ^ told.keys()))
        return Broken(event.sequence, "words missing", f"the values of a field are gone: {odd}")
    for name, value in beside.items():
        if value.salt and digest(value.salt, name, value.old, value.new) != told[name]:
            return Broken(event.sequence, "words altered", f"a value of “{name}” was changed")
    return None


def _digest_of_reason(salt: str, reason: str) -> str:
    return digest(salt, "reason", reason) if reason else ""
