"""A field that an import changed, and after it another import or a merge, which stands.

What the first one said is between: it goes, and the later one says that it followed on what stood
before both. So whichever is undone first, in the end the field says what it said in the beginning.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from muster.directory.models import FieldChange, Merge, OtherName, Source

Rows = Mapping[int, Sequence[FieldChange]]
Said = Mapping[tuple[int, str], Sequence[FieldChange]]


class Link(NamedTuple):
    """The changes of a field by the import that is taken back, and the one that follows on them."""

    row: int
    ours: Sequence[FieldChange]
    following: FieldChange


def let_go(rows: Rows, said: Said, tried: Mapping[int, FieldChange]) -> dict[tuple[int, str], str]:
    """Let the later changes follow on what stood before the import.

    Args:
        rows: the changes that the import made, by the number of the record.
        said: all changes of these records, by number and field, the oldest first.
        tried: the last change in which somebody said of a number whether it is right. It is of
            the number that stood then, so that one stays.

    Returns:
        The number of the record and the field, and the name of the source that changed it later.
    """
    links = [
        link
        for link in _links(rows, said)
        if link.ours[0].field != "address"
        or link.row not in tried
        or tried[link.row].pk < link.ours[-1].pk
    ]
    names = _undoable({link.following.source_id for link in links})
    links = [link for link in links if link.following.source_id in names]
    for link in links:
        if link.ours[0].field == "name" and link.following.organization_id is not None:
            _hand_names_on(link)
        link.following.old = link.ours[0].old
    FieldChange.objects.bulk_update([link.following for link in links], ["old"], batch_size=500)
    gone = [change.pk for link in links for change in link.ours]
    FieldChange.objects.filter(pk__in=gone).delete()
    return {(link.row, link.following.field): names[link.following.source_id] for link in links}


def _links(rows: Rows, said: Said) -> Iterator[Link]:
    """Where the changes of the import stand together, and one that is not its own follows."""
    for row, changes in rows.items():
        for field in dict.fromkeys(change.field for change in changes):
            ours = [change for change in changes if change.field == field]
            all_of_it = list(said[row, field])
            after = all_of_it.index(ours[0]) + len(ours)
            if all_of_it[after - len(ours) : after] != ours or after == len(all_of_it):
                continue
            if all_of_it[after].old == ours[-1].new:
                yield Link(row, ours, all_of_it[after])


def _undoable(sources: set[int]) -> dict[int, str]:
    """Those of *sources* that are of an import or a standing merge, with their names."""
    merges = Merge.objects.filter(source__in=sources, undone_at=None).values("source")
    found = Source.objects.filter(Q(import_run__isnull=False) | Q(pk__in=merges), pk__in=sources)
    return dict(found.values_list("pk", "name"))


def _hand_names_on(link: Link) -> None:
    """The first name stays one by which an organization is found, and that between goes."""
    names = OtherName.objects.filter(organization=link.row)
    before = names.filter(source=link.ours[0].source_id, name=link.ours[0].old)
    before.update(source=link.following.source_id)
    between = names.filter(source=link.following.source_id, name=link.ours[-1].new)
    between.filter(kind=OtherName.Kind.FORMERLY).delete()
