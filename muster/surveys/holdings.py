"""Quotes under a person's name. Answers are not here: nothing leads from them to anybody."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.builds.models import Build
from muster.core.named_in_words import Place, naming, stops_in
from muster.core.subjects import Holding, Row, Stop, Subject, register
from muster.surveys.models import Quote, QuoteProposal


def _all(subject: Subject) -> "QuerySet[Quote]":
    quotes = Quote.objects.filter(build__program=subject.program)
    return quotes.select_related("build").order_by("build__day", "position")


def _signed(subject: Subject) -> list[Quote]:
    quotes = naming(_all(subject).filter(withdrawn_on=None), subject, "name")
    return [quote for quote in quotes if subject.is_called(quote.name)]


def _unsigned(subject: Subject) -> "QuerySet[Quote]":
    return _all(subject).exclude(pk__in=[quote.pk for quote in _signed(subject)])


def _proposed(subject: Subject) -> "QuerySet[QuoteProposal]":
    rows = QuoteProposal.objects.filter(quote__build__program=subject.program)
    return rows.select_related("quote__build")


def _page(build: Build) -> tuple[object, str]:
    return build.city, reverse("quotes", args=[build.key])


PLACES = (
    Place(
        _unsigned,
        ("text", "name", "about", "role_words", "why", "source"),
        gettext_lazy("A quote of the build in %(name)s has this name in its words."),
        lambda quote: _page(quote.build),
    ),
    Place(
        _proposed,
        ("why",),
        gettext_lazy("A proposal for a quote of the build in %(name)s has this name in it."),
        lambda proposal: _page(proposal.quote.build),
    ),
)


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
    return [*stops, *stops_in(subject, PLACES)]


def register_holdings() -> None:
    """Let subject rights ask this room."""
    title = gettext_lazy("Quotes under the name")
    register(Holding("surveys.quotes", title, _quotes, stops=_stops))
