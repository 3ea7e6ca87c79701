"""What proposals have for Today: those that wait, for whoever may invite."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.builds.models import Build, Proposal
from muster.core.today import Due, When, register


def proposals_waiting(member: Member, today: date) -> list[Due]:
    """The builds at which *member* may invite somebody whom another proposes."""
    if not may(member, Right.INVITE_PEOPLE):
        return []
    builds = Build.objects.visible_to(member, Right.INVITE_PEOPLE)
    waiting = Proposal.objects.waiting().filter(build__in=builds).order_by()
    rows = waiting.values_list("build__key", "build__name").annotate(n=Count("pk"))
    return [
        Due(
            when=When.DUE,
            title=ngettext(
                "%(n)s person is proposed for %(build)s",
                "%(n)s people are proposed for %(build)s",
                many,
            )
            % {"n": many, "build": name},
            why=_("Invite them, or say why not"),
            href=reverse("proposals", args=[key]),
            act=_("Answer"),
        )
        for key, name, many in rows
    ]


def register_today() -> None:
    """Let Today ask for them."""
    register("proposals", proposals_waiting)
