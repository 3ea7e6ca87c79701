"""Numbers and addresses: adding one, confirming it, marking it bad, and replacing it.

A number is never deleted: one that does not work, or must not be called, says so, since when and
why, and is not typed in a second time by somebody who does not know. Whoever confirms a number has
heard from somebody there, so the person or the organization counts as confirmed as well.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.accounts.models import Member
from muster.core.clock import today_in
from muster.directory.errors import AskedNotTo, NothingChosen, NotYet
from muster.directory.hand import change, hold, note, source_of
from muster.directory.models import ContactPoint, FieldChange, Organization, Person, Site

Owner = Person | Site | Organization


class How(models.TextChoices):
    """How somebody knows that a number is right, as it is printed after their name."""

    CALLED = "called", gettext_lazy("by calling it")
    WRITTEN = "written", gettext_lazy("by writing to it")
    TOLD = "told", gettext_lazy("they said so")
    PRINTED = "printed", gettext_lazy("printed by them")


@transaction.atomic
def add_point(
    owner: Owner,
    *,
    kind: str,
    address: str,
    label: str = "",
    audience: str = ContactPoint.Audience.SITE,
    how: str = "",
    by: Member,
    now: datetime,
) -> ContactPoint:
    """Let *owner* be reached at *address*; said twice, kept once.

    Args:
        address: as `directory.values` reads it.
        how: one of `How` if it is known to be right, else it waits to be confirmed.

    Raises:
        AskedNotTo: it is there, and marked "do not contact".
    """
    column = _column(owner)
    same = ContactPoint.objects.filter(**{column: owner}, kind=kind, address=address)
    there = same.select_for_update(of=("self",)).first()
    hold([_heard_at(owner)])
    if there is not None:
        if there.status == ContactPoint.Status.DO_NOT_CONTACT:
            raise AskedNotTo(there)
        if there.status == ContactPoint.Status.BAD:
            use_again(there, by=by, now=now)
        return there
    point = ContactPoint.objects.create(
        program_id=owner.program_id,
        **{column: owner},
        kind=kind,
        address=address,
        label=label,
        audience=audience,
        source=source_of(by, now),
    )
    note(point, "added", by=by, now=now)
    if how:
        confirm([point], on=today_in(by.program, now), how=how, by=by, now=now)
    return point


@transaction.atomic
def confirm(
    points: Sequence[ContactPoint],
    *,
    record: Person | Organization | None = None,
    on: date,
    how: str,
    by: Member,
    now: datetime,
) -> list[FieldChange]:
    """Say that these *points* are right, and what stands of *record* as well.

    One that was marked bad works again. An earlier day than the one that stands changes nothing.

    Args:
        record: whose name, place and posts were confirmed too, if they were.

    Raises:
        NothingChosen: there is nothing to confirm.
        NotYet: *on* lies ahead.
        AskedNotTo: one of them is marked "do not contact".
    """
    if not points and record is None:
        raise NothingChosen
    if on > today_in(by.program, now):
        raise NotYet(on, "on")
    rows = _locked(points)
    for point in rows:
        if point.status == ContactPoint.Status.DO_NOT_CONTACT:
            raise AskedNotTo(point)
    heard = sorted(
        {_heard_at(owner_of(point)) for point in rows}
        | ({record} if record is not None else set()),
        key=lambda row: (row._meta.label, row.pk),
    )
    hold(heard)
    said = f"{by.user.name}, {How(how).label}"[:120]
    changes = []
    for point in rows:
        values = {"verified_on": on, "verified_by": said}
        if point.status == ContactPoint.Status.BAD:
            values |= {"status": ContactPoint.Status.OK, "status_says": ""}
        if point.verified_on is None or point.verified_on <= on:
            changes += change(point, values, verb="confirmed", by=by, now=now)
    for row in heard:
        changes += _confirm_record(row, on, said, by, now)
    return changes


@transaction.atomic
def mark(
    point: ContactPoint, *, status: str, says: str, by: Member, now: datetime
) -> list[FieldChange]:
    """Mark *point* as bad or as not to be contacted, with the reason; it stays, and is not used."""
    (point,) = _locked([point])
    values = {"status": status, "status_says": says.strip()}
    return change(point, values, verb="marked", by=by, now=now)


@transaction.atomic
def use_again(point: ContactPoint, *, by: Member, now: datetime) -> list[FieldChange]:
    """Let *point* be used again."""
    (point,) = _locked([point])
    values = {"status": ContactPoint.Status.OK, "status_says": ""}
    return change(point, values, verb="restored", by=by, now=now)


@transaction.atomic
def describe(
    point: ContactPoint, *, label: str, audience: str, by: Member, now: datetime
) -> list[FieldChange]:
    """Say what *point* is called, and who may see it."""
    (point,) = _locked([point])
    values = {"label": label, "audience": audience}
    return change(point, values, verb="described", by=by, now=now)


@transaction.atomic
def replace(
    point: ContactPoint, *, address: str, how: str = "", by: Member, now: datetime
) -> ContactPoint:
    """Let *address* stand in the place of *point*, which is marked bad; sent twice, done once."""
    (point,) = _locked([point])
    if address == point.address:
        return point
    new = add_point(
        owner_of(point),
        kind=point.kind,
        address=address,
        label=point.label,
        audience=point.audience,
        how=how,
        by=by,
        now=now,
    )
    if point.status != ContactPoint.Status.DO_NOT_CONTACT:
        mark(point, status=ContactPoint.Status.BAD, says=_("replaced"), by=by, now=now)
    return new


def owner_of(point: ContactPoint) -> Owner:
    """Whom *point* reaches."""
    owner = point.person or point.site or point.organization
    assert owner is not None  # noqa: S101 - a constraint of the table says so
    return owner


def _column(owner: Owner) -> str:
    return type(owner).__name__.lower()


def _locked(points: Sequence[ContactPoint]) -> list[ContactPoint]:
    rows = ContactPoint.objects.select_for_update(of=("self",)).filter(
        pk__in=[point.pk for point in points]
    )
    return list(rows.select_related("person", "site__organization", "organization").order_by("pk"))


def _heard_at(owner: Owner) -> Person | Organization:
    """From whom somebody has heard who reached *owner*."""
    return owner.organization if isinstance(owner, Site) else owner


def _confirm_record(
    record: Person | Organization, on: date, said: str, by: Member, now: datetime
) -> list[FieldChange]:
    if record.confirmed_on is not None and record.confirmed_on > on:
        return []
    values = {"confirmed_on": on, "confirmed_by": said}
    return change(record, values, verb="confirmed", by=by, now=now)
