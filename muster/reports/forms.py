"""What is typed on the report desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.reports.desk.slots import Slot, Written
from muster.reports.models import Passage
from muster.reports.passages import Typed, mark_of
from muster.reports.snapshot_words import ARROW, there_and_here

# As long as a build packet carries.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """The fields of one sentence or paragraph, in the order in which they are typed."""

    position: int
    fields: tuple[BoundField, ...]
    is_new: bool


class WordsForm(forms.Form):
    """All sentences of one slot, and one more where it takes more."""

    def __init__(self, slot: Slot, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"{slot.name}-%s")
        self.slot = slot
        self.use_required_attribute = False
        there = {each.position: each for each in slot.written}
        wanted = set(there)
        if slot.takes_more:
            wanted.add(slot.next_position)
        # A sentence that somebody else took out meanwhile was typed all the same.
        wanted |= {
            int(name.removeprefix("text-"))
            for name in data or ()
            if name.startswith("text-") and name.removeprefix("text-").isdecimal()
        }
        self.positions = sorted(position for position in wanted if 0 <= position <= 9_999)
        for position in self.positions:
            self._add(position, there.get(position))

    def _add(self, position: int, written: Written | None) -> None:
        part = self.slot.part
        raw = written.raw if written else ""
        heading = written.raw_heading if written else ""
        stored = written is not None and not self.slot.made
        self.fields[f"read-{position}"] = forms.CharField(
            required=False,
            widget=forms.HiddenInput,
            initial=mark_of(raw, heading) if stored else mark_of(""),
        )
        if part is not None and part.headed:
            self.fields[f"heading-{position}"] = forms.CharField(
                label=_("What it is about"), required=False, max_length=160, initial=heading
            )
        label = self._label(position, written)
        if part is not None and part.sided:
            there, raw = there_and_here(raw)
            self.fields[f"there-{position}"] = forms.CharField(
                label=_("What stood there"), required=False, max_length=LONGEST, initial=there
            )
            label = _("What stands here")
        self.fields[f"text-{position}"] = forms.CharField(
            label=label,
            required=False,
            max_length=LONGEST,
            initial=raw,
            help_text=_("Quoted word for word. Changed, it is ours, and is checked as ours.")
            if written is not None and written.verbatim
            else "",
            widget=forms.Textarea(attrs={"rows": 2 if self.slot.goal else 4}),
        )

    def _label(self, position: int, written: Written | None) -> str:
        number = self.positions.index(position) + 1
        if self.slot.goal is not None:
            words = {"code": self.slot.goal.code, "number": number}
            if written is None:
                return _("A further sentence for %(code)s") % words
            if len(self.slot.written) == 1:
                return _("Sentence for %(code)s") % words
            return _("Sentence %(number)s for %(code)s") % words
        part = self.slot.part
        one = str(part.one) if part else ""
        if part is None or not part.many:
            return one
        if written is None:
            return _("%(one)s, a further one") % {"one": one}
        return _("%(one)s %(number)s") % {"one": one, "number": number}

    @property
    def boxes(self) -> list[Box]:
        """The fields by sentence, for the page."""
        there = {each.position for each in self.slot.written}
        return [
            Box(
                position,
                tuple(
                    self[f"{name}-{position}"]
                    for name in ("heading", "there", "text")
                    if f"{name}-{position}" in self.fields
                ),
                is_new=position not in there,
            )
            for position in self.positions
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for position in self.positions:
            heading = cleaned.get(f"heading-{position}")
            if heading and not self._text(cleaned, position):
                self.add_error(
                    f"text-{position}",
                    _("Write what there is to say, or empty the heading as well."),
                )
        return cleaned

    def typed(self) -> list[Typed]:
        """What was typed, each with the mark of what it was typed over.

        What the evidence itself says is not kept as ours until somebody changes a word of it.
        """
        typed = [
            Typed(
                position,
                self._text(self.cleaned_data, position),
                self.cleaned_data.get(f"heading-{position}"),
                self.cleaned_data[f"read-{position}"],
            )
            for position in self.positions
        ]
        made = {each.position: each.raw for each in self.slot.written} if self.slot.made else {}
        same = all(each.text == made.get(each.position, "") for each in typed)
        return [] if made and same else typed

    def _text(self, cleaned: Mapping[str, Any], position: int) -> str:
        text = str(cleaned.get(f"text-{position}") or "")
        there = cleaned.get(f"there-{position}")
        if self.slot.kind == Passage.Kind.SOURCE and there:
            return f"{there}{ARROW}{text}" if text else ""
        return text


class ReasonForm(forms.Form):
    """Why a flag may stand."""

    reason = forms.CharField(
        label=gettext_lazy("Why may this stand?"),
        help_text=gettext_lazy(
            "Your name, the day and the reason are recorded. The reason is printed in the report."
        ),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, fingerprint: str, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"why-{fingerprint}-%s")
        self.use_required_attribute = False


class PublishForm(forms.Form):
    """Where a version is read."""

    listed = forms.TypedChoiceField(
        label=gettext_lazy("Who can find it?"),
        choices=[
            ("yes", gettext_lazy("Anybody: it stands in the public list")),
            ("no", gettext_lazy("Whoever has the address, which nobody can guess")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who can find it.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, listed: bool | None) -> None:
        initial = {None: None, True: "yes", False: "no"}[listed]
        super().__init__(data, auto_id="publish-%s", initial={"listed": initial})
        self.use_required_attribute = False


class WithdrawForm(forms.Form):
    """Why a published version is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("Kept with your name and the day in the record of acts."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, version: int, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"withdraw-{version}-%s")
        self.use_required_attribute = False
