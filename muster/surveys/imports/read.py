"""What one line of the file says, by what its columns and words stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from muster.programs.models import Item, Option
from muster.surveys.imports import keep
from muster.surveys.imports.mapping import kept_columns, parts_of
from muster.surveys.imports.models import AnswerColumn, AnswerImport
from muster.surveys.imports.words import LONGEST_WORD, NO_ANSWER, YES, language_of, number_of

Use = AnswerColumn.Use
_LANGUAGES = {"english": "en", "inglés": "en", "spanish": "es", "español": "es", "espanol": "es"}


class Verdict(StrEnum):
    """What becomes of a line."""

    TAKEN = "taken"
    ASKS = "asks"
    EMPTY = "empty"
    TEST = "test"
    UNSENT = "unsent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a line."""

    item: Item
    option: Option | None = None
    before: Option | None = None
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that stands for no value yet, and the column that it stands in."""

    column: AnswerColumn
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """What a line says.

    Attributes:
        sentences: what was written in one's own words, by question.
        leave: whether the line says that sentences may be shared; None where no column asks.
        unknown: what could not be read.
        trouble: what is wrong with the line itself, in words.
    """

    line: int
    verdict: Verdict
    answers: tuple[Said, ...] = ()
    sentences: tuple[tuple[Item, str], ...] = ()
    leave: bool | None = None
    day: date | None = None
    language: str = ""
    unknown: tuple[Unknown, ...] = ()
    trouble: str = ""


class Reader:
    """Reads the lines of an import, as its columns and words stand."""

    def __init__(self, run: AnswerImport) -> None:
        self._run = run
        self._columns = kept_columns(run)
        self._values = {
            column.pk: {word.word: word.value for word in column.words.all()}
            for column in self._columns
        }
        self._options = {
            column.pk: {option.value: option for option in column.item.options.all()}
            for column in self._columns
            if column.item is not None
        }
        self.asks_leave = any(column.use == Use.PERMISSION for column in self._columns)

    @property
    def answers_anything(self) -> bool:
        """Whether some column answers a question."""
        return any(column.item is not None for column in self._columns)

    def rows(self) -> Iterator[Row]:
        """Every line of the file, in its order."""
        for line, mark in keep.read(self._run):
            if line.trouble and not mark:
                yield Row(line.number, Verdict.REFUSED, trouble=line.trouble)
            elif mark:
                verdict = Verdict.TEST if mark == keep.TEST else Verdict.UNSENT
                yield Row(line.number, verdict)
            else:
                yield self._row(line.number, line.cells)

    def _row(self, number: int, cells: Sequence[str]) -> Row:
        answers: list[Said] = []
        sentences: list[tuple[Item, str]] = []
        unknown: list[Unknown] = []
        sides: dict[int, dict[str, Option]] = {}
        leave, day, language = (False if self.asks_leave else None), None, ""
        for column, cell in zip(self._columns, cells, strict=False):
            if not cell or column.use == Use.UNUSED:
                continue
            if column.use == Use.DAY:
                day = date.fromisoformat(cell)
            elif column.use == Use.LANGUAGE:
                language = _language(cell) or language
            elif column.use == Use.PERMISSION:
                leave = self._values[column.pk].get(cell[:LONGEST_WORD]) == YES
            elif column.item is None:
                continue
            elif column.item.kind == Item.Kind.TEXT:
                sentences.append((column.item, cell))
            elif column.item.kind == Item.Kind.NUMBER:
                self._number(column, column.item, cell, answers, unknown)
            else:
                shown = self._chosen(column, column.item, cell, answers, sides, unknown)
                language = language or shown
        items = {column.item.pk: column.item for column in self._columns if column.item}
        answers += [
            Said(items[pk], option=side.get(Use.NOW), before=side.get(Use.BEFORE))
            for pk, side in sides.items()
        ]
        verdict = Verdict.TAKEN if answers or sentences else Verdict.EMPTY
        return Row(
            line=number,
            verdict=Verdict.ASKS if unknown else verdict,
            answers=tuple(answers),
            sentences=tuple(sentences),
            leave=leave,
            day=day,
            language=language,
            unknown=tuple(unknown),
        )

    def _chosen(
        self,
        column: AnswerColumn,
        item: Item,
        cell: str,
        answers: list[Said],
        sides: dict[int, dict[str, Option]],
        unknown: list[Unknown],
    ) -> str:
        """Add what was chosen; the language that the words show."""
        values, options = self._values[column.pk], self._options[column.pk]
        if column.use == Use.OPTION:
            if values.get(cell[:LONGEST_WORD]) == YES and column.option is not None:
                answers.append(Said(item, column.option))
            return ""
        language = ""
        seen: set[int] = set()
        for word in parts_of(column, cell):
            value = values.get(word, "")
            option = options.get(value)
            if option is None:
                if value != NO_ANSWER:
                    unknown.append(Unknown(column, word))
            elif column.use in (Use.BEFORE, Use.NOW):
                sides.setdefault(item.pk, {})[column.use] = option
            elif option.pk not in seen:
                seen.add(option.pk)
                answers.append(Said(item, option))
            language = language or language_of(word, options.values())
        return language

    def _number(
        self,
        column: AnswerColumn,
        item: Item,
        cell: str,
        answers: list[Said],
        unknown: list[Unknown],
    ) -> None:
        number = number_of(cell)
        if number is not None:
            answers.append(Said(item, number=number))
        elif self._values[column.pk].get(cell[:LONGEST_WORD]) != NO_ANSWER:
            unknown.append(Unknown(column, cell[:LONGEST_WORD]))


def _language(cell: str) -> str:
    word = cell.strip().casefold()
    return _LANGUAGES.get(word, word[:2] if len(word) in (2, 5) and word[:2].isalpha() else "")
