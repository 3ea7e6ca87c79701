"""A company that came in twice, as files bring it, and the pair that it makes."""

from dataclasses import replace
from functools import cache
from typing import Any

from django.utils.text import slugify

from muster.core.models import Program
from muster.directory.matching.find import keep_pairs
from muster.directory.matching.gather import rows_of, shared_mailboxes
from muster.directory.matching.pairs import weigh
from muster.directory.matching.rows import Noun, Row, ScoredPair
from muster.directory.models import ContactPoint, Organization, Pair, Person, Post, Site
from tests import rows


def company(of: Program, name: str, *, street: str, phone: str, **more: Any) -> Organization:
    """A company with an office, a phone and a mailbox."""
    values = {"city": "Larkhaven", "county": "Tarrow", "state": "MS"} | more
    made = Organization.objects.create(program=of, key=slugify(name), name=name, **values)
    Site.objects.create(
        program=of, organization=made, key=f"office-{made.pk}", name="Office", kind="office",
        street=street, city=values["city"], state="MS", zip="39990",
    )  # fmt: skip
    for kind, address in (("phone", phone), ("email", "office@larkhavenfreight.example")):
        ContactPoint.objects.create(program=of, organization=made, kind=kind, address=address)
    return made


def larkhaven_twice(of: Program) -> tuple[Organization, Organization]:
    """One company in two records, spelled differently."""
    return (
        company(
            of, "Larkhaven Freight Lines", street="2200 Old Gin Road", phone="(228) 555-0114",
            trucks=64, usdot="9904417",
        ),
        company(
            of, "Larkhaven Frt. Lines LLC", street="2200 Old Gin Rd", phone="(228) 555-0162",
            trucks=61,
        ),
    )  # fmt: skip


def works_at(at: Organization, name: str, email: str = "") -> Person:
    """A person with a post and, if wanted, a mailbox."""
    key = f"{name.lower().replace(' ', '-').replace('.', '')}-{at.pk}"
    made = Person.objects.create(program=at.program, key=key, name=name)
    Post.objects.create(program=at.program, person=made, organization=at, title="Driver")
    if email:
        ContactPoint.objects.create(program=at.program, person=made, kind="email", address=email)
    return made


def paired(one: Organization, other: Organization) -> Pair:
    """The pair of two organizations, weighed as the directory is looked through."""
    program = one.program
    found = rows_of(program, Noun.ORGANIZATIONS, (one.pk, other.pk))
    shared = frozenset(shared_mailboxes(program, Noun.ORGANIZATIONS))
    scored = _weighed(*(replace(row, key="") for row in found), shared)
    pair = replace(scored, left=found[0].key, right=found[1].key)
    keep_pairs(program, [pair], noun=Noun.ORGANIZATIONS, now=rows.NOW)
    return Pair.objects.get(left_organization=one, right_organization=other)


@cache
def _weighed(one: Row, other: Row, shared: frozenset[str]) -> ScoredPair:
    """Splink takes half a second to begin, however little there is to weigh."""
    return weigh([one, other], [(0, 1)], shared=shared)[0]


def plain_pair(of: Program, number: int) -> Pair:
    """A pair that nobody weighed, for tests of the line alone."""
    one, other = (rows.organization(of, f"Company {number}{letter}") for letter in "ab")
    return Pair.objects.create(
        program=of, left_organization=one, right_organization=other, score=5.0 - number,
        band="review", found_at=rows.NOW,
    )  # fmt: skip
