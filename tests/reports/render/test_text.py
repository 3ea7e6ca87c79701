"""The report as plain text: it fits a terminal, and every part has its line under it."""

import re

import pytest

from muster.reports.render.text import render_text
from tests.reports.render.reports import PUBLISHED, with_pairs
from tests.shell.snapshots import bare, full


@pytest.mark.parametrize("make", [full, bare, with_pairs])
def test_it_is_72_columns_wide(make):
    lines = render_text(make(), PUBLISHED).splitlines()

    assert max(map(len, lines)) == 72
    assert [line for line in lines if line != line.rstrip()] == []


def test_its_parts_stand_in_the_order_of_the_paper():
    text = render_text(with_pairs(), PUBLISHED)

    assert re.findall(r"^(\S.*)\n=+$", text, re.MULTILINE)[1:] == [
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


def test_whom_to_call_without_a_number_leaves_no_line_for_it():
    report = full()
    line = report["guidance"]["lines"][0]
    assert f"\n  {line['number']}\n    {line['who']}" in render_text(report, PUBLISHED)
    line["number"] = ""

    text = render_text(report, PUBLISHED)

    assert f"\n\n    {line['who']}" in text
    assert [each for each in text.splitlines() if each != each.rstrip()] == []


def test_people_by_sector_stand_in_columns():
    text = render_text(full(), PUBLISHED)

    assert "Law enforcement      43\nTrucking             24\nOther sectors         5\n" in text
