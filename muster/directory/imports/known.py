"""What the directory knows already of the companies, places and people in a batch of rows.

Asked in whole batches and in plain SQL: a register has a million rows, and half a second for each
thousand of them would be a quarter of an hour.
"""

# ruff: noqa: S608 - what is put into the SQL are names of our own; values are parameters

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from typing import TYPE_CHECKING, Any, NamedTuple

from muster.directory.imports.asking import Asking
from muster.directory.imports.names import alike
from muster.directory.models import Source

if TYPE_CHECKING:  # a part knows how to ask, too
    from muster.directory.imports.part import Part

Ids = Iterable[int]
# So many names are remembered in a dry run.
_MOST_NAMES = 50_000


class Org(NamedTuple):
    """An organization that stands, with the source of what nobody has changed since it came."""

    id: int
    name: str
    usdot: str
    ori: str
    url: str
    city: str
    county: str
    state: str
    agency: str
    trucks: int | None
    drivers: int | None
    natural_person: bool
    sector: int | None
    merged_into: int | None
    kind: str | None
    source: str | None
    on: Any


class Place(NamedTuple):
    """A site that stands."""

    id: int
    organization: int
    name: str
    street: str
    city: str
    county: str
    state: str
    zip: str
    site_kind: str
    register_key: str
    time_zone: str
    latitude: Any
    longitude: Any
    merged_into: int | None
    kind: str | None
    source: str | None
    on: Any


class Human(NamedTuple):
    """A person who stands in the directory."""

    id: int
    name: str
    language: str
    merged_into: int | None
    kind: str | None
    source: str | None
    on: Any


class Held(NamedTuple):
    """A post that stands."""

    id: int
    person: int
    organization: int
    title: str
    to_on: Any
    organization_name: str


class Point(NamedTuple):
    """A contact point that stands."""

    id: int
    owner: int
    kind: str
    address: str
    label: str
    status: str
    verified_on: Any
    source_kind: str | None


class HandChange(NamedTuple):
    """The last change of a field, where a hand made it."""

    source: str
    on: Any


_SOURCE = "LEFT JOIN directory_source s ON s.id = t.source_id"
_ORG = f"""
SELECT t.id, t.name, t.usdot, t.ori, t.url, t.city, t.county, t.state, t.agency, t.trucks,
       t.drivers, t.natural_person, t.sector_id, t.merged_into_id, s.kind, s.name, s."on"
FROM directory_organization t {_SOURCE} WHERE """
_SITE = f"""
SELECT t.id, t.organization_id, t.name, t.street, t.city, t.county, t.state, t.zip, t.kind,
       t.register_key, t.time_zone, t.latitude, t.longitude, t.merged_into_id,
       s.kind, s.name, s."on"
FROM directory_site t {_SOURCE} WHERE """
_PERSON = f"""
SELECT t.id, t.name, t.language, t.merged_into_id, s.kind, s.name, s."on"
FROM directory_person t {_SOURCE} WHERE t.erased_on IS NULL AND """


def _as_it_is() -> None:
    pass


