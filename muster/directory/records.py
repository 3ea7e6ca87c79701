"""One organization, site or person, as a member may see them: what their pages show.

Everything starts from what the member sees. What they may not see is not there, and nothing says
that it is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.places import county_words, state_name
from muster.directory.jurisdiction import Answering, agencies_for_sites, as_seen_by
from muster.directory.models import (
    ContactPoint,
    Jurisdiction,
    Organization,
    OtherName,
    Pair,
    Person,
    Post,
    Site,
)
from muster.directory.reached import Reached, best_ways, points_about
from muster.shell.days import day_words

# The zones of the country, as people call them.
ZONES = {
    "America/New_York": gettext_lazy("Eastern time"),
    "America/Chicago": gettext_lazy("Central time"),
    "America/Denver": gettext_lazy("Mountain time"),
    "America/Phoenix": gettext_lazy("Mountain time, without summer time"),
    "America/Los_Angeles": gettext_lazy("Pacific time"),
    "America/Anchorage": gettext_lazy("Alaska time"),
    "Pacific/Honolulu": gettext_lazy("Hawaii time"),
}
# A record with more than so many of a kind says so, and its list leads on.
MOST = 100


@dataclass(frozen=True, slots=True)
class Held:
    """A post on a page, and the best way to reach who holds it.

    Attributes:
        now: where the person is since, where the post has ended.
    """

    post: Post
    reach: Reached | None
    now: str = ""
    now_href: str = ""

    @property
    def days(self) -> str:
        """From when to when, in words; nothing where nobody knows."""
        first, last = self.post.from_on, self.post.to_on
        if first and last:
            words = {"first": day_words(first), "last": day_words(last)}
            return _("%(first)s to %(last)s") % words
        if last:
            return _("until %(last)s") % {"last": day_words(last)}
        return day_words(first)


@dataclass(frozen=True, slots=True)
class Answered:
    """A site on a page, and who may answer there."""

    site: Site
    address: str
    says: str
    agencies: list[Answering]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another record that may be this one."""

    pair: int
    name: str
    href: str
    percent: int

    @property
    def compare(self) -> str:
        """The address at which the two stand side by side."""
        return reverse("pair", args=[self.pair])


@dataclass(slots=True)
class Record:
    """What the page of a record shows."""

    held: list[Held] = field(default_factory=list)
    earlier: list[Held] = field(default_factory=list)
    points: list[Reached] = field(default_factory=list)
    sites: list[Answered] = field(default_factory=list)
    covers: list[Jurisdiction] = field(default_factory=list)
    more: dict[str, bool] = field(default_factory=dict)

    @property
    def posts(self) -> list[Post]:
        """All posts on the page."""
        return [each.post for each in [*self.held, *self.earlier]]

    @property
    def all_points(self) -> list[ContactPoint]:
        """All numbers and addresses on the page."""
        return [each.point for each in self.points]


def record_of_organization(member: Member, organization: Organization, *, today: date) -> Record:
    """The posts, numbers and sites of *organization* that *member* sees; where it answers."""
    posts = list(_posts(member).filter(organization=organization)[: MOST + 1])
    sites = list(
        Site.objects.visible_to(member).current().filter(organization=organization)[: MOST + 1]
    )
    held = [post for post in posts if _is_held(post, today)]
    people = {post.person_id for post in held}
    about = (
        Q(organization=organization)
        | Q(person__in=people)
        | Q(site__in=[site.pk for site in sites])
    )
    points = points_about(member, about, today)
    best = best_ways(points)
    return Record(
        held=[Held(post, best.get(post.person_id)) for post in held[:MOST]],
        earlier=_earlier(member, posts[:MOST], today),
        points=points,
        sites=_answered(member, sites[:MOST]),
        covers=list(organization.jurisdictions.all()[:MOST]) if organization.agency else [],
        more={"posts": len(posts) > MOST, "sites": len(sites) > MOST},
    )


def record_of_site(member: Member, site: Site, *, today: date) -> Record:
    """The posts and numbers of *site* that *member* sees, and who may answer there."""
    posts = list(_posts(member).filter(site=site)[: MOST + 1])
    held = [post for post in posts if _is_held(post, today)]
    about = Q(site=site) | Q(person__in={post.person_id for post in held})
    points = points_about(member, about, today)
    best = best_ways(points)
    return Record(
        held=[Held(post, best.get(post.person_id)) for post in held[:MOST]],
        earlier=_earlier(member, posts[:MOST], today),
        points=points,
        sites=_answered(member, [site]),
        more={"posts": len(posts) > MOST},
    )


def record_of_person(member: Member, person: Person, *, today: date) -> Record:
    """The posts and numbers of *person* that *member* sees."""
    posts = list(_posts(member).filter(person=person)[: MOST + 1])
    points = points_about(member, Q(person=person), today)
    return Record(
        held=[Held(post, None) for post in posts if _is_held(post, today)],
        earlier=[Held(post, None) for post in posts if not _is_held(post, today)],
        points=points,
    )


