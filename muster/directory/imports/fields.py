"""The fields that a column of a file may fill, for each kind of file."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muster.directory.models import Import

Kind = Import.Kind
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the directory that a column may fill.

    Attributes:
        key: what `map_columns` takes: "person.email".
        noun: whose field it is, for grouping: organization, site, person, post, touch, row.
        reads: the name of its reader in `imports.readers`.
        required: whether a file of this kind is of no use without it.
        many: whether several columns may fill it, each with a value of its own.
        words: those that a member has given values, and the values: see `imports.words`.
    """

    key: str
    label: Words
    noun: str
    says: Words
    reads: str
    longest: int = 200
    required: bool = False
    many: bool = False
    words: tuple[tuple[str, str], ...] = ()


def _of(key: str, label: Words, says: Words, reads: str, **more: int) -> Field:
    return Field(key, label, key.partition(".")[0], says, reads, **more)  # type: ignore[arg-type]


_ORGANIZATION = (
    _of("organization.name", _("Organization: name"), _("As it is called."), "name"),
    _of(
        "organization.legal_name",
        _("Organization: legal name"),
        _("Kept beside the name where the two differ."),
        "name",
    ),
    _of("organization.phone", _("Organization: phone"), _("Of the switchboard."), "phone", many=1),
    _of("organization.email", _("Organization: e-mail"), _("Of the office."), "email", many=1),
    _of("organization.url", _("Organization: web address"), "", "url"),
)
_CARRIER = (
    _of("organization.usdot", _("Organization: USDOT number"), _("Finds it again."), "usdot"),
    _of("organization.trucks", _("Organization: trucks"), _("Power units."), "number"),
    _of("organization.drivers", _("Organization: drivers"), "", "number"),
)
_ORI = _of("organization.ori", _("Organization: ORI"), _("Finds it again."), "ori", longest=9)
_AGENCY = (
    _ORI,
    _of(
        "organization.agency",
        _("Organization: kind of agency"),
        _("City, county, state, tribal; else told by the name."),
        "agency",
    ),
)
_ADDRESS = (
    _of("site.street", _("Site: street"), _("Street and number."), "text"),
    _of("site.city", _("Site: city"), "", "place", longest=80),
    _of("site.county", _("Site: county"), _("Else told by the ZIP code."), "place", longest=80),
    _of("site.state", _("Site: state"), _("Its name or two letters."), "state"),
    _of("site.zip", _("Site: ZIP code"), _("Lost zeros come back."), "zip"),
    _of(
        "site.address", _("Site: address in one line"), _("“1 Main St, Biloxi, MS 39530”."), "text"
    ),
)
_SITE = (
    _of("site.name", _("Site: name"), "", "name"),
    _of("site.key", _("Site: number in its register"), _("Finds it again."), "key", longest=60),
    _of("site.kind", _("Site: kind"), _("Truck stop, casino, terminal."), "site_kind"),
    _of("site.phone", _("Site: phone"), _("That rings there."), "phone", many=1),
    _of("site.email", _("Site: e-mail"), _("Of who works there."), "email", many=1),
    _of("site.latitude", _("Site: latitude"), _("Degrees north."), "latitude"),
    _of("site.longitude", _("Site: longitude"), _("Degrees east."), "longitude"),
)
_PERSON = (
    _of("person.name", _("Person: name"), _("Whole, as it is written."), "name", longest=120),
    _of("person.given", _("Person: given name"), "", "name", longest=120),
    _of("person.family", _("Person: family name"), "", "name", longest=120),
    _of("person.email", _("Contact point: e-mail"), _("Never joins two people."), "email", many=1),
    _of("person.cell", _("Contact point: cell"), "", "phone", many=1),
    _of("person.phone", _("Contact point: phone"), _("At work."), "phone", many=1),
    _of(
        "person.key",
        _("Person: key"),
        _("In a table that was taken along: finds them again."),
        "key",
        longest=60,
    ),
    _of("person.language", _("Person: language"), _("To write to them in."), "language"),
    _of("post.title", _("Post: title"), _("What they are where they work."), "name", longest=120),
)
# What only tables of ours say so that it can be read.
_SECTOR = _of("organization.sector", _("Organization: sector"), "", "text")
_MARKS = (
    _of("organization.contact", _("Organization: do not contact"), "", "contact"),
    _of("organization.ended_on", _("Organization: ended on"), "", "date"),
)
_OF_SITE = (
    _of("site.contact", _("Site: do not contact"), "", "contact"),
    _of("site.ended_on", _("Site: ended on"), "", "date"),
)
_OF_PERSON = _of("person.contact", _("Person: do not contact"), "", "contact")
OF_TABLES = frozenset(field.key for field in (_SECTOR, *_MARKS, *_OF_SITE, _OF_PERSON))
_TOUCH = (
    _of("row.key", _("Key of the row"), _("Read twice, changes nothing."), "key", longest=60),
    _of("touch.on", _("Touch: day"), _("The day; the clock is not kept."), "date"),
    _of("touch.came", _("Touch: came, did not"), "", "came"),
    _of("touch.told_by", _("Touch: told by"), _("Who told them about it."), "text"),
    _of("touch.says", _("Touch: note"), _("In their words."), "text", many=1),
)
_BY_KIND: dict[str, tuple[Field, ...]] = {
    Kind.ATTENDEES: (*_PERSON, *_ORGANIZATION, *_ADDRESS, *_TOUCH),
    Kind.CONTACTS: (*_PERSON, *_ORGANIZATION, *_ADDRESS, _TOUCH[0], _TOUCH[4], _OF_PERSON),
    Kind.CARRIERS: (*_CARRIER, _ORI, *_ORGANIZATION, *_ADDRESS, _SECTOR, *_MARKS),
    Kind.AGENCIES: (*_AGENCY, *_ORGANIZATION, *_ADDRESS, *_SITE),
    Kind.PLACES: (*_SITE, *_ADDRESS, *_ORGANIZATION, *_OF_SITE),
}
# One of each group must have a column.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    Kind.ATTENDEES: (("person.name", "person.given", "person.family"),),
    Kind.CONTACTS: (("person.name", "person.given", "person.family", "organization.name"),),
    Kind.CARRIERS: (("organization.name", "organization.legal_name"),),
    Kind.AGENCIES: (("organization.name", "site.name", "organization.ori"),),
    Kind.PLACES: (("site.name", "organization.name"),),
}


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields that a column of a file of this *kind* may fill, in the order to offer them."""
    needed = {key for group in NEEDED.get(kind, ()) for key in group if len(group) == 1}
    return tuple(
        field if field.key not in needed else _required(field) for field in _BY_KIND.get(kind, ())
    )


def _required(field: Field) -> Field:
    return Field(
        field.key, field.label, field.noun, field.says, field.reads, field.longest, True, field.many
    )


def field_named(kind: str, key: str) -> Field | None:
    """The field of this *key*; None where files of this *kind* have none."""
    return next((field for field in fields_of(kind) if field.key == key), None)
