"""Squares as pictures, for a file that cannot draw: the same strokes as on paper."""

from collections.abc import Sequence

from muster.reports.render.drawing import drawing
from muster.reports.render.pdf import as_data, compiled

DOTS_PER_INCH = 288


def squares_pictures(counts: Sequence[tuple[int, int, int]]) -> list[bytes]:
    """A PNG for each k, n and N."""
    if not counts:
        return []
    drawings = [as_data(drawing(*each)) for each in counts]
    pictures, _warned = compiled("drawings", drawings, format="png", ppi=DOTS_PER_INCH)
    return [pictures] if isinstance(pictures, bytes) else list(pictures)
