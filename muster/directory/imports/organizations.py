"""Carriers, agencies and places: each row is an organization, a site of one, or both.

A number of a register finds a record again, whatever it is called now. Without one it is the name,
spelled alike, in the same place. Names that are only near one another stay two records: whether
they are one is for a person to decide at the desk for duplicates.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.imports.arrange import (
    DERIVED,
    LEGAL,
    ORGANIZATION,
    ORGANIZATIONS,
    SITES,
)
from muster.directory.imports.cells import Batch
from muster.directory.imports.decide import Verdict
from muster.directory.imports.known import Org, Place
from muster.directory.imports.names import alike
from muster.directory.imports.plan import Change, Plan, in_words
from muster.directory.imports.sites import REGISTER, SITE_NAME, Sites, slug
from muster.directory.models import ContactPoint, Import, Organization, OtherName
from muster.directory.models.place_keys import place_key

PHONE, EMAIL = ContactPoint.Kind.PHONE.value, ContactPoint.Kind.EMAIL.value
# So many organizations without a number are held at hand; beyond that the database is asked.
_AT_HAND = 20_000
# Of a number whose first row asks which organization it is.
_WAITS = 0
_NAME, _USDOT, _ORI, _CITY, _COUNTY, _STATE, _AGENCY = (
    ORGANIZATION.index(field)
    for field in ("name", "usdot", "ori", "city", "county", "state", "agency")
)
Found = tuple[int, Org | None, bool]


class Organizations(Sites):
    """Decides rows of carriers, agencies and places."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._is_agencies = self.run.kind == Import.Kind.AGENCIES
        # Whether a row is a place first, and whose it is second.
        self._is_of_sites = self.run.kind in (Import.Kind.PLACES, Import.Kind.AGENCIES)
        self._number = "ori" if self._is_agencies else "usdot"
        self._at_hand = self.known.without_number(self._number, _AT_HAND)
        # What earlier rows of this file brought, by number, by name and place, by register.
        self._numbers: dict[str, int] = {}
        self._is_carriers = self.run.kind == Import.Kind.CARRIERS
        self._names: dict[int, set[str]] = {}
        # What had no number, and got one from an earlier row: the next of this name is another.
        self._claimed: set[int] = set()

    def decide(self, batch: Batch) -> Plan:
        plan = Plan()
        organizations = batch.columns[ORGANIZATIONS]
        legals, sites = batch.columns[LEGAL], batch.columns[SITES]
        self._derived = batch.columns[DERIVED]
        passed = self.settle(batch, plan, lambda at: _who(organizations[at], sites[at]))
        rows = [at for at in range(len(batch.lines)) if at not in passed]
        places = self._places(sites, rows)
        found = self._find(batch, plan, organizations, sites, places, rows)
        self._look_up(found, places, sites)
        phones, emails = batch.several("organization.phone"), batch.several("organization.email")
        site_phones = batch.several("site.phone")
        for at in rows:
            if at not in found:
                continue
            row, stands, is_new = found[at]
            organization, site = organizations[at], sites[at]
            self.remembers = not (self._is_carriers and organization[_USDOT])
            parts: list[str] = []
            changes: list[Change] = []
            if is_new:
                self._add(plan, row, organization)
            elif stands is not None:
                changes += self._renamed(
                    plan, row, self._compare(stands, organization, parts), parts
                )
            if legals[at]:
                self._also(plan, row, legals[at], OtherName.Kind.LEGAL, parts, is_new)
            place, is_new_site = 0, False
            if site is not None:
                place, is_new_site = self._site(plan, row, is_new, site, places, changes, parts)
            before = len(plan.changes), len(parts)
            owner = ("organization", row)
            is_first = is_new and not self.remembers
            for kind, columns in ((PHONE, phones), (EMAIL, emails)):
                said = [values[at] for values in columns if values[at]]
                if is_first and len(said) <= 1:
                    # Nothing to compare with: most rows of a register.
                    if said and self.is_writing:
                        plan.new[ContactPoint].append((None, None, row, kind, said[0], ""))
                    continue
                for address in dict.fromkeys(said):
                    self.reach(plan, owner, kind, address, "", parts, is_new=is_new)
            for values in site_phones:
                if values[at]:
                    rings = ("site", place) if place else owner
                    fresh = is_new_site if place else is_new
                    self.reach(plan, rings, PHONE, values[at], "", parts, is_new=fresh)
            added = (len(plan.changes), len(parts)) != before
            plan.changes += changes
            if changes:
                parts.insert(0, in_words(changes) + ".")
            main_is_new = is_new_site if site is not None and self._is_of_sites else is_new
            if main_is_new:
                verdict = Verdict.NEW
            elif changes or added or is_new or is_new_site or self._grew:
                verdict = Verdict.CHANGED
            else:
                verdict = Verdict.SAME
            self._grew = False
            self.note(
                batch,
                plan,
                at,
                verdict,
                _who(organization, site) if parts or at in batch.notes else "",
                parts,
                organization=row,
                site=place or None,
            )
        return plan

    _grew = False

    # --- which organization

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
        at_number = _ORI if self._is_agencies else _USDOT
        by_number = self.known.by_ori if self._is_agencies else self.known.by_usdot
        asked = [row[at_number] for at in rows if (row := organizations[at]) and row[at_number]]
        known = by_number(asked) if asked else {}
        names = self._candidates(organizations, rows, at_number, known)
        of_places = {place.organization for place in places.values()}
        owners = self.known.by_id(of_places)
        found: dict[int, Found] = {}
        for at in rows:
            organization = organizations[at]
            if organization is None:
                self._without(batch, plan, at, _("There is no name in this row."))
                continue
            number = organization[at_number]
            if number:
                if (came := self._numbers.get(number)) is not None:
                    if not self._is_repeated(batch, plan, at, came, organization):
                        found[at] = (came, None, False)
                    continue
                if (stands := known.get(number)) is not None:
                    self._keep_number(number, stands.id, organization)
                    found[at] = (stands.id, stands, False)
                    continue
                # Most rows of a register: a number that nobody has, and no one at hand of the name.
                if (
                    self._at_hand is not None
                    and organization[_NAME]
                    and not (self._at_hand and alike(organization[_NAME]) in self._at_hand)
                    and not self._is_of_sites
                ):
                    row = self.next_id(Organization)
                    self._keep_number(number, row, organization)
                    found[at] = (row, None, True)
                    continue
            if not organization[_NAME]:
                says = _("No agency with the ORI %(ori)s is known, and the row has no name.")
                self._without(batch, plan, at, says % {"ori": number})
                continue
            site = sites[at]
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
    def _is_same(owner: Org, organization: Sequence[Any]) -> bool:
        return alike(owner.name) == alike(organization[_NAME])

    def _candidates(
        self, organizations: Sequence[Any], rows: Sequence[int], at_number: int, known: Any
    ) -> dict[str, list[Org]]:
        wanted = [
            row[_NAME]
            for at in rows
            if (row := organizations[at])
            and row[_NAME]
            # A carrier that the directory has without its number is one of a few at hand.
            and (not row[at_number] or (self._at_hand is None and row[at_number] not in known))
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
        name = alike(organization[_NAME])
        if number and self._at_hand is not None:
            names = self._at_hand
        fitting = [
            org
            for org in names.get(name, ())
            if not (number and (getattr(org, self._number) or org.id in self._claimed))
            and self._agrees(org, organization)
        ]
        chosen = self.answer(batch.lines[at], "organization")
        if chosen.isdecimal():
            fitting = [org for org in names.get(name, ()) if org.id == int(chosen)] or fitting
        elif chosen == "new":
            fitting = []
        if len(fitting) > 1:
            fitting = [
                org for org in fitting if place_key(org.city) == place_key(organization[_CITY])
            ] or fitting
        if len(fitting) == 1:
            if number:
                self._keep_number(number, fitting[0].id, organization)
                self._claimed.add(fitting[0].id)
            return fitting[0].id, fitting[0], False
        if len(fitting) > 1:
            self._ask_which(batch, plan, at, organization, fitting)
            if number:
                self._keep_number(number, _WAITS, organization)
            return None
        once = hash((name, *self._scope(organization)))
        if not number and (row := self._came.get(once)) is not None:
            return row, None, False
        row = self.next_id(Organization)
        if number:
            self._keep_number(number, row, organization)
        else:
            self._came[once] = row
        return row, None, True

    def _keep_number(self, number: str, row: int, organization: Sequence[Any]) -> None:
        """Remember that the file has told of this number: of an agency its row, else its values."""
        self._numbers[number] = row if self._is_agencies else hash(tuple(organization))

    def _scope(self, organization: Sequence[Any]) -> tuple[str, ...]:
        """Within which place a name means one organization: a county, a state, a town, a brand."""
        state = organization[_STATE]
        if not self._is_agencies:
            return (state, place_key(organization[_CITY]))
        if organization[_AGENCY] == Organization.Agency.STATE:
            return (state,)
        return (state, place_key(organization[_COUNTY]))

    def _agrees(self, org: Org, organization: Sequence[Any]) -> bool:
        """Whether two of one name are in one place, as far as both say where they are."""
        if org.state and organization[_STATE] and org.state != organization[_STATE]:
            return False
        if org.agency == Organization.Agency.STATE and self._is_agencies:
            return True
        at, stood = (_COUNTY, org.county) if self._is_agencies else (_CITY, org.city)
        said = organization[at]
        return not stood or not said or place_key(stood) == place_key(said)

    def _ask_which(
        self, batch: Batch, plan: Plan, at: int, organization: Sequence[Any], fitting: list[Org]
    ) -> None:
        says = _("%(n)s organizations are called “%(name)s”. Which one is it?")
        choices = [
            (str(org.id), ", ".join(part for part in (org.name, org.city, org.state) if part))
            for org in fitting[:8]
        ]
        plan.ask(
            batch.lines[at],
            organization[_NAME],
            "organization",
            "",
            says % {"n": len(fitting), "name": organization[_NAME]},
            [*choices, ("new", _("Another one"))],
            organization=fitting[0].id,
        )

    def _is_repeated(
        self, batch: Batch, plan: Plan, at: int, came: int, organization: Sequence[Any]
    ) -> bool:
        """Whether the row tells a carrier again that an earlier row told; the first one stands."""
        if self._is_agencies and came != _WAITS:
            return False
        parts = []
        if came != hash(tuple(organization)):
            usdot, ori = organization[_USDOT], organization[_ORI]
            says = _("%(number)s stands on an earlier line with other values: that one counts.")
            parts.append(says % {"number": f"USDOT {usdot}" if usdot else f"ORI {ori}"})
        self.note(batch, plan, at, Verdict.SAME, organization[_NAME], parts)
        return True

    def _without(self, batch: Batch, plan: Plan, at: int, says: str) -> None:
        plan.refuse(batch.lines[at], "", "", says)

    # --- what is there

    def _look_up(
        self, found: dict[int, Found], places: dict[str, Place], sites: Sequence[Any]
    ) -> None:
        """What the directory has about the records that stand, in one question for each noun."""
        standing = {row for row, stands, _is_new in found.values() if stands is not None}
        self._names = self.known.other_names(standing)
        of_register = {place.id: place for place in places.values()}
        self._sites = self.known.sites(standing) if any(sites) else {}
        seen = {place.id for some in self._sites.values() for place in some} | set(of_register)
        self.look_up_points("organization", standing)
        self.look_up_points("site", seen)
        self.look_up_hands("organization", standing)
        self.look_up_hands("site", seen)

    # --- what it adds and changes

    def _add(self, plan: Plan, row: int, organization: Sequence[Any]) -> None:
        if not self.is_writing:
            return
        name, usdot, ori = organization[_NAME], organization[_USDOT], organization[_ORI]
        if usdot:
            key = f"usdot-{usdot}"
        elif ori:
            key = f"ori-{ori.lower()}"
        else:
            # A key of a form has no “i” in it, so that none of them is this.
            key = f"{slug(name)}-i{row}"
        plan.new[Organization].append((row, key, self.sector, *organization))

    def _compare(self, stands: Org, organization: Sequence[Any], parts: list[str]) -> list[Change]:
        """What the file says otherwise of an organization that stands; its first row counts."""
        if self.remembers and self.is_told(Organization, stands.id):
            return []
        values = dict(zip(ORGANIZATION, organization, strict=True))
        # A list of places says whose they are, and nothing more of them.
        if not self._is_of_sites or values["ori"]:
            # Who was found by name is called so already, whichever of its names stands first.
            by_number = values[self._number] and values[self._number] == getattr(
                stands, self._number
            )
            if not by_number or alike(stands.name) == alike(values["name"]):
                del values["name"]
        else:
            values = {"url": values["url"], "agency": values["agency"]}
        if not values.get("natural_person"):
            values.pop("natural_person", None)
        for field in ("city", "county"):
            if field in values and place_key(values[field]) == place_key(getattr(stands, field)):
                del values[field]
        return self.differences(
            Organization, stands, self._without_told_by_zip(values, stands), parts
        )

    def _renamed(
        self, plan: Plan, row: int, changes: list[Change], parts: list[str]
    ) -> list[Change]:
        """*changes*, with the name that was not lost: a carrier's old one stays beside the new.

        Agencies are called a little differently in each list; the name that stands is kept.
        """
        kept = []
        for change in changes:
            if change.field != "name":
                kept.append(change)
            elif self._is_agencies:
                self._also(plan, row, change.new, OtherName.Kind.ALSO, parts, False)
            else:
                self._also(plan, row, change.old, OtherName.Kind.FORMERLY, [], False)
                kept.append(change)
        return kept

    def _also(
        self, plan: Plan, row: int, name: str, kind: str, parts: list[str], is_new: bool
    ) -> None:
        names = self._names.setdefault(row, set())
        if alike(name) in names:
            return
        names.add(alike(name))
        if is_new and not self.remembers:
            del self._names[row]
        if not is_new:
            self._grew = True
            says = _("%(kind)s: %(name)s.")
            parts.append(says % {"kind": OtherName.Kind(kind).label, "name": name})
        if self.is_writing:
            plan.new[OtherName].append((row, name, kind))


def _who(organization: Sequence[Any] | None, site: Sequence[Any] | None) -> str:
    if site is not None and organization is not None and site[SITE_NAME] not in ("", "Office"):
        if alike(site[SITE_NAME]) == alike(organization[_NAME]):
            return str(site[SITE_NAME])[:200]
        return f"{site[SITE_NAME]}, {organization[_NAME]}"[:200]
    return str(organization[_NAME])[:200] if organization is not None else ""
