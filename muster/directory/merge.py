"""Two records that are one become one, and nothing is lost by it.

The kept record takes the values that were chosen for it, each with the merge as its source. What
pointed at the other one points at it now: people, sites, numbers, touches, places in a build. The
other stays where it was, ended, with its own history, and its address leads on. `undo_merge`, in
`unmerge`, takes all of it back. Published reports are frozen and say what they said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from django.db import transaction

from muster.accounts.models import Member
from muster.core import audit
from muster.core.clock import today_in
from muster.directory.alone import ALONE
from muster.directory.merge_errors import BeingErased, MergedBefore, NotTwo
from muster.directory.models import (
    Erasure,
    Merge,
    Organization,
    OtherName,
    Person,
    Site,
    Source,
)
from muster.directory.models.place_keys import place_key
from muster.directory.provenance import column_of, set_fields, sources_of
from muster.directory.repoint import Change, move
from muster.directory.unmerge import undo_merge

__all__ = ["FIELDS", "Choice", "choices_for", "merge", "undo_merge"]

Mergeable = TypeVar("Mergeable", Organization, Person, Site)
Side = Literal["kept", "ended"]

# What may be chosen from the one or the other; fields that only make sense together go together.
FIELDS: dict[type[Organization] | type[Person] | type[Site], dict[str, tuple[str, ...]]] = {
    Organization: {
        "name": ("name",),
        "sector": ("sector",),
        "agency": ("agency",),
        "place": ("city", "county", "state"),
        "usdot": ("usdot",),
        "ori": ("ori",),
        "url": ("url",),
        "trucks": ("trucks",),
        "drivers": ("drivers",),
        "parent": ("parent",),
        "confirmed": ("confirmed_on", "confirmed_by"),
    },
    Person: {
        "name": ("name",),
        "language": ("language",),
        "confirmed": ("confirmed_on", "confirmed_by"),
    },
    Site: {
        "name": ("name",),
        "organization": ("organization",),
        "place": (
            "street", "city", "county", "state", "zip", "time_zone", "latitude", "longitude",
        ),
        "kind": ("kind",),
        "register_key": ("register_key",),
    },
}  # fmt: skip
# The name and the number stay with the older record, unless somebody says otherwise.
_OLDER_WINS = frozenset(("name", "organization", "parent"))
_NOTHING = (None, "")
MERGED = "merge of two records"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that both records may say, and which of the two the merge would keep.

    Attributes:
        key: of `FIELDS`.
        kept: the values of the record that is kept, by field; `ended` those of the other.
        proposed: whose values to keep if nobody says otherwise, and `source` where they are from.
    """

    key: str
    kept: dict[str, Any]
    ended: dict[str, Any]
    proposed: Side
    source: Source | None
    is_newer: bool = False

    @property
    def both_say_so(self) -> bool:
        """Whether there is nothing to choose."""
        return _plain(self.kept) == _plain(self.ended)

    @property
    def is_open(self) -> bool:
        """Whether both say something, and not the same."""
        return not self.both_say_so and _says(self.kept) and _says(self.ended)


def choices_for(kept: Mergeable, ended: Mergeable) -> list[Choice]:
    """What a merge would keep of each field, before anybody chooses.

    A value stands against nothing; of two values the one with the newer source, where the sources
    have a day; the name is that of the record that is kept.
    """
    mine, others = sources_of(kept), sources_of(ended)
    found = []
    for key, fields in FIELDS[type(kept)].items():
        one = {field: getattr(kept, field) for field in fields}
        two = {field: getattr(ended, field) for field in fields}
        if not _says(one) and not _says(two):
            continue
        first, second = (_newest(sources, fields) for sources in (mine, others))
        proposed: Side = "kept"
        is_newer = False
        if not _says(one):
            proposed = "ended"
        elif (
            _plain(one) != _plain(two)
            and _says(two)
            and key not in _OLDER_WINS
            and first
            and second
        ):
            is_newer = first.on != second.on
            proposed = "ended" if second.on > first.on else "kept"
        source = first if proposed == "kept" else second
        found.append(Choice(key, one, two, proposed, source, is_newer))
    return found


