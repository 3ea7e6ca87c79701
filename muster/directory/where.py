"""Where an address lies: ZIP code → town, county, state, coordinates and time zone, offline.

The table is that of the `zipcodes` package, which carries it. One ZIP code may lie in several
counties and a county line may run between two of them, so that what stands here is a proposal: the
member, or a register that knows, has the last word.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from muster.directory.models.place_keys import place_key

_MILES_PER_DEGREE = 69.09
_EARTH_MILES = 3958.8
_MOST_NORTH, _MOST_EAST = 90, 180
# Of military and ship addresses: not places on land, and without coordinates.
_MILITARY = "MILITARY"


@dataclass(frozen=True, slots=True)
class Place:
    """A ZIP code and where it lies; what the table does not know is empty.

    Attributes:
        latitude, longitude: degrees, WGS 84, of the middle of the ZIP code.
        time_zone: IANA name.
    """

    zip: str
    city: str
    county: str
    state: str
    latitude: float
    longitude: float
    time_zone: str


@dataclass(frozen=True, slots=True)
class Near:
    """A ZIP code near a point, and how far its middle is, in miles."""

    place: Place
    miles: float


class NotAPoint(ValueError):
    """A text says no two numbers."""


class OffTheGlobe(ValueError):
    """Two numbers are no degrees north and east."""


def point_of(text: str) -> tuple[float, float]:
    """Degrees north and east, as a map gives them.

    Raises:
        NotAPoint: there are no two numbers with a comma between them.
        OffTheGlobe: they do not lie within ±90 and ±180.

    >>> point_of("30.3674, -89.0928")
    (30.3674, -89.0928)
    """
    try:
        latitude, longitude = (float(part) for part in text.split(","))
    except ValueError:
        raise NotAPoint(text) from None
    # Written so that "not a number" is refused too.
    if not (abs(latitude) <= _MOST_NORTH and abs(longitude) <= _MOST_EAST):
        raise OffTheGlobe(text)
    return latitude, longitude


def locate_zip(text: str) -> Place | None:
    """The place of a ZIP code, also with its four further digits; None for one that is unknown."""
    return _places().get(text.strip()[:5])


def near(latitude: float, longitude: float, *, within: float = 40) -> list[Near]:
    """The ZIP codes with their middle *within* so many miles of a point, the nearest first."""
    found = [
        Near(place, miles)
        for place in _around(latitude, longitude, within)
        if (miles := miles_between(latitude, longitude, place.latitude, place.longitude)) <= within
    ]
    return sorted(found, key=lambda one: (one.miles, one.place.zip))


def nearest(latitude: float, longitude: float) -> Near | None:
    """The ZIP code whose middle is nearest to a point; None more than 40 miles from any."""
    for within in (5, 15, 40):
        if found := near(latitude, longitude, within=within):
            return found[0]
    return None


def is_town(state: str, name: str) -> bool:
    """Whether mail goes to a town of this name in the state."""
    return (state, place_key(name)) in _towns()


def county_of_town(state: str, name: str) -> str:
    """The county that a town lies in; empty where it lies in several, or nobody knows it.

    >>> county_of_town("AL", "MOBILE"), county_of_town("AL", "Nowhere at all")
    ('Mobile County', '')
    """
    counties = _towns().get((state, place_key(name)), set())
    return next(iter(counties)) if len(counties) == 1 else ""


def is_county(state: str, name: str) -> bool:
    """Whether the state has a county of this name."""
    return (state, place_key(name)) in _counties()


@lru_cache(maxsize=10_000)
def county_called(state: str, name: str) -> str:
    """A county as most ZIP codes write it, however a register spells it.

    What no ZIP code knows stands as it is.

    >>> county_called("MS", "Harrison"), county_called("MS", "DE SOTO COUNTY")
    ('Harrison County', 'DeSoto County')
    >>> county_called("MS", "Tarrow")
    'Tarrow'
    """
    places = _counties().get((state, place_key(name))) if name else None
    if not places:
        return name
    spelled = Counter(place.county for place in places)
    return max(spelled, key=lambda one: (spelled[one], one))


def middle_of_county(state: str, county: str) -> tuple[float, float] | None:
    """About the middle of a county: the mean of its ZIP codes, (latitude, longitude)."""
    places = _counties().get((state, place_key(county)))
    if not places:
        return None
    many = len(places)
    return (
        sum(place.latitude for place in places) / many,
        sum(place.longitude for place in places) / many,
    )


def miles_between(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Miles between two points along the great circle (haversine formula).

    >>> round(miles_between(30.3674, -89.0928, 32.2988, -90.1848))  # Gulfport to Jackson
    148
    """
    a, b = math.radians(latitude), math.radians(other_latitude)
    half_up = math.sin((b - a) / 2) ** 2
    half_over = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_MILES * math.asin(math.sqrt(half_up + math.cos(a) * math.cos(b) * half_over))


@cache
def _places() -> dict[str, Place]:
    import zipcodes  # noqa: PLC0415 - slow import: it reads 43,000 rows

    return {
        row["zip_code"]: Place(
            zip=row["zip_code"],
            city=row["city"],
            county=row["county"],
            state=row["state"],
            latitude=float(row["lat"]),
            longitude=float(row["long"]),
            time_zone=row["timezone"],
        )
        for row in zipcodes.list_all()
        if row["zip_code_type"] != _MILITARY and row["lat"] and row["long"]
    }


@cache
def _squares() -> dict[tuple[int, int], list[Place]]:
    squares: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in _places().values():
        squares[math.floor(place.latitude), math.floor(place.longitude)].append(place)
    return squares


@cache
def _counties() -> dict[tuple[str, str], list[Place]]:
    counties: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in _places().values():
        if place.county:
            counties[place.state, place_key(place.county)].append(place)
    return counties


@cache
def _towns() -> dict[tuple[str, str], set[str]]:
    """The counties of each town."""
    towns: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in _places().values():
        towns[place.state, place_key(place.city)].add(place.county)
    return dict(towns)


def _around(latitude: float, longitude: float, miles: float) -> Iterator[Place]:
    """The places in the squares of one degree that come within *miles* of a point."""
    up = miles / _MILES_PER_DEGREE
    over = up / max(math.cos(math.radians(min(abs(latitude) + up, 89))), 0.01)
    squares = _squares()
    for row in range(math.floor(latitude - up), math.floor(latitude + up) + 1):
        for column in range(math.floor(longitude - over), math.floor(longitude + over) + 1):
            yield from squares.get((row, column), ())
