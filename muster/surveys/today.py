"""What the surveys have for Today: quotes that nobody has decided about."""

from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.accounts.models import Member
from muster.core.today import Due, When, register
from muster.surveys.models import Quote


def quotes_to_clear(member: Member, today: date) -> list[Due]:
    """For each build of *member*, the quotes that wait for a decision."""
    waiting = (
        Quote.objects.visible_to(member)
        .waiting()
        .order_by("build__key")
        .values("build__key", "build__city")
        .annotate(n=Count("pk"))
    )
    return [due_of(row["build__key"], row["build__city"], row["n"]) for row in waiting]


def due_of(key: str, city: str, waiting: int) -> Due:
    """That *waiting* quotes of the build *key* wait for a decision."""
    words = ngettext("Clear %(n)s quote", "Clear %(n)s quotes", waiting) % {"n": waiting}
    return Due(
        when=When.DUE,
        title=words,
        why=_("%(city)s · the report shows only what somebody has chosen") % {"city": city},
        href=reverse("quotes", args=[key]),
        act=_("Clear"),
    )


def register_today() -> None:
    """Let Today ask this room."""
    register("quotes", quotes_to_clear)
