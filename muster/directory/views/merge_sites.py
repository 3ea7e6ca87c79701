"""Two sites that are one place: found by a member, set out, and made one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from muster.accounts.rights import MemberRequest, Right, needs
from muster.directory.merge import FIELDS, merge
from muster.directory.merge_errors import MergeError
from muster.directory.models import Site
from muster.directory.records import address_words, place_words
from muster.directory.search import Noun, search
from muster.directory.views.found import of
from muster.directory.written_out import written_out

REFUSED = 422
_FEW = 8


@needs(Right.MERGE_RECORDS)
@require_http_methods(["GET", "HEAD", "POST"])
@of(Site, Right.MERGE_RECORDS)
def merge_site(request: MemberRequest, site: Site) -> HttpResponse:
    """Choose the other site, look at what would be kept, and merge the two."""
    named = request.POST.get("other") or request.GET.get("other", "")
    if not named:
        return _choose(request, site)
    sites = Site.objects.visible_to(request.member, Right.MERGE_RECORDS)
    other = get_object_or_404(sites.select_related("organization", "source"), key=named)
    if other.merged_into_id == site.pk or other.pk == site.pk:
        messages.success(request, _("The two are one already."))
        return redirect("site", site.key)
    # The older one is kept, as on the review desk.
    kept, ended = sorted((site, other), key=lambda one: one.pk)
    keep = _chosen(request)
    wrong = ""
    if request.method == "POST":
        try:
            merge(kept, ended, keep=keep, by=request.member, now=timezone.now())
        except MergeError as error:
            wrong = str(error)
        else:
            messages.success(
                request, _("Merged. The old address leads here; this page takes it back.")
            )
            return redirect("site", kept.key)
    context = {
        "site": site,
        "other": other,
        "kept": kept,
        "ended": ended,
        "sides": [(one, address_words(one) or place_words(one)) for one in (kept, ended)],
        "merge": written_out(kept, ended, keep),
        "is_open": other.merged_into_id is None,
        "wrong": wrong,
    }
    return render(request, "directory/pairs/sites.html", context, status=REFUSED if wrong else 200)


def _choose(request: MemberRequest, site: Site) -> HttpResponse:
    """Those of the same organization there, or those that are found by name."""
    typed = request.GET.get("q", "")
    if typed.strip():
        hits = search(request.member, typed, noun=Noun.SITE, limit=_FEW + 1)
        found = [hit.record for hit in hits if isinstance(hit.record, Site)]
    else:
        near = Site.objects.visible_to(request.member, Right.MERGE_RECORDS).current()
        near = near.filter(organization=site.organization, state=site.state, city=site.city)
        found = list(near.select_related("organization")[: _FEW + 1])
    context = {
        "site": site,
        "q": typed,
        "found": [
            (one, ", ".join(part for part in (one.organization.name, address_words(one)) if part))
            for one in found
            if one.pk != site.pk
        ][:_FEW],
    }
    return render(request, "directory/pairs/choose_site.html", context)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Which value to keep of each field, as the form says it."""
    told = {key: request.POST.get(f"keep_{key}", "") for key in FIELDS[Site]}
    return {key: side for key, side in told.items() if side in ("kept", "ended")}
