"""A table is CSV as people and spreadsheets write it, or it is refused."""

import pytest

from tests.packets.papers import bare, load, refused, small

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "row 1, name: the column is missing."),
        ("\n\n", "row 1, name: the column is missing."),
        ("source\nMe\n", "row 1, name: the column is missing."),
        (
            "nmae,source\nHarbor,\n",
            "row 1, nmae: there is no column “nmae”. Did you mean “name”?",
        ),
        ("name,name\nHarbor,Harbor\n", "row 1, name: the column stands there twice."),
        ("name,,source\nHarbor,,\n", "row 1: a column has no header."),
        (
            "name;source\nHarbor;Me\n",
            "row 1: the columns are parted by “;”: save the table with commas.",
        ),
        (
            "name\tsource\nHarbor\tMe\n",
            "row 1: the columns are parted by “\\x09”: save the table with commas.",
        ),
        ("name,source\nHarbor,Me,you\n", "row 2: the row has 3 cells, the headers are 2."),
        ("name,source\nHarbor\n", "row 2: the row has 1 cells, the headers are 2."),
        (
            'name,source\nHarbor,"Me\nand so on\n',
            "row 2: a quotation mark that opens in this row is never closed.",
        ),
        (
            'name,source\nPort,\nHarbor,"Me" too\n',
            "row 3: words go on after a quotation mark has closed; within a quoted cell, a "
            "quotation mark is written twice.",
        ),
        (
            ",".join(f"column{number}" for number in range(9)),
            "row 1: 9 columns; this table has 2.",
        ),
    ],
)
def test_a_table_that_is_no_table_is_refused(text, says):
    found = refused({**bare(), "aliases.csv": text.encode()})

    assert f"aliases.csv, {says}" in found
    assert all(problem.startswith("aliases.csv, row 1") for problem in found[1:])


def test_a_table_with_more_rows_than_are_read_is_refused(monkeypatch):
    monkeypatch.setattr("muster.packets.rows.MOST_ROWS", 2)

    assert refused(small()) == [
        "participants.csv, row 4: more than 2 rows; no more are read.",
        "answers.csv, row 4: more than 2 rows; no more are read.",
        "evidence.csv, row 4: more than 2 rows; no more are read.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        '\ufeffname,source\r\n"The build\r\nat the harbor",\r\n',
        'name,source,,\n"The build\nat the harbor",,,\n,,,\n\n',
        ' name , source \n"The build\nat the harbor",\n',
        'source,name\n,"The build\nat the harbor"\n',
        '"name"\n"The build\rat the harbor"',
    ],
    ids=["Windows", "empty ends", "spaces", "another order", "one column, old Mac"],
)
def test_the_habits_of_spreadsheets_are_no_hindrance(text):
    build = load({**bare(), "aliases.csv": text.encode()}).build

    assert build.aliases.get().name == "The build\nat the harbor"


def test_a_missing_column_hides_nothing_that_is_wrong_with_the_others():
    files = {
        **bare(),
        "outcomes.csv": (
            b"key,position,stage,goal,text\n"
            b"trains,first,done,Z1,trained its drivers.\n"
            b"trains,2,finished,S4,trained them again.\n"
        ),
    }

    found = refused(files)

    assert found[0] == "outcomes.csv, row 1, may_name: the column is missing."
    assert {problem.split(": ")[0] for problem in found[1:]} == {
        "outcomes.csv, row 2, position",
        "outcomes.csv, row 2, goal",
        "outcomes.csv, row 3, stage",
        "outcomes.csv, row 3, key",
    }
