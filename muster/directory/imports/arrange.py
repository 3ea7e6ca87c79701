"""The columns of a file, brought to the nouns of the directory: which company, which place.

What each kind of file means by its columns is here: a carrier's legal name beside the one on its
doors, a station and its department, a truck stop that its list calls “Unknown”. Each row gives at
most one organization and one site, as tuples in the order of `ORGANIZATION` and `SITE`.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from muster.directory.imports.cells import Batch
from muster.directory.imports.layouts import Layout
from muster.directory.imports.names import (
    agency_kind,
    alike,
    department_of,
    is_natural_person,
)
from muster.directory.models import Import, Organization, Site
from muster.directory.values import read_place, read_state, read_zip, state_of_ori
from muster.directory.where import county_called, locate_zip, nearest

Kind = Import.Kind
ORGANIZATION = (
    "name", "usdot", "ori", "url", "city", "county", "state", "agency", "trucks", "drivers",
    "natural_person",
)  # fmt: skip
SITE = (
    "name", "street", "city", "county", "state", "zip", "kind", "register_key", "time_zone",
    "latitude", "longitude",
)  # fmt: skip
# The columns in which the nouns of a batch stand, each a tuple or None.
ORGANIZATIONS, LEGAL, SITES, PEOPLE = "=organization", "=legal", "=site", "=person"
# Of somebody with several posts, the organization and the title of each but the first; a file in
# which nobody has them has no such column.
BESIDE = "=beside"
# By row, the names of fields that its cells do not say: the ZIP code or the point tells them. That
# is a proposal: it fills a field, and corrects none.
DERIVED = "=derived"
_TOLD_BY_ZIP = tuple(
    (*(name for at, name in enumerate(("city", "county", "state")) if told >> at & 1), "time_zone")
    for told in range(8)
)
Org = tuple[Any, ...]
_NOWHERE: Org = ("", "", "", "", "", "", "", "", None, None, False)
Place = tuple[str, str, str, str]
UNKNOWN = frozenset(["UNKNOWN", "UNNAMED", "NONAME", "NA"])


def arrange(batch: Batch, kind: str, layout: Layout | None) -> Batch:
    """Give *batch* its nouns, and let go of the columns that they were made of."""
    _BY_KIND[kind](batch, layout)
    kept = (
        "=",
        "organization.phone",
        "organization.email",
        "organization.sector",
        "organization.contact",
        "organization.ended_on",
        "site.phone",
        "site.email",
        "site.contact",
        "site.ended_on",
        "person.",
        "post.",
    )
    batch.columns = {
        name: values
        for name, values in batch.columns.items()
        if name.startswith((*kept, "touch.", "row."))
    }
    batch.forget_views()
    return batch


@lru_cache(maxsize=60_000)
def by_zip(zip_code: str) -> Place:
    """City, county, state and time zone of a ZIP code; empty where nobody knows it."""
    place = locate_zip(zip_code) if zip_code else None
    if place is None:
        return ("", "", "", "")
    county = county_called(place.state, place.county)
    return (place.city, county, place.state, place.time_zone)


def _addresses(batch: Batch) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Street, city, county, state, ZIP code and time zone of each row, completed by the ZIP."""
    lines = batch.columns.get("site.address")
    derived = batch.columns[DERIVED] = []
    for street, city, county, state, zip_code, line in zip(
        batch.column("site.street"),
        batch.column("site.city"),
        batch.column("site.county"),
        batch.column("site.state"),
        batch.column("site.zip"),
        lines or [""] * len(batch.lines),
        strict=True,
    ):
        if line:
            street, city, state, zip_code = _from_line(line, street, city, state, zip_code)
        near = by_zip(zip_code[:5])
        # A ZIP code of another state than the row says is mistyped, or crosses the line.
        agrees = not state or state == near[2]
        derived.append(_TOLD_BY_ZIP[(not city) + 2 * (not county) + 4 * (not state)])
        yield (
            street or "",
            city or (near[0] if agrees else ""),
            county_called(state or near[2], county) if county else near[1] if agrees else "",
            state or near[2],
            zip_code or "",
            near[3] if agrees else "",
        )


def _from_line(line: str, street: str, city: str, state: str, zip_code: str) -> Place:
    """An address in one line, taken apart from its end; what cannot be told stays in the street."""
    parts = [part.strip() for part in line.split(",") if part.strip()]
    if parts and (last := parts[-1].split()) and last[-1][:5].isdecimal():
        found = read_zip(last[-1])
        if found.value and not found.note:
            zip_code = zip_code or found.value
            parts[-1] = " ".join(last[:-1])
    parts = [part for part in parts if part]
    if len(parts) > 1 and len(parts[-1]) <= 20:
        found = read_state(parts[-1])
        if found.value and not found.problem and not found.note:
            state = state or found.value
            parts.pop()
            if len(parts) > 1:
                city = city or str(read_place(parts.pop()).value)
    return (street or ", ".join(parts), city, state, zip_code)


