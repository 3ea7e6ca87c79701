"""Letting a red flag stand, with a name and a reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.core.clock import today_in
from muster.evidence.finding import Finding
from muster.reports.checks import check_build, check_quotes
from muster.reports.errors import (
    NotFound,
    NotOverridable,
    ReasonMissing,
    ReasonTooLong,
    StandsAlready,
)
from muster.reports.models import Override

# As much as is kept, printed, and carried by the build packet.
LONGEST_REASON = 300


def check_words(check: str) -> str:
    """What a check is about, as the desk heads it and the report says it: no name, no place."""
    words = {
        "email": _("An e-mail address"),
        "guidance_missing": _("Whom to call is not written down"),
        "guidance_stale": _("Guidance older than a year"),
        "language": _("A word that this program does not use"),
        "malformed_token": _("A figure that cannot be read"),
        "more_answers_than_people": _("More answers than people"),
        "organization_name": _("An organization named without recorded permission"),
        "outcome_not_recorded": _("An outcome without recorded permission"),
        "permission_not_recorded": _("A quote without recorded permission"),
        "person_name": _("A person named without recorded permission"),
        "phone": _("A phone number"),
        "role": _("A job title with a division and an organization"),
        "small_group": _("A group small enough to tell who is meant"),
        "spanish_unchecked": _("Spanish words that nobody has checked"),
        "typed_number": _("A number typed by hand"),
        "unknown_figure": _("A figure that does not exist"),
        "unlikely_day": _("A day that can hardly be right"),
        "unusual_letters": _("Letters that the typeface lacks"),
    }
    return words[check]


@transaction.atomic
def let_stand(
    build: Build, fingerprint: str, *, reason: str, by: Member, now: datetime
) -> Override:
    """Let the red flag *fingerprint* of *build* stand. Said twice with one reason, done once.

    Args:
        reason: why; kept with the name of *by* and the day, printed in the report, and carried by
            the build packet.
        now: when, aware.

    Raises:
        ReasonMissing: no reason is given.
        ReasonTooLong: it is longer than is kept.
        NotFound: no check finds it any more.
        NotOverridable: only new words close it.
        StandsAlready: it stands with another reason, which nobody loses unseen.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(len(reason), LONGEST_REASON)
    today = today_in(build.program, now)
    finding = _red(build, fingerprint, today)
    if not finding.overridable:
        raise NotOverridable
    with in_language(build.program.language):
        what = check_words(finding.check)
    row, created = Override.objects.get_or_create(
        build=build,
        fingerprint=fingerprint,
        defaults={
            "check_name": finding.check,
            "place": finding.place,
            "words": finding.words[:300],
            "what": what,
            "reason": reason,
            "by": str(by.user),
            "on": today,
        },
    )
    if not created:
        if row.reason != reason:
            raise StandsAlready(row.by, row.reason)
        return row
    audit.record(
        by=by.user.email,
        verb="overrode",
        subject=f"build:{build.key}/{finding.place}",
        program=build.program,
        at=now,
        reason=f"{finding.check}: {reason}",
    )
    return row


@transaction.atomic
def take_back(row: Override, *, by: Member, now: datetime) -> None:
    """Let the flag block again."""
    audit.record(
        by=by.user.email,
        verb="took back",
        subject=f"build:{row.build.key}/{row.place}",
        program=row.build.program,
        at=now,
        reason=row.reason,
    )
    row.delete()


def _red(build: Build, fingerprint: str, today: date) -> Finding:
    # A quote that waits to be cleared has its flags before anybody has chosen it.
    waiting = list(build.quotes.usable().filter(withdrawn_on__isnull=True))
    red: list[Finding] = []
    for checked in (check_build(build, today=today), check_quotes(build, waiting, today=today)):
        red += [*checked.open, *(finding for finding, _row in checked.overridden)]
    for finding in red:
        if finding.fingerprint == fingerprint:
            return finding
    raise NotFound
