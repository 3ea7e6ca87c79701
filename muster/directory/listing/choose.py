"""Which rows of a list were chosen: those that were ticked, or all that match."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from muster.accounts.models import Member
from muster.accounts.rights import Right
from muster.directory.findable.nouns import Noun
from muster.directory.listing.asked import read
from muster.directory.listing.rows import Narrowed, Rows
from muster.directory.models import SavedList
from muster.directory.search import visible

# What is done row by row is done to so many at most.
MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in a list, as a form carries it from page to page.

    Attributes:
        keys: of the records that were ticked.
        query: the address of the list, where all that match were chosen.
    """

    noun: Noun
    keys: tuple[str, ...]
    query: str
    all_of_it: bool

    def rows(self, member: Member, *, today: date, right: Right = Right.SEE_DIRECTORY) -> Rows:
        """The rows, among those with which *member* may do what *right* says."""
        if self.all_of_it:
            asked = read(QueryDict(self.query), self.noun)
            kept = SavedList.objects.visible_to(member).filter(pk=asked.saved or 0, by_hand=True)
            rows = Narrowed(member, asked, today=today, by_hand=kept.exists()).rows()
        else:
            rows = visible(member, self.noun).filter(key__in=self.keys)
        if right is not Right.SEE_DIRECTORY:
            reached = rows.model.objects.visible_to(member, right)
            rows = rows.filter(pk__in=reached.values("pk"))
        return rows


def chosen(sent: QueryDict, noun: Noun) -> Chosen:
    """What a list sent; a tick at “all that match” counts before those at rows."""
    keys: Sequence[str] = sent.getlist("row")
    return Chosen(
        noun,
        keys=tuple(dict.fromkeys(key for key in keys if key and "\0" not in key)),
        query=sent.get("query", "").replace("\0", "")[:2_000],
        all_of_it="all" in sent,
    )
