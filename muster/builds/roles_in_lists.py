"""What builds let a list of the directory be narrowed to: who came, who helped to hold one."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from muster.builds.models import Participant, Partner
from muster.core.models import Program
from muster.directory.findable.nouns import Noun
from muster.directory.listing.parts import register

_CAME = (Participant.Status.CHECKED_IN, Participant.Status.LEFT)


def register_roles() -> None:
    """Let lists ask for them."""
    register("came", _("Came to a build"), {
        Noun.ORGANIZATION: lambda program: _in(program, "organization"),
        Noun.PERSON: lambda program: _in(program, "person"),
    })  # fmt: skip
    register("helped", _("Hosts or sponsors"), {Noun.ORGANIZATION: _helped})


def _in(program: Program, column: str) -> Q:
    came = Participant.objects.filter(build__program=program, status__in=_CAME)
    return Q(pk__in=came.exclude(**{column: None}).values(column))


def _helped(program: Program) -> Q:
    partners = Partner.objects.filter(build__program=program)
    return Q(pk__in=partners.values("organization"))
