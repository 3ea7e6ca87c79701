"""The record of acts: who loaded, signed, overrode, published."""

from datetime import datetime

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
