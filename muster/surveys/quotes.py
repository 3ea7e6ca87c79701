"""Clearing quotes: an editor chooses what is shown, and says why.

A sentence is published only when its writer allowed it and an editor chose it. It is never
rewritten; what cannot stand as it is stays hidden.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from muster.accounts.models import Member
from muster.builds.models import Build
from muster.core import audit
from muster.surveys.errors import MayNotBeUsed, NoSuchDecision, QuoteWithdrawn, ReasonTooLong
from muster.surveys.models import Quote

_FORBIDDEN = Quote.Permission.DO_NOT_USE
# As much as a quote keeps, and as its packet carries.
LONGEST_REASON = 300


@transaction.atomic
def decide(quote: Quote, decision: str, *, why: str, by: Member, now: datetime) -> Quote:
    """Show *quote*, hide it, or leave it for later. Deciding the same again changes nothing.

    Args:
        why: why it was chosen or left out, for those who come after; may be empty.

    Raises:
        QuoteError: its writer does not allow it, it is no decision, or *why* is longer than is
            kept; the old one stands.
    """
    quote = (
        Quote.objects.select_for_update(of=("self",))
        .select_related("build__program")
        .get(pk=quote.pk)
    )
    why = why.strip()
    if decision not in Quote.Decision.values:
        raise NoSuchDecision
    if len(why) > LONGEST_REASON:
        raise ReasonTooLong(len(why), LONGEST_REASON)
    if (quote.decision, quote.why) == (decision, why):
        return quote
    if quote.withdrawn_on is not None:
        raise QuoteWithdrawn
    if quote.permission == Quote.Permission.DO_NOT_USE and decision == Quote.Decision.SHOW:
        raise MayNotBeUsed
    changed = quote.decision != decision
    quote.decision, quote.why = decision, why
    quote.save(update_fields=["decision", "why"])
    audit.record(
        by=by.user.email,
        verb={"show": "showed", "hide": "hid", "later": "put off"}[decision]
        if changed
        else "gave a reason for",
        subject=f"build:{quote.build.key}/quote:{quote.key}",
        program=quote.build.program,
        at=now,
        reason=why,
    )
    return quote


@dataclass(frozen=True, slots=True)
class Balance:
    """How many sentences of one sense were chosen, of how many that may be published.

    Attributes:
        chosen_share, all_share: the same in percent of all that were chosen, and of all there are.
    """

    label: str
    chosen: int
    of_all: int
    chosen_share: float
    all_share: float


@dataclass(frozen=True, slots=True)
class Counts:
    """The quotes of a build in numbers. What may not be used is counted, and never shown.

    Attributes:
        to_clear, shown, hidden, withdrawn: the usable ones, by what was decided.
        by_permission: all of them, by what their writers allowed.
        balance: praise, critique and both, chosen beside all that may be published.
        critique, critique_shown: sentences that are not praise alone, and those of them chosen.
    """

    to_clear: int = 0
    shown: int = 0
    hidden: int = 0
    withdrawn: int = 0
    by_permission: dict[str, int] = field(default_factory=dict)
    balance: tuple[Balance, ...] = ()
    critique: int = 0
    critique_shown: int = 0

    @property
    def only_praise(self) -> bool:
        """Whether there is nothing but praise to choose from."""
        return self.standing > 0 and self.critique == 0

    @property
    def one_sided(self) -> bool:
        """Whether only praise was chosen, though there is critique."""
        return self.shown > 0 and self.critique > 0 and self.critique_shown == 0

    @property
    def standing(self) -> int:
        """Those that may be published and that nobody took back."""
        return self.to_clear + self.shown + self.hidden

    @property
    def usable(self) -> int:
        """Those that came with leave, or whose leave nobody wrote down."""
        return sum(self.by_permission.values()) - self.forbidden

    @property
    def forbidden(self) -> int:
        """Those that may not be used."""
        return self.by_permission.get(_FORBIDDEN, 0)


def count_quotes(build: Build) -> Counts:
    """Count the quotes of *build*, in one question to the database."""
    cells = [
        _Cell(**cell)
        for cell in Quote.objects.filter(build=build)
        .order_by()
        .annotate(stands=Q(withdrawn_on__isnull=True))
        .values("permission", "decision", "sense", "stands")
        .annotate(n=Count("pk"))
    ]
    usable = [cell for cell in cells if cell.stands and cell.permission != _FORBIDDEN]
    decided = {
        decision: sum(cell.n for cell in usable if cell.decision == decision)
        for decision in Quote.Decision.values
    }
    return Counts(
        to_clear=decided[Quote.Decision.LATER],
        shown=decided[Quote.Decision.SHOW],
        hidden=decided[Quote.Decision.HIDE],
        withdrawn=sum(cell.n for cell in cells if not cell.stands),
        by_permission={
            permission: sum(cell.n for cell in cells if cell.permission == permission)
            for permission in Quote.Permission.values
        },
        balance=tuple(_balance(sense, usable) for sense in Quote.Sense),
        critique=sum(cell.n for cell in usable if cell.sense != Quote.Sense.PRAISE),
        critique_shown=sum(
            cell.n
            for cell in usable
            if cell.sense != Quote.Sense.PRAISE and cell.decision == Quote.Decision.SHOW
        ),
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    permission: str
    decision: str
    sense: str
    stands: bool
    n: int


def _balance(sense: Quote.Sense, usable: Sequence[_Cell]) -> Balance:
    of_sense = [cell for cell in usable if cell.sense == sense]
    chosen, of_all = _chosen(of_sense), sum(cell.n for cell in of_sense)
    return Balance(
        label=str(sense.label),
        chosen=chosen,
        of_all=of_all,
        chosen_share=_percent(chosen, _chosen(usable)),
        all_share=_percent(of_all, sum(cell.n for cell in usable)),
    )


def _chosen(cells: Iterable[_Cell]) -> int:
    return sum(cell.n for cell in cells if cell.decision == Quote.Decision.SHOW)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0
