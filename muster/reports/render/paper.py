"""What a report says on paper, part by part and in order: the content of PDF, Word and plain text.

A `Paper` holds words only: every sentence is made, every number is a text. A renderer sets it; it
decides nothing about what is told.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from muster.reports.render.charts import Chart
from muster.reports.render.phrases import Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands before the first sentence: a draft, a withdrawal, an invented build."""

    tone: str  # "harm", "ask", "sample"
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sign:
    """The guide sign on the front."""

    tab: str
    title: Words
    tagline: Words
    place: str
    day: str
    hosts: str


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure with its basis.

    Attributes:
        percent: without its sign; empty where none may be printed.
        instead: what stands in its place: "Not shown".
        squares: k, n and N of the drawing; nothing where none is drawn.
        drawing: the drawing in words.
        basis: what may be bold, and the rest of the sentence.
    """

    key: str
    says: Words
    percent: str
    instead: str
    squares: tuple[int, int, int] | None
    drawing: str
    counted: str
    basis: tuple[str, str]
    origin: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heads, and rows whose first cell names the row.

    *numbers* says how many columns at the end hold numbers. A row with fewer cells than there are
    heads ends in one that reaches over the rest.
    """

    caption: str
    heads: list[str]
    rows: list[list[Words]]
    numbers: int = 0


@dataclass(frozen=True, slots=True)
class GoalTold:
    """A goal in the program's words, where it stands, and our sentences."""

    code: str
    status: str  # "shown", "not_measured", "no_result"
    status_words: str
    aim: Words
    sentences: list[Words]


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """What changed, for which goal, and how it is known.

    Attributes:
        more: what the program contributed, and why it matters.
    """

    lead: Words
    text: Words
    more: list[Words]
    introductions: str
    goal: str
    goal_is_shown: bool
    how: list[str]


@dataclass(frozen=True, slots=True)
class QuoteTold:
    """A sentence of an attendee."""

    text: Words
    by: str
    touches: str
    big: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Whom to call: who, the number, and when somebody answers; also in Spanish."""

    who: list[Words]
    number: str
    when: list[Words]


@dataclass(frozen=True, slots=True)
class AdoptionTold:
    """Where the state stands on one component."""

    shape: str  # the stage of an outcome whose shape it wears
    stage: str
    component: Words
    words: Words
    scope: str


@dataclass(frozen=True, slots=True)
class MethodTold:
    """A heading of methods and limits, its paragraphs, and what is bold at their end."""

    heading: Words
    text: list[Words]
    strong: Words


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization that is thanked or named at the back."""

    name: str
    words: Words
    url: str


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Some rows under one heading; *key* is the stage or the horizon that they share."""

    key: str
    heading: Words
    rows: list[T]


@dataclass(frozen=True, slots=True)
class Figures:
    """The first view: who came, and the figures that lead.

    Attributes:
        squares_told: what the squares are, for a file that draws them.
    """

    heading: str
    squares_told: str
    lede: list[str]
    key: list[tuple[str, str]]
    figures: list[FigureTold]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was asked before and after: the chart, its table, and the basis of each figure."""

    heading: str
    chart: Chart
    table: Table
    figures: list[FigureTold]


@dataclass(frozen=True, slots=True)
class AlsoAsked:
    """The figures that do not lead."""

    heading: str
    figures: list[FigureTold]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs of the program: the mission, the final summary."""

    heading: str
    paragraphs: list[Words]
    note: Words


@dataclass(frozen=True, slots=True)
class Goals:
    """Every goal, none dropped."""

    heading: str
    lede: list[tuple[str, str]]
    groups: list[Group[GoalTold]]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What has come of it, by how far it has come."""

    heading: str
    lede: str
    strong: str
    heads: list[str]
    groups: list[Group[OutcomeTold]]


@dataclass(frozen=True, slots=True)
class Quotes:
    """What attendees wrote."""

    heading: str
    lede: Words
    groups: list[Group[QuoteTold]]


@dataclass(frozen=True, slots=True)
class Room:
    """Who was in the room: a chart, with its table beside it."""

    heading: str
    lede: Words
    chart: Chart
    table: Table


@dataclass(frozen=True, slots=True)
class Guidance:
    """Whom to call."""

    heading: str
    lede: str
    heads: list[str]
    lines: list[Line]
    note: str


@dataclass(frozen=True, slots=True)
class History:
    """The builds of the state, what others published, what the state has taken up.

    Attributes:
        stops: places and their days, in order; this build is the last.
    """

    heading: str
    stops: list[tuple[str, str]]
    note: Words
    published: Table | None
    taken_up: str
    adoptions: list[AdoptionTold]


@dataclass(frozen=True, slots=True)
class Methods:
    """How the numbers were made, and what they cannot say."""

    heading: str
    table: Table | None
    parts: list[MethodTold]
    asked_heading: str
    asked: Table | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the version before and from the source, and what was withdrawn."""

    heading: str
    sentence: str
    differences: Table | None
    withdrawn: str
    withdrawals: list[tuple[Words, str]]
    against_source: Table | None


@dataclass(frozen=True, slots=True)
class Back:
    """The last page: thanks, hosts, and what the report says of itself."""

    thanks: str
    primary: list[Partner]
    others_heading: str
    others: list[Partner]
    hosts_heading: str
    hosts: list[Partner]
    room_heading: str
    people: int
    room_drawing: str
    heading: str
    colophon: list[tuple[str, str]]
    how_to_check: str


Section = (
    Figures
    | Pairs
    | AlsoAsked
    | Prose
    | Goals
    | Outcomes
    | Quotes
    | Room
    | Guidance
    | History
    | Methods
    | Changes
    | Back
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report.

    Attributes:
        lang: the language of everything that does not wear its own.
        foot: the line at the foot of each page.
        page_words: "Page {page} of {pages}".
        day: when this version was frozen; else the day of the build; else one that stands for none,
            since a file to be kept has a day.
    """

    lang: str
    title: str
    described: str
    author: str
    day: date
    foot: str
    page_words: str
    notices: list[Notice]
    sign: Sign
    sections: list[Section]
