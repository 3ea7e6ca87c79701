"""What a member says about a file: which it is, how it is read, which column is what."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.sheets import ENCODINGS, FIND, Reading, Sheet
from muster.core.sheets.chosen import FIND_OUT, HEADER_LINES, SEPARATORS
from muster.directory.imports.columns import ColumnView
from muster.directory.imports.fields import Field
from muster.directory.imports.words import VALUES
from muster.directory.models import ContactPoint, Import, ImportColumn

# A page takes no larger file; `muster import` has no limit. A million carriers are below it.
LARGEST = 512 * 1024 * 1024
LARGEST_WORDS = "512 MB"

_IN = {"class": "d-in"}


class UploadForm(forms.Form):
    """The file, and what it lists, if that is known."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        error_messages={
            "required": gettext_lazy("Choose a file on your computer."),
            "empty": gettext_lazy("The file is empty. Nothing was kept. Choose another one."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it lists"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, kinds: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(kind.value, capfirst(str(kind.label))) for kind in Import.Kind if kind in kinds]
        self.fields["kind"].choices = [("", _("Find out")), *offered]  # type: ignore[attr-defined]
        self.fields["file"].help_text = _(
            "CSV, a workbook (.xlsx, .xls, .ods), vCard or JSON, up to %(largest)s. A larger file "
            "comes in with the command “muster import”."
        ) % {"largest": LARGEST_WORDS}
        self.order_fields(["file", "kind"])

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            says = _(
                "%(file)s is larger than %(largest)s. Nothing was kept. Split it, or bring it in"
                " with the command “muster import”."
            )
            raise forms.ValidationError(says % {"file": file.name, "largest": LARGEST_WORDS})
        return file


class ReadingForm(forms.Form):
    """How the file is read, where what was found is wrong."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it lists"), required=False, widget=forms.Select(attrs=_IN)
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters"), required=False, widget=forms.Select(attrs=_IN)
    )
    separator = forms.ChoiceField(
        label=gettext_lazy("Between columns"),
        required=False,
        choices=SEPARATORS,
        widget=forms.Select(attrs=_IN),
    )
    sheet = forms.ChoiceField(
        label=gettext_lazy("Sheet"), required=False, widget=forms.Select(attrs=_IN)
    )
    header_lines = forms.ChoiceField(
        label=gettext_lazy("Header rows"),
        required=False,
        choices=[*HEADER_LINES, ("0", gettext_lazy("none: the columns have no names"))],
        widget=forms.Select(attrs=_IN),
    )
    first_header_line = forms.IntegerField(
        required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, sheet: Sheet, kinds: Iterable[str], kind: str, **more: Any
    ) -> None:
        found = sheet.reading
        chosen = {
            "kind": kind,
            "encoding": found.encoding,
            "separator": found.separator,
            "sheet": found.sheet,
            "header_lines": str(found.header_lines),
        }
        super().__init__(*args, **{"initial": chosen} | more)
        self._kind = found.kind
        named = dict(ENCODINGS)
        named.setdefault(found.encoding, found.encoding)
        for name, choices in {
            "kind": [(each.value, each.label) for each in Import.Kind if each in kinds],
            "encoding": [FIND_OUT, *((key, words) for key, words in named.items() if key)],
            "sheet": [(name, name) for name in sheet.sheets],
        }.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if found.separator and found.separator not in dict(self.fields["separator"].choices):  # type: ignore[attr-defined]
            self.fields["separator"].choices += [(found.separator, found.separator)]  # type: ignore[attr-defined]
        if found.kind != "csv":
            del self.fields["encoding"], self.fields["separator"]
        if len(sheet.sheets) < 2:
            del self.fields["sheet"]
        if found.kind not in ("csv", "xlsx"):
            del self.fields["header_lines"], self.fields["first_header_line"]

    @property
    def reading(self) -> Reading:
        """How the file is to be read, once the form is valid; what was left empty is found out."""
        told = self.cleaned_data
        line = told.get("first_header_line")
        lines = told.get("header_lines", "")
        return Reading(
            kind=self._kind,
            encoding=told.get("encoding", ""),
            separator=told.get("separator", ""),
            sheet=told.get("sheet", ""),
            first_header_line=FIND if line is None else line,
            header_lines=int(lines) if lines else FIND,
        )


class ColumnsForm(forms.Form):
    """Which field each column fills, and what holds for every row."""

    audience = forms.ChoiceField(
        label=gettext_lazy("New contact points are shown to"),
        choices=[(value, capfirst(str(label))) for value, label in ContactPoint.Audience.choices],
        widget=forms.Select(attrs=_IN),
    )
    source_name = forms.CharField(
        label=gettext_lazy("Source, printed beside each field"),
        max_length=200,
        widget=forms.TextInput(attrs=_IN),
    )
    remember = forms.BooleanField(
        label=gettext_lazy("Remember these columns for files of this kind"),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        *args: Any,
        run: Import,
        views: Sequence[ColumnView],
        offered: Sequence[Field],
        **more: Any,
    ) -> None:
        initial = {"audience": run.audience, "source_name": run.source_name}
        super().__init__(*args, **{"initial": initial} | more)
        self._columns = [view.column for view in views if not view.column.private]
        self._words = [view for view in views if view.field is not None and view.words]
        choices = _choices(offered)
        for column in self._columns:
            self.fields[self.name_of(column)] = forms.ChoiceField(
                label=column.header,
                choices=choices,
                required=False,
                initial=column.field,
                widget=forms.Select(attrs=_IN),
            )
        for view in self._words:
            self._add_words(view)

    def _add_words(self, view: ColumnView) -> None:
        """A choice for each word of a column whose field has few values."""
        values = VALUES[view.field.reads] if view.field is not None else {}
        for number, word in enumerate(view.words):
            self.fields[self.name_of_word(view.column, number)] = forms.ChoiceField(
                label=word.text,
                choices=[*values.items(), ("", _("left out"))],
                required=False,
                initial=word.value,
                widget=forms.Select(attrs=_IN),
            )

    @staticmethod
    def name_of(column: ImportColumn) -> str:
        """The name of the field in which *column* is mapped."""
        return f"column-{column.position}"

    @staticmethod
    def name_of_word(column: ImportColumn, number: int) -> str:
        """The name of the field in which a word of *column* is given a value."""
        return f"word-{column.position}-{number}"

    def name_at(self, position: int | None) -> str | None:
        """The name of the field of the column at *position*; none where it cannot be mapped."""
        names = {column.position: self.name_of(column) for column in self._columns}
        return None if position is None else names.get(position)

    def for_every_row(self) -> list[forms.BoundField]:
        """The fields that are no column's."""
        return [self[name] for name in ("audience", "source_name", "remember")]

    @property
    def mapping(self) -> dict[int, str]:
        """The field of each column by its position, once the form is valid."""
        return {
            column.position: self.cleaned_data[self.name_of(column)] for column in self._columns
        }

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """By the key of its field: what a member said that each word stands for, where they said
        something new and the column still fills that field.
        """
        said: dict[str, dict[str, str]] = {}
        for view in self._words:
            if view.field is None or self.mapping[view.column.position] != view.field.key:
                continue
            for number, word in enumerate(view.words):
                name = self.name_of_word(view.column, number)
                if name in self.data and self.cleaned_data[name] != word.value:
                    said.setdefault(view.field.key, {})[word.text] = self.cleaned_data[name]
        return said


def _choices(offered: Sequence[Field]) -> list[Any]:
    """The fields that a column may fill, those of one noun together."""
    nouns = {
        "organization": _("Organization"),
        "site": _("Site"),
        "person": _("Person"),
        "post": _("Post"),
        "touch": _("Touch"),
        "row": _("Row"),
    }
    groups = [
        (nouns.get(noun, capfirst(noun)), [(field.key, str(field.label)) for field in fields])
        for noun, fields in groupby(offered, key=lambda field: field.noun)
    ]
    return [("", _("not used")), *groups]
