"""Tables that were taken along from Muster: known by their headings, in each of its languages.

What they have in a column is what the list had, and comes back as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.utils import translation

from muster.directory.exports import headings
from muster.directory.findable.nouns import Noun
from muster.directory.imports.layouts import plain
from muster.directory.imports.synonyms import SEVERAL
from muster.directory.models import Import

Kind = Import.Kind
# Lists of these have several posts in a row.
OF_PEOPLE = (Kind.ATTENDEES, Kind.CONTACTS)
# By noun: the kind of file that its list is, and the field of each of its columns. A column that
# fills none is told again by the list itself, or is no file's to say.
_COLUMNS: dict[Noun, tuple[Kind, tuple[str, ...]]] = {
    Noun.PERSON: (
        Kind.CONTACTS,
        (
            "person.key", "person.name", "post.title", "organization.name", "person.phone",
            "person.email", "person.contact", "person.language", "",
        ),
    ),
    Noun.ORGANIZATION: (
        Kind.CARRIERS,
        (
            "", "organization.name", "organization.sector", "site.city", "site.county",
            "site.state", "organization.usdot", "organization.ori", "organization.trucks",
            "organization.phone", "organization.email", "organization.contact", "",
            "organization.ended_on",
        ),
    ),
    Noun.SITE: (
        Kind.PLACES,
        (
            "", "site.name", "organization.name", "site.kind", "site.street", "site.city",
            "site.county", "site.state", "site.zip", "site.phone", "site.email", "site.contact",
            "site.ended_on",
        ),
    ),
}  # fmt: skip
# By noun, the columns that together no other table has.
_MARKS = {Noun.PERSON: (0, 1, 2, 3), Noun.ORGANIZATION: (0, 1, 6, 7), Noun.SITE: (0, 1, 2, 3, 4)}


@dataclass(frozen=True, slots=True)
class _Table:
    kind: Kind
    fields: dict[str, str]
    marks: frozenset[str]


@cache
def _tables() -> tuple[_Table, ...]:
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for noun, (kind, fields) in _COLUMNS.items():
                names = [plain(str(heading)) for heading in headings(noun)]
                by_name = dict(zip(names, fields, strict=True))
                found.append(_Table(kind, by_name, frozenset(names[at] for at in _MARKS[noun])))
    return tuple(found)


def _table(headers: Iterable[str]) -> _Table | None:
    there = {plain(header) for header in headers}
    return next((table for table in _tables() if table.marks <= there), None)


def kind_of_table(headers: Iterable[str]) -> str:
    """The kind of file that a table of ours is; empty if it is none."""
    table = _table(headers)
    return table.kind.value if table else ""


def fields_of_table(headers: Iterable[str], kind: str) -> dict[str, str]:
    """The field of each column of a table of ours, by its plain heading; none if it is none."""
    table = _table(headers)
    return table.fields if table and table.kind == kind else {}


@lru_cache(maxsize=1_000)
def has_several(header: str, field: str) -> bool:
    """Whether a column called so that fills *field* has more than one name in a cell."""
    name = plain(header.rpartition(": ")[2])
    ours = (table.fields.get(name) == field for table in _tables() if table.kind == Kind.CONTACTS)
    return field in SEVERAL and (name in SEVERAL[field] or any(ours))