def _carriers(batch: Batch, layout: Layout | None) -> None:
    """A carrier has the name on its doors, a legal one, and an office; owner-operators a home.

    In a table of organizations of all kinds some are agencies.
    """
    legals: list[str] = []
    organizations: list[Org | None] = []
    sites: list[Org | None] = []
    for called, legal, usdot, ori, url, trucks, drivers, address in zip(
        batch.column("organization.name"),
        batch.column("organization.legal_name"),
        batch.column("organization.usdot"),
        batch.column("organization.ori"),
        batch.column("organization.url"),
        batch.column("organization.trucks", None),
        batch.column("organization.drivers", None),
        _addresses(batch),
        strict=True,
    ):
        name = called or legal
        natural = not ori and is_natural_person(legal or called)
        agency = agency_kind(name) if ori else ""
        street, city, county, state, zip_code, zone = address
        organizations.append(
            (name, usdot, ori, url, city, county, state, agency, trucks, drivers, natural)
            if name
            else None
        )
        legals.append(legal if called and legal and alike(called) != alike(legal) else "")
        # Where an owner-operator is at home is nobody's business.
        sites.append(
            (_OFFICE, street, city, county, state, zip_code, Site.Kind.OFFICE.value, "", zone,
             None, None)
            if street and not natural
            else None
        )  # fmt: skip
    batch.columns |= {ORGANIZATIONS: organizations, LEGAL: legals, SITES: sites}


_OFFICE = "Office"


def _agencies(batch: Batch, layout: Layout | None) -> None:
    """A list of stations names the department in each; a list of departments has no stations."""
    organizations: list[Org | None] = []
    sites: list[Org | None] = []
    register = layout.register if layout else ""
    has_sites = any(name in batch.columns for name in ("site.name", "site.key", "site.street"))
    for at, (called, station, ori, url, said, number, latitude, longitude, address) in enumerate(
        zip(
            batch.column("organization.name"),
            batch.column("site.name"),
            batch.column("organization.ori"),
            batch.column("organization.url"),
            batch.column("organization.agency"),
            batch.column("site.key"),
            batch.column("site.latitude", None),
            batch.column("site.longitude", None),
            _addresses(batch),
            strict=True,
        )
    ):
        name = called or department_of(station)
        street, city, county, state, zip_code, zone = address
        kind = agency_kind(name, said)
        if not state and (state := state_of_ori(ori)):
            county = county_called(state, county)
        # A department is at home in its county; its stations are where they are.
        organizations.append(
            (name, "", ori, url, city, county, state, kind, None, None, False)
            if name or ori
            else None
        )
        if not has_sites:
            sites.append(None)
            continue
        if "/" in station:
            says = _("One row, two things: kept as a station of “%(name)s”.") % {"name": name}
            batch.notes.setdefault(at, []).append(("", says))
        elif kind == Organization.Agency.OTHER:
            says = _("Not a police department by its name: kept as another agency.")
            batch.notes.setdefault(at, []).append(("", says))
        sites.append(
            (station or name, street, city, county, state, zip_code, Site.Kind.STATION.value,
             _register_key(register, number), zone, latitude, longitude)
            if station or street or number
            else None
        )  # fmt: skip
    batch.columns |= {
        ORGANIZATIONS: organizations,
        LEGAL: [""] * len(batch.lines),
        SITES: sites,
    }


def _places(batch: Batch, layout: Layout | None) -> None:
    """A place, and who runs it: its brand, or where it has none, the place itself."""
    organizations: list[Org | None] = []
    sites: list[Org | None] = []
    register = layout.register if layout else ""
    usual = layout.site_kind if layout else ""
    for at, (called, place, said, number, url, latitude, longitude, address) in enumerate(
        zip(
            batch.column("organization.name"),
            batch.column("site.name"),
            batch.column("site.kind"),
            batch.column("site.key"),
            batch.column("organization.url"),
            batch.column("site.latitude", None),
            batch.column("site.longitude", None),
            _addresses(batch),
            strict=True,
        )
    ):
        street, city, county, state, zip_code, zone = address
        if latitude is not None and longitude is not None and not (county and state and zone):
            near = [name for name, said in (("county", county), ("state", state)) if not said]
            county, state, zone = _by_point(latitude, longitude, county, state, zone)
            batch.columns[DERIVED][at] += tuple(near)
        name = "" if alike(place) in UNKNOWN else place
        if not name and (number or street or latitude is not None):
            name = _named_by_place(called, street, city, county, state)
            if place:
                says = _("Its list calls it “%(name)s”: named by where it is.") % {"name": place}
                batch.notes.setdefault(at, []).append(("", says))
        who = called or (name if place and alike(place) not in UNKNOWN else "")
        who = who or (_("Operator not known") if name else "")
        own = not called and who == name
        organizations.append(
            (who, "", "", url, city if own else "", county if own else "", state if own else "",
             "", None, None, False)
            if who
            else None
        )  # fmt: skip
        sites.append(
            (name or who, street, city, county, state, zip_code, said or usual,
             _register_key(register, number), zone, latitude, longitude)
            if name or street or number or latitude is not None
            else None
        )  # fmt: skip
    batch.columns |= {
        ORGANIZATIONS: organizations,
        LEGAL: [""] * len(batch.lines),
        SITES: sites,
    }


