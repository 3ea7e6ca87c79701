"""Which rows of the directory a member sees."""

from typing import Self, TypeVar

from django.db import models

from muster.accounts.models import Member
from muster.accounts.reach import opened
from muster.accounts.rights import Reach, Right, reach_of

Entry = TypeVar("Entry", bound=models.Model, covariant=True)


class DirectoryQuerySet(models.QuerySet[Entry]):
    """Rows of a program's directory."""

    noun = ""
    right = Right.SEE_DIRECTORY

    def visible_to(self, member: Member | None) -> Self:
        """Rows of the program of *member*: all, or those that their grants open."""
        reach = reach_of(member, self.right)
        if member is None or reach is None or reach is Reach.PROPOSE:
            return self.none()
        rows = self.filter(program=member.program_id)
        if reach is Reach.OWN:
            return rows.filter(opened(self.noun, member))
        return rows
