"""The report as plain text: 72 columns, the same content in the same order as on paper."""

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from muster.reports.edition import Edition
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
    Table,
)
from muster.reports.render.phrases import Snapshot, Words
from muster.reports.render.told import told

WIDTH = 72


def render_text(snapshot: Snapshot, edition: Edition, *, language: str = "en") -> str:
    """The report as plain text."""
    paper = told(snapshot, edition, language=language, letters=legible)
    blocks = [*_front(paper)]
    for section in paper.sections:
        blocks += PARTS[type(section)](section)
    blocks.append(wrapped(paper.foot))
    return "\n\n".join(block for block in blocks if block) + "\n"


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """*text* on lines of at most 72 columns, every line after *indent*."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )


def _headed(text: str, line: str) -> str:
    """A heading: underlined, with "=" for a part and "-" within one."""
    lines = wrapped(text).splitlines()
    return "\n".join([*lines, line * max(map(len, lines), default=0)])


def _front(paper: Paper) -> Iterator[str]:
    for notice in paper.notices:
        yield wrapped(" ".join(word for word in (notice.word.upper(), notice.sentence) if word))
    sign = paper.sign
    lines = [sign.tab, sign.title.text, sign.tagline.text, sign.place, sign.day, sign.hosts]
    rule = "=" * WIDTH
    yield "\n".join([rule, *(wrapped(line) for line in lines if line), rule])


def _figures(part: Figures) -> Iterator[str]:
    yield _headed(part.heading, "=")
    # No squares are drawn in plain text: what they show stands in words under each figure.
    yield wrapped(" ".join(part.lede))
    for figure in part.figures:
        yield _figure(figure)


def _figure(figure: FigureTold) -> str:
    number = f"{figure.percent}%" if figure.percent else f"{figure.instead}:"
    told = [figure.counted and f"{figure.counted}.", " ".join(filter(None, figure.basis))]
    return "\n".join(
        [
            wrapped(f"{number} {figure.says.text}"),
            *(wrapped(words, "    ") for words in (*told, figure.origin) if words),
        ]
    )


def _pairs(part: Pairs) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield wrapped(part.chart.told)
    for figure in part.figures:
        yield _figure(figure)


def _also_asked(part: AlsoAsked) -> Iterator[str]:
    yield _headed(part.heading, "=")
    for figure in part.figures:
        yield _figure(figure)


def _prose(part: Prose) -> Iterator[str]:
    yield _headed(part.heading, "=")
    for paragraph in part.paragraphs:
        yield wrapped(paragraph.text)
    yield wrapped(part.note.text)


def _goals(part: Goals) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield wrapped(" ".join(word for pair in part.lede for word in pair if word))
    for group in part.groups:
        yield _headed(group.heading.text, "-")
        for goal in group.rows:
            yield "\n".join(
                [
                    f"{goal.code}  {goal.status_words}",
                    wrapped(goal.aim.text, "    "),
                    *(wrapped(words.text, "    ", "  > ") for words in goal.sentences),
                ]
            )


def _outcomes(part: Outcomes) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield wrapped(" ".join(words for words in (part.lede, part.strong) if words))
    for group in part.groups:
        yield _headed(group.heading.text, "-")
        for outcome in group.rows:
            yield _outcome(outcome)


def _outcome(outcome: OutcomeTold) -> str:
    what = " ".join(words.text for words in (outcome.lead, outcome.text) if words)
    after = [*(words.text for words in outcome.more), outcome.introductions]
    how = "; ".join([*([outcome.goal] if outcome.goal else []), *outcome.how])
    return "\n".join(
        [
            wrapped(what, "    ", "  * "),
            *(wrapped(words, "    ") for words in after if words),
            wrapped(how, "    "),
        ]
    )


def _quotes(part: Quotes) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield wrapped(part.lede.text)
    for group in part.groups:
        if group.heading:
            yield _headed(group.heading.text, "-")
        for quote in group.rows:
            about = [line for line in (quote.by, quote.touches) if line]
            yield "\n".join(
                [
                    wrapped(f"“{quote.text.text}”", "    ", "  * "),
                    *(wrapped(line, "    ") for line in about),
                ]
            )


def _room(part: Room) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield wrapped(part.lede.text)
    yield _table(part.table)


def _table(table: Table) -> str:
    """A table of words and one number, or each row as a sentence with the heads in it."""
    caption = [wrapped(table.caption)] if table.caption else []
    if len(table.heads) == 2:
        long = max(len(row[0].text) for row in table.rows)
        if long + 10 <= WIDTH:
            pairs = [f"{row[0].text:<{long}}  {row[1].text:>6}" for row in table.rows]
            return "\n".join([*caption, *pairs])
    return "\n".join([*caption, *(_row(table, row) for row in table.rows)])


def _row(table: Table, row: list[Words]) -> str:
    name, *cells = row
    # The last cell of a short row reaches over what is left, and says itself what it is.
    heads = [*table.heads[1 : len(cells)], table.heads[-1] if len(row) == len(table.heads) else ""]
    told = [
        f"{head}: {cell.text}" if head else cell.text
        for head, cell in zip(heads, cells, strict=True)
        if cell
    ]
    return wrapped(f"{name.text}. {'; '.join(told)}", "    ", "  * ")


def _guidance(part: Guidance) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield wrapped(part.lede)
    for line in part.lines:
        told = [words.text for words in (*line.who, *line.when)]
        number = [f"  {line.number}"] if line.number else []
        yield "\n".join([*number, *(wrapped(words, "    ") for words in told)])
    yield wrapped(part.note)


def _history(part: History) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield "\n".join(wrapped(f"{place}, {day}", "    ", "  * ") for place, day in part.stops)
    yield wrapped(part.note.text)
    if part.published:
        yield _table(part.published)
    if part.adoptions:
        yield _headed(part.taken_up, "-")
    for adoption in part.adoptions:
        told = [f"{adoption.stage}:", f"{adoption.component.text}.", adoption.words.text]
        what = wrapped(" ".join(words for words in told if words), "    ", "  * ")
        yield "\n".join([what, wrapped(adoption.scope, "    ")])


def _methods(part: Methods) -> Iterator[str]:
    yield _headed(part.heading, "=")
    if part.table:
        yield _table(part.table)
    for method in part.parts:
        if method.heading:
            yield _headed(method.heading.text, "-")
        for paragraph in method.text:
            yield wrapped(paragraph.text)
        yield wrapped(method.strong.text)
    if part.asked:
        yield _headed(part.asked_heading, "-")
        yield _table(part.asked)


def _changes(part: Changes) -> Iterator[str]:
    yield _headed(part.heading, "=")
    yield wrapped(part.sentence)
    if part.differences:
        yield _table(part.differences)
    if part.withdrawals:
        yield _headed(part.withdrawn, "-")
    for words, day in part.withdrawals:
        yield wrapped(f"{words.text} {day}", "    ", "  * ")
    if part.against_source:
        yield _table(part.against_source)


def _back(part: Back) -> Iterator[str]:
    if part.thanks:
        yield _headed(part.thanks, "=")
        yield _partners(part.primary)
        if part.primary and part.others:
            yield _headed(part.others_heading, "-")
        yield _partners(part.others)
    if part.hosts:
        yield _headed(part.hosts_heading, "-")
        yield _partners(part.hosts)
    yield _headed(part.heading, "=")
    yield "\n".join(wrapped(f"{name}: {value}", "    ", "") for name, value in part.colophon)
    yield wrapped(part.how_to_check)


def _partners(partners: list[Partner]) -> str:
    told = [(partner.name, partner.words.text, partner.url) for partner in partners]
    return "\n".join(wrapped(" ".join(filter(None, words)), "    ", "  * ") for words in told)


PARTS: dict[type, Callable[[Any], Iterator[str]]] = {
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
