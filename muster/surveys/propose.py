"""Proposing what becomes of a quote: a host says what they would show, a coordinator decides.

A proposal decides nothing. It stands beside the sentence on the quotes desk, with its reason, and
goes with the words when their writer takes them back.
"""

from datetime import datetime

from django.db import transaction

from muster.accounts.models import Member
from muster.core import audit
from muster.surveys.errors import ClearedMeanwhile, NoSuchDecision, ReasonTooLong
from muster.surveys.models import Quote, QuoteProposal
from muster.surveys.quotes import LONGEST_REASON

_VERBS = {"show": "proposed to show", "hide": "proposed to hide"}


@transaction.atomic
def propose(
    quote: Quote, decision: str, *, why: str, by: Member, now: datetime
) -> QuoteProposal | None:
    """Propose to show *quote* or to hide it; "later" proposes nothing any more.

    Proposing the same again changes nothing.

    Raises:
        NoSuchDecision, ReasonTooLong: of what is proposed.
        ClearedMeanwhile: it waits for no decision any more.
    """
    why, email = why.strip(), by.user.email
    if decision not in Quote.Decision.values:
        raise NoSuchDecision
    if len(why) > LONGEST_REASON:
        raise ReasonTooLong(len(why), LONGEST_REASON)
    quote = (
        Quote.objects.select_for_update(of=("self",))
        .select_related("build__program")
        .get(pk=quote.pk)
    )
    if not Quote.objects.waiting().filter(pk=quote.pk).exists():
        raise ClearedMeanwhile
    before = quote.proposals.filter(by=email).first()
    if decision == Quote.Decision.LATER:
        if before is not None:
            before.delete()
            _note(quote, "took back a proposal about", by, now)
        return None
    if before is not None and (before.decision, before.why) == (decision, why):
        return before
    made, _created = QuoteProposal.objects.update_or_create(
        quote=quote, by=email, defaults={"decision": decision, "why": why, "at": now}
    )
    _note(quote, _VERBS[decision], by, now)
    return made


def _note(quote: Quote, verb: str, by: Member, now: datetime) -> None:
    audit.record(
        by=by.user.email,
        verb=verb,
        subject=f"build:{quote.build.key}/quote:{quote.key}",
        program=quote.build.program,
        at=now,
    )
