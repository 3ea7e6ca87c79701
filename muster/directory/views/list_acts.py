"""What is done with the rows chosen in a list: taken along, put into a list, deactivated.

Each act is two steps on one address. The list sends what was chosen; the page says how many that
are, and what will happen with them, and its own form does it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.accounts.acts import lead_back
from muster.accounts.rights import MemberRequest, Right, View, needs
from muster.core.asked import number_of
from muster.core.clock import today_in
from muster.directory import lists as saved_lists
from muster.directory.deactivate import deactivate_all
from muster.directory.exports import (
    Exported,
    Format,
    ReasonMissing,
    asks_reason,
    cards,
    export,
    lines,
    workbook,
)
from muster.directory.findable.nouns import Noun
from muster.directory.listing.choose import MOST_AT_ONCE, Chosen, chosen
from muster.directory.lists import NOUNS, ListError
from muster.directory.models import SavedList
from muster.directory.views.cells import NOUN_WORDS
from muster.directory.views.lists import PAGES, address_of, back_to, noun_named
from muster.shell.counts import counted
from muster.shell.download import csv_download

_REFUSED = 422
_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.VCARD: "text/vcard; charset=utf-8",
}
_FORMATS = (
    (Format.CSV, gettext_lazy("A table that any spreadsheet opens (CSV)")),
    (Format.XLSX, gettext_lazy("An Excel workbook (XLSX)")),
    (Format.VCARD, gettext_lazy("Contact cards for an address book (vCard)")),
)


def of_chosen(right: Right) -> Callable[[View], View]:
    """Give the view what was chosen in the list of a noun; nothing chosen leads back to it."""

    def decorate(view: View) -> View:
        @needs(right)
        def act(request: MemberRequest, noun: str) -> HttpResponseBase:
            of = noun_named(noun)
            if request.method != "POST":
                return lead_back(request, reverse(PAGES[of]))
            what = chosen(request.POST, of)
            if not what.keys and not what.all_of_it:
                messages.warning(request, _("Nothing was ticked, so nothing was done."))
                return redirect(back_to(request, of))
            return view(request, what)

        act.__name__, act.__doc__ = view.__name__, view.__doc__
        return act

    return decorate


@of_chosen(Right.EXPORT_PEOPLE)
def take_along(request: MemberRequest, what: Chosen) -> HttpResponseBase:
    """Take the rows along as a file."""
    member, now = request.member, timezone.now()
    today = today_in(member.program, now)
    wanted = request.POST.get("format", "")
    missing = ""
    if wanted in list(Format):
        form, reason = Format(wanted), request.POST.get("reason", "")
        try:
            ready = export(member, what, form=form, reason=reason, today=today, now=now)
        except ReasonMissing:
            missing = _("Say why the names leave: your role takes them along with a reason only.")
        else:
            return _sent(request, what, form, ready)
    rows = what.rows(member, today=today, right=Right.EXPORT_PEOPLE)
    return _ask(
        request, what, rows.count(), "directory/lists/take_along.html",
        {"formats": _FORMATS, "asks_reason": asks_reason(member), "missing": missing,
         "wanted": wanted or Format.CSV},
        refused=bool(missing),
    )  # fmt: skip


@of_chosen(Right.SEE_DIRECTORY)
def add_to_list(request: MemberRequest, what: Chosen) -> HttpResponseBase:
    """Put the rows into a list that is filled by hand, an old one or a new one."""
    member = request.member
    rows = what.rows(member, today=today_in(member.program, timezone.now()))
    own = SavedList.objects.visible_to(member).filter(
        owner=member, by_hand=True, noun=NOUNS[what.noun]
    )
    problem = ""
    if "into" in request.POST:
        try:
            added = _added(request, what, rows, own)
        except ListError as refused:
            problem = str(refused)
        else:
            messages.success(request, _added_words(added))
            return redirect(address_of(added.saved_list))
    return _ask(
        request, what, rows.count(), "directory/lists/add_to_list.html",
        {"own": own, "problem": problem, "name": request.POST.get("name", "")},
        refused=bool(problem),
    )  # fmt: skip


@of_chosen(Right.EDIT_DIRECTORY)
def deactivate(request: MemberRequest, what: Chosen) -> HttpResponseBase:
    """Let the rows leave the lists; their history stays."""
    if what.noun is Noun.PERSON:
        messages.error(request, _("People are not deactivated: end the posts that they hold."))
        return redirect(back_to(request, what.noun))
    member, now = request.member, timezone.now()
    today = today_in(member.program, now)
    rows = what.rows(member, today=today, right=Right.EDIT_DIRECTORY).filter(ended_on=None)
    many = rows.count()
    if "sure" in request.POST and 0 < many <= MOST_AT_ONCE:
        why = request.POST.get("why", "").strip()[:300]
        many = deactivate_all(rows, on=today, why=why, by=member, now=now)
        says = ngettext(
            "%(n)s was deactivated. Its history stays, and it can be taken back on its page.",
            "%(n)s were deactivated. Their history stays, and each can be taken back on its page.",
            many,
        )
        messages.success(request, says % {"n": counted(many)})
        return redirect(back_to(request, what.noun))
    return _ask(
        request, what, many, "directory/lists/deactivate.html",
        {"too_many": many > MOST_AT_ONCE, "most": MOST_AT_ONCE},
    )  # fmt: skip


def _ask(
    request: MemberRequest,
    what: Chosen,
    many: int,
    template: str,
    more: dict[str, Any],
    *,
    refused: bool = False,
) -> HttpResponse:
    """The second step: how many, and what will happen."""
    context = {
        "what": what,
        "many": many,
        "noun": PAGES[what.noun],
        "noun_words": NOUN_WORDS[what.noun],
        "back": back_to(request, what.noun),
    } | more
    return render(request, template, context, status=_REFUSED if refused else 200)


def _added(request: MemberRequest, what: Chosen, rows: Any, own: Any) -> saved_lists.Added:
    with transaction.atomic():
        if request.POST["into"] == "new":
            kept = saved_lists.save(
                request.member, noun=what.noun, name=request.POST.get("name", ""), by_hand=True
            )
        else:
            kept = get_object_or_404(own, pk=number_of(request.POST["into"]) or 0)
        return saved_lists.add(kept, rows)


def _added_words(added: saved_lists.Added) -> str:
    says = ngettext(
        "%(n)s is now in “%(name)s”.", "%(n)s are now in “%(name)s”.", added.added
    ) % {"n": counted(added.added), "name": added.saved_list.name}  # fmt: skip
    if not added.there_already:
        return says
    before = ngettext(
        "%(n)s was in it already.", "%(n)s were in it already.", added.there_already
    ) % {"n": counted(added.there_already)}  # fmt: skip
    return f"{says} {before}"


def _sent(
    request: MemberRequest, what: Chosen, form: Format, ready: Exported
) -> StreamingHttpResponse:
    """The file, sent as it comes."""
    member = request.member
    today = today_in(member.program, timezone.now())
    name = f"{member.program.key}-{PAGES[what.noun]}-{today.isoformat()}.{form.value}"
    if form is Format.VCARD:
        body: Any = cards(member, what.noun, ready.records, today=today)
    else:
        rows = lines(member, what.noun, ready.records, today=today)
        if form is Format.CSV:
            return csv_download(name, ready.headings, rows)
        body = workbook(ready.headings, rows)
    return StreamingHttpResponse(
        body,
        content_type=_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
