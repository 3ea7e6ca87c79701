"""What the pages of an import of answers show: steps, columns, what a dry run found."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.directory.intake.steps import Pace, Step
from muster.directory.intake.tally import Part, lengths_of
from muster.surveys.imports import keep
from muster.surveys.imports.check import DryRun
from muster.surveys.imports.errors import TooFewResponses
from muster.surveys.imports.mapping import columns_of
from muster.surveys.imports.models import AnswerColumn, AnswerImport
from muster.surveys.imports.read import Row, Verdict
from muster.surveys.models import Response

Use = AnswerColumn.Use
State = AnswerImport.State
_SAMPLES = 3


def number(many: int) -> str:
    """*many* as it is printed."""
    return number_format(many, force_grouping=True)


def steps_of(run: AnswerImport | None, *, at: int) -> list[Step]:
    """The four steps; *at* is the one that the page is."""
    names = [_("File"), _("Columns and words"), _("Dry run"), _("Bring in")]
    if run is None:
        notes = [_("as it is"), _("which is what"), _("nothing is changed"), _("and take back")]
        return [
            Step(name, note, Pace.AHEAD if place else Pace.NOW, "")
            for place, (name, note) in enumerate(zip(names, notes, strict=True))
        ]
    rows = ngettext("%(n)s line read", "%(n)s lines read", run.rows) % {"n": number(run.rows)}
    is_over = run.state != State.READ
    notes = [rows, "", _("nothing is changed"), _("as a whole, and back as a whole")]
    pages = ["", "answers-import-columns", "answers-import-check", "answers-import-one"]
    told = []
    for place, (name, note, page) in enumerate(zip(names, notes, pages, strict=True)):
        pace = Pace.NOW if place == at else Pace.DONE if place < at else Pace.AHEAD
        leads = page and not is_over and place < at
        href = reverse(page, args=[run.build.key, run.key]) if leads else ""
        told.append(Step(name, note, pace, href))
    return told


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column, and the first things that stand in it."""

    column: AnswerColumn
    samples: tuple[tuple[str, int], ...]

    @property
    def is_used(self) -> bool:
        return self.column.use not in (Use.UNUSED, Use.DROPPED)

    @property
    def how(self) -> str:
        """The class of the mark before the reason."""
        return "d-same" if self.column.sure else "d-name"

    @property
    def told(self) -> str:
        """What stands in a column that is not used, in one line."""
        if not self.samples:
            return _("empty in every line")
        return "; ".join(sample for sample, _many in self.samples)


def column_views(run: AnswerImport) -> list[ColumnView]:
    """The columns of *run*, those that were dropped without values: nobody has them any more."""
    columns = columns_of(run)
    kept = [column for column in columns if column.use != Use.DROPPED]
    counters: list[Counter[str]] = [Counter() for _column in kept]
    for line, _mark in keep.read(run):
        for counter, cell in zip(counters, line.cells, strict=False):
            if cell:
                counter[cell] += 1
    samples = {
        column.pk: tuple(
            (Truncator(cell).chars(60), many) for cell, many in counter.most_common(_SAMPLES)
        )
        for column, counter in zip(kept, counters, strict=True)
    }
    return [ColumnView(column, samples.get(column.pk, ())) for column in columns]


def dropped_of(columns: Iterable[ColumnView]) -> list[tuple[str, str, str]]:
    """What was dropped: the column, how many values it had, and why."""
    told = []
    for view in columns:
        if view.column.use == Use.DROPPED:
            many = view.column.values
            values = ngettext("%(n)s value", "%(n)s values", many) % {"n": number(many)}
            told.append((view.column.header, values, view.column.why))
        elif view.column.use == Use.DAY and view.column.values:
            many = view.column.values
            values = ngettext("%(n)s value", "%(n)s values", many) % {"n": number(many)}
            header = _("%(header)s, the clock") % {"header": view.column.header}
            told.append((header, values, _("the day alone is kept")))
    return told


