"""The layouts of files that people really have: which header fills which field.

A layout is data. It is recognised by its headers, whatever the file is called.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from muster.directory.models import Import

Kind = Import.Kind
VCARD = "vcard"


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout.

    Attributes:
        name: as a page says it: “Eventbrite attendee list”.
        marks: headers that together no other layout has; all must be there.
        fields: the field of each header, headers as `plain` writes them.
        site_kind: what the places in it are, where the file itself does not say.
        register: what begins the number of a site in its register: “hifld”.
        attribution: to be shown wherever its values are.
    """

    key: str
    name: str | Promise
    kind: str
    marks: tuple[str, ...]
    fields: dict[str, str]
    site_kind: str = ""
    register: str = ""
    sector: str = ""
    attribution: str = ""


def plain(header: str) -> str:
    """*header* as it is compared: small letters, digits, single spaces.

    >>> plain("Order\\u00a0#"), plain("E-mail Address"), plain("PHY_ZIP"), plain("p_zip_code")
    ('order #', 'e mail address', 'phy zip', 'p zip code')
    """
    return " ".join(re.sub(r"[^\w#]+|_", " ", header.casefold()).split())


_CARRIER_ADDRESS = {
    # An office of a carrier is no place that anybody has to watch over, and of an owner-operator
    # it is a home: town and county say enough. Who wants the offices gives the column its field.
    "phy street": "",
    "phy city": "site.city",
    "phy state": "site.state",
    "phy zip": "site.zip",
}
_PARTS = ("street", "street 2", "city", "state", "zip", "country", "type")
LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "eventbrite",
        _("Eventbrite attendee list"),
        Kind.ATTENDEES,
        ("order #", "attendee status", "ticket type"),
        {
            "attendee #": "row.key",
            "order #": "row.key",
            "order date": "touch.on",
            "first name": "person.given",
            "last name": "person.family",
            "email": "person.email",
            "attendee status": "touch.came",
            "cell phone": "person.cell",
            "work phone": "person.phone",
            "job title": "post.title",
            "company": "organization.name",
            "work address 1": "site.street",
            "work city": "site.city",
            "work state": "site.state",
            "work zip": "site.zip",
            "preferred language": "person.language",
            "how did you hear about this event?": "touch.told_by",
            "how did you hear about this event": "touch.told_by",
        },
    ),
    Layout(
        "google-contacts",
        _("Google contacts"),
        Kind.CONTACTS,
        ("e mail 1 value", "phone 1 value"),
        {
            "name": "person.name",
            "given name": "person.given",
            "family name": "person.family",
            "first name": "person.given",
            "last name": "person.family",
            "e mail 1 value": "person.email",
            "e mail 2 value": "person.email",
            "e mail 3 value": "person.email",
            "phone 1 value": "person.phone",
            "phone 2 value": "person.phone",
            "phone 3 value": "person.phone",
            "organization 1 name": "organization.name",
            "organization name": "organization.name",
            "organization 1 title": "post.title",
            "organization title": "post.title",
            "address 1 street": "site.street",
            "address 1 city": "site.city",
            "address 1 region": "site.state",
            "address 1 postal code": "site.zip",
            "notes": "",
        },
    ),
    Layout(
        "outlook-contacts",
        _("Outlook contacts"),
        Kind.CONTACTS,
        ("first name", "last name", "company", "business phone"),
        {
            "first name": "person.given",
            "last name": "person.family",
            "company": "organization.name",
            "job title": "post.title",
            "e mail address": "person.email",
            "e mail 2 address": "person.email",
            "e mail 3 address": "person.email",
            "business phone": "person.phone",
            "business phone 2": "person.phone",
            "mobile phone": "person.cell",
            "primary phone": "person.phone",
            "company main phone": "organization.phone",
            "business street": "site.street",
            "business city": "site.city",
            "business state": "site.state",
            "business postal code": "site.zip",
            "language": "person.language",
        },
    ),
    Layout(
        "fmcsa-census",
        _("FMCSA carrier census"),
        Kind.CARRIERS,
        ("dot number", "legal name", "phy state"),
        {
            "dot number": "organization.usdot",
            "legal name": "organization.legal_name",
            "dba name": "organization.name",
            **_CARRIER_ADDRESS,
            "telephone": "organization.phone",
            "phone": "organization.phone",
            "email address": "organization.email",
            "nbr power unit": "organization.trucks",
            "power units": "organization.trucks",
            "driver total": "organization.drivers",
            "total drivers": "organization.drivers",
        },
        sector="trucking",
    ),
    Layout(
        "fmcsa-safer",
        _("FMCSA registrations (SAFER)"),
        Kind.CARRIERS,
        ("usdot number", "legal name", "p state"),
        {
            "usdot number": "organization.usdot",
            "legal name": "organization.legal_name",
            "dba name": "organization.name",
            "p street": "",
            "physical address": "",
            "mailing address": "",
            "p city": "site.city",
            "p state": "site.state",
            "p zip code": "site.zip",
            "phone": "organization.phone",
            "power units": "organization.trucks",
            "drivers": "organization.drivers",
        },
        sector="trucking",
    ),
    Layout(
        "hifld-police",
        _("HIFLD local law enforcement"),
        Kind.AGENCIES,
        ("name", "telephone", "address", "county", "x", "y"),
        {
            "id": "site.key",
            "name": "site.name",
            "telephone": "site.phone",
            "address": "site.street",
            "city": "site.city",
            "state": "site.state",
            "zip": "site.zip",
            "county": "site.county",
            "type": "organization.agency",
            "website": "organization.url",
            "x": "site.longitude",
            "y": "site.latitude",
        },
        site_kind="station",
        register="hifld",
        sector="law-enforcement",
    ),
    Layout(
        "fbi-agencies",
        _("FBI agencies by state"),
        Kind.AGENCIES,
        ("agency name", "agency type name", "primary county"),
        {
            "key": "site.state",
            "key 2": "organization.ori",
            "state": "site.state",
            "ori": "organization.ori",
            "agency name": "organization.name",
            "agency type name": "organization.agency",
            "primary county": "site.county",
        },
        sector="law-enforcement",
    ),
    Layout(
        "fbi-agency-names",
        _("FBI agency names by ORI"),
        Kind.AGENCIES,
        ("ori", "agency type name", "icpsr name"),
        {
            "ori": "organization.ori",
            "icpsr name": "organization.name",
            "agency type name": "organization.agency",
        },
        sector="law-enforcement",
    ),
    Layout(
        "ori-points",
        _("ORI with ZIP code and coordinates (ICPSR)"),
        Kind.AGENCIES,
        ("ori", "zip", "lat", "lng"),
        {
            "ori": "organization.ori",
            "zip": "site.zip",
            # The middle of the county, for all agencies in it: no place to drive to.
            "lat": "",
            "lng": "",
        },
        sector="law-enforcement",
    ),
    Layout(
        "osm-truck-stops",
        _("OpenStreetMap truck stops"),
        Kind.PLACES,
        ("id", "name", "brand", "lat", "lon", "truck stop"),
        {
            "id": "site.key",
            "name": "site.name",
            "brand": "organization.name",
            "lat": "site.latitude",
            "lon": "site.longitude",
            "address": "site.address",
            "city": "site.city",
            "state": "site.state",
            "zip": "site.zip",
        },
        site_kind="truck_stop",
        register="osm",
        sector="truck-stop",
        attribution="© OpenStreetMap contributors (ODbL)",
    ),
    Layout(
        "ntd-agencies",
        _("NTD transit agencies"),
        Kind.PLACES,
        ("ntd id", "agency name", "mode"),
        {"ntd id": "site.key", "agency name": "organization.name"},
        site_kind="transit",
        register="ntd",
        sector="bus-transit",
    ),
    Layout(
        VCARD,
        _("vCards"),
        Kind.CONTACTS,
        (VCARD,),  # told by the file itself: no header says so
        {
            "full name": "person.name",
            "first name": "",
            "last name": "",
            "organization": "organization.name",
            "title": "post.title",
            "language": "person.language",
            **{f"phone {n}": "person.phone" for n in range(1, 7)},
            **{f"email {n}": "person.email" for n in range(1, 7)},
            # Only the next column says whether an address is somebody's home.
            **{f"address {n} {part}": "" for n in range(1, 5) for part in _PARTS},
        },
    ),
)


def layout_named(key: str) -> Layout | None:
    """The layout of this *key*, if there is one."""
    return next((layout for layout in LAYOUTS if layout.key == key), None)


def recognise(headers: Iterable[str], kind: str = "") -> Layout | None:
    """The layout that has all its marks among *headers*, the one with the most.

    Args:
        kind: only layouts of this kind, where a member said what the file is.
    """
    found = {plain(header) for header in headers}
    fitting = [
        layout
        for layout in LAYOUTS
        if (not kind or layout.kind == kind) and found.issuperset(layout.marks)
    ]
    return max(
        fitting,
        key=lambda layout: (len(layout.marks), len(found & set(layout.fields))),
        default=None,
    )
