"""Who covers which place: one asked about, those that nobody covers, and what an agency covers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Reach, Right, needs, reach_of
from muster.core.keyset import By, foot, from_to, stretch
from muster.core.places import county_words
from muster.directory.cover import cover, uncover
from muster.directory.cover_forms import CoverForm, PlaceForm
from muster.directory.jurisdiction import (
    agencies_at,
    agencies_for_sites,
    as_seen_by,
    uncovered,
)
from muster.directory.models import Jurisdiction, Organization, Site

_AT_ONCE = 25
_BY_PLACE = (By("state"), By("county"), By("name"), By("pk", int))


@needs(Right.SEE_DIRECTORY)
@require_safe
def answering(request: MemberRequest) -> HttpResponse:
    """The agencies that may answer at a point or in a ZIP code."""
    form = PlaceForm(request.GET or None)
    reach = reach_of(request.member, Right.SEE_DIRECTORY)
    context = {"form": form, "spots": [], "found": [], "sees_a_part": reach is not Reach.ALL}
    if form.is_bound and form.is_valid():
        spots = form.cleaned_data["spots"]
        found = {"here": agencies_at(request.member.program, spots)}
        context |= {
            "spots": spots,
            "found": as_seen_by(request.member, found)["here"],
        }
    status = 200 if not form.is_bound or form.is_valid() else 422
    return render(request, "directory/cover/answering.html", context, status=status)


@needs(Right.SEE_DIRECTORY)
@require_safe
def nobody(request: MemberRequest) -> HttpResponse:
    """The sites at which no city, county or tribal agency of the directory answers."""
    sites = Site.objects.visible_to(request.member)
    alone = uncovered(sites).select_related("organization")
    page = stretch(
        alone,
        _BY_PLACE,
        size=_AT_ONCE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    found = agencies_for_sites(request.member.program, page.rows)
    answers = as_seen_by(request.member, found)
    many = alone.count()
    context = {
        "many": many,
        "listed": [
            {"site": site, "in": _in(site), "why": _why(site), "state": answers[site.pk]}
            for site in page.rows
        ],
        "any_site": bool(many) or sites.exclude(kind=Site.Kind.STATION).exists(),
        "page": foot(page, request.GET, from_to([site.name for site in page.rows])),
        "lede": ngettext("%(n)s place.", "%(n)s places.", many) % {"n": many},
    }
    return render(request, "directory/cover/nobody.html", context)


def _in(site: Site) -> str:
    """The town or county of *site*; empty if neither is known."""
    return site.city or county_words(site.county, site.state)


def _why(site: Site) -> str:
    """Why nobody is found for *site*."""
    if not site.state:
        return _("Its state is not known.")
    if not site.county:
        return _("Its county is not known, and no police of its town is in the directory.")
    says = _("No police of %(city)s and no sheriff of %(county)s is in the directory.")
    if not site.city:
        says = _("No sheriff of %(county)s is in the directory.")
    return says % {"city": site.city, "county": county_words(site.county, site.state)}


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(["GET", "HEAD", "POST"])
def covers(request: MemberRequest, key: str) -> HttpResponse:
    """What one agency covers, and the form that adds to it."""
    agency = _agency(request, key)
    form = CoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = cover(
                agency,
                Jurisdiction.Kind(form.cleaned_data["kind"]),
                name=form.cleaned_data["name"],
                by=request.member.user.email,
                now=timezone.now(),
            )
        except ValueError as wrong:
            form.add_error("name", str(wrong))
        else:
            messages.success(request, _("Added: %(place)s.") % {"place": row.place})
            return redirect("covers", key=agency.key)
    context = {
        "agency": agency,
        "form": form,
        "rows": agency.jurisdictions.select_related("source"),
    }
    return render(
        request, "directory/cover/covers.html", context, status=422 if form.errors else 200
    )


@needs(Right.EDIT_DIRECTORY)
@sent_from("covers", "key")
def end_cover(request: MemberRequest, key: str, row: int) -> HttpResponse:
    """Take one place off what an agency covers."""
    agency = _agency(request, key)
    jurisdiction = agency.jurisdictions.filter(pk=row).first()
    if jurisdiction is not None:
        place = jurisdiction.place
        uncover(agency, jurisdiction, by=request.member.user.email, now=timezone.now())
        messages.success(
            request, _("%(place)s is taken off. Add it again below if you did not mean to.")
            % {"place": place},
        )  # fmt: skip
    return redirect("covers", key=agency.key)


def _agency(request: MemberRequest, key: str) -> Organization:
    agencies = Organization.objects.visible_to(request.member).current().exclude(agency="")
    return get_object_or_404(agencies, key=key)
