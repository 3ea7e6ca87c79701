"""Where a person's name stands in reports: in the draft, and in versions that are frozen."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.named_in_words import naming
from muster.core.subjects import Holding, Row, Stop, Subject, register
from muster.reports.models import Override, Passage, Report


def _naming(model: Any, subject: Subject, *fields: str) -> Iterator[Any]:
    rows = model.objects.filter(build__program=subject.program).select_related("build")
    yield from naming(rows.order_by("build", "pk"), subject, *fields)


def _places(subject: Subject) -> list[Row]:
    frozen = [
        {"build": str(row.build), "version": str(row.version)}
        for row in _naming(Report, subject, "snapshot")
    ]
    draft = [
        {"build": str(row.build), "draft": row.text}
        for row in _naming(Passage, subject, "heading", "text")
    ]
    return frozen + draft


def _stops(subject: Subject) -> list[Stop]:
    stops = [
        Stop(
            _("Version %(version)s of the report on %(city)s has this name in it. Withdraw the"
              " quote or the outcome that it stands in; that takes it out of every version.")
            % {"version": row.version, "city": row.build.city},
            reverse("desk", args=[row.build.key]),
            after_a_look=True,
        )
        for row in _naming(Report, subject, "snapshot")
    ]  # fmt: skip
    for row in _naming(Passage, subject, "heading", "text"):
        says = _("The draft of the report on %(city)s has this name in it. Reword it first.")
        desk = reverse("desk", args=[row.build.key])
        stops.append(Stop(says % {"city": row.build.city}, desk, after_a_look=True))
    for row in _naming(Override, subject, "words", "reason"):
        says = _("A flag that somebody let stand in the report on %(city)s has this name in it.")
        desk = reverse("desk", args=[row.build.key])
        stops.append(Stop(says % {"city": row.build.city}, desk, after_a_look=True))
    return stops


def register_holdings() -> None:
    """Let subject rights ask this room."""
    title = gettext_lazy("Reports that have the name")
    register(Holding("reports.names", title, _places, stops=_stops))
