"""What holds for every file that is made of a report: page, PDF, Word and plain text."""

import html
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest

from muster.reports.edition import Edition
from muster.reports.render.pdf import render_pdf
from muster.reports.render.text import render_text
from muster.reports.render.web import render_html
from muster.reports.render.word import render_docx
from tests.reports.render.reports import (
    DRAFT,
    PUBLISHED,
    WITHDRAWN,
    contradicting,
    spanish,
    unexpected,
    with_pairs,
)
from tests.shell.snapshots import bare, full, quote

Report = dict[str, Any]


def _pdf(report: Report, edition: Edition, language: str = "en") -> str:
    pdf = pypdf.PdfReader(BytesIO(render_pdf(report, edition, language=language)))
    return " ".join(sheet.extract_text() for sheet in pdf.pages).replace("\u200b", "")


def _word(report: Report, edition: Edition, language: str = "en") -> str:
    file = docx.Document(BytesIO(render_docx(report, edition, language=language)))
    told = []
    for block in file.iter_inner_content():
        if isinstance(block, docx.table.Table):
            told += [cell.text for row in block.rows for cell in row.cells]
        else:
            told.append(block.text)
    return " ".join([*told, file.sections[0].footer.paragraphs[0].text])


def _page(report: Report, edition: Edition, language: str = "en") -> str:
    page = render_html(report, edition, language=language)
    body = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


RENDERERS: dict[str, Callable[..., str]] = {
    "pdf": _pdf,
    "word": _word,
    "page": _page,
    "text": render_text,
}


def told(name: str, report: Report, edition: Edition = PUBLISHED, language: str = "en") -> str:
    """The words of the file on one line, with the spaces that each kind sets before signs gone."""
    words = " ".join(RENDERERS[name](report, edition, language=language).split())
    return re.sub(r" (?=[.,;:%])", "", words)


every_renderer = pytest.mark.parametrize("name", RENDERERS)


# A goal in one run of words: its code, its aim, our sentences, and where it stands.
GOALS = {
    "pdf": "{code} {aim} {sentences} {status}",
    "page": "{code} {aim} {sentences} {status}",
    "word": "{code} · {status} {aim} {sentences}",
    "text": "{code} {status} {aim} > {bulleted}",
}
STATUSES = {"shown": "Shown", "not_measured": "Not measured", "no_result": "No result yet"}


@every_renderer
@pytest.mark.parametrize("make", [full, bare])
def test_every_goal_is_told_with_its_status_and_every_sentence(name, make):
    report = make()
    for goal in report["goals"]:
        goal["sentences"] = goal["sentences"] or ["Nothing was asked."]

    text = told(name, report)

    rows = [
        GOALS[name].format(
            code=goal["code"],
            aim=goal["text"],
            status=STATUSES[goal["status"]],
            sentences=" ".join(goal["sentences"]),
            bulleted=" > ".join(goal["sentences"]),
        )
        for goal in report["goals"]
    ]
    assert [row for row in rows if row not in text] == []


@pytest.mark.parametrize("make", [full, with_pairs, spanish])
def test_all_files_tell_the_same_sentences_of_goals(make):
    report = make()
    sentences = [sentence for goal in report["goals"] for sentence in goal["sentences"]]

    texts = {name: told(name, report) for name in RENDERERS}

    counts = {name: [text.count(s) for s in sentences] for name, text in texts.items()}

    assert counts["pdf"] == counts["word"] == counts["page"] == counts["text"]
    assert min(counts["pdf"]) > 0


@every_renderer
def test_every_figure_is_told_with_its_basis(name):
    text = told(name, with_pairs())

    assert [basis for basis in BASES if basis not in text] == []


BASES = [
    "61 of the 72 people in the room. A count of people, so it has no interval.",
    "54 of 61 who answered, of 72 in the room. 61 to 65 of the 72 if silence was by chance;"
    " 75–90% whatever the silent think.",
    "61 of 61 who answered, of 72 in the room. 70 to 72 of the 72 if silence was by chance;"
    " 85–100% whatever the silent think.",
    "22 of 61 who answered, of 72 in the room. 22 to 30 of the 72 if silence was by chance;"
    " 31–46% whatever the silent think.",
    "52 of 61 who answered, of 72 in the room. 58 to 65 of the 72 if silence was by chance;"
    " 72–88% whatever the silent think.",
]


