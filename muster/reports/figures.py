"""The figures of a build: every measure asked, counted, and held against the thresholds."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from muster.builds.measures import Room
from muster.builds.models import Build
from muster.core.models import Program
from muster.evidence.basis import basis
from muster.evidence.figure import Figure, HeadCount
from muster.evidence.measures import Measured, count
from muster.evidence.release import next_of_small
from muster.evidence.thresholds import Thresholds, may_publish_whole_room, withheld_words
from muster.programs.models import Measure
from muster.reports.models import WAS_PUBLISHED, Report


@dataclass(frozen=True, slots=True)
class Line:
    """One measure with what it comes to.

    Attributes:
        figure: what was counted; nothing when it is withheld.
        withheld: why it is not printed, as a sentence; empty when it is.
        contradiction: that more answers are held than people were there, as a sentence; else empty.
        held: whether it stands at the numbers of the last public version, because so few answers
            have changed since that they could be told apart.
    """

    measure: Measure
    figure: Figure | HeadCount | None
    origin: str = ""
    withheld: str = ""
    contradiction: str = ""
    held: bool = False

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
    counted = count(Room(build), measures)
    counting = _Counting(build, thresholds_of(build.program))
    return {
        measure.key: counting.line(measure, counted[measure.key])
        for measure in measures
        if measure.key in counted and counted[measure.key].figure is not None
    }


class _Counting:
    """The figures of one build on their way to print."""

    def __init__(self, build: Build, thresholds: Thresholds) -> None:
        self.build, self.thresholds = build, thresholds

    def line(self, measure: Measure, measured: Measured) -> Line:
        """What may be printed of *measured*."""
        figure, origin = measured.figure, measured.origin
        if isinstance(figure, Figure) and self._is_like_a_row(figure, measured.sensitive):
            earlier = self._printed.get(measure.key, ())
            if earlier and (last := next_of_small(figure, earlier, self.thresholds)) != figure:
                return Line(measure, last, origin, held=True)
        if figure is None:
            return Line(measure, None)
        reason = may_publish_whole_room(figure, measured.sensitive, self.thresholds)
        if reason is not None:
            words = withheld_words(reason, self.thresholds, gettext=_)
            return Line(measure, None, origin, withheld=words)
        contradiction = basis(figure, gettext=_) if figure.contradicts_room else ""
        return Line(measure, figure, origin, contradiction=contradiction)

    def _is_like_a_row(self, figure: Figure, sensitive: bool) -> bool:
        """Whether the whole room is treated like a row of a breakdown."""
        return sensitive or figure.n < self.thresholds.whole_room

    @cached_property
    def _printed(self) -> Mapping[str, Sequence[Figure]]:
        """What the versions that anybody can read print, by measure, the oldest first."""
        found: dict[str, list[Figure]] = defaultdict(list)
        versions = Report.objects.filter(build=self.build, state__in=WAS_PUBLISHED).order_by(
            "version"
        )
        for snapshot in versions.values_list("snapshot", flat=True):
            for row in json.loads(snapshot)["figures"]:
                if row["k"] is not None:
                    found[row["key"]].append(Figure(row["k"], row["n"], row["N"]))
        return found
