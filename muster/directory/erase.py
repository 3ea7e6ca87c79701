"""Erasing a person on request: one member asks, another confirms.

Their record stays as nobody's, so that the people of every build are as many as they were. Their
name, posts, numbers and addresses go, what was written about them, and what the record of acts says
of them. Each room lets go of what it holds (`core.subjects`), or says what must be settled before.
"""

from datetime import datetime

from django.db import transaction

from muster.accounts.models import Member
from muster.core import audit
from muster.core.clock import today_in
from muster.core.subjects import erase, stops_of
from muster.directory.erase_errors import (
    AskedAlready,
    ErasedAlready,
    NotAsked,
    ReasonMissing,
    ReasonTooLong,
    SecondMemberNeeded,
    StillStands,
)
from muster.directory.models import Erasure, Person
from muster.directory.subject import subject_of

LONGEST_REASON = 300


@transaction.atomic
def ask_to_erase(person: Person, *, reason: str, by: Member, now: datetime) -> Erasure:
    """Ask for *person* to be erased; nothing is erased yet.

    Args:
        reason: how they asked: "by letter of May 3". It goes with them.

    Raises:
        ReasonMissing, ReasonTooLong: of the reason.
        ErasedAlready: there is nobody left.
        AskedAlready: somebody has asked before.
    """
    reason = _said(reason)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased_on is not None:
        raise ErasedAlready
    before = Erasure.objects.waiting().filter(person=person).first()
    if before is not None:
        raise AskedAlready(before.asked_by)
    asked = Erasure.objects.create(
        program=person.program,
        person=person,
        reason=reason,
        asked_by=by.user.email,
        asked_at=now,
    )
    _note(person, "asked to erase", by, now, reason)
    return asked


@transaction.atomic
def take_request_back(person: Person, *, by: Member, now: datetime) -> Erasure:
    """Ask no more; any member who may erase can take it back until it is confirmed.

    Raises:
        NotAsked: nobody asks for it.
    """
    asked = _closed(person, by, now)
    _note(person, "took back the erasure of", by, now)
    return asked


@transaction.atomic
def refuse_erasure(person: Person, *, why: str, by: Member, now: datetime) -> Erasure:
    """Keep *person*, and say why: the law may ask the program to. They are owed the reason.

    Raises:
        ReasonMissing, ReasonTooLong: of *why*.
        NotAsked: nobody asks for it.
    """
    why = _said(why)
    asked = _closed(person, by, now, why)
    _note(person, "refused the erasure of", by, now, why)
    return asked


@transaction.atomic
def confirm_erasure(
    person: Person, *, looked_at_names: bool, by: Member, now: datetime
) -> dict[str, int]:
    """Erase *person* for good; of how many rows each room has let go.

    Args:
        looked_at_names: *by* has looked where else the name stands, and it is somebody else's.

    Raises:
        NotAsked: nobody asks for it any more.
        SecondMemberNeeded: *by* is who asked.
        StillStands: something has to be settled before.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    asked = _waiting(person)
    if asked.asked_by == by.user.email:
        raise SecondMemberNeeded
    subject = subject_of(person)
    stops = [stop for stop in stops_of(subject) if not (stop.after_a_look and looked_at_names)]
    if stops:
        raise StillStands(stops)
    on = today_in(person.program, now)
    asked.confirmed_by, asked.confirmed_at, asked.reason = by.user.email, now, ""
    asked.save(update_fields=["confirmed_by", "confirmed_at", "reason"])
    # Written down first: it names the key, which goes with the rest.
    _note(person, "confirmed the erasure of", by, now)
    Erasure.objects.filter(person__in=subject.people).update(refused_why="")
    let_go = erase(subject, on)
    audit.record(
        by=by.user.email,
        verb="erased",
        subject=f"person:{subject.erased_as}",
        program=person.program,
        at=now,
        counts=let_go,
    )
    return let_go


def _said(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(LONGEST_REASON)
    return reason


def _waiting(person: Person) -> Erasure:
    asked = Erasure.objects.select_for_update().waiting().filter(person=person).first()
    if asked is None:
        raise NotAsked
    return asked


def _closed(person: Person, by: Member, now: datetime, refused_why: str = "") -> Erasure:
    asked = _waiting(person)
    asked.taken_back_by, asked.taken_back_at, asked.reason = by.user.email, now, ""
    asked.refused_why = refused_why
    asked.save(update_fields=["taken_back_by", "taken_back_at", "reason", "refused_why"])
    return asked


def _note(person: Person, verb: str, by: Member, now: datetime, reason: str = "") -> None:
    audit.record(
        by=by.user.email,
        verb=verb,
        subject=f"person:{person.key}",
        program=person.program,
        at=now,
        reason=reason,
    )
