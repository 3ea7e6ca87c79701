"""By what each field reads its cells: from text to a value, a note, or what is wrong."""

from collections.abc import Callable
from functools import cache, partial

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from muster.core.cells import shown
from muster.directory.cover import agency_of
from muster.directory.imports.fields import Field
from muster.directory.models import ContactPoint, Site
from muster.directory.values import (
    Read,
    read_came,
    read_date,
    read_degrees,
    read_email,
    read_language,
    read_name,
    read_number,
    read_ori,
    read_phone,
    read_place,
    read_state,
    read_text,
    read_url,
    read_usdot,
    read_zip,
    says_nothing,
)
from muster.shell.download import text_of_cell

Reader = Callable[[str], Read]
_SITE_KINDS = {
    "truck stop": Site.Kind.TRUCK_STOP, "truckstop": Site.Kind.TRUCK_STOP,
    "travel center": Site.Kind.TRUCK_STOP, "fuel": Site.Kind.TRUCK_STOP,
    "terminal": Site.Kind.TERMINAL, "yard": Site.Kind.TERMINAL, "casino": Site.Kind.CASINO,
    "weigh station": Site.Kind.WEIGH_STATION, "port of entry": Site.Kind.WEIGH_STATION,
    "police station": Site.Kind.STATION, "station": Site.Kind.STATION,
    "substation": Site.Kind.STATION, "transit": Site.Kind.TRANSIT,
    "bus station": Site.Kind.TRANSIT, "office": Site.Kind.OFFICE,
    "headquarters": Site.Kind.OFFICE,
}  # fmt: skip


def reader_of(field: Field, *, month_first: bool = True) -> Reader:
    """The reader of *field*."""
    read = _reader_of(field, month_first=month_first)
    return _of_tables(_knowing(read, dict(field.words)) if field.words else read)


def _of_tables(read: Reader) -> Reader:
    """*read*, for which a cell that was kept from being a formula is the text that it was."""
    return lambda cell: read(text_of_cell(cell))


def _knowing(read: Reader, words: dict[str, str]) -> Reader:
    """*read*, for which *words* are read as the words that they stand for."""

    def reads(text: str) -> Read:
        meant = words.get(" ".join(text.split()).lower())
        return read(text if meant is None else meant)

    return reads


def _reader_of(field: Field, *, month_first: bool) -> Reader:
    match field.reads:
        case "name":
            return partial(read_name, longest=field.longest)
        case "text":
            return partial(read_text, longest=field.longest)
        case "place":
            return partial(read_place, longest=field.longest)
        case "date":
            return partial(read_date, month_first=month_first)
        case "latitude":
            return partial(read_degrees, most=90)
        case "longitude":
            return partial(read_degrees, most=180)
    return _READERS[field.reads]


LONGEST_KEY = 60


def read_key(text: str) -> Read:
    """The number of a row or a place in the register it comes from."""
    read = read_text(text, longest=LONGEST_KEY)
    value = str(read.value)
    return Read(value.removesuffix(".0")) if value.endswith(".0") else read


def read_agency(text: str) -> Read:
    """The kind of an agency by the words that registers have for it; else its name tells."""
    return Read("" if says_nothing(text) else agency_of("", text))


def read_site_kind(text: str) -> Read:
    """What a place is; one that we have no word for is another place."""
    word = " ".join(text.split()).lower().replace("_", " ")
    if says_nothing(word):
        return Read("")
    if (kind := _SITE_KINDS.get(word) or _as_we_say().get(word)) is not None:
        return Read(kind.value)
    if word == Site.Kind.OTHER:
        return Read(Site.Kind.OTHER.value)
    says = _("“%(cell)s” is kept as “another place”.")
    return Read(Site.Kind.OTHER.value, note=says % {"cell": shown(text.strip())})


def read_contact(text: str) -> Read:
    """Whether somebody asked not to be contacted, as our own tables say it; nothing else."""
    is_off = " ".join(text.split()).lower() in _asked_not_to()
    return Read(ContactPoint.Status.DO_NOT_CONTACT.value if is_off else "")


@cache
def _asked_not_to() -> frozenset[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.add(str(ContactPoint.Status.DO_NOT_CONTACT.label).lower())
    return frozenset(found)


@cache
def _as_we_say() -> dict[str, Site.Kind]:
    """The kinds by the words that our own tables have for them, in each language."""
    found: dict[str, Site.Kind] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(kind.label).lower(): kind for kind in Site.Kind}
    return found


_READERS: dict[str, Reader] = {
    "phone": read_phone,
    "email": read_email,
    "state": read_state,
    "zip": read_zip,
    "number": read_number,
    "usdot": read_usdot,
    "ori": read_ori,
    "url": read_url,
    "language": read_language,
    "came": read_came,
    "key": read_key,
    "agency": read_agency,
    "contact": read_contact,
    "site_kind": read_site_kind,
}
# What these fields read is read here; a room above may have readers of its own.
KNOWN = frozenset([*_READERS, "name", "text", "place", "date", "latitude", "longitude"])
