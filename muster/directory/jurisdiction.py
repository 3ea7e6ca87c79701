"""Which law enforcement agencies may answer at a place, and why.

What an agency covers stands in `Jurisdiction` rows by keys: a city, a county, a state, tribal land
in a county. A place is matched by the same keys, which its address, or the nearest ZIP code, tells.
Several agencies over one place are normal: a sheriff's county holds the cities in it. Keys are as
good as addresses are; when there are shapes of cities and counties, `spots_at` is what asks them,
and nothing else changes.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core.models import Program
from muster.core.places import county_words, state_name
from muster.directory.models import Jurisdiction, Organization, Site
from muster.directory.models.place_keys import place_key
from muster.directory.models.sites import SiteQuerySet
from muster.directory.where import Near, locate_zip, middle_of_county, miles_between, near, nearest

# Around a point, a town or a county this near may hold it too: ZIP codes have no edges.
_LINE_IS_NEAR = 6.0
# The one to try first stands first: the city's own, then tribal, the county's, the state's.
_ORDER = (
    Jurisdiction.Kind.CITY,
    Jurisdiction.Kind.TRIBAL,
    Jurisdiction.Kind.COUNTY,
    Jurisdiction.Kind.STATE,
)
_Spot = TypeVar("_Spot", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, as far as it is known.

    Attributes:
        latitude, longitude: degrees, WGS 84; None where only an address is known.
        line_miles: how far off the town or county is that it may also lie in; None for its own.
        guessed: the town and county are those of the nearest ZIP code, not of an address.
    """

    state: str
    county: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    line_miles: float | None = None
    guessed: bool = False

    @property
    def in_words(self) -> str:
        """“Gulfport, Harrison County, MS”, as far as it is known."""
        county = county_words(self.county, self.state)
        return ", ".join(part for part in (self.city, county, self.state) if part)


@dataclass(frozen=True, slots=True)
class Answering:
    """An agency that may answer.

    Attributes:
        kind: what of it holds the place.
        reason: why, in words.
        miles: from the place to the agency; None where one of the two is not known.
        measured_to: what of the agency the miles lead to, in words.
        sure: whether the place's own address says so; else a ZIP code is all that says it.
        line_near: it holds a place near by, and the line between may run either side.
        overlaps: the other agencies that hold the place by a city, a county or tribal land.
    """

    organization: Organization
    kind: str
    reason: str
    miles: float | None
    measured_to: str
    sure: bool
    line_near: bool = False
    overlaps: tuple[Organization, ...] = ()


def spot_of(site: Site) -> Spot:
    """What the address of *site* says; a county that it leaves out comes from the ZIP code."""
    county, state, city = site.county, site.state, site.city
    at = None if site.latitude is None else float(site.latitude)
    over = None if site.longitude is None else float(site.longitude)
    guessed = False
    if not county and (place := locate_zip(site.zip)):
        county, state, city = place.county, state or place.state, city or place.city
        guessed = True
    if not county and at is not None and over is not None and (found := nearest(at, over)):
        county, state = found.place.county, state or found.place.state
        city = city or found.place.city
        guessed = True
    return Spot(state, county, city, at, over, guessed=guessed)


def spots_at(latitude: float, longitude: float) -> list[Spot]:
    """Where a point lies by the nearest ZIP code, and what else it may lie in, a line being near.

    Empty for a point at sea or outside the country.
    """
    found = nearest(latitude, longitude)
    if found is None:
        return []
    within = found.miles + _LINE_IS_NEAR
    own = _spot(found, latitude, longitude)
    seen = {(own.state, place_key(own.county), place_key(own.city))}
    spots = [own]
    for other in near(latitude, longitude, within=within)[1:]:
        spot = replace(_spot(other, latitude, longitude), line_miles=other.miles)
        keys = (spot.state, place_key(spot.county), place_key(spot.city))
        if keys not in seen:
            seen.add(keys)
            spots.append(spot)
    return spots


