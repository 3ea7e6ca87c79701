"""When a group is too small to print what it said."""

from dataclasses import dataclass, fields
from enum import StrEnum

from muster.evidence.figure import Figure, HeadCount
from muster.evidence.wording import Gettext, as_written

# No program may go below it where people are counted.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many people it takes before something is printed of them. A program's own settings.

    Attributes:
        whole_room: answers from which on the whole room's result is printed as it is.
        row_n: answers that a row of a breakdown needs.
        cell: those who said so, and those who did not, in such a row; none at all is fine too.
        head: people in a group of a head count.
        changed: answers that must have changed before a published breakdown gets new numbers.
        tips: tips and cases, which only an agency may release below it.

    Raises:
        ValueError: one of them is under three.
    """

    whole_room: int = 20
    row_n: int = 10
    cell: int = 5
    head: int = 5
    changed: int = 5
    tips: int = 11

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value < _LEAST:
                raise ValueError(
                    f"{field.name}={value}: no threshold for people is under {_LEAST}."
                )


class Withheld(StrEnum):
    """Why a number is not printed."""

    FEW_ANSWERS = "few_answers"
    SMALL_CELL = "small_cell"
    # One word for every withheld row of a table: to say which of them is small would tell of it.
    IN_TABLE = "in_table"


def withheld_words(
    withheld: Withheld, thresholds: Thresholds, *, gettext: Gettext = as_written
) -> str:
    """The reason as a sentence for the reader."""
    if withheld is Withheld.FEW_ANSWERS:
        return gettext("Not shown: fewer than %(row_n)s people answered.") % {
            "row_n": thresholds.row_n
        }
    if withheld is Withheld.SMALL_CELL:
        return gettext("Not shown: fewer than %(cell)s people are on one side.") % {
            "cell": thresholds.cell
        }
    return gettext("Not shown: this row, or one that could be worked out from it, is too small.")


def small(count: int, least: int) -> bool:
    """Whether *count* is that of somebody, but of fewer than *least*.

    >>> small(0, 5), small(4, 5), small(5, 5)
    (False, True, False)
    """
    return 0 < abs(count) < least


def may_publish_row(figure: Figure, thresholds: Thresholds) -> Withheld | None:
    """Why a row of a breakdown must not be printed, or nothing.

    >>> may_publish_row(Figure(46, 50, 67), Thresholds())
    <Withheld.SMALL_CELL: 'small_cell'>
    >>> may_publish_row(Figure(50, 50, 67), Thresholds()) is None
    True
    """
    if figure.n < thresholds.row_n:
        return Withheld.FEW_ANSWERS
    if small(figure.k, thresholds.cell) or small(figure.n - figure.k, thresholds.cell):
        return Withheld.SMALL_CELL
    return None


def may_publish_whole_room(
    figure: Figure | HeadCount, sensitive: bool, thresholds: Thresholds
) -> Withheld | None:
    """Why the whole room's result must not be printed, or nothing.

    With enough answers to an item that is not *sensitive* it may, even if few disagreed: nothing
    else is told of those people. Otherwise the rule for rows holds. A count of people, and that
    nobody answered, tell of no answer and are never withheld.

    >>> may_publish_whole_room(Figure(46, 50, 67), False, Thresholds()) is None
    True
    >>> may_publish_whole_room(Figure(46, 50, 67), True, Thresholds())
    <Withheld.SMALL_CELL: 'small_cell'>
    """
    if isinstance(figure, HeadCount) or figure.n == 0:
        return None
    if figure.n >= thresholds.whole_room and not sensitive:
        return None
    return may_publish_row(figure, thresholds)
