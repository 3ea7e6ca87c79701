"""Adding, editing and deactivating organizations, sites and people."""

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
from muster.core.clock import today_in
from muster.directory import values
from muster.directory.act_forms import DeactivateForm, NewPersonForm
from muster.directory.adding import add_placed_person, add_reached_organization
from muster.directory.alike import Alike, AlikePerson, alike_organizations, alike_people
from muster.directory.deactivate import deactivate, said_back, take_back
from muster.directory.edit import (
    add_site,
    edit,
    last_change,
    name_also,
    was_added,
)
from muster.directory.errors import EditedSince, RecordError
from muster.directory.history import label_of
from muster.directory.known import Link, link_to
from muster.directory.models import Organization, Person, Site
from muster.directory.record_fields import listed_as
from muster.directory.record_forms import (
    EditOrganizationForm,
    EditPersonForm,
    EditSiteForm,
    NewOrganizationForm,
    NewSiteForm,
    SiteFields,
)
from muster.directory.records import names_of
from muster.directory.search import Noun, search
from muster.directory.views.asking import ask, both, say_so
from muster.directory.views.found import of

_NAMES = 8
_ASKING = ["GET", "HEAD", "POST"]


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
def new_organization(request: MemberRequest) -> HttpResponse:
    """Add an organization, unless it is here already."""
    form = NewOrganizationForm(request.POST or None, member=request.member)
    alike: list[Alike] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        alike = _alike_organizations(request, told)
        is_person = told["natural_person"]
        if told["anyway"] or not alike or _added(request, Organization, told, is_person=is_person):
            try:
                row = _add_organization(request, form)
            except RecordError as error:
                say_so(form, error)
            else:
                messages.success(request, _("Added. People and sites come next."))
                return redirect(row)
        else:
            form.add_error(None, _("It may be here already. Look at the names below the first."))
    return ask(
        request, form, title=_("Add an organization"),
        lede=_("A company, an agency, an association. Its people and sites follow on its page."),
        button=_("Add it"), back=_all("organizations", _("Organizations")),
        template="directory/records/new_organization.html", alike=alike,
    )  # fmt: skip


@needs(Right.EDIT_DIRECTORY)
@require_safe
def organizations_alike(request: MemberRequest) -> HttpResponse:
    """The part of the form that warns while somebody types."""
    told = {
        "name": request.GET.get("name", "")[:200],
        "city": request.GET.get("city", "")[:80],
        "state": values.read_state(request.GET.get("state", "")[:40]).value or "",
        "phone": values.read_phone(request.GET.get("phone", "")[:200]).value or "",
        "email": values.read_email(request.GET.get("email", "")[:200]).value or "",
    }
    context = {
        "alike": _alike_organizations(request, told),
        "anyway": bool(request.GET.get("anyway")),
    }
    return render(request, "directory/records/parts/alike.html", context)


@needs(Right.EDIT_DIRECTORY)
@require_safe
def people_alike(request: MemberRequest) -> HttpResponse:
    """The part of the form for a person that warns while somebody types."""
    told = {"name": request.GET.get("name", "")[:120], "organization": None, "address": None}
    context = {
        "alike": _alike_people(request, told),
        "anyway": bool(request.GET.get("anyway")),
        "people": True,
    }
    return render(request, "directory/records/parts/alike.html", context)


@needs(Right.EDIT_DIRECTORY)
@require_safe
def organization_names(request: MemberRequest) -> HttpResponse:
    """The names that a field for an organization offers while somebody types."""
    text = next((request.GET[key] for key in request.GET), "").strip()[:200]
    rows: list[Organization] = []
    if text:
        hits = search(request.member, text, noun=Noun.ORGANIZATION, limit=_NAMES)
        rows = [hit.record for hit in hits if isinstance(hit.record, Organization)]
    context = {"names": [(listed_as(row), row.city, row.state) for row in rows]}
    return render(request, "directory/records/parts/names.html", context)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Organization, Right.EDIT_DIRECTORY)
