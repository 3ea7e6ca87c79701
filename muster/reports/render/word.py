"""The report as a Word file: the same content in the same order as the PDF, to be worked on.

Headings are headings, tables have marked heads, every picture has its words.
"""

from collections.abc import Callable
from typing import Any

from muster.reports.edition import Edition
from muster.reports.render import charts
from muster.reports.render.glyphs import legible
from muster.reports.render.paper import (
    AlsoAsked,
    Back,
    Changes,
    Figures,
    FigureTold,
    Goals,
    Guidance,
    History,
    Methods,
    Outcomes,
    OutcomeTold,
    Pairs,
    Paper,
    Partner,
    Prose,
    Quotes,
    Room,
    Sign,
    Table,
)
from muster.reports.render.phrases import Snapshot, Words
from muster.reports.render.pictures import squares_pictures
from muster.reports.render.told import told
from muster.reports.render.word_sheet import (
    AMBER_100,
    BRICK_100,
    GREEN,
    INK,
    WHITE,
    Sheet,
)

SQUARES, CHART = 1.9, 5.6  # inches


def render_docx(snapshot: Snapshot, edition: Edition, *, language: str = "en") -> bytes:
    """The report as a Word file, the same bytes for the same report."""
    paper = told(snapshot, edition, language=language, letters=legible)
    sheet = Sheet(lang=paper.lang)
    sheet.about(title=paper.title, author=paper.author, subject=paper.described, day=paper.day)
    sheet.foot(paper.foot, paper.page_words)
    _notices(sheet, paper)
    _sign(sheet, paper.sign)
    for section in paper.sections:
        PARTS[type(section)](sheet, section)
    return sheet.saved()


def _notices(sheet: Sheet, paper: Paper) -> None:
    for notice in paper.notices:
        fill = BRICK_100 if notice.tone == "harm" else AMBER_100
        word = f"{notice.word} " if notice.word else ""
        sheet.banner([[(word, "bold"), (notice.sentence, "")]], fill=fill, ink=INK)


def _sign(sheet: Sheet, sign: Sign) -> None:
    over: list[tuple[Words | str, str]] = [(sign.title, "bold")]
    if sign.tagline:
        over += [(" · ", ""), (sign.tagline, "")]
    if sign.tab:
        sheet.banner([[(sign.tab, "bold")]], fill=GREEN, ink=WHITE)
    sheet.banner([over], fill=GREEN, ink=WHITE)
    sheet.heading(sign.place, 1)
    sheet.on_ground(sheet.document.paragraphs[-1], fill=GREEN, ink=WHITE)
    hosts = f" · {sign.hosts}" if sign.hosts else ""
    sheet.banner([[(sign.day, "bold"), (hosts, "")]], fill=GREEN, ink=WHITE)


def _figures(sheet: Sheet, part: Figures) -> None:
    sheet.heading(part.heading, 2)
    if lede := [words for words in (part.squares_told, *part.lede) if words]:
        sheet.paragraph(" ".join(lede))
    _figure_rows(sheet, part.figures)


def _figure_rows(sheet: Sheet, figures: list[FigureTold]) -> None:
    drawn = iter(squares_pictures([figure.squares for figure in figures if figure.squares]))
    for figure in figures:
        number = f"{figure.percent}%" if figure.percent else f"{figure.instead}:"
        sheet.heading(Words(f"{number} {figure.says.text}", figure.says.lang), 3)
        if figure.squares:
            sheet.picture(next(drawn), figure.drawing, inches=SQUARES)
        if figure.counted:
            sheet.paragraph(figure.counted, look="bold")
        _basis(sheet, figure)


def _basis(sheet: Sheet, figure: FigureTold) -> None:
    count, rest = figure.basis
    sheet.paragraph((_then(count), "bold"), (_then(rest), ""), (figure.origin, "quiet"))


def _pairs(sheet: Sheet, part: Pairs) -> None:
    sheet.heading(part.heading, 2)
    sheet.picture(charts.png(part.chart), part.chart.told, inches=CHART)
    sheet.table(part.table)
    for figure in part.figures:
        sheet.paragraph((figure.says, "bold"))
        _basis(sheet, figure)


def _also_asked(sheet: Sheet, part: AlsoAsked) -> None:
    sheet.heading(part.heading, 2)
    for figure in part.figures:
        number = f"{figure.percent}%" if figure.percent else figure.instead
        sheet.paragraph((f"{number} ", "bold"), (figure.says, "bold"))
        _basis(sheet, figure)


def _prose(sheet: Sheet, part: Prose) -> None:
    sheet.heading(part.heading, 2)
    for paragraph in part.paragraphs:
        sheet.paragraph(paragraph)
    if part.note:
        sheet.paragraph(part.note, look="quiet small")


def _goals(sheet: Sheet, part: Goals) -> None:
    sheet.heading(part.heading, 2)
    lede = [pair for word, text in part.lede for pair in ((_then(word), "bold"), (_then(text), ""))]
    sheet.paragraph(*lede)
    for group in part.groups:
        sheet.heading(group.heading, 3)
        for goal in group.rows:
            title = sheet.paragraph((f"{goal.code} · {goal.status_words}", "bold"))
            title.paragraph_format.keep_with_next = True
            sheet.paragraph((goal.aim, "quiet small")).paragraph_format.keep_with_next = True
            for sentence in goal.sentences:
                sheet.paragraph((sentence, "bold" if goal.status == "shown" else ""))


