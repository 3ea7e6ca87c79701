"""How sure a number is: the readings of one figure, each from where to where it reaches."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from muster.evidence.figure import Figure, HeadCount
from muster.evidence.rounding import percent_of


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a figure.

    Attributes:
        low, high: in percent, exactly, for the drawing; equal where there is no doubt.
        words: the range as it is written.
        certain: whether it holds for sure, whatever the silent think; drawn hollow.
    """

    name: str
    note: str
    low: float
    high: float
    words: str
    certain: bool = False


def readings(figure: Figure | HeadCount) -> list[Reading]:
    """The readings of *figure*: as counted, by chance, for rooms like this one, and for certain.

    None where nobody answered, or where more answered than were there.
    """
    if figure.share is None or figure.contradicts_room:
        return []
    found = [_as_counted(figure)]
    if isinstance(figure, HeadCount):
        return found
    people, wilson, bounds = figure.finite, figure.wilson, figure.bounds_percent
    if people is not None and figure.n < figure.N:
        numbers = {"N": figure.N, "low": people.low, "high": people.high}
        low, high = _of(people.low, figure.N), _of(people.high, figure.N)
        found.append(
            Reading(
                _("If silence was by chance"),
                _("exact, for a room of %(N)s: %(low)s to %(high)s people, 95%%") % numbers,
                float(low),
                float(high),
                _range(str(percent_of(low / 100)), str(percent_of(high / 100))),
            )
        )
    if wilson is not None:
        low_words, high_words = (f"{end:.1f}" for end in wilson.percent)
        found.append(
            Reading(
                _("For rooms like this one"),
                _("Wilson interval, 95%"),
                wilson.low * 100,
                wilson.high * 100,
                _range(low_words, high_words),
            )
        )
    if bounds is not None and figure.bounds is not None and figure.n < figure.N:
        least, most = figure.k, figure.k + figure.N - figure.n
        numbers = {"least": least, "most": most, "N": figure.N}
        found.append(
            Reading(
                _("Whatever the silent think"),
                _("%(least)s to %(most)s of the %(N)s, for certain") % numbers,
                float(figure.bounds[0]) * 100,
                float(figure.bounds[1]) * 100,
                _range(str(bounds[0]), str(bounds[1])),
                certain=True,
            )
        )
    return found


def _as_counted(figure: Figure | HeadCount) -> Reading:
    exact = percent_of(figure.share, 1) if figure.share is not None else 0
    of = figure.N if isinstance(figure, HeadCount) else figure.n
    numbers = {"k": figure.k, "n": of, "exact": exact, "printed": figure.percent}
    note = _("%(k)s of %(n)s") % numbers
    if exact != figure.percent:
        note = _("%(k)s of %(n)s, rounded half up from %(exact)s%%") % numbers
    share = float(figure.share or 0) * 100
    return Reading(_("As counted"), note, share, share, f"{figure.percent}%")


def _of(people: int, everybody: int) -> Fraction:
    return Fraction(100 * people, everybody)


def _range(low: str, high: str) -> str:
    return f"{low}%" if low == high else f"{low}–{high}%"
