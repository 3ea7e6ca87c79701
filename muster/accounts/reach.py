"""Which rows a grant opens.

Some roles reach all of a program, others a part: their builds, their state, their agency. What the
part is, the rooms say that have the grants: each registers, in its `AppConfig.ready`, which rows
of a noun the grants of a role open for a member. `accounts` knows no rows; the noun's own
`visible_to` asks. Who holds several roles may do with a row what a role may do that opens it: a
desk that is a liaison too sees the people of its own build, and no others.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from muster.accounts.models import Member, MemberState
from muster.accounts.rights import RIGHTS, Reach, Right

Condition = Callable[[Member], Q]

NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Opening:
    """Rows of a noun that a role's grants open: for all that the role may, or for some rights."""

    role: str
    condition: Condition
    rights: frozenset[Right] | None

    def is_for(self, member: Member, right: Right) -> bool:
        """Whether *member* holds the role, and the role has *right* over these rows."""
        reach = RIGHTS[self.role].get(right) if self.role in member.roles else None
        return reach not in (None, Reach.PROPOSE) and (self.rights is None or right in self.rights)


OPENINGS: dict[str, dict[tuple[str, str], Opening]] = {}


def register(
    noun: str,
    name: str,
    condition: Condition,
    *,
    role: str,
    rights: Collection[Right] | None = None,
) -> None:
    """Let *condition* say which rows of *noun* the grants of *role* open; a name registers once.

    Args:
        noun: "organization", "site", "person", "post", "contact_point", "build".
        name: who registers it: "builds.desk".
        condition: gives the condition on the rows of *noun* for a member who holds *role*.
        rights: of those that the role has, the ones that reach these rows; all, if not said.
    """
    only = None if rights is None else frozenset(rights)
    OPENINGS.setdefault(noun, {})[name, role] = Opening(role, condition, only)


SEATS: dict[str, Callable[[Member], Collection[str]]] = {}


def register_seats(name: str, states: Callable[[Member], Collection[str]]) -> None:
    """Let *states* say where the builds lie whose people a list of a member may name."""
    SEATS[name] = states


def seats_of(member: Member) -> frozenset[str]:
    """The states of the builds at which a list of *member* gives people their places."""
    return frozenset(state for states in SEATS.values() for state in states(member))


def states_of(member: Member, role: str) -> "QuerySet[Any]":
    """The states in which *member* holds *role*, as rows of a question within a question."""
    return MemberState.objects.filter(member=member, role=role).values("state")


def opened(noun: str, member: Member, right: Right) -> Q:
    """The condition on the rows of *noun* with which *member* may do what *right* says.

    It adds no question to the database: grants are looked up within the one that it becomes part
    of. No grant opens nothing.
    """
    condition = NOTHING
    for opening in OPENINGS.get(noun, {}).values():
        if opening.is_for(member, right):
            condition |= opening.condition(member)
    return condition
