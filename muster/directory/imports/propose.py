"""Which column is what: proposed from memory, from the layout, from names, from values."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from muster.core.models import Program
from muster.directory.imports.fields import OF_TABLES, Field, field_named, fields_of
from muster.directory.imports.grouped import is_elsewhere, named, of_second_people
from muster.directory.imports.layouts import Layout, plain
from muster.directory.imports.private import is_private
from muster.directory.imports.readers import reader_of
from muster.directory.imports.synonyms import OF_COMPANIES
from muster.directory.imports.taken_along import OF_PEOPLE, fields_of_table, has_several
from muster.directory.models import Import, RememberedColumn
from muster.directory.values import says_nothing
from muster.shell.days import day_words

# How many of a column's values must be of a kind before the values alone decide.
_MOST_OF = 0.8
_ENOUGH = 3
_ENOUGH_TO_TELL = 40


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one column is taken for, until somebody says otherwise.

    Attributes:
        field: the key of the field; empty where the column is not used.
        why: in words: “as in February”, “by its name”.
        private: whether it is dropped before anything is read.
    """

    field: str
    why: str = ""
    private: bool = False


def propose(
    program: Program,
    kind: str,
    headers: Sequence[str],
    columns: Sequence[Sequence[str]],
    layout: Layout | None,
    *,
    from_memory: bool = True,
) -> list[Proposal]:
    """A proposal for each of *headers*.

    Args:
        columns: the first values of each column.
        from_memory: whether columns are taken for what they were the last time.
    """
    memories = RememberedColumn.objects.filter(
        program=program, kind=kind, header__in=[header[:400] for header in headers]
    )
    remembered = {memory.header: memory for memory in memories} if from_memory else {}
    by_layout = _by_layout(headers, layout, kind) or fields_of_table(headers, kind)
    taken: set[str] = set()
    proposals: list[Proposal | None] = []
    for header in headers:
        memory = remembered.get(header[:400])
        found: Proposal | None = None
        if is_private(header, kind):
            found = Proposal("", _("could tell where somebody was and when"), private=True)
        elif memory is not None and not {memory.field, by_layout.get(plain(header))} & OF_TABLES:
            found = Proposal(memory.field, _("as on %(day)s") % {"day": day_words(memory.on)})
        elif plain(header) in by_layout:
            found = Proposal(by_layout[plain(header)], _("by the layout"))
        proposals.append(_free(found, kind, taken))
    others = of_second_people(headers, kind)
    by_name = [named(header, kind) for header in headers]
    of_several = [has_several(*told) for told in zip(headers, by_name, strict=True)]
    # “Roles” beside “Title” says something else; alone it is the column of the titles.
    for at in sorted(_with_companies_first(headers, kind), key=of_several.__getitem__):
        if proposals[at] is not None:
            continue
        if at in others or is_elsewhere(headers[at]):
            proposals[at] = Proposal("", _("of a home or of somebody else, by what stands above"))
        elif by_name[at] and (kind in OF_PEOPLE or not of_several[at]):
            proposals[at] = _free(Proposal(by_name[at], _("by its name")), kind, taken)
    for at, values in enumerate(columns):
        if proposals[at] is None:
            proposals[at] = _free(_by_values(kind, values), kind, taken)
    return [proposal or Proposal("") for proposal in proposals]


def _with_companies_first(headers: Sequence[str], kind: str) -> list[int]:
    """The places of *headers*, “Company City” before a “City”, which may be of people's homes.

    In a list of sites it is the other way round.
    """
    is_of_sites = kind in (Import.Kind.PLACES, Import.Kind.AGENCIES)
    return sorted(
        range(len(headers)), key=lambda at: (plain(headers[at]) in OF_COMPANIES) is is_of_sites
    )


def _by_layout(headers: Sequence[str], layout: Layout | None, kind: str) -> dict[str, str]:
    """The fields by header; where the layout knows two columns for one, the first it names."""
    if layout is None:
        return {}
    there = {plain(header) for header in headers}
    fields: dict[str, str] = {}
    for name, key in layout.fields.items():
        if name not in there:
            continue
        field = field_named(kind, key)
        is_taken = field is not None and not field.many and key in fields.values()
        fields[name] = "" if is_taken else key
    return fields


def _free(proposal: Proposal | None, kind: str, taken: set[str]) -> Proposal | None:
    """*proposal*, if its field exists and is not filled by another column already."""
    if proposal is None or not proposal.field:
        return proposal
    field = field_named(kind, proposal.field)
    if field is None:
        return None
    if not field.many:
        if field.key in taken:
            return Proposal("", _("another column fills it"))
        taken.add(field.key)
    return proposal


# In this order: what is read by one of these is hardly anything else.
_TOLD_BY_VALUES = ("email", "state", "zip", "phone", "language")


def _by_values(kind: str, values: Sequence[str]) -> Proposal | None:
    filled = [value for value in values if not says_nothing(value)][:_ENOUGH_TO_TELL]
    if len(filled) < _ENOUGH:
        return None
    for reads in _TOLD_BY_VALUES:
        field = next((field for field in fields_of(kind) if field.reads == reads), None)
        if field is not None and _share(field, filled) >= _MOST_OF:
            return Proposal(field.key, _("by its values"))
    return None


def _share(field: Field, filled: Sequence[str]) -> float:
    read = reader_of(field)
    good = 0
    for value in filled:
        # A phone number or a ZIP code is told by its form: any ten digits may be an order number.
        if field.reads in ("phone", "zip") and not any(sign in value for sign in "()-+"):
            continue
        found = read(value)
        good += bool(found.value) and not found.problem and not found.note
    return good / len(filled)
