"""What an agency covers: drawn from what it is, and changed by hand.

A register says that an agency is a city's police or a county's sheriff, and its name says which.
That is where its jurisdiction begins; a district of several counties, or a city that has its
policing done by the sheriff, is added by a member.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from muster.core import audit
from muster.core.clock import today_in
from muster.core.models import Program
from muster.directory.models import Jurisdiction, Organization, Source
from muster.directory.provenance import by_hand
from muster.directory.where import is_county, is_town

_AT_ONCE = 2_000
# What registers call the kinds of agencies.
_AGENCY = Organization.Agency
_WORDS = {
    "city": _AGENCY.POLICE, "local police department": _AGENCY.POLICE, "police": _AGENCY.POLICE,
    "county": _AGENCY.SHERIFF, "sheriff": _AGENCY.SHERIFF, "sheriff's office": _AGENCY.SHERIFF,
    "state police": _AGENCY.STATE, "state": _AGENCY.STATE, "highway patrol": _AGENCY.STATE,
    "tribal": _AGENCY.TRIBAL,
    "university or college": _AGENCY.CAMPUS, "campus": _AGENCY.CAMPUS, "university": _AGENCY.CAMPUS,
    "other": _AGENCY.OTHER, "other state agency": _AGENCY.OTHER, "federal": _AGENCY.OTHER,
    "special jurisdiction": _AGENCY.OTHER,
}  # fmt: skip
_SHERIFF = re.compile(r"\bsheriff", re.I)
_CAMPUS = re.compile(r"\b(university|college|campus|school|academy|isd)\b", re.I)
_STATE = re.compile(
    r"\b(highway patrol|state (police|patrol|troopers?)|dept of public safety"
    r"|department of public safety)\b",
    re.I,
)
_TRIBAL = re.compile(r"\b(tribal|tribe|nation|pueblo|rancheria|band of)\b", re.I)
_POLICE = re.compile(r"\b(police|marshal'?s?|public safety)\b", re.I)
_TOWN_POLICE = re.compile(
    r"^(?:city|town|village|borough) of\s+(?P<of>.+?)\s+(?:police|marshal|public safety)\b"
    r"|^(?P<town>.+?)\s+(?:city\s+)?(?:police|marshal|pd\b|public safety)",
    re.I,
)
_COUNTY_SHERIFF = re.compile(r"^(?P<county>.+?)(?:\s+(?:county|parish|co\.?))?\s+sheriff", re.I)


def agency_of(name: str, word: str = "") -> str:
    """What an agency is, by the word that a register has for it, else by its name.

    Args:
        word: the register's: "City", "County", "State Police", "Tribal", "University or College".

    Returns:
        A value of `Organization.Agency`; empty if neither says.

    >>> agency_of("Harrison County Sheriff's Office"), agency_of("Gulfport Police Department")
    ('sheriff', 'police')
    >>> agency_of("Jefferson", "County"), agency_of("Choctaw Tribal Police"), agency_of("Pinewick")
    ('sheriff', 'tribal', '')
    """
    if found := _WORDS.get(" ".join(word.split()).lower()):
        return str(found)
    for pattern, kind in (
        (_TRIBAL, _AGENCY.TRIBAL),
        (_SHERIFF, _AGENCY.SHERIFF),
        (_STATE, _AGENCY.STATE),
        (_CAMPUS, _AGENCY.CAMPUS),
        (_POLICE, _AGENCY.POLICE),
    ):
        if pattern.search(name):
            return str(kind)
    return ""


@dataclass(frozen=True, slots=True)
class _Home:
    """Where an agency is at home: by its own address, else by that of its first station."""

    state: str
    county: str
    city: str


def drawn(agency: Organization, *, source: Source | None = None) -> Jurisdiction | None:
    """Where *agency* answers, by what it is, its name and its address; None if they do not say.

    Args:
        source: what says so; the agency's own source where nothing else does.
    """
    kinds = Organization.Agency
    home = _home_of(agency)
    if not home.state:
        return None
    row = Jurisdiction(
        program_id=agency.program_id,
        organization=agency,
        state=home.state,
        source_id=agency.source_id if source is None else source.pk,
    )
    # A district of the patrol that names its one county stays in it.
    district = agency.agency == kinds.STATE and agency.parent_id and home.county
    if district or agency.agency == kinds.TRIBAL:
        row.county = home.county
    elif agency.agency == kinds.SHERIFF:
        row.county = _county_of(agency, home)
    elif agency.agency == kinds.POLICE:
        row.city = _city_of(agency, home)
    if agency.agency == kinds.STATE and not district:
        row.kind = Jurisdiction.Kind.STATE
    elif row.city:
        row.kind = Jurisdiction.Kind.CITY
    elif row.county:
        tribal = agency.agency == kinds.TRIBAL
        row.kind = Jurisdiction.Kind.TRIBAL if tribal else Jurisdiction.Kind.COUNTY
    else:
        return None
    return row


def draw(program: Program, *, source: Source | None = None) -> int:
    """Give each agency of *program* that covers nothing yet what is drawn for it; how many.

    Args:
        source: what brought the agencies or their stations, so that undoing it takes this too.
    """
    agencies = (
        Organization.objects.current()
        .filter(program=program, jurisdictions=None)
        .exclude(agency="")
        .order_by("pk")
    )
    made = 0
    batch: list[Jurisdiction] = []
    for agency in agencies.iterator(chunk_size=_AT_ONCE):
        if found := drawn(agency, source=source):
            batch.append(found)
        if len(batch) >= _AT_ONCE:
            made += _keep(batch)
            batch = []
    return made + _keep(batch)


@transaction.atomic
def cover(
    agency: Organization, kind: Jurisdiction.Kind, *, name: str, by: str, now: datetime
) -> Jurisdiction:
    """Let *agency* answer in one more city, county, state or tribal land of its state.

    Args:
        name: of the city or county; nothing for the state.

    Raises:
        ValueError: no name where one is needed, or the agency has no state.
    """
    name = name.strip()
    if not agency.state:
        raise ValueError(_("Its state is not known yet. Say it under Edit, then add this."))
    if kind != Jurisdiction.Kind.STATE and not name:
        raise ValueError(_("Say which city or county."))
    column = {"city": name} if kind == Jurisdiction.Kind.CITY else {"county": name}
    if kind == Jurisdiction.Kind.STATE:
        column = {}
    row, made = Jurisdiction.objects.get_or_create(
        organization=agency,
        kind=kind,
        state=agency.state,
        city=column.get("city", ""),
        county=column.get("county", ""),
        defaults={
            "program_id": agency.program_id,
            "source": by_hand(agency.program, by=by, on=today_in(agency.program, now)),
        },
    )
    if made:
        _note(agency, "covered", by, now)
    return row


@transaction.atomic
def uncover(agency: Organization, jurisdiction: Jurisdiction, *, by: str, now: datetime) -> None:
    """Let *agency* answer there no more."""
    gone, _tables = Jurisdiction.objects.filter(pk=jurisdiction.pk, organization=agency).delete()
    if gone:
        _note(agency, "uncovered", by, now)


def _note(agency: Organization, verb: str, by: str, now: datetime) -> None:
    audit.record(
        by=by, verb=verb, subject=f"organization:{agency.key}", program=agency.program, at=now
    )


def _keep(rows: Iterable[Jurisdiction]) -> int:
    return len(Jurisdiction.objects.bulk_create(rows, ignore_conflicts=True))


def _home_of(agency: Organization) -> _Home:
    if agency.state:
        return _Home(agency.state, agency.county, agency.city)
    station = agency.sites.current().exclude(state="").order_by("pk").first()
    if station is None:
        return _Home("", "", "")
    return _Home(station.state, agency.county or station.county, agency.city or station.city)


def _city_of(agency: Organization, home: _Home) -> str:
    """The town that the name says, if mail goes to one; else the town of its address."""
    if (said := _TOWN_POLICE.match(agency.name)) is not None:
        town = (said["of"] or said["town"]).strip()
        if is_town(home.state, town):
            return town.title() if town.isupper() else town
    return home.city


def _county_of(agency: Organization, home: _Home) -> str:
    if (said := _COUNTY_SHERIFF.match(agency.name)) is not None:
        county = said["county"].strip()
        if is_county(home.state, county):
            return county.title() if county.isupper() else county
    return home.county
