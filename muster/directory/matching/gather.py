"""Makes plain rows of records of the directory, for matching."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from muster.core.models import Program
from muster.directory.matching.kinds import kind_told
from muster.directory.matching.rows import Noun, Row
from muster.directory.models import ContactPoint, Organization, OtherName, Person, Post, Site

# A mailbox of so many people is an office's.
MANY_PEOPLE = 3
# Primary keys, or a query that gives them; all records, if there is none.
Numbers = Collection[int] | QuerySet[Any, Any] | None


def rows_of(program: Program, noun: Noun, numbers: Numbers = None) -> list[Row]:
    """The records of *program* that stand for themselves, as rows; their key is the primary key.

    Args:
        numbers: the primary keys of those that are wanted; all, if not given.
    """
    if noun is Noun.ORGANIZATIONS:
        return _organizations(program, numbers)
    return _people(program, numbers)


def shared_mailboxes(
    program: Program, noun: Noun, among: Collection[str] | None = None
) -> dict[str, int]:
    """The mailboxes that several people use, and how many do; they count nothing.

    For people it is enough that an organization or a site has it too.

    Args:
        among: the addresses that are asked about; all, if not given.
    """
    emails = ContactPoint.objects.filter(program=program, kind=ContactPoint.Kind.EMAIL)
    if among is not None:
        emails = emails.filter(address__in=among)
    users = (
        emails.exclude(person=None)
        .order_by()
        .values("address")
        .annotate(many=Count("person", distinct=True))
        .filter(many__gte=MANY_PEOPLE)
    )
    shared = {row["address"]: row["many"] for row in users}
    if noun is Noun.PEOPLE:
        offices = emails.filter(person=None).values_list("address", flat=True)
        shared = dict.fromkeys(offices, 0) | shared
    return shared


def _organizations(program: Program, numbers: Numbers) -> list[Row]:
    chosen = Organization.objects.listed().filter(program=program)
    if numbers is not None:
        chosen = chosen.filter(pk__in=numbers)
    fields = ("pk", "name", "city", "county", "state", "url", "usdot", "ori", "agency", "trucks")
    names = _lists(
        _among(OtherName, program, "organization", numbers).values_list("organization", "name")
    )
    phones, emails = _reached(program, "organization", numbers)
    offices = _offices(program, numbers)
    rows = []
    for one in chosen.order_by("pk").values(*fields).iterator(chunk_size=5000):
        number = one.pop("pk")
        site = offices.get(number, {})
        one["agency"] = kind_told(one["name"], one["agency"])
        same_town = not one["city"] or one["city"] == site.get("city")
        rows.append(
            Row(
                key=str(number),
                other_names=names.get(number, ()),
                street=site.get("street", "") if same_town else "",
                zip=site.get("zip", "") if same_town else "",
                phones=phones.get(number, ()),
                emails=emails.get(number, ()),
                **one
                | {part: one[part] or site.get(part, "") for part in ("city", "county", "state")},
            )
        )
    return rows


def _people(program: Program, numbers: Numbers) -> list[Row]:
    chosen = Person.objects.listed().filter(program=program)
    if numbers is not None:
        chosen = chosen.filter(pk__in=numbers)
    posts = _lists(
        _among(Post, program, "person", numbers).values_list("person", "organization__name")
    )
    phones, emails = _reached(program, "person", numbers)
    return [
        Row(
            key=str(number),
            name=name,
            organizations=posts.get(number, ()),
            phones=phones.get(number, ()),
            emails=emails.get(number, ()),
        )
        for number, name in chosen.order_by("pk").values_list("pk", "name")
    ]


def _reached(
    program: Program, whose: str, numbers: Numbers
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """The phones and the mailboxes by whose they are; those that are wrong say nothing."""
    points = _among(ContactPoint, program, whose, numbers).exclude(status=ContactPoint.Status.BAD)
    told = list(points.exclude(**{whose: None}).values_list(whose, "address", "kind"))
    return (
        _lists((one, address) for one, address, kind in told if kind == "phone"),
        _lists((one, address) for one, address, kind in told if kind == "email"),
    )


def _offices(program: Program, numbers: Numbers) -> dict[int, dict[str, Any]]:
    """The address of each organization: of its office, or of its only site."""
    fields = ("organization", "kind", "street", "city", "county", "state", "zip")
    sites = defaultdict(list)
    chosen = _among(Site, program, "organization", numbers)
    for site in chosen.filter(merged_into=None, ended_on=None).order_by("pk").values(*fields):
        sites[site.pop("organization")].append(site)
    found = {}
    for number, each in sites.items():
        offices = [site for site in each if site["kind"] == Site.Kind.OFFICE] or each
        if len(offices) == 1:
            found[number] = offices[0]
    return found


def _among(model: Any, program: Program, whose: str, numbers: Numbers) -> Any:
    wanted = Q(program=program)
    if numbers is not None:
        wanted &= Q(**{f"{whose}__in": numbers})
    return model.objects.filter(wanted)


def _lists(told: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, text in told:
        found[number].append(text)
    return {number: tuple(texts) for number, texts in found.items()}
