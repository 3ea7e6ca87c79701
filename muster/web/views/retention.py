"""How long each kind of data is kept, what goes next, and what another period would take."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.core.errors import RetentionError
from muster.core.retention import KINDS, Keeping, Kind, keep_for, keeping_of, keepings_of
from muster.directory.models import Erasure
from muster.web.keeping_form import PeriodForm

REFUSED = 422


@needs(Right.CHANGE_SETTINGS)
@require_safe
def retention(request: MemberRequest) -> HttpResponse:
    """Each kind with its period and its next date; another period can be tried before."""
    kind = KINDS.get(request.GET.get("kind", ""))
    return _page(request, PeriodForm(request.GET, kind=kind) if kind else None, kind)


@needs(Right.CHANGE_SETTINGS)
@sent_from("retention")
def keep(request: MemberRequest) -> HttpResponse:
    """Keep a kind for another period from now on."""
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404
    form = PeriodForm(request.POST, kind=kind)
    if not form.is_valid():
        return _page(request, form, kind)
    try:
        keep_for(
            request.member.program,
            kind,
            form.period,
            by=request.member.user.email,
            now=timezone.now(),
        )
    except RetentionError as error:
        form.add_error("days", str(error))
        return _page(request, form, kind)
    messages.success(request, _("Kept so from now on. What is over its time goes tonight."))
    return redirect("retention")


def _page(request: MemberRequest, form: PeriodForm | None, kind: Kind | None) -> HttpResponse:
    """The page, with *form* open at its *kind*: what was tried, or what is wrong with it."""
    program, now = request.member.program, timezone.now()
    lines = []
    for keeping in keepings_of(program, now):
        mine = form if keeping.kind is kind else None
        line: dict[str, Any] = {"keeping": keeping, "form": mine or _as_it_is(keeping)}
        if mine is not None and mine.is_valid():
            is_own = keeping.is_own
            line["tried"] = keeping_of(program, keeping.kind, mine.period, is_own=is_own, now=now)
        lines.append(line)
    context = {"lines": lines, "erasures": _erasures(request)}
    is_wrong = form is not None and not form.is_valid()
    return render(request, "web/retention.html", context, status=REFUSED if is_wrong else 200)


def _as_it_is(keeping: Keeping) -> PeriodForm:
    initial = {"days": keeping.days, "for_good": keeping.days is None}
    return PeriodForm(initial=initial, kind=keeping.kind)


def _erasures(request: MemberRequest) -> Any:
    """The erasures that wait for a second member, for who may confirm or take back."""
    if not request.may.erase_people:
        return []
    waiting = Erasure.objects.waiting().filter(program=request.member.program_id)
    return waiting.select_related("person").order_by("asked_at")
