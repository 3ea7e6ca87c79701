"""What all rows of a file would do, as one bar in five textures and the words under it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.directory.models import Import

# A part that is there is seen, however few its rows are: it takes so many of a hundred.
_LEAST = 1.2


@dataclass(frozen=True, slots=True)
class Part:
    """The rows with one verdict: how many, in words, and their stretch of the bar in percent."""

    texture: str
    many: int
    name: str
    says: str
    show: str
    start: float
    length: float


def tally_of(run: Import) -> list[Part]:
    """The five parts, in their order; one without rows has no length."""
    is_in = run.state in (Import.State.APPLIED, Import.State.UNDOING, Import.State.UNDONE)
    told = [
        ("new", run.new, _("new"), _("were added") if is_in else _("would be added"), "new"),
        (
            "chg",
            run.changed,
            _("changed"),
            _("got other values") if is_in else _("would get other values"),
            "changed",
        ),
        ("same", run.same, _("same"), _("already here, left alone"), ""),
        (
            "ask",
            run.asks,
            ngettext("needs you", "need you", run.asks),
            _("a question each"),
            "asks",
        ),
        ("ref", run.refused, _("refused"), _("cannot be stored as they are"), "refused"),
    ]
    lengths = lengths_of([many for _texture, many, *_words in told])
    parts, start = [], 0.0
    for (texture, many, name, says, show), length in zip(told, lengths, strict=True):
        parts.append(Part(texture, many, name, says, show, round(start, 2), length))
        start += length
    return parts


def lengths_of(counts: list[int]) -> list[float]:
    """How long each part is in percent: all together 100, and none that is there too thin to see.

    >>> lengths_of([300, 100, 0])
    [75.0, 25.0, 0.0]
    >>> lengths_of([1_000_000, 1])
    [98.8, 1.2]
    >>> lengths_of([0, 0])
    [0.0, 0.0]
    """
    total = sum(counts)
    if not total:
        return [0.0 for _count in counts]
    raised = [max(count * 100 / total, _LEAST) if count else 0.0 for count in counts]
    spare = [length - _LEAST if length else 0.0 for length in raised]
    too_long = sum(raised) - 100
    whole = sum(spare)
    return [
        round(length - (too_long * over / whole if whole else 0), 2)
        for length, over in zip(raised, spare, strict=True)
    ]