def _spot(found: Near, latitude: float, longitude: float) -> Spot:
    place = found.place
    return Spot(place.state, place.county, place.city, latitude, longitude, guessed=True)


def agencies_at(program: Program, spots: Iterable[Spot]) -> list[Answering]:
    """The agencies of *program* that may answer at a place, given as its *spots*, the surest first.

    Each agency stands once, with its best reason.
    """
    by_spot = agencies_for(program, dict(enumerate(spots)))
    best: dict[int, Answering] = {}
    for found in by_spot.values():
        for answering in found:
            best.setdefault(answering.organization.pk, answering)
    return _with_overlaps(sorted(best.values(), key=_rank))


def agencies_for(program: Program, spots: Mapping[_Spot, Spot]) -> dict[_Spot, list[Answering]]:
    """The agencies that may answer at each of *spots*, in two questions to the database."""
    held = _jurisdictions(program, spots.values())
    stations = _stations({jurisdiction.organization_id for jurisdiction in held})
    found: dict[_Spot, list[Answering]] = {}
    for key, spot in spots.items():
        best: dict[int, Answering] = {}
        for jurisdiction in held:
            if not _holds(jurisdiction, spot):
                continue
            answering = _answering(jurisdiction, spot, stations)
            there = best.get(answering.organization.pk)
            if there is None or _rank(answering) < _rank(there):
                best[answering.organization.pk] = answering
        found[key] = _with_overlaps(sorted(best.values(), key=_rank))
    return found


def agencies_for_sites(program: Program, sites: Iterable[Site]) -> dict[int, list[Answering]]:
    """The agencies that may answer at each of *sites*, by the site's number."""
    return agencies_for(program, {site.pk: spot_of(site) for site in sites})


def as_seen_by(
    member: Member, found: Mapping[_Spot, list[Answering]]
) -> dict[_Spot, list[Answering]]:
    """Those of *found* that *member* sees, with the overlaps that they see, in one question."""
    if reach_of(member, Right.SEE_DIRECTORY) is Reach.ALL:
        return dict(found)
    named = {one.organization.pk for answers in found.values() for one in answers}
    rows = Organization.objects.visible_to(member).filter(pk__in=named)
    seen = set(rows.values_list("pk", flat=True))
    return {
        spot: [
            replace(one, overlaps=tuple(other for other in one.overlaps if other.pk in seen))
            for one in answers
            if one.organization.pk in seen
        ]
        for spot, answers in found.items()
    }


def uncovered(sites: SiteQuerySet) -> SiteQuerySet:
    """Those of *sites* that no city, county or tribal agency of the program covers by its keys.

    The state's own police may still answer there. Police stations are left out.
    """
    local = Jurisdiction.objects.filter(
        program=OuterRef("program"),
        state=OuterRef("state"),
        organization__ended_on=None,
        organization__merged_into=None,
    )
    by_city = local.filter(kind=Jurisdiction.Kind.CITY, city_key=OuterRef("city_key"))
    by_county = local.filter(
        kind__in=[Jurisdiction.Kind.COUNTY, Jurisdiction.Kind.TRIBAL],
        county_key=OuterRef("county_key"),
    )
    return (
        sites.current()
        .exclude(kind=Site.Kind.STATION)
        .filter(~Exists(by_city) & ~Exists(by_county))
    )


def _jurisdictions(program: Program, spots: Iterable[Spot]) -> list[Jurisdiction]:
    states: set[str] = set()
    counties: set[str] = set()
    cities: set[str] = set()
    for spot in spots:
        states.add(spot.state)
        counties.add(place_key(spot.county))
        cities.add(place_key(spot.city))
    by_key = (
        Q(kind=Jurisdiction.Kind.STATE)
        | Q(kind=Jurisdiction.Kind.CITY, city_key__in=cities - {""})
        | Q(
            kind__in=[Jurisdiction.Kind.COUNTY, Jurisdiction.Kind.TRIBAL],
            county_key__in=counties - {""},
        )
    )
    rows = Jurisdiction.objects.filter(by_key, program=program, state__in=states - {""})
    rows = rows.filter(organization__ended_on=None, organization__merged_into=None)
    return list(rows.select_related("organization").order_by("organization__name", "pk"))


