"""What a member decides about a pair: the same, different, or later; and how it is taken back.

Deciding twice is deciding once. *Same* merges as it was set out, *different* is never asked again,
*later* goes to the end of the line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.core import audit
from muster.directory.merge import merge, undo_merge
from muster.directory.models import Merge, Pair


class PairError(Exception):
    """It cannot be decided like this. Nothing was changed."""


class DecidedBefore(PairError):
    """Somebody has decided otherwise meanwhile.

    Attributes:
        pair: as it stands.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        says = _("%(by)s has decided about these two already: %(decided)s. Nothing was changed.")
        super().__init__(says % {"by": pair.by, "decided": pair.get_decided_display()})


class NothingToUndo(PairError):
    """The member has decided nothing that could be taken back."""

    def __init__(self) -> None:
        super().__init__(_("You have decided nothing here that could be taken back."))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the line of pairs is worked off.

    Attributes:
        total: all pairs, decided or not; `done` those that somebody has looked at.
    """

    total: int
    same: int
    different: int
    later: int

    @property
    def done(self) -> int:
        """Those that somebody has looked at."""
        return self.same + self.different + self.later

    @property
    def at(self) -> int:
        """The number of the one that is looked at now."""
        return min(self.done + 1, self.total)


def progress(member: Member) -> Progress:
    """How far the pairs that *member* sees are worked off."""
    counts = Pair.objects.visible_to(member).aggregate(
        same=Count("pk", filter=Q(decided=Pair.Decision.SAME)),
        different=Count("pk", filter=Q(decided=Pair.Decision.DIFFERENT)),
    )
    open_pairs = Pair.objects.visible_to(member).open()
    waiting = open_pairs.aggregate(
        all=Count("pk"), later=Count("pk", filter=Q(later_at__isnull=False))
    )
    return Progress(
        total=waiting["all"] + counts["same"] + counts["different"],
        same=counts["same"],
        different=counts["different"],
        later=waiting["later"],
    )


@transaction.atomic
def say_same(pair: Pair, *, keep: Mapping[str, str], by: Member, now: datetime) -> Merge | None:
    """Merge the two, the older record kept; None if they were merged by this before.

    Args:
        keep: as `merge` takes it.

    Raises:
        DecidedBefore: somebody said that they are different.
        MergeError: they cannot be merged.
    """
    pair = _locked(pair)
    if pair.decided == Pair.Decision.SAME:
        return None
    if pair.decided:
        raise DecidedBefore(pair)
    kept, ended = pair.records
    made = merge(kept, ended, keep=keep, by=by, now=now)  # type: ignore[type-var]
    _write(pair, Pair.Decision.SAME, by, now)
    return made


@transaction.atomic
def say_different(pair: Pair, *, by: Member, now: datetime) -> None:
    """Never ask about the two again.

    Raises:
        DecidedBefore: somebody merged them.
    """
    pair = _locked(pair)
    if pair.decided == Pair.Decision.DIFFERENT:
        return
    if pair.decided:
        raise DecidedBefore(pair)
    _write(pair, Pair.Decision.DIFFERENT, by, now)
    _note(pair, "said that two are different", by, now)


@transaction.atomic
def put_off(pair: Pair, *, by: Member, now: datetime) -> None:
    """Ask about the two when all others are done.

    Raises:
        DecidedBefore: there is nothing to put off.
    """
    pair = _locked(pair)
    if pair.decided:
        raise DecidedBefore(pair)
    pair.later_at, pair.by = now, by.user.email
    pair.save(update_fields=["later_at", "by"])


def last_of(member: Member) -> Pair | None:
    """The pair that *member* decided or put off last."""
    mine = Pair.objects.visible_to(member).filter(by=member.user.email)
    decided = mine.exclude(at=None).order_by("-at", "-pk").first()
    later = mine.filter(decided="").exclude(later_at=None).order_by("-later_at", "-pk").first()
    both = [(pair.at or pair.later_at, pair.pk, pair) for pair in (decided, later) if pair]
    return max(both)[2] if both else None


@transaction.atomic
def undo_last(member: Member, *, now: datetime) -> Pair:
    """Take back what *member* decided or put off last, and give that pair.

    Raises:
        NothingToUndo: there is nothing.
        NotSaid: the merge can be undone only on its own page, which asks what belongs to whom.
    """
    found = last_of(member)
    if found is None:
        raise NothingToUndo
    pair = _locked(found)
    if pair.decided == Pair.Decision.SAME:
        made = merge_of(pair)
        if made is None:
            raise NothingToUndo
        undo_merge(made, by=member, now=now, belongs={})
        return Pair.objects.get(pk=pair.pk)
    if pair.decided:
        _note(pair, "took back that two are different", member, now)
        pair.decided, pair.at = "", None
    else:
        pair.later_at = None
    pair.by = ""
    pair.save(update_fields=["decided", "at", "later_at", "by"])
    return pair


def merge_of(pair: Pair) -> Merge | None:
    """The merge of the two that stands."""
    kept, ended = pair.records
    noun = "organization" if pair.left_organization_id else "person"
    rows = Merge.objects.filter(**{f"kept_{noun}": kept.pk, f"ended_{noun}": ended.pk})
    return rows.filter(undone_at=None).first()


def _locked(pair: Pair) -> Pair:
    return Pair.objects.select_for_update().get(pk=pair.pk)


def _write(pair: Pair, decision: Pair.Decision, by: Member, now: datetime) -> None:
    pair.decided, pair.by, pair.at = decision, by.user.email, now
    pair.save(update_fields=["decided", "by", "at"])


def _note(pair: Pair, verb: str, by: Member, now: datetime) -> None:
    audit.record(
        by=by.user.email, verb=verb, subject=f"pair:{pair.pk}", program=pair.program, at=now
    )
