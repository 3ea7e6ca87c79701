"""Outcomes that name a person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.named_in_words import naming
from muster.core.subjects import Holding, Row, Stop, Subject, register
from muster.followup.models import Outcome

_WORDS = ("lead", "text", "contribution", "significance", "source", "verified_by",
          "reported_words", "unnamed")  # fmt: skip


def _naming(subject: Subject) -> Iterator[Outcome]:
    rows = Outcome.objects.filter(build__program=subject.program, withdrawn_on=None)
    rows = rows.select_related("build").order_by("build__day", "position")
    yield from naming(rows, subject, *_WORDS)


def _outcomes(subject: Subject) -> list[Row]:
    return [
        {"build": str(row.build), "says": str(row), "stage": row.stage, "may_name": row.may_name}
        for row in _naming(subject)
    ]


def _stops(subject: Subject) -> list[Stop]:
    """An outcome is withdrawn, or reworded, where outcomes are."""
    return [
        Stop(
            _("An outcome of the build in %(city)s names them. Withdraw it, or say it without the"
              " name.") % {"city": row.build.city},
            row.get_absolute_url(),
            after_a_look=not subject.is_called(row.lead),
        )
        for row in _naming(subject)
    ]  # fmt: skip


def register_holdings() -> None:
    """Let subject rights ask this room."""
    register(
        Holding(
            "followup.outcomes",
            gettext_lazy("Outcomes that have the name"),
            _outcomes,
            stops=_stops,
        )
    )
