"""Telling what came of a build: outcomes, quotes, who was there, whom to call, the state."""

from itertools import groupby

from django.utils.translation import gettext as _

from muster.reports.render import charts, phrases, phrases_after
from muster.reports.render.glyphs import one_line
from muster.reports.render.paper import (
    AdoptionTold,
    Group,
    Guidance,
    History,
    Line,
    Outcomes,
    OutcomeTold,
    Quotes,
    QuoteTold,
    Room,
    Table,
)
from muster.reports.render.phrases import (
    Row,
    Snapshot,
    Words,
    frozen,
    in_own_words,
    in_reader_words,
    own,
)

LONGEST_BIG = 300  # characters; a longer quote in large letters would fill a page


def outcomes(report: Snapshot) -> Outcomes:
    """What has come of it, by how far it has come, so that a pledge cannot be read as done."""
    rows = report["outcomes"]
    groups = [
        Group(
            key=stage,
            heading=in_reader_words(phrases_after.stage_words(stage)),
            rows=[_outcome(report, row) for row in rows if row["stage"] == stage],
        )
        for stage in phrases_after.STAGES
    ]
    return Outcomes(
        heading=_("What has come of it"),
        lede=phrases_after.outcomes_told(rows),
        strong=phrases_after.days_unknown(rows),
        heads=[_("What changed"), _("Goal"), _("Who says so, and when")],
        groups=[group for group in groups if group.rows],
    )


def _outcome(report: Snapshot, outcome: Row) -> OutcomeTold:
    shown = {goal["code"] for goal in report["goals"] if goal["status"] == "shown"}
    return OutcomeTold(
        lead=in_own_words(report, outcome["lead"]),
        text=in_own_words(report, outcome["text"]),
        more=[
            in_own_words(report, outcome[part])
            for part in ("contribution", "significance")
            if outcome.get(part)
        ],
        introductions=phrases_after.introductions_told(outcome),
        goal=str(outcome["goal"]),
        goal_is_shown=outcome["goal"] in shown,
        how=phrases_after.how_known_lines(outcome),
    )


def quotes(report: Snapshot) -> Quotes:
    """What attendees wrote, by what they wrote it about."""
    return Quotes(
        heading=_("In their words"),
        lede=in_own_words(report, report["quotes_note"]),
        groups=[
            Group(
                key="",
                heading=in_own_words(report, about),
                rows=[_quote(report, row) for row in rows],
            )
            for about, rows in groupby(report["quotes"], key=lambda row: str(row["about_words"]))
        ],
    )


def _quote(report: Snapshot, quote: Row) -> QuoteTold:
    language = str(quote["language"] or report["language"])
    return QuoteTold(
        text=Words(one_line(quote["text"]), language),
        by=str(quote["prints_as"]),
        touches=phrases_after.touch_words(quote),
        big=bool(quote["big"]) and len(quote["text"]) <= LONGEST_BIG,
    )


def room(report: Snapshot) -> Room:
    """Who was in the room, by sector."""
    rows = [
        [phrases_after.sector(report, row), in_reader_words(str(row["came"]))]
        for row in report["room"]["rows"]
    ]
    everybody = [in_reader_words(_("Everybody")), in_reader_words(str(report["room"]["total"]))]
    return Room(
        heading=_("Who was in the room"),
        lede=frozen(report, report["room"]["note"]),
        chart=charts.room_chart(report),
        table=Table(
            caption=_("People who came, by sector"),
            heads=[_("Sector"), _("Came")],
            rows=[*rows, everybody],
            numbers=1,
        ),
    )


def guidance(report: Snapshot) -> Guidance:
    """Whom to call, as the state's own guidance says."""
    dated = report["guidance"]
    return Guidance(
        heading=_("Whom to call"),
        lede=phrases_after.guidance_told(dated),
        heads=[_("In which case"), _("Number")],
        lines=[
            Line(
                who=_in_both(report, line, "who"),
                number=str(line["number"]),
                when=_in_both(report, line, "when"),
            )
            for line in dated["lines"]
        ],
        note=phrases_after.spanish_told(dated),
    )


def _in_both(report: Snapshot, line: Row, field: str) -> list[Words]:
    """The program's words and their Spanish; for a reader of Spanish that alone."""
    spanish = Words(str(line.get(f"{field}_es") or ""), "es")
    if spanish and phrases.reader_language() == "es":
        return [spanish]
    return [words for words in (in_own_words(report, line[field]), spanish) if words]


def history(report: Snapshot) -> History:
    """What is known of the state beside this build."""
    told = report["history"]
    here = told["here"]
    day = phrases.day_words(here["date"]) if here["date"] else _("Day not recorded")
    published = [
        [
            in_own_words(report, row["about"]),
            phrases_after.as_printed(report, row),
            in_own_words(report, row["source"]),
        ]
        for row in told["reported_figures"]
    ]
    return History(
        heading=phrases_after.history_title(report),
        stops=[
            *((str(stop["place"]), str(stop["year"])) for stop in told["past"]),
            *([(str(here["place"]), day)] if told["past"] else []),
        ],
        note=in_own_words(report, told["note"]),
        published=Table(
            caption=phrases_after.reported_told(),
            heads=[_("About"), _("As printed"), _("Source")],
            rows=published,
        )
        if published
        else None,
        taken_up=_("What the state has taken up") if report["adoptions"] else "",
        adoptions=[
            AdoptionTold(
                shape=phrases_after.adoption_shape(adoption["stage"]),
                stage=phrases_after.adoption_words(adoption["stage"]),
                component=own(report, adoption, "component"),
                words=own(report, adoption, "words"),
                scope=phrases_after.adoption_scope(report, adoption),
            )
            for adoption in report["adoptions"]
        ],
    )
