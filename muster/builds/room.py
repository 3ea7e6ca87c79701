"""Who was in the room, by sector.

The people checked in, in a role that counts, are the denominator of every percentage. Beside them
stand those who were invited, where the build knows whom it invited: history mostly does not.
"""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from muster.builds.models import Participant, ParticipantQuerySet
from muster.evidence.disclosure import HeadRow, Thresholds, merge_head_counts

# Two of three who stayed away say nothing about a sector.
_SEVERAL = 5
_CAME = (Participant.Status.CHECKED_IN, Participant.Status.LEFT)


@dataclass(frozen=True, slots=True)
class SectorLine:
    """One sector: who came and who was invited; nothing where invitations are not recorded."""

    name: str
    came: int
    invited: int | None = None

    @property
    def stayed_away(self) -> int:
        """How many did not come, where that is several and more than half of the invited."""
        away = 0 if self.invited is None else self.invited - self.came
        return away if away >= _SEVERAL and away > self.came else 0


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a build in numbers.

    Attributes:
        lines: by sector, the largest first; empty when no sector is recorded.
        came: who make up the denominator.
        beside: who came in a role that does not count, such as press.
        walked_in: of those who came, who were not invited.
        invited: who were, or nothing when only those who came are recorded.
        registered: of the invited, who registered or came.
        without_sector: of those who came, whose sector is not recorded.
    """

    lines: tuple[SectorLine, ...]
    came: int
    beside: int
    walked_in: int
    invited: int | None
    registered: int
    without_sector: int

    @property
    def longest(self) -> int:
        """The largest number of a line, which fills the whole bar."""
        return max((max(line.came, line.invited or 0) for line in self.lines), default=0)


class _Cell(NamedTuple):
    sector: str | None
    status: str
    counts: bool
    walked_in: bool


def room_of(participants: ParticipantQuerySet, *, heads: Thresholds | None = None) -> Room:
    """Count *participants* of one build, in one question to the database.

    Args:
        heads: set for whoever may not see the people: sectors with few of them are merged, and
            invitations are left out, because the difference would tell of the few.
    """
    cells = _cells(participants)
    counted = {cell: n for cell, n in cells.items() if cell.counts}
    came, invited = Counter[str | None](), Counter[str | None]()
    for cell, n in counted.items():
        came[cell.sector] += n if cell.status in _CAME else 0
        invited[cell.sector] += 0 if cell.walked_in else n
    # A list of those who came alone is no list of invitations.
    knows = any(cell.status not in _CAME for cell in cells)
    names = sorted((name for name in {*came, *invited} if name), key=lambda name: -came[name])
    lines = [SectorLine(name, came[name], invited[name] if knows else None) for name in names]
    if heads is not None:
        lines = _merged(lines, came[None], heads)
    elif lines and (came[None] or (knows and invited[None])):
        lines.append(
            SectorLine(_("Sector not recorded"), came[None], invited[None] if knows else None)
        )
    return Room(
        lines=tuple(lines),
        came=came.total(),
        beside=sum(n for cell, n in cells.items() if cell.status in _CAME and not cell.counts),
        walked_in=sum(n for c, n in counted.items() if c.status in _CAME and c.walked_in),
        invited=invited.total() if knows and heads is None else None,
        registered=sum(
            n
            for cell, n in counted.items()
            if not cell.walked_in and cell.status in (*_CAME, Participant.Status.REGISTERED)
        ),
        without_sector=came[None],
    )


def _cells(participants: ParticipantQuerySet) -> dict[_Cell, int]:
    rows = (
        participants.order_by("sector__position")
        .values_list("sector__name", "status", "role__counts", "walked_in")
        .annotate(n=Count("pk"))
    )
    return {_Cell(*cell): n for *cell, n in rows}


def _merged(lines: list[SectorLine], without: int, heads: Thresholds) -> list[SectorLine]:
    rows = [HeadRow(line.name, line.name, line.came) for line in lines]
    rows += [HeadRow("none", _("Sector not recorded"), without)]
    merged = merge_head_counts(rows, heads, other_label=_("Other sectors"))
    return [SectorLine(row.label, row.count) for row in merged]