def edit_organization(request: MemberRequest, organization: Organization) -> HttpResponse:
    """Change what is said of an organization."""
    initial = EditOrganizationForm.initial_of(organization, names_of(organization))
    form = _opened(EditOrganizationForm, request, organization, initial)
    return _edited(request, organization, form)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Site, Right.EDIT_DIRECTORY)
def edit_site(request: MemberRequest, site: Site) -> HttpResponse:
    """Change what is said of a site."""
    form = _opened(EditSiteForm, request, site, EditSiteForm.initial_of(site))
    return _edited(request, site, form)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Person, Right.EDIT_DIRECTORY)
def edit_person(request: MemberRequest, person: Person) -> HttpResponse:
    """Change what is said of a person."""
    form = _opened(EditPersonForm, request, person, EditPersonForm.initial_of(person))
    return _edited(request, person, form)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Organization, Right.EDIT_DIRECTORY)
def new_site(request: MemberRequest, organization: Organization) -> HttpResponse:
    """Add a place that an organization runs."""
    form = NewSiteForm(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_site(
                organization, form.told, once=form.cleaned_data["once"],
                by=request.member, now=timezone.now(),
            )  # fmt: skip
        except RecordError as error:
            say_so(form, error)
        else:
            _say_kept(request, form, _("Added."))
            return redirect("site", key=row.key)
    return ask(
        request, form, title=_("Add a site"), lede=_("A place that it runs, with its address."),
        button=_("Add it"), back=link_to(organization),
    )  # fmt: skip


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
def new_person(request: MemberRequest) -> HttpResponse:
    """Add a person, with a first post and a way to reach them, unless they are here already."""
    at = None
    if key := request.GET.get("at", "").replace("\0", ""):
        at = get_object_or_404(Organization.objects.visible_to(request.member).listed(), key=key)
    form = NewPersonForm(request.POST or None, member=request.member, at=at)
    alike: list[AlikePerson] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        alike = _alike_people(request, told)
        is_added = _added(request, Person, told, is_person=True)
        if alike and not told["anyway"] and not is_added:
            form.add_error(None, _("They may be here already. Look at the names below the first."))
        else:
            try:
                row = _add_person(request, form)
            except RecordError as error:
                say_so(form, error)
            else:
                messages.success(request, _("Added."))
                return redirect("person", key=row.key)
    return ask(
        request, form, title=_("Add a person"),
        lede=_("Somebody whom the program works with, and what they are where."),
        button=_("Add them"), back=link_to(at) if at else _all("people", _("People")),
        template="directory/records/new_person.html", alike=alike,
    )  # fmt: skip


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Organization, Right.EDIT_DIRECTORY)
def deactivate_organization(request: MemberRequest, organization: Organization) -> HttpResponse:
    """Let an organization leave the lists; its history stays."""
    return _deactivated(request, organization)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Site, Right.EDIT_DIRECTORY)
def deactivate_site(request: MemberRequest, site: Site) -> HttpResponse:
    """Let a site leave the lists; its history stays."""
    return _deactivated(request, site)


@needs(Right.EDIT_DIRECTORY)
@sent_from("organization", "key")
@of(Organization, Right.EDIT_DIRECTORY)
def bring_organization_back(request: MemberRequest, organization: Organization) -> HttpResponse:
    """Bring an organization back into the lists."""
    done = take_back(organization, by=request.member, now=timezone.now())
    messages.success(request, said_back(done))
    return redirect(organization)


@needs(Right.EDIT_DIRECTORY)
@sent_from("site", "key")
@of(Site, Right.EDIT_DIRECTORY)
def bring_site_back(request: MemberRequest, site: Site) -> HttpResponse:
    """Bring a site back into the lists."""
    done = take_back(site, by=request.member, now=timezone.now())
    messages.success(request, said_back(done))
    return redirect("site", key=site.key)


def _all(name: str, words: str) -> Link:
    return Link(words, reverse(name))


