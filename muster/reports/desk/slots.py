"""Where words of ours are written: one slot for each goal, and one for each part of the report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from muster.builds.models import Build
from muster.evidence.finding import Finding, Level
from muster.programs.models import Goal
from muster.reports.checks.texts import place_of
from muster.reports.figures import Line, figures_of
from muster.reports.ledger import GoalLine, ledger
from muster.reports.models import Passage
from muster.reports.snapshot_words import there_and_here
from muster.reports.words import Piece, pieces

Findings = Mapping[str, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report that we write, beside the sentences of goals.

    Attributes:
        many: whether it is made of several passages.
        headed: whether each has a heading.
        sided: whether each says what stood there and what stands here.
    """

    kind: str
    title: str | Promise
    one: str | Promise
    help: str | Promise = ""
    many: bool = True
    headed: bool = False
    sided: bool = False


PARTS = (
    Part(
        Passage.Kind.MISSION,
        _("Mission"),
        _("The mission"),
        _("What a coalition build is for."),
        many=False,
    ),
    Part(
        Passage.Kind.QUOTES,
        _("About the quotes"),
        _("About the quotes"),
        _("What a reader should know of the sentences that people wrote."),
        many=False,
    ),
    Part(
        Passage.Kind.HISTORY,
        _("History in the state"),
        _("History in the state"),
        _("Stands beside the list of earlier builds."),
        many=False,
    ),
    Part(Passage.Kind.SUMMARY, _("Final summary"), _("Paragraph")),
    Part(
        Passage.Kind.METHOD,
        _("Methods and limits"),
        _("Method or limit"),
        _("What was fixed when is said by the rows themselves."),
        headed=True,
    ),
    Part(
        Passage.Kind.SOURCE,
        _("Differences from the source"),
        _("Difference"),
        _("Where this report says something else than the one that it was taken from."),
        headed=True,
        sided=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence or paragraph: as it prints, and as it is written.

    Attributes:
        pieces: as it prints; numbers lead to their rows, flagged words are marked.
        there: for a difference from the source, what stood there; `pieces` is what stands here.
        verbatim: quoted word for word, until somebody changes it.
    """

    position: int
    pieces: tuple[Piece, ...]
    raw: str
    raw_heading: str = ""
    heading: tuple[Piece, ...] = ()
    there: tuple[Piece, ...] = ()
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the report with everything that is written there.

    Attributes:
        name: how addresses and anchors call it: "goal-S4", "summary".
        made: whether the evidence itself makes what stands there, because nobody has written.
        blocking, to_look_at: how many checks ask for something here.
    """

    name: str
    kind: str
    written: tuple[Written, ...]
    goal: Goal | None = None
    part: Part | None = None
    made: bool = False
    blocking: int = 0
    to_look_at: int = 0

    @property
    def asks(self) -> bool:
        """Whether any check asks for something here."""
        return bool(self.blocking or self.to_look_at)

    @property
    def next_position(self) -> int:
        """The place of one more."""
        if self.made:
            return len(self.written) + 1
        return max((each.position for each in self.written), default=0) + 1

    @property
    def takes_more(self) -> bool:
        """Whether one more can be written: always, but where there is only one."""
        return self.part is None or self.part.many or not self.written


def goal_slot(line: GoalLine, figures: Mapping[str, Line], findings: Findings) -> Slot:
    """The slot of a goal, with its own sentences or those that the evidence makes."""
    name = f"goal:{line.goal.code}"
    written = [
        Written(
            position=sentence.passage.position if sentence.passage else number,
            pieces=tuple(
                pieces(
                    sentence.raw,
                    figures,
                    findings.get(place_of(sentence.passage), ()) if sentence.passage else (),
                )
            ),
            raw=sentence.raw,
            verbatim=bool(sentence.passage and sentence.passage.verbatim),
        )
        for number, sentence in enumerate(line.sentences, 1)
    ]
    return Slot(
        name=f"goal-{line.goal.code}",
        kind=Passage.Kind.GOAL,
        written=tuple(written),
        goal=line.goal,
        made=all(sentence.passage is None for sentence in line.sentences),
        blocking=_count(findings, name, Level.BLOCK),
        to_look_at=_count(findings, name, Level.WARN),
    )


def part_slots(
    passages: Iterable[Passage], figures: Mapping[str, Line], findings: Findings
) -> list[Slot]:
    """The slots beside the goals, in the order in which they are written about."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        found[passage.kind].append(passage)
    return [
        Slot(
            name=part.kind,
            kind=part.kind,
            written=tuple(_written(passage, figures, findings) for passage in found[part.kind]),
            part=part,
            blocking=_count(findings, part.kind, Level.BLOCK),
            to_look_at=_count(findings, part.kind, Level.WARN),
        )
        for part in PARTS
    ]


def _written(passage: Passage, figures: Mapping[str, Line], findings: Findings) -> Written:
    place = place_of(passage)
    texts = {"": passage.text, "there": "", "heading": passage.heading}
    if passage.kind == Passage.Kind.SOURCE:
        texts["there"], texts["here"] = there_and_here(passage.text)
    drawn = {
        name: tuple(pieces(text, figures, findings.get(f"{place}:{name}" if name else place, ())))
        for name, text in texts.items()
    }
    return Written(
        position=passage.position,
        pieces=drawn.get("here", drawn[""]),
        raw=passage.text,
        raw_heading=passage.heading,
        heading=drawn["heading"],
        there=drawn["there"],
        verbatim=passage.verbatim,
    )


def _count(findings: Findings, name: str, level: Level) -> int:
    """How many different flags of *level* stand in the slot *name*."""
    return len(
        {
            finding.fingerprint
            for place, found in findings.items()
            if place.startswith(f"{name}:")
            for finding in found
            if finding.level is level
        }
    )


def read_slot(build: Build, name: str) -> Slot | None:
    """The slot *name* of *build* as it stands now, without what the checks say; none if unknown."""
    with override(build.program.language):
        figures = figures_of(build)
        if name in {part.kind for part in PARTS}:
            passages = Passage.objects.filter(build=build, kind=name).order_by("position")
            slots = part_slots(passages, figures, {})
        else:
            slots = [goal_slot(line, figures, {}) for line in ledger(build, figures)]
    return next((slot for slot in slots if slot.name == name), None)