class Known:
    """Asks the directory of one program.

    Attributes:
        part: what of it may be told; None for all.
        other_posts, other_points: what stands outside that part of people, and at addresses, that
            are in it: it is not told, and not written twice.
        is_still: whether nobody else changes the directory meanwhile, or it would do no harm.
        is_only_read: whether that goes for the import itself, too: it is a dry run.
    """

    part: "Part | None" = None
    is_still = is_only_read = False
    other_posts: Set[tuple[int, int, str]] = frozenset()
    other_points: Set[tuple[str, int, str]] = frozenset()

    def __init__(self, program: int) -> None:
        self._program = program
        self._asking = Asking(program)
        self._is_numbered: dict[str, bool] = {}
        # Who is called how, as far as it has been asked: a company has many people in one file.
        self._named: dict[str, list[Org]] = {}
        # Done before the directory is asked for names, which some imports do not at all.
        self.before_names: Callable[[], None] = _as_it_is
        self.has_hands = Source.objects.filter(program=program, kind=Source.Kind.HAND).exists()

    def unseen(self, model: Any, rows: Iterable[Any]) -> Set[int]:
        """The keys of those of *rows* that are outside the part."""
        return frozenset()

    # --- organizations

    def by_usdot(self, numbers: Sequence[str]) -> dict[str, Org]:
        """The organizations with these USDOT numbers, by them."""
        found = self._orgs("t.usdot", numbers, " AND NOT (t.usdot = '')")
        return self._standing({org.usdot: org for org in found})

    def by_ori(self, numbers: Sequence[str]) -> dict[str, Org]:
        """The agencies with these ORIs, by them."""
        found = self._orgs("t.ori", numbers, " AND NOT (t.ori = '')")
        return self._standing({org.ori: org for org in found})

    def by_id(self, ids: Ids) -> dict[int, Org]:
        """The organizations of these keys."""
        rows = self._asking.by_key(_ORG, "t.id", ids)
        return {row[0]: Org(*row) for row in rows}

    def by_name(self, names: Iterable[str]) -> dict[str, list[Org]]:
        """The organizations that are called so, or were: by the name as `alike` has it."""
        wanted = list(dict.fromkeys(names))
        if not self.is_only_read:
            return self._by_name(wanted)
        keys = dict(zip(wanted, map(alike, wanted), strict=True))
        if len(self._named) > _MOST_NAMES:
            self._named.clear()
        if new := [name for name, key in keys.items() if key not in self._named]:
            found = self._by_name(new)
            self._named |= {keys[name]: found.get(keys[name], []) for name in new}
        return {key: orgs for key in keys.values() if (orgs := self._named[key])}

    def _by_name(self, wanted: Sequence[str]) -> dict[str, list[Org]]:
        if not wanted:
            return {}
        self.before_names()
        found: dict[str, dict[int, Org]] = defaultdict(dict)
        called = self._asking.spelled(_ORG, wanted)
        for row in called:
            org = Org(*row)
            found[alike(org.name)][org.id] = org
        also = self._asking.spelled(
            "SELECT t.name, t.organization_id FROM directory_othername t WHERE", wanted
        )
        if also:
            owners = self.by_id({owner for _name, owner in also})
            for name, owner in also:
                found[alike(name)][owner] = owners[owner]
        standing = self._standing({org.id: org for orgs in found.values() for org in orgs.values()})
        return {
            name: list({standing[one].id: standing[one] for one in orgs}.values())
            for name, orgs in found.items()
        }

    def placed_by_people(self, ids: Ids) -> set[int]:
        """Those of these organizations that a list of people brought, with somebody who works
        there, and of whose state nobody has said more since.
        """
        sql = f"""
        SELECT t.id FROM directory_organization t {_SOURCE} WHERE s.kind = 'file'
        AND EXISTS (SELECT 1 FROM directory_post p
                    WHERE p.organization_id = t.id AND p.source_id = t.source_id)
        AND NOT EXISTS (SELECT 1 FROM directory_fieldchange c
                        WHERE c.organization_id = t.id AND c.field = 'state') AND """
        return {row[0] for row in self._asking.by_key(sql, "t.id", ids)}

    def without_number(self, column: str, most: int) -> dict[str, list[Org]] | None:
        """All organizations without a USDOT number or an ORI, by name; None if there are many."""
        sql = f"{_ORG} t.program_id = %s AND t.{column} = '' AND t.merged_into_id IS NULL"
        rows = self._asking.ask(f"{sql} LIMIT {most + 1}", [self._program])
        if len(rows) > most:
            return None
        found: dict[str, list[Org]] = defaultdict(list)
        for row in rows:
            found[alike(row[1])].append(Org(*row))
        return found

    def other_names(self, ids: Ids) -> dict[int, set[str]]:
        """The other names of these organizations, as `alike` has them."""
        found: dict[int, set[str]] = defaultdict(set)
        sql = "SELECT t.organization_id, t.name FROM directory_othername t WHERE "
        for owner, name in self._asking.by_key(sql, "t.organization_id", ids):
            found[owner].add(alike(name))
        return found

    def keys(self, table: str, keys: Sequence[str]) -> set[str]:
        """Which of *keys* are taken."""
        rows = self._asking.of_program(f"SELECT t.key FROM {table} t WHERE ", "t.key", keys)
        return {row[0] for row in rows}

    # --- sites

    def by_register(self, keys: Sequence[str]) -> dict[str, Place]:
        """The sites with these numbers in a register, by them."""
        rows = self._asking.of_program(
            _SITE, "t.register_key", keys, also=" AND NOT (t.register_key = '')"
        )
        return {row[9]: Place(*row) for row in rows}

    def sites(self, organizations: Ids) -> dict[int, list[Place]]:
        """The sites of these organizations."""
        found: dict[int, list[Place]] = defaultdict(list)
        sql = f"{_SITE} t.merged_into_id IS NULL AND "
        for row in self._asking.by_key(sql, "t.organization_id", organizations):
            found[row[1]].append(Place(*row))
        return found

    def ended(self, noun: str, ids: Ids) -> set[int]:
        """Those of these organizations or sites that have ended."""
        sql = f"SELECT t.id FROM directory_{noun} t WHERE t.ended_on IS NOT NULL AND "
        return {row[0] for row in self._asking.by_key(sql, "t.id", ids)}

    # --- people

    def people(self, names: Iterable[str]) -> dict[str, list[Human]]:
        """The people of these names, by them as `alike` has them; one who was merged is the one
        kept.
        """
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        rows = self._asking.spelled(_PERSON, wanted)
        found: dict[str, dict[int, Human]] = defaultdict(dict)
        for row in rows:
            human = Human(*row)
            found[alike(human.name)][human.id] = human
        kept = self.people_by_id({h.merged_into for p in found.values() for h in p.values()
                                  if h.merged_into is not None})  # fmt: skip
        for humans in found.values():
            for human in [one for one in humans.values() if one.merged_into is not None]:
                del humans[human.id]
                if (other := kept.get(human.merged_into or 0)) is not None:
                    humans[other.id] = other
        return {name: list(humans.values()) for name, humans in found.items()}

    def people_by_id(self, ids: Ids) -> dict[int, Human]:
        """The people of these keys."""
        return {row[0]: Human(*row) for row in self._asking.by_key(_PERSON, "t.id", ids)}

    def people_by_key(self, keys: Iterable[str]) -> dict[str, int]:
        """The people of these keys of the program; of one who was merged, the one kept."""
        sql = "SELECT t.key, COALESCE(t.merged_into_id, t.id) FROM directory_person t WHERE "
        return dict(self._asking.of_program(sql, "t.key", keys))

    def posts(self, people: Ids) -> dict[int, list[Held]]:
        """The posts of these people."""
        sql = """
        SELECT t.id, t.person_id, t.organization_id, t.title, t.to_on, o.name
        FROM directory_post t JOIN directory_organization o ON o.id = t.organization_id WHERE """
        found: dict[int, list[Held]] = defaultdict(list)
        for row in self._asking.by_key(sql, "t.person_id", people):
            found[row[1]].append(Held(*row))
        return found

    def mailboxes(self, addresses: Iterable[str]) -> dict[str, list[tuple[int, str]]]:
        """Who is reached at these addresses: by address, the people's keys and names."""
        sql = """
        SELECT t.address, p.id, p.name FROM directory_contactpoint t
        JOIN directory_person p ON p.id = t.person_id AND p.merged_into_id IS NULL WHERE """
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for address, person, name in self._asking.of_program(sql, "t.address", addresses):
            found[address].append((person, name))
        return found

    def touched(self, sent: Sequence[str]) -> dict[str, tuple[int, int | None]]:
        """By the key of a row that came in before: the touch, and the person."""
        sql = "SELECT t.sent, t.id, t.person_id FROM directory_touch t WHERE NOT (t.sent = '') AND "
        return {row[0]: (row[1], row[2]) for row in self._asking.of_program(sql, "t.sent", sent)}

    def touch_keys(self, people: Ids) -> set[str]:
        """The keys under which touches of these people came in."""
        sql = "SELECT t.sent FROM directory_touch t WHERE NOT (t.sent = '') AND "
        return {row[0] for row in self._asking.by_key(sql, "t.person_id", people)}

    # --- contact points and changes

    def points(self, owner: str, ids: Ids) -> dict[int, list[Point]]:
        """The contact points of these people, sites or organizations."""
        sql = f"""
        SELECT t.id, t.{owner}_id, t.kind, t.address, t.label, t.status, t.verified_on, s.kind
        FROM directory_contactpoint t {_SOURCE} WHERE """
        found: dict[int, list[Point]] = defaultdict(list)
        for row in self._asking.by_key(sql, f"t.{owner}_id", ids):
            found[row[1]].append(Point(*row))
        return found

    def last_changes(self, noun: str, ids: Ids) -> dict[tuple[int, str], HandChange | None]:
        """By record and field: the last change; None where a file or a merge made it."""
        sql = f"""
        SELECT t.{noun}_id, t.field, s.kind, s.name, s."on" FROM directory_fieldchange t
        JOIN directory_source s ON s.id = t.source_id WHERE """
        rows = self._asking.by_key(sql, f"t.{noun}_id", ids, order=" ORDER BY t.id")
        return {
            (row[0], row[1]): HandChange(row[3], row[4]) if row[2] == Source.Kind.HAND else None
            for row in rows
        }

    def _orgs(self, column: str, values: Sequence[str], also: str) -> list[Org]:
        if self.is_still and not self._has_any(column, also):
            return []
        rows = self._asking.of_program(_ORG, column, values, also=also)
        return [Org(*row) for row in rows]

    def _has_any(self, column: str, also: str) -> bool:
        """Whether any organization has a number; a first register is not asked about row by row."""
        if column not in self._is_numbered:
            any_ = f"SELECT 1 FROM directory_organization t WHERE t.program_id = %s{also} LIMIT 1"
            self._is_numbered[column] = bool(self._asking.ask(any_, [self._program]))
        return self._is_numbered[column]

    def _standing(self, found: dict[Any, Org]) -> dict[Any, Org]:
        """*found*, with the one that was kept instead of each that was merged away."""
        merged = {org.merged_into for org in found.values() if org.merged_into is not None}
        depth = 0
        while merged and depth < 20:
            kept, depth = self.by_id(merged), depth + 1
            for key, org in found.items():
                if org.merged_into in kept:
                    found[key] = kept[org.merged_into]
            merged = {org.merged_into for org in found.values() if org.merged_into is not None}
        return found
