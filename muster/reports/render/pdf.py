"""The report as PDF: tagged, for people who read with their ears as well as for print.

Typst sets the page; it sees nothing but this folder and the data that it is given, and no font but
those beside it. The file follows PDF/UA-1 and PDF/A-2a, and is the same for the same report.
"""

import json
import logging
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from muster.reports.edition import Edition
from muster.reports.render import charts
from muster.reports.render.charts import Chart
from muster.reports.render.drawing import drawing
from muster.reports.render.glyphs import FONTS, breakable, printable, runs_right_to_left
from muster.reports.render.paper import Back, FigureTold, Paper, Section
from muster.reports.render.phrases import Snapshot, Words
from muster.reports.render.told import told

FOLDER = Path(__file__).parent
STANDARDS = ["ua-1", "a-2a"]

log = logging.getLogger(__name__)
_one_at_a_time = Lock()


def render_pdf(snapshot: Snapshot, edition: Edition, *, language: str = "en") -> bytes:
    """The report as PDF on US Letter.

    It never fails on what somebody wrote: a character that no font of ours has prints its name.
    """
    paper = told(snapshot, edition, language=language, letters=printable)
    return typeset(paper)


def typeset(paper: Paper) -> bytes:
    """Set *paper*."""
    made = datetime.combine(paper.day, time(), UTC)
    pdf, warned = compiled(
        "report",
        as_data(paper),
        format="pdf",
        pdf_standards=STANDARDS,
        timestamp=int(made.timestamp()),
    )
    for warning in warned:
        log.warning("The PDF of %s: %s", paper.title, warning)
    return bytes(pdf)


def compiled(name: str, data: Any, **form: Any) -> tuple[Any, list[Any]]:
    """What the function *name* of the file of that name makes of *data*, and typst's warnings.

    The data is one string literal with JSON in it, never markup: the JSON is plain ASCII, so that
    only quotation marks and backslashes have to be escaped. In `sys.inputs` it would be part of
    what typst calls its library, and one other letter would have every page laid out anew; so only
    the parts that changed are (of nine pages with one paragraph changed: 105 ms, then 25).
    """
    literal = json.dumps(json.dumps(data))
    main = f'#import "/{name}.typ": {name}\n#{name}(json(bytes({literal})))\n'
    with _one_at_a_time:
        made: tuple[Any, list[Any]] = _compiler().compile_with_warnings(main.encode(), **form)
    return made


@lru_cache(maxsize=1)
def _compiler() -> Any:
    """The compiler with its fonts read: made once, since both take longer than a report."""
    import typst  # noqa: PLC0415 (slow import)

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(FOLDER), font_paths=fonts, ignore_system_fonts=True)


def as_data(value: Any) -> Any:
    """A part of the paper as JSON: words with their direction, drawings with their strokes."""
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, Words):
        return {
            "text": breakable(value.text),
            "lang": value.lang,
            "rtl": runs_right_to_left(value.text),
        }
    if isinstance(value, Chart):
        return _chart(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [as_data(part) for part in value]
    if not is_dataclass(value):
        return value
    data = {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, FigureTold):
        data["drawn"] = as_data(drawing(*value.squares)) if value.squares else None
    elif isinstance(value, Back):
        people = value.people
        data["drawn"] = as_data(drawing(people, people, people)) if people else None
    if isinstance(value, Section):
        data["part"] = type(value).__name__
    return data


def _chart(chart: Chart) -> dict[str, Any]:
    svg = charts.svg(chart)
    width = re.search(r'\bwidth="([\d.]+)"', svg)
    return {"svg": svg, "told": chart.told, "width": float(width[1]) if width else 0.0}
