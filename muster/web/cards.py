"""A figure as a card: the number, its squares, and the line that it rests on, all one link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.builds.models import Build
from muster.builds.room import Room
from muster.evidence.basis import basis
from muster.evidence.figure import Figure, HeadCount
from muster.programs.models import Measure
from muster.reports.figures import Line

# How many figures a build's home shows beside the people in the room.
_ON_HOME = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One figure as it is drawn.

    Attributes:
        number: as printed, "92"; empty when there is none to print.
        unit: what stands small after it, "%".
        draws: which squares: "room", "count", "answers", or none.
        basis: what it rests on, or why it is not shown.
        href: the page of its rows.
    """

    label: str
    number: str
    unit: str
    draws: str
    k: int
    n: int
    N: int
    basis: str
    href: str


def people_card(build: Build, room: Room, *, sees_people: bool = True) -> Card:
    """The people in the room; a way to them for who may see them."""
    says = ngettext("%(n)s check-in", "%(n)s check-ins", room.came) % {"n": room.came}
    if room.walked_in:
        says = _("%(says)s, %(n)s walked in") % {"says": says, "n": room.walked_in}
    return Card(
        label=_("people in the room"),
        number=str(room.came),
        unit="",
        draws="room",
        k=room.came,
        n=room.came,
        N=room.came,
        basis=says,
        href=reverse("room", args=[build.key]) if sees_people else "",
    )


def card(build: Build, line: Line) -> Card:
    """The card of *line*."""
    figure = line.figure
    href = reverse("figure", args=[build.key, line.measure.key])
    if figure is None:
        return Card(line.measure.label, "", "", "", 0, 0, 0, line.withheld, href)
    return Card(
        label=line.measure.label,
        number="" if line.contradiction or figure.percent is None else str(figure.percent),
        unit="%",
        draws=_draws(figure),
        k=figure.k,
        n=figure.n,
        N=figure.N,
        basis=line.contradiction or basis(figure, gettext=_),
        href=href,
    )


def cards(build: Build, lines: Iterable[Line]) -> list[Card]:
    """The cards of *lines*. The people in the room stand apart from them."""
    return [card(build, line) for line in lines if not line.is_people]


def on_home(lines: Mapping[str, Line]) -> list[Line]:
    """The few figures of a build's home: the first headline of each goal, then the next ones."""
    headlines = [line for line in lines.values() if line.measure.headline and not line.is_people]
    first = {line.measure.goal_id: line for line in reversed(headlines)}
    firsts = [line for line in headlines if first[line.measure.goal_id] is line]
    rest = [line for line in headlines if line not in firsts]
    chosen = [*firsts, *rest][:_ON_HOME]
    return [line for line in headlines if line in chosen]


def _draws(figure: Figure | HeadCount) -> str:
    return "count" if isinstance(figure, HeadCount) else "answers"


def is_of_answers(measure: Measure) -> bool:
    """Whether single answers stand behind it."""
    return measure.kind not in (Measure.Kind.RESPONSE_RATE, Measure.Kind.PARTICIPANTS)
