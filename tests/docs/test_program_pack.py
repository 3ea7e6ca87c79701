import pytest

from muster.programs.pack import read_pack
from muster.programs.rows import FILES, TITLE_PAGE
from tests.docs.documents import DOCS, read, rows, section
from tests.docs.pack_fields import Described, every_table, title_fields
from tests.programs.packs import SHIPPED

PAGE = DOCS / "reference" / "program-pack.md"
MEASURES = DOCS / "reference" / "measures.md"
TABLES = dict(every_table())


@pytest.mark.parametrize("table", TABLES)
def test_the_reference_says_what_each_field_may_hold(table: str) -> None:
    described = [Described(*row[:3]) for row in rows(section(PAGE, table))]

    assert described == TABLES[table]


def test_the_reference_says_what_each_field_is() -> None:
    assert [row for row in rows(read(PAGE)) if not row[3].endswith((".", "”."))] == []


def test_the_reference_describes_the_title_page() -> None:
    described = [Described(*row[:3]) for row in rows(section(PAGE, TITLE_PAGE))]

    assert described[1:-1] == title_fields()
    assert [described[0].field, described[-1].field] == ["`format`", "`sources`"]


def test_the_reference_has_every_file_with_its_tables() -> None:
    text = read(PAGE)
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("##")]
    expected = [TITLE_PAGE]
    for file, names in FILES.items():
        expected += [file, *(table for table in TABLES if table.split(".")[0] in names)]

    assert headings[1:] == expected


def test_measures_are_those_of_the_pack_that_comes_with_muster() -> None:
    pack = read_pack(SHIPPED)
    questions = {item.code: item.text for asked in pack.questionnaires for item in asked.items}

    assert list(rows(section(MEASURES, "The measures of `tat`"))) == [
        [
            f"`{row.key}`",
            f"`{row.kind}`",
            row.goal,
            row.label,
            row.says,
            questions.get(row.item_code, ""),
            row.counted_words,
        ]
        for row in pack.measures
    ]
