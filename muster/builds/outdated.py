"""What builds keep for a while only: what was said of people whom somebody proposed to invite."""

from datetime import date, datetime

from django.db.models import Min, QuerySet
from django.utils.translation import gettext_lazy as _

from muster.builds.models import Proposal
from muster.core import retention
from muster.core.models import Program


def _answered(program: Program) -> "QuerySet[Proposal]":
    return Proposal.objects.filter(build__program=program, answered_at__isnull=False)


def _before(program: Program, before: datetime) -> "QuerySet[Proposal]":
    return _answered(program).filter(answered_at__lt=before)


def _oldest(program: Program) -> datetime | None:
    oldest: datetime | None = _answered(program).aggregate(at=Min("answered_at"))["at"]
    return oldest


def _remove(program: Program, before: datetime, on: date) -> int:
    keys = list(_before(program, before).values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=keys).delete()
    return len(keys)


def register_kinds() -> None:
    """Let retention know what this room keeps."""
    retention.register(
        retention.Kind(
            name="answered-proposals",
            title=_("Proposals whom to invite"),
            after=_("after one was answered or taken back"),
            does=_("It goes, with the words of who proposed and who answered. Who was invited stays"
                   " on the list of the build."),
            days=365,
            least=30,
            due=lambda program, before: _before(program, before).count(),
            oldest=_oldest,
            purge=_remove,
        )
    )  # fmt: skip
