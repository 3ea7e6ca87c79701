"""Adding and editing organizations, sites and people.

Nobody's work is overwritten unseen. A form knows the last change that it was opened after: what
others changed since, and this member left alone, stays as they made it; where both changed one
field, both are shown and nothing is kept until the member sends it again.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from muster.accounts.models import Member
from muster.core.keys import random_key
from muster.core.models import Program
from muster.directory.alone import ALONE, holder_of
from muster.directory.errors import (
    Clash,
    EditedSince,
    KeptElsewhere,
    NameMissing,
    NumberTaken,
    OfAnotherProgram,
    PartOfItself,
)
from muster.directory.hand import change, note, source_of
from muster.directory.models import FieldChange, Organization, OtherName, Person, Site
from muster.directory.provenance import as_text, from_text

Kept = Organization | Site | Person

ORGANIZATION_FIELDS = (
    "name", "sector", "agency", "parent", "usdot", "ori", "url", "city", "county", "state",
    "trucks", "drivers", "natural_person",
)  # fmt: skip
SITE_FIELDS = (
    "name", "kind", "street", "city", "county", "state", "zip", "time_zone", "latitude",
    "longitude",
)  # fmt: skip
PERSON_FIELDS = ("name", "language")
# Parents of parents are followed this far; no company is deeper.
_DEEPEST = 20
# What is left of a key's length for the words of a name, beside the key of the form.
_WORDS = 40


def key_of(name: str, once: str, *, is_person: bool = False) -> str:
    """The key of a new record: words of its name and the key of the form; a person's says nothing.

    >>> key_of("Larkhaven Freight Lines", "7h3kqr")
    'larkhaven-freight-lines-7h3kqr'
    """
    words = "" if is_person else slugify(name)[:_WORDS].strip("-")
    return f"{words}-{once}" if words else once


def was_added(
    noun: type[Kept], program: Program, *, name: str, once: str, is_person: bool = False
) -> bool:
    """Whether the same form has added its record already."""
    key = key_of(name, once, is_person=is_person)
    rows: Any = noun.objects
    return bool(once and rows.filter(program=program, key=key).exists())


@transaction.atomic
def add_organization(
    program: Program,
    values: Mapping[str, Any],
    *,
    names: Sequence[tuple[str, str]] = (),
    once: str = "",
    by: Member,
    now: datetime,
) -> Organization:
    """Put an organization into the directory of *program*. The same form sent twice adds one.

    Args:
        values: by the name of the field, those of `ORGANIZATION_FIELDS`.
        names: its other names, each with its kind.
        once: a key of the form's own.

    Raises:
        RecordError: what is told does not hold together, or its number is taken.
    """
    name = _named(values)
    key = key_of(name, once or random_key(6), is_person=bool(values.get("natural_person")))
    there = Organization.objects.filter(program=program, key=key).first()
    if there is not None:
        return there
    organization = Organization(program=program, key=key, source=source_of(by, now))
    _fits(organization, values)
    for field, value in values.items():
        setattr(organization, field, value)
    _save_new(organization)
    name_also(organization, names, by=by, now=now, is_new=True)
    note(organization, "added", by=by, now=now)
    return organization


@transaction.atomic
def add_site(
    organization: Organization,
    values: Mapping[str, Any],
    *,
    once: str = "",
    by: Member,
    now: datetime,
) -> Site:
    """Put a place that *organization* runs into the directory; the same form twice adds one."""
    key = key_of(_named(values), once or random_key(6))
    site, is_new = Site.objects.get_or_create(
        program=organization.program,
        key=key,
        defaults={"organization": organization, "source": source_of(by, now)} | dict(values),
    )
    if is_new:
        note(site, "added", by=by, now=now)
    return site


@transaction.atomic
def add_person(
    program: Program,
    values: Mapping[str, Any],
    *,
    once: str = "",
    by: Member,
    now: datetime,
) -> Person:
    """Put a person into the directory of *program*; the same form sent twice adds one."""
    key = key_of(_named(values), once or random_key(), is_person=True)
    person, is_new = Person.objects.get_or_create(
        program=program, key=key, defaults={"source": source_of(by, now)} | dict(values)
    )
    if is_new:
        note(person, "added", by=by, now=now)
    return person


@transaction.atomic
def edit(
    record: Kept,
    values: Mapping[str, Any],
    *,
    opened_after: int | None = None,
    by: Member,
    now: datetime,
) -> list[FieldChange]:
    """Let these *values* be those of *record*; sending the same again changes nothing.

    Args:
        opened_after: the record's last change when the form was opened (`last_change`), or None
            where nothing was shown before.

    Returns:
        The changes that were made.

    Raises:
        EditedSince: somebody else changed the same field to something else since.
        RecordError: the values do not hold together. The record is as it was in both cases.
    """
    # No lock on what a join may leave empty: PostgreSQL refuses one.
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if record.merged_into is not None:
        raise KeptElsewhere(record.merged_into.name)
    if "name" in values:
        _named(values)
    wanted = _beside_others(record, dict(values), opened_after)
    if isinstance(record, Organization):
        _fits(record, wanted)
    try:
        with transaction.atomic():
            return change(record, wanted, verb="edited", by=by, now=now)
    except IntegrityError:
        if isinstance(record, Organization):
            _numbers_are_free(record, wanted)
        raise


def last_change(record: Kept) -> int:
    """The last change of *record*; 0 where there is none."""
    last = record.changes.order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def name_also(
    organization: Organization,
    names: Sequence[tuple[str, str]],
    *,
    before: Collection[str] | None = None,
    by: Member,
    now: datetime,
    is_new: bool = False,
) -> bool:
    """Let these be all other names of *organization*, each (kind, name); a name stands once.

    Args:
        before: the names that the form showed: one that somebody else added or took away since
            stays as they made it.

    Returns:
        Whether anything changed. A name that stood already keeps its source.
    """
    wanted: dict[str, str] = {}
    for kind, name in names:
        if name.strip() and name.strip() != organization.name:
            wanted.setdefault(name.strip()[:200], kind)
    there = {row.name: row for row in organization.other_names.all()}
    if before is not None:
        wanted = {
            name: kind for name, kind in wanted.items() if name in there or name not in before
        }
        wanted |= {name: row.kind for name, row in there.items() if name not in {*before, *wanted}}
    gone = [row.pk for name, row in there.items() if name not in wanted]
    moved = [row for name, row in there.items() if wanted.get(name, row.kind) != row.kind]
    source = source_of(by, now)
    new = [
        OtherName(
            program=organization.program,
            organization=organization,
            name=name,
            kind=kind,
            source=source,
        )
        for name, kind in wanted.items()
        if name not in there
    ]
    if gone:
        OtherName.objects.filter(pk__in=gone).delete()
    for row in moved:
        row.kind = wanted[row.name]
        row.save(update_fields=["kind"])
    OtherName.objects.bulk_create(new)
    changed = bool(gone or moved or new)
    if changed and not is_new:
        note(organization, "named", by=by, now=now)
    return changed


def _named(values: Mapping[str, Any]) -> str:
    name = str(values.get("name") or "").strip()
    if not name:
        raise NameMissing
    return name


def _save_new(organization: Organization) -> None:
    try:
        with transaction.atomic():
            organization.save(force_insert=True)
    except IntegrityError:
        # Somebody was faster by a moment: the rule says who.
        _numbers_are_free(
            organization, {each: getattr(organization, each) for each in ALONE[Organization]}
        )
        raise


def _fits(organization: Organization, values: Mapping[str, Any]) -> None:
    """Refuse what an organization cannot be."""
    for field in ("parent", "sector"):
        row = values.get(field)
        if row is not None and row.program_id != organization.program_id:
            raise OfAnotherProgram(field)
    parent: Organization | None = values.get("parent")
    if parent is not None and _is_above(organization, parent):
        raise PartOfItself(parent.name)
    _numbers_are_free(organization, values)


def _is_above(organization: Organization, row: Organization) -> bool:
    """Whether *row* is *organization* itself, or a part of it, as the database has it now."""
    above: int | None = row.pk
    for _step in range(_DEEPEST):
        if above is None:
            return False
        if above == organization.pk:
            return True
        parents = Organization.objects.filter(pk=above).values_list("parent", flat=True)
        above = parents.first()
    return True


def _numbers_are_free(organization: Organization, values: Mapping[str, Any]) -> None:
    for field in ALONE[Organization]:
        number = values.get(field) or ""
        if number == getattr(organization, field) and organization.pk:
            continue
        holder = holder_of(organization, field, number)
        if holder is not None:
            raise NumberTaken(field, number, holder)


def _beside_others(
    record: Kept, values: dict[str, Any], opened_after: int | None
) -> dict[str, Any]:
    """*values* without those that others changed since and this member left alone.

    Raises:
        EditedSince: a field was changed by both, to different values.
    """
    if opened_after is None:
        return values
    clashes: list[Clash] = []
    as_opened: dict[str, str] = {}
    theirs: dict[str, Any] = {}
    last = opened_after
    for done in record.changes.filter(pk__gt=opened_after).order_by("pk"):
        as_opened.setdefault(done.field, done.old)
        last = done.pk
        if done.field not in values:
            theirs[done.field] = getattr(record, done.field)
            continue
        mine = as_text(record, done.field, values[done.field])
        stands = as_text(record, done.field, getattr(record, done.field))
        if mine == as_opened[done.field]:
            del values[done.field]
            theirs[done.field] = getattr(record, done.field)
        elif mine != stands:
            clashes = [clash for clash in clashes if clash.field != done.field]
            clashes.append(
                Clash(
                    field=done.field,
                    stands=_shown(record, done.field, stands),
                    yours=_shown(record, done.field, mine),
                    by=done.by,
                    at=done.at,
                )
            )
    if clashes:
        raise EditedSince(clashes, theirs, last)
    return values


def _shown(record: Kept, field: str, text: str) -> Any:
    value = from_text(record, field, text)
    kept = type(record)._meta.get_field(field)
    if kept.is_relation and value is not None:
        return kept.related_model.objects.filter(pk=value).first()  # type: ignore[union-attr]
    if kept.choices:  # type: ignore[union-attr]
        return dict(kept.flatchoices).get(value, value)  # type: ignore[union-attr]
    return value
