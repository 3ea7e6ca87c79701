"""Saved lists: a search under a name, or records that somebody put together by hand.

A list is its owner's; shared, those who see all of the directory see it: what it is called and
looks for would tell others of whom they do not see. A deleted one comes back as long as its owner
has not used its name for another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from muster.accounts.models import Member
from muster.accounts.rights import Reach, Right, reach_of
from muster.directory.findable.nouns import Noun
from muster.directory.listing.rows import Rows
from muster.directory.models import ListEntry, Organization, Person, SavedList, Site

# What an address says of one page, not of the list.
_OF_A_PAGE = ("after", "before", "at", "place-typed", "taken")
_LONGEST_NAME = 80
_LONGEST_QUERY = 1_000
_AT_ONCE = 2_000
NOUNS: dict[Noun, SavedList.Noun] = {
    Noun.ORGANIZATION: SavedList.Noun.ORGANIZATIONS,
    Noun.SITE: SavedList.Noun.SITES,
    Noun.PERSON: SavedList.Noun.PEOPLE,
}


class ListError(Exception):
    """A list cannot be saved like this; nothing was changed.

    x NameMissing   it has no name
    x NameTaken     the member has a list of this name
    x TooManyWords  the search is longer than an address that is kept
    """


class NameMissing(ListError):
    """A list without a name."""

    def __init__(self) -> None:
        super().__init__(_("Give the list a name: it stands under it beside the directory."))


class NameTaken(ListError):
    """Another list of the member has this name."""

    def __init__(self, name: str) -> None:
        says = _("You have a list “%(name)s” already. Choose another name; nothing was lost.")
        super().__init__(says % {"name": name})


class TooManyWords(ListError):
    """The search is too long to be kept."""

    def __init__(self) -> None:
        super().__init__(_("This search is too long to be saved. Choose fewer filters."))


@dataclass(frozen=True, slots=True)
class Added:
    """What became of records that were put into a list."""

    saved_list: SavedList
    added: int
    there_already: int


def kept_query(query: str) -> str:
    """*query* without what is of one page of the list."""
    kept = QueryDict(query.lstrip("?"), mutable=True)
    for name in _OF_A_PAGE:
        kept.pop(name, None)
    return kept.urlencode()


@transaction.atomic
def save(
    member: Member, *, noun: Noun, name: str, query: str = "", by_hand: bool = False,
    shared: bool = False,
) -> SavedList:  # fmt: skip
    """Keep the search *query* of *noun* as a list of *member*; sent twice, it is one.

    Raises:
        NameMissing, NameTaken, TooManyWords: nothing was kept.
    """
    query = kept_query(query)
    if len(query) > _LONGEST_QUERY:
        raise TooManyWords
    there = SavedList.objects.filter(
        owner=member, name=_named(name), noun=NOUNS[noun], query=query, by_hand=by_hand,
        deleted_at=None,
    ).first()  # fmt: skip
    if there is not None:
        return there
    made = SavedList(
        program=member.program, owner=member, noun=NOUNS[noun], name=_named(name), query=query,
        by_hand=by_hand, shared=shared,
    )  # fmt: skip
    return _stored(made)


def change(saved: SavedList, *, name: str, shared: bool) -> SavedList:
    """Rename the list, and share it or keep it to its owner."""
    saved.name, saved.shared = _named(name), shared
    return _stored(saved)


def delete(saved: SavedList, *, now: datetime) -> None:
    """Put the list away; nothing of the directory changes."""
    SavedList.objects.filter(pk=saved.pk, deleted_at=None).update(deleted_at=now)


def bring_back(saved: SavedList) -> SavedList:
    """Undo `delete`.

    Raises:
        NameTaken: its owner has another list of that name by now.
    """
    saved.deleted_at = None
    return _stored(saved)


@transaction.atomic
def add(saved: SavedList, rows: Rows) -> Added:
    """Put *rows* into a list that is filled by hand; those that are in it stay once."""
    column = _column(saved)
    keys = list(rows.order_by().values_list("pk", flat=True))
    before = saved.entries.count()
    ListEntry.objects.bulk_create(
        (ListEntry(saved_list=saved, **{f"{column}_id": key}) for key in keys),
        batch_size=_AT_ONCE,
        ignore_conflicts=True,
    )
    added = saved.entries.count() - before
    return Added(saved, added, len(keys) - added)


@transaction.atomic
def take_out(saved: SavedList, rows: Rows) -> list[int]:
    """Take *rows* out of a list that is filled by hand; the keys of those that were in it."""
    column = _column(saved)
    keys = set(rows.order_by().values_list("pk", flat=True))
    there = saved.entries.select_for_update().values_list(column, flat=True)
    taken = [key for key in there if key in keys]
    for at in range(0, len(taken), _AT_ONCE):
        saved.entries.filter(**{f"{column}__in": taken[at : at + _AT_ONCE]}).delete()
    return taken


def counts_of(member: Member, shelf: Iterable[SavedList]) -> dict[int, int]:
    """How many *member* finds in each list of *shelf* that is filled by hand, in one question.

    A search is not counted: among a million, each would be a search of its own.
    """
    by_hand = [saved.pk for saved in shelf if saved.by_hand]
    if not by_hand:
        return {}
    entries = ListEntry.objects.filter(saved_list__in=by_hand).filter(
        Q(organization__isnull=False, organization__merged_into=None, organization__ended_on=None)
        | Q(site__isnull=False, site__merged_into=None, site__ended_on=None)
        | Q(person__isnull=False, person__merged_into=None, person__erased_on=None)
    )
    if reach_of(member, Right.SEE_DIRECTORY) is not Reach.ALL:
        entries = entries.filter(
            Q(organization__in=Organization.objects.visible_to(member).values("pk"))
            | Q(site__in=Site.objects.visible_to(member).values("pk"))
            | Q(person__in=Person.objects.visible_to(member).values("pk"))
        )
    counted = entries.order_by().values_list("saved_list").annotate(n=Count("pk"))
    return dict.fromkeys(by_hand, 0) | dict(counted)


def _column(saved: SavedList) -> str:
    """The column of an entry in which what the list holds stands."""
    return next(noun for noun, name in NOUNS.items() if name == saved.noun).name.lower()


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())[:_LONGEST_NAME]
    if not name:
        raise NameMissing
    return name


def _stored(saved: SavedList) -> SavedList:
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as taken:
        raise NameTaken(saved.name) from taken
    return saved
