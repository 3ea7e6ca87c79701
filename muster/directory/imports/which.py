"""Which organization a row means: one that stands, one of an earlier row, a new one, or a question.

A number of a register decides, whatever the name. Without one it is the name, spelled alike, in one
place. Where more than one fits, or a list of numbers has a row without one, it is asked.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.imports.arrange import ORGANIZATION, ORGANIZATIONS, SITES
from muster.directory.imports.asks import ANOTHER, ask_which
from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import Verdict
from muster.directory.imports.known import Org, Place
from muster.directory.imports.names import alike
from muster.directory.imports.plan import Plan
from muster.directory.imports.sites import REGISTER, STATE_OF_SITE, Sites
from muster.directory.imports.taken_along import kind_of_table
from muster.directory.imports.told import Told
from muster.directory.models import Import, Organization, Site
from muster.directory.models.place_keys import place_key

# So many organizations without a number are held at hand; beyond that the database is asked.
_AT_HAND = 20_000
# Of a number whose first row asks which organization it is.
_WAITS = 0
NAME, USDOT, ORI, CITY, COUNTY, STATE, AGENCY = (
    ORGANIZATION.index(field)
    for field in ("name", "usdot", "ori", "city", "county", "state", "agency")
)
_NO_NUMBER = ("",) * len(ORGANIZATION)
Found = tuple[int, Org | None, bool]


class Which(Sites):
    """Decides which organization each row means."""

    memory = (*Sites.memory, "_numbers", "_together", "_claimed", "_met_without", "_placed")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._is_agencies = self.run.kind == Import.Kind.AGENCIES
        # Whether a row is a place first, and whose it is second.
        self._is_of_sites = self.run.kind in (Import.Kind.PLACES, Import.Kind.AGENCIES)
        self._number = "ori" if self._is_agencies else "usdot"
        self._at_hand = self.known.without_number(self._number, _AT_HAND)
        # What earlier rows of this file told of, by number.
        self._numbers = Told()
        # Of the numbers of two registers that stood in one row, by the one the other.
        self._together: dict[str, str] = {}
        self._is_carriers = self.run.kind == Import.Kind.CARRIERS
        columns = self.run.columns.all()
        used = {column.field for column in columns}
        self.is_ours = bool(kind_of_table(column.header for column in columns))
        self._has_numbers = "organization.usdot" in used
        # Whether a list of carriers has agencies, too, as our own tables of organizations.
        self._is_of_all_kinds = self._is_carriers and "organization.ori" in used
        # What had no number, and got one from an earlier row: the next of this name is another.
        self._claimed: set[int] = set()
        # Carriers that an earlier row told of without a number: the next number is another's, or
        # reading the file again would ask whose the first row is and go by the second.
        self._met_without: set[int] = set()
        # Where organizations are that had no place before an earlier row told one.
        self._placed: dict[int, Org] = {}
        # The sites of those that have a name with others, where the batch has asked for them.
        self._sites_of_alike: Mapping[int, Sequence[Place]] | None = None
        # Who has the numbers of the batch that comes next, where that has been asked.
        self._ahead: dict[str, Org] | None = None

    def look_ahead(self, batch: Batch) -> None:
        """Ask now who has the numbers of *batch*, which is decided next.

        Of carriers alone: an agency of this batch may be told of by its name in the one before.
        """
        if self._is_carriers:
            self._ahead = self._who_has_numbers(batch.columns[ORGANIZATIONS])

    def _who_has_numbers(self, organizations: Iterable[Sequence[Any] | None]) -> dict[str, Org]:
        if not self._is_of_all_kinds:
            at_number = ORI if self._is_agencies else USDOT
            asked = [row[at_number] for row in organizations if row and row[at_number]]
            by_number = self.known.by_ori if self._is_agencies else self.known.by_usdot
            return by_number(asked) if asked else {}
        rows = [row for row in organizations if row]
        usdots, oris = [row[USDOT] for row in rows], [row[ORI] for row in rows]
        found = self.known.by_usdot(list(filter(None, usdots)))
        return found | self.known.by_ori(list(filter(None, oris)))

    def _numbers_of(self, organizations: Sequence[Any], known: Mapping[str, Org]) -> list[str]:
        """The number by which each row finds its organization again; empty where it has none."""
        if not self._is_of_all_kinds:
            at_number = ORI if self._is_agencies else USDOT
            return [row[at_number] if row else "" for row in organizations]
        return [
            row[ORI] if row[ORI] in known and row[USDOT] not in known else row[USDOT] or row[ORI]
            for row in (row or _NO_NUMBER for row in organizations)
        ]

    def _is_of_two(self, organization: Sequence[Any], known: Mapping[str, Org]) -> bool:
        """Whether the two numbers of a row are those of two organizations, here or in the file."""
        usdot, ori = organization[USDOT], organization[ORI]
        if not (usdot and ori):
            return False
        if usdot in self._together or ori in self._together:
            return bool(self._together.get(usdot) != ori or self._together.get(ori) != usdot)
        one, other = known.get(usdot), known.get(ori)
        if one is not None and other is not None:
            return bool(one.id != other.id)
        # Each may be of a row of its own; or one of a row, and the other of one that stands.
        told = self._numbers.get
        return (one or told(usdot)) is not None and (other or told(ori)) is not None

    def _find(
        self,
        batch: Batch,
        plan: Plan,
        organizations: Sequence[Any],
        sites: Sequence[Any],
        places: dict[str, Place],
        rows: Sequence[int],
    ) -> dict[int, Found]:
        """The organization of each row: its key, as it stands, and whether it is new."""
        known, self._ahead = self._ahead, None
        if known is None:
            known = self._who_has_numbers(organizations[at] for at in rows)
        numbers = self._numbers_of(organizations, known)
        names = self._candidates(organizations, rows, numbers, known)
        self._sites_of_alike = None
        of_places = {place.organization for place in places.values()}
        owners = self.known.by_id(of_places)
        unseen = self.known.unseen(Organization, [*known.values(), *owners.values()])
        unseen_sites = self.known.unseen(Site, places.values())
        found: dict[int, Found] = {}
        for at in rows:
            organization = organizations[at]
            if organization is None:
                self._without(batch, plan, at, _("There is no name in this row."))
                continue
            number = numbers[at]
            site = sites[at]
            if self._is_of_all_kinds and self._is_of_two(organization, known):
                says = _("USDOT %(usdot)s and the ORI %(ori)s are not of one organization.")
                words = {"usdot": organization[USDOT], "ori": organization[ORI]}
                plan.refuse(batch.lines[at], organization[NAME], "", says % words)
                continue
            if self.part is not None:
                named = known.get(number), places.get(site[REGISTER]) if site is not None else None
                if self._is_outside(*named, unseen, unseen_sites):
                    self.hold(batch, plan, at, organization[NAME])
                    continue
            if number:
                came = self._numbers.get(number)
                if came is None and self._is_of_all_kinds:
                    came = self._numbers.get(organization[ORI])
                if came is not None:
                    if not self._is_repeated(batch, plan, at, came, organization):
                        found[at] = (came, None, False)
                    continue
                if (stands := known.get(number)) is not None:
                    self._keep_number(number, stands.id, organization)
                    if not self._is_carriers:  # a row without a number is asked about there
                        self._place(stands, organization)
                    found[at] = (stands.id, stands, False)
                    continue
                # Most rows of a register: a number that nobody has, and no one at hand of the name.
                if (
                    self._at_hand is not None
                    and organization[NAME]
                    and not (self._at_hand and alike(organization[NAME]) in self._at_hand)
                    and not self._is_of_sites
                ):
                    row = self.next_id(Organization)
                    self._keep_number(number, row, organization)
                    found[at] = (row, None, True)
                    continue
            if not organization[NAME]:
                says = _("No agency with the ORI %(ori)s is known, and the row has no name.")
                self._without(batch, plan, at, says % {"ori": number})
                continue
            if site is not None and (place := places.get(site[REGISTER])) is not None:
                owner = owners.get(place.organization)
                if owner is not None and not number:
                    found[at] = (owner.id, owner if self._is_same(owner, organization) else None,
                                 False)  # fmt: skip
                    continue
            found_by_name = self._by_name(batch, plan, at, organization, names, number)
            if found_by_name is not None:
                found[at] = found_by_name
        return found

    @staticmethod
    def _is_outside(org: Org | None, place: Place | None, orgs: Set[int], sites: Set[int]) -> bool:
        """Whether a row names an organization or a place by its number that is outside the part."""
        if place is not None and (place.id in sites or place.organization in orgs):
            return True
        return org is not None and org.id in orgs

    @staticmethod
    def _is_same(owner: Org, organization: Sequence[Any]) -> bool:
        return alike(owner.name) == alike(organization[NAME])

    def _candidates(
        self, organizations: Sequence[Any], rows: Sequence[int], numbers: list[str], known: Any
    ) -> dict[str, list[Org]]:
        wanted = [
            row[NAME]
            for at in rows
            if (row := organizations[at])
            and row[NAME]
            # A carrier that the directory has without its number is one of a few at hand.
            and (not numbers[at] or (self._at_hand is None and numbers[at] not in known))
        ]
        return self.known.by_name(wanted)

    def _by_name(
        self,
        batch: Batch,
        plan: Plan,
        at: int,
        organization: Sequence[Any],
        names: dict[str, list[Org]],
        number: str,
    ) -> Found | None:
        name = alike(organization[NAME])
        if number and self._at_hand is not None:
            names = self._at_hand
        # In a list of numbers, a row without one may be any of that name, wherever it is now.
        may_be_any = self._has_numbers and not number
        fitting = [
            org
            for org in names.get(name, ())
            if not (number and self._is_no_more_free(org))
            and (self._agrees(org, organization) or (may_be_any and self._is_numbered(org)))
        ]
        chosen = self.answer(batch.lines[at], "organization")
        if chosen.isdecimal():
            fitting = [org for org in names.get(name, ()) if org.id == int(chosen)] or fitting
        elif chosen == ANOTHER:
            fitting = []
        if len(fitting) > 1 and not chosen:
            fitting = self._with_site(fitting, batch.columns[SITES][at], names)
        if len(fitting) > 1:
            fitting = [
                org for org in fitting if place_key(org.city) == place_key(organization[CITY])
            ] or fitting
        doubted = (
            self._is_carriers and not number and not chosen and any(map(self._is_numbered, fitting))
        )
        if doubted:
            sure = [org for org in fitting if not may_be_any and _is_in(org, organization)]
            doubted = not sure
            fitting = sure or fitting
        if len(fitting) == 1 and not doubted:
            if number:
                self._keep_number(number, fitting[0].id, organization)
                self._claimed.add(fitting[0].id)
            elif self._is_carriers:
                self._met_without.add(fitting[0].id)
            self._place(fitting[0], organization)
            return fitting[0].id, fitting[0], False
        if fitting:
            self._ask_which(batch, plan, at, organization, fitting)
            if number:
                self._keep_number(number, _WAITS, organization)
            return None
        once = hash((name, *self._scope(organization)))
        if not number and (row := self._came.get(once)) is not None:
            return row, None, False
        if self._is_refused(batch, plan, at, organization):
            return None
        row = self.next_id(Organization)
        if number:
            self._keep_number(number, row, organization)
        else:
            self._came[once] = row
        return row, None, True

    def _with_site(
        self, fitting: list[Org], site: Sequence[Any] | None, names: Mapping[str, list[Org]]
    ) -> list[Org]:
        """Of several of one name the one that has the site of the row, if one has."""
        if site is None:
            return fitting
        if self._sites_of_alike is None:
            several = (some for some in names.values() if len(some) > 1)
            ids = {org.id for some in several for org in some}
            self._sites_of_alike = self.known.sites(ids)
        theirs = self._sites_of_alike
        return [org for org in fitting if self._same_site(theirs.get(org.id, ()), site)] or fitting

    def _keep_number(self, number: str, row: int, organization: Sequence[Any]) -> None:
        """Remember that the file has told of this number: of an agency its row, else its values."""
        self._numbers.keep(number, row if self._is_agencies else hash(tuple(organization)))
        if self._is_of_all_kinds:
            for other in {organization[USDOT], organization[ORI]} - {"", number}:
                self._numbers.keep(other, hash(tuple(organization)))
            if organization[USDOT] and organization[ORI]:
                self._together[organization[USDOT]] = organization[ORI]
                self._together[organization[ORI]] = organization[USDOT]

    def _scope(self, organization: Sequence[Any]) -> tuple[str, ...]:
        """Within which place a name means one organization: a county, a state, a town, a brand."""
        state = organization[STATE]
        if not self._is_agencies:
            return (state, place_key(organization[CITY]))
        if organization[AGENCY] == Organization.Agency.STATE:
            return (state,)
        return (state, place_key(organization[COUNTY]))

    def _place(self, org: Org, organization: Sequence[Any]) -> None:
        """Remember where an organization is from now on: a later row may be another of its name."""
        if org.id not in self._placed and not (org.city and org.county and org.state):
            self._placed[org.id] = org._replace(
                city=org.city or organization[CITY],
                county=org.county or organization[COUNTY],
                state=org.state or organization[STATE],
            )

    def _agrees(self, org: Org, organization: Sequence[Any]) -> bool:
        """Whether two of one name are in one place, as far as both say where they are."""
        org = self._placed.get(org.id, org)
        if org.state and organization[STATE] and org.state != organization[STATE]:
            return False
        if org.agency == Organization.Agency.STATE and self._is_agencies:
            return True
        at, stood = (COUNTY, org.county) if self._is_agencies else (CITY, org.city)
        said = organization[at]
        return not stood or not said or place_key(stood) == place_key(said)

    def _ask_which(
        self, batch: Batch, plan: Plan, at: int, organization: Sequence[Any], fitting: list[Org]
    ) -> None:
        of_one = _("“%(name)s” is known by its number, and this row has none. Is it the same?")
        who = self._whose(batch, at, organization)
        ask_which(plan, batch.lines[at], fitting, name=organization[NAME], of_one=of_one, who=who)

    def _is_repeated(
        self, batch: Batch, plan: Plan, at: int, came: int, organization: Sequence[Any]
    ) -> bool:
        """Whether the row tells a carrier again that an earlier row told; the first one stands."""
        if self._is_agencies and came != _WAITS:
            return False
        parts = []
        if came != hash(tuple(organization)):
            usdot, ori = organization[USDOT], organization[ORI]
            says = _("%(number)s stands on an earlier line with other values: that one counts.")
            is_by_usdot = usdot and self._numbers.get(usdot) is not None
            parts.append(says % {"number": f"USDOT {usdot}" if is_by_usdot else f"ORI {ori}"})
        self.note(batch, plan, at, Verdict.SAME, organization[NAME], parts)
        return True

    def _is_refused(self, batch: Batch, plan: Plan, at: int, organization: Sequence[Any]) -> bool:
        """Whether the row tells of somebody new who would be outside the part; it is refused."""
        if self.part is None:
            return False
        site = batch.columns[SITES][at]
        state = (site[STATE_OF_SITE] if site is not None else "") or organization[STATE]
        if says := self.part.refuses(state, self.run.kind):
            plan.refuse(batch.lines[at], self._whose(batch, at, organization), "", says)
        return bool(says)

    def _whose(self, batch: Batch, at: int, organization: Sequence[Any]) -> str:
        """Whose row it is, as who looks at it knows it."""
        return str(organization[NAME])

    def _is_numbered(self, org: Org) -> bool:
        """Whether a carrier has its number, or gets it: a row without one changes nothing of it."""
        return self._is_carriers and bool(org.usdot or org.id in self._claimed)

    def _is_no_more_free(self, org: Org) -> bool:
        """Whether *org* cannot get the number of a row: it has one, or an earlier row met it."""
        met = org.id in self._claimed or org.id in self._met_without
        return met or bool(getattr(org, self._number) or (self._is_of_all_kinds and org.ori))

    def _without(self, batch: Batch, plan: Plan, at: int, says: str) -> None:
        plan.refuse(batch.lines[at], "", "", says)


def _is_in(org: Org, organization: Sequence[Any]) -> bool:
    """Whether both are said to be in the same town of the same state."""
    state, city = organization[STATE], place_key(organization[CITY])
    return bool(state and city) and (org.state, place_key(org.city)) == (state, city)
