"""What each field of a record said, one after the other, and from where: in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.subjects import FIELDS
from muster.directory.models import FieldChange, Source
from muster.directory.provenance import Record, from_text, model_of
from muster.shell.days import day_words

# Words of this room; those that all rooms have are `FIELDS`.
_LABELS: dict[str, Any] = {
    "usdot": gettext_lazy("USDOT number"),
    "ori": gettext_lazy("ORI"),
    "url": gettext_lazy("website"),
    "zip": gettext_lazy("ZIP code"),
    "agency": gettext_lazy("kind of agency"),
    "natural_person": gettext_lazy("one person under their own name"),
    "merged_into": gettext_lazy("merged into"),
    "register_key": gettext_lazy("number in a register"),
    "from_on": gettext_lazy("since"),
    "time_zone": gettext_lazy("time zone"),
    "parent": gettext_lazy("part of"),
    "city": gettext_lazy("city"),
    "county": gettext_lazy("county"),
    "state": gettext_lazy("state"),
    "trucks": gettext_lazy("trucks"),
    "drivers": gettext_lazy("drivers"),
    "street": gettext_lazy("street"),
    "latitude": gettext_lazy("latitude"),
    "longitude": gettext_lazy("longitude"),
    "label": gettext_lazy("what it is called"),
    "expires_on": gettext_lazy("confirm again by"),
    "erased_on": gettext_lazy("erased on"),
    "person": gettext_lazy("person"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a field said from one moment on."""

    value: str
    source: str
    on: date | datetime | None
    stands: bool


@dataclass(frozen=True, slots=True)
class FieldHistory:
    """One field, what it says now first."""

    label: str
    said: tuple[Said, ...]


def label_of(field: str) -> str:
    """What people call a field, as it stands within a sentence."""
    return str(_LABELS.get(field) or FIELDS.get(field) or field.replace("_", " "))


def source_words(source: Source | None) -> str:
    """“carrier census, April 3, 2026”; says so where nobody wrote a source down."""
    if source is None:
        return _("nobody wrote down from where")
    return f"{source.name}, {day_words(source.on)}"


class Wording:
    """Puts the values that changes keep into words; rows that they name are asked for at once."""

    def __init__(self, changes: Iterable[FieldChange]) -> None:
        wanted: dict[type[models.Model], set[str]] = {}
        for change in changes:
            kept = model_of(change)._meta.get_field(change.field)
            if isinstance(kept, models.ForeignKey):
                named = wanted.setdefault(kept.related_model, set())
                named.update(key for key in (change.old, change.new) if key)
        self._names = {
            (model, str(row.pk)): str(row)
            for model, keys in wanted.items()
            for row in model._default_manager.filter(pk__in=keys)
        }

    def of(self, change: FieldChange, text: str) -> str:
        """*text*, a value of the field that *change* is about, in words; empty for nothing."""
        model = model_of(change)
        kept = model._meta.get_field(change.field)
        if isinstance(kept, models.ForeignKey):
            return self._names.get((kept.related_model, text), "")
        return value_words(model, change.field, from_text(model(), change.field, text))  # type: ignore[arg-type]


def value_words(model: type[models.Model], field: str, value: Any) -> str:
    """*value* of a field in words; empty for nothing."""
    kept = model._meta.get_field(field)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day_words(value)
    if kept.choices:  # type: ignore[union-attr]
        return str(dict(kept.flatchoices).get(value, value))  # type: ignore[union-attr]
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    return str(value)


def history_of(record: Record) -> list[FieldHistory]:
    """The history of every field of *record* that has a value or had one."""
    changes = list(record.changes.select_related("source").order_by("pk"))
    wording = Wording(changes)
    by_field: dict[str, list[FieldChange]] = {}
    for change in changes:
        by_field.setdefault(change.field, []).append(change)
    told = []
    for kept in type(record)._meta.concrete_fields:
        if kept.name in _NOT_TOLD:
            continue
        done = by_field.get(kept.name, [])
        said = _said(record, kept, done, wording)
        if said:
            told.append(FieldHistory(capfirst(label_of(kept.name)), said))
    return told


_NOT_TOLD = ("id", "program", "key", "source")


def _said(
    record: Record,
    kept: "models.Field[Any, Any]",
    done: Sequence[FieldChange],
    wording: Wording,
) -> tuple[Said, ...]:
    first = record.source
    if not done:
        if isinstance(kept, models.ForeignKey):
            row = getattr(record, kept.name)
            value = str(row) if row is not None else ""
        else:
            value = value_words(type(record), kept.name, getattr(record, kept.name))
        is_default = kept.has_default() and getattr(record, kept.attname) == kept.get_default()
        if not value or is_default:
            return ()
        return (Said(value, first.name if first else "", first.on if first else None, True),)
    said = [
        Said(
            value=wording.of(change, change.new),
            source=change.source.name,
            on=change.at,
            stands=change is done[-1],
        )
        for change in reversed(done)
    ]
    begun = wording.of(done[0], done[0].old)
    if begun:
        on = first.on if first else None
        said.append(Said(begun, first.name if first else "", on, False))
    return tuple(said)
