"""What a member says of a file of answers: what it is, which column and which word is what."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from muster.core.sheets import ENCODINGS, FIND, Reading
from muster.core.sheets.chosen import FIND_OUT, HEADER_LINES, SEPARATORS
from muster.programs.models import Item, Option, Questionnaire
from muster.surveys.imports.mapping import Choice, has_words
from muster.surveys.imports.models import AnswerColumn, AnswerWord
from muster.surveys.imports.words import NO, NO_ANSWER, YES

LARGEST = 64 << 20
_IN = {"class": "d-in"}
Use = AnswerColumn.Use


class AnswersFileForm(forms.Form):
    """The file, what was asked, and how it is read, where somebody knows better."""

    file = forms.FileField(
        label=gettext_lazy("The file, as the survey tool exports it"),
        error_messages={
            "required": gettext_lazy("Choose a file on your computer."),
            "empty": gettext_lazy("The file is empty. Nothing was kept. Choose another one."),
        },
    )
    questionnaire = forms.ModelChoiceField(
        label=gettext_lazy("What was asked"),
        queryset=Questionnaire.objects.none(),
        required=False,
        empty_label=gettext_lazy("find out"),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters"),
        required=False,
        choices=[FIND_OUT, *ENCODINGS.items()],
    )
    separator = forms.ChoiceField(
        label=gettext_lazy("Between columns"),
        required=False,
        choices=SEPARATORS,
    )
    first_header_line = forms.IntegerField(
        label=gettext_lazy("The line that the headers begin in"),
        required=False,
        min_value=1,
        max_value=200,
    )
    header_lines = forms.ChoiceField(
        label=gettext_lazy("Header rows"),
        required=False,
        choices=HEADER_LINES,
    )
    HOW = ("encoding", "separator", "first_header_line", "header_lines")

    def __init__(self, *args: Any, asked: "Sequence[Questionnaire]", **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["questionnaire"]
        field.queryset = Questionnaire.objects.filter(  # type: ignore[attr-defined]
            pk__in=[questionnaire.pk for questionnaire in asked]
        )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            says = _("%(file)s is larger than 64 MB, which is no room of people. Nothing was kept.")
            raise forms.ValidationError(says % {"file": file.name})
        return file

    def how(self) -> list[forms.BoundField]:
        """The fields that say how the file is read."""
        return [self[name] for name in self.HOW]

    def what(self) -> list[forms.BoundField]:
        """The fields that say what it is."""
        return [self["file"], self["questionnaire"]]

    @property
    def reads_another_way(self) -> bool:
        """Whether something is wrong with how the file is to be read."""
        return any(name in self.errors for name in self.HOW)

    @property
    def reading(self) -> Reading | None:
        """How the file is to be read, once the form is valid; None to find out all of it."""
        told = self.cleaned_data
        if not any(told.get(name) for name in self.HOW):
            return None
        lines = told["header_lines"]
        return Reading(
            kind="csv" if told["encoding"] or told["separator"] else "",
            encoding=told["encoding"],
            separator=told["separator"],
            first_header_line=told["first_header_line"] or FIND,
            header_lines=int(lines) if lines else FIND,
        )


class QuestionsForm(forms.Form):
    """Which question each column answers, and what its words stand for."""

    remember = forms.BooleanField(
        label=gettext_lazy("Remember these columns for the next file"),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        *args: Any,
        columns: Sequence[AnswerColumn],
        items: Sequence[Item],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._columns = list(columns)
        self._items = {item.pk: item for item in items}
        self._options = {option.pk: option for item in items for option in item.options.all()}
        self._words: dict[int, AnswerWord] = {}
        choices = _uses(items)
        for column in self._columns:
            is_day = column.use == Use.DAY
            days = [(Use.DAY.value, _("the day")), (Use.UNUSED.value, _("not used"))]
            self.fields[f"column-{column.position}"] = forms.ChoiceField(
                label=column.header or _("Column %(n)s") % {"n": column.position + 1},
                choices=days if is_day else choices,
                initial=_value_of(column),
                widget=forms.Select(attrs=_IN),
            )
            if has_words(column):
                for word in column.words.all():
                    self._words[word.pk] = word
                    self.fields[f"word-{word.pk}"] = word_field(column, word)

    def of_column(self, column: AnswerColumn) -> forms.BoundField:
        """The field in which *column* is given a question."""
        return self[f"column-{column.position}"]

    def of_words(self, column: AnswerColumn) -> list[tuple[AnswerWord, forms.BoundField]]:
        """The words of *column*, each with its field."""
        mine = [word for word in self._words.values() if word.column_id == column.pk]
        return [(word, self[f"word-{word.pk}"]) for word in mine]

    @property
    def choices(self) -> dict[int, Choice]:
        """What each column is, by its position, once the form is valid."""
        return {
            column.position: self._choice(self.cleaned_data[f"column-{column.position}"])
            for column in self._columns
        }

    @property
    def words(self) -> dict[int, str]:
        """What each word stands for; of columns that have another question now, nothing."""
        choices = self.choices
        same = {
            column.pk
            for column in self._columns
            if _value_of(column) == _value(choices[column.position])
        }
        return {
            pk: self.cleaned_data[f"word-{pk}"]
            for pk, word in self._words.items()
            if word.column_id in same
        }

    def _choice(self, value: str) -> Choice:
        use, _colon, key = value.partition(":")
        if use == Use.OPTION:
            option = self._options[int(key)]
            return Choice(use, self._items[option.item_id], option)
        return Choice(use, self._items[int(key)] if key else None)


def word_field(column: AnswerColumn, word: AnswerWord) -> forms.ChoiceField:
    """The field in which *word* is given a value."""
    return forms.ChoiceField(
        label=word.word,
        choices=values_for(column),
        required=False,
        initial=word.value,
        widget=forms.Select(attrs=_IN),
    )


def values_for(column: AnswerColumn) -> list[tuple[str, str]]:
    """What a word of *column* may stand for."""
    nobody = ("", _("nobody knows yet"))
    if column.use == Use.PERMISSION:
        return [nobody, (YES, _("may be shared")), (NO, _("may not be shared"))]
    if column.use == Use.OPTION:
        return [nobody, (YES, _("chosen")), (NO, _("not chosen"))]
    options = column.item.options.all() if column.item is not None else []
    return [
        nobody,
        *((option.value, option.label) for option in options),
        (NO_ANSWER, _("no answer: leave it out")),
    ]


class WordsForm(forms.Form):
    """What words stand for that nobody knew."""

    def __init__(self, *args: Any, words: Sequence[AnswerWord], **more: Any) -> None:
        super().__init__(*args, **more)
        self._words = list(words)
        for word in self._words:
            self.fields[f"word-{word.pk}"] = word_field(word.column, word)

    def rows(self) -> list[tuple[AnswerWord, forms.BoundField]]:
        """Each word with its field."""
        return [(word, self[f"word-{word.pk}"]) for word in self._words]

    @property
    def values(self) -> Mapping[int, str]:
        """What was chosen, once the form is valid."""
        return {
            word.pk: value
            for word in self._words
            if (value := self.cleaned_data[f"word-{word.pk}"])
        }


def _uses(items: Sequence[Item]) -> list[Any]:
    """What a column may be: nothing, one of the questions, or what is said beside the answers."""
    questions: list[tuple[str, str]] = []
    parts: list[Any] = []
    for item in items:
        text = Truncator(item.text).chars(90)
        if item.kind == Item.Kind.PAIR:
            sides = [(f"{Use.BEFORE}:{item.pk}", _("before")), (f"{Use.NOW}:{item.pk}", _("now"))]
            parts.append((text, sides))
            continue
        questions.append((f"{Use.ITEM}:{item.pk}", text))
        if item.kind == Item.Kind.MULTIPLE:
            options = [(f"{Use.OPTION}:{each.pk}", each.label) for each in item.options.all()]
            parts.append((text, options))
    beside = [
        (Use.PERMISSION.value, str(Use.PERMISSION.label)),
        (Use.LANGUAGE.value, str(Use.LANGUAGE.label)),
    ]
    return [
        (Use.UNUSED.value, _("not used")),
        (_("Questions"), questions),
        *parts,
        (_("Beside the answers"), beside),
    ]


def _value_of(column: AnswerColumn) -> str:
    return _value(Choice(column.use, column.item, column.option))


def _value(choice: Choice) -> str:
    part: Item | Option | None = choice.option or choice.item
    return f"{choice.use}:{part.pk}" if part is not None else str(choice.use)
