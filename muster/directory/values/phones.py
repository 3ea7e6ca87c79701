"""Phone numbers: read from what people type, kept in one form, shown as they are dialed.

Kept: "+12285550100", with an extension "+12285550100;ext=12" (RFC 3966). Shown: "(228) 555-0100
ext. 12". A number without a country is one of the US.
"""

import re
from functools import cache

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import (
    SUPPORTED_REGIONS,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    shortnumberinfo,
)
from phonenumbers.phonemetadata import PhoneMetadata

from muster.core.cells import shown
from muster.directory.values.reading import Read, says_nothing

COUNTRY = "US"
_SHORT = 6
# What stands between the digits of a number, and nothing else, on the quick way.
_BETWEEN = str.maketrans("", "", " ().-/\u00a0")
_KINDS = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "personal_number",
    "pager", "uan", "voicemail",
)  # fmt: skip


def read_phone(text: str) -> Read:
    """A phone number as it is kept, with its extension.

    >>> read_phone("(228) 555-0100 x12").value
    '+12285550100;ext=12'
    """
    quick = quick_phone(text)
    if quick is not None:
        return Read(quick)
    bare = text.translate(_BETWEEN)
    if len(bare) == 10 and bare.isdecimal() and bare.isascii() and bare.strip("0"):
        # Ten digits that are no number here are none anywhere; registers are full of them.
        return Read("", problem=_no_number(text.strip()))
    return _read_with_care(text.strip())


def quick_phone(text: str) -> str | None:
    """A plain number of ten digits as it is kept; None where it must be read with care."""
    bare = text.translate(_BETWEEN)
    if len(bare) != 10:
        if not bare:
            return "" if not text else None
        if len(bare) == 12 and bare[:2] == "+1":
            bare = bare[2:]
        elif len(bare) == 11 and bare[0] == "1":
            bare = bare[1:]
        else:
            return None
    if bare.isdecimal() and bare.isascii() and _plan().fullmatch(bare):
        return f"+1{bare}"
    return None


# Digits behind a comma or semicolon alone: a second number, or an extension? It is not guessed.
_SECOND = re.compile(r"(?<![,;])[,;]\s*\d+\s*\Z")


def _read_with_care(cell: str) -> Read:
    """What the quick way does not know: extensions, other countries, letters, what is wrong."""
    if says_nothing(cell):
        return Read("")
    digits = re.sub(r"\D", "", cell)
    if len(digits) <= _SHORT and not re.search(r"[A-Za-z]{3}", cell):
        return Read("", problem=_short(cell, digits))
    if len(cell) > 60:
        return Read("", problem=_more_than_one(cell))
    # Until 2019 a cell phone in Mexico was called with a 1 behind the country.
    dialed = re.sub(r"\A\+52[\s-]*1[\s-]+", "+52 ", cell)
    try:
        number = phonenumbers.parse(dialed, COUNTRY)
    except NumberParseException:
        return Read("", problem=_no_number(cell))
    if not phonenumbers.is_valid_number(number):
        return Read("", problem=_no_number(cell))
    if number.extension and _SECOND.search(cell):
        return Read("", problem=_more_than_one(cell))
    kept = kept_form(number)
    note = ""
    # Written as we write it, on a page or a card, it was not read as anything else.
    if number.extension and cell not in (shown_phone(kept), phone_on_card(kept)):
        says = _("%(cell)s read as %(phone)s.")
        note = says % {"cell": shown(cell), "phone": shown_phone(kept)}
    return Read(kept, note=note)


def _more_than_one(cell: str) -> str:
    return _("“%(cell)s” is more than a phone number.") % {"cell": shown(cell)}


def kept_form(number: PhoneNumber) -> str:
    """A parsed number as it is kept."""
    kept = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{kept};ext={number.extension}" if number.extension else kept


def shown_phone(kept: str) -> str:
    """A kept number as it is dialed; what is not one stands as it is.

    >>> shown_phone("+12285550100;ext=12"), shown_phone("228-555-0100")
    ('(228) 555-0100 ext. 12', '228-555-0100')
    """
    if not kept.startswith("+"):
        return kept
    base, _ext, extension = kept.partition(";ext=")
    if len(base) == 12 and base.startswith("+1"):
        shown_as = f"({base[2:5]}) {base[5:8]}-{base[8:]}"
    else:
        try:
            number = phonenumbers.parse(base)
        except NumberParseException:
            return kept
        shown_as = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return (
        _("%(phone)s ext. %(ext)s") % {"phone": shown_as, "ext": extension}
        if extension
        else shown_as
    )


def phone_on_card(kept: str) -> str:
    """A kept number as a contact card has it: dialed from everywhere, the extension in words.

    vCard 3.0 has no parameter for an extension, and address books show ";ext=12" as it stands.

    >>> phone_on_card("+12285550100"), phone_on_card("+12285550100;ext=12")
    ('+12285550100', '+12285550100 ext. 12')
    """
    return kept.replace(";ext=", " ext. ")


@cache
def _plan() -> "re.Pattern[str]":
    """All patterns of all countries that share +1: ten digits of one may exist there.

    phonenumbers asks 25 countries one after the other; the same patterns in one expression give the
    same answer a hundred times as fast. A test holds the two against each other.
    """
    patterns = []
    for region in sorted(SUPPORTED_REGIONS, key=lambda code: (code not in ("US", "CA"), code)):
        metadata = PhoneMetadata.metadata_for_region(region)
        if metadata is None or metadata.country_code != 1:
            continue
        for kind in _KINDS:
            numbers = getattr(metadata, kind)
            if numbers is not None and numbers.national_number_pattern:
                patterns.append(numbers.national_number_pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in dict.fromkeys(patterns)))


_OF_TEN = re.compile(r"\(?([1-9]\d\d)\)?[\s.-]*\d{3}[\s.-]*\d{4}")


def _short(cell: str, digits: str) -> str:
    if digits and shortnumberinfo.is_emergency_number(digits, COUNTRY):
        return _("%(cell)s is an emergency number, not somebody’s own.") % {"cell": shown(cell)}
    if digits in ("988", "211", "311", "411", "511", "611", "711", "811"):
        return _("%(cell)s is a service’s short number, not somebody’s own.") % {
            "cell": shown(cell)
        }
    return _no_number(cell)


def _no_number(cell: str) -> str:
    if (of_ten := _OF_TEN.fullmatch(cell.strip())) is not None:
        says = _("“%(cell)s” is nobody’s number. Is %(area)s its area code?")
        return says % {"cell": shown(cell), "area": of_ten[1]}
    says = _("“%(cell)s” is not a phone number: ten digits, or + and a country code.")
    return says % {"cell": shown(cell)}
