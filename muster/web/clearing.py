"""The quotes desk: what may be shown, what a check stopped at, and what an editor decided."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core.clock import today_in
from muster.core.keyset import By, Stretch, stretch
from muster.directory.timeline import named_by
from muster.evidence.finding import Finding, Level
from muster.reports.checks import check_quotes
from muster.reports.models import Override
from muster.reports.overrides import check_words
from muster.reports.words import Piece, pieces
from muster.surveys.errors import QuoteError
from muster.surveys.models import Quote, QuoteProposal, QuoteQuerySet
from muster.surveys.quotes import Counts, decide

AT_ONCE = 25
_ABOUT_ALL = ("permission_not_recorded",)
_NOT_ABOUT_WORDS = (*_ABOUT_ALL, "unusual_letters")
_IN_ORDER = (By("position", int),)


class Pile(StrEnum):
    """Which quotes of a build are listed."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


PILE_WORDS = {
    Pile.WAITING: gettext_lazy("To clear"),
    Pile.SHOWN: pgettext_lazy("quotes", "Shown"),
    Pile.HIDDEN: gettext_lazy("Hidden"),
    Pile.WITHDRAWN: gettext_lazy("Withdrawn"),
}
_DECIDED = {
    Pile.WAITING: Quote.Decision.LATER,
    Pile.SHOWN: Quote.Decision.SHOW,
    Pile.HIDDEN: Quote.Decision.HIDE,
}


@dataclass(frozen=True, slots=True)
class Flag:
    """What a check says of a quote: its heading, why, and what could be done."""

    words: str
    finding: Finding

    @property
    def blocks(self) -> bool:
        """Whether the sentence cannot be shown as long as it stands."""
        return self.finding.level is Level.BLOCK

    @property
    def advice(self) -> str:
        """What could be done; empty where it would be to say it otherwise: quotes are theirs."""
        return self.finding.suggestion if self.finding.check in _NOT_ABOUT_WORDS else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One quote on the desk.

    Attributes:
        pieces: its words, those marked that a check stopped at.
        flags: what still asks for something; those that block come first.
        overridden: flags that somebody let stand.
    """

    quote: Quote
    pieces: tuple[Piece, ...]
    flags: tuple[Flag, ...]
    overridden: tuple[tuple[Flag, Override], ...]

    @property
    def may_be_shown(self) -> bool:
        """Whether nothing stands against it but the editor's own judgment."""
        return not any(flag.blocks for flag in self.flags)


def pile_of(quotes: QuoteQuerySet, pile: Pile) -> QuoteQuerySet:
    """Those of *quotes* that lie on *pile*. What may not be used lies on none."""
    usable = quotes.usable()
    if pile is Pile.WITHDRAWN:
        return usable.filter(withdrawn_on__isnull=False)
    return usable.filter(withdrawn_on__isnull=True, decision=_DECIDED[pile])


def how_many(counts: Counts, pile: Pile) -> int:
    """How many quotes lie on *pile*."""
    return {
        Pile.WAITING: counts.to_clear,
        Pile.SHOWN: counts.shown,
        Pile.HIDDEN: counts.hidden,
        Pile.WITHDRAWN: counts.withdrawn,
    }[pile]


def page_of(quotes: QuoteQuerySet, *, after: str, before: str) -> Stretch[Quote]:
    """A stretch of *quotes*, in the order of the build."""
    named = QuoteProposal.objects.annotate(by_name=named_by("by"))
    rows = quotes.select_related("touches").prefetch_related(Prefetch("proposals", named))
    return stretch(rows, _IN_ORDER, size=AT_ONCE, after=after, before=before)


def entries_of(build: Build, quotes: Sequence[Quote], *, today: date) -> list[Entry]:
    """*quotes* with everything that the checks say of them.

    Args:
        today: the program's day.
    """
    checked = check_quotes(build, quotes, today=today)
    asking: dict[str, list[Finding]] = defaultdict(list)
    for finding in (*checked.open, *checked.to_look_at):
        asking[finding.place].append(finding)
    stands: dict[str, list[tuple[Flag, Override]]] = defaultdict(list)
    for finding, row in checked.overridden:
        stands[finding.place].append((_flag(finding), row))
    entries = []
    for quote in quotes:
        place = f"quote:{quote.key}"
        signed = f"{place}:prints_as"  # under whose name or role it is printed
        findings = asking[place]
        entries.append(
            Entry(
                quote,
                pieces=tuple(pieces(quote.text, {}, [f for f in findings if _points(f)])),
                flags=tuple(_flag(finding) for finding in (*findings, *asking[signed])),
                overridden=(*stands[place], *stands[signed]),
            )
        )
    return entries


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor chose for one quote; an empty choice leaves it as it is."""

    key: str
    choice: str
    why: str


@transaction.atomic
def decide_all(
    build: Build, quotes: QuoteQuerySet, decisions: Iterable[Decision], *, by: Member, now: datetime
) -> tuple[int, list[str]]:
    """Keep *decisions* about *quotes*: how many changed, and in words what could not be kept.

    A quote that a check blocks is not shown; it keeps the decision that it has.
    """
    wanted = {decision.key: decision for decision in decisions}
    rows = list(quotes.usable().filter(key__in=wanted))
    today = today_in(build.program, now)
    blocked = {
        entry.quote.key
        for entry in entries_of(build, _to_be_shown(rows, wanted), today=today)
        if not entry.may_be_shown
    }
    changed, refused = 0, []
    for quote in rows:
        decision = wanted[quote.key]
        choice = decision.choice or quote.decision
        if quote.key in blocked:
            refused.append(_("“%(start)s”: a check blocks it.") % {"start": _start(quote)})
            continue
        try:
            kept = decide(quote, choice, why=decision.why, by=by, now=now)
        except QuoteError as error:
            refused.append(f"“{_start(quote)}”: {error}")
        else:
            changed += (kept.decision, kept.why) != (quote.decision, quote.why)
    return changed, refused


def _to_be_shown(rows: Sequence[Quote], wanted: dict[str, Decision]) -> list[Quote]:
    """Those that would be shown from now on and are not yet."""
    show = Quote.Decision.SHOW
    return [row for row in rows if wanted[row.key].choice == show and row.decision != show]


def _flag(finding: Finding) -> Flag:
    return Flag(check_words(finding.check), finding)


def _points(finding: Finding) -> bool:
    """Whether it is about some words of a sentence, and not about the sentence as a whole."""
    return finding.check not in _ABOUT_ALL


def _start(quote: Quote) -> str:
    return quote.text if len(quote.text) <= 40 else f"{quote.text[:39]}…"
