"""What records of others said before: a name that was taken out of them stands there still."""

from muster.core.named_in_words import naming
from muster.core.subjects import Subject
from muster.directory.models import FieldChange, Source


def empty_what_was_taken_out(subject: Subject) -> int:
    """Let the history of others hold the name no more where it has been taken out; how many rows.

    Where it stands still, somebody has found that it is not theirs, and its history stays. A change
    by hand says then that something was changed. What a file or a merge has changed goes: undoing
    it must find nothing to bring back, and no empty name either.
    """
    found = [change for change in _changes(subject) if not _stands_still(change, subject)]
    for change in found:
        if change.source.kind != Source.Kind.HAND:
            change.delete()
            continue
        change.old, change.new = ("" if subject.is_in(text) else text
                                  for text in (change.old, change.new))  # fmt: skip
        change.save(update_fields=["old", "new"])
    return len(found)


def _changes(subject: Subject) -> list[FieldChange]:
    """Changes that have the name, but those of somebody's own: it was the name of another."""
    rows = FieldChange.objects.filter(program=subject.program)
    rows = rows.exclude(person__isnull=False, field="name").select_related("source")
    return list(naming(rows, subject, "old", "new"))


def _stands_still(change: FieldChange, subject: Subject) -> bool:
    record = (
        change.organization or change.site or change.person or change.post or change.contact_point
    )
    return subject.is_in(str(getattr(record, change.field, "")))
