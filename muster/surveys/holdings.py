"""Quotes under a person's name. Answers are not here: nothing leads from them to anybody."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.subjects import Holding, Row, Stop, Subject, register
from muster.surveys.models import Quote


def _standing(subject: Subject, *fields: str) -> "QuerySet[Quote]":
    """The quotes that may have them in one of *fields*, if they are not withdrawn."""
    held = subject.may_be_in(*fields)
    quotes = Quote.objects.filter(held, build__program=subject.program, withdrawn_on=None)
    return quotes.select_related("build").order_by("build__day", "position")


def _signed(subject: Subject) -> list[Quote]:
    return [quote for quote in _standing(subject, "name") if subject.is_called(quote.name)]


def _quotes(subject: Subject) -> list[Row]:
    return [
        {
            "build": str(quote.build),
            "text": quote.text,
            "name": quote.name,
            "role": quote.role_words,
            "permission": quote.permission,
            "decision": quote.decision,
        }
        for quote in _signed(subject)
    ]


def _stops(subject: Subject) -> list[Stop]:
    """A quote is withdrawn as quotes are: out of every frozen version, with a line in its place."""
    stops = [
        Stop(
            _("A quote of the build in %(city)s stands under this name. Withdraw it first: its"
              " words then leave every version of the report.") % {"city": quote.build.city},
            reverse("quotes", args=[quote.build.key]),
        )
        for quote in _signed(subject)
    ]  # fmt: skip
    signed = {quote.pk for quote in _signed(subject)}
    return stops + [
        Stop(
            _("A quote of the build in %(city)s has this name in its words.")
            % {"city": quote.build.city},
            reverse("quotes", args=[quote.build.key]),
            after_a_look=True,
        )
        for quote in _standing(subject, "text")
        if quote.pk not in signed and subject.is_in(quote.text)
    ]


def register_holdings() -> None:
    """Let subject rights ask this room."""
    title = gettext_lazy("Quotes under the name")
    register(Holding("surveys.quotes", title, _quotes, stops=_stops))
