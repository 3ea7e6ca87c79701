"""Numbers and addresses: adding one, saying who may see it, marking it, replacing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from muster.accounts.acts import lead_back
from muster.accounts.rights import MemberRequest, Right, needs
from muster.directory.act_forms import (
    DescribePointForm,
    MarkPointForm,
    PointForm,
    ReplacePointForm,
)
from muster.directory.confirm import (
    Owner,
    add_point,
    describe,
    mark,
    owner_of,
    replace,
    use_again,
)
from muster.directory.errors import RecordError
from muster.directory.known import link_to
from muster.directory.models import ContactPoint, Organization, Person, Site
from muster.directory.values import shown_phone
from muster.directory.views.asking import ask, say_so
from muster.directory.views.found import of

_ASKING = ["GET", "HEAD", "POST"]


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Organization, Right.EDIT_DIRECTORY)
def new_point_of_organization(request: MemberRequest, organization: Organization) -> HttpResponse:
    """Add a number or an address of an organization."""
    return _new(request, organization)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Site, Right.EDIT_DIRECTORY)
def new_point_of_site(request: MemberRequest, site: Site) -> HttpResponse:
    """Add a number or an address of a site."""
    return _new(request, site)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Person, Right.EDIT_DIRECTORY)
def new_point_of_person(request: MemberRequest, person: Person) -> HttpResponse:
    """Add a number or an address of a person."""
    return _new(request, person)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
def describe_point(request: MemberRequest, point: int) -> HttpResponse:
    """Say what a number is called, and who may see it."""
    row = _point(request, point)
    stands = {"label": row.label, "audience": row.audience}
    form = DescribePointForm(request.POST or None, member=request.member, initial=stands)
    if request.method == "POST" and form.is_valid():
        describe(row, **form.cleaned_data, by=request.member, now=timezone.now())
        messages.success(request, _("Kept."))
        return _back(row)
    return ask(
        request, form, title=shown_phone(row.address), lede=_("What it is, and who may see it."),
        button=_("Keep it"), back=link_to(owner_of(row)),
    )  # fmt: skip


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
def mark_point(request: MemberRequest, point: int) -> HttpResponse:
    """Say that a number does not work, or is not to be called; it stays, and says so."""
    row = _point(request, point)
    form = MarkPointForm(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        mark(row, **form.cleaned_data, by=request.member, now=timezone.now())
        messages.success(request, _("Marked. It is not used any more, and says why."))
        return _back(row)
    return ask(
        request, form, title=_("Do not use %(address)s") % {"address": shown_phone(row.address)},
        lede=_("It is not deleted: whoever finds the same number on an old card sees why."),
        button=_("Mark it"), back=link_to(owner_of(row)), harm=True,
    )  # fmt: skip


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
def replace_point(request: MemberRequest, point: int) -> HttpResponse:
    """Let another number stand in the place of one that does not work."""
    row = _point(request, point)
    form = ReplacePointForm(request.POST or None, member=request.member, kind=row.kind)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            replace(
                row, address=told["address"], how=told["how"],
                by=request.member, now=timezone.now(),
            )  # fmt: skip
        except RecordError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Replaced. The old one stays, marked as bad."))
            return _back(row)
    return ask(
        request, form, title=_("Replace %(address)s") % {"address": shown_phone(row.address)},
        lede=_("The old one stays on the page and says that it was replaced."),
        button=_("Replace it"), back=link_to(owner_of(row)),
    )  # fmt: skip


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
def use_point_again(request: MemberRequest, point: int) -> HttpResponse:
    """Let a number be used again that was marked; looking at the address does nothing."""
    row = _point(request, point)
    if request.method != "POST":
        return lead_back(request, link_to(owner_of(row)).href)
    use_again(row, by=request.member, now=timezone.now())
    messages.success(request, _("It is used again."))
    return _back(row)


def _new(request: MemberRequest, owner: Owner) -> HttpResponse:
    form = PointForm(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        kind, address = told["address"]
        try:
            add_point(
                owner, kind=kind, address=address, label=told["label"], audience=told["audience"],
                how=told["how"], by=request.member, now=timezone.now(),
            )  # fmt: skip
        except RecordError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Added."))
            return redirect(link_to(owner).href)
    return ask(
        request, form, title=_("Add a number or an address"),
        lede=_("For %(name)s.") % {"name": owner.name}, button=_("Add it"), back=link_to(owner),
    )  # fmt: skip


def _point(
    request: MemberRequest, point: int, right: Right = Right.CONFIRM_CONTACT_POINTS
) -> ContactPoint:
    rows = ContactPoint.objects.visible_to(request.member, right)
    return get_object_or_404(rows.select_related("person", "site", "organization"), pk=point)


def _back(point: ContactPoint) -> HttpResponse:
    return redirect(link_to(owner_of(point)).href)
