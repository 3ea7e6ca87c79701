"""The record of acts: who loaded, signed, overrode, published.

An act is written down once. What it says is changed in one case only: somebody has withdrawn the
consent to words that stand in it. Who acted, what was done and when always stay.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from muster.core.models import AuditEvent, Program


def record(
    *,
    by: str,
    verb: str,
    subject: str,
    program: Program | None,
    at: datetime,
    reason: str = "",
) -> AuditEvent:
    """Write one act down, in the transaction of the act itself.

    Args:
        by: the member's e-mail address, or the command that acted.
        verb: what was done, in the past tense: "loaded", "signed", "overrode", "published".
        subject: the key of what it was done to, "build:ms-gulfport-2020".
        at: when, aware.
        reason: why, in the actor's own words, where the act asks for one.
    """
    return AuditEvent.objects.create(
        program=program, at=at, actor=by, verb=verb, subject=subject, reason=reason
    )


def acts(program: Program, beginnings: Sequence[str]) -> list[AuditEvent]:
    """The acts in *program* whose subject begins with one of *beginnings*, the oldest first."""
    about = Q()
    for beginning in beginnings:
        about |= Q(subject__startswith=beginning)
    return list(AuditEvent.objects.filter(about, program=program).order_by("pk"))


def reword(event: AuditEvent, *, subject: str, reason: str) -> None:
    """Let *event* say no more what somebody has taken back."""
    event.subject, event.reason = subject, reason
    event.save(update_fields=["subject", "reason"])
