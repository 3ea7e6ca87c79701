"""The figures of a build: every measure asked, counted, and held against the thresholds."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from muster.builds.models import Build
from muster.core.models import Program
from muster.evidence.basis import basis
from muster.evidence.figure import Figure, HeadCount
from muster.evidence.measures import Measured, count
from muster.evidence.thresholds import Thresholds, may_publish_whole_room, withheld_words
from muster.programs.models import Measure


@dataclass(frozen=True, slots=True)
class Line:
    """One measure with what it comes to.

    Attributes:
        figure: what was counted; nothing when it is withheld.
        withheld: why it is not printed, as a sentence; empty when it is.
        contradiction: that more answers are held than people were there, as a sentence; else empty.
    """

    measure: Measure
    figure: Figure | HeadCount | None
    origin: str = ""
    withheld: str = ""
    contradiction: str = ""

    @property
    def is_people(self) -> bool:
        """Whether it is the plain number of people in the room."""
        return self.measure.kind == Measure.Kind.PARTICIPANTS


def thresholds_of(program: Program) -> Thresholds:
    """The program's own settings for small numbers."""
    return Thresholds(
        whole_room=program.whole_room,
        row_n=program.row_answers,
        cell=program.cell,
        head=program.heads,
    )


def figures_of(build: Build) -> dict[str, Line]:
    """Every measure that was asked at *build*, by key, in the order of the pack.

    A measure that nobody answered is not among them. The number of queries does not depend on how
    many measures there are.
    """
    measures = list(Measure.objects.of(build.program).select_related("goal"))
    counted = count(build, measures)
    thresholds = thresholds_of(build.program)
    return {
        measure.key: _line(measure, counted[measure.key], thresholds)
        for measure in measures
        if measure.key in counted and counted[measure.key].figure is not None
    }


def _line(measure: Measure, measured: Measured, thresholds: Thresholds) -> Line:
    figure = measured.figure
    if figure is None:
        return Line(measure, None)
    reason = may_publish_whole_room(figure, measured.sensitive, thresholds)
    if reason is not None:
        words = withheld_words(reason, thresholds, gettext=_)
        return Line(measure, None, measured.origin, withheld=words)
    contradiction = basis(figure, gettext=_) if figure.contradicts_room else ""
    return Line(measure, figure, measured.origin, contradiction=contradiction)
