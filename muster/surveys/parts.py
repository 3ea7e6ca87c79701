"""What surveys tell on a person's page: the sentences that may be printed with that name."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.core.parts import Agreed, register_ledger
from muster.surveys.models import Quote

_MOST = 20


def signed(member: Member, name: str, today: date) -> Iterator[Agreed]:
    """The quotes with *name*, for who clears them; a withdrawn one has no name any more."""
    rows = Quote.objects.visible_to(member).filter(
        name__iexact=name, permission=Quote.Permission.NAMED, withdrawn_on=None
    )
    for row in rows.select_related("build").order_by("-build__day", "position")[:_MOST]:
        yield Agreed(
            what=_("To be quoted by name: a sentence from the build in %(city)s")
            % {"city": row.build.city},
            stands=True,
            says=_("The leave was given at the sentence. On the quotes desk: %(decision)s")
            % {"decision": row.get_decision_display()},
            href=reverse("quotes", args=[row.build.key]),
        )


def register_parts() -> None:
    """Tell of quotes on the pages of people."""
    register_ledger("surveys.quotes", signed)
