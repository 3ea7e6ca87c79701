"""When names are written alike, whether one is a person's, and which station is whose."""

import re
from functools import cache, lru_cache

import us

from muster.directory.cover import agency_of
from muster.directory.models import Organization
from muster.directory.models.spelling import SIGNS

Agency = Organization.Agency
NO_SIGNS = str.maketrans("", "", SIGNS)

# What a company has in its name, and a person has not.
_COMPANY_WORDS = """
LLC LC INC INCORPORATED CORP CORPORATION CO COMPANY LTD LIMITED LP LLP PLLC PC PA DBA TRUST
TRUCKING TRUCK TRUCKS TRANSPORT TRANSPORTS TRANSPORTATION TRANSIT TRANS FREIGHT EXPRESS  XPRESS
LOGISTICS LOGISTIC CARRIER CARRIERS LINES LINE HAULING HAULERS HAUL HAULAGE CARTAGE  DELIVERY
DELIVERIES COURIER MOVING MOVERS STORAGE TOWING TOW WRECKER RECOVERY SERVICE  SERVICES SVC
ENTERPRISE ENTERPRISES INDUSTRIES GROUP HOLDINGS PARTNERS PARTNERSHIP  ASSOCIATES BROS BROTHERS
SONS SON FAMILY FARM FARMS RANCH DAIRY CATTLE LIVESTOCK GRAIN FEED  SEED NURSERY LANDSCAPING
LANDSCAPE LAWN TREE CONSTRUCTION CONTRACTING CONTRACTORS CONTRACTOR  BUILDERS HOMES CONCRETE
PAVING ASPHALT EXCAVATING EXCAVATION DRILLING WELDING ROOFING  PLUMBING ELECTRIC ELECTRICAL
HEATING COOLING LUMBER LOGGING TIMBER STEEL METAL METALS SUPPLY  SUPPLIES SALES DISTRIBUTING
DISTRIBUTION DISTRIBUTORS FOODS FOOD BEVERAGE OIL GAS PETROLEUM  ENERGY PROPANE FUEL RENTAL
RENTALS LEASING EQUIPMENT MACHINERY MANUFACTURING MFG PRODUCTS  MATERIALS RECYCLING WASTE
DISPOSAL SANITATION SEPTIC COACH COACHES CHARTER CHARTERS TOURS  TOUR BUS LIMOUSINE LIMO TRAVEL
SHUTTLE CAB TAXI AMBULANCE AUTO AUTOMOTIVE MOTORS MOTOR TIRE  REPAIR CITY COUNTY STATE TOWN
VILLAGE DISTRICT SCHOOL SCHOOLS UNIVERSITY COLLEGE CHURCH  MINISTRIES BAPTIST AUTHORITY
DEPARTMENT DEPT BOARD COMMISSION ASSOCIATION ASSN CLUB CENTER  FOUNDATION TRIBE TRIBAL AMERICAN
NATIONAL INTERNATIONAL USA US SOUTHERN NORTHERN EASTERN  WESTERN CUSTOM QUALITY PERFORMANCE
SOLUTIONS SYSTEMS SPECIALTIES WORKS SHOP STABLES RACING  ENTERTAINMENT PRODUCTIONS THE OF AND
"""
_OF_COMPANIES = frozenset(_COMPANY_WORDS.split())
_WORD = re.compile(r"[A-Z][A-Z'’-]*\.?")


@lru_cache(maxsize=20_000)
def alike(name: str) -> str:
    """*name* as two that are written alike have it: in capitals, without spaces and signs.

    >>> alike("Buc-ees") == alike("BUC-EE'S")
    True
    """
    return name.translate(NO_SIGNS).upper()


def is_natural_person(name: str) -> bool:
    """Whether *name* is probably a person's: two to four words, none of which a company has.

    It errs on the side of caution: what is taken for a person is not published.

    >>> is_natural_person("ALDO R PRUITT"), is_natural_person("PINEWICK FREIGHT LLC")
    (True, False)
    """
    words = name.upper().replace(",", " ").split()
    if not 2 <= len(words) <= 4 or not _OF_COMPANIES.isdisjoint(words):
        return False
    return all(_WORD.fullmatch(word) for word in words)


