"""Brings what a row says to one spelling, so that equal things compare equal.

Streets follow the abbreviations of the United States Postal Service (Publication 28, appendices
B and C); what tells one door of a building from the next (“Suite 4”) is set aside.
"""

import re
import unicodedata
from functools import lru_cache

from muster.directory.matching.rows import Row
from muster.directory.values import read_state, state_of_ori


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STREET_WORDS = {
    "alley": "aly", "avenue": "ave", "av": "ave", "aven": "ave", "boulevard": "blvd",
    "boul": "blvd", "bypass": "byp", "center": "ctr", "circle": "cir", "court": "ct",
    "crescent": "cres", "crossing": "xing", "drive": "dr", "expressway": "expy", "freeway": "fwy",
    "heights": "hts", "highway": "hwy", "hiway": "hwy", "interstate": "i", "junction": "jct",
    "lane": "ln", "loop": "loop", "martin luther king": "mlk", "mount": "mt", "mountain": "mtn",
    "parkway": "pkwy", "pky": "pkwy", "place": "pl", "plaza": "plz", "point": "pt", "road": "rd",
    "route": "rte", "rt": "rte", "saint": "st", "square": "sq", "station": "sta", "street": "st",
    "str": "st", "terrace": "ter", "trail": "trl", "turnpike": "tpke", "valley": "vly",
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw",
    "southeast": "se", "southwest": "sw", "first": "1st", "second": "2nd", "third": "3rd",
    "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th",
    "ninth": "9th", "tenth": "10th",
}  # fmt: skip
_SUFFIXES = frozenset(_STREET_WORDS.values())
_DIRECTIONS = frozenset(("n", "s", "e", "w", "ne", "nw", "se", "sw"))
_DOOR = re.compile(
    r"(?:[,;]|\s)\s*(?:(?:suite|ste|unit|apt|apartment|room|rm|bldg|building|floor|fl|lot)\b\.?"
    r"|#)\s*[\w-]*.*$|\s*\([^)]*\)?"
)
_HIGHWAY = re.compile(r"\b(?:united states|u\s?s|us|state|county|st)\s+(?=(?:hwy|rte|rd)\b)")
_BOX = re.compile(r"\b(?:p\s*o|post office)\s*box\b")
_NO_LETTER = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\D+")
_EXTENSION = re.compile(r"(?:\bext?\b|\bextension\b|[x#;])\.?\s*\d*\s*$", re.IGNORECASE)
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?(?:www\d?\.)?([^/:?#]+)")

# Mailboxes that anybody can have: the domain says nothing about the organization.
FREE_MAIL = frozenset(
    [
        "aol.com", "att.net", "bellsouth.net", "charter.net", "comcast.net", "cox.net",
        "earthlink.net", "gmail.com", "googlemail.com", "hotmail.com", "icloud.com", "live.com",
        "mac.com", "me.com", "msn.com", "outlook.com", "proton.me", "protonmail.com",
        "sbcglobal.net", "verizon.net", "yahoo.com", "ymail.com", "facebook.com", "linkedin.com",
        "twitter.com", "x.com", "instagram.com", "google.com", "sites.google.com",
    ]
)  # fmt: skip


def normal_street(text: str) -> str:
    """A street address in one spelling, without the door.

    >>> normal_street("2200 Old Gin Road"), normal_street("2200 OLD GIN RD., Suite 4")
    ('2200 old gin rd', '2200 old gin rd')
    >>> normal_street("111 South Church Street"), normal_street("6327 United States Highway 11")
    ('111 s church st', '6327 us hwy 11')
    >>> normal_street("P.O. Box 12")
    'po box 12'
    """
    text = _DOOR.sub("", _plain(text)) if text else ""
    words = _NO_LETTER.sub(" ", text.replace("'", "").replace(".", "")).split()
    written = " ".join(_STREET_WORDS.get(word, word) for word in words)
    written = _BOX.sub("po box", written)
    return _HIGHWAY.sub(lambda found: "us " if found[0][0] == "u" else "", written)


def street_number(street: str) -> str:
    """The number of a house, of a street as `normal_street` spells it.

    >>> street_number("2200 old gin rd"), street_number("old gin rd")
    ('2200', '')
    """
    first = street.partition(" ")[0]
    return first if first[:1].isdigit() else ""


def street_words(street: str) -> str:
    """The words that name a street, without number, direction and kind.

    >>> street_words("111 s church st"), street_words("us hwy 11"), street_words("12 north st")
    ('church', 'us hwy 11', 'north')
    """
    words = street.split()
    if words and words[0][:1].isdigit() and len(words) > 1:
        words = words[1:]
    named = [word for word in words if word not in _DIRECTIONS]
    if len(named) > 1 and named[-1] in _SUFFIXES:
        named = named[:-1]
    return " ".join(named or words)


def normal_phone(text: str) -> str:
    """The ten digits of an American number, or nothing: 911 and an extension tell no company apart.

    >>> normal_phone("(228) 555-0100 x12"), normal_phone("+1 228.555.0100"), normal_phone("911")
    ('2285550100', '2285550100', '')

    Seven digits, as a local list has them, are kept:

    >>> normal_phone("555-0100")
    '5550100'
    """
    digits = _DIGITS.sub("", _EXTENSION.sub("", text))
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return digits if len(digits) in (7, 10) or len(digits) > 11 else ""


def normal_email(text: str) -> str:
    """A mailbox in one spelling, or nothing where it is none.

    >>> normal_email(" Office@Larkhaven.example "), normal_email("nobody")
    ('office@larkhaven.example', '')
    """
    address = text.strip().casefold()
    name, at, host = address.rpartition("@")
    return address if name and at and "." in host else ""


def domain_of(*, url: str = "", email: str = "") -> str:
    """The domain of a website or a mailbox, where it can be the organization's own.

    >>> domain_of(url="https://www.larkhaven.example/about"), domain_of(email="a@gmail.com")
    ('larkhaven.example', '')
    """
    said = url.strip().casefold() or email.strip().casefold().rpartition("@")[2]
    found = _HOST.match(said)
    host = found[1].rstrip(".") if found else ""
    return host if "." in host and host not in FREE_MAIL else ""


def normal_zip(text: str) -> str:
    """The five digits of a ZIP code; one that a spreadsheet took for a number gets its zeros back.

    >>> normal_zip("39990-1234"), normal_zip("501"), normal_zip("")
    ('39990', '00501', '')
    """
    digits = _DIGITS.sub("", text.partition("-")[0])
    return digits.zfill(5)[:5] if 3 <= len(digits) <= 9 else ""


def normal_town(text: str) -> str:
    """The name of a town or county in one spelling, without spaces.

    >>> normal_town("De Soto County"), normal_town("St. Olave"), normal_town("SAINT OLAVE")
    ('desoto', 'saintolave', 'saintolave')
    """
    words = _NO_LETTER.sub(" ", _plain(text).replace("'", "")).split()
    if len(words) > 1 and words[-1] in _COUNTIES:
        words = words[:-1]
    return "".join(_TOWN_WORDS.get(word, word) for word in words)


_COUNTIES = frozenset(("county", "parish", "borough", "municipality", "co", "cnty"))
_TOWN_WORDS = {
    "st": "saint", "ste": "saint", "ft": "fort", "mt": "mount", "n": "north", "s": "south",
    "e": "east", "w": "west", "twp": "township",
}  # fmt: skip


def normal_ori(text: str) -> str:
    """An ORI with nine characters. Some lists have seven; Nebraska is NB in it, and NE in some.

    >>> normal_ori("MS0240100"), normal_ori("ms02401"), normal_ori("NE0010100")
    ('MS0240100', 'MS0240100', 'NB0010100')
    """
    ori = _NO_LETTER.sub("", text).upper()
    if len(ori) == 7:
        ori += "00"
    if len(ori) != 9:
        return ""
    return f"NB{ori[2:]}" if ori.startswith("NE") else ori


@lru_cache(maxsize=1_000)
def normal_state(text: str) -> str:
    """The letters of a state, whether they or its name are written; of no state, as it is written.

    >>> normal_state("Mississippi"), normal_state(" ms "), normal_state("nsw")
    ('MS', 'MS', 'NSW')
    """
    return (read_state(text).value if text else "") or text.strip().upper()


def state_of(row: Row) -> str:
    """The state of a row; where it does not say one, that of its ORI."""
    return normal_state(row.state) or (state_of_ori(normal_ori(row.ori)) if row.ori else "")


def normal_number(text: str) -> str:
    """A USDOT number without zeros in front; the word NULL and a zero are none.

    >>> normal_number("0012345"), normal_number("USDOT 12345"), normal_number("NULL")
    ('12345', '12345', '')
    """
    return _DIGITS.sub("", text).lstrip("0")


def person_name(text: str) -> tuple[str, str]:
    """The given and the family name of a person, in one spelling, titles set aside.

    >>> person_name("Sgt. Luis Arreola Jr."), person_name("Arreola, Luis")
    (('luis', 'arreola'), ('luis', 'arreola'))
    >>> person_name("Cher")
    ('', 'cher')
    """
    family, comma, given = text.partition(",")
    turned = f"{given} {family}" if comma and given.strip() else text
    words = _NO_LETTER.sub(" ", _plain(turned).replace("'", "").replace(".", "")).split()
    words = [word for word in words if word not in _TITLES] or words
    if not words:
        return "", ""
    return (words[0] if len(words) > 1 else "", words[-1])


_TITLES = _each(
    "mr mrs ms miss dr prof sgt sergeant lt lieutenant capt captain cpt chief sheriff deputy det "
    "detective ofc officer maj major col colonel cpl corporal tpr trooper agent sa rev hon sir "
    "jr sr ii iii iv phd md esq cpa ret"
)


def given_names(given: str) -> str:
    """A given name in its long form, where it is a short one of one name.

    >>> given_names("bob"), given_names("luis")
    ('robert', 'luis')
    """
    return _SHORT_NAMES.get(given, given)


_SHORT_NAMES = {
    "al": "albert", "andy": "andrew", "barb": "barbara", "ben": "benjamin", "beth": "elizabeth",
    "betty": "elizabeth", "bill": "william", "billy": "william", "bob": "robert",
    "bobby": "robert", "cathy": "catherine", "charlie": "charles", "chris": "christopher",
    "chuck": "charles", "cindy": "cynthia", "dan": "daniel", "danny": "daniel", "dave": "david",
    "deb": "deborah", "debbie": "deborah", "debra": "deborah", "dick": "richard", "don": "donald",
    "doug": "douglas", "ed": "edward", "eddie": "edward", "fred": "frederick", "greg": "gregory",
    "jeff": "jeffrey", "jen": "jennifer", "jenny": "jennifer", "jerry": "gerald", "jim": "james",
    "jimmy": "james", "joe": "joseph", "joey": "joseph", "jon": "jonathan", "johnny": "john",
    "kate": "katherine", "kathy": "katherine", "ken": "kenneth", "larry": "lawrence",
    "liz": "elizabeth", "maggie": "margaret", "matt": "matthew", "mike": "michael",
    "mitch": "mitchell", "nate": "nathan", "nick": "nicholas", "pam": "pamela", "pat": "patrick",
    "peggy": "margaret", "pete": "peter", "phil": "philip", "ray": "raymond", "rich": "richard",
    "rick": "richard", "rob": "robert", "ron": "ronald", "sam": "samuel", "steve": "steven",
    "stephen": "steven", "sue": "susan", "ted": "theodore", "terri": "teresa", "tim": "timothy",
    "tom": "thomas", "tommy": "thomas", "tony": "anthony", "vicky": "victoria", "will": "william",
}  # fmt: skip


def is_role_mailbox(address: str) -> bool:
    """Whether a mailbox is one of an office rather than of somebody.

    >>> is_role_mailbox("office@larkhaven.example"), is_role_mailbox("l.arreola@larkhaven.example")
    (True, False)
    """
    return address.partition("@")[0].rstrip("0123456789") in _ROLES


_ROLES = _each(
    "accounting admin billing chief clerk contact customerservice dispatch events hello help "
    "hiring hr human.resources humanresources info information inquiries jobs mail main manager "
    "marketing media office operations ops orders pio police press reception records recruiting "
    "reservations safety sales security service sheriff support team training webmaster"
)


def units_of(name: str) -> list[str]:
    """What tells two offices or branches of one name apart, of a name as `normal_name` spells it.

    >>> units_of("tern harbor police"), units_of("tern harbor sheriff")
    (['police'], ['sheriff'])
    >>> units_of("larkhaven terminal 12"), units_of("tarrow county constables")
    (['12'], ['constable'])
    """
    words = name.split()
    kinds = [kind for kind in _UNITS if kind in words or f"{kind}s" in words]
    return kinds + sorted(word for word in words if word[0].isdigit())


def divisions_of(name: str) -> set[str]:
    """The words of *name*, as `normal_name` spells it, that name a part of an agency.

    >>> divisions_of("tern department of public safety narcotics division"), divisions_of("tern")
    ({'division'}, set())
    """
    return set(name.split()) & _DIVISIONS


_DIVISIONS = frozenset(
    ("branch", "bureau", "division", "operations", "precinct", "section", "service", "services",
     "station", "substation", "task", "troop", "unit")
)  # fmt: skip
_UNITS = (
    "sheriff", "police", "constable", "marshals", "patrol", "university", "college", "fire",
    "coroner", "airport", "detention", "jail", "casino", "hospital", "church",
)  # fmt: skip


def _plain(text: str) -> str:
    """Without case and accents."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return text.casefold().strip()