def tally_of(found: DryRun) -> list[Part]:
    """What all lines would become, as one bar."""
    verdicts = found.verdicts
    outside = verdicts[Verdict.EMPTY] + verdicts[Verdict.TEST] + verdicts[Verdict.UNSENT]
    told = [
        ("new", verdicts[Verdict.TAKEN], _("responses"), _("would come in")),
        ("same", outside, _("no response"), _("empty, a test, or never sent")),
        ("ask", verdicts[Verdict.ASKS], _("wait for a word"), _("that nobody knows yet")),
        ("ref", verdicts[Verdict.REFUSED], _("refused"), _("cannot be read as a line")),
    ]
    lengths = lengths_of([many for _texture, many, *_words in told])
    parts, start = [], 0.0
    for (texture, many, name, says), length in zip(told, lengths, strict=True):
        parts.append(Part(texture, many, name, says, "", round(start, 2), length))
        start += length
    return parts


@dataclass(frozen=True, slots=True)
class LineView:
    """A line that would not simply come in: its number, a mark, and why, in words."""

    line: int
    tone: str
    verdict: str
    says: str


def line_view(row: Row) -> LineView:
    """What is said of *row*: never what it answers, only what is in its way."""
    if row.verdict is Verdict.ASKS:
        said = [
            _("“%(word)s” in “%(column)s” stands for nothing yet.")
            % {"word": unknown.word, "column": Truncator(unknown.column.header).chars(80)}
            for unknown in row.unknown
        ]
        return LineView(row.line, "d-ask", _("Waits"), " ".join(said))
    if row.verdict is Verdict.REFUSED:
        return LineView(row.line, "d-ref", _("Refused"), row.trouble)
    says = {
        Verdict.EMPTY: _("No question is answered."),
        Verdict.TEST: _("Somebody tried the survey out."),
        Verdict.UNSENT: _("It was begun and never sent."),
    }[row.verdict]
    return LineView(row.line, "d-same", _("No response"), says)


def sentences_told(found: DryRun) -> list[str]:
    """What becomes of what people wrote in their own words."""
    sentences = found.sentences
    told = []
    for many, one, several in (
        (
            sentences.offered,
            _("%(n)s sentence comes to the quotes, without a name, and waits for an editor."),
            _("%(n)s sentences come to the quotes, without names, and wait for an editor."),
        ),
        (
            sentences.said_no,
            _("%(n)s is not brought in: its writer did not say yes to sharing."),
            _("%(n)s are not brought in: their writers did not say yes to sharing."),
        ),
        (
            sentences.nobody_asked,
            _("%(n)s is not brought in: no column says whether it may be shared."),
            _("%(n)s are not brought in: no column says whether they may be shared."),
        ),
        (
            sentences.reach_somebody,
            _("%(n)s holds an e-mail address or a phone number, and is not brought in."),
            _("%(n)s hold an e-mail address or a phone number, and are not brought in."),
        ),
        (
            sentences.too_few,
            _("%(n)s is not brought in: beside so few responses it could be told whose it is."),
            _("%(n)s are not brought in: beside so few responses it could be told whose."),
        ),
    ):
        if many:
            told.append((one if many == 1 else several) % {"n": number(many)})
    return told


def warnings_of(found: DryRun) -> list[str]:
    """What to think about before the answers come in."""
    told = []
    if found.too_few:
        told.append(str(TooFewResponses(found.taken, found.fewest)))
    if found.same_tool is not None:
        says = _(
            "Answers to the same columns are here already, from %(file)s. If this is a newer "
            "export of the same survey, take that one back first: else its answers count twice."
        )
        told.append(says % {"file": found.same_tool.file})
    if many := found.here.get(Response.Origin.RECONSTRUCTED, 0):
        says = ngettext(
            "%(n)s response of this build is reconstructed from published figures. Real answers "
            "beside it count the same people twice.",
            "%(n)s responses of this build are reconstructed from published figures. Real answers "
            "beside them count the same people twice.",
            many,
        )
        told.append(says % {"n": number(many)})
    if found.more_than_people:
        says = _(
            "With these, %(responses)s people would have answered, and %(people)s were in the room."
            " The figures will say that they contradict each other."
        )
        all_of_them = found.taken + sum(found.here.values())
        told.append(says % {"responses": number(all_of_them), "people": number(found.people)})
    return told


def answers_told(found: DryRun) -> Sequence[tuple[str, int]]:
    """How many would have answered each question."""
    items = sorted(found.answers, key=lambda item: item.position)
    return [(item.text, found.answers[item]) for item in items]
