"""Telling how the numbers were made, what has changed, and what the report says of itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from muster.reports.edition import Edition
from muster.reports.render import phrases, phrases_figures
from muster.reports.render.paper import Back, Changes, Methods, MethodTold, Partner, Table
from muster.reports.render.phrases import (
    Row,
    Snapshot,
    Words,
    frozen,
    in_own_words,
    in_reader_words,
    own,
    paragraphs,
)
from muster.reports.render.told_figures import methods_table
from muster.shell import squares


def methods(report: Snapshot) -> Methods:
    """How the numbers were made, and what they cannot say."""
    parts = list(_parts(report))
    if not report["figures"] and not report["methods"] and not report["overrides"]:
        sentence = _("Nothing was counted by a survey, so there is no method to tell.")
        parts.append(_part(text=[in_reader_words(sentence)]))
    return Methods(
        heading=_("Methods and limits"),
        table=methods_table(report) if report["figures"] else None,
        parts=parts,
        asked_heading=_("What was asked, and what was counted"),
        asked=_asked(report),
    )


def _parts(report: Snapshot) -> Iterator[MethodTold]:
    for method in report["methods"]:
        yield _part(
            heading=frozen(report, method["heading"]),
            text=[frozen(report, text) for text in paragraphs(method["text"])],
            strong=in_own_words(report, method.get("strong") or ""),
        )
    if report["room"]["note"] and not report["room"]["known"]:
        yield _part(
            heading=in_reader_words(_("Who was in the room")),
            text=[frozen(report, report["room"]["note"])],
        )
    if report["overrides"]:
        yield _part(
            heading=in_reader_words(_("Stopped by a check, and let through")),
            text=[
                in_own_words(report, phrases.let_through(report, override))
                for override in report["overrides"]
            ],
        )


def _asked(report: Snapshot) -> Table | None:
    rows = [
        [own(report, figure, "label"), *asked]
        for figure in report["figures"]
        if any(asked := phrases_figures.asked(report, figure))
    ]
    heads = [_("Figure"), _("Asked"), _("Counted"), _("Questionnaire")]
    return Table(caption="", heads=heads, rows=rows) if rows else None


def _part(
    *, text: list[Words], heading: Words | None = None, strong: Words | None = None
) -> MethodTold:
    nothing = in_reader_words("")
    return MethodTold(heading=heading or nothing, text=text, strong=strong or nothing)


def changes(report: Snapshot, edition: Edition) -> Changes:
    """What differs from the version before and from the source, and what was withdrawn."""
    differences = [
        [frozen(report, words) for words in (d.what, d.before, d.after, d.prints)]
        for d in edition.differences
    ]
    source = [
        [in_own_words(report, row[part]) for part in ("what", "there", "here")]
        for row in report["against_source"]
    ]
    return Changes(
        heading=_("What has changed"),
        sentence=phrases.changes_told(edition, report),
        differences=Table(
            caption="",
            heads=[_("What"), _("Before"), _("Now"), _("Prints as")],
            rows=differences,
        )
        if differences
        else None,
        withdrawn=_("Withdrawn") if report["withdrawals"] else "",
        withdrawals=[
            (frozen(report, row["words"]), phrases.day_words(row["on"]))
            for row in report["withdrawals"]
        ],
        against_source=Table(
            caption=_against(report), heads=[_("What"), _("There"), _("Here")], rows=source
        )
        if source
        else None,
    )


def _against(report: Snapshot) -> str:
    source = report["build"].get("source")
    return (
        _("Against the source: %(source)s") % {"source": source}
        if source
        else _("Against the source")
    )


def back(report: Snapshot, edition: Edition) -> Back:
    """The last page: thanks, hosts, and what the report says of itself."""
    people = report["participants"]
    is_drawn = squares.draw(people, people, people) is not None
    drawing = ngettext(
        "%(count)d square, for the one person in the room",
        "%(count)d squares, one for each person in the room",
        people,
    ) % {"count": people}
    return Back(
        thanks=phrases.sponsors_title(report),
        primary=_partners(report, "primary_sponsor"),
        others_heading=_("Supported by"),
        others=_partners(report, "sponsor", "supporter"),
        hosts_heading=_("Hosts"),
        hosts=_partners(report, "host"),
        room_heading=phrases.and_the_room(report) if people else "",
        people=people if is_drawn else 0,
        room_drawing=drawing if is_drawn else "",
        heading=_("This report"),
        colophon=phrases.colophon(report, edition),
        how_to_check=phrases.how_to_check(),
    )


def _partners(report: Snapshot, *parts: str) -> list[Partner]:
    return [_partner(report, row) for row in phrases.partners_of(report, *parts)]


def _partner(report: Snapshot, row: Row) -> Partner:
    return Partner(
        name=str(row["name"]),
        words=in_own_words(report, row["words"]),
        url=str(row["url"] or ""),
    )
