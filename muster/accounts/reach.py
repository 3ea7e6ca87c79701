"""Which rows a grant opens.

Some roles reach all of a program, others a part: their builds, their state, their agency. What the
part is, the rooms say that have the grants: each registers, in its `AppConfig.ready`, which rows
of a noun its grants open for a member. `accounts` knows no rows; the noun's own `visible_to` asks.
"""

from collections.abc import Callable

from django.db.models import Q

from muster.accounts.models import Member

Opening = Callable[[Member], Q]
OPENINGS: dict[str, dict[str, Opening]] = {}

NOTHING = Q(pk__in=[])


def register(noun: str, name: str, opening: Opening) -> None:
    """Let *opening* say which rows of *noun* a member's grants open; a name registers once.

    Args:
        noun: "organization", "site", "person", "post", "contact_point", "build".
        name: who registers it: "builds.desk".
        opening: gives the condition on the rows of *noun*.
    """
    OPENINGS.setdefault(noun, {})[name] = opening


def opened(noun: str, member: Member) -> Q:
    """The condition on the rows of *noun* that any grant of *member* opens; none opens nothing."""
    condition = NOTHING
    for opening in OPENINGS.get(noun, {}).values():
        condition |= opening(member)
    return condition
