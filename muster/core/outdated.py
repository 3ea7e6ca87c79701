"""What the ground floor keeps for a while only: old values in the record of acts, and jobs."""

from datetime import date, datetime, timedelta

from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from muster.core import audit, jobs, retention
from muster.core.models import AuditValue, Program

# Jobs that ended are of use while somebody may ask what became of them.
_JOBS_FOR = timedelta(days=14)


def _full(program: Program) -> Q:
    return Q(event__program=program) & ~Q(salt="")


def _due(program: Program, before: datetime) -> int:
    return AuditValue.objects.filter(_full(program), event__at__lt=before).count()


def _oldest(program: Program) -> datetime | None:
    oldest: datetime | None = AuditValue.objects.filter(_full(program)).aggregate(
        at=Min("event__at")
    )["at"]
    return oldest


def _empty(program: Program, before: datetime, on: date) -> int:
    old = Q(event__program=program, event__at__lt=before)
    return audit.empty_values(old, on=on)


def register_kinds() -> None:
    """Let retention know what this floor keeps."""
    retention.register(
        retention.Kind(
            name="audit-values",
            title=_("Values in the record of acts"),
            after=_("after the act"),
            does=_("What a field said before and after is emptied. The act, its field and its"
                   " digest stay, and the chain holds."),
            days=1095,
            least=30,
            due=_due,
            oldest=_oldest,
            purge=_empty,
        )
    )  # fmt: skip
    retention.register_sweep("jobs", lambda now: jobs.forget_done(now - _JOBS_FOR))
    retention.register_daily()
