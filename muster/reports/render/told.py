"""Telling a report: from the frozen snapshot to a `Paper`, in the reader's language.

This is where the order of the parts stands, once for every file that is made of a report.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import override

from muster.reports.edition import Edition
from muster.reports.render import phrases, phrases_after, phrases_figures
from muster.reports.render.glyphs import each_text
from muster.reports.render.paper import (
    Goals,
    GoalTold,
    Group,
    Notice,
    Paper,
    Prose,
    Section,
    Sign,
)
from muster.reports.render.phrases import Row, Snapshot, Words, frozen, in_own_words, own
from muster.reports.render.told_after import guidance, history, outcomes, quotes, room
from muster.reports.render.told_figures import also_asked, figures, pairs
from muster.reports.render.told_methods import back, changes, methods

NO_DAY = date(1980, 1, 1)


def told(
    snapshot: Snapshot, edition: Edition, *, language: str, letters: Callable[[str], str]
) -> Paper:
    """The whole report in *language*.

    Args:
        letters: makes each text fit to be set: `printable` or `legible`.
    """
    report: Snapshot = each_text(snapshot, letters)
    edition = replace(
        edition,
        differences=tuple(
            replace(d, what=letters(d.what), before=letters(d.before), after=letters(d.after))
            for d in edition.differences
        ),
    )
    with override(language):
        return Paper(
            lang=phrases.reader_language(),
            title=phrases.report_title(report),
            described=phrases_figures.summed_up(report),
            author=str(report["program"]["name"]),
            day=_day(report, edition),
            foot=phrases.page_foot(report, edition),
            page_words=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            notices=list(_notices(report, edition)),
            sign=_sign(report),
            sections=list(_sections(report, edition)),
        )


def _sections(report: Snapshot, edition: Edition) -> Iterator[Section]:
    """The parts in the order in which a reader meets them; none stands empty."""
    yield figures(report)
    if phrases_figures.pairs(report):
        yield pairs(report)
    if phrases_figures.also_asked(report):
        yield also_asked(report)
    if report["mission"]:
        yield _prose(report, _("Mission"), [report["mission"]])
    yield _goals(report)
    yield outcomes(report)
    if report["quotes"]:
        yield quotes(report)
    if report["room"]["known"]:
        yield room(report)
    if report["guidance"]:
        yield guidance(report)
    if phrases_after.has_history(report):
        yield history(report)
    if report["summary"]:
        yield _prose(report, _("Final summary"), report["summary"], report["summary_note"])
    yield methods(report)
    yield changes(report, edition)
    yield back(report, edition)


def _day(report: Snapshot, edition: Edition) -> date:
    if edition.frozen_on is not None:
        return edition.frozen_on
    day = report["build"]["date"]
    return date.fromisoformat(day) if day else NO_DAY


def _notices(report: Snapshot, edition: Edition) -> Iterator[Notice]:
    if standing := phrases.standing(edition):
        tone = "harm" if edition.state == "withdrawn" else "ask"
        yield Notice(tone=tone, word=standing[0], sentence=standing[1])
    if sample := phrases.sample_words(report):
        yield Notice(tone="sample", word="", sentence=sample)


def _sign(report: Snapshot) -> Sign:
    build = report["build"]
    return Sign(
        tab=phrases.exit_tab(report),
        title=phrases.title(report),
        tagline=own(report, build, "tagline"),
        place=str(build["place"]),
        day=phrases.day_or_unknown(report),
        hosts=phrases.with_hosts(report),
    )


def _prose(report: Snapshot, heading: str, texts: list[str], note: str = "") -> Prose:
    return Prose(
        heading=heading,
        paragraphs=[
            in_own_words(report, paragraph)
            for text in texts
            for paragraph in phrases.paragraphs(text)
        ],
        note=frozen(report, note),
    )


def _goals(report: Snapshot) -> Goals:
    return Goals(
        heading=phrases.goals_shown(report),
        lede=phrases.goals_lede(report),
        groups=[
            Group(
                key=horizon,
                heading=Words(phrases.horizon_words(horizon), phrases.reader_language()),
                rows=[_goal(report, goal) for goal in goals],
            )
            for horizon, goals in groupby(report["goals"], key=lambda goal: str(goal["horizon"]))
        ],
    )


def _goal(report: Snapshot, goal: Row) -> GoalTold:
    return GoalTold(
        code=str(goal["code"]),
        status=str(goal["status"]),
        status_words=phrases.status_words(goal["status"]),
        aim=own(report, goal, "text"),
        sentences=[frozen(report, sentence) for sentence in goal["sentences"]],
    )
