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

    def visible_to(self, member: Member | None, right: Right = Right.SEE_DIRECTORY) -> Self:
        """Rows with which *member* may do what *right* says: of their program, or of their part."""
        reach = reach_of(member, right)
        if member is None or reach is None or reach is Reach.PROPOSE:
            return self.none()
        rows = self.filter(program=member.program_id)
        return rows.filter(opened(self.noun, member, right)) if reach is Reach.OWN else rows
