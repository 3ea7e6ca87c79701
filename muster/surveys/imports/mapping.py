"""Columns are given questions, words are given values; both are remembered for the next file."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.programs.models import Item, Option, Questionnaire
from muster.surveys.imports import keep
from muster.surveys.imports.errors import NotWaiting, TwiceTheSame
from muster.surveys.imports.models import (
    AnswerColumn,
    AnswerImport,
    AnswerWord,
    RememberedQuestion,
    RememberedWord,
)
from muster.surveys.imports.words import (
    LONGEST_WORD,
    Meaning,
    count_words,
    meaning_of_leave,
    meaning_of_mark,
    meanings,
    number_of,
    split_choices,
)

Use = AnswerColumn.Use
# A column that says more different things than this is no choice of one's questionnaire.
MOST_WORDS = 200
# Where words are remembered that say whether a sentence may be shared.
_OF_LEAVE = "permission"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a member said that a column is."""

    use: str
    item: Item | None = None
    option: Option | None = None


def remembered_questions(
    build: Build, questionnaire: Questionnaire
) -> dict[str, RememberedQuestion]:
    """What columns were the last time, by their headers."""
    rows = RememberedQuestion.objects.filter(program=build.program, questionnaire=questionnaire.key)
    return {row.header: row for row in rows}


def columns_of(run: AnswerImport) -> list[AnswerColumn]:
    """The columns of *run* with their questions, and what can be chosen there."""
    return list(
        run.columns.select_related("item", "option").prefetch_related("item__options", "words")
    )


def kept_columns(run: AnswerImport) -> list[AnswerColumn]:
    """The columns that the copy has, in its order."""
    return [column for column in columns_of(run) if column.use != Use.DROPPED]


@transaction.atomic
def map_columns(
    run: AnswerImport, choices: Mapping[int, Choice], *, on: date, remember: bool = True
) -> None:
    """Let each column be what *choices* says by its position, and propose values for its words.

    Raises:
        NotWaiting: the import is over.
        TwiceTheSame: two columns answer the same.
    """
    waiting(run)
    columns = kept_columns(run)
    taken: dict[tuple[object, ...], AnswerColumn] = {}
    changed = []
    for column in columns:
        choice = choices.get(column.position)
        if choice is not None and _is_other(column, choice):
            column.use, column.item, column.option = choice.use, choice.item, choice.option
            column.why, column.sure = _("as you chose"), True
            changed.append(column)
        if column.use in (Use.UNUSED, Use.DROPPED):
            continue
        place = (column.use, column.item_id, column.option_id)
        if place in taken:
            raise TwiceTheSame(taken[place].header, column.header)
        taken[place] = column
    AnswerColumn.objects.bulk_update(changed, ["use", "item", "option", "why", "sure"])
    AnswerWord.objects.filter(column__in=changed).delete()
    propose_words(run, only={column.position for column in changed})
    if remember:
        _remember_columns(run, columns, on)


@transaction.atomic
def give_words(run: AnswerImport, values: Mapping[int, str], *, on: date) -> None:
    """Let words stand for values, by the keys of the words; what is chosen is remembered.

    Raises:
        NotWaiting: the import is over.
    """
    waiting(run)
    words = AnswerWord.objects.filter(column__run=run, pk__in=list(values)).select_related(
        "column__item"
    )
    changed = []
    for word in words:
        value = values[word.pk]
        if (word.value, word.sure) == (value, True):
            continue
        if word.value != value:
            word.why = _("as you chose")
        word.value, word.sure = value, bool(value)
        changed.append(word)
    AnswerWord.objects.bulk_update(changed, ["value", "why", "sure"])
    for word in changed:
        code = word.column.item.code if word.column.item else _OF_LEAVE
        if word.value and word.column.use in (Use.ITEM, Use.BEFORE, Use.NOW, Use.PERMISSION):
            RememberedWord.objects.update_or_create(
                program=run.build.program,
                item=code,
                word=word.word,
                defaults={"value": word.value, "on": on},
            )