def _stations(organizations: set[int]) -> dict[int, list[Site]]:
    stations: dict[int, list[Site]] = defaultdict(list)
    rows = Site.objects.current().filter(organization__in=organizations)
    for site in rows.filter(latitude__isnull=False).order_by("pk"):
        stations[site.organization_id].append(site)
    return stations


def _holds(jurisdiction: Jurisdiction, spot: Spot) -> bool:
    if jurisdiction.state != spot.state:
        return False
    if jurisdiction.kind == Jurisdiction.Kind.STATE:
        return True
    if jurisdiction.kind == Jurisdiction.Kind.CITY:
        return bool(spot.city) and jurisdiction.city_key == place_key(spot.city)
    return bool(spot.county) and jurisdiction.county_key == place_key(spot.county)


def _answering(
    jurisdiction: Jurisdiction, spot: Spot, stations: Mapping[int, list[Site]]
) -> Answering:
    miles, measured_to = _distance(jurisdiction, spot, stations[jurisdiction.organization_id])
    by_state = jurisdiction.kind == Jurisdiction.Kind.STATE
    return Answering(
        organization=jurisdiction.organization,
        kind=jurisdiction.kind,
        reason=_reason(jurisdiction, spot),
        miles=miles,
        measured_to=measured_to,
        sure=by_state or not spot.guessed,
        line_near=not by_state and spot.line_miles is not None,
    )


def _reason(jurisdiction: Jurisdiction, spot: Spot) -> str:
    kind = Jurisdiction.Kind
    if jurisdiction.kind == kind.STATE:
        return _("It answers in all of %(state)s.") % {"state": state_name(spot.state)}
    name = spot.city if jurisdiction.kind == kind.CITY else county_words(spot.county, spot.state)
    says = {"name": name, "miles": f"{spot.line_miles or 0:.0f}"}
    if spot.line_miles is not None:
        return _("%(name)s is %(miles)s miles away: the line may run either side.") % says
    if jurisdiction.kind == kind.TRIBAL:
        return _("There is tribal land of its in %(name)s.") % says
    if spot.guessed:
        return _("The nearest ZIP code lies in %(name)s.") % says
    return _("The address is in %(name)s.") % says


def _distance(
    jurisdiction: Jurisdiction, spot: Spot, stations: list[Site]
) -> tuple[float | None, str]:
    """How far the agency is, and what of it that leads to."""
    if spot.latitude is None or spot.longitude is None:
        return None, ""
    here = (spot.latitude, spot.longitude)
    ways = [
        (miles_between(*here, float(site.latitude), float(site.longitude)), site.name)
        for site in stations
        if site.latitude is not None and site.longitude is not None
    ]
    if ways:
        return min(ways)
    by_county = jurisdiction.kind in (Jurisdiction.Kind.COUNTY, Jurisdiction.Kind.TRIBAL)
    if by_county and (middle := middle_of_county(jurisdiction.state, jurisdiction.county)):
        county = county_words(jurisdiction.county, jurisdiction.state)
        says = _("the middle of %(county)s") % {"county": county}
        return miles_between(*here, *middle), says
    return None, ""


def _rank(answering: Answering) -> tuple[bool, int, float, str]:
    far = float("inf") if answering.miles is None else answering.miles
    order = [kind.value for kind in _ORDER].index(answering.kind)
    return (answering.line_near, order, far, answering.organization.name)


def _with_overlaps(found: list[Answering]) -> list[Answering]:
    local = [one.organization for one in found if one.kind != Jurisdiction.Kind.STATE]
    return [
        one
        if one.kind == Jurisdiction.Kind.STATE
        else replace(one, overlaps=tuple(other for other in local if other != one.organization))
        for one in found
    ]
