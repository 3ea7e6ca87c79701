"""Each weight in words: what was compared, how near it was, and what it counts."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.directory.matching.doubt import DOUBT, STATES
from muster.directory.matching.link import RIVALS
from muster.directory.matching.model import MISSING, SHARED
from muster.directory.matching.pairs import PRIOR
from muster.directory.matching.rows import Row, Weight
from muster.directory.names import set_aside

LABELS: dict[str, Any] = {
    PRIOR: gettext_lazy("Before looking"),
    "name": gettext_lazy("Name"),
    "agency": gettext_lazy("Kind of agency"),
    "street": gettext_lazy("Street"),
    "place": gettext_lazy("City and ZIP"),
    "trucks": gettext_lazy("Trucks"),
    "phone": gettext_lazy("Phone"),
    "web": gettext_lazy("E-mail and website"),
    "email": gettext_lazy("E-mail"),
    "usdot": gettext_lazy("USDOT"),
    "ori": gettext_lazy("ORI"),
    "organization": gettext_lazy("Works at"),
    DOUBT: gettext_lazy("Left in doubt"),
    RIVALS: gettext_lazy("Others it may be"),
}
_SAYS: dict[tuple[str, str], Any] = {
    ("name", "also"): gettext_lazy("same, by another name, another order or without spaces"),
    ("name", "unit"): gettext_lazy("alike, but each names another office, branch or number"),
    ("name", "near"): gettext_lazy("near: a letter or two apart"),
    ("name", "letter"): gettext_lazy("a letter or two apart, but both are given names"),
    ("name", "relative"): gettext_lazy("the family name alone, with another given name"),
    ("name", "within"): gettext_lazy("one name is within the other"),
    ("name", "alike"): gettext_lazy("alike"),
    ("name", "partly"): gettext_lazy("some words are the same"),
    ("name", "turned"): gettext_lazy("same, given and family name in the other order"),
    ("name", "short"): gettext_lazy("same, once the short form is written out"),
    ("name", "initial"): gettext_lazy("same family name, and an initial that fits"),
    ("name", "family"): gettext_lazy("the family name alone"),
    ("name", "given"): gettext_lazy("the given name alone"),
    ("street", SHARED): gettext_lazy("alike, but in another town: says nothing"),
    ("street", "near"): gettext_lazy("same number, and the street but for a word"),
    ("street", "road"): gettext_lazy("same street, the number a digit apart or missing"),
    ("street", "number"): gettext_lazy("the number alone"),
    ("agency", "differs"): gettext_lazy("another kind of agency"),
    ("place", "county"): gettext_lazy("same county; more is not known of both"),
    ("place", "other_zip"): gettext_lazy("same town, another ZIP code"),
    ("place", "near"): gettext_lazy("near: the next town or ZIP codes that begin alike"),
    ("place", "state"): gettext_lazy("same state; more is not known of both"),
    ("place", "elsewhere"): gettext_lazy("another place in the same state"),
    ("place", "differs"): gettext_lazy("another state"),
    ("trucks", "near"): gettext_lazy("near: within one in ten"),
    ("trucks", "half"): gettext_lazy("not far: less than twice as many"),
    ("web", "mailbox"): gettext_lazy("same mailbox"),
    ("web", "domain"): gettext_lazy("same website, or mailboxes of one domain"),
    ("organization", "near"): gettext_lazy("nearly the same"),
    (DOUBT, "organizations"): gettext_lazy("the names are of two, and may share a house"),
    (DOUBT, STATES): gettext_lazy("two agencies, each in another state"),
    (DOUBT, "people"): gettext_lazy("the names are of two, and may share an office"),
}
_COUNTED = frozenset(("zip", "town", "county", "state"))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a weight is what it is.

    Attributes:
        tag: a word that stands out, like “shared mailbox”; mostly none.
    """

    says: str
    tag: str = ""


def reason_of(weight: Weight, left: Row, right: Row, *, people: int = 0) -> Reason:
    """What *weight* says of the two rows, in words.

    Args:
        people: how many use the mailbox that both have, where that is known.
    """
    field, level = weight.field, weight.level
    if field == PRIOR:
        return Reason(_one_in(weight.bits))
    if level == MISSING:
        return Reason(_missing(field, left, right))
    if level == SHARED and field != "street":
        return _shared(field, max(weight.others, people))
    if field == "name" and level == "same":
        return Reason(_same_name(left, right, weight.others))
    if field == "street" and level == "same":
        spelled = left.street.strip().casefold() != right.street.strip().casefold()
        return Reason(_("same, once the short forms are written out") if spelled else _("same"))
    if field == "place" and level in _COUNTED and weight.others:
        return Reason(_also_there(level, weight.others))
    if level in ("same", *_COUNTED):
        return Reason(str(_SAYS.get((field, level), _("same"))))
    return Reason(str(_SAYS.get((field, level), _("differs"))))


def _one_in(bits: float) -> str:
    many = round(2.0 ** -min(bits, 0.0))
    return _("one pair in %(many)s is the same") % {"many": number_format(many)}


def _missing(field: str, left: Row, right: Row) -> str:
    if all(_has(field, row) for row in (left, right)):
        return _("cannot be compared: says nothing")
    if any(_has(field, row) for row in (left, right)):
        return _("missing on one side: says nothing")
    return _("missing on both sides: says nothing")


def _has(field: str, row: Row) -> bool:
    told: dict[str, Any] = {
        "place": row.city or row.zip,
        "phone": row.phones,
        "web": row.emails or row.url,
        "email": row.emails,
        "organization": row.organizations,
    }
    return bool(told[field] if field in told else getattr(row, field, ""))


def _shared(field: str, many: int) -> Reason:
    if field == "phone":
        return Reason(_("same, but others have it too: not counted"), _("shared phone"))
    if many < 3:
        return Reason(_("same, but it is an office’s: not counted"), _("shared mailbox"))
    says = ngettext(
        "same, but %(many)s uses it: not counted", "same, but %(many)s use it: not counted", many
    )
    return Reason(says % {"many": number_format(many)}, _("shared mailbox"))


def _same_name(left: Row, right: Row, others: int) -> str:
    if others:
        says = ngettext(
            "same; %(many)s other has it too", "same; %(many)s others have it too", others
        )
        return says % {"many": number_format(others)}
    form = set_aside(left.name) or set_aside(right.name)
    if left.name.strip().casefold() == right.name.strip().casefold():
        return _("same")
    if form and set_aside(left.name) != set_aside(right.name):
        return _("same, once short forms are written out and “%(form)s” is set aside") % {
            "form": form
        }
    return _("same, once short forms are written out")


def _also_there(level: str, others: int) -> str:
    if level == "state":
        return _("same state; more is not known of both")
    if level == "county":
        says = ngettext(
            "same county; %(many)s other is there too",
            "same county; %(many)s others are there too",
            others,
        )
    else:
        says = ngettext(
            "same; %(many)s other is there too", "same; %(many)s others are there too", others
        )
    return says % {"many": number_format(others)}