def _register_key(register: str, number: str) -> str:
    return f"{register}:{number}"[:60] if register and number else ""


@lru_cache(maxsize=20_000)
def _near(latitude: float, longitude: float) -> Place:
    found = nearest(latitude, longitude)
    if found is None:
        return ("", "", "", "")
    place = found.place
    county = county_called(place.state, place.county)
    return (place.city, county, place.state, place.time_zone)


def _by_point(
    latitude: str, longitude: str, county: str, state: str, zone: str
) -> tuple[str, str, str]:
    """County, state and time zone by the nearest ZIP code, where the row does not say."""
    near = _near(round(float(latitude), 3), round(float(longitude), 3))
    if state and near[2] and state != near[2]:
        return county, state, zone
    state = state or near[2]
    return county_called(state, county) or near[1], state, zone or near[3]


def _named_by_place(brand: str, street: str, city: str, county: str, state: str) -> str:
    """What to call a place whose list does not: “Larkmart, Jaybird Road, Brighton”."""
    where = ", ".join(part for part in (street, city or county, state) if part)
    said = brand or _("Without a name")
    return f"{said}, {where}"[:200] if where else said


def _people(batch: Batch, layout: Layout | None) -> None:
    """A person, where they work, and as what."""
    people: list[str] = []
    organizations: list[Org | None] = []
    sites: list[Org | None] = []
    for name, given, family, company, url, address in zip(
        batch.column("person.name"),
        batch.column("person.given"),
        batch.column("person.family"),
        batch.column("organization.name"),
        batch.column("organization.url"),
        _addresses(batch),
        strict=True,
    ):
        street, city, county, state, zip_code, zone = address
        people.append((name or f"{given} {family}".strip())[:120])
        organizations.append(
            (company, "", "", url, city, county, state, "", None, None, False) if company else None
        )
        sites.append(
            (_OFFICE, street, city, county, state, zip_code, Site.Kind.OFFICE.value, "", zone,
             None, None)
            if company and street
            else None
        )  # fmt: skip
    batch.columns |= {
        ORGANIZATIONS: organizations,
        LEGAL: batch.column("organization.legal_name"),
        SITES: sites,
        PEOPLE: people,
    }
    names, titles = batch.several("organization.name"), batch.several("post.title")
    if names and max(len(names), len(titles)) > 1:
        _several_posts(batch)


def _several_posts(batch: Batch) -> None:
    """Put each title beside its organization: the second beside the second, all beside one alone.

    A title that has no organization is left out, and the row says so.
    """
    organizations = batch.columns[ORGANIZATIONS]
    firsts, beside = list(batch.column("post.title")), []
    names = zip(*batch.several("organization.name"), strict=True)
    titles = zip(*(batch.several("post.title") or [firsts]), strict=True)
    for at, (called, told) in enumerate(zip(names, titles, strict=True)):
        here = [name for name in called if name]
        if len(here) == 1:
            posts = [(here[0], title) for title in filter(None, told)] or [(here[0], "")]
        else:
            posts = [(name, title) for name, title in zip_longest(called, told, fillvalue="")]
            for title in [title for name, title in posts if title and not name]:
                says = _("“%(title)s” is left out: no organization stands beside it.")
                batch.notes.setdefault(at, []).append(("", says % {"title": title}))
            posts = [post for post in posts if post[0]]
        firsts[at] = posts[0][1] if posts else ""
        first = organizations[at] or _NOWHERE
        if posts:
            organizations[at] = (posts[0][0], *first[1:])
        beside.append(tuple(((name, "", "", "", *first[4:]), title) for name, title in posts[1:]))
    batch.columns = {
        name: values for name, values in batch.columns.items() if not name.startswith("post.")
    } | {"post.title": firsts, BESIDE: beside}


_BY_KIND: dict[str, Callable[[Batch, Layout | None], None]] = {
    Kind.ATTENDEES: _people,
    Kind.CONTACTS: _people,
    Kind.CARRIERS: _carriers,
    Kind.AGENCIES: _agencies,
    Kind.PLACES: _places,
}
