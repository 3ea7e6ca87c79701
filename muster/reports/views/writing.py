"""Writing the sentences of goals, and the words around them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from muster.accounts.rights import MemberRequest, Right, needs
from muster.builds.models import Build
from muster.reports.desk.slots import Slot, read_slot
from muster.reports.errors import WrittenMeanwhile
from muster.reports.forms import WordsForm
from muster.reports.passages import mark_of, write_passages
from muster.reports.views.desk import Given, build_of, show_desk


@needs(Right.WRITE_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: MemberRequest, key: str, name: str) -> HttpResponse:
    """The desk with one slot opened; sent back, what was typed is kept."""
    build = build_of(request, key)
    slot = read_slot(build, name)
    if slot is None:
        raise Http404
    if request.method != "POST":
        return show_desk(request, build, opened=name)
    form = WordsForm(slot, request.POST)
    if not form.is_valid():
        return show_desk(request, build, Given(words=form))
    try:
        changed = write_passages(
            build,
            slot.kind,
            form.typed(),
            goal=slot.goal,
            by=request.member,
            now=timezone.now(),
        )
    except WrittenMeanwhile as meanwhile:
        return show_desk(request, build, Given(words=_typed_over(request, build, slot, meanwhile)))
    if changed:
        messages.success(request, _("Kept. The checks have looked at it."))
    else:
        messages.info(request, _("Nothing had changed."))
    return redirect(f"{reverse('desk', args=[build.key])}#{name}")


def _typed_over(
    request: MemberRequest, build: Build, slot: Slot, meanwhile: WrittenMeanwhile
) -> WordsForm:
    """The form with what was typed, over what somebody else has written there meanwhile."""
    typed = request.POST.copy()
    typed[f"read-{meanwhile.position}"] = mark_of(meanwhile.text, meanwhile.heading)
    form = WordsForm(read_slot(build, slot.name) or slot, typed)
    form.is_valid()
    form.add_error(f"text-{meanwhile.position}", str(meanwhile))
    return form
