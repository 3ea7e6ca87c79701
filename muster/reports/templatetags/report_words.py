"""The shared phrases of a report for its templates: `{% load report_words %}`.

Every sentence is made in `muster.reports.render`, once for page and paper; here it gets a name that
a template can call, and the few attributes and drawings that only a page has.
"""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from muster.reports.render import charts, phrases, phrases_after, phrases_figures
from muster.reports.render.phrases import Snapshot, Words
from muster.shell.templatetags.muster import KINDS, code

register = template.Library()

for words in (
    phrases.capitalized,
    phrases.changes_told,
    phrases.day_or_unknown,
    phrases.day_words,
    phrases.edition_words,
    phrases.exit_tab,
    phrases.goals_lede,
    phrases.goals_shown,
    phrases.horizon_words,
    phrases.in_eights,
    phrases.paragraphs,
    phrases.report_title,
    phrases.sample_words,
    phrases.sponsors_title,
    phrases.standing,
    phrases.with_hosts,
    phrases_after.adoption_words,
    phrases_after.guidance_told,
    phrases_after.has_history,
    phrases_after.history_title,
    phrases_after.how_known,
    phrases_after.introductions_told,
    phrases_after.outcomes_told,
    phrases_after.spanish_told,
    phrases_after.touch_words,
    phrases_figures.also_asked,
    phrases_figures.came_sentences,
    phrases_figures.counted_words,
    phrases_figures.has_squares,
    phrases_figures.is_drawn,
    phrases_figures.methods_cells,
    phrases_figures.no_survey_told,
    phrases_figures.not_shown_words,
    phrases_figures.origin_words,
    phrases_figures.pairs,
    phrases_figures.percent_words,
    phrases_figures.summed_up,
):
    register.filter(words.__name__, words)

for told in (
    phrases.colophon,
    phrases.frozen,
    phrases.how_to_check,
    phrases.own,
    phrases.partners_of,
    phrases.title,
    phrases_after.adoption_scope,
    phrases_after.as_printed,
    phrases_after.reported_told,
    phrases_after.sector,
    phrases_figures.asked,
    phrases_figures.basis,
    phrases_figures.methods_caption,
    phrases_figures.methods_columns,
    phrases_figures.said,
    phrases_figures.squares_told,
):
    register.simple_tag(told, name=told.__name__)


@register.simple_tag
def data_lang(report: Snapshot) -> SafeString | str:
    """The `lang` attribute of the program's own words, where the page around them differs."""
    return lang_of(Words("", phrases.own_language(report)))


@register.simple_tag
def lang_of(words: Words) -> SafeString | str:
    """The `lang` attribute of *words*, where the page around them differs."""
    if words.lang == phrases.reader_language():
        return ""
    return format_html('lang="{}"', words.lang)


@register.simple_tag
def pairs_chart(report: Snapshot) -> charts.Chart:
    """The chart of what was asked of before and of now; `told` is the chart in words."""
    return charts.pairs_chart(report)


register.filter("narrow", charts.narrow)


@register.filter
def svg(chart: charts.Chart) -> SafeString:
    """A chart as it stands in a page."""
    return mark_safe(charts.svg(chart))  # noqa: S308 (drawn by us; its words are escaped there)


@register.simple_tag
def goal_tile(report: Snapshot, goal_code: str) -> SafeString:
    """The tile of a goal that leads to its row; hollow where the goal is not shown."""
    shown = any(g["code"] == goal_code and g["status"] == "shown" for g in report["goals"])
    tile = code(goal_code, shown=shown, href=f"#{goal_code.lower()}")
    return render_to_string("shell/parts/code.html", tile)


@register.filter
def adoption_shape(stage: str) -> str:
    """The shape of a stage of adoption, from the same family as those of outcomes."""
    return KINDS.get(phrases_after.adoption_shape(stage), "is-none")


@register.filter
def columns_left(counter: int) -> int:
    """How many of the seven columns of the methods table the last cell of a row reaches over."""
    return len(phrases_figures.methods_columns()) - counter


@register.filter
def fullest_sector(report: Snapshot) -> int:
    """The most people of any sector: the length of the longest bar."""
    return max((row["came"] for row in report["room"]["rows"]), default=0)
