"""What the merges of organizations hold of a person: posts that would have stood twice.

A merge keeps such rows in words, with what was changed in them, so that it can be undone. Those of
somebody who is erased come back no more.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from muster.core.subjects import Holding, Row, Subject, in_words, register
from muster.directory.models import ContactPoint, FoldedRow, Post

_SHOWN = ("title", "kind", "address", "label", "from_on", "to_on", "says", "field", "old", "new",
          "at", "by")  # fmt: skip


def _folded(subject: Subject) -> list[tuple[int, dict[str, Any]]]:
    """The numbers of the rows that are theirs, with what each of them said."""
    people = frozenset(subject.people)
    of_person = [
        (row, told) for row, told in _said(subject, "person", people) if told["person"] in people
    ]
    posts = {row.row for row, _told in of_person if row.table == Post._meta.label_lower}
    points = {row.row for row, _told in of_person if row.table == ContactPoint._meta.label_lower}
    posts |= set(Post.objects.filter(person__in=people).values_list("pk", flat=True))
    points |= set(ContactPoint.objects.filter(person__in=people).values_list("pk", flat=True))
    found = {row.pk: told for row, told in of_person}
    for name, owners in (("post", posts), ("contact_point", points)):
        found |= {
            row.pk: told for row, told in _said(subject, name, owners) if told[name] in owners
        }
    return sorted(found.items())


def _said(
    subject: Subject, name: str, owners: Collection[int]
) -> Iterator[tuple[FoldedRow, dict[str, Any]]]:
    """The rows whose field *name* may be one of *owners*, with all their fields."""
    one_of = Q(pk__in=[])
    for owner in owners:
        one_of |= Q(says__contains=f'"{name}": {owner}')
    for row in FoldedRow.objects.filter(one_of, merge__program=subject.program):
        told = row.fields
        if name in told:
            yield row, told


def _held(subject: Subject) -> list[Row]:
    return [
        {name: in_words(told[name]) for name in _SHOWN if told.get(name) not in (None, "")}
        for _row, told in _folded(subject)
    ]


def _erase(subject: Subject, on: date) -> int:
    keys = [number for number, _told in _folded(subject)]
    FoldedRow.objects.filter(pk__in=keys).delete()
    return len(keys)


def register_holdings() -> None:
    """Let subject rights ask for them; they let go while the posts of the person still stand."""
    register(
        Holding(
            "directory.merged", gettext_lazy("What merges of organizations keep"), _held, _erase
        )
    )