@every_renderer
def test_a_withheld_figure_prints_its_reason_and_no_number(name):
    report = full()
    report["figures"] = [figure for figure in report["figures"] if figure["withheld"]]
    report["figures"][0]["definition"] = {}

    text = told(name, report)

    first = text.index("casino staff")
    around = text[max(0, first - 40) : text.index("Fewer than ten people answered.", first)]
    assert re.findall(r"\d|%", around.partition("came.")[2] or around[30:]) == []
    assert text.count("Not shown") == 1


@every_renderer
def test_more_answers_than_people_are_told_and_give_no_percentage(name):
    text = told(name, contradicting())

    sentence = "51 answers are held and 50 people were in the room"
    assert text.count(sentence) >= 2
    assert text.count("No percentage") == 2
    figures = text[: text.index("What can be shown")]
    assert re.findall(r"\d+%", figures) == []


@every_renderer
@pytest.mark.parametrize(
    ("edition", "word", "times"), [(DRAFT, "Draft", 1), (WITHDRAWN, "Withdrawn", 1)]
)
def test_a_draft_and_a_withdrawn_report_say_so_before_anything_else(name, edition, word, times):
    text = told(name, bare(), edition)

    assert text.lower().index(word.lower()) < text.index("Coalition build impact report", 100)


@every_renderer
def test_what_was_withdrawn_is_nowhere(name):
    said = "A sentence that its writer took back later."
    before = full()
    before["quotes"].append(quote("q7", said))
    assert said in told(name, before)

    text = told(name, full())

    assert said not in text
    assert "A quote about the training was withdrawn by its writer." in text


@every_renderer
def test_in_spanish_figures_and_goals_say_their_spanish_words(name):
    text = told(name, spanish(), language="es")

    assert "saben qué pasos dar a continuación" in text
    assert "La meta S1, en palabras del programa." in text
    assert "said yes to next steps" not in text
    assert "said yes to recommend" in text  # has no Spanish, and is not left out


@every_renderer
def test_what_nobody_expects_is_told_all_the_same(name):
    text = told(name, unexpected())

    kept = "🙏" if name != "pdf" else "PERSON WITH"
    assert kept in text
    assert "\u202e" not in text
    assert "U+0007" in text


NUMBERS = re.compile(r"\d+(?:\.\d+)?")


# Of the names "SHA-256" and "Wilson 95%", and of the scale under a chart.
NAMED = {"256", "95"}
SCALE = {"0", "25", "50", "75", "100"}


@every_renderer
def test_no_number_is_told_that_the_report_does_not_hold(name):
    """What is not in it is counted from it: rows, people who did not, and pages."""
    report = with_pairs()

    numbers = set(NUMBERS.findall(told(name, report)))

    pages = {str(number) for number in range(1, 10)} if name == "pdf" else set()
    scale = SCALE if name in ("pdf", "page") else set()
    assert numbers - _held(report) - _counted(report) - NAMED - pages - scale == set()


def _held(value: Any) -> set[str]:
    """The numbers in the values of the report; those in its days without the zeros before them."""
    if isinstance(value, dict):
        return set().union(*(_held(part) for part in value.values()))
    if isinstance(value, list):
        return set().union(*(_held(part) for part in value))
    found = NUMBERS.findall(" ".join(_in_eights(value))) if value is not None else []
    return {number.lstrip("0") or "0" for number in found} | set(found)


def _in_eights(value: Any) -> list[str]:
    text = str(value)
    if len(text) != 64:
        return [text]
    groups = [text[start : start + 8] for start in range(0, 64, 8)]
    return [*groups, text[:4], text[-4:]]


def _counted(report: Report) -> set[str]:
    numbers = {len(report["goals"]), sum(g["status"] == "shown" for g in report["goals"])}
    for figure in report["figures"]:
        if not figure["withheld"]:
            k, n, room = figure["k"], figure["n"], figure["N"]
            numbers |= {n - k, room - n, room - k}
    edition = _held([d.before for d in PUBLISHED.differences]) | {"2", "2026", "88", "89"}
    return {str(number) for number in numbers} | edition


def test_the_same_report_gives_the_same_file():
    assert render_docx(full(), PUBLISHED) == render_docx(full(), PUBLISHED)
    assert render_text(full(), PUBLISHED) == render_text(full(), PUBLISHED)
    assert render_html(full(), PUBLISHED) == render_html(full(), PUBLISHED)
