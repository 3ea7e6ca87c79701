"""What the directory holds of a person, and how it lets go."""

from datetime import date
from typing import Any
from urllib.parse import unquote_plus

from django.db import connection
from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.jobs import job
from muster.core.named_in_words import naming
from muster.core.subjects import Holding, Row, Stop, Subject, in_words, register
from muster.directory.findable import keep
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    ListEntry,
    Merge,
    Pair,
    Person,
    Post,
    SavedList,
    Touch,
)
from muster.directory.named_in_history import empty_what_was_taken_out
from muster.directory.named_in_records import stops_in_records

# What stands where a name stood. It is nobody's, and no language's.
ERASED = "(erased)"


def _row(record: Model, *fields: str) -> Row:
    """The *fields* of *record* that say something, in words."""
    values: dict[str, Any] = {field: getattr(record, field) for field in fields}
    return {field: in_words(value) for field, value in values.items() if value not in (None, "")}


def _people(subject: Subject) -> list[Row]:
    rows = Person.objects.filter(pk__in=subject.people).select_related("source")
    fields = ("key", "name", "language", "confirmed_on", "confirmed_by", "source")
    return [_row(row, *fields) for row in rows.order_by("pk")]


def _erase_people(subject: Subject, on: date) -> int:
    rows = list(Person.objects.filter(pk__in=subject.people))
    for row in rows:
        row.key, row.name, row.erased_on = f"erased-{row.pk}", ERASED, on
        row.language = row.confirmed_by = ""
        row.confirmed_on = row.source = None
        row.save()
    return len(rows)


def _posts(subject: Subject) -> list[Row]:
    rows = Post.objects.filter(person__in=subject.people)
    fields = ("title", "organization", "site", "from_on", "to_on", "source")
    return [_row(row, *fields) for row in rows.select_related("organization", "site", "source")]


def _erase_posts(subject: Subject, on: date) -> int:
    rows = Post.objects.filter(person__in=subject.people)
    many = rows.count()
    rows.delete()
    return many


def _points(subject: Subject) -> list[Row]:
    rows = ContactPoint.objects.filter(person__in=subject.people).select_related("source")
    fields = ("kind", "address", "label", "audience", "status", "status_says", "verified_on",
              "verified_by", "expires_on", "source")  # fmt: skip
    return [_row(row, *fields) for row in rows]


def _erase_points(subject: Subject, on: date) -> int:
    rows = ContactPoint.objects.filter(person__in=subject.people)
    many = rows.count()
    rows.delete()
    return many


def _touches(subject: Subject) -> list[Row]:
    rows = Touch.objects.filter(person__in=subject.people).select_related("organization")
    return [_row(row, "on", "kind", "organization", "says", "by", "at") for row in rows]


def _erase_touches(subject: Subject, on: date) -> int:
    """With an organization the touch stays, as one with that organization and without words."""
    rows = Touch.objects.filter(person__in=subject.people)
    shared = rows.exclude(organization=None).update(person=None, says="")
    alone = rows.count()
    rows.delete()
    return shared + alone


def _stops_in_touches(subject: Subject) -> list[Stop]:
    """Notes about others that have the name in them."""
    others = Touch.objects.filter(program=subject.program).exclude(says="")
    others = others.exclude(person__in=subject.people).select_related("organization", "person")
    return [_stop_in_touch(touch) for touch in naming(others, subject, "says")]


def _stop_in_touch(touch: Touch) -> Stop:
    says, href = _("A note at %(name)s of %(day)s has this name in it."), ""
    if touch.organization is not None:
        href = touch.organization.get_absolute_url()
    elif touch.person is not None:
        says = _("A note about %(name)s of %(day)s has this name in it.")
        href = reverse("person", args=[touch.person.key])
    told = {"name": touch.organization or touch.person, "day": touch.on}
    return Stop(says % told, href, after_a_look=True)


def _changes(subject: Subject) -> list[Row]:
    rows = FieldChange.objects.filter(_changes_of(subject)).select_related("source")
    return [_row(row, "at", "by", "field", "old", "new", "source") for row in rows]


def _erase_changes(subject: Subject, on: date) -> int:
    """Gone, and not only empty: undoing an import must find nothing to bring back."""
    rows = FieldChange.objects.filter(_changes_of(subject))
    many = rows.count()
    rows.delete()
    return many + empty_what_was_taken_out(subject)


def _changes_of(subject: Subject) -> Q:
    people = subject.people
    return Q(person__in=people) | Q(post__person__in=people) | Q(contact_point__person__in=people)


def _erase_pairs(subject: Subject, on: date) -> int:
    """Nobody is compared with them any more, and no merge of theirs can be undone."""
    people = subject.people
    pairs = Pair.objects.filter(Q(left_person__in=people) | Q(right_person__in=people))
    merges = Merge.objects.filter(Q(kept_person__in=people) | Q(ended_person__in=people))
    many = pairs.count() + merges.count()
    pairs.delete()
    merges.delete()
    return many


def _erase_lists(subject: Subject, on: date) -> int:
    """Searches for them that somebody has saved, and their place in lists filled by hand."""
    entries = ListEntry.objects.filter(person__in=subject.people)
    many = entries.count()
    entries.delete()
    rows = SavedList.objects.filter(program=subject.program)
    theirs = [row for row in rows if subject.is_in(f"{row.name} {unquote_plus(row.query)}")]
    SavedList.objects.filter(pk__in=[row.pk for row in theirs]).delete()
    return many + len(theirs)


def _erase_from_search(subject: Subject, on: date) -> int:
    """The name is found no more at once; what an index keeps of it goes with the next job."""
    tidy_search.enqueue()
    return 0


@job(retries=5)
def tidy_search() -> None:
    """Let the index of the search hold no words of records that have gone.

    PostgreSQL counts words now and then; SQLite's indexes write down that a word is gone, and keep
    it until their parts are put together.
    """
    keep.count_words(connection)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("directory_foundtext", "directory_foundwordtext"):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES('optimize')")


def register_holdings() -> None:
    """Let subject rights ask this room. What was registered last lets go first."""
    for holding in (
        Holding(
            "directory.people", gettext_lazy("The record"), _people, _erase_people,
            stops_in_records,
            stays=gettext_lazy("A record without a name, so that as many people were there as"
                               " were."),
        ),
        Holding("directory.posts", gettext_lazy("Posts"), _posts, _erase_posts),
        Holding(
            "directory.contact_points", gettext_lazy("Numbers and addresses"), _points,
            _erase_points,
        ),
        Holding(
            "directory.touches", gettext_lazy("When somebody was in touch"), _touches,
            _erase_touches, _stops_in_touches,
            stays=gettext_lazy("That somebody was in touch with an organization, without words."),
        ),
        Holding("directory.changes", gettext_lazy("What was changed"), _changes,
                _erase_changes),
        Holding("directory.pairs", gettext_lazy("Records that may be the same"), _none,
                _erase_pairs),
        Holding("directory.lists", gettext_lazy("Saved searches"), _none, _erase_lists),
        Holding("directory.search", gettext_lazy("The search"), _none,
                _erase_from_search),
    ):  # fmt: skip
        register(holding)


def _none(subject: Subject) -> list[Row]:
    return []
