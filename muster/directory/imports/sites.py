"""Sites of a file: found again by a number of a register, by the street, or by the name."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from muster.directory.imports.arrange import SITE
from muster.directory.imports.decide import Decider
from muster.directory.imports.known import Org, Place
from muster.directory.imports.names import alike
from muster.directory.imports.plan import Change, Model, Plan
from muster.directory.models import Site
from muster.directory.models.place_keys import place_key
from muster.directory.where import county_of_town

SITE_NAME, STREET, STATE_OF_SITE, REGISTER = (
    SITE.index(one) for one in ("name", "street", "state", "register_key")
)
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 40
_TOWN = ("city", "state")


class Sites(Decider):
    """Decides what of a row is a site."""

    memory = (*Decider.memory, "_came")
    # Whether the file is a table that was taken along from here, or from another program.
    is_ours = False
    _sites: Mapping[int, Sequence[Place]]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # What earlier rows of this file brought.
        self._came: dict[int, int] = {}
        self._derived: tuple[str, ...] = ()

    def _places(self, sites: Sequence[Any], rows: Sequence[int]) -> dict[str, Place]:
        keys = [site[REGISTER] for at in rows if (site := sites[at]) and site[REGISTER]]
        return self.known.by_register(keys) if keys else {}

    def _moved(
        self,
        model: Model,
        stands: Org | Place,
        values: Mapping[str, Any],
        says: list[str],
    ) -> list[Change]:
        """What the file says otherwise of a record; what only its ZIP code tells goes with it.

        What a ZIP code tells fills a field and corrects none, until the record is somewhere else:
        the county was that of the old town. A table of ours says what there is to say.
        """
        told = {field: values[field] for field in self._derived if field in values}
        stood = {
            field: value for field, value in told.items() if self.is_ours or getattr(stands, field)
        }
        said = {field: value for field, value in values.items() if field not in stood}
        changes = self.differences(model, stands, said, says)
        changed = {change.field: change.new for change in changes if change.old}
        # Another ZIP code of the same town is no other place.
        is_far = "zip" in changed and bool(stood.get("city"))
        if not stood or not (is_far or "city" in changed or "state" in changed):
            return changes
        is_held = self._is_held(stands, said, changes)
        if not is_held:
            follows = {field: value for field, value in stood.items() if field != "county"}
            following = self.differences(model, stands, follows, says)
            is_held = self._is_held(stands, follows, following)
            changes += () if is_held else following
        after = {change.field: change.new for change in changes if change.field in _TOWN}
        if "county" in stood and after:
            county = "" if is_held else str(stood["county"])
            county = county or county_of_town(
                after.get("state", stands.state), after.get("city", stands.city)
            )
            if place_key(county) != place_key(stands.county):
                changes.append(Change(model, stands.id, "county", stands.county, county, county))
        return changes

    @staticmethod
    def _is_held(stands: Org | Place, values: Mapping[str, Any], changes: list[Change]) -> bool:
        """Whether the town stays as somebody typed it, and is not where the ZIP code is."""
        changed = {change.field for change in changes}
        return any(
            values.get(field)
            and field not in changed
            and place_key(values[field]) != place_key(getattr(stands, field))
            for field in _TOWN
        )

    def _site(
        self,
        plan: Plan,
        row: int,
        organization_is_new: bool,
        site: Sequence[Any],
        places: dict[str, Place],
        changes: list[Change],
        parts: list[str],
    ) -> tuple[int, bool]:
        """The site of a row: its key, and whether it is new."""
        register = site[REGISTER]
        stands = places.get(register) if register else None
        if stands is None and not organization_is_new:
            stands = self._same_site(self._sites.get(row, ()), site)
        if stands is not None:
            if self.remembers and self.is_told(Site, stands.id):
                return stands.id, False
            values = dict(zip(SITE, site, strict=True))
            for field in ("city", "county", "name"):
                if place_key(values[field]) == place_key(getattr(stands, field)):
                    del values[field]
            if alike(values.get("street") or "") == alike(stands.street):
                del values["street"]
            changes += self._moved(Site, stands, values, parts)
            return stands.id, False
        once = 0
        if self.remembers:
            once = hash(("site", register or (row, alike(site[SITE_NAME]), alike(site[STREET]))))
            if (came := self._came.get(once)) is not None:
                return came, False
        place = self.next_id(Site)
        if self.remembers:
            self._came[once] = place
        if self.is_writing:
            key = f"{slug(register or site[SITE_NAME])}-i{place}"
            plan.new[Site].append((place, key, row, *site))
        return place, True

    def _refuses_site(
        self, row: int, site: Sequence[Any] | None, places: Mapping[str, Place]
    ) -> str:
        """Why the site of a row cannot be new at an organization of the part; empty if it may."""
        if self.part is None or site is None or site[REGISTER] in places:
            return ""
        if self._same_site(self._sites.get(row, ()), site) is not None:
            return ""
        return self.part.refuses(site[STATE_OF_SITE], self.run.kind)

    @staticmethod
    def _same_site(sites: Sequence[Place], site: Sequence[Any]) -> Place | None:
        """The site that has this street, or this name; of an office, the only one there is."""
        street, name = alike(site[STREET]), alike(site[SITE_NAME])
        # Two numbers of one register are two places, also in one street.
        free = [place for place in sites if not (place.register_key and site[REGISTER])]
        if street:
            for place in free:
                if alike(place.street) == street:
                    return place
        for place in free:
            if alike(place.name) == name and (
                not street or not place.street or place.site_kind == Site.Kind.OFFICE
            ):
                return place
        return None


def slug(name: str) -> str:
    """The words of *name* as they stand in an address.

    >>> slug("Larkhaven Freight Lines, Inc.")
    'larkhaven-freight-lines-inc'
    """
    return _SLUG.sub("-", name.lower())[:_LONGEST_SLUG].strip("-") or "x"
