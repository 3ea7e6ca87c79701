"""One organization, site or person, as a member may see them: what their pages show.

Everything starts from what the member sees. What they may not see is not there, and nothing says
that it is hidden.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.places import state_name
from muster.directory.fresh import Fresh, fresh
from muster.directory.jurisdiction import Answering, agencies_for_sites
from muster.directory.models import (
    ContactPoint,
    Organization,
    OtherName,
    Pair,
    Person,
    Post,
    Site,
)
from muster.directory.values import shown_phone
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
class Reached:
    """A number or an address on a page.

    Attributes:
        whose: whom it reaches, in words; empty on the page of that very person or site.
        shared: by how many people, where it is more than one.
    """

    point: ContactPoint
    whose: str
    whose_href: str
    fresh: Fresh
    shared: int

    @property
    def address(self) -> str:
        """The number as it is dialed, or the address."""
        return shown_phone(self.point.address)

    @property
    def href(self) -> str:
        """What a phone calls, or where a mail goes."""
        if self.point.kind == ContactPoint.Kind.EMAIL:
            return f"mailto:{self.point.address}"
        return f"tel:{self.point.address}"

    @property
    def works(self) -> bool:
        """Whether it may be used."""
        return self.point.status == ContactPoint.Status.OK

    @property
    def off(self) -> bool:
        """Whether somebody asked not to be contacted there."""
        return self.point.status == ContactPoint.Status.DO_NOT_CONTACT


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


@dataclass(slots=True)
class Record:
    """What the page of a record shows."""

    held: list[Held] = field(default_factory=list)
    earlier: list[Held] = field(default_factory=list)
    points: list[Reached] = field(default_factory=list)
    sites: list[Answered] = field(default_factory=list)
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
    """The posts, numbers and sites of *organization* that *member* sees."""
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
    points = _points(member, about, today)
    best = _best_ways(points)
    return Record(
        held=[Held(post, best.get(post.person_id)) for post in held[:MOST]],
        earlier=_earlier(member, posts[:MOST], today),
        points=points,
        sites=_answered(member, sites[:MOST]),
        more={"posts": len(posts) > MOST, "sites": len(sites) > MOST},
    )


def record_of_site(member: Member, site: Site, *, today: date) -> Record:
    """The posts and numbers of *site* that *member* sees, and who may answer there."""
    posts = list(_posts(member).filter(site=site)[: MOST + 1])
    held = [post for post in posts if _is_held(post, today)]
    about = Q(site=site) | Q(person__in={post.person_id for post in held})
    points = _points(member, about, today)
    best = _best_ways(points)
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
    points = _points(member, Q(person=person), today)
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
    county = record.county
    if county and not county.lower().endswith(("county", "parish", "borough", "area")):
        county = _("%(name)s County") % {"name": county}
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


def _points(member: Member, about: Q, today: date) -> list[Reached]:
    rows = ContactPoint.objects.visible_to(member).filter(about)
    rows = rows.select_related("person", "site", "organization")
    points = sorted(rows.order_by("pk")[: 2 * MOST], key=_in_order)
    shared = _shared(member, points)
    return [_reached(point, shared, today) for point in points]


def _in_order(point: ContactPoint) -> tuple[int, int, str, bool, str]:
    """What may be used first; the house's own before those of its people."""
    whose = 0 if point.organization_id else 1 if point.site_id else 2
    name = point.person.name if point.person else point.site.name if point.site else ""
    status = list(ContactPoint.Status).index(ContactPoint.Status(point.status))
    return (status, whose, name, point.kind != ContactPoint.Kind.PHONE, point.address)


def _shared(member: Member, points: Sequence[ContactPoint]) -> Mapping[str, int]:
    """How many people and places each mailbox is for: shared ones never match two records."""
    mailboxes = {point.address for point in points if point.kind == ContactPoint.Kind.EMAIL}
    if not mailboxes:
        return {}
    rows = ContactPoint.objects.visible_to(member).filter(address__in=mailboxes)
    return Counter(rows.values_list("address", flat=True))


def _reached(point: ContactPoint, shared: Mapping[str, int], today: date) -> Reached:
    owner = point.person or point.site or point.organization
    noun = "person" if point.person else "site" if point.site else "organization"
    return Reached(
        point=point,
        whose=owner.name if owner else "",
        whose_href=reverse(noun, args=[owner.key]) if owner else "",
        fresh=fresh(point.verified_on, today),
        shared=shared.get(point.address, 1),
    )


def _best_ways(points: Sequence[Reached]) -> dict[int, Reached]:
    """The best way to reach each person: a number that works, the last one confirmed."""
    best: dict[int, Reached] = {}
    for each in sorted(points, key=_rank, reverse=True):
        if each.works and each.point.person_id is not None:
            best.setdefault(each.point.person_id, each)
    return best


def _rank(each: Reached) -> tuple[bool, date]:
    return (each.point.kind == ContactPoint.Kind.PHONE, each.point.verified_on or date.min)


def _answered(member: Member, sites: Sequence[Site]) -> list[Answered]:
    if not sites:
        return []
    agencies = agencies_for_sites(member.program, sites)
    if reach_of(member, Right.SEE_DIRECTORY) is not Reach.ALL:
        named = {one.organization.pk for found in agencies.values() for one in found}
        rows = Organization.objects.visible_to(member).filter(pk__in=named)
        seen = set(rows.values_list("pk", flat=True))
        agencies = {
            site: [one for one in found if one.organization.pk in seen]
            for site, found in agencies.items()
        }
    return [
        Answered(
            site=site,
            address=address_words(site),
            says=" · ".join(part for part in (_county(site), _zone(site), _kind(site)) if part),
            agencies=agencies.get(site.pk, []),
        )
        for site in sites
    ]


def _county(site: Site) -> str:
    return _("%(name)s County") % {"name": site.county} if site.county else ""


def _zone(site: Site) -> str:
    words = ZONES.get(site.time_zone)
    return str(words) if words else site.time_zone


def _kind(site: Site) -> str:
    return str(site.get_kind_display()) if site.kind else ""
