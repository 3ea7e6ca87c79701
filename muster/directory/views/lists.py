"""The lists of the directory: organizations, sites and people."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from muster.accounts.acts import lead_back, sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.core.asked import number_of
from muster.core.clock import today_in
from muster.core.keyset import foot, from_to
from muster.directory import lists as saved_lists
from muster.directory.findable.nouns import Noun
from muster.directory.known import Link
from muster.directory.listing.asked import read
from muster.directory.listing.choose import chosen
from muster.directory.listing.orders import NAME, ORDERS
from muster.directory.listing.page import AT_ONCE, page_of
from muster.directory.listing.rows import BOUND, Narrowed, Offered, Total
from muster.directory.lists import ListError
from muster.directory.models import SavedList
from muster.directory.search import did_you_mean, visible
from muster.directory.views.cells import NOUN_WORDS, column_choices, headings_of, lines_of
from muster.shell.counts import counted

PAGES = {Noun.ORGANIZATION: "organizations", Noun.SITE: "sites", Noun.PERSON: "people"}
RECORDS = {Noun.ORGANIZATION: "organization", Noun.SITE: "site", Noun.PERSON: "person"}
_SEEK = {
    Noun.ORGANIZATION: gettext_lazy("Name, other name, town, USDOT or ORI"),
    Noun.SITE: gettext_lazy("Name, street or town"),
    Noun.PERSON: gettext_lazy("Name"),
}
# Where a browser keeps what was taken out last.
_TAKEN = "taken-out"
_EMPTY = {
    Noun.ORGANIZATION: gettext_lazy("No organization stands here yet"),
    Noun.SITE: gettext_lazy("No site stands here yet"),
    Noun.PERSON: gettext_lazy("Nobody stands here yet"),
}


@dataclass(frozen=True, slots=True)
class Pill:
    """A facet as its pill says it."""

    offered: Offered
    words: str
    is_on: bool
    is_place: bool


@needs(Right.SEE_DIRECTORY)
@require_safe
def directory(request: MemberRequest) -> HttpResponse:
    """The directory begins with its organizations."""
    return redirect("organizations")


@needs(Right.SEE_DIRECTORY)
@require_safe
def organizations(request: MemberRequest) -> HttpResponse:
    """All organizations that the member sees."""
    return _list(request, Noun.ORGANIZATION)


@needs(Right.SEE_DIRECTORY)
@require_safe
def sites(request: MemberRequest) -> HttpResponse:
    """All sites that the member sees."""
    return _list(request, Noun.SITE)


@needs(Right.SEE_DIRECTORY)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """All people whom the member sees."""
    return _list(request, Noun.PERSON)


@needs(Right.SEE_DIRECTORY)
def save(request: MemberRequest, noun: str) -> HttpResponseBase:
    """Keep the search that the list shows, under a name."""
    of = noun_named(noun)
    if request.method != "POST":
        return lead_back(request, reverse(PAGES[of]))
    query = request.POST.get("query", "")
    try:
        made = saved_lists.save(
            request.member, noun=of, name=request.POST.get("name", ""), query=query,
            shared="shared" in request.POST,
        )  # fmt: skip
    except ListError as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse(PAGES[of])}?{saved_lists.kept_query(query)}")
    messages.success(request, _("“%(name)s” is kept beside the directory.") % {"name": made.name})
    return redirect(address_of(made))


@needs(Right.SEE_DIRECTORY)
@sent_from("organizations")
def change(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Rename a list of one's own, share it, or keep it to oneself."""
    kept = _own(request, pk)
    shared = "shared" in request.POST
    try:
        saved_lists.change(kept, name=request.POST.get("name", ""), shared=shared)
    except ListError as refused:
        messages.error(request, str(refused))
        kept.refresh_from_db()
    else:
        says = _("“%(name)s” is shared.") if shared else _("“%(name)s” is yours alone.")
        messages.success(request, says % {"name": kept.name})
    return redirect(address_of(kept))


