"""The directory's tables in a build packet: only whom the build refers to."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from muster.core.tables import Column, Kind, Rows, Table, choice, reference
from muster.directory.models import (
    ContactPoint,
    Jurisdiction,
    Organization,
    OtherName,
    Person,
    Post,
    Site,
)
from muster.directory.values import read_email, read_phone


def _wrong_post(row: Rows) -> list[tuple[str, str]]:
    if row.get("from_on") and row.get("to_on") and row["to_on"] < row["from_on"]:
        return [("to_on", _("a post cannot end before it began."))]
    return []


def _wrong_site(row: Rows) -> list[tuple[str, str]]:
    wrong = []
    for name, most in (("latitude", 90), ("longitude", 180)):
        if row.get(name) is not None and abs(row[name]) > most:
            wrong.append((name, _("degrees lie within ±%(most)s.") % {"most": most}))
    if (row.get("latitude") is None) != (row.get("longitude") is None):
        wrong.append(("latitude", _("latitude and longitude are given together, or neither.")))
    return wrong


def _wrong_jurisdiction(row: Rows) -> list[tuple[str, str]]:
    kinds = Jurisdiction.Kind
    named = {"city": bool(row.get("city")), "county": bool(row.get("county"))}
    asked: dict[str, dict[str, bool]] = {
        kinds.CITY: {"city": True, "county": False},
        kinds.COUNTY: {"city": False, "county": True},
        kinds.TRIBAL: {"city": False, "county": True},
        kinds.STATE: {"city": False, "county": False},
    }
    wanted = asked.get(row.get("kind") or "", named)
    says = _("a city has its city, a county its county, and the whole state neither.")
    return [(column, says) for column in named if named[column] != wanted[column]]


def _wrong_contact_point(row: Rows) -> list[tuple[str, str]]:
    named = [name for name in ("person", "site", "organization") if row.get(name)]
    if len(named) != 1:
        return [("person", _("it reaches one of person, site and organization, and only one."))]
    return []


def spelled_as_kept(row: dict[str, Any]) -> dict[str, Any]:
    """A contact point with its number or address as the directory keeps it.

    What cannot be read stays as it is written: a number of a few digits may be dialed inside a
    house.
    """
    read = read_phone if row["kind"] == ContactPoint.Kind.PHONE else read_email
    return row | {"address": read(row["address"]).value or row["address"]}


ORGANIZATIONS = Table(
    name="organizations",
    model=Organization,
    says="Companies, agencies, associations, task forces and sponsors that the build refers to.",
    above="program",
    key=("key",),
    shared=True,
    rows=lambda scope: Organization.objects.filter(pk__in=scope.referenced("organizations")),
    columns=(
        Column("key", "Its key in the program.", Kind.KEY, required=True),
        Column("name", "Its name as printed.", required=True),
        reference("sector", "Its sector.", "sectors"),
        reference("parent", "The organization that it is part of.", "organizations"),
        Column("usdot", "USDOT number, for carriers."),
        Column("ori", "ORI, for police agencies."),
        Column("url", "Its web address."),
        Column("city", "Its city."),
        Column("state", "Its state.", Kind.STATE),
        Column("ended_on", "The day on which it ended.", Kind.DATE),
        Column("county", "Its county."),
        choice("agency", "What a police agency is.", Organization.Agency, required=False),
        Column("trucks", "Power units, for carriers.", Kind.INTEGER),
        Column("drivers", "Drivers, for carriers.", Kind.INTEGER),
        Column("natural_person", "An owner-operator under their own name.", Kind.YES_NO),
    ),
)
OTHER_NAMES = Table(
    name="other_names",
    model=OtherName,
    says="Other names of these organizations: legal, former, short.",
    above="program",
    key=("organization", "name"),
    order=("organization__key", "name"),
    shared=True,
    rows=lambda scope: OtherName.objects.filter(organization__in=scope.referenced("organizations")),
    columns=(
        reference("organization", "Whose.", "organizations", required=True),
        Column("name", "The name.", required=True),
        choice("kind", "What kind of name it is.", OtherName.Kind),
    ),
)
JURISDICTIONS = Table(
    name="jurisdictions",
    model=Jurisdiction,
    says="Where the agencies among them may answer.",
    above="program",
    key=("organization", "kind", "state", "county", "city"),
    order=("organization__key", "kind", "state", "county", "city"),
    shared=True,
    rows=lambda scope: Jurisdiction.objects.filter(
        organization__in=scope.referenced("organizations")
    ),
    columns=(
        reference("organization", "The agency.", "organizations", required=True),
        choice("kind", "What of it holds a place.", Jurisdiction.Kind),
        Column("state", "The state.", Kind.STATE, required=True),
        Column("county", "The county, or the county that the tribal land is in."),
        Column("city", "The city or town."),
    ),
    wrong=_wrong_jurisdiction,
    rules=("A city has its city, a county its county, and the whole state neither.",),
)
PEOPLE = Table(
    name="people",
    model=Person,
    says="People whom the build refers to. A build known from history may have none.",
    above="program",
    key=("key",),
    shared=True,
    rows=lambda scope: Person.objects.filter(pk__in=scope.referenced("people")),
    columns=(
        Column("key", "The person’s key in the program.", Kind.KEY, required=True),
        Column("name", "The person’s name.", required=True),
        Column("language", "The language to write to them in.", Kind.LANGUAGE),
    ),
)
SITES = Table(
    name="sites",
    model=Site,
    says="Places of the organizations that take part.",
    above="program",
    key=("key",),
    shared=True,
    rows=lambda scope: Site.objects.filter(organization__in=scope.referenced("organizations")),
    columns=(
        Column("key", "Its key in the program.", Kind.KEY, required=True),
        reference("organization", "Who runs it.", "organizations", required=True),
        Column("name", "Its name.", required=True),
        Column("street", "Street and number."),
        Column("city", "City."),
        Column("county", "County."),
        Column("state", "State.", Kind.STATE),
        Column("zip", "ZIP code."),
        Column("latitude", "Degrees north, WGS 84.", Kind.DECIMAL),
        Column("longitude", "Degrees east, WGS 84.", Kind.DECIMAL),
        choice("kind", "What kind of place it is.", Site.Kind, required=False),
        Column("register_key", "Its number in a register: “osm:node/1”."),
        Column("time_zone", "Its time zone.", Kind.ZONE),
        Column("ended_on", "The day on which it closed.", Kind.DATE),
    ),
    wrong=_wrong_site,
    rules=("Latitude and longitude are given together; they lie within ±90 and ±180.",),
)
POSTS = Table(
    name="posts",
    model=Post,
    says="What these people are where, from when to when.",
    above="program",
    key=("person", "organization", "title"),
    order=("person__key", "organization__key", "title"),
    shared=True,
    rows=lambda scope: Post.objects.filter(person__in=scope.referenced("people")),
    columns=(
        reference("person", "Who.", "people", required=True),
        reference("organization", "Where.", "organizations", required=True),
        Column("title", "As what."),
        Column("from_on", "Since when.", Kind.DATE),
        Column("to_on", "Until when.", Kind.DATE),
        reference("site", "At which of its sites.", "sites"),
    ),
    wrong=_wrong_post,
    rules=("A post does not end before it began.",),
)
CONTACT_POINTS = Table(
    name="contact_points",
    model=ContactPoint,
    says="Phones and addresses of these people, sites and organizations.",
    above="program",
    key=("person", "site", "organization", "kind", "address"),
    order=("kind", "address", "person__key", "site__key", "organization__key"),
    shared=True,
    found_by="address",
    rows=lambda scope: ContactPoint.objects.filter(
        Q(person__in=scope.referenced("people"))
        | Q(site__in=scope.referenced("sites"))
        | Q(organization__in=scope.referenced("organizations"))
    ),
    columns=(
        reference("person", "Whom it reaches, if a person.", "people"),
        reference("site", "Whom it reaches, if a site.", "sites"),
        reference("organization", "Whom it reaches, if an organization.", "organizations"),
        choice("kind", "Phone or e-mail.", ContactPoint.Kind),
        Column("address", "The number or the address.", required=True),
        Column("label", "What it is called: “night desk”."),
        choice("audience", "Who may see it.", ContactPoint.Audience),
        choice("status", "Whether it can be used.", ContactPoint.Status),
        Column("verified_on", "When it was last verified.", Kind.DATE),
        Column("verified_by", "By whom and how."),
        Column("expires_on", "When it must be verified again.", Kind.DATE),
    ),
    wrong=_wrong_contact_point,
    spelled=spelled_as_kept,
    rules=(
        "A contact point reaches one of person, site and organization, and only one.",
        "A phone number is kept and written as `+12285550131`, with an extension as "
        "`+12285550131;ext=12`, however it came; an e-mail address in small letters.",
    ),
)
TABLES = (ORGANIZATIONS, OTHER_NAMES, JURISDICTIONS, PEOPLE, SITES, POSTS, CONTACT_POINTS)