@transaction.atomic
def merge(
    kept: Mergeable,
    ended: Mergeable,
    *,
    keep: Mapping[str, str],
    by: Member,
    now: datetime,
) -> Merge:
    """Make *ended* one with *kept*.

    Args:
        keep: whose value to keep, "kept" or "ended", by the keys of `FIELDS`; for what is not
            named, as `choices_for` proposes it.

    Raises:
        NotTwo: they are one record, or of two kinds or programs.
        MergedBefore: one of them stands no more for itself.
        BeingErased: one of them is a person who is erased, or asked to be.
        StandsTwice: both stand at one place where each may stand once.
    """
    kept, ended = _locked(kept, ended)
    column = column_of(kept)
    source = Source.objects.create(
        program=kept.program,
        kind=Source.Kind.MERGE,
        name=MERGED,
        on=today_in(kept.program, now),
        by=by.user.email,
    )
    made = Merge.objects.create(
        program=kept.program,
        source=source,
        by=by.user.email,
        at=now,
        **{f"kept_{column}": kept, f"ended_{column}": ended},
    )
    change = Change(made, source, by.user.email, now)
    name = ended.name
    _take(kept, ended, keep, change)
    move(kept, ended, change)
    if isinstance(kept, Organization):
        _remember_names(kept, name, source)
    set_fields(ended, {"merged_into": kept}, source=source, by=change.by, at=now)
    audit.record(
        by=change.by, verb="merged", subject=f"merge:{made.pk}", program=kept.program, at=now
    )
    return made


def _locked(kept: Mergeable, ended: Mergeable) -> tuple[Mergeable, Mergeable]:
    """The two as they stand now, for nobody else to change meanwhile."""
    noun = type(kept)
    if (type(ended), ended.program_id) != (noun, kept.program_id) or kept.pk == ended.pk:
        raise NotTwo
    rows = noun._base_manager.select_for_update().filter(pk__in=(kept.pk, ended.pk))
    found = {row.pk: row for row in rows.order_by("pk")}
    for record in (kept, ended):
        if found[record.pk].merged_into_id is not None:
            raise MergedBefore(record)
    if isinstance(kept, Person):
        asked = Erasure.objects.waiting().filter(person__in=(kept.pk, ended.pk))
        if any(row.erased_on for row in found.values()) or asked.exists():
            raise BeingErased
    return found[kept.pk], found[ended.pk]


def _take(kept: Any, ended: Any, keep: Mapping[str, str], change: Change) -> None:
    """Give the kept record the chosen values of the other one."""
    values: dict[str, Any] = {}
    for choice in choices_for(kept, ended):
        if keep.get(choice.key, choice.proposed) == "ended":
            values |= choice.ended
    if isinstance(kept, Organization):
        values |= _of_organizations(kept, ended, values)
    # The one that ends lets go of the number that the other takes, not even here do both have it.
    let_go = {
        field: ""
        for field in ALONE[type(kept)]
        if values.get(field) not in _NOTHING and values[field] != getattr(kept, field)
    }
    set_fields(ended, let_go, source=change.source, by=change.by, at=change.at)
    set_fields(kept, values, source=change.source, by=change.by, at=change.at)


def _of_organizations(
    kept: Organization, ended: Organization, values: Mapping[str, Any]
) -> dict[str, Any]:
    """What is not chosen: nothing is part of itself, and who is never published stays so."""
    found: dict[str, Any] = {}
    parent = values.get("parent", kept.parent)
    if parent is not None and parent.pk in (kept.pk, ended.pk):
        other = ended.parent if parent.pk == ended.pk else kept.parent
        found["parent"] = other if other and other.pk not in (kept.pk, ended.pk) else None
    if ended.natural_person and not kept.natural_person:
        found["natural_person"] = True
    return found


def _remember_names(kept: Organization, name: str, source: Source) -> None:
    """Every name that either had stays one by which it is found."""
    known = set(kept.other_names.values_list("name", flat=True))
    before = kept.changes.filter(source=source, field="name").values_list("old", flat=True)
    for other in sorted({name, *before} - known - {kept.name, ""}):
        OtherName.objects.create(
            program=kept.program,
            organization=kept,
            name=other,
            kind=OtherName.Kind.ALSO,
            source=source,
        )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """*values* with the county in one spelling: registers leave out the word for what it is."""
    return {
        field: place_key(value) if field == "county" else value for field, value in values.items()
    }


def _says(values: Mapping[str, Any]) -> bool:
    return any(value not in _NOTHING for value in values.values())


def _newest(sources: Mapping[str, Source | None], fields: Sequence[str]) -> Source | None:
    """The newest source of these fields."""
    known = [source for field in fields if (source := sources.get(field)) is not None]
    return max(known, key=lambda source: source.on, default=None)
