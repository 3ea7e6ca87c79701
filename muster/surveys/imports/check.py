"""The dry run: what each line would become, and what all of them together.

It is worked out anew each time from the copy, and nothing of it is written down: a list of lines
beside what they say would be the very link that is not to be.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from muster.builds.models import Build
from muster.evidence.identity import KnownNames, check_identity
from muster.evidence.thresholds import Thresholds, small
from muster.programs.models import Item
from muster.surveys.imports.errors import (
    AnswersError,
    NothingAsked,
    TooFewResponses,
    WordsUnknown,
)
from muster.surveys.imports.mapping import columns_of
from muster.surveys.imports.models import AnswerColumn, AnswerImport
from muster.surveys.imports.read import Reader, Row, Verdict

_SHOWN_LINES = 5


@dataclass(frozen=True, slots=True)
class Open:
    """A word that stands for no value yet: in which column, how often, and on which lines first."""

    column: AnswerColumn
    word: str
    many: int
    lines: tuple[int, ...]


@dataclass(slots=True)
class Sentences:
    """What was written in people's own words, and what becomes of it.

    Attributes:
        offered: come to the desk of quotes, without a name.
        said_no: their writers did not allow it.
        nobody_asked: the file does not say whether they may be shared.
        reach_somebody: hold an address or a number.
        too_few: came with too few responses.
    """

    offered: int = 0
    said_no: int = 0
    nobody_asked: int = 0
    reach_somebody: int = 0
    too_few: int = 0


@dataclass(slots=True)
class DryRun:
    """What all lines would become.

    Attributes:
        verdicts: how many lines of each.
        answers: by question, how many would have answered it.
        unsaid: by question, how many answers are left out as "no answer".
        worth_a_look: lines that would not simply come in, in their order.
        here: responses that the build has already, by where they came from.
        same_tool: an import of the same questions that is here already.
        people: who was in the room.
        fewest: responses that a file needs, by the program's own setting: of fewer, each could be
            laid beside the person whose line it was.
    """

    fewest: int

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    answers: Counter[Item] = field(default_factory=Counter)
    said: int = 0
    open_words: list[Open] = field(default_factory=list)
    sentences: Sentences = field(default_factory=Sentences)
    worth_a_look: list[Row] = field(default_factory=list)
    here: dict[str, int] = field(default_factory=dict)
    same_tool: AnswerImport | None = None
    people: int = 0
    answers_anything: bool = True

    @property
    def lines(self) -> int:
        return self.verdicts.total()

    @property
    def taken(self) -> int:
        """Lines that would become a response, as soon as no word is open."""
        return self.verdicts[Verdict.TAKEN] + self.verdicts[Verdict.ASKS]

    @property
    def may_come_in(self) -> bool:
        """Whether nothing stands in the way."""
        return self.obstacle is None

    @property
    def too_few(self) -> bool:
        """Whether there are responses, and fewer than a file needs."""
        return small(self.taken, self.fewest)

    @property
    def obstacle(self) -> AnswersError | None:
        """Why nothing can come in as it stands, or nothing."""
        if self.open_words:
            return WordsUnknown([each.word for each in self.open_words])
        if not self.answers_anything or not self.taken:
            return NothingAsked()
        if self.too_few:
            return TooFewResponses(self.taken, self.fewest)
        return None

    @property
    def more_than_people(self) -> bool:
        """Whether more people would have answered than were in the room."""
        return bool(self.people) and self.taken + sum(self.here.values()) > self.people


def dry_run(run: AnswerImport) -> DryRun:
    """What the lines of *run* would become. Nothing is written."""
    reader = Reader(run)
    found = DryRun(fewest=run.build.program.cell, answers_anything=reader.answers_anything)
    open_words: dict[tuple[int, str], list[int]] = {}
    columns: dict[int, AnswerColumn] = {}
    rows = list(reader.rows())
    for row in rows:
        found.verdicts[row.verdict] += 1
        if row.verdict is not Verdict.TAKEN:
            found.worth_a_look.append(row)
        for item in {said.item for said in row.answers}:
            found.answers[item] += 1
        found.said += len(row.answers)
        for unknown in row.unknown:
            columns[unknown.column.pk] = unknown.column
            open_words.setdefault((unknown.column.pk, unknown.word), []).append(row.line)
    found.open_words = [
        Open(columns[pk], word, len(lines), tuple(lines[:_SHOWN_LINES]))
        for (pk, word), lines in open_words.items()
    ]
    found.sentences = _sentences(rows, found)
    _beside(run, found)
    return found


def sentences_of(row: Row) -> Iterable[tuple[Item, str]]:
    """The sentences of *row* that are offered to the desk of quotes."""
    if row.leave:
        for item, text in row.sentences:
            if not reaches_somebody(text):
                yield item, text


def reaches_somebody(text: str) -> bool:
    """Whether *text* holds an e-mail address or a phone number."""
    flags = check_identity(text, place="", known=KnownNames(), thresholds=Thresholds())
    return any(flag.check in ("email", "phone") for flag in flags)


def _sentences(rows: Iterable[Row], whole: DryRun) -> Sentences:
    found = Sentences()
    for row in rows:
        for _item, text in row.sentences:
            if row.leave is None:
                found.nobody_asked += 1
            elif not row.leave:
                found.said_no += 1
            elif reaches_somebody(text):
                found.reach_somebody += 1
            elif whole.too_few:
                found.too_few += 1
            else:
                found.offered += 1
    return found


def _beside(run: AnswerImport, found: DryRun) -> None:
    """What the build has already."""
    build: Build = run.build
    found.here = dict(
        build.responses.order_by().values_list("origin").annotate(n=Count("pk")).order_by("origin")
    )
    found.people = build.participants.counted().count()
    headers = [column.header for column in columns_of(run)]
    for other in build.answer_imports.applied().exclude(pk=run.pk):
        if [column.header for column in other.columns.all()] == headers:
            found.same_tool = other
