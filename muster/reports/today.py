"""What of the reports waits for a member today: drafts to review, reviewed versions to publish."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Right, may
from muster.core.today import Due, When, register
from muster.reports.models import Report


def waiting_for_sign_off(member: Member, today: date) -> Iterable[Due]:
    """Frozen versions that nobody has published yet; one query."""
    if not may(member, Right.WRITE_REPORT):
        return
    waiting = Report.objects.visible_to(member).filter(
        state__in=[Report.State.DRAFT, Report.State.REVIEWED]
    )
    for report in waiting.select_related("build"):
        reviewed = report.state == Report.State.REVIEWED
        yield Due(
            when=When.SIGN_OFF,
            title=_("%(build)s: report, version %(version)s")
            % {"build": report.build, "version": report.version},
            why=_("Reviewed; it waits to be published.")
            if reviewed
            else _("Frozen; it waits for somebody to review it."),
            href=reverse("desk", args=[report.build.key]),
            act=_("Open the desk"),
        )


def register_today() -> None:
    """Let Today ask this room."""
    register("reports", waiting_for_sign_off)
