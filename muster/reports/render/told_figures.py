"""Telling the figures: the first view, what was asked before and after, and the others."""

from django.utils.translation import gettext as _

from muster.reports.render import charts, phrases_figures
from muster.reports.render.paper import AlsoAsked, Figures, FigureTold, Pairs, Table
from muster.reports.render.phrases import (
    Row,
    Snapshot,
    Words,
    frozen,
    in_reader_words,
    own,
)

# More people than this stand in blocks of fifty side by side on paper.
ONE_COLUMN = 100


def figures(report: Snapshot) -> Figures:
    """The first view: who came, and the figures that lead."""
    leading = [figure_told(report, figure) for figure in report["figures"] if figure["headline"]]
    drawn = [figure.squares for figure in leading if figure.squares]
    told = phrases_figures.squares_told(in_blocks=any(room > ONE_COLUMN for *_some, room in drawn))
    lede = [phrases_figures.origins_told(report), phrases_figures.no_survey_told(report)]
    return Figures(
        heading=" ".join(phrases_figures.came_sentences(report)),
        squares_told=told if drawn else "",
        lede=[sentence for sentence in lede if sentence],
        key=phrases_figures.squares_key() if drawn else [],
        figures=leading,
    )


def figure_told(report: Snapshot, figure: Row) -> FigureTold:
    """One figure with everything that stands around it."""
    is_drawn = phrases_figures.is_drawn(figure)
    return FigureTold(
        key=str(figure["key"]),
        says=phrases_figures.said(report, figure),
        percent=phrases_figures.percent_words(figure),
        instead=phrases_figures.not_shown_words(figure),
        squares=_squares(figure) if is_drawn else None,
        drawing=phrases_figures.squares_label(figure) if is_drawn else "",
        counted=phrases_figures.counted_words(figure),
        basis=phrases_figures.basis(report, figure),
        origin=_origin(report, figure),
    )


def _origin(report: Snapshot, figure: Row) -> str:
    """Where its answers come from, unless that was said of all figures at once."""
    printed = {row["origin"] for row in report["figures"] if not row["withheld"]}
    if figure["withheld"] or len(printed) < 2:
        return ""
    return phrases_figures.origin_words(figure["origin"])


def _squares(figure: Row) -> tuple[int, int, int]:
    """Those who agreed, all who answered, all in the room; in a count nobody is silent."""
    if figure["kind"] in phrases_figures.COUNTS:
        return figure["k"], figure["k"], figure["N"]
    return figure["k"], figure["n"], figure["N"]


def pairs(report: Snapshot) -> Pairs:
    """What was asked before and after."""
    drawn = phrases_figures.pairs(report)
    rows = [
        [
            phrases_figures.pair_label(report, before, after),
            *(in_reader_words(_of_answers(figure)) for figure in (before, after)),
        ]
        for before, after in drawn
    ]
    return Pairs(
        heading=_("Before and after"),
        chart=charts.pairs_chart(report),
        table=Table(
            caption=_("Of those who answered: how many said so of before, how many of now."),
            heads=[_("What was asked"), _("Before"), _("After")],
            rows=rows,
            numbers=2,
        ),
        figures=[figure_told(report, figure) for pair in drawn for figure in pair],
    )


def _of_answers(figure: Row) -> str:
    return _("%(percent)s%% (%(k)d of %(n)d)") % {
        "percent": phrases_figures.percent_words(figure),
        "k": figure["k"],
        "n": figure["n"],
    }


def also_asked(report: Snapshot) -> AlsoAsked:
    """The figures that do not lead."""
    return AlsoAsked(
        heading=_("Also asked"),
        figures=[figure_told(report, figure) for figure in phrases_figures.also_asked(report)],
    )


def methods_table(report: Snapshot) -> Table:
    """The figures in numbers."""
    return Table(
        caption=phrases_figures.methods_caption(),
        heads=phrases_figures.methods_columns(),
        rows=[
            [own(report, figure, "label"), *_cells(report, figure)] for figure in report["figures"]
        ],
        numbers=len(phrases_figures.methods_columns()) - 1,
    )


def _cells(report: Snapshot, figure: Row) -> list[Words]:
    cells = phrases_figures.methods_cells(figure)
    if figure["withheld"]:
        return [frozen(report, cell) for cell in cells]
    return [in_reader_words(cell) for cell in cells]
