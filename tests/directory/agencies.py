"""Agencies around Gulfport, as the registers name them, for tests that ask who answers there."""

from muster.core.models import Program
from muster.directory.cover import draw
from muster.directory.models import Organization, Site
from tests import rows

GULFPORT = (30.3674, -89.0928)


def agency(of: Program, name: str, kind: str, **more: object) -> Organization:
    """An agency in Mississippi."""
    return rows.organization(of, name, **({"agency": kind, "state": "MS"} | more))


def station(agency: Organization, name: str, latitude: float, longitude: float) -> Site:
    """A station of an agency."""
    return Site.objects.create(
        program=agency.program, organization=agency, key=name.lower().replace(" ", "-"),
        name=name, kind="station", state="MS", latitude=latitude, longitude=longitude,
    )  # fmt: skip


def coast(of: Program) -> dict[str, Organization]:
    """Two city forces, a sheriff, the patrol, and a campus force, with what they cover drawn."""
    found = {
        "gulfport": agency(of, "Gulfport Police Department", "police"),
        "biloxi": agency(of, "Biloxi Police Department", "police", city="Biloxi"),
        "sheriff": agency(of, "HARRISON COUNTY SHERIFFS OFFICE", "sheriff"),
        "patrol": agency(of, "Mississippi Highway Patrol", "state"),
        "campus": agency(of, "Coast College Police", "campus", city="Gulfport"),
    }
    station(found["gulfport"], "Station 200", 30.3700, -89.0900)
    station(found["gulfport"], "Substation 204", 30.4500, -89.1000)
    draw(of)
    return found
