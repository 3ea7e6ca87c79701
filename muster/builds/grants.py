"""What hosts and desks of a build reach, and how the builds are given to them.

A host reaches their builds, and in the directory who takes part in them; a host or lead of a state
all of its builds; a desk one build and who takes part in it, while the grant runs; a liaison the
builds that their agency was asked to.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from muster.accounts import reach, scopes
from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, may, reach_of
from muster.accounts.scopes import Given, Place
from muster.builds.models import Build, Desk, Host, Participant, Partner, Proposal
from muster.core.clock import today_in
from muster.core.models import Program
from muster.directory.grants import Rows, agencies_of, open_directory
from muster.directory.models import Post

_ROLE = Member.Role
# So many of the builds that a word may mean are offered.
_FEW = 8


def register_grants() -> None:
    """Let hosts, desks, liaisons and state leads reach their builds."""
    for role, name, builds, rights in (
        (_ROLE.HOST, "builds.host", hosted, None),
        (_ROLE.HOST, "builds.states", in_states_of(_ROLE.HOST), None),
        (_ROLE.STATE_LEAD, "builds.states", in_states_of(_ROLE.STATE_LEAD), None),
        (_ROLE.DESK, "builds.desk", with_a_desk, None),
        # What else a liaison may do is about the agency, not about who else was asked.
        (_ROLE.LIAISON, "builds.liaison", asked_to, [Right.SEE_BUILDS]),
    ):
        reach.register("build", name, _one_of(builds), role=role, rights=rights)
    for role, name, taking_part in (
        (_ROLE.HOST, "builds.host", _hosted),
        (_ROLE.HOST, "builds.states", _in_states(_ROLE.HOST)),
        (_ROLE.DESK, "builds.desk", _with_a_desk),
    ):
        _open_who_takes_part(name, role, taking_part)
    reach.register_seats("builds", _states_with_lists)
    scopes.register(Builds())


def reaches(member: Member, right: Right, build: Build) -> bool:
    """Whether *right* reaches *build* for *member*; it asks only for who has a part of them."""
    if reach_of(member, right) is not Reach.OWN:
        return may(member, right) and build.program_id == member.program_id
    return Build.objects.visible_to(member, right).filter(pk=build.pk).exists()


def _states_with_lists(member: Member) -> set[str]:
    return set(Build.objects.visible_to(member, Right.IMPORT_FILES).values_list("state", flat=True))


def hosted(member: Member) -> "QuerySet[Any]":
    """The builds of which *member* is a host, by their numbers."""
    return Host.objects.filter(member=member).values("build")


def with_a_desk(member: Member) -> "QuerySet[Any]":
    """The builds at which *member* has a desk today, by their numbers."""
    today = today_in(member.program, timezone.now())
    running = Desk.objects.filter(Q(until_on=None) | Q(until_on__gte=today), member=member)
    return running.values("build")


def asked_to(member: Member) -> "QuerySet[Any]":
    """The builds to which the agency of *member* was asked, by their numbers."""
    agencies = agencies_of(member)
    own = Q(organization__in=agencies) | Q(
        person__in=Post.objects.filter(organization__in=agencies).values("person")
    )
    return Participant.objects.filter(own).values("build")


def in_states_of(role: str) -> Rows:
    """Gives the builds in the states in which a member is host or lead, by their numbers."""

    def builds(member: Member) -> "QuerySet[Any]":
        in_states = Build.objects.filter(state__in=reach.states_of(member, role))
        return in_states.filter(program=member.program_id).values("pk")

    return builds


def _one_of(builds: Rows) -> reach.Condition:
    return lambda member: Q(pk__in=builds(member))


# Which rows that have a build are at those of a member: joined, not asked for within.


def _hosted(member: Member) -> Q:
    return Q(build__hosts__member=member)


def _with_a_desk(member: Member) -> Q:
    today = today_in(member.program, timezone.now())
    running = Q(build__desks__until_on=None) | Q(build__desks__until_on__gte=today)
    return running & Q(build__desks__member=member)


def _in_states(role: str) -> reach.Condition:
    return lambda member: Q(
        build__program=member.program_id, build__state__in=reach.states_of(member, role)
    )


def _open_who_takes_part(name: str, role: str, at_builds: reach.Condition) -> None:
    """Let *role* reach the people at its builds and the organizations that take part in them."""

    def people(member: Member) -> "QuerySet[Any]":
        named = Participant.objects.filter(at_builds(member), person__isnull=False)
        return named.values("person")

    def attending(member: Member) -> "QuerySet[Any]":
        known = Participant.objects.filter(at_builds(member), organization__isnull=False)
        return known.values("organization")

    def partners(member: Member) -> "QuerySet[Any]":
        return Partner.objects.filter(at_builds(member)).values("organization")

    def of_people(member: Member) -> "QuerySet[Any]":
        return Post.objects.filter(person__in=people(member)).values("organization")

    open_directory(name, role=role, organizations=[attending, partners, of_people], people=people)


def grants_at(build: Build) -> list[Host | Desk | Proposal]:
    """Who works on *build* and whom they propose, to be given again when it is loaded anew."""
    return [*build.hosts.all(), *build.desks.all(), *build.proposals.all()]


def give_again(build: Build, grants: Iterable[Host | Desk | Proposal]) -> None:
    """Let the members of *grants* work on *build*, which took the place of the one they had."""
    for grant in grants:
        grant.pk, grant.build = None, build
        grant.save(force_insert=True)


class Builds:
    """Builds, of hosts and of desks."""

    kind = "build"
    roles = frozenset({str(_ROLE.HOST), str(_ROLE.DESK)})

    def offered(self, by: Member) -> list[Place]:
        """The builds for which *by* may invite somebody, the newest first."""
        builds = Build.objects.visible_to(by, Right.MANAGE_MEMBERS)
        return [Place(f"build:{key}", name) for key, name in builds.values_list("key", "name")]

    def find(self, program: Program, words: str) -> list[Place]:
        """The one with this key or name; else those whose name begins so."""
        of_program = Build.objects.filter(program=program)
        found = list(of_program.filter(Q(key=words) | Q(name__iexact=words.strip()))[:_FEW])
        if not found and words.strip():
            found = list(of_program.filter(name__istartswith=words.strip())[:_FEW])
        return [Place(f"build:{row.key}", row.name) for row in found]

    def labels(self, program: Program, keys: Collection[str]) -> dict[str, str]:
        builds = Build.objects.filter(program=program, key__in=keys)
        return dict(builds.values_list("key", "name"))

    def given(self, members: Collection[int]) -> list[tuple[int, Given]]:
        of_them = Q(member__in=list(members))
        hosts = Host.objects.filter(of_them).values_list("member", "build__key")
        desks = Desk.objects.filter(of_them).values_list("member", "build__key", "until_on")
        return [
            *((member, Given(str(_ROLE.HOST), f"build:{key}")) for member, key in hosts),
            *(
                (member, Given(str(_ROLE.DESK), f"build:{key}", until))
                for member, key, until in desks
            ),
        ]

    def give(self, member: Member, role: str, key: str, until: date | None) -> None:
        build = Build.objects.get(program=member.program_id, key=key)
        if role == _ROLE.DESK:
            Desk.objects.update_or_create(member=member, build=build, defaults={"until_on": until})
        else:
            Host.objects.get_or_create(member=member, build=build)

    def take(self, member: Member) -> None:
        member.hosted.all().delete()
        member.desks.all().delete()
