"""A Word file that is more than its looks: what python-docx leaves to its users.

Real headings, tables whose heads are marked and repeat, pictures with words for those who do not
see them, languages and directions of runs, a foot with page numbers, and a file that is the same
bytes for the same content.
"""

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from muster.reports.render.glyphs import runs_right_to_left
from muster.reports.render.paper import Table
from muster.reports.render.phrases import Words

GREEN, GREEN_100, AMBER_100, BRICK_100 = "0B5D4B", "E2F0EB", "FCF1D9", "FBE7E3"
INK, QUIET, LINE, WHITE = "18211E", "4A5752", "C3CCC8", "FFFFFF"
FONT = "Arial"  # on every machine that has Word; our own would have to be installed
FULL_COUNTRY = {"en": "en-US", "es": "es-US", "ar": "ar-SA"}
MOST = 255  # characters in what a file says of itself
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip file


class Sheet:
    """A Word file that is being written, from top to bottom."""

    def __init__(self, *, lang: str) -> None:
        """Begin an empty US Letter document in *lang*."""
        from docx import Document  # noqa: PLC0415 (slow import)

        self.document: Any = Document()
        package = self.document.part.package
        # The template of the library carries a small picture of another document.
        for key in [key for key, rel in package.rels.items() if "thumbnail" in rel.reltype]:
            del package.rels[key]
        self.lang = lang
        self._look()

    # Words

    def heading(self, words: Words | str, level: int) -> None:
        """A heading; the place of the build is level 1."""
        self._write(self.document.add_heading(level=level), words)

    def paragraph(self, *parts: Words | str | tuple[Words | str, str], look: str = "") -> Any:
        """A paragraph of parts; a part with a look is a pair: "bold", "quiet", "bold quiet"."""
        paragraph = self.document.add_paragraph()
        for part in parts:
            words, part_look = part if isinstance(part, tuple) else (part, look)
            self._write(paragraph, words, part_look)
        return paragraph

    def banner(self, lines: list[list[tuple[Words | str, str]]], *, fill: str, ink: str) -> None:
        """Paragraphs on one coloured ground."""
        for line in lines:
            paragraph = self.paragraph(*line)
            self.on_ground(paragraph, fill=fill, ink=ink)

    def on_ground(self, paragraph: Any, *, fill: str, ink: str) -> None:
        """Put *paragraph* on a coloured ground."""
        from docx.shared import Pt, RGBColor  # noqa: PLC0415 (slow import)

        shade = _element("w:shd", val="clear", color="auto", fill=fill)
        _insert(paragraph._p.get_or_add_pPr(), shade)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
        for run in paragraph.runs:
            run.font.color.rgb = RGBColor.from_string(ink)

    def quotation(self, words: Words, after: list[str]) -> None:
        """A quotation with a bar beside it, and lines about it."""
        paragraph = self._write(self.document.add_paragraph(style="Quote"), words)
        for line in after:
            paragraph.add_run().add_break()
            self._write(paragraph, line, "quiet small")

    def _write(self, paragraph: Any, words: Words | str, look: str = "") -> Any:
        """Add *words* to *paragraph* in their language and direction."""
        from docx.shared import Pt, RGBColor  # noqa: PLC0415 (slow import)

        text = words.text if isinstance(words, Words) else words
        run = paragraph.add_run(text)
        if "bold" in look:
            run.bold = True
        if "quiet" in look:
            run.font.color.rgb = RGBColor.from_string(QUIET)
        if "small" in look:
            run.font.size = Pt(9)
        if "large" in look:
            run.font.size = Pt(20)
        if isinstance(words, Words):
            self._in_its_language(paragraph, run, words)
        return paragraph

    def _in_its_language(self, paragraph: Any, run: Any, words: Words) -> None:
        turned = runs_right_to_left(words.text)
        properties = run._r.get_or_add_rPr()
        if turned:
            properties.append(_element("w:rtl"))
            _insert(paragraph._p.get_or_add_pPr(), _element("w:bidi"))
        if words.lang and words.lang != self.lang:
            name = "bidi" if turned else "val"
            properties.append(_element("w:lang", **{name: _country(words.lang)}))

    # Tables and pictures

    def table(self, table: Table) -> None:
        """A table with marked heads; its caption stands above it."""
        if table.caption:
            self.paragraph(table.caption, look="quiet").paragraph_format.keep_with_next = True
        many = len(table.heads)
        drawn = self.document.add_table(rows=1, cols=many)
        self._frame(drawn, table.caption or table.heads[0])
        for column, head in enumerate(table.heads):
            self._cell(drawn.rows[0].cells[column], head, "bold quiet", self._at_end(table, column))
        for row in table.rows:
            cells = drawn.add_row().cells
            for column, words in enumerate(row):
                look = "bold" if column == 0 else ""
                is_short = column == len(row) - 1 and column < many - 1
                cell = cells[column].merge(cells[-1]) if is_short else cells[column]
                self._cell(cell, words, look, self._at_end(table, column) and not is_short)
        self.document.add_paragraph()

    def _at_end(self, table: Table, column: int) -> bool:
        return column >= len(table.heads) - table.numbers

    def _cell(self, cell: Any, words: Words | str, look: str, at_end: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 (slow import)
        from docx.shared import Pt  # noqa: PLC0415 (slow import)

        paragraph = cell.paragraphs[0]
        self._write(paragraph, words, look)
        paragraph.paragraph_format.space_after = Pt(0)
        if at_end:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in paragraph.runs:
            run.font.size = Pt(9)

    def _frame(self, drawn: Any, described: str) -> None:
        """Thin lines under the rows; the first row is the head, repeated on every page."""
        properties = drawn._tbl.tblPr
        borders = _element("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
        look = properties.find(_name("w:tblLook"))
        look.addprevious(borders)
        look.addnext(_element("w:tblDescription", val=described))
        row = drawn.rows[0]._tr.get_or_add_trPr()
        row.append(_element("w:cantSplit"))
        row.append(_element("w:tblHeader"))

    def picture(self, png: bytes, told: str, *, inches: float) -> None:
        """A picture, with *told* for somebody who does not see it."""
        from docx.shared import Inches, Pt  # noqa: PLC0415 (slow import)

        shape = self.document.add_picture(BytesIO(png), width=Inches(inches))
        shape._inline.docPr.set("descr", told)
        format_ = self.document.paragraphs[-1].paragraph_format
        format_.keep_with_next, format_.space_after = True, Pt(2)

    # The file

    def _nowhere(self) -> Any:
        """A paragraph that stands in no document, to make runs in."""
        from docx.text.paragraph import Paragraph  # noqa: PLC0415 (slow import)

        return Paragraph(_element("w:p"), self.document._body)

    def foot(self, words: str, page_words: str) -> None:
        """The foot of every page: *words*, and "Page {page} of {pages}"."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self._write(paragraph, f"{words}\t", "quiet small")
        before, rest = page_words.split("{page}")
        between, after = rest.split("{pages}")
        for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            self._write(paragraph, text, "quiet small")
            if field:
                counted = _element("w:fldSimple", instr=field)
                paragraph._p.append(counted)
                counted.append(self._write(self._nowhere(), "1", "quiet small").runs[0]._r)
        tabs = paragraph.paragraph_format.tab_stops
        tabs.clear_all()
        from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415 (slow import)
        from docx.shared import Inches  # noqa: PLC0415 (slow import)

        tabs.add_tab_stop(Inches(7), WD_TAB_ALIGNMENT.RIGHT)

    def about(self, *, title: str, author: str, subject: str, day: date) -> None:
        """What the file says of itself."""
        properties = self.document.core_properties
        properties.title, properties.subject = title[:MOST], subject[:MOST]
        properties.author = properties.last_modified_by = author[:MOST]
        properties.language = _country(self.lang)
        properties.created = properties.modified = datetime.combine(day, time())
        properties.comments = properties.keywords = ""
        properties.revision = 1

    def saved(self) -> bytes:
        """The file: the same bytes for the same content, so with no time of writing in it."""
        written, packed = BytesIO(), BytesIO()
        self.document.save(written)
        with (
            zipfile.ZipFile(written) as source,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                part = zipfile.ZipInfo(name, date_time=FIRST_DAY)
                part.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(part, source.read(name))
        return packed.getvalue()

    def _look(self) -> None:
        """US Letter, our colours, one font."""
        from docx.shared import Inches, Pt, RGBColor  # noqa: PLC0415 (slow import)

        page = self.document.sections[0]
        page.page_width, page.page_height = Inches(8.5), Inches(11)
        page.left_margin = page.right_margin = Inches(0.75)
        page.top_margin = page.bottom_margin = Inches(0.75)
        styles = self.document.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(10.5)
        normal.font.color.rgb = RGBColor.from_string(INK)
        normal.paragraph_format.space_after = Pt(6)
        (language,) = styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
        language.set(_name("w:val"), _country(self.lang))
        for level, size, ink in ((1, 30, WHITE), (2, 18, INK), (3, 11.5, GREEN), (4, 10.5, INK)):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.size, style.font.bold = FONT, Pt(size), True
            style.font.italic = False
            style.font.color.rgb = RGBColor.from_string(ink)
            fonts = style.element.rPr.rFonts
            for kind in list(fonts.attrib):
                del fonts.attrib[kind]
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(_name(f"w:{kind}"), FONT)
            style.paragraph_format.space_before = Pt(0 if level == 1 else 18 if level == 2 else 10)
            style.paragraph_format.space_after = Pt(4)
        quote = styles["Quote"]
        quote.font.name, quote.font.size, quote.font.italic = FONT, Pt(12), False
        quote.font.color.rgb = RGBColor.from_string(INK)
        bar = _element("w:pBdr")
        bar.append(_element("w:left", val="single", sz="18", space="8", color=GREEN))
        _insert(quote.element.get_or_add_pPr(), bar)


# What stands after a border, a ground and a direction in the properties of a paragraph: Word reads
# them in the order of their schema only.
_AFTER = {
    "w:pBdr": ("w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"),
    "w:shd": ("w:tabs", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"),
    "w:bidi": ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc"),
}
_LAST = ("w:outlineLvl", "w:rPr", "w:sectPr")


def _insert(properties: Any, element: Any) -> None:
    """Put *element* where it belongs among the *properties* of a paragraph."""
    tag = f"w:{element.tag.rpartition('}')[2]}"
    properties.insert_element_before(element, *_AFTER[tag], *_LAST)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 (slow import)

    return str(qn(tag))


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415 (slow import)

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(_name(f"w:{name}"), value)
    return element


def _country(lang: str) -> str:
    """A language as Word names it."""
    return FULL_COUNTRY.get(lang, lang)
