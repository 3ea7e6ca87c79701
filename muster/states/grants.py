"""Whose road to a component hosts and state leads see: that of their states and builds."""

from django.db.models import Q

from muster.accounts import reach
from muster.accounts.models import Member
from muster.builds.models import Build


def register_grants() -> None:
    """Let hosts and state leads reach the entries of their states and of their builds."""
    for role in (Member.Role.HOST, Member.Role.STATE_LEAD):
        reach.register("adoption", "states.states", _in_states_of(role), role=role)
        reach.register("adoption", "states.builds", _of_builds, role=role)


def _in_states_of(role: str) -> reach.Condition:
    return lambda member: Q(state__in=reach.states_of(member, role))


def _of_builds(member: Member) -> Q:
    return Q(build__in=Build.objects.visible_to(member))
