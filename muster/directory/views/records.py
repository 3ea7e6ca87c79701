"""The pages of one organization, one site, one person; each shows what the member may see."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from muster.accounts.rights import MemberRequest, Reach, Right, needs, reach_of
from muster.core.asked import day_of
from muster.core.clock import today_in
from muster.core.parts import agreed
from muster.directory.agreements import agreed_about
from muster.directory.fresh import fresh
from muster.directory.hand import subject_of
from muster.directory.history import history_of, source_words
from muster.directory.known import (
    SIBLINGS,
    Link,
    known_of_organization,
    known_of_person,
    known_of_site,
    link_to,
)
from muster.directory.models import Organization, Person, Site
from muster.directory.records import (
    Record,
    address_words,
    family_of,
    names_of,
    place_words,
    reaches,
    record_of_organization,
    record_of_person,
    record_of_site,
    twin_of,
)
from muster.directory.timeline import Timeline, merges_of, timeline
from muster.directory.views.came_from import way_on
from muster.directory.views.found import PAGES, of

_LISTS = {Organization: "organizations", Site: "sites", Person: "people"}


@needs(Right.SEE_DIRECTORY)
@require_safe
@of(Organization)
def organization(request: MemberRequest, organization: Organization) -> HttpResponse:
    """One organization: who is there, how to reach them, what we know, every touch."""
    member, today = request.member, _today(request)
    shown = record_of_organization(member, organization, today=today)
    names = names_of(organization)
    family = family_of(member, organization, most=SIBLINGS)
    merges = merges_of(organization)
    parent = _parent(request, organization)
    context = _page(request, organization, shown, merges, today) | {
        "place": place_words(organization),
        "known": known_of_organization(organization, names=names, family=family, parent=parent),
        "parent": parent,
        "fresh": fresh(organization.confirmed_on, today),
    }
    return render(request, "directory/records/organization.html", context)


@needs(Right.SEE_DIRECTORY)
@require_safe
@of(Site)
def site(request: MemberRequest, site: Site) -> HttpResponse:
    """One site: where it is, who answers there, who works there."""
    shown = record_of_site(request.member, site, today=_today(request))
    context = {
        "noun": "site",
        "record": site,
        "shown": shown,
        "address": address_words(site) or place_words(site),
        "known": known_of_site(site),
        "confirm_href": reverse("confirm-site", args=[site.key]),
        "may_confirm": reaches(request.member, Right.CONFIRM_CONTACT_POINTS, site),
        "ways": _ways(request, site),
        "way_on": way_on(request, site, today=_today(request)),
        "card_from": _card_from(request, site, shown),
        "runs": link_to(site.organization),
        "merged": [_merged(request, row) for row in merges_of(site) if row.undone_at is None],
    }
    return render(request, "directory/records/site.html", context)


@needs(Right.SEE_DIRECTORY)
@require_safe
@of(Person)
def person(request: MemberRequest, person: Person) -> HttpResponse:
    """One person: the posts they hold and held, how to reach them, what they agreed to."""
    today = _today(request)
    shown = record_of_person(request.member, person, today=today)
    context = _page(request, person, shown, merges_of(person), today) | {
        "known": known_of_person(person),
        "agreed": agreed(request.member, person.name, today),
        "numbers": agreed_about(shown.points, may_edit=request.may.edit_directory),
        "fresh": fresh(person.confirmed_on, today),
    }
    return render(request, "directory/records/person.html", context)


@needs(Right.SEE_DIRECTORY)
@require_safe
@of(Organization)
def organization_history(request: MemberRequest, organization: Organization) -> HttpResponse:
    """What each field of an organization said, and from where."""
    return _history(request, organization)


@needs(Right.SEE_DIRECTORY)
@require_safe
@of(Site)
def site_history(request: MemberRequest, site: Site) -> HttpResponse:
    """What each field of a site said, and from where."""
    return _history(request, site)


@needs(Right.SEE_DIRECTORY)
@require_safe
@of(Person)
def person_history(request: MemberRequest, person: Person) -> HttpResponse:
    """What each field of a person said, and from where."""
    return _history(request, person)


def _ways(request: MemberRequest, record: Organization | Site | Person) -> list[Link]:
    """Where else something is told of the record, for who may go there."""
    ways = []
    if reach_of(request.member, Right.SEE_AUDIT) is Reach.ALL:
        query = urlencode({"subject": subject_of(record)})
        ways.append(Link(_("Who did what with it"), f"{reverse('audit')}?{query}"))
    if isinstance(record, Person):
        if reach_of(request.member, Right.EXPORT_PEOPLE) is Reach.ALL:
            ways.append(Link(_("Their data as a file"), reverse("person-data", args=[record.key])))
        if request.may.erase_people:
            words = _("Erase them, on their request")
            ways.append(Link(words, reverse("erase-person", args=[record.key])))
    if isinstance(record, Site) and request.may.merge_records:
        ways.append(Link(_("Merge with another site"), reverse("merge-site", args=[record.key])))
    return ways


def _card_from(request: MemberRequest, record: Organization | Site | Person, shown: Record) -> str:
    """Where its contact card comes from, for who may take it along.

    Whoever asked not to be contacted has none.
    """
    if any(each.off for each in shown.points):
        return ""
    if not reaches(request.member, Right.EXPORT_PEOPLE, record):
        return ""
    return reverse("take-list-along", args=[_LISTS[type(record)]])


def _history(request: MemberRequest, record: Organization | Site | Person) -> HttpResponse:
    context = {
        "record": record,
        "page": link_to(record),
        "fields": history_of(record),
        "first": source_words(record.source),
    }
    return render(request, "directory/records/history.html", context)


def _today(request: MemberRequest) -> date:
    return today_in(request.member.program, timezone.now())


def _page(
    request: MemberRequest,
    record: Organization | Person,
    shown: Record,
    merges: list[Any],
    today: date,
) -> dict[str, Any]:
    """What the pages of an organization and of a person have in common."""
    show, until = request.GET.get("show", ""), day_of(request.GET.get("until", ""))
    told = timeline(
        request.member,
        record,
        posts=shown.posts,
        points=shown.all_points,
        merges=merges,
        until=until,
        show=show,
    )
    return {
        "noun": PAGES[type(record)],
        "record": record,
        "may_confirm": reaches(request.member, Right.CONFIRM_CONTACT_POINTS, record),
        "ways": _ways(request, record),
        "way_on": way_on(request, record, today=today),
        "card_from": _card_from(request, record, shown),
        "confirm_href": reverse(f"confirm-{PAGES[type(record)]}", args=[record.key]),
        "shown": shown,
        "twin": twin_of(request.member, record),
        "merged": [_merged(request, row) for row in merges if row.undone_at is None],
        "timeline": told,
        "kinds": _kinds(show),
        "earlier": _earlier(told, show),
        "until": until,
    }


def _parent(request: MemberRequest, organization: Organization) -> Link | None:
    """What it is part of: a link for who sees that one too, else its name alone."""
    parent = organization.parent
    if parent is None:
        return None
    seen = reaches(request.member, Right.SEE_DIRECTORY, parent)
    return link_to(parent) if seen else Link(parent.name, "")


def _merged(request: MemberRequest, row: Any) -> dict[str, Any]:
    """One merge into the record, in words, and how to undo it for who may."""
    ended = row.ended_organization or row.ended_person or row.ended_site
    undo = reverse("undo-merge", args=[row.pk]) if request.may.merge_records else ""
    return {
        "pk": row.pk,
        "at": row.at,
        "by": row.by_name or row.by,
        "name": ended.name,
        "undo": undo,
    }


def _kinds(show: str) -> list[tuple[str, str, bool]]:
    """The ways to look at the touches: words, address, and whether it is this one."""
    ways = (("", _("All")), ("people", _("People")), ("changes", _("Changes")))
    chosen = show if show in ("people", "changes") else ""
    return [
        (words, f"?show={key}#touches" if key else "?#touches", key == chosen)
        for key, words in ways
    ]


def _earlier(told: Timeline, show: str) -> str:
    if told.earlier is None:
        return ""
    until = f"until={told.earlier.isoformat()}"
    return f"?show={show}&{until}#touches" if show else f"?{until}#touches"
