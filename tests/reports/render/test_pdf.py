"""The PDF: for people who read with their ears, whatever somebody wrote, the same every time."""

import re
from io import BytesIO
from typing import Any

import page
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.reports.render.pdf import render_pdf
from tests.reports.render.reports import (
    DRAFT,
    LONG_WORD,
    PUBLISHED,
    WITHDRAWN,
    contradicting,
    spanish,
    unexpected,
    with_pairs,
)
from tests.shell.snapshots import bare, full, quote

ALL = {
    "full": full,
    "bare": bare,
    "pairs": with_pairs,
    "contradicting": contradicting,
    "unexpected": unexpected,
}


def pages(pdf: bytes) -> list[str]:
    """The text of each page on one line, without the places at which a word may break."""
    texts = (sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(pdf)).pages)
    return [" ".join(text.replace("\u200b", "").split()) for text in texts]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


@pytest.mark.parametrize("name", ALL)
def test_it_can_be_read_aloud(name, tmp_path, caplog):
    file = tmp_path / "report.pdf"

    file.write_bytes(render_pdf(ALL[name](), PUBLISHED))

    checked = page.validate_pdf(str(file), profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in checked.failures] == []
    assert checked.is_compliant
    assert caplog.record_tuples == []  # the layout settled: page numbers are right


def test_it_can_be_read_aloud_in_spanish(tmp_path):
    file = tmp_path / "report.pdf"

    file.write_bytes(render_pdf(spanish(), PUBLISHED, language="es"))

    assert page.validate_pdf(str(file), profile="ua1").is_compliant
    assert pypdf.PdfReader(file).trailer["/Root"]["/Lang"] == "es"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written=st.text(min_size=1, max_size=80))
def test_it_never_fails_on_what_somebody_wrote(written):
    report = bare(quotes=[quote("q1", written)], mission=written, summary=[written])

    assert render_pdf(report, PUBLISHED).startswith(b"%PDF")


@pytest.mark.parametrize(
    "written",
    [
        "x\u0331\u0359",
        "\u1112\u1161\u11ab",
        "\u0643\u0301\u200d",
        "\u200b" * 50,
        "\u2066" * 9,
        '#read("/etc/passwd") $x$ *b* @y <z> \\ ` // /* [',
        "\U000e0041\ufe0f\u034f\u061c",
        "a\u2028b\u0085c",
    ],
)
def test_it_never_fails_on_what_is_known_to_be_hard(written):
    report = bare(quotes=[quote("q1", written)], mission=written)

    assert render_pdf(report, PUBLISHED).startswith(b"%PDF")


@pytest.mark.parametrize(
    "written",
    [
        '#read("/etc/passwd") *bold* $x$ <label> // comment',
        '"))#panic("out")#(("',
        r"\")#panic(\u{41}) \u0041 \\",
    ],
)
def test_what_somebody_wrote_is_never_markup(written):
    assert written in text(render_pdf(bare(quotes=[quote("q1", written)]), PUBLISHED))


def test_the_same_report_gives_the_same_file():
    first, second = render_pdf(full(), PUBLISHED), render_pdf(full(), PUBLISHED)

    assert first == second
    assert first != render_pdf(full(), DRAFT)


def test_it_says_what_it_is():
    reader = pypdf.PdfReader(BytesIO(render_pdf(full(), PUBLISHED)))

    assert (
        reader.metadata.title == "Larkhaven, Zenith, March 12, 2026: Coalition build impact report"
    )
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert {tuple(map(int, sheet.mediabox[2:])) for sheet in reader.pages} == {(612, 792)}


def test_every_page_has_build_version_hash_and_number():
    sheets = pages(render_pdf(full(), PUBLISHED))

    foot = "Larkhaven, ZZ · March 12, 2026 · Version 2 · ea4b…cf0a"
    assert [sheet.count(foot) for sheet in sheets] == [1] * len(sheets)
    numbers = [re.findall(r"Page \d+ of \d+", sheet) for sheet in sheets]
    assert numbers == [[f"Page {i} of {len(sheets)}"] for i in range(1, len(sheets) + 1)]


@pytest.mark.parametrize(
    ("edition", "first", "foot"),
    [
        (DRAFT, "Draft Nobody has signed this report yet.", " · Draft · "),
        (
            WITHDRAWN,
            "Withdrawn The program has withdrawn this report.",
            " · Version 1 (withdrawn) · ",
        ),
        (PUBLISHED, "Coalition build impact report", " · Version 2 · "),
    ],
)
def test_a_draft_and_a_withdrawn_report_say_so_first(edition, first, foot):
    sheets = pages(render_pdf(bare(), edition))

    body = re.sub(r"^.*?Page 1 of \d+ ", "", sheets[0])  # a foot may come first in the file
    assert body.removeprefix("Zenith ").startswith(first)
    assert foot in sheets[0]


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    """Pushed down by a mission of any length, every heading takes its first lines along."""
    headings = {"What can be shown: 3 of 5 goals", "What has come of it", "In their words"}
    for lines in range(10, 26, 3):
        report = full() | {"mission": "One sentence of the mission that fills a line. " * 2 * lines}

        sheets = [sheet.extract_text() for sheet in _sheets(report)]

        last = [sheet.strip().splitlines()[-1] for sheet in map(_without_foot, sheets)]
        assert headings & set(last) == set()


def _sheets(report: dict[str, Any]) -> Any:
    return pypdf.PdfReader(BytesIO(render_pdf(report, PUBLISHED))).pages


def _without_foot(sheet: str) -> str:
    return re.sub(r"Larkhaven, ZZ · .*\n?|Page \d+ of \d+\n?", "", sheet)


def test_a_long_word_stays_on_the_page():
    sheets = pypdf.PdfReader(BytesIO(render_pdf(unexpected(), PUBLISHED))).pages

    lines = [line.replace("\u200b", "") for sheet in sheets for line in _lines(sheet)]

    assert max(map(len, lines)) < 130
    assert LONG_WORD in "".join(lines).replace(" ", "")


def _lines(sheet: Any) -> list[str]:
    return sheet.extract_text().splitlines()


def test_arabic_is_shaped_and_a_glyph_that_is_missing_is_named():
    pdf = render_pdf(unexpected(), PUBLISHED)

    fonts = {
        str(font.get_object()["/BaseFont"])
        for sheet in pypdf.PdfReader(BytesIO(pdf)).pages
        for font in sheet["/Resources"]["/Font"].values()
    }
    assert {name.split("+")[1] for name in fonts} >= {"DejaVuSans", "PublicSans-Regular"}
    assert "PERSON WITH" in text(pdf)
    assert "DEVANAGARI LETTER KA" in text(pdf)
