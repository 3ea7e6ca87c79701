"""A merge written out before it happens, and what came after one that is to be undone: in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from muster.accounts.models import User
from muster.core.places import county_words
from muster.directory.history import Wording, label_of, source_words, value_words
from muster.directory.merge import Choice, Mergeable, choices_for
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Merge,
    Organization,
    OtherName,
    Post,
    Site,
    Touch,
)
from muster.directory.unmerge import AddedSince, ChangedSince, since
from muster.directory.values import shown_phone
from muster.shell.days import day_words

_LABELS: dict[str, Any] = {
    "place": gettext_lazy("city, county and state"),
    "confirmed": gettext_lazy("confirmed"),
}
_ADDED: dict[type, Any] = {
    Touch: gettext_lazy("a touch"),
    Post: gettext_lazy("a post"),
    ContactPoint: gettext_lazy("a number or address"),
    Site: gettext_lazy("a site"),
    OtherName: gettext_lazy("another name"),
}
_KEYS = 7


@dataclass(frozen=True, slots=True)
class Option:
    """One of two values that may be kept."""

    side: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of what a merge would keep.

    Attributes:
        name: of the field of the form; empty where there is nothing to choose.
        number: the key that changes it, 1 to 7; 0 for none.
        other: what becomes of the other value.
    """

    label: str
    words: str
    source: str
    other: str
    name: str = ""
    number: int = 0
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """Something that came after a merge, and belongs to one of the two.

    Attributes:
        key: as `undo_merge` takes it.
    """

    key: str
    label: str
    words: str
    says: str


def written_out(
    kept: Mergeable, ended: Mergeable, chosen: dict[str, str] | None = None
) -> list[Kept]:
    """What the merge of the two would keep, field by field, then what comes along.

    Args:
        chosen: what a member chose already, by the keys of `FIELDS`.
    """
    lines: list[Kept] = []
    number = 0
    for choice in choices_for(kept, ended):
        if choice.is_open and number < _KEYS:
            number += 1
        picked = (chosen or {}).get(choice.key, choice.proposed)
        lines.append(_field(kept, choice, picked, number if choice.is_open else 0))
    return [*lines, *_along(kept, ended), _number(kept, ended)]


def later_words(merge: Merge) -> list[Later]:
    """What was changed or added after *merge*, each with who did it."""
    found = since(merge)
    changes = [each.change for each in found if isinstance(each, ChangedSince)]
    wording = Wording(changes)
    addresses = {change.by for change in changes} | {
        getattr(each.row, "by", "") for each in found if isinstance(each, AddedSince)
    }
    names = dict(User.objects.filter(email__in=addresses).values_list("email", "name"))
    return [
        _changed(each, wording, names) if isinstance(each, ChangedSince) else _added(each, names)
        for each in found
    ]


def _field(kept: Mergeable, choice: Choice, picked: str, number: int) -> Kept:
    one, two = (_words(kept, values) for values in (choice.kept, choice.ended))
    label = str(_LABELS.get(choice.key, label_of(choice.key)))
    if choice.key == "place" and isinstance(kept, Site):
        label = _("address and coordinates")
    if choice.both_say_so:
        return Kept(label, one, _("both say so"), "")
    if not choice.is_open:
        says = _("only one says so: %(source)s") % {"source": source_words(choice.source)}
        return Kept(label, one or two, says, "")
    source = source_words(choice.source)
    if choice.is_newer:
        source = _("%(source)s: newer") % {"source": source}
    is_name = choice.key == "name" and isinstance(kept, Organization)
    return Kept(
        label=label,
        words="",
        source=source,
        other=_("becomes an “also called”") if is_name else _("stays in the field’s history"),
        name=f"keep_{choice.key}",
        number=number,
        options=(Option("kept", one, picked == "kept"), Option("ended", two, picked == "ended")),
    )


def _words(record: Mergeable, values: dict[str, Any]) -> str:
    told = [
        county_words(value, values["state"])
        if field == "county"
        else value_words(type(record), field, value)
        for field, value in values.items()
    ]
    return ", ".join(word for word in told if word)


def _along(kept: Mergeable, ended: Mergeable) -> list[Kept]:
    """What belongs to either belongs to the one that is kept."""
    whose = type(kept).__name__.lower()
    lines = []
    for label, model, says in (
        (_("phones and mailboxes"), ContactPoint, _("each keeps its own source and audience")),
        (_("posts"), Post, _("the same post in both becomes one")),
        (_("touches"), Touch, _("in order of time")),
        (_("sites"), Site, _("each stays a site of its own")),
    ):
        if not any(field.name == whose for field in model._meta.fields):
            continue
        first, second = (
            model._default_manager.filter(**{whose: record}).count() for record in (kept, ended)
        )
        if first or second:
            counts = _("%(first)s and %(second)s") % {"first": first, "second": second}
            lines.append(Kept(label, counts, says, ""))
    return lines


def _number(kept: Mergeable, ended: Mergeable) -> Kept:
    other = _("%(key)s leads here from now on") % {"key": ended.key}
    return Kept(_("address"), kept.key, _("the older record"), other)


def _changed(each: ChangedSince, wording: Wording, names: Mapping[str, str]) -> Later:
    change: FieldChange = each.change
    return Later(
        key=each.key,
        label=label_of(change.field),
        words=wording.of(change, change.new) or _("nothing"),
        says=_("%(source)s; changed by %(by)s")
        % {"source": source_words(change.source), "by": names.get(change.by) or change.by},
    )


def _added(each: AddedSince, names: Mapping[str, str]) -> Later:
    named = _ADDED.get(each.pointer.model, each.pointer.model._meta.verbose_name)
    row: Any = each.row
    by = getattr(row, "by", "")
    by = names.get(by) or by
    says = _("added after the merge by %(by)s") % {"by": by} if by else _("added after the merge")
    return Later(key=each.key, label=str(named), words=_row_words(row), says=says)


def _row_words(row: Any) -> str:
    """*row*, which came to a record, as a person calls it."""
    if isinstance(row, Touch):
        return f"{capfirst(row.get_kind_display())}, {day_words(row.on)}"
    if isinstance(row, ContactPoint) and row.kind == ContactPoint.Kind.PHONE:
        return shown_phone(row.address)
    return str(row)


def how_many(later: Sequence[Later]) -> str:
    """How many things came after the merge, in words."""
    says = ngettext(
        "%(many)s thing was changed or added after the merge.",
        "%(many)s things were changed or added after the merge.",
        len(later),
    )
    return says % {"many": len(later)}
