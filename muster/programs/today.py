"""What the program has for Today: guidance that nobody has checked for a year."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.core.places import state_name
from muster.core.today import Due, When, register
from muster.programs.models import Guidance
from muster.programs.models.guidance import EVERYWHERE
from muster.shell.days import day_words


def stale_guidance(member: Member, today: date) -> list[Due]:
    """The guidance of the program of *member* that is stale on *today*: one line for all of it."""
    if not may(member, Right.CHECK_GUIDANCE):
        return []
    rows = Guidance.objects.of(member.program).order_by("checked_on", "state")
    stale = [row for row in rows if row.is_stale(today)]
    if not stale:
        return []
    oldest = stale[0]
    title = _("Check the guidance for %(where)s") % {"where": where(oldest)}
    href = reverse("guidance", args=[oldest.state])
    if len(stale) > 1:
        title = _("Check the guidance for %(n)s places") % {"n": len(stale)}
        href = f"{reverse('program')}#guidance"
    why = _("Last checked on %(day)s; a report that prints it is blocked until it is checked.")
    return [
        Due(
            when=When.STALE,
            title=title,
            why=why % {"day": day_words(oldest.checked_on)},
            href=href,
            act=_("Check"),
            days_late=(today - oldest.stale_from).days,
        )
    ]


def where(guidance: Guidance) -> str:
    """Where it holds, in words: a state, or everywhere."""
    if guidance.state == EVERYWHERE:
        return _("the whole country")
    return state_name(guidance.state)


def register_today() -> None:
    """Let Today ask this room."""
    register("guidance", stale_guidance)
