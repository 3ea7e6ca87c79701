"""What members do with a record: posts, numbers and addresses, touches."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from muster.accounts.acts import sent_from
from muster.accounts.rights import MemberRequest, Right, needs
from muster.core.clock import today_in
from muster.directory.act_forms import (
    ConfirmForm,
    EndPostForm,
    MovePostForm,
    PostFields,
    TouchForm,
)
from muster.directory.confirm import confirm
from muster.directory.errors import RecordError
from muster.directory.known import link_to
from muster.directory.models import ContactPoint, Organization, Person, Post, Site
from muster.directory.posts import add_post, end_post, move_post, take_back_end
from muster.directory.records import (
    Record,
    record_of_organization,
    record_of_person,
    record_of_site,
)
from muster.directory.touch import log_touch
from muster.directory.values import shown_phone
from muster.directory.views.asking import ask, say_so
from muster.directory.views.found import of
from muster.shell.days import day_words

_ASKING = ["GET", "HEAD", "POST"]


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Person, Right.EDIT_DIRECTORY)
def new_post(request: MemberRequest, person: Person) -> HttpResponse:
    """Add a post that a person holds or held; several at once are normal."""
    form = PostFields(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        try:
            add_post(person, **form.post, by=request.member, now=timezone.now())
        except RecordError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Added."))
            return redirect("person", key=person.key)
    return ask(
        request, form, title=_("Add a post of %(name)s") % {"name": person.name},
        lede=_("What they are where, from when to when. Leave the days out if nobody knows."),
        button=_("Add it"), back=link_to(person),
    )  # fmt: skip


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Person, Right.EDIT_DIRECTORY)
def end(request: MemberRequest, person: Person, post: int) -> HttpResponse:
    """End a post; it stays among the earlier ones."""
    row, today = _post(request, person, post), _today(request)
    form = EndPostForm(request.POST or None, member=request.member, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            end_post(row, on=on, by=request.member, now=timezone.now())
        except RecordError as error:
            say_so(form, error)
        else:
            says = _("Kept: its last day is %(day)s. After that it stands among the earlier posts.")
            messages.success(request, says % {"day": day_words(on)})
            return redirect("person", key=person.key)
    return ask(
        request, form, title=_("End the post of %(name)s") % {"name": person.name},
        lede=_("%(title)s at %(organization)s. It stays among the earlier posts.")
        % {"title": row.title or _("A post"), "organization": row.organization.name},
        button=_("End it"), back=link_to(person),
    )  # fmt: skip


@needs(Right.EDIT_DIRECTORY)
@sent_from("person", "key")
@of(Person, Right.EDIT_DIRECTORY)
def take_end_back(request: MemberRequest, person: Person, post: int) -> HttpResponse:
    """Let a post be held again, as if it had not ended."""
    take_back_end(_post(request, person, post), by=request.member, now=timezone.now())
    messages.success(request, _("Taken back: the post is held."))
    return redirect("person", key=person.key)


@needs(Right.EDIT_DIRECTORY)
@require_http_methods(_ASKING)
@of(Person, Right.EDIT_DIRECTORY)
def move(request: MemberRequest, person: Person, post: int) -> HttpResponse:
    """Let a person go from one post to another on one day."""
    row, today = _post(request, person, post), _today(request)
    form = MovePostForm(request.POST or None, member=request.member, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            move_post(
                row, organization=told["organization"], title=told["title"], on=told["on"],
                by=request.member, now=timezone.now(),
            )  # fmt: skip
        except RecordError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Moved. The earlier post ended the day before."))
            return redirect("person", key=person.key)
    return ask(
        request, form, title=_("Move %(name)s to another post") % {"name": person.name},
        lede=_("From: %(title)s at %(organization)s. It ends the day before the new one.")
        % {"title": row.title or _("a post"), "organization": row.organization.name},
        button=_("Move them"), back=link_to(person),
    )  # fmt: skip


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
@of(Organization, Right.CONFIRM_CONTACT_POINTS)
def touch_organization(request: MemberRequest, organization: Organization) -> HttpResponse:
    """Write down that somebody was in touch with an organization."""
    shown = record_of_organization(request.member, organization, today=_today(request))
    people = {each.post.person.key: each.post.person for each in shown.held}
    return _touched(request, organization, people, _("With whom"))


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
@of(Person, Right.CONFIRM_CONTACT_POINTS)
def touch_person(request: MemberRequest, person: Person) -> HttpResponse:
    """Write down that somebody was in touch with a person."""
    shown = record_of_person(request.member, person, today=_today(request))
    companies = {each.post.organization.key: each.post.organization for each in shown.held}
    return _touched(request, person, companies, _("In which post"))


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
@of(Organization, Right.CONFIRM_CONTACT_POINTS)
def confirm_organization(request: MemberRequest, organization: Organization) -> HttpResponse:
    """Confirm several numbers of an organization and its people at once."""
    shown = record_of_organization(request.member, organization, today=_today(request))
    return _confirmed(request, organization, shown)


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
@of(Site, Right.CONFIRM_CONTACT_POINTS)
def confirm_site(request: MemberRequest, site: Site) -> HttpResponse:
    """Confirm several numbers of a site and its people at once."""
    shown = record_of_site(request.member, site, today=_today(request))
    return _confirmed(request, site, shown)


@needs(Right.CONFIRM_CONTACT_POINTS)
@require_http_methods(_ASKING)
@of(Person, Right.CONFIRM_CONTACT_POINTS)
def confirm_person(request: MemberRequest, person: Person) -> HttpResponse:
    """Confirm several numbers of a person at once."""
    shown = record_of_person(request.member, person, today=_today(request))
    return _confirmed(request, person, shown)


def _today(request: MemberRequest) -> date:
    return today_in(request.member.program, timezone.now())


def _post(request: MemberRequest, person: Person, post: int) -> Post:
    rows = Post.objects.visible_to(request.member).filter(person=person)
    return get_object_or_404(rows.select_related("organization"), pk=post)


def _touched(
    request: MemberRequest,
    record: Organization | Person,
    others: dict[str, Any],
    others_label: str,
) -> HttpResponse:
    form = TouchForm(
        request.POST or None,
        member=request.member,
        today=_today(request),
        others=[(key, row.name) for key, row in others.items()],
        others_label=others_label,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        other = others.get(told.get("other", ""))
        is_person = isinstance(record, Person)
        named: dict[str, Any] = {
            "organization": other if is_person else record,
            "person": record if is_person else other,
        }
        try:
            log_touch(
                **named,
                kind=told["kind"],
                on=told["on"],
                says=told["says"],
                private=told.get("private", False),
                sent=str(told["sent"] or ""),
                by=request.member,
                now=timezone.now(),
            )
        except RecordError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Written down."))
            return redirect(f"{link_to(record).href}#touches")
    return ask(
        request, form, title=_("Log a touch"),
        lede=_("A call, a visit, a mail: who will be asked next sees it on the page."),
        button=_("Write it down"), back=link_to(record),
    )  # fmt: skip


def _confirmed(
    request: MemberRequest, record: Organization | Site | Person, shown: Record
) -> HttpResponse:
    """Ask what was confirmed; one that is named in the address is ticked."""
    usable = [each for each in shown.points if each.may_confirm and not each.off]
    points = {str(each.point.pk): each.point for each in usable}
    choices = [(str(each.point.pk), _told(each.point, each.whose)) for each in usable]
    ticked = [pk for pk in request.GET.getlist("point") if pk in points]
    form = ConfirmForm(
        request.POST or None,
        member=request.member,
        points=choices,
        today=_today(request),
        initial={"points": ticked},
    )
    if isinstance(record, Site):
        del form.fields["record"]
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        itself = record if told.get("record") and not isinstance(record, Site) else None
        try:
            confirm(
                [points[pk] for pk in told.get("points", [])],
                record=itself,
                on=told["on"],
                how=told["how"],
                by=request.member,
                now=timezone.now(),
            )
        except RecordError as error:
            say_so(form, error)
        else:
            messages.success(request, _("Confirmed, with your name and the day."))
            return redirect(link_to(record).href)
    return ask(
        request, form, title=_("Confirm what stands here"),
        lede=_("Tick what you know to be right. Your name stands beside it."),
        button=_("Confirm"), back=link_to(record),
    )  # fmt: skip


def _told(point: ContactPoint, whose: str) -> str:
    parts = [shown_phone(point.address), point.label, whose]
    return ", ".join(part for part in parts if part)
