"""What the doors keep for a while only: invitations whose link has run out."""

from datetime import date, datetime

from django.db.models import Min, QuerySet
from django.utils.translation import gettext_lazy as _

from muster.accounts.models import Invitation
from muster.core import retention
from muster.core.models import Program


def _invitations(program: Program) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(program=program)


def _before(program: Program, before: datetime) -> "QuerySet[Invitation]":
    """Those that ran out before then: whatever became of them, it was no later."""
    return _invitations(program).filter(expires_at__lt=before)


def _oldest(program: Program) -> datetime | None:
    oldest: datetime | None = _invitations(program).aggregate(at=Min("expires_at"))["at"]
    return oldest


def _remove(program: Program, before: datetime, on: date) -> int:
    rows = _before(program, before)
    many = rows.count()
    rows.delete()
    return many


def register_kinds() -> None:
    """Let retention know what this room keeps."""
    retention.register(
        retention.Kind(
            name="invitations",
            title=_("Invitations"),
            after=_("after the link of an invitation has run out"),
            does=_("The invitation goes, with its address. Who became a member stays one."),
            days=90,
            least=1,
            due=lambda program, before: _before(program, before).count(),
            oldest=_oldest,
            purge=_remove,
        )
    )