@needs(Right.SEE_DIRECTORY)
@sent_from("organizations")
def delete(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Put a list of one's own away; it can be brought back from the message that says so."""
    kept = _own(request, pk)
    saved_lists.delete(kept, now=timezone.now())
    page = reverse(PAGES[_noun_of(kept)])
    return redirect(f"{page}?deleted={kept.pk}")


@needs(Right.SEE_DIRECTORY)
@sent_from("organizations")
def bring_back(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Undo the deleting of a list."""
    kept = get_object_or_404(SavedList, pk=pk, owner=request.member)
    try:
        saved_lists.bring_back(kept)
    except ListError as refused:
        messages.error(request, str(refused))
        return redirect(PAGES[_noun_of(kept)])
    messages.success(request, _("“%(name)s” is back.") % {"name": kept.name})
    return redirect(address_of(kept))


@needs(Right.SEE_DIRECTORY)
@sent_from("organizations")
def take_out(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Take what was ticked out of a list of one's own that is filled by hand."""
    kept = _own(request, pk)
    noun = _noun_of(kept)
    what = chosen(request.POST, noun)
    if not kept.by_hand:
        messages.warning(
            request, _("This list is a search: who matches it is in it. Nothing was changed.")
        )
        return redirect(address_of(kept))
    if not what.keys and not what.all_of_it:
        messages.warning(request, _("Nothing was ticked, so nothing was done."))
        return redirect(address_of(kept))
    today = today_in(request.member.program, timezone.now())
    keys = saved_lists.take_out(kept, what.rows(request.member, today=today))
    if not keys:
        messages.warning(request, _("None of these is in the list. Nothing was changed."))
        return redirect(address_of(kept))
    request.session[_TAKEN] = {"list": kept.pk, "keys": keys}
    return redirect(f"{address_of(kept)}&taken=1")


@needs(Right.SEE_DIRECTORY)
@sent_from("organizations")
def put_back(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Undo the taking out that was the member's last one in this browser."""
    kept = _own(request, pk)
    keys = _taken(request, kept)
    if not keys:
        messages.warning(request, _("There is nothing to put back. Nothing was changed."))
        return redirect(address_of(kept))
    added = saved_lists.add(kept, visible(request.member, _noun_of(kept)).filter(pk__in=keys))
    del request.session[_TAKEN]
    says = ngettext(
        "%(n)s is in “%(name)s” again.", "%(n)s are in “%(name)s” again.", added.added
    )  # fmt: skip
    messages.success(request, says % {"n": counted(added.added), "name": kept.name})
    return redirect(address_of(kept))


def noun_named(word: str) -> Noun:
    """The noun whose list has this word in its address.

    Raises:
        Http404: no list has.
    """
    for noun, page in PAGES.items():
        if page == word:
            return noun
    raise Http404


def address_of(kept: SavedList) -> str:
    """Where a saved list is looked at."""
    query = QueryDict(kept.query, mutable=True)
    query["list"] = str(kept.pk)
    return f"{reverse(PAGES[_noun_of(kept)])}?{query.urlencode()}"


def back_to(request: MemberRequest, noun: Noun) -> str:
    """The list that a form was sent from, as it stood."""
    query = request.POST.get("query", "")
    there = f"{reverse(PAGES[noun])}?{query}" if query else reverse(PAGES[noun])
    return there if url_has_allowed_host_and_scheme(there, None) else reverse(PAGES[noun])


def _own(request: MemberRequest, pk: int) -> SavedList:
    rows = SavedList.objects.visible_to(request.member)
    return get_object_or_404(rows, pk=pk, owner=request.member)


def _taken(request: MemberRequest, kept: SavedList | None) -> list[int]:
    """The rows that the member took out of this list last."""
    last = request.session.get(_TAKEN, {})
    return last["keys"] if kept is not None and last.get("list") == kept.pk else []


def _noun_of(kept: SavedList) -> Noun:
    return noun_named(kept.noun)


def _list(request: MemberRequest, noun: Noun) -> HttpResponse:
    member, today = request.member, today_in(request.member.program, timezone.now())
    shelf = list(SavedList.objects.visible_to(member).select_related("owner__user"))
    counts = saved_lists.counts_of(member, shelf)
    asked = read(request.GET, noun)
    current = next((kept for kept in shelf if kept.pk == asked.saved), None)
    narrowed = Narrowed(member, asked, today=today, by_hand=bool(current and current.by_hand))
    total = narrowed.total()
    page = page_of(narrowed, total)
    name_heading, headings = headings_of(page, asked, request.GET)
    records = [row.record for row in page.rows]
    keeps = _keeps(request.GET)
    context = {
        "noun": PAGES[noun],
        "title": NOUN_WORDS[noun],
        "record_url": RECORDS[noun],
        "asked": asked,
        "seek": _SEEK[noun],
        "total": total,
        "total_words": _total_words(total),
        "bound": BOUND,
        "pills": [_pill(offered) for offered in narrowed.offered() if offered.is_worth_it],
        "orders": [asked.by_name if key == NAME else ORDERS[noun][key] for key in ORDERS[noun]],
        "then": ORDERS[noun].values(),
        "page": page,
        "lines": lines_of(page, asked, today),
        "name_heading": name_heading,
        "headings": headings,
        "columns": column_choices(asked),
        "foot": foot(page.stretch, request.GET, from_to([record.name for record in records])),
        "starts": page.orders[0].key == NAME and len(page.orders) == 1,
        "at_once": AT_ONCE,
        "shelf": [(kept, address_of(kept), counts.get(kept.pk)) for kept in shelf],
        "taken": len(_taken(request, current)) if request.GET.get("taken") else 0,
        "nouns": [(word, NOUN_WORDS[each], each is noun) for each, word in PAGES.items()],
        "current": current,
        "is_own": bool(current and current.owner_id == member.pk),
        "deleted": _deleted(request),
        "waiting": _waiting(request),
        "meant": did_you_mean(member, asked.text, noun=noun)
        if asked.text and not total.count
        else "",
        "empty": _EMPTY[noun],
        "keeps": keeps,
        "query": request.GET.urlencode(),
        "may_deactivate": request.may.edit_directory and noun is not Noun.PERSON,
    }
    return render(request, "directory/lists/list.html", context)


def _waiting(request: MemberRequest) -> list[Link]:
    """What waits in the directory for somebody with these rights."""
    ways = [
        (request.may.merge_records, "pairs", _("Possible duplicates")),
        (request.may.import_files, "imports", _("Imported files")),
        (request.may.see_directory, "uncovered", _("Places nobody covers")),
    ]
    return [Link(words, reverse(page)) for may, page, words in ways if may]


def _pill(offered: Offered) -> Pill:
    chosen = offered.chosen
    label = offered.facet.label
    if len(chosen) > 2:
        words = ngettext("%(n)s chosen", "%(n)s chosen", len(chosen)) % {"n": len(chosen)}
    else:
        words = ", ".join(chosen) or str(offered.facet.if_none)
    return Pill(offered, f"{label}: {words}", bool(chosen), offered.facet.key == "place")


def _total_words(total: Total) -> str:
    if total.more:
        return _("more than %(bound)s") % {"bound": counted(BOUND)}
    return counted(total.count)


def _keeps(query: QueryDict) -> dict[str, list[tuple[str, str]]]:
    """What each form of the page sends along of what the others say."""
    pairs = [(name, value) for name, values in query.lists() for value in values if value]
    page = ("after", "before", "at", "deleted", "taken")
    of = {
        "narrow": (*page, "q", "sector", "place", "place-typed", "part", "fresh", "reach", "status",
                   "kind"),
        "sorting": (*page, "sort", "then"),
        "columns": (*page, "col"),
        "starting": page,
    }  # fmt: skip
    return {form: [pair for pair in pairs if pair[0] not in own] for form, own in of.items()}


def _deleted(request: MemberRequest) -> Any:
    """The list that was put away just now, if it is the member's."""
    key = request.GET.get("deleted", "")
    if number_of(key) is None:
        return None
    return SavedList.objects.filter(pk=key, owner=request.member, deleted_at__isnull=False).first()
