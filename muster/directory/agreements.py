"""What somebody agreed to about their numbers: who may see one, and that it is used at all.

What they agreed to at builds and at their sentences is told by the rooms that have it
(`core.parts.agreed`). Nothing is kept twice: what stands and what was taken back is read off the
numbers themselves and off the changes of their fields.
"""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from muster.core.parts import Agreed
from muster.directory.models import ContactPoint, FieldChange, Source
from muster.directory.reached import Reached
from muster.shell.days import day_words

_ONE_SITE = ContactPoint.Audience.SITE


def agreed_about(points: Sequence[Reached], *, may_edit: bool) -> list[Agreed]:
    """What stands of each number and address of a person, and what was taken back, and when.

    A number that one site alone may see was never shared, and is told only where it was once.

    Args:
        may_edit: whether whoever looks may take a leave back; then each leads to where.
    """
    changes = _last_changes(points)
    brought = Source.objects.in_bulk({each.point.source_id for each in points} - {None})
    found = []
    for each in points:
        point = each.point
        words = {"address": each.address, "audience": point.get_audience_display()}
        change = changes.get((point.pk, "audience"))
        if each.off:
            since = changes.get((point.pk, "status"))
            says = _joined(point.status_says, _since(since.source.on if since else None))
            found.append(Agreed(_("To be contacted at %(address)s") % words, False, says))
            continue
        page = "describe-point" if may_edit and each.may_confirm else ""
        href = reverse(page, args=[point.pk]) if page else ""
        if point.audience != _ONE_SITE:
            source = change.source if change else brought.get(point.source_id)
            says = _("As %(source)s says, %(day)s") % _told(source) if source else ""
            what = _("That %(address)s is shown to: %(audience)s") % words
            found.append(Agreed(what, True, says or _("From where is not recorded"), href))
        elif change is not None:
            words["audience"] = str(ContactPoint.Audience(change.old).label)
            says = _("Taken back on %(day)s") % {"day": day_words(change.source.on)}
            what = _("That %(address)s is shown to: %(audience)s") % words
            found.append(Agreed(what, False, says, href))
    return found


def _last_changes(points: Sequence[Reached]) -> dict[tuple[int | None, str], FieldChange]:
    told = FieldChange.objects.filter(
        contact_point__in=[each.point.pk for each in points], field__in=["audience", "status"]
    )
    return {
        (change.contact_point_id, change.field): change
        for change in told.select_related("source").order_by("pk")
    }


def _told(source: Source) -> dict[str, str]:
    return {"source": source.name, "day": day_words(source.on)}


def _since(on: date | None) -> str:
    return _("Since %(day)s") % {"day": day_words(on)} if on else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
