"""What follow-up has for Today: pledges that are due or overdue."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.core.today import Due, When, register
from muster.followup.models import Outcome
from muster.followup.standing import days_overdue
from muster.shell.days import day_words

# A pledge is named this long before it falls due.
SOON = timedelta(days=7)


def pledges_due(member: Member, today: date) -> list[Due]:
    """The pledges of all builds of *member* that are due within a week, or late.

    They wait for who may write down what came of them, and for nobody else.
    """
    if not may(member, Right.RECORD_OUTCOMES):
        return []
    pledges = (
        Outcome.objects.visible_to(member)
        .standing()
        .filter(stage=Outcome.Stage.PLEDGED, due_on__lte=today + SOON)
        .select_related("build")
    )
    return due_of(pledges, today)


def due_of(outcomes: Iterable[Outcome], today: date) -> list[Due]:
    """Those of *outcomes* that are pledged and due within a week, or late."""
    return [
        _due(outcome, outcome.due_on, today)
        for outcome in outcomes
        if outcome.stage == Outcome.Stage.PLEDGED
        and outcome.withdrawn_on is None
        and outcome.due_on is not None
        and outcome.due_on <= today + SOON
    ]


def _due(outcome: Outcome, due_on: date, today: date) -> Due:
    late = days_overdue(outcome, today)
    where = {"city": outcome.build.city, "day": day_words(due_on)}
    why = _("%(city)s · promised for %(day)s") % where
    return Due(
        when=When.OVERDUE if late else When.DUE,
        title=Truncator(str(outcome)).chars(90),
        why=_("%(why)s · still a pledge") % {"why": why} if late else why,
        href=reverse("outcome", args=[outcome.build.key, outcome.key]),
        act=_("Ask"),
        days_late=late,
    )


def register_today() -> None:
    """Let Today ask this room."""
    register("pledges", pledges_due)
