"""The review desk: two records that may be one, and what a member decides; merges taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.directory.matching.compare import compare, percent_of
from muster.directory.matching.decide import (
    PairError,
    last_of,
    progress,
    put_off,
    say_different,
    say_same,
    undo_last,
)
from muster.directory.matching.decide import merge_of as standing_merge
from muster.directory.matching.find import look_for_duplicates
from muster.directory.merge import FIELDS, undo_merge
from muster.directory.merge_errors import LaterFirst, MergeError, NotSaid
from muster.directory.merge_order import refuse_before_later
from muster.directory.models import Merge, Pair
from muster.directory.provenance import column_of
from muster.directory.timeline import named_by
from muster.directory.written_out import how_many, later_words, written_out

_BOTH = (
    "program", "left_organization__sector", "left_organization__parent",
    "left_organization__source", "right_organization__sector", "right_organization__parent",
    "right_organization__source", "left_person__source", "right_person__source",
)  # fmt: skip
_RECORDS = (
    "program", "source", "kept_organization", "ended_organization", "kept_person", "ended_person",
    "kept_site", "ended_site",
)  # fmt: skip
_LISTED = 50
REFUSED = 422


@needs(Right.MERGE_RECORDS)
@require_safe
def pairs(request: MemberRequest) -> HttpResponse:
    """All pairs that wait, the likeliest first, and how far the line is worked off."""
    waiting = Pair.objects.visible_to(request.member).waiting().select_related(*_BOTH)
    shown = list(waiting[:_LISTED])
    done = progress(request.member)
    context = {
        "progress": done,
        "lines": [_listed(pair) for pair in shown],
        "more": max(done.total - done.same - done.different - len(shown), 0),
        "last": last_of(request.member),
    }
    return render(request, "directory/pairs/list.html", context)


@needs(Right.MERGE_RECORDS)
@require_safe
def pair(request: MemberRequest, pk: int) -> HttpResponse:
    """Two records side by side: what each field weighs, and what a merge would keep."""
    return _page(request, _found(request, pk))


@needs(Right.MERGE_RECORDS)
@sent_from("pair", "pk")
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Decide about two records: the same, different, or later."""
    found = _found(request, pk)
    keep = _chosen(request, found)
    by, now = request.member, timezone.now()
    decision = request.POST.get("decision")
    try:
        if decision == "same":
            if say_same(found, keep=keep, by=by, now=now) is not None:
                messages.success(request, _("Merged. The old address leads on; U takes it back."))
        elif decision == "different":
            say_different(found, by=by, now=now)
        elif decision == "later":
            put_off(found, by=by, now=now)
        else:
            return _page(request, found, chosen=keep, wrong=_("Choose one of the three answers."))
    except (PairError, MergeError) as error:
        return _page(request, _found(request, pk), chosen=keep, wrong=str(error))
    return _next(request, pk)


@needs(Right.MERGE_RECORDS)
@sent_from("pairs")
def undo(request: MemberRequest) -> HttpResponse:
    """Take back what the member decided last."""
    last = last_of(request.member)
    try:
        found = undo_last(request.member, now=timezone.now())
    except NotSaid as error:
        made = standing_merge(last) if last is not None else None
        messages.warning(request, str(error))
        return redirect("undo-merge", made.pk) if made is not None else redirect("pairs")
    except (PairError, MergeError) as error:
        messages.warning(request, str(error))
        return redirect("pairs")
    messages.success(request, _("Taken back: decide about these two once more."))
    return redirect("pair", found.pk)


@needs(Right.MERGE_RECORDS)
@sent_from("pairs")
def look(request: MemberRequest) -> HttpResponse:
    """Look through the directory again, as soon as a worker is free."""
    look_for_duplicates.enqueue(request.member.program.key)
    messages.success(request, _("Looking through the directory. New pairs stand here when found."))
    return redirect("pairs")


@needs(Right.MERGE_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
def unmerge(request: MemberRequest, pk: int) -> HttpResponse:
    """Part two records again; what came after the merge is asked about one by one."""
    rows = Merge.objects.filter(program=request.member.program).select_related(*_RECORDS)
    rows = rows.annotate(by_name=named_by("by"), undone_name=named_by("undone_by"))
    merge = get_object_or_404(rows, pk=pk)
    kept, ended = merge.records
    wrong = ""
    unsaid: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            done = undo_merge(
                merge, by=request.member, now=timezone.now(), belongs=request.POST.dict()
            )
        except MergeError as error:
            wrong = str(error)
            unsaid = error.keys if isinstance(error, NotSaid) else ()
        else:
            messages.success(request, _("Undone: both records stand for themselves again."))
            if done.left:
                messages.warning(
                    request,
                    _(
                        "Not all could go back, because something else stands in its place by now,"
                        " or what it referred to has gone."
                    ),
                )
            return redirect(_href(kept))
    first = _first_of(merge)
    later = later_words(merge) if merge.undone_at is None and first is None else []
    context = {
        "merge": merge,
        "first": first,
        "kept": kept,
        "ended": ended,
        "back": _href(kept),
        "later": [(each, request.POST.get(each.key, ""), each.key in unsaid) for each in later],
        "how_many": how_many(later),
        "wrong": wrong,
    }
    return render(
        request, "directory/pairs/unmerge.html", context, status=REFUSED if wrong else 200
    )


def _first_of(merge: Merge) -> LaterFirst | None:
    """Why another merge is undone before *merge*, and which, if there is one."""
    try:
        if merge.undone_at is None:
            refuse_before_later(merge)
    except LaterFirst as error:
        return error
    return None


def _found(request: MemberRequest, pk: int) -> Pair:
    rows = Pair.objects.visible_to(request.member).select_related(*_BOTH)
    rows = rows.annotate(by_name=named_by("by"))
    return get_object_or_404(rows.prefetch_related("weights"), pk=pk)


def _page(
    request: MemberRequest,
    found: Pair,
    *,
    chosen: dict[str, str] | None = None,
    wrong: str = "",
) -> HttpResponse:
    """The page of a pair; a decision that was refused comes back with what was chosen."""
    kept, ended = found.records
    is_open = not found.decided and kept.merged_into_id is None and ended.merged_into_id is None
    context = {
        "pair": found,
        "is_open": is_open,
        "compared": compare(found),
        "merge": written_out(kept, ended, chosen) if is_open else [],  # type: ignore[type-var]
        "is_company": found.left_organization_id is not None,
        "progress": progress(request.member),
        "wrong": wrong,
    }
    return render(request, "directory/pairs/one.html", context, status=REFUSED if wrong else 200)


def _chosen(request: HttpRequest, found: Pair) -> dict[str, str]:
    """Which value to keep of each field, as the form says it."""
    kept, _ended = found.records
    told = {key: request.POST.get(f"keep_{key}", "") for key in FIELDS[type(kept)]}
    return {key: side for key, side in told.items() if side in ("kept", "ended")}


def _next(request: MemberRequest, before: int) -> HttpResponse:
    """On to the next pair; back to the list when there is no other one."""
    following = Pair.objects.visible_to(request.member).waiting().exclude(pk=before).first()
    return redirect("pair", following.pk) if following is not None else redirect("pairs")


def _listed(found: Pair) -> dict[str, Any]:
    left, right = found.records
    return {
        "href": reverse("pair", args=[found.pk]),
        "left": left,
        "right": right,
        "percent": percent_of(found.score),
        "band": found.band,
        "later": found.later_at,
    }


def _href(record: Any) -> str:
    return reverse(column_of(record), args=[record.key])
