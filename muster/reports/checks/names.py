"""Whom the program knows by name, and who has agreed to be printed."""

from collections.abc import Sequence

from django.db.models import Q

from muster.builds.models import Build
from muster.directory.models import Organization, Person
from muster.evidence.identity import KnownNames, NamedOrganization, NamedPerson
from muster.followup.models import Introduction, Outcome
from muster.surveys.models import Quote


def known_names(build: Build, outcomes: Sequence[Outcome], quotes: Sequence[Quote]) -> KnownNames:
    """The people and organizations around *build*, and whether each may be named.

    A partner of the build may; so may an organization whose outcome is printed with its leave, a
    speaker under the name that she chose, and who let a sentence be printed with the name.
    """
    partners = set(build.partners.values_list("organization", flat=True))
    agreed = partners | {
        outcome.organization_id
        for outcome in outcomes
        if outcome.may_name == Outcome.MayName.YES and outcome.organization_id
    }
    speakers = {
        speaker.name_chosen
        for session in build.sessions.prefetch_related("speakers")
        for speaker in session.speakers.all()
        if speaker.may_print and speaker.withdrawn_on is None and speaker.name_chosen
    }
    named = speakers | {quote.name for quote in quotes if quote.name}
    people = set(
        Person.objects.filter(
            Q(pk__in=build.participants.values("person")) | Q(posts__organization__in=partners)
        ).values_list("name", flat=True)
    )
    return KnownNames(
        people=[NamedPerson(name, consents=name in named) for name in sorted(people | named)],
        organizations=[
            NamedOrganization(
                name=organization.name,
                may_name=organization.pk in agreed,
                noun=_noun(organization),
            )
            for organization in _organizations(build, outcomes, partners)
        ],
    )


def _organizations(
    build: Build, outcomes: Sequence[Outcome], partners: set[int]
) -> Sequence[Organization]:
    introduced = Introduction.objects.filter(outcome__build=build).values("organization")
    return list(
        Organization.objects.filter(
            Q(pk__in=build.participants.values("organization"))
            | Q(pk__in=introduced)
            | Q(pk__in=partners | {o.organization_id for o in outcomes if o.organization_id})
        ).select_related("sector")
    )


def _noun(organization: Organization) -> str:
    """What kind of place it is, without its article: "truck stop"."""
    noun = organization.sector.noun if organization.sector else ""
    return noun.removeprefix("an ").removeprefix("a ")
