"""Which rows of the directory a grant opens, and for which agency somebody may be the liaison.

What a grant opens goes together: organizations with their sites and numbers, people with theirs,
and a post where both its ends are open, so that nobody learns of a person by their office.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from muster.accounts import reach, scopes
from muster.accounts.models import Member
from muster.accounts.rights import Right
from muster.accounts.scopes import Given, Place
from muster.core.models import Program
from muster.directory.models import Liaison, Organization, Post, Site

Rows = Callable[[Member], "QuerySet[Any]"]
Condition = Callable[[Member], Q]
_ROLE = Member.Role
# So many of the agencies that a word may mean are offered.
_FEW = 8


def open_directory(
    name: str,
    *,
    role: str,
    organizations: Sequence[Rows],
    people: Rows,
    sites: Rows | None = None,
    posts: Condition | None = None,
    rights: Collection[Right] | None = None,
) -> None:
    """Let the grants of *role* open these rows, and what belongs to them.

    Everything becomes a question within the question that is asked, so each is told flat: SQLite
    reads no more than a few within one another.

    Args:
        name: who registers it: "builds.desk".
        organizations: each gives the numbers of some organizations.
        people: gives the numbers of people.
        sites: gives the numbers of sites; those of the organizations, if not said.
        posts: says which posts; those between the organizations and the people, if not said.
        rights: of those that the role has, the ones that reach these rows; all, if not said.
    """

    def at(field: str) -> Condition:
        def condition(member: Member) -> Q:
            either = Q()
            for some in organizations:
                either |= Q(**{f"{field}__in": some(member)})
            return either

        return condition

    def of_sites(field: str, organization: str) -> Condition:
        if sites is None:
            return at(organization)
        return lambda member: Q(**{f"{field}__in": sites(member)})

    def of_posts(member: Member) -> Q:
        return at("organization")(member) & Q(person__in=people(member))

    def of_contact_points(member: Member) -> Q:
        at_place = of_sites("site", "site__organization")(member)
        return at("organization")(member) | at_place | Q(person__in=people(member))

    for noun, condition in {
        "organization": at("pk"),
        "jurisdiction": at("organization"),
        "site": of_sites("pk", "organization"),
        "person": lambda member: Q(pk__in=people(member)),
        "post": posts or of_posts,
        "contact_point": of_contact_points,
    }.items():
        reach.register(noun, name, condition, role=role, rights=rights)


def register_grants() -> None:
    """Let liaisons, hosts and state leads reach their part of the directory."""
    open_directory(
        "directory.liaison",
        role=_ROLE.LIAISON,
        organizations=[agencies_of],
        people=_people_of_agencies,
        posts=lambda member: Q(organization__in=agencies_of(member)),
    )
    # A host sees who is in their state, and calls, confirms and exports those of their builds.
    for role, rights in ((_ROLE.HOST, [Right.SEE_DIRECTORY]), (_ROLE.STATE_LEAD, None)):
        _open_states(role, rights)
    scopes.register(Agencies())


def agencies_of(member: Member) -> "QuerySet[Any]":
    """The agencies for which *member* speaks, by their numbers."""
    return Liaison.objects.filter(member=member).values("organization")


def _people_of_agencies(member: Member) -> "QuerySet[Any]":
    return Post.objects.filter(organization__liaisons__member=member).values("person")


def _open_states(role: str, rights: Collection[Right] | None) -> None:
    def there(member: Member) -> Q:
        """A post in the state: at a site there, or at an organization there and no site."""
        states = reach.states_of(member, role)
        return Q(site__state__in=states) | Q(site=None, organization__state__in=states)

    def sites(member: Member) -> "QuerySet[Any]":
        states = reach.states_of(member, role)
        return Site.objects.filter(program=member.program_id, state__in=states).values("pk")

    def with_site(member: Member) -> "QuerySet[Any]":
        states = reach.states_of(member, role)
        here = Site.objects.filter(program=member.program_id, state__in=states)
        return here.values("organization")

    def organizations(member: Member) -> "QuerySet[Any]":
        states = reach.states_of(member, role)
        here = Organization.objects.filter(program=member.program_id, state__in=states)
        return here.values("pk")

    def people(member: Member) -> "QuerySet[Any]":
        return Post.objects.filter(there(member), program=member.program_id).values("person")

    open_directory(
        "directory.states",
        role=role,
        organizations=[organizations, with_site],
        people=people,
        sites=sites,
        posts=there,
        rights=rights,
    )


class Agencies:
    """Agencies, of liaisons."""

    kind = "agency"
    roles = frozenset({str(_ROLE.LIAISON)})

    def offered(self, by: Member) -> list[Place]:
        """None: a program knows thousands. They are found by name."""
        return []

    def find(self, program: Program, words: str) -> list[Place]:
        """The one with this key, ORI or name; else those whose name begins so."""
        listed = Organization.objects.filter(program=program).current()
        exactly = Q(key=words) | Q(name__iexact=words.strip())
        if words.strip():
            exactly |= Q(ori=words.strip().upper())
        found = list(listed.filter(exactly)[:_FEW])
        if not found and len(words.strip()) > 1:
            found = list(listed.filter(name__istartswith=words.strip())[:_FEW])
        return [Place(f"agency:{row.key}", _told(row)) for row in found]

    def labels(self, program: Program, keys: Collection[str]) -> dict[str, str]:
        rows = Organization.objects.filter(program=program, key__in=keys)
        return dict(rows.values_list("key", "name"))

    def given(self, members: Collection[int]) -> list[tuple[int, Given]]:
        rows = Liaison.objects.filter(member__in=list(members)).order_by("organization__name")
        return [
            (member, Given(str(_ROLE.LIAISON), f"agency:{key}"))
            for member, key in rows.values_list("member", "organization__key")
        ]

    def give(self, member: Member, role: str, key: str, until: date | None) -> None:
        agency = Organization.objects.get(program=member.program_id, key=key)
        Liaison.objects.get_or_create(member=member, organization=agency)

    def take(self, member: Member) -> None:
        member.liaisons.all().delete()


def _told(agency: Organization) -> str:
    """An agency beside others of its name: "Larkhaven Police Department, Larkhaven, MS"."""
    return ", ".join(part for part in (agency.name, agency.city, agency.state) if part)
