"""Squares as pictures, for a file that cannot draw: the same strokes as on paper."""

import json
from collections.abc import Sequence

from muster.reports.render.drawing import drawing
from muster.reports.render.pdf import FOLDER, as_data, compiler

DOTS_PER_INCH = 288


def squares_pictures(counts: Sequence[tuple[int, int, int]]) -> list[bytes]:
    """A PNG for each k, n and N."""
    if not counts:
        return []
    drawings = json.dumps([as_data(drawing(*each)) for each in counts])
    with compiler() as typst:
        pictures = typst.compile(
            str(FOLDER / "drawings.typ"),
            format="png",
            ppi=DOTS_PER_INCH,
            sys_inputs={"drawings": drawings},
        )
    return [pictures] if isinstance(pictures, bytes) else list(pictures)