def propose_words(run: AnswerImport, only: set[int] | None = None) -> None:
    """Write down which words the columns hold and what each is taken for."""
    columns = kept_columns(run)
    cells: dict[int, list[str]] = defaultdict(list)
    wanted = {
        at: column
        for at, column in enumerate(columns)
        if has_words(column) and (only is None or column.position in only)
    }
    for line, mark in keep.read(run):
        if not mark and not line.trouble:
            for at in wanted:
                cells[at].append(line.cells[at])
    rows = []
    for at, column in wanted.items():
        counted = count_words(part for cell in cells[at] for part in parts_of(column, cell))
        found = _meanings(run, column, dict(counted.most_common(MOST_WORDS)))
        rows += [
            AnswerWord(
                column=column,
                word=word,
                many=counted[word],
                value=meaning.value,
                why=meaning.why[:200],
                sure=meaning.sure,
            )
            for word, meaning in found.items()
        ]
    AnswerWord.objects.bulk_create(rows)


def has_words(column: AnswerColumn) -> bool:
    """Whether what stands in *column* is one of few things, each with a value.

    Of a column of numbers these are the words that are none.
    """
    if column.use in (Use.OPTION, Use.PERMISSION):
        return True
    if column.use not in (Use.ITEM, Use.BEFORE, Use.NOW) or column.item is None:
        return False
    return column.item.kind in (*Item.CHOSEN, Item.Kind.NUMBER)


def parts_of(column: AnswerColumn, cell: str) -> list[str]:
    """The single words in a cell of *column*: several where any of several may be chosen."""
    is_several = column.item is not None and column.item.kind == Item.Kind.MULTIPLE
    if column.use == Use.ITEM and is_several and column.item is not None:
        return [part[:LONGEST_WORD] for part in split_choices(cell, column.item.options.all())]
    word = cell.strip()[:LONGEST_WORD]
    is_number = column.item is not None and column.item.kind == Item.Kind.NUMBER
    if is_number and column.use == Use.ITEM and number_of(word) is not None:
        return []
    return [word] if word else []


def waiting(run: AnswerImport) -> None:
    """Refuse to change an import that is over.

    Raises:
        NotWaiting: its answers are in, or were taken back.
    """
    if run.state != AnswerImport.State.READ:
        raise NotWaiting


def _meanings(
    run: AnswerImport, column: AnswerColumn, words: Mapping[str, int]
) -> dict[str, Meaning]:
    code = column.item.code if column.item else _OF_LEAVE
    rows = RememberedWord.objects.filter(program=run.build.program, item=code)
    remembered = dict(rows.values_list("word", "value"))
    if column.use == Use.PERMISSION:
        return {
            word: Meaning(remembered[word], _("as the last time"))
            if word in remembered
            else meaning_of_leave(word)
            for word in words
        }
    if column.use == Use.OPTION and column.option is not None:
        option = column.option
        return {word: meaning_of_mark(word, option) for word in words}
    if column.item is None:
        return {}
    return meanings(column.item, words, remembered)


def _is_other(column: AnswerColumn, choice: Choice) -> bool:
    item = choice.item.pk if choice.item else None
    option = choice.option.pk if choice.option else None
    return (column.use, column.item_id, column.option_id) != (choice.use, item, option)


def _remember_columns(run: AnswerImport, columns: list[AnswerColumn], on: date) -> None:
    for column in columns:
        if not column.header or column.use == Use.DAY:
            continue
        RememberedQuestion.objects.update_or_create(
            program=run.build.program,
            questionnaire=run.questionnaire.key,
            header=column.header[:400],
            defaults={
                "use": column.use,
                "item": column.item.code if column.item else "",
                "option": column.option.value if column.option else "",
                "on": on,
            },
        )
