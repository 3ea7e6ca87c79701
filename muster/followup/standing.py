"""How an outcome stands: how we know of it, whether it is overdue, which few to show of many."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from muster.followup.models import Outcome
from muster.shell.days import day_words

# How far outcomes came, in the order in which pages list them.
STAGES = tuple(Outcome.Stage)


def days_overdue(outcome: Outcome, today: date) -> int:
    """How many days a pledge is late; 0 for what is not due, not a pledge, or withdrawn."""
    open_pledge = outcome.stage == Outcome.Stage.PLEDGED and outcome.withdrawn_on is None
    if not open_pledge or outcome.due_on is None or outcome.due_on >= today:
        return 0
    return (today - outcome.due_on).days


def how_we_know(outcome: Outcome) -> str:
    """Who stands for it, and when it was seen, reported and confirmed."""
    if outcome.withdrawn_on is not None:
        return _("Withdrawn on %(day)s. Nothing of it is kept.") % {
            "day": day_words(outcome.withdrawn_on)
        }
    if outcome.substantiated:
        who = {"who": outcome.verified_by, "day": day_words(outcome.verified_on)}
        says = _("Substantiated by %(who)s on %(day)s.") % who
    else:
        says = _("Self-reported.")
    return " ".join(part for part in (says, _days(outcome), _source(outcome)) if part)


def few_of_each(outcomes: Sequence[Outcome], most: int) -> list[Outcome]:
    """At most *most* outcomes, of every stage some: the first of each, then the second of each."""
    ranks: dict[str, int] = {}
    ranked = []
    for outcome in outcomes:
        ranks[outcome.stage] = rank = ranks.get(outcome.stage, -1) + 1
        ranked.append((rank, _rank(outcome), outcome))
    ranked.sort(key=lambda each: each[:2])
    return in_order(outcome for _rank, _stage, outcome in ranked[:most])


def in_order(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """*outcomes* by how far they came, those that are done first."""
    return sorted(
        outcomes, key=lambda each: (STAGES.index(Outcome.Stage(each.stage)), each.position)
    )


def _rank(outcome: Outcome) -> int:
    return STAGES.index(Outcome.Stage(outcome.stage))


def _days(outcome: Outcome) -> str:
    seen, told = outcome.observed_on, outcome.reported_on
    if seen and told:
        both = {"seen": day_words(seen), "told": day_words(told)}
        return _("Observed %(seen)s, reported %(told)s.") % both
    if seen:
        return _("Observed %(seen)s.") % {"seen": day_words(seen)}
    if told:
        return _("Reported %(told)s.") % {"told": day_words(told)}
    if outcome.reported_words:
        return _("Reported %(when)s.") % {"when": outcome.reported_words}
    return _("No day is recorded.")


def _source(outcome: Outcome) -> str:
    return (
        _("Source: %(source)s.") % {"source": outcome.source.rstrip(".")} if outcome.source else ""
    )
