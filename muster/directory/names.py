"""What a name says once its spelling is set aside.

Two lists that mean one company write it in two ways: “Larkhaven Freight Lines” and “LARKHAVEN FRT.
LINES, L.L.C.”. `normal_name` gives both the same words: legal forms are set aside, the short forms
of the field written out, and what means one thing reduced to one word (“Police Department”, “Police
Dept” and “PD” are *police*; “Sheriff's Office” and “S.O.” are *sheriff*). The result is for
comparing and looking up, never for showing.

Everything here is pure, and quick enough for a million names.
"""

import re
import unicodedata

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Set aside wherever they stand, and only at the end: “PA” and “Co” may be a place before it.
_LEGAL = _each("llc inc incorporated corp corporation ltd llp lllp pllc dba the")
_LEGAL_AT_THE_END = _LEGAL | _each("co company limited lp pc plc pa sa cv cia gmbh")

_SHORT = {
    "assn": "association", "assoc": "association", "auth": "authority", "bldg": "building",
    "bros": "brothers", "cntr": "center", "cnty": "county", "coll": "college",
    "comm": "community", "commn": "commission", "const": "construction", "centre": "center",
    "constr": "construction", "ctr": "center", "ctrs": "centers", "cty": "county",
    "dep": "department", "dept": "department", "dpt": "department", "dev": "development",
    "dist": "district", "div": "division", "elem": "elementary", "enf": "enforcement",
    "enterprise": "enterprises", "ent": "enterprises", "equip": "equipment", "exp": "express",
    "fdn": "foundation", "frght": "freight", "frt": "freight", "ft": "fort", "govt": "government",
    "grp": "group", "hist": "historic", "hosp": "hospital", "hts": "heights", "hwy": "highway",
    "inst": "institute",
    "intl": "international", "invest": "investigation", "lns": "lines", "ln": "lines",
    "line": "lines", "logis": "logistics", "logistic": "logistics", "mem": "memorial",
    "mfg": "manufacturing", "mgmt": "management", "mt": "mount", "mtn": "mountain",
    "natl": "national", "ofc": "office", "pd": "police", "pk": "park", "pkg": "packaging",
    "pol": "police",
    "ptrl": "patrol", "pub": "public", "rec": "recreation", "reg": "regional", "res": "resources",
    "rngrs": "rangers", "rr": "railroad", "ry": "railway", "sch": "school", "schl": "school",
    "sfty": "safety", "shrf": "sheriff", "spgs": "springs", "sprgs": "springs", "sta": "station",
    "ste": "saint", "svc": "service", "svcs": "services", "srvc": "service", "sys": "system",
    "tech": "technical", "tpke": "turnpike", "trans": "transport", "transp": "transport",
    "transportation": "transport", "trk": "truck", "trkg": "trucking", "trkng": "trucking",
    "twp": "township", "univ": "university", "veh": "vehicle", "vlg": "village",
    "whse": "warehouse", "whsl": "wholesale",
}  # fmt: skip
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south"}
_AGENCY_AT_THE_START = {"sp": "state police", "hp": "highway patrol"}
_AGENCY_AT_THE_END = _AGENCY_AT_THE_START | {"so": "sheriff", "dps": "public safety"}
# “St” before these is the state, before all others a saint; “Co” before those is a county.
_OF_THE_STATE = _each(
    "police pol park pk patrol ptrl highway hwy trooper troopers rangers rngrs community college "
    "university univ hospital prison fire capitol"
)
_OF_THE_COUNTY = _each(
    "sheriff sheriffs shrf so jail detention police pd constable coroner prosecutor board dept "
    "department drug schools school court fire ems government emergency dps park parks"
)

_APOSTROPHES = str.maketrans("", "", "'’‘`")
_NO_LETTER = re.compile(r"[\W_]+")
_TRADES = (
    (re.compile(r"\b(?:police department|department of police|police force)\b"), "police"),
    (re.compile(r"\bsheriffs? (?:office|department)\b|\bsheriffs\b"), "sheriff"),
    (
        re.compile(r"\b(?:department of public safety|public safety department)\b"),
        "public safety",
    ),
)


