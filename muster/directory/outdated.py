"""What the directory keeps for a while only: numbers that do not work, private notes, old lists."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from muster.core import retention
from muster.core.models import Program
from muster.directory.forget_files import register_kind
from muster.directory.models import ContactPoint, FieldChange, SavedList, Touch

_MARKED = FieldChange.objects.filter(contact_point=OuterRef("pk"), field="status")


def _bad(program: Program) -> "QuerySet[ContactPoint]":
    return ContactPoint.objects.filter(program=program, status=ContactPoint.Status.BAD)


def _bad_before(program: Program, before: datetime) -> "QuerySet[ContactPoint]":
    """Those that were marked before then and not since; or came so, from a source of before."""
    zone = ZoneInfo(program.time_zone)
    came_so = ~Exists(_MARKED) & Q(source__on__lt=before.astimezone(zone).date())
    marked = Exists(_MARKED.filter(at__lt=before)) & ~Exists(_MARKED.filter(at__gte=before))
    return _bad(program).filter(marked | came_so)


def _oldest_bad(program: Program) -> datetime | None:
    marked = FieldChange.objects.filter(contact_point__in=_bad(program), field="status")
    first: datetime | None = marked.aggregate(at=Min("at"))["at"]
    day: date | None = _bad(program).filter(~Exists(_MARKED)).aggregate(on=Min("source__on"))["on"]
    came = datetime.combine(day, time.min, ZoneInfo(program.time_zone)) if day else None
    return min((at for at in (first, came) if at is not None), default=None)


def _remove_bad(program: Program, before: datetime, on: date) -> int:
    keys = list(_bad_before(program, before).values_list("pk", flat=True))
    ContactPoint.objects.filter(pk__in=keys).delete()
    return len(keys)


def _notes(program: Program) -> "QuerySet[Touch]":
    return Touch.objects.filter(program=program, private=True).exclude(says="")


def _notes_before(program: Program, before: datetime) -> "QuerySet[Touch]":
    return _notes(program).filter(at__lt=before)


def _oldest_note(program: Program) -> datetime | None:
    oldest: datetime | None = _notes(program).aggregate(at=Min("at"))["at"]
    return oldest


def _empty_notes(program: Program, before: datetime, on: date) -> int:
    return _notes_before(program, before).update(says="")


def _lists(program: Program) -> "QuerySet[SavedList]":
    return SavedList.objects.filter(program=program, deleted_at__isnull=False)


def _oldest_list(program: Program) -> datetime | None:
    oldest: datetime | None = _lists(program).aggregate(at=Min("deleted_at"))["at"]
    return oldest


def _remove_lists(program: Program, before: datetime, on: date) -> int:
    keys = list(_lists(program).filter(deleted_at__lt=before).values_list("pk", flat=True))
    SavedList.objects.filter(pk__in=keys).delete()
    return len(keys)


def register_kinds() -> None:
    """Let retention know what this room keeps."""
    register_kind()
    retention.register(
        retention.Kind(
            name="bad-numbers",
            title=_("Numbers and addresses that do not work"),
            after=_("after one was marked as bad"),
            does=_("It is removed, with what was changed in it. “Do not contact” is kept for good:"
                   " it is what keeps us from writing again."),
            days=365,
            least=30,
            due=lambda program, before: _bad_before(program, before).count(),
            oldest=_oldest_bad,
            purge=_remove_bad,
        )
    )  # fmt: skip
    retention.register(
        retention.Kind(
            name="private-notes",
            title=_("Private notes"),
            after=_("after a note was written"),
            does=_("Its words go. That somebody was in touch, and when, stays."),
            days=730,
            least=30,
            due=lambda program, before: _notes_before(program, before).count(),
            oldest=_oldest_note,
            purge=_empty_notes,
        )
    )
    retention.register(
        retention.Kind(
            name="deleted-lists",
            title=_("Saved lists that were deleted"),
            after=_("after a list was deleted"),
            does=_("The list goes, with its name, what it looked for and who stood in it. The"
                   " records themselves stay."),
            days=30,
            least=1,
            due=lambda program, before: _lists(program).filter(deleted_at__lt=before).count(),
            oldest=_oldest_list,
            purge=_remove_lists,
        )
    )  # fmt: skip
