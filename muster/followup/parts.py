"""What came of builds, told on the page of the organization that did or promised it."""

from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Coalesce

from muster.core.parts import Asked, Happened, Noun, Shape, register_timeline
from muster.followup.models import Outcome
from muster.followup.standing import how_we_know


def register_parts() -> None:
    """Tell of outcomes on the pages of organizations."""
    register_timeline(Noun.ORGANIZATION, "outcomes", outcomes)


def outcomes(asked: Asked) -> Iterator[Happened]:
    """What an organization did, is doing or has promised, with how far it has come."""
    rows: Any = Outcome.objects.visible_to(asked.member).standing().filter(organization=asked.pk)
    # Where nobody wrote down when, the day of the build stands for it.
    rows = rows.annotate(told_on=Coalesce("observed_on", "reported_on", "build__day"))
    rows = rows.filter(told_on__isnull=False)
    if asked.until:
        rows = rows.filter(told_on__lte=asked.until)
    rows = rows.select_related("goal", "build", "organization").order_by("-told_on", "pk")
    for row in rows[: asked.most]:
        yield Happened(
            on=row.told_on,
            shape=Shape.PROMISE,
            lead=str(row.get_stage_display()),
            words=str(row),
            says=f"{row.goal.code} · {how_we_know(row)}",
            href=row.get_absolute_url(),
        )
