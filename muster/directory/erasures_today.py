"""What erasures have for Today: those that wait for a second member."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.core.today import Due, When, register
from muster.directory.models import Erasure


def erasures_waiting(member: Member, today: date) -> list[Due]:
    """The erasures that others have asked for, for whoever may confirm them."""
    if not may(member, Right.ERASE_PEOPLE):
        return []
    waiting = Erasure.objects.waiting().filter(program=member.program_id)
    rows = waiting.exclude(asked_by=member.user.email).select_related("person")
    return [
        Due(
            when=When.DUE,
            title=_("Erase %(name)s") % {"name": row.person.name},
            why=_("%(who)s has asked for it; a second member confirms") % {"who": row.asked_by},
            href=reverse("erase-person", args=[row.person.key]),
            act=_("Look at it"),
        )
        for row in rows.order_by("asked_at")
    ]


def register_today() -> None:
    """Let Today ask for them."""
    register("erasures", erasures_waiting)
