"""Whose names the introductions of a report may say.

Who offers to introduce others speaks for itself, not for them. One of whom an outcome of its own
may not name it is named nowhere: it is counted, and that is all that is told of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from muster.directory.models import Organization
from muster.followup.models import Introduction, Outcome


@dataclass(frozen=True, slots=True)
class SaidNo:
    """Those who did not agree to be named with an outcome of their own.

    Attributes:
        keys: the database's keys of the organizations.
        names: what the outcomes call them, where no organization is linked.
    """

    keys: frozenset[int]
    names: frozenset[str]

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "SaidNo":
        """Those among whom the standing *outcomes* of a build are about."""
        silent = [each for each in outcomes if each.may_name == Outcome.MayName.NO]
        return cls(
            keys=frozenset(each.organization_id for each in silent if each.organization_id),
            names=frozenset(_plain(each.lead) for each in silent if each.lead),
        )

    def holds(self, organization: Organization) -> bool:
        return organization.pk in self.keys or _plain(organization.name) in self.names


def introductions_named(outcome: Outcome, said_no: SaidNo) -> list[Introduction]:
    """The introductions of *outcome* that are printed by name.

    None are where the outcome itself may not say whom it is about: they would tell.
    """
    if outcome.may_name == Outcome.MayName.NO:
        return []
    return [each for each in outcome.introductions.all() if not said_no.holds(each.organization)]


def introductions_counted(outcome: Outcome, said_no: SaidNo) -> int:
    """How many more there are, whose names may not be printed."""
    if outcome.may_name == Outcome.MayName.NO:
        return 0
    return len(outcome.introductions.all()) - len(introductions_named(outcome, said_no))


def _plain(name: str) -> str:
    return name.strip(" .,;:").casefold()
