"""What a role is for: a build, a state, an agency, or the whole program.

The grants stand with their nouns, so the rooms that have them register here how they are given and
taken: `builds` for builds, `directory` for agencies, this room for states. A place goes by one
key, "build:larkhaven", in forms, invitations and the record of acts.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import us

from muster.accounts.errors import NoSuchPlace, PlaceMissing, PlaceNotForRole
from muster.accounts.models import Member, MemberState
from muster.core.models import Program
from muster.core.places import STATE_CODE, state_name

_ROLE = Member.Role


@dataclass(frozen=True, slots=True)
class Place:
    """What a grant is about, by its key and as people call it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Given:
    """A role that is held, or is to be: for a place or for the whole program, for good or until."""

    role: str
    place: str = ""
    until: date | None = None


class Scope(Protocol):
    """One kind of place, in the room that has its grants."""

    kind: str
    roles: frozenset[str]

    def offered(self, by: Member) -> list[Place]:
        """The places that *by* may give, where they are few enough for a list."""

    def find(self, program: Program, words: str) -> list[Place]:
        """The places of *program* that somebody means by *words*: a key, or a name."""

    def labels(self, program: Program, keys: Collection[str]) -> dict[str, str]:
        """What the places with these keys, "larkhaven" without the kind, are called."""

    def given(self, members: Collection[int]) -> list[tuple[int, Given]]:
        """What these members, by number, hold."""

    def give(self, member: Member, role: str, key: str, until: date | None) -> None:
        """Give *member* the grant; *key* is without the kind."""

    def take(self, member: Member) -> None:
        """Take away every grant of this kind."""


SCOPES: dict[str, Scope] = {}


def register(scope: Scope) -> None:
    """Let members have roles for places of this kind; a kind registers once."""
    SCOPES[scope.kind] = scope


def kinds_for(role: str) -> list[str]:
    """The kinds of places that *role* is for; none for the whole program."""
    return [kind for kind, scope in SCOPES.items() if role in scope.roles]


def refuse_misplaced(role: str, kind: str) -> None:
    """Refuse a place of *kind* for a role that is not for such places: nothing is left out of a
    grant in silence, or somebody would hold more than was meant.

    Raises:
        PlaceNotForRole: with what the role is for, and which roles are for such a place.
    """
    takes = kinds_for(role)
    if kind in takes:
        return
    roles = SCOPES[kind].roles if kind in SCOPES else frozenset()
    others = [str(one.label) for one in _ROLE if one in roles]
    raise PlaceNotForRole(str(_ROLE(role).label), takes=takes, others=others)


def checked(program: Program, wanted: Iterable[Given]) -> list[Given]:
    """*wanted*, each once, when every role has a place of a kind that is its own.

    Raises:
        PlaceMissing: a role that is for places has none.
        PlaceNotForRole: the place is of a kind that the role is not for.
        NoSuchPlace: the program has no such place.
    """
    givens = list(dict.fromkeys(wanted))
    for given in givens:
        kinds = kinds_for(given.role)
        kind, _colon, key = given.place.partition(":")
        if not given.place and kinds:
            raise PlaceMissing(str(_ROLE(given.role).label))
        if given.place:
            refuse_misplaced(given.role, kind)
        if given.place and key not in SCOPES[kind].labels(program, [key]):
            raise NoSuchPlace(given.place)
    return givens


def held_by(members: Iterable[Member]) -> dict[int, list[Given]]:
    """What each of *members* holds, by their number: one question for each kind of place."""
    listed = list(members)
    found: dict[int, list[Given]] = {member.pk: [] for member in listed}
    for scope in SCOPES.values():
        for number, given in scope.given(found):
            found[number].append(given)
    for member in listed:
        rows = {row.role: row for row in member.held_rows()}
        placed = [given for given in found[member.pk] if given.role in rows]
        whole = rows.keys() - {given.role for given in placed}
        found[member.pk] = [
            *(Given(role, "", rows[role].until_on) for role in _ROLE if role in whole),
            *(
                Given(given.role, given.place, given.until or rows[given.role].until_on)
                for given in placed
            ),
        ]
    return found


def labels_of(program: Program, places: Iterable[str]) -> dict[str, str]:
    """What *places* are called; one question for each kind that is among them."""
    by_kind: dict[str, set[str]] = {}
    for place in places:
        kind, _colon, key = place.partition(":")
        by_kind.setdefault(kind, set()).add(key)
    return {
        f"{kind}:{key}": label
        for kind, keys in by_kind.items()
        if kind in SCOPES
        for key, label in SCOPES[kind].labels(program, keys).items()
    }


class States:
    """States, of hosts and of state leads."""

    kind = "state"
    roles = frozenset({str(_ROLE.HOST), str(_ROLE.STATE_LEAD)})

    def offered(self, by: Member) -> list[Place]:
        return [
            Place(f"state:{state.abbr}", state.name) for state in us.states.STATES_AND_TERRITORIES
        ]

    def find(self, program: Program, words: str) -> list[Place]:
        found = us.states.lookup(words.strip())
        code = str(found.abbr) if found else words.strip().upper()
        return [Place(f"state:{code}", name) for code, name in self.labels(program, [code]).items()]

    def labels(self, program: Program, keys: Collection[str]) -> dict[str, str]:
        return {key: state_name(key) for key in keys if re.fullmatch(STATE_CODE, key)}

    def given(self, members: Collection[int]) -> list[tuple[int, Given]]:
        rows = MemberState.objects.filter(member__in=list(members))
        return [(row.member_id, Given(row.role, f"state:{row.state}")) for row in rows]

    def give(self, member: Member, role: str, key: str, until: date | None) -> None:
        MemberState.objects.get_or_create(member=member, role=role, state=key)

    def take(self, member: Member) -> None:
        member.states.all().delete()


register(States())