_UNIT = re.compile(
    r"(?i)\b(?:(?:sub|mini.?)?stations?|precincts?|headquarters|hq|district|division|posts?"
    r"|troop|area|region|zone|bureau|annex|satellite|offices?|unit|section|detachment|barracks"
    r"|north|south|east|west|central|northeast|northwest|southeast|southwest|investigat\w+"
    r"|patrol|rangers?)\b"
)
_OWN = re.compile(
    r"(?i)\b(?:police|sheriff'?s?|marshal'?s?|constables?|department|dept|patrol|public safety)\b"
)
# The state's own: the station's number and town are behind these words.
_STATEWIDE = re.compile(
    r"(?i)\A(.*?\b(?:state police|highway patrol|state patrol|state troopers))\b.+\Z"
)
_DETENTION = re.compile(
    r"(?i)\b(?:jail|detention|correction\w*|prison|penal|penitentiary|work release|juvenile)\b"
)
# Guards, inspectors and investigators of others: in lists of police, and not who answers a call.
_OTHER = re.compile(
    r"(?i)\b(?:hospital|medical|fire|arson|security|museum|airport|railroad|railway|zoo|wildlife"
    r"|state park|park district|park rangers?|rangers?|game and fish|conservation"
    r"|natural resources|port authority|training|dispatch|communications?|911|task force|coroner"
    r"|probation|parole|courthouse|housing|animal|attorney|prosecutor\w*|tax|gaming|lottery"
    r"|beverage|narcotics?|drug|revenue|corrections|marine resources)\b"
)
_TOWN_POLICE = re.compile(r"(?i)\b(?:police (?:department|dept)|pd)\Z")
_CAMPUS = re.compile(r"(?i)\b(?:university|college|campus|schools?)\b")
_STATES_OWN = re.compile(r"(?i)\b(?:state police|(?:state|highway) patrol|state troopers)\b")
_UNIT_BEHIND = re.compile(
    r"(?i)\A(.*\b(?:police (?:department|dept)|sheriff'?s? (?:office|department|dept)))"
    r" +(?:district|station|substation|precinct|region|zone|annex) .*\Z"
)


def department_of(station: str) -> str:
    """The department that a station of a list belongs to.

    >>> department_of("GULFPORT POLICE DEPARTMENT - STATION 200")
    'GULFPORT POLICE DEPARTMENT'
    >>> department_of("STONE COUNTY SHERIFFS OFFICE / STONE COUNTY JAIL")
    'STONE COUNTY SHERIFFS OFFICE'
    >>> department_of("KENTUCKY STATE POLICE - POST 9")
    'KENTUCKY STATE POLICE'
    """
    parts = [part.strip() for part in station.split("/") if part.strip()] or [station]
    # Of two things in one row, the one that answers calls is the department.
    name = next((part for part in parts if not _DETENTION.search(part)), parts[0])
    if found := _STATEWIDE.fullmatch(name):
        return found[1].strip(" -")
    head, dash, tail = name.partition(" - ")
    is_unit, is_own = _UNIT.search(tail), _OWN.search(head)
    if dash and ((is_unit and is_own) or ((is_unit or is_own) and not _OWN.search(tail))):
        name = head
    if found := _UNIT_BEHIND.fullmatch(name):
        name = found[1]
    return name.strip()


def agency_kind(name: str, said: str = "") -> str:
    """What an agency is, by what the list says, else by its name.

    >>> agency_kind("FORREST GENERAL HOSPITAL DEPARTMENT OF PUBLIC SAFETY")
    'other'
    >>> agency_kind("HARRISON COUNTY SHERIFFS DEPARTMENT")
    'sheriff'
    """
    if said:
        return said
    if _DETENTION.search(name) and not _OWN.search(name):
        return str(Agency.OTHER)
    kind = agency_of(name)
    if kind == Agency.STATE and not _STATES_OWN.search(name):
        # A town may call its police a department of public safety; a state's begins with its name.
        is_states = any(name.upper().startswith(state) for state in _state_names())
        kind = str(Agency.STATE if is_states else Agency.POLICE)
    if kind in (Agency.STATE, Agency.POLICE) and _CAMPUS.search(name):
        return str(Agency.CAMPUS)
    is_one = kind == Agency.SHERIFF or _TOWN_POLICE.search(name) or _STATES_OWN.search(name)
    if kind in ("", Agency.POLICE, Agency.STATE) and _OTHER.search(name):
        return kind if is_one and not _OF_OTHERS.search(name) else str(Agency.OTHER)
    return kind


# Also where they are a police department by name, they answer for their own ground only.
_OF_OTHERS = re.compile(r"(?i)\b(?:hospital|medical|airport|fire|railroad|railway|housing)\b")


@cache
def _state_names() -> tuple[str, ...]:
    return tuple(state.name.upper() for state in us.states.STATES)
