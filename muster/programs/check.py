"""Checking reporting guidance: somebody reads it, asks the state, and says so with name and day."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from muster.core import audit
from muster.programs.errors import CheckRefused
from muster.programs.models import Guidance


@transaction.atomic
def check_guidance(
    guidance: Guidance,
    *,
    on: date,
    today: date,
    checked_by: str,
    source: str,
    by: str,
    now: datetime,
) -> Guidance:
    """Record that *guidance* was found right as it stands. Said twice, it is recorded once.

    Args:
        on: the day of the check.
        today: the program's day.
        checked_by: who checked, as it is printed.
        source: who or what confirmed it: an office, a page, a call.
        by: the member's e-mail address, for the audit.

    Raises:
        CheckRefused: *on* lies after *today* or before the last check, or nobody is named.
    """
    guidance = Guidance.objects.select_for_update().get(pk=guidance.pk)
    if on > today:
        raise CheckRefused(_("A check lies in the past; %(day)s does not.") % {"day": on})
    if on < guidance.checked_on:
        says = _("It was checked on %(day)s already; an earlier check cannot replace that.")
        raise CheckRefused(says % {"day": guidance.checked_on})
    if not checked_by.strip() or not source.strip():
        raise CheckRefused(_("Say who checked it, and who or what confirmed it."))
    if (guidance.checked_on, guidance.checked_by, guidance.source) == (on, checked_by, source):
        return guidance
    guidance.checked_on, guidance.checked_by, guidance.source = on, checked_by, source
    guidance.save(update_fields=["checked_on", "checked_by", "source"])
    audit.record(
        by=by,
        verb="checked",
        subject=f"guidance:{guidance.state}",
        program=guidance.program,
        at=now,
        reason=source,
    )
    return guidance
