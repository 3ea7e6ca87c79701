"""Whom the program knows by name, and who has agreed to be printed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from muster.builds.models import Build, Partner, Speaker
from muster.directory.models import Organization, Person, Post, Site
from muster.evidence.candidates import possible_names
from muster.evidence.identity import KnownNames, NamedOrganization, NamedPerson
from muster.followup.models import Outcome
from muster.surveys.models import Quote

# So many names are asked for at once. A report has some hundreds that could be names.
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Known:
    """The names that texts are held against.

    Attributes:
        agreed: the database's keys of the organizations that may be named.
    """

    names: KnownNames
    agreed: frozenset[int]


def known_names(
    build: Build,
    *,
    partners: Sequence[Partner],
    outcomes: Sequence[Outcome],
    quotes: Sequence[Quote],
    texts: Iterable[str],
    today: date,
    sites: bool = True,
) -> Known:
    """The people and organizations that *texts* may name, and whether each may be named.

    Those around *build* are looked for however loosely they are written: its people, its partners,
    whom its outcomes are about or introduce, and who has a post there. Of everybody else whom the
    program knows only those are taken whose name stands in *texts* as the directory writes it, so
    that a directory of a million costs no more than a small one.

    A partner of the build may be named; so may an organization whose outcome is printed with its
    leave, unless another outcome says that it did not agree; and a speaker, under the name that she
    chose, as long as her leave lasts. Leave that was given with one text is for that text alone.

    Args:
        partners: with their organizations and sectors.
        outcomes: the standing ones, with their organizations and introductions.
        quotes: those whose names no other text may say.
        today: the program's day.
        sites: whether names of sites are wanted, too.
    """
    hosts = {partner.organization_id for partner in partners}
    said_yes, said_no = (
        _said(outcomes, leave) for leave in (Outcome.MayName.YES, Outcome.MayName.NO)
    )
    agreed = frozenset(hosts | (said_yes - said_no))
    names = sorted(possible_names(texts))
    near = {partner.organization for partner in partners} | {
        outcome.organization for outcome in outcomes if outcome.organization is not None
    }
    introduced = {each.organization for outcome in outcomes for each in outcome.introductions.all()}
    organizations = {each.pk: (each.name, _noun(each)) for each in near | introduced}
    organizations |= {
        key: (name, _bare(noun or ""))
        for key, name, noun in _looked_up(
            [Organization.objects.filter(pk__in=_of_people(build, "organization"))],
            Organization.objects.filter(program=build.program),
            names,
            "pk",
            "name",
            "sector__noun",
        )
    }
    speakers = {
        speaker.name_chosen
        for speaker in Speaker.objects.filter(session__build=build)
        if speaker.name_chosen and _may_be_named(speaker, today)
    }
    staff: QuerySet[Any] = Post.objects.filter(organization__in=near)
    held_by = [_of_people(build, "person"), staff.order_by().values("person")]
    people = speakers | {quote.name for quote in quotes if quote.name}
    people |= {
        name
        for (name,) in _looked_up(
            [Person.objects.filter(pk__in=held) for held in held_by],
            Person.objects.filter(program=build.program),
            names,
            "name",
        )
    }
    places = _looked_up(
        [Site.objects.filter(organization__in=list(organizations))],
        Site.objects.filter(program=build.program),
        names,
        "name",
    )
    return Known(
        KnownNames(
            people=[NamedPerson(name, consents=name in speakers) for name in sorted(people)],
            organizations=[
                NamedOrganization(name, may_name=key in agreed, noun=noun)
                for key, (name, noun) in sorted(organizations.items())
            ],
            sites=sorted({name for (name,) in places}) if sites else (),
        ),
        agreed,
    )


def _said(outcomes: Iterable[Outcome], leave: Outcome.MayName) -> set[int]:
    """The organizations whose outcome has this *leave*."""
    return {
        outcome.organization_id
        for outcome in outcomes
        if outcome.organization_id is not None and outcome.may_name == leave
    }


def _may_be_named(speaker: Speaker, today: date) -> bool:
    lasts = speaker.consent_until is not None and today <= speaker.consent_until
    return speaker.may_print and speaker.withdrawn_on is None and lasts


def _of_people(build: Build, field: str) -> QuerySet[Any]:
    came: QuerySet[Any] = build.participants.order_by()
    return came.values(field)


def _looked_up(
    around: Sequence[QuerySet[Any]], everybody: QuerySet[Any], names: Sequence[str], *fields: str
) -> Iterator[tuple[Any, ...]]:
    """The *fields* of those *around*, and of those among *everybody* who have one of *names*.

    One question for all: put together from parts, each of which the database answers from an index.
    """
    parts = [rows.order_by().values_list(*fields) for rows in around]
    for first in range(0, max(1, len(names)), _AT_ONCE):
        named = everybody.filter(name__in=names[first : first + _AT_ONCE])
        parts.append(named.order_by().values_list(*fields))
        yield from parts[0].union(*parts[1:])
        parts = []


def _noun(organization: Organization) -> str:
    return _bare(organization.sector.noun if organization.sector else "")


def _bare(noun: str) -> str:
    """What kind of place it is, without its article: "truck stop"."""
    return noun.removeprefix("an ").removeprefix("a ")
