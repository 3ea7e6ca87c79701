"""The quotes desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.core.clock import today_in
from muster.core.keyset import foot
from muster.reports.errors import ReportError
from muster.reports.overrides import let_stand
from muster.reports.withdrawal import withdraw_quote
from muster.surveys.models import Quote
from muster.surveys.quotes import count_quotes
from muster.web.clearing import (
    PILE_WORDS,
    Decision,
    Pile,
    decide_all,
    entries_of,
    how_many,
    page_of,
    pile_of,
)
from muster.web.forms import DecisionForm, OverrideForm


@needs(Right.CLEAR_QUOTES)
@require_http_methods(["GET", "HEAD", "POST"])
def quotes(request: MemberRequest, key: str) -> HttpResponse:
    """What people wrote, with their leave and what the checks say; one form keeps all decisions."""
    build = _build(request, key)
    rows = Quote.objects.visible_to(request.member).filter(build=build)
    if request.method == "POST":
        return _decide(request, build)
    today = today_in(build.program, timezone.now())
    counts = count_quotes(build)
    pile = _pile(request, counts.to_clear)
    page = page_of(
        pile_of(rows, pile),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "build": build,
        "counts": counts,
        "pile": pile,
        "pills": [(each, PILE_WORDS[each], how_many(counts, each)) for each in Pile],
        "entries": [] if pile is Pile.WITHDRAWN else entries_of(build, page.rows, today=today),
        "withdrawn": page.rows if pile is Pile.WITHDRAWN else [],
        "permissions": [
            (permission, counts.by_permission[permission]) for permission in Quote.Permission
        ],
        "page": foot(page, request.GET, ""),
        "here": request.get_full_path(),
    }
    return render(request, "web/quotes.html", context)


@needs(Right.OVERRIDE_CHECKS)
@sent_from("quotes", "key")
def override(request: MemberRequest, key: str) -> HttpResponse:
    """Let a red flag on a quote stand, with a reason."""
    build = _build(request, key)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        for words in form.errors.values():
            messages.error(request, " ".join(map(str, words)))
        return redirect(_back(request, build))
    try:
        let_stand(build, **form.cleaned_data, by=request.member, now=timezone.now())
    except ReportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept with your name, the day and the reason."))
    return redirect(_back(request, build))


@needs(Right.CLEAR_QUOTES)
@sent_from("quotes", "key")
def withdraw(request: MemberRequest, key: str, quote: str) -> HttpResponse:
    """Take a sentence back for whoever wrote it."""
    build = _build(request, key)
    rows = Quote.objects.visible_to(request.member).usable().filter(build=build)
    row = rows.filter(key=quote).first()
    if row is None:  # its key went with its words: the form was sent twice
        messages.info(request, _("It is not here any more. What was withdrawn stays withdrawn."))
        return redirect(_back(request, build))
    withdraw_quote(row, by=request.member, now=timezone.now())
    messages.success(
        request, _("Withdrawn. Its words have left this desk, the draft and every version.")
    )
    return redirect(_back(request, build))


def _decide(request: MemberRequest, build: Build) -> HttpResponse:
    decisions, unread = _decisions(request)
    rows = Quote.objects.visible_to(request.member).filter(build=build)
    changed, refused = decide_all(build, rows, decisions, by=request.member, now=timezone.now())
    if changed:
        kept = ngettext("%(n)s decision kept.", "%(n)s decisions kept.", changed) % {"n": changed}
        messages.success(request, kept)
    elif not refused and not unread:
        messages.info(request, _("Nothing had changed."))
    for words in (*unread, *refused):
        messages.error(request, _("Not kept: %(words)s") % {"words": words})
    return redirect(_back(request, build))


def _decisions(request: MemberRequest) -> tuple[list[Decision], list[str]]:
    """What was chosen for each quote of the form, and in words what cannot be read."""
    decisions, unread = [], []
    for key in request.POST.getlist("quote"):
        typed = {name: request.POST.get(f"{name}-{key}", "") for name in ("decision", "why")}
        form = DecisionForm({"quote": key} | typed)
        if form.is_valid():
            told = form.cleaned_data
            decisions.append(Decision(told["quote"], choice=told["decision"], why=told["why"]))
        elif "why" in form.errors:
            unread.append(
                _("the reason at %(key)s: %(says)s") % {"key": key, "says": form.errors["why"][0]}
            )
        else:
            unread.append(_("this page shows no such sentence."))
    return decisions, unread


def _build(request: MemberRequest, key: str) -> Build:
    builds = Build.objects.visible_to(request.member).select_related("program")
    return get_object_or_404(builds, key=key)


def _pile(request: MemberRequest, to_clear: int) -> Pile:
    """The pile that is asked for; else what waits, or where nothing does, what is shown."""
    asked = request.GET.get("pile", "")
    if asked in set(Pile):
        return Pile(asked)
    return Pile.WAITING if to_clear else Pile.SHOWN


def _back(request: MemberRequest, build: Build) -> str:
    """The desk, on the pile that was open."""
    desk = reverse("quotes", args=[build.key])
    pile = request.POST.get("pile", "")
    return f"{desk}?pile={pile}" if pile in set(Pile) else desk
