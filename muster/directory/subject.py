"""One person as the rooms are asked about them, and all that is held of them as a file."""

import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.core import audit
from muster.core.clock import today_in
from muster.core.models import Program
from muster.core.subjects import Held, Subject, held_of
from muster.directory.erase_errors import ReasonMissing
from muster.directory.models import ContactPoint, FieldChange, Person

FORMAT = "muster-person-1"


def subject_of(person: Person) -> Subject:
    """Who is meant by *person*, also under earlier names, and in records merged into this one."""
    people = _with_merged(person)
    names = {row.name for row in people}
    changed = FieldChange.objects.filter(person__in=people, field="name")
    for change in changed.values_list("old", "new"):
        names.update(change)
    numbers = [row.pk for row in people]
    return Subject(
        program=person.program,
        people=numbers,
        keys=[row.key for row in people],
        names=sorted(name for name in names if name),
        addresses=_own_addresses(person.program, numbers),
        erased_as=f"erased-{person.pk}",
    )


@transaction.atomic
def file_of(person: Person, *, by: Member, now: datetime, reason: str = "") -> bytes:
    """All that is held of *person*, for them: a zip with JSON, and a page that people can read.

    That it was made is written down.

    Raises:
        ReasonMissing: *by* may export with a reason alone, and gives none.
    """
    reason = reason.strip()
    if reach_of(by, Right.EXPORT_PEOPLE) is Reach.REASON and not reason:
        raise ReasonMissing
    held = held_of(subject_of(person))
    audit.record(
        by=by.user.email,
        verb="exported",
        subject=f"person:{person.key}",
        program=person.program,
        at=now,
        reason=reason,
        counts={"rows": sum(len(each.rows) for each in held)},
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("person.json", _as_json(person, held, now))
        context = {"person": person, "held": _with_rows(held), "on": today_in(person.program, now)}
        page = render_to_string("directory/subject/file.html", context)
        packed.writestr("person.html", page)
    return made.getvalue()


def _as_json(person: Person, held: Sequence[Held], now: datetime) -> str:
    told = {
        "format": FORMAT,
        "program": person.program.key,
        "person": person.key,
        "made_at": now.isoformat(),
        "held": {each.holding.name: each.rows for each in _with_rows(held)},
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _with_rows(held: Sequence[Held]) -> list[Held]:
    return [each for each in held if each.rows]


def _with_merged(person: Person) -> list[Person]:
    """*person*, and all records that were merged into it, however many times."""
    found, latest = [person], [person]
    while latest:
        known = [row.pk for row in found]
        latest = list(Person.objects.filter(merged_into__in=latest).exclude(pk__in=known))
        found += latest
    return found


def _own_addresses(program: Program, people: Sequence[int]) -> list[str]:
    """The numbers and addresses that reach these people, now or before, and nobody else.

    A mailbox that an organization, a site or a colleague has too names nobody. What another program
    knows of them says nothing about that.
    """
    points = ContactPoint.objects.filter(person__in=people)
    found = set(points.values_list("address", flat=True))
    changed = FieldChange.objects.filter(contact_point__in=points, field="address")
    for change in changed.values_list("old", "new"):
        found.update(change)
    others = ContactPoint.objects.filter(program=program, address__in=found).filter(
        Q(person=None) | ~Q(person__in=people)
    )
    return sorted(found - {""} - set(others.values_list("address", flat=True)))