def _then(words: str) -> str:
    return f"{words} " if words else ""


def _outcomes(sheet: Sheet, part: Outcomes) -> None:
    sheet.heading(part.heading, 2)
    sheet.paragraph((_then(part.lede), ""), (part.strong, "bold"))
    for group in part.groups:
        sheet.heading(group.heading, 3)
        rows = [_outcome(sheet, outcome) for outcome in group.rows]
        sheet.table(Table(caption="", heads=part.heads, rows=rows))


def _outcome(sheet: Sheet, outcome: OutcomeTold) -> list[Words]:
    told = [outcome.lead.text, outcome.text.text, *(words.text for words in outcome.more)]
    what = " ".join(words for words in (*told, outcome.introductions) if words)
    return [
        Words(what, outcome.text.lang),
        Words(outcome.goal, sheet.lang),
        Words("; ".join(outcome.how), sheet.lang),
    ]


def _quotes(sheet: Sheet, part: Quotes) -> None:
    sheet.heading(part.heading, 2)
    if part.lede:
        sheet.paragraph(part.lede, look="quiet")
    for group in part.groups:
        if group.heading:
            sheet.heading(group.heading, 3)
        for quote in group.rows:
            words = Words(f"“{quote.text.text}”", quote.text.lang)
            sheet.quotation(words, [line for line in (quote.by, quote.touches) if line])


def _room(sheet: Sheet, part: Room) -> None:
    sheet.heading(part.heading, 2)
    if part.lede:
        sheet.paragraph(part.lede, look="quiet")
    sheet.picture(charts.png(part.chart), part.chart.told, inches=CHART)
    sheet.table(part.table)


def _guidance(sheet: Sheet, part: Guidance) -> None:
    sheet.heading(part.heading, 2)
    sheet.paragraph(part.lede, look="quiet")
    for line in part.lines:
        who = [(_spaced(words), "bold") for words in line.who]
        sheet.paragraph((f"{line.number} ", "bold large"), *who)
        if line.when:
            sheet.paragraph(*((_spaced(words), "quiet") for words in line.when))
    if part.note:
        sheet.paragraph(part.note, look="quiet small")


def _spaced(words: Words) -> Words:
    return Words(f"{words.text} ", words.lang)


def _history(sheet: Sheet, part: History) -> None:
    sheet.heading(part.heading, 2)
    for place, day in part.stops:
        sheet.paragraph((f"{place}, ", "bold"), (day, ""))
    if part.note:
        sheet.paragraph(part.note)
    if part.published:
        sheet.table(part.published)
    if part.adoptions:
        sheet.heading(part.taken_up, 3)
    for adoption in part.adoptions:
        sheet.paragraph(
            (f"{adoption.stage}: ", "bold"),
            (_spaced(adoption.component), "bold"),
            (_spaced(adoption.words), ""),
            (adoption.scope, "quiet"),
        )


def _methods(sheet: Sheet, part: Methods) -> None:
    sheet.heading(part.heading, 2)
    if part.table:
        sheet.table(part.table)
    for method in part.parts:
        if method.heading:
            sheet.heading(method.heading, 3)
        for paragraph in method.text:
            sheet.paragraph(paragraph)
        if method.strong:
            sheet.paragraph(method.strong, look="bold")
    if part.asked:
        sheet.heading(part.asked_heading, 3)
        sheet.table(part.asked)


def _changes(sheet: Sheet, part: Changes) -> None:
    sheet.heading(part.heading, 2)
    sheet.paragraph(part.sentence)
    if part.differences:
        sheet.table(part.differences)
    if part.withdrawals:
        sheet.heading(part.withdrawn, 3)
    for words, day in part.withdrawals:
        sheet.paragraph(_spaced(words), (day, "quiet"))
    if part.against_source:
        sheet.table(part.against_source)


def _back(sheet: Sheet, part: Back) -> None:
    if part.thanks:
        sheet.heading(part.thanks, 2)
        for partner in part.primary:
            sheet.paragraph((partner.name, "bold large"))
            if partner.words:
                sheet.paragraph(partner.words)
        _partners(sheet, part.others_heading if part.primary else "", part.others)
    _partners(sheet, part.hosts_heading, part.hosts)
    if part.people:
        sheet.heading(part.room_heading, 3)
        everybody = (part.people, part.people, part.people)
        sheet.picture(squares_pictures([everybody])[0], part.room_drawing, inches=SQUARES)
    sheet.heading(part.heading, 2)
    for name, value in part.colophon:
        sheet.paragraph((f"{name}: ", "quiet"), (value, ""))
    sheet.paragraph(part.how_to_check)


def _partners(sheet: Sheet, heading: str, partners: list[Partner]) -> None:
    if partners and heading:
        sheet.heading(heading, 3)
    for partner in partners:
        sheet.paragraph((f"{partner.name} ", "bold"), _spaced(partner.words), (partner.url, ""))


PARTS: dict[type, Callable[[Sheet, Any], None]] = {
    Figures: _figures,
    Pairs: _pairs,
    AlsoAsked: _also_asked,
    Prose: _prose,
    Goals: _goals,
    Outcomes: _outcomes,
    Quotes: _quotes,
    Room: _room,
    Guidance: _guidance,
    History: _history,
    Methods: _methods,
    Changes: _changes,
    Back: _back,
}