def normal_name(text: str) -> str:
    """The words of a name in one spelling, for comparing.

    >>> normal_name("LARKHAVEN FRT. LINES, L.L.C.")
    'larkhaven freight lines'
    >>> normal_name("Cinder Creek Police Dept."), normal_name("Cinder Creek PD")
    ('cinder creek police', 'cinder creek police')
    >>> normal_name("Tern Harbor Co. Sheriff’s Office"), normal_name("Tern Harbor County S.O.")
    ('tern harbor county sheriff', 'tern harbor county sheriff')
    >>> normal_name("St. Olave Hwy Patrol"), normal_name("Columbia St Community College")
    ('saint olave highway patrol', 'columbia state community college')
    >>> normal_name("Peña & Sons Trkg Co"), normal_name("N. Pinewick Twp")
    ('pena and sons trucking', 'north pinewick township')

    A name that is nothing but a legal form stays:

    >>> normal_name("The Company, Inc.")
    'the company inc'
    """
    words = _words(text)
    end = len(words)
    while end > 1 and words[end - 1] in _LEGAL_AT_THE_END:
        end -= 1
    kept = [word for word in words[:end] if word not in _LEGAL]
    if not kept or kept[-1] in _LEGAL_AT_THE_END:
        return " ".join(words)
    written = " ".join(_written_out(kept))
    if "police" in written or "sheriff" in written or "safety" in written:
        for trade, word in _TRADES:
            written = trade.sub(word, written)
    return written


def set_aside(text: str) -> str:
    """The legal form that `normal_name` leaves away, as it was written; nothing if there is none.

    >>> set_aside("Larkhaven Frt. Lines LLC"), set_aside("Larkhaven Freight Lines")
    ('LLC', '')
    """
    last = text.rsplit(maxsplit=1)[-1] if text.strip() else ""
    word = "".join(_words(last))
    is_legal = word in _LEGAL_AT_THE_END and normal_name(text) != " ".join(_words(text))
    return last.strip(",") if is_legal else ""


def likeness(a: str, b: str) -> float:
    """How alike two names are, from 0 to 1; 1 where they differ in spelling alone.

    >>> likeness("Larkhaven Freight Lines", "Larkhaven Frt. Lines LLC")
    1.0
    >>> likeness("Larkhaven Freight Lines", "Larkhavn Freight Lines") > 0.95
    True
    >>> likeness("Larkhaven Freight Lines", "Pinewick Casino") < 0.6
    True

    Words in another order weigh little; one name within another, as long as it has two words:

    >>> likeness("Harbor Tern Foods", "Tern Harbor Foods") > 0.95
    True
    >>> round(likeness("Tern Harbor Foods", "Tern Harbor Foods Distribution Center"), 2)
    0.9
    """
    one, other = normal_name(a), normal_name(b)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    score = max(
        float(JaroWinkler.similarity(one, other)), 0.99 * token_sort_ratio(one, other) / 100
    )
    if score < 0.9 and min(one.count(" "), other.count(" ")) > 0:
        score = max(score, 0.9 * token_set_ratio(one, other) / 100)
    return min(score, 0.99)


def _words(text: str) -> list[str]:
    """The words without case, accents and punctuation; letters set apart by dots are one word."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    text = text.casefold().translate(_APOSTROPHES).replace("&", " and ").replace("+", " and ")
    words = _NO_LETTER.sub(" ", text).split()
    if not any(len(word) == 1 for word in words):
        return words
    joined: list[str] = []
    run = False
    for word in words:
        is_letter = len(word) == 1 and word.isalpha()
        if is_letter and run:
            joined[-1] += word
        else:
            joined.append(word)
        run = is_letter
    return joined


def _written_out(words: list[str]) -> list[str]:
    """The words with the short forms of the field written out, each where it can stand."""
    last = len(words) - 1
    full = []
    for at, word in enumerate(words):
        following = words[at + 1] if at < last else ""
        if word == "st":
            full.append("state" if following in _OF_THE_STATE else "saint" if following else "st")
        elif word == "co":
            full.append("county" if following in _OF_THE_COUNTY else "co")
        elif at == last and at > 0 and word in _AGENCY_AT_THE_END:
            full.append(_AGENCY_AT_THE_END[word])
        elif at == 0 and word in _AGENCY_AT_THE_START and following:
            full.append(_AGENCY_AT_THE_START[word])
        elif at == 0 and word in _DIRECTIONS and len(following) > 2 and following != "and":
            full.append(_DIRECTIONS[word])
        else:
            full.append(_SHORT.get(word, word))
    return full
