"""Adding a record with what was said of it in the same form: all of it comes about, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from muster.accounts.models import Member
from muster.core.models import Program
from muster.directory.confirm import add_point
from muster.directory.edit import add_organization, add_person
from muster.directory.hand import hold
from muster.directory.models import Organization, Person
from muster.directory.posts import add_post


@transaction.atomic
def add_reached_organization(
    program: Program,
    values: Mapping[str, Any],
    *,
    names: Sequence[tuple[str, str]],
    numbers: Sequence[tuple[str, str]],
    audience: str,
    once: str,
    by: Member,
    now: datetime,
) -> Organization:
    """Add an organization with the *numbers* that reach it, each with its kind.

    Raises:
        RecordError: of one of them; nothing was added.
    """
    row = add_organization(program, values, names=names, once=once, by=by, now=now)
    for kind, address in numbers:
        add_point(row, kind=kind, address=address, audience=audience, by=by, now=now)
    return row


@transaction.atomic
def add_placed_person(
    program: Program,
    values: Mapping[str, Any],
    *,
    post: Mapping[str, Any],
    number: tuple[str, str] | None,
    audience: str,
    once: str,
    by: Member,
    now: datetime,
) -> Person:
    """Add a person with a first *post*, and with the *number* that reaches them.

    Args:
        post: as `add_post` takes it; nowhere if it names no organization.

    Raises:
        RecordError: of one of them; nobody was added.
    """
    # Before the first act is written down: whoever changes these rows waits for nobody's acts.
    hold([row for row in (post["organization"], post["site"]) if row is not None])
    person = add_person(program, values, once=once, by=by, now=now)
    if post["organization"] is not None:
        add_post(person, **post, by=by, now=now)
    if number is not None:
        kind, address = number
        add_point(person, kind=kind, address=address, audience=audience, by=by, now=now)
    return person
