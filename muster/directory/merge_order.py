"""Which merge is undone before which: each gives back what it took, so that the last comes first.

That is so of merges that have a record in common, and of those that have a row: a post of two
people who were merged, at two companies that were merged before.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from muster.directory.merge_errors import MergedOn, MergedSince
from muster.directory.models import FoldedRow, Merge
from muster.directory.provenance import column_of

_NOUNS = ("organization", "person", "site")


def refuse_before_later(merge: Merge) -> None:
    """Say if another merge has to be undone before *merge*.

    Raises:
        MergedOn: the kept record was merged into a third one since.
        MergedSince: a third record was merged into the kept one since, or a merge of others has
            folded what this one moved.
    """
    kept, _ended = merge.records
    noun = column_of(kept)
    has_it = Q(**{f"kept_{noun}": kept}) | Q(**{f"ended_{noun}": kept})
    later = Merge.objects.filter(program=merge.program_id, pk__gt=merge.pk, undone_at=None)
    shares = has_it | Q(pk__in=_have_folded(merge, later)) | Q(pk__in=_have_ended(merge, later))
    sides = [f"{side}_{each}" for side in ("kept", "ended") for each in _NOUNS]
    last = later.filter(shares).select_related(*sides).order_by("-pk").first()
    if last is not None:
        raise MergedOn(last) if last.records[1] == kept else MergedSince(last)


def _have_folded(merge: Merge, later: "models.QuerySet[Merge]") -> set[int]:
    """Those of *later* that folded a row that *merge* moved or changed."""
    folded = FoldedRow.objects.filter(merge__in=later)
    moved = merge.moved.filter(table=OuterRef("table"), row=OuterRef("row"))
    # The words are asked first: they may say it, and then the fields have the last word.
    changed = folded.filter(says__contains=f'"source": {merge.source_id}')
    return set(folded.filter(Exists(moved)).values_list("merge", flat=True)) | {
        row.merge_id for row in changed if row.fields.get("source") == merge.source_id
    }


def _have_ended(merge: Merge, later: "models.QuerySet[Merge]") -> set[int]:
    """Those of *later* that ended a record of which *merge* folded a row."""
    folded = [row.fields for row in merge.folded.all()]
    return {
        made["pk"]
        for made in later.values("pk", *(f"ended_{noun}" for noun in _NOUNS))
        for noun in _NOUNS
        if made[f"ended_{noun}"] is not None
        and any(says.get(noun) == made[f"ended_{noun}"] for says in folded)
    }
