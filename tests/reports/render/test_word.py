"""The Word file: headings that are headings, tables with marked heads, pictures with words."""

import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from muster.reports.render.word import render_docx
from tests.reports.render.reports import DRAFT, PUBLISHED, unexpected, with_pairs
from tests.shell.snapshots import bare, full

# The order of the schema, in which Word reads the properties of a paragraph.
ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd",
    "tabs", "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
]  # fmt: skip
RUN_ORDER = ["rStyle", "rFonts", "b", "i", "color", "sz", "szCs", "rtl", "lang"]


def opened(report: dict[str, Any], **more: Any) -> Any:
    return docx.Document(BytesIO(render_docx(report, PUBLISHED, **more)))


def headings(file: Any) -> list[tuple[int, str]]:
    return [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in file.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]


def test_its_headings_are_real_and_skip_no_level():
    levels = headings(opened(with_pairs()))

    assert [text for level, text in levels if level == 1] == ["Larkhaven, Zenith"]
    assert [text for level, text in levels if level == 2] == [
        "72 people came. 61 of them answered the survey.",
        "Before and after",
        "Mission",
        "What can be shown: 3 of 5 goals",
        "What has come of it",
        "In their words",
        "Who was in the room",
        "Whom to call",
        "Three builds in one state",
        "Final summary",
        "Methods and limits",
        "What has changed",
        "Thank you to our primary sponsor",
        "This report",
    ]
    steps = [b - a for (a, _one), (b, _other) in pairwise(levels)]
    assert max(steps) == 1


def test_the_first_row_of_every_table_is_marked_as_its_head():
    tables = opened(with_pairs()).tables

    marked = [[row._tr.trPr is not None for row in table.rows] for table in tables]
    assert len(tables) == 12
    assert marked == [[True] + [False] * (len(table.rows) - 1) for table in tables]
    assert [table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is None for table in tables] == [
        False
    ] * 12


def test_every_picture_has_its_words():
    shapes = opened(with_pairs()).inline_shapes

    assert [shape._inline.docPr.get("descr") for shape in shapes] == [
        "72 squares: 61 answered, 11 did not",
        "72 squares: 54 agreed, 7 did not, 11 silent",
        "72 squares: 61 agreed, 11 silent",
        "Would say victim: 36% before, 85% after.",
        "People who came, by sector: Law enforcement 43, Trucking 24 and Other sectors 5.",
        "72 squares, one for each person in the room",
    ]


@pytest.mark.parametrize(("language", "name"), [("en", "en-US"), ("es", "es-US")])
def test_it_says_what_it_is_and_in_which_language(language, name):
    file = opened(full(), language=language)

    assert file.core_properties.title.startswith("Larkhaven, Zenith, ")
    assert file.core_properties.language == name
    (default,) = file.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    assert default.get(qn("w:val")) == name


def test_a_quote_wears_its_language_and_runs_its_way():
    runs = {
        run.text: run._r.rPr
        for paragraph in opened(full()).paragraphs
        if paragraph.style.name == "Quote"
        for run in paragraph.runs
    }

    spanish, arabic = runs["“Ahora sé a quién llamar.”"], runs["“كان مفيداً جداً 🙏”"]
    assert spanish.find(qn("w:lang")).get(qn("w:val")) == "es-US"
    assert arabic.find(qn("w:lang")).get(qn("w:bidi")) == "ar-SA"
    assert [part.find(qn("w:rtl")) is not None for part in (spanish, arabic)] == [False, True]


def test_its_foot_counts_the_pages():
    foot = opened(full()).sections[0].footer.paragraphs[0]

    assert foot.text.startswith("Larkhaven, ZZ · March 12, 2026 · Version 2 · ea4b…cf0a\tPage ")
    fields = foot._p.findall(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("make", [full, bare, with_pairs, unexpected])
def test_properties_stand_in_the_order_in_which_word_reads_them(make):
    body = opened(make()).element.body

    for tag, order in (("w:pPr", ORDER), ("w:rPr", RUN_ORDER)):
        for properties in body.iter(qn(tag)):
            names = [part.tag.rpartition("}")[2] for part in properties]
            assert names == sorted(names, key=order.index)


def test_nothing_in_it_comes_from_another_document_or_from_the_clock():
    with zipfile.ZipFile(BytesIO(render_docx(full(), DRAFT))) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name for name in file.namelist() if "thumbnail" in name] == []
        assert b"2013" not in file.read("docProps/core.xml")