def twin_of(member: Member, record: Organization | Person) -> Twin | None:
    """The likeliest other record that may be *record*, about which nobody has decided."""
    column = "organization" if isinstance(record, Organization) else "person"
    rows = Pair.objects.visible_to(member).filter(decided="")
    rows = rows.exclude(band=Pair.Band.DIFFERENT).filter(
        Q(**{f"left_{column}": record}) | Q(**{f"right_{column}": record})
    )
    pair = rows.select_related(f"left_{column}", f"right_{column}").order_by("-score").first()
    if pair is None:
        return None
    left, right = getattr(pair, f"left_{column}"), getattr(pair, f"right_{column}")
    other = right if left.pk == record.pk else left
    share = 2.0 ** min(pair.score, 60)
    percent = min(99, round(100 * share / (1 + share)))
    return Twin(pair.pk, other.name, reverse(column, args=[other.key]), percent)


def reaches(member: Member, right: Right, record: Organization | Site | Person) -> bool:
    """Whether *right* reaches *record* for *member*; it asks only for who has a part."""
    reach = reach_of(member, right)
    if reach is not Reach.OWN:
        return reach is Reach.ALL
    rows: Any = type(record).objects
    return bool(rows.visible_to(member, right).filter(pk=record.pk).exists())


def family_of(member: Member, organization: Organization, *, most: int) -> list[Organization]:
    """The parts of *organization* and the other parts of its parent that *member* sees."""
    about = Q(parent=organization)
    if organization.parent_id is not None:
        about |= Q(parent=organization.parent_id)
    rows = Organization.objects.visible_to(member).current().filter(about)
    return list(rows.exclude(pk=organization.pk)[: 2 * most + 2])


def names_of(organization: Organization) -> list[OtherName]:
    """Its other names, with their sources."""
    return list(organization.other_names.select_related("source"))


def place_words(record: Organization | Site) -> str:
    """“Larkhaven, Tarrow County, Mississippi”, as far as it is known."""
    county = county_words(record.county, record.state)
    parts = (record.city, county, state_name(record.state) if record.state else "")
    return ", ".join(part for part in parts if part)


def address_words(site: Site) -> str:
    """“2200 Old Gin Road, Larkhaven, MS 39990”, as far as it is known."""
    place = " ".join(part for part in (site.state, site.zip) if part)
    return ", ".join(part for part in (site.street, site.city, place) if part)


def _posts(member: Member) -> QuerySet[Post]:
    rows = Post.objects.visible_to(member).filter(person__erased_on=None)
    return rows.select_related("person", "organization", "site").order_by(
        F("to_on").desc(nulls_first=True), F("from_on").desc(nulls_last=True), "pk"
    )


def _is_held(post: Post, today: date) -> bool:
    """Whether it has not ended; one that begins next month is told with its first day."""
    return post.to_on is None or post.to_on >= today


def _earlier(member: Member, posts: Sequence[Post], today: date) -> list[Held]:
    """The posts that have ended, with where each person is now."""
    ended = [post for post in posts if not _is_held(post, today)]
    if not ended:
        return []
    people = {post.person_id for post in ended}
    rows = Post.objects.visible_to(member).filter(person__in=people).held_on(today)
    at: dict[int, Organization] = {}
    for post in rows.select_related("organization").order_by("pk"):
        # Another post in the same house is the nearer answer.
        if post.organization_id == ended[0].organization_id or post.person_id not in at:
            at[post.person_id] = post.organization
    return [_gone(post, at.get(post.person_id)) for post in ended]


def _gone(post: Post, now_at: Organization | None) -> Held:
    if now_at is None:
        return Held(post, None)
    if now_at.pk == post.organization_id:
        return Held(post, None, now=_("here, another post"))
    href = reverse("organization", args=[now_at.key])
    return Held(post, None, now=now_at.name, now_href=href)


def _answered(member: Member, sites: Sequence[Site]) -> list[Answered]:
    if not sites:
        return []
    agencies = as_seen_by(member, agencies_for_sites(member.program, sites))
    return [
        Answered(
            site=site,
            address=address_words(site),
            says=" · ".join(part for part in _said_of(site) if part),
            agencies=agencies.get(site.pk, []),
        )
        for site in sites
    ]


def _said_of(site: Site) -> tuple[str, str, str]:
    return county_words(site.county, site.state), _zone(site), _kind(site)


def _zone(site: Site) -> str:
    words = ZONES.get(site.time_zone)
    return str(words) if words else site.time_zone


def _kind(site: Site) -> str:
    return str(site.get_kind_display()) if site.kind else ""