def _added(
    request: MemberRequest,
    noun: type[Organization | Person],
    told: dict[str, Any],
    *,
    is_person: bool,
) -> bool:
    """Whether this very form was sent before: it is no double of what it added itself."""
    program = request.member.program
    return was_added(noun, program, name=told["name"], once=told["once"], is_person=is_person)


def _opened(
    form: type[Any], request: HttpRequest, record: Organization | Site | Person, initial: Any
) -> Any:
    initial = initial | {"opened_after": last_change(record)}
    return form(request.POST or None, member=request.member, initial=initial)  # type: ignore[attr-defined]


def _edited(
    request: MemberRequest, record: Organization | Site | Person, form: Any
) -> HttpResponse:
    clashes: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        opened_after, now = form.cleaned_data["opened_after"] or 0, timezone.now()
        try:
            changes = edit(record, form.told, opened_after=opened_after, by=request.member, now=now)
            renamed = isinstance(record, Organization) and name_also(
                record, form.names, before=form.before, by=request.member, now=now
            )
        except EditedSince as error:
            say_so(form, error)
            clashes = both(error)
        except RecordError as error:
            say_so(form, error)
        else:
            says = _("Kept.") if changes or renamed else _("Nothing was changed: it stood so.")
            _say_kept(request, form, says)
            return redirect(link_to(record).href)
    return ask(
        request, form, title=_("Edit %(name)s") % {"name": record.name}, button=_("Keep it"),
        back=link_to(record), clashes=clashes,
    )  # fmt: skip


def _say_kept(request: HttpRequest, form: Any, says: str) -> None:
    if isinstance(form, SiteFields) and form.filled_in:
        filled = ", ".join(label_of(name) for name in form.filled_in)
        says += " " + _("From the ZIP code: %(fields)s. Look whether they are right.") % {
            "fields": filled
        }
    messages.success(request, says)


def _alike_organizations(request: MemberRequest, told: dict[str, Any]) -> list[Alike]:
    return alike_organizations(
        request.member,
        name=told["name"],
        city=told["city"] or "",
        state=told["state"] or "",
        phone=told["phone"] or "",
        email=told["email"] or "",
    )


def _alike_people(request: MemberRequest, told: dict[str, Any]) -> list[AlikePerson]:
    kind, address = told.get("address") or ("", "")
    return alike_people(
        request.member,
        name=told["name"],
        organization=told.get("organization"),
        phone=address if kind == "phone" else "",
        email=address if kind == "email" else "",
    )


def _add_organization(request: MemberRequest, form: NewOrganizationForm) -> Organization:
    told = form.cleaned_data
    return add_reached_organization(
        request.member.program, form.told, names=form.names,
        numbers=[(kind, told[kind]) for kind in ("phone", "email") if told[kind]],
        audience=told["audience"], once=told["once"], by=request.member, now=timezone.now(),
    )  # fmt: skip


def _add_person(request: MemberRequest, form: NewPersonForm) -> Person:
    told = form.cleaned_data
    return add_placed_person(
        request.member.program, form.told, post=form.post, number=told["address"] or None,
        audience=told["audience"], once=told["once"], by=request.member, now=timezone.now(),
    )  # fmt: skip


def _deactivated(request: MemberRequest, record: Organization | Site) -> HttpResponse:
    today = today_in(request.member.program, timezone.now())
    posts = 0
    if isinstance(record, Organization):
        posts = record.posts.held_on(today).count()
    form = DeactivateForm(request.POST or None, member=request.member, today=today, posts=posts)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            deactivate(
                record, on=told["on"], why=told["why"], ends_posts=told.get("ends_posts", False),
                by=request.member, now=timezone.now(),
            )  # fmt: skip
        except RecordError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Deactivated. Its page and its history stay."))
            return redirect(link_to(record).href)
    return ask(
        request, form, title=_("Deactivate %(name)s") % {"name": record.name},
        lede=_(
            "It leaves lists, invitations and search this minute. Everything that is known of it"
            " stays on its page, and it can be brought back."
        ),
        button=_("Deactivate it"), back=link_to(record), harm=True,
    )  # fmt: skip
