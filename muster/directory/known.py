"""What the directory knows of one record, each value with where it comes from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from muster.core.places import county_words, state_name
from muster.directory.history import label_of, source_words, value_words
from muster.directory.models import Organization, OtherName, Person, Site, Source
from muster.directory.provenance import Record, sources_of


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Known:
    """One line: what it is, what we know, and from where.

    Attributes:
        links: other records that the value names, in place of *value*.
        web: where the value leads out of here.
    """

    label: str
    value: str
    source: str
    links: tuple[Link, ...] = ()
    web: str = ""


_OF_ORGANIZATION = ("usdot", "ori", "agency", "url", "city", "county", "state", "trucks", "drivers")
_OF_SITE = (
    "kind", "street", "city", "county", "state", "zip", "time_zone", "latitude", "longitude",
    "register_key",
)  # fmt: skip
_NATURAL_KEYS = ("usdot", "ori", "register_key")
# More of the same parent are counted.
SIBLINGS = 6


def known_of_organization(
    organization: Organization,
    *,
    names: Sequence[OtherName],
    family: Sequence[Organization],
    parent: Link | None,
) -> list[Known]:
    """What is known of *organization*.

    Args:
        names: its other names, with their sources.
        family: its parts, and the other parts of its parent.
        parent: what it is part of; it leads there, where the reader may go.
    """
    sources = sources_of(organization)
    lines = list(_fields(organization, _OF_ORGANIZATION, sources))
    lines += _names(names)
    if parent is not None:
        lines.append(
            Known(
                capfirst(label_of("parent")), "", _from(sources, "parent"),
                links=(parent,),
            )
        )  # fmt: skip
    siblings = [row for row in family if row.parent_id == organization.parent_id]
    parts = [row for row in family if row.parent_id == organization.pk]
    for label, rows in ((_("Under the same parent"), siblings), (_("Its own parts"), parts)):
        if rows:
            lines.append(
                Known(
                    label, "", _more_than(len(rows)),
                    links=tuple(link_to(row) for row in rows[:SIBLINGS]),
                )
            )  # fmt: skip
    if organization.natural_person:
        lines.append(
            Known(
                _("One person under their own name"), _("yes: never published"),
                _from(sources, "natural_person"),
            )
        )  # fmt: skip
    return lines


def known_of_site(site: Site) -> list[Known]:
    """What is known of *site*."""
    return list(_fields(site, _OF_SITE, sources_of(site)))


def known_of_person(person: Person) -> list[Known]:
    """What is known of *person*, beside posts and numbers."""
    return list(_fields(person, ("name", "language"), sources_of(person)))


def link_to(record: Organization | Site | Person) -> Link:
    """A link to the page of *record*."""
    name = {Organization: "organization", Site: "site", Person: "person"}[type(record)]
    return Link(record.name, reverse(name, args=[record.key]))


def _fields(
    record: Record, fields: Sequence[str], sources: Mapping[str, Source | None]
) -> Iterator[Known]:
    for field in fields:
        value = value_words(type(record), field, getattr(record, field))
        if field == "state" and value:
            value = state_name(value)
        if field == "county":
            value = county_words(value, getattr(record, "state", ""))
        if value:
            yield Known(
                capfirst(label_of(field)),
                _unspaced(field, value),
                _from(sources, field),
                web=_web(value) if field == "url" else "",
            )


def _web(value: str) -> str:
    """The address of a website: what is not one leads nowhere."""
    if value.startswith(("https://", "http://")):
        return value
    return "" if ":" in value else f"https://{value}"


def _unspaced(field: str, value: str) -> str:
    """A number in a register is no amount: it is written without marks of thousands."""
    return value.replace(",", "") if field in _NATURAL_KEYS else value


def _from(sources: Mapping[str, Source | None], field: str) -> str:
    words = source_words(sources.get(field))
    return f"{words} · {_('natural key')}" if field in _NATURAL_KEYS else words


def _names(names: Sequence[OtherName]) -> Iterator[Known]:
    for kind in OtherName.Kind:
        rows = [row for row in names if row.kind == kind]
        if rows:
            where = dict.fromkeys(source_words(row.source) for row in rows)
            yield Known(
                capfirst(str(kind.label)), "; ".join(row.name for row in rows), "; ".join(where)
            )


def _more_than(many: int) -> str:
    if many > SIBLINGS:
        return _("and more in this directory")
    return _("in this directory")
