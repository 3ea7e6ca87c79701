"""Charts that are more than squares: people by sector, and answers before and after.

One specification each, written with Altair and drawn by vl-convert: as SVG for page and PDF, as PNG
for Word. A drawing is kept on disk under the hash of what it shows and of what drew it, so that the
slow libraries are asked once. Every chart comes with its text, and its table stands beside it.
"""

import json
import os
import re
import tempfile
import textwrap
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.utils.translation import gettext as _

from muster.reports.render import phrases_after, phrases_figures
from muster.reports.render.glyphs import FONTS, legible
from muster.reports.render.phrases import Snapshot

GREEN, INK, QUIET, LINE = "#0b5d4b", "#18211e", "#4a5752", "#dde3e0"
FONT = "Public Sans"
WIDTHS = {"room": 190, "pairs": 300, "narrow pairs": 230}  # of the plot, in points of the page
DOTS_PER_POINT = 4


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows.

    Attributes:
        kind: "room", "pairs", or "narrow pairs", which a phone shows without shrinking its letters.
        rows: what is drawn, from top to bottom.
        told: the chart for somebody who does not see it.
    """

    kind: Literal["room", "pairs", "narrow pairs"]
    rows: tuple[dict[str, Any], ...]
    told: str


def room_chart(report: Snapshot) -> Chart:
    """People who came, by sector."""
    rows = tuple(
        {"label": _wrapped(phrases_after.sector(report, row).text), "came": row["came"]}
        for row in report["room"]["rows"]
    )
    return Chart("room", rows, phrases_after.room_told(report))


def pairs_chart(report: Snapshot) -> Chart:
    """What was asked twice: the share before, the share after, and the way between them."""
    rows = []
    told = []
    for before, after in phrases_figures.pairs(report):
        label = phrases_figures.pair_label(report, before, after).text
        told.append(phrases_figures.pair_words(report, before, after))
        rows.append(
            {
                "label": _wrapped(label),
                "before": float(before["percent"]),
                "after": float(after["percent"]),
                "before_words": _("%(percent)s%% before")
                % {"percent": phrases_figures.percent_words(before)},
                "after_words": _("%(percent)s%% after")
                % {"percent": phrases_figures.percent_words(after)},
            }
        )
    return Chart("pairs", tuple(rows), " ".join(told))


def narrow(chart: Chart) -> Chart:
    """*chart* of pairs for a narrow screen: each label stands above its line, not left of it."""
    return replace(chart, kind="narrow pairs")


def _wrapped(label: str) -> str:
    return "\n".join(textwrap.wrap(legible(label), 26)) or " "


def svg(chart: Chart) -> str:
    """The chart as SVG, with its letters as text: page and PDF set them in their own font."""
    return _kept(chart, "svg").decode()


def png(chart: Chart) -> bytes:
    """The chart as a picture for Word, at four dots to a point."""
    return _kept(chart, "png")


def _kept(chart: Chart, form: Literal["svg", "png"]) -> bytes:
    """The drawing from the disk, or drawn now and kept there."""
    content = json.dumps([_drawn_by(), chart.kind, chart.rows], sort_keys=True)
    path = Path(settings.CHART_CACHE) / f"{sha256(content.encode()).hexdigest()}.{form}"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        drawing = _drawn(chart, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another process may draw the same chart now: the file appears whole, or not yet.
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(drawing)
    os.replace(file.name, path)
    return drawing


@lru_cache(maxsize=1)
def _drawn_by() -> list[str]:
    """Whatever can change a drawing beside what it shows: the libraries, and this file."""
    libraries = [version("altair"), version("vl-convert-python")]
    return [*libraries, sha256(Path(__file__).read_bytes()).hexdigest()]


def _drawn(chart: Chart, form: Literal["svg", "png"]) -> bytes:
    import vl_convert  # noqa: PLC0415 (slow import)

    _register_fonts()
    specification = (
        _room(chart.rows)
        if chart.kind == "room"
        else _pairs(chart.rows, is_narrow=chart.kind == "narrow pairs")
    )
    # Nothing is fetched from anywhere: data stands in the specification.
    if form == "svg":
        drawn: str = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
        # The chart is read out as one sentence, not mark by mark.
        return re.sub(r' (?:role|aria-\w+)="[^"]*"', "", drawn).encode()
    picture: bytes = vl_convert.vegalite_to_png(
        specification, scale=DOTS_PER_POINT, allowed_base_urls=[]
    )
    return picture


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    import vl_convert  # noqa: PLC0415 (slow import)

    vl_convert.register_font_directory(str(FONTS))


def _room(rows: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """Bars that begin at one line, each with its number at the end."""
    import altair  # noqa: PLC0415 (slow import)

    base = _rows(altair, rows)
    came = base.encode(x=altair.X("came:Q", axis=None, scale=altair.Scale(domainMin=0, nice=False)))
    bars = came.mark_bar(color=GREEN, height=13, cornerRadius=2)
    numbers = came.mark_text(align="left", dx=5, fontSize=10, fontWeight=700, color=INK).encode(
        text="came:Q"
    )
    layers = altair.layer(bars, numbers, _labels(altair, base))
    return _finished(altair, layers, width=WIDTHS["room"], step=24)


def _pairs(rows: tuple[dict[str, Any], ...], *, is_narrow: bool) -> dict[str, Any]:
    """From a hollow ring, before, along a line to a full one, after."""
    import altair  # noqa: PLC0415 (slow import)

    base = _rows(altair, rows)
    percents = altair.Axis(
        values=[0, 25, 50, 75, 100],
        labelExpr="datum.value + '%'",
        title=None,
        domain=False,
        ticks=False,
        gridColor=LINE,
        labelFlush=False,
        labelColor=QUIET,
        labelFontSize=9,
        labelPadding=6,
    )
    # Left of 0 % is room for the words of a share that small.
    scale = altair.Scale(domain=[-24, 100], nice=False)
    layers = [
        _labels_above(altair, base) if is_narrow else _labels(altair, base),
        base.mark_rule(color=GREEN, strokeWidth=2).encode(
            x=altair.X("before:Q", axis=percents, scale=scale), x2="after:Q"
        ),
        base.mark_point(
            filled=True, opacity=1, color="white", stroke=GREEN, strokeWidth=2, size=110
        ).encode(x=altair.X("before:Q")),
        base.mark_point(filled=True, opacity=1, color=GREEN, size=130).encode(
            x=altair.X("after:Q")
        ),
    ]
    for end, other in (("before", "after"), ("after", "before")):
        # The lower share wears its words on the left, the higher one on the right.
        is_left = "<=" if end == "before" else "<"
        words = base.encode(x=altair.X(f"{end}:Q"), text=f"{end}_words:N")
        for align, dx, test in (
            ("right", -10, f"datum.{end} {is_left} datum.{other}"),
            ("left", 10, f"!(datum.{end} {is_left} datum.{other})"),
        ):
            layers.append(
                words.transform_filter(test).mark_text(
                    align=align, dx=dx, fontSize=10, fontWeight=600, color=INK
                )
            )
    width = WIDTHS["narrow pairs" if is_narrow else "pairs"]
    return _finished(altair, altair.layer(*layers), width=width, step=68 if is_narrow else 44)


def _rows(altair: Any, rows: tuple[dict[str, Any], ...]) -> Any:
    """One line of the chart to a row, in the rows' own order: two may have the same label."""
    numbered = [row | {"row": number} for number, row in enumerate(rows)]
    return altair.Chart(altair.Data(values=numbered)).encode(y=altair.Y("row:O", axis=None))


def _labels(altair: Any, base: Any) -> Any:
    """The labels left of the plot, each in as many lines as it needs."""
    return base.mark_text(
        align="right", dx=-12, fontSize=10, color=INK, lineBreak="\n", lineHeight=12
    ).encode(x=altair.value(0), text="label:N")


def _labels_above(altair: Any, base: Any) -> Any:
    """The labels above their lines, from the left edge on."""
    return base.mark_text(
        align="left", baseline="line-bottom", dy=-13, fontSize=10, color=INK, lineBreak="\n",
        lineHeight=12,
    ).encode(x=altair.value(0), text="label:N")  # fmt: skip


def _finished(altair: Any, chart: Any, *, width: int, step: int) -> dict[str, Any]:
    """The specification of *chart* in our font, on no ground, with no frame."""
    finished: dict[str, Any] = (
        chart.properties(width=width, height=altair.Step(step))
        .configure(font=FONT, background="transparent", padding=2, aria=False)
        .configure_view(stroke=None)
        .to_dict()
    )
    return finished
