"""`muster agencies`: who may answer at a place."""

import argparse
import re
from typing import TYPE_CHECKING, Any

from muster.cli.ground import ONLY_PROGRAM, find_database, only_program
from muster.cli.voice import (
    Commands,
    Stop,
    add_command,
    may_speak_json,
    table,
    tell,
    tell_json,
)

if TYPE_CHECKING:  # Django is not there yet when this is read
    from muster.core.models import Program
    from muster.directory.jurisdiction import Answering, Spot


def add_to(commands: Commands) -> None:
    """Add `agencies`."""
    parser = add_command(
        commands,
        "agencies",
        agencies,
        says="Say which law enforcement agencies of the directory may answer at a place, how far "
        "they are, and why.",
        example="muster agencies --at 30.3674,-89.0928",
    )
    # Degrees that begin with a minus are a place to the south, and no option.
    parser._negative_number_matcher = re.compile(r"-[\d.]")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--at", metavar="LAT,LON", help="a point: degrees north and east, WGS 84")
    where.add_argument("--zip", metavar="ZIP", help="the middle of a ZIP code")
    where.add_argument("--site", metavar="KEY", help="a site of the directory")
    parser.add_argument("--program", metavar="KEY", help=ONLY_PROGRAM)
    may_speak_json(parser)


def agencies(asked: argparse.Namespace) -> int:
    """Find them, and tell."""
    find_database()
    from muster.directory.jurisdiction import agencies_at

    program = only_program(asked.program)
    spots = _spots(asked, program)
    found = agencies_at(program, spots)
    if asked.format == "json":
        tell_json({"place": _place(spots[0]), "agencies": [_agency(one) for one in found]})
        return 0
    tell(f"{_words(spots[0])}.")
    if not found:
        tell("No agency of the directory covers it. `muster import` takes a list of agencies.")
        return 0
    tell(table([(one.organization.name, _miles(one), one.reason) for one in found]))
    return 0


def _spots(asked: argparse.Namespace, program: "Program") -> "list[Spot]":
    """What is known of the place that was asked about.

    Raises:
        Stop: it is no place, or none in the country.
    """
    from muster.directory.jurisdiction import spot_of, spots_at
    from muster.directory.models import Site
    from muster.directory.values import read_zip
    from muster.directory.where import locate_zip

    if asked.site:
        site = Site.objects.filter(program=program, key=asked.site).first()
        if site is None:
            raise Stop(f"There is no site “{asked.site}” in {program.name}.")
        return [spot_of(site)]
    if asked.zip:
        # A spreadsheet drops zeros; what an import reads is read here too.
        place = locate_zip(str(read_zip(asked.zip).value)[:5])
        if place is None:
            raise Stop(f"“{asked.zip}” is not a US ZIP code.")
        return spots_at(place.latitude, place.longitude)
    latitude, longitude = _point(asked.at)
    spots = spots_at(latitude, longitude)
    if not spots:
        says = f"{asked.at} lies more than 40 miles from any ZIP code of the United States."
        raise Stop(says + _turned(asked.at))
    return spots


def _point(text: str) -> tuple[float, float]:
    """The degrees of "LAT,LON".

    Raises:
        Stop: it says none, or the two are out of range.
    """
    from muster.directory.where import NotAPoint, OffTheGlobe, point_of

    try:
        return point_of(text)
    except NotAPoint:
        raise Stop(f"“{text}” is no point. Say LAT,LON: 30.3674,-89.0928.") from None
    except OffTheGlobe:
        says = f"“{text}”: degrees north lie within ±90, degrees east within ±180."
        raise Stop(says + _turned(text)) from None


def _turned(text: str) -> str:
    """What to say of degrees that are a place of the country with those to the north first."""
    from muster.directory.jurisdiction import spots_at
    from muster.directory.where import OffTheGlobe, point_of

    turned = ",".join(part.strip() for part in reversed(text.split(",")))
    try:
        there = spots_at(*point_of(turned))
    except OffTheGlobe:
        return ""
    return f" Degrees north come first: --at {turned}" if there else ""


def _place(spot: "Spot") -> dict[str, Any]:
    return {
        "city": spot.city,
        "county": spot.county,
        "state": spot.state,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "by": "the nearest ZIP code" if spot.guessed else "its address",
    }


def _agency(one: "Answering") -> dict[str, Any]:
    return {
        "key": one.organization.key,
        "name": one.organization.name,
        "ori": one.organization.ori or None,
        "covers": one.kind,
        "reason": one.reason,
        "miles": None if one.miles is None else round(one.miles, 1),
        "measured_to": one.measured_to or None,
        "sure": one.sure,
        "line_near": one.line_near,
        "overlaps": [other.key for other in one.overlaps],
    }


def _words(spot: "Spot") -> str:
    return f"{spot.in_words or 'A place that nobody described'}, by " + (
        "the nearest ZIP code" if spot.guessed else "its address"
    )


def _miles(one: "Answering") -> str:
    return "" if one.miles is None else f"{one.miles:.1f} mi to {one.measured_to}"
