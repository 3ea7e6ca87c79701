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
from muster.directory.imports.marks import Marks
from muster.directory.imports.names import alike
from muster.directory.imports.plan import Change, Plan, in_words
from muster.directory.imports.sites import REGISTER, SITE_NAME, slug
from muster.directory.imports.which import NAME, ORI, USDOT, Found
from muster.directory.models import ContactPoint, Organization, OtherName
from muster.directory.models.place_keys import place_key

_HOME = ("city", "county", "state")
PHONE, EMAIL = ContactPoint.Kind.PHONE.value, ContactPoint.Kind.EMAIL.value


class Organizations(Marks):
    """Decides rows of carriers, agencies and places."""

    memory = (*Marks.memory, "_called")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # Which other names this file has told, by organization.
        self._called: set[tuple[int, str]] = set()
        self._names: dict[int, set[str]] = {}

    def decide(self, batch: Batch) -> Plan:
        plan = Plan()
        organizations = batch.columns[ORGANIZATIONS]
        legals, sites = batch.columns[LEGAL], batch.columns[SITES]
        derived = batch.columns[DERIVED]
        passed = self.settle(batch, plan, lambda at: _who(organizations[at], sites[at]))
        rows = [at for at in range(len(batch.lines)) if at not in passed]
        places = self._places(sites, rows)
        found = self._find(batch, plan, organizations, sites, places, rows)
        self._look_up(batch, found, places, sites)
        marked = self.marked(batch)
        phones, emails = batch.several("organization.phone"), batch.several("organization.email")
        of_sites = [(PHONE, values) for values in batch.several("site.phone")]
        of_sites += [(EMAIL, values) for values in batch.several("site.email")]
        # Most rows of a register are a number that nobody has yet, and bring at most this.
        plain = len(phones) < 2 and len(emails) < 2 and not of_sites
        points = [(PHONE, values) for values in phones] + [(EMAIL, values) for values in emails]
        reached = plan.new[ContactPoint]
        sectors = batch.columns.get("organization.sector")
        new = 0
        for at in rows:
            if at not in found:
                continue
            row, stands, is_new = found[at]
            organization, site = organizations[at], sites[at]
            if not is_new and (says := self._refuses_site(row, site, places)):
                plan.refuse(batch.lines[at], _who(organization, site), "", says)
                continue
            self._derived = derived[at]
            self.remembers = not (self._is_carriers and (organization[USDOT] or organization[ORI]))
            if sectors is not None:
                self.sector = self.sector_named(sectors[at])
            if (
                plain
                and is_new
                and not self.remembers
                and site is None
                and at not in batch.notes
                and at not in marked
            ):
                new += 1
                self._add(plan, row, organization)
                if legals[at]:
                    self._also(plan, row, legals[at], OtherName.Kind.LEGAL, [], True)
                if self.is_writing:
                    reached += [
                        (None, None, row, kind, values[at], "")
                        for kind, values in points
                        if values[at]
                    ]
                continue
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
            owner = ("organization", row)
            if at in marked:
                self.mark(batch, at, plan, owner, changes, parts)
                if place:
                    self.mark(batch, at, plan, ("site", place), changes, parts)
            before = len(plan.changes), len(parts)
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
            for kind, values in of_sites:
                if values[at]:
                    rings = ("site", place) if place else owner
                    fresh = is_new_site if place else is_new
                    self.reach(plan, rings, kind, values[at], "", parts, is_new=fresh)
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
            if verdict != Verdict.SAME and stands is not None:
                parts += self._joined(stands, organization, site, places)
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
        if new:
            plan.verdicts[Verdict.NEW] += new
        return plan

    def _joined(
        self,
        stands: Org,
        organization: Sequence[Any],
        site: Sequence[Any] | None,
        places: dict[str, Place],
    ) -> list[str]:
        """That a row goes to an organization that is here, where only the name has told so."""
        numbers = {organization[USDOT], organization[ORI]} - {""}
        is_numbered = not numbers.isdisjoint((stands.usdot, stands.ori))
        if is_numbered or (site is not None and site[REGISTER] in places):
            return []
        return [_("It joins “%(name)s”, which is here already.") % {"name": stands.name}]

    # --- what is there

    def _look_up(
        self,
        batch: Batch,
        found: dict[int, Found],
        places: dict[str, Place],
        sites: Sequence[Any],
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
        self.look_up_marks(batch, "organization", standing)
        self.look_up_marks(batch, "site", seen)

    # --- what it adds and changes

    def _add(self, plan: Plan, row: int, organization: Sequence[Any]) -> None:
        if not self.is_writing:
            return
        name, usdot, ori = organization[NAME], organization[USDOT], organization[ORI]
        if usdot:
            key = f"usdot-{usdot}"
        elif ori:
            key = f"ori-{ori.lower()}"
        else:
            # A key of a form has no “i” in it, so that none of them is this.
            key = f"{slug(name)}-i{row}"
        sector = self.sector.pk if self.sector is not None else None
        plan.new[Organization].append((row, key, sector, *organization))

    def _compare(self, stands: Org, organization: Sequence[Any], parts: list[str]) -> list[Change]:
        """What the file says otherwise of an organization that stands; its first row counts."""
        if self.remembers and (self._is_numbered(stands) or self.is_told(Organization, stands.id)):
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
            told = values
            values = {"url": told["url"], "agency": told["agency"]}
            if self._is_agencies and not stands.city:
                # Nobody has said where it is at home: where its first station is.
                values |= {each: told[each] for each in _HOME if not getattr(stands, each)}
        if not values.get("natural_person") or self._is_of_all_kinds:
            values.pop("natural_person", None)
        if self._is_of_all_kinds:  # told by the name alone
            del values["agency"]
        for field in ("city", "county"):
            if field in values and place_key(values[field]) == place_key(getattr(stands, field)):
                del values[field]
        changes = self._moved(Organization, stands, values, parts)
        return [*changes, *self._sorted_in(stands, parts)]

    def _sorted_in(self, stands: Org, parts: list[str]) -> list[Change]:
        """The sector that new ones of the file get, for who has none; one that is there stays."""
        sector = self.sector
        if sector is None or stands.sector is not None:
            self.tell_sector(stands, parts)
            return []
        hand = self._by_hand("organization", stands, "sector")
        if hand is not None and not self._is_newer(hand):
            return []
        key = str(sector.pk)
        return [Change(Organization, stands.id, "sector", "", key, sector.pk, str(sector.name))]

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
        names, plain = self._names.setdefault(row, set()), alike(name)
        if plain in names or (row, plain) in self._called:
            return
        names.add(plain)
        if self.remembers:
            self._called.add((row, plain))
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
        if alike(site[SITE_NAME]) == alike(organization[NAME]):
            return str(site[SITE_NAME])[:200]
        return f"{site[SITE_NAME]}, {organization[NAME]}"[:200]
    return str(organization[NAME])[:200] if organization is not None else ""
