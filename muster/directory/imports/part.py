"""What of the directory an import reaches: all of it, or the part of who brought the file in.

Who imports for a part is told of no record outside it, and changes none. What their own files
brought is theirs as well, as long as nobody else has said anything of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.reach import seats_of, states_of
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.models import Program
from muster.directory.imports.errors import NotReady
from muster.directory.imports.known import Held, Human, Known, Org, Place, Point
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Import,
    Organization,
    Person,
    Post,
    Site,
)
from muster.directory.provenance import column_of

Noun = type[Organization] | type[Site] | type[Person] | type[Post] | type[ContactPoint]
_MERGED: tuple[Noun, ...] = (Organization, Site, Person)
# So many numbers in one question: a list of a million would make it ten megabytes long.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a member who imports for a part.

    Attributes:
        states: those whose records they see.
        seats: those of the builds at which their lists of attendees give people places.
    """

    member: Member
    states: frozenset[str]
    seats: frozenset[str]

    def unseen(self, model: Noun, rows: Iterable[int]) -> set[int]:
        """Those of *rows* that are outside the part."""
        wanted = sorted(set(rows))
        return {
            row
            for start in range(0, len(wanted), _AT_ONCE)
            for row in self._unseen(model, wanted[start : start + _AT_ONCE])
        }

    def _unseen(self, model: Noun, rows: list[int]) -> set[int]:
        seen = model.objects.visible_to(self.member).filter(pk__in=rows)
        rest = set(rows) - set(seen.values_list("pk", flat=True))
        return rest - self._brought(model, rest) if rest else rest

    def _brought(self, model: Noun, rows: set[int]) -> set[int]:
        """Those of *rows* that files of the member brought, and nobody else has changed."""
        files = Import.objects.filter(member=self.member, source__isnull=False).values("source")
        ours = model._default_manager.filter(pk__in=rows, source__in=files)
        brought = set(ours.values_list("pk", flat=True))
        if not brought:
            return brought
        column = f"{column_of(model)}_id"
        changes = FieldChange.objects.filter(**{f"{column}__in": brought})
        brought -= set(changes.exclude(source__in=files).values_list(column, flat=True))
        if model in _MERGED:
            manager: Any = model._default_manager
            into = manager.filter(merged_into__in=brought)
            brought -= set(into.values_list("merged_into", flat=True))
        return brought

    def refuses(self, state: str, kind: str) -> str:
        """Why somebody or something new in *state* would not be theirs; empty where it would.

        Args:
            state: where the row says that it is; empty where it does not say.
            kind: of the import. People of a list of attendees become theirs at a build.
        """
        has_seats = kind == Import.Kind.ATTENDEES and bool(self.seats)
        theirs = self.states | self.seats if has_seats else self.states
        if state in theirs or (has_seats and not state):
            return ""
        others = _("Somebody who sees the whole program can bring this row in.")
        if not theirs:
            says = _("Only the people of a list of attendees can be new in this import.")
            if self.seats and kind != Import.Kind.ATTENDEES:
                others = f"{_('If this is one, read the file another way: as attendees.')} {others}"
        elif state:
            says = _("%(state)s lies outside the part that this import reaches (%(theirs)s).")
        else:
            says = _("The state is missing; without it you would not see this row afterwards.")
            others = _("Add it: %(theirs)s.")
        words = {"state": state, "theirs": ", ".join(sorted(theirs))}
        return f"{says} {others}" % words


def part_of(member: Member) -> Part | None:
    """The part that *member* imports for; None where it is all of the program.

    Raises:
        NotReady: they import nothing any more.
    """
    standing = Member.objects.current().select_related("program", "user")
    found = standing.filter(pk=member.pk).first()
    reach = reach_of(found, Right.IMPORT_FILES)
    if reach is Reach.ALL:
        return None
    if found is None or reach is not Reach.OWN:
        says = _("%(who)s, who brought this file in, imports no more. Take the file in again.")
        raise NotReady(says % {"who": member.user.name or member.user.email})
    states = states_of(found, Member.Role.HOST).values_list("state", flat=True)
    return Part(found, frozenset(states), seats_of(found))


def sees_the_whole(program: Program, address: str) -> bool:
    """Whether the member of this address imports for all of the program."""
    member = Member.objects.current().filter(program=program, user__email=address).first()
    return reach_of(member, Right.IMPORT_FILES) is Reach.ALL


class PartlyKnown(Known):
    """Tells of the directory what is in a part, and of unique numbers outside it that they are."""

    def __init__(self, program: int, part: Part) -> None:
        super().__init__(program)
        self.part: Part = part
        self.other_posts = set()
        self.other_points = set()

    def unseen(self, model: Noun, rows: Iterable[Any]) -> set[int]:
        return self.part.unseen(model, [row.id for row in rows])

    def by_name(self, names: Iterable[str]) -> dict[str, list[Org]]:
        return _without(super().by_name(names), self._unseen_in(Organization))

    def without_number(self, column: str, most: int) -> dict[str, list[Org]] | None:
        return None

    def sites(self, organizations: Iterable[int]) -> dict[int, list[Place]]:
        return _without(super().sites(organizations), self._unseen_in(Site))

    def people(self, names: Iterable[str]) -> dict[str, list[Human]]:
        return _without(super().people(names), self._unseen_in(Person))

    def people_by_key(self, keys: Iterable[str]) -> dict[str, int]:
        found = super().people_by_key(keys)
        others = self.part.unseen(Person, found.values())
        return {key: person for key, person in found.items() if person not in others}

    def posts(self, people: Iterable[int]) -> dict[int, list[Held]]:
        found = super().posts(people)
        seen = _without(found, self._unseen_in(Post))
        self.other_posts |= {
            (held.person, held.organization, held.title)
            for person, some in found.items()
            for held in set(some) - set(seen.get(person, ()))
        }
        return seen

    def points(self, owner: str, ids: Iterable[int]) -> dict[int, list[Point]]:
        found = super().points(owner, ids)
        seen = _without(found, self._unseen_in(ContactPoint))
        self.other_points |= {
            (owner, row, point.address)
            for row, some in found.items()
            for point in set(some) - set(seen.get(row, ()))
        }
        return seen

    def mailboxes(self, addresses: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
        found = super().mailboxes(addresses)
        people = {person for some in found.values() for person, _name in some}
        points = ContactPoint.objects.filter(address__in=list(found), person__in=people)
        told = list(points.values_list("pk", "person", "address"))
        others = self.part.unseen(ContactPoint, [pk for pk, *_of in told])
        unseen = self.part.unseen(Person, people)
        known = {(person, box) for pk, person, box in told if pk not in others} if told else set()
        return {
            box: seen
            for box, some in found.items()
            if (seen := [one for one in some if (one[0], box) in known and one[0] not in unseen])
        }

    def _unseen_in(self, model: Noun) -> "Callable[[Iterator[Any]], set[int]]":
        return lambda rows: self.unseen(model, rows)


def _without(
    found: dict[Any, list[Any]], unseen: "Callable[[Iterator[Any]], set[int]]"
) -> dict[Any, list[Any]]:
    """*found* without what is *unseen* of it."""
    others = unseen(row for some in found.values() for row in some)
    kept = {key: [row for row in some if row.id not in others] for key, some in found.items()}
    return {key: some for key, some in kept.items() if some}
