"""Logging a touch: a call, a visit, a mail, a meeting, a note."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core import audit
from muster.core.clock import today_in
from muster.directory.errors import NotYet, OfAnotherProgram, PrivateForFew, WithNobody
from muster.directory.models import Organization, Person, Touch


def may_keep_private(member: Member) -> bool:
    """Whether *member* may write and read private notes: who sees all of the directory may."""
    return reach_of(member, Right.SEE_DIRECTORY) is Reach.ALL


@transaction.atomic
def log_touch(
    *,
    organization: Organization | None = None,
    person: Person | None = None,
    kind: str,
    on: date,
    says: str = "",
    private: bool = False,
    sent: str = "",
    by: Member,
    now: datetime,
) -> Touch:
    """Write down that somebody was in touch. The same form sent twice is stored once.

    Args:
        private: whether it is a note for coordinators only.
        sent: a key of the form's own; a touch that was stored with it is handed back.

    Raises:
        WithNobody: neither an organization nor a person is named.
        NotYet: *on* lies ahead.
        PrivateForFew: *by* could not read the private note afterwards.
    """
    if organization is None and person is None:
        raise WithNobody
    if on > today_in(by.program, now):
        raise NotYet(on, "on")
    if private and not may_keep_private(by):
        raise PrivateForFew
    for field, row in (("organization", organization), ("person", person)):
        if row is not None and row.program_id != by.program_id:
            raise OfAnotherProgram(field)
    there = Touch.objects.filter(program=by.program, sent=sent).first() if sent else None
    if there is not None:
        return there
    touch = Touch(
        program=by.program,
        organization=organization,
        person=person,
        kind=kind,
        on=on,
        says=says.strip(),
        private=private,
        by=by.user.email,
        at=now,
        sent=sent,
    )
    try:
        with transaction.atomic():
            touch.save(force_insert=True)
    except IntegrityError:
        # The same form came twice at the same moment: the other one was a little faster.
        there = Touch.objects.filter(program=by.program, sent=sent).first() if sent else None
        if there is None:
            raise
        return there
    subject = f"organization:{organization.key}" if organization else f"person:{person.key}"  # type: ignore[union-attr]
    audit.record(by=by.user.email, verb="touched", subject=subject, program=by.program, at=now)
    return touch
