"""Charts: one specification, two kinds of drawing, kept on disk, always with its words."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from muster.reports.render import charts
from tests.reports.render.reports import with_pairs
from tests.shell.snapshots import full


@pytest.fixture
def folder(tmp_path, settings):
    settings.CHART_CACHE = tmp_path / "charts"
    return settings.CHART_CACHE


def test_the_chart_of_the_room_tells_every_sector_with_its_people():
    chart = charts.room_chart(full())

    assert chart.told == (
        "People who came, by sector: Law enforcement 43, Trucking 24 and Other sectors 5."
    )
    assert _letters(charts.svg(chart)) == {
        "Law enforcement", "Trucking", "Other sectors", "43", "24", "5",
    }  # fmt: skip


def test_the_chart_of_pairs_tells_before_and_after():
    chart = charts.pairs_chart(with_pairs())

    assert chart.told == "Would say victim: 36% before, 85% after."
    assert _letters(charts.svg(chart)) == {
        "Would say victim", "36% before", "85% after", "0%", "25%", "50%", "75%", "100%",
    }  # fmt: skip


def _letters(svg: str) -> set[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 (drawn a moment ago)
    texts = ("".join(part.itertext()) for part in root.iter() if part.tag.endswith("}text"))
    return {text for text in texts if text}


def test_a_drawing_stands_under_the_policy_of_the_pages():
    """No style attribute, no script, nothing from elsewhere; and its words in our own font.

    It is read out as one sentence, which the page has beside it.
    """
    drawn = charts.svg(charts.room_chart(full())) + charts.svg(charts.pairs_chart(with_pairs()))

    assert re.findall(r"\sstyle=|<script|<image|href=|url\((?!#)", drawn) == []
    assert re.findall(r"\b(?:role|aria-\w+)=", drawn) == []
    assert set(re.findall(r'font-family="([^"]*)"', drawn)) == {"Public Sans"}


def test_words_in_a_chart_are_never_markup():
    report = full()
    report["room"]["rows"][0]["sector"] = "</text><script>alert(1)</script>"

    drawn = charts.svg(charts.room_chart(report))

    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_drawing_is_made_once_and_kept(folder):
    chart = charts.room_chart(full())
    first = charts.svg(chart)
    (kept,) = folder.iterdir()
    kept.write_text(first.replace("43", "44"))

    assert charts.svg(chart) == first.replace("43", "44")
    assert [file.name for file in folder.iterdir()] == [kept.name]


def test_another_number_is_another_drawing(folder):
    charts.svg(charts.room_chart(full()))
    other = full()
    other["room"]["rows"][0]["came"] = 42

    assert "42" in _letters(charts.svg(charts.room_chart(other)))
    assert len(list(folder.iterdir())) == 2


def test_a_picture_for_word_is_a_png(folder):
    assert charts.png(charts.room_chart(full())).startswith(b"\x89PNG")
    assert [file.suffix for file in folder.iterdir()] == [".png"]


SLOW = "altair vl_convert typst docx fontTools"
PROGRAM = f"""
import sys, django, django.conf
django.conf.settings.configure(CHART_CACHE=sys.argv[1], USE_I18N=True)
from muster.reports.render import charts, glyphs, pdf, pictures, text, told, web, word
print(sorted(set("{SLOW}".split()) & set(sys.modules)))
chart = charts.Chart("room", ({{"label": "a", "came": 1}},), "")
charts.svg(chart)
print(sorted(set("{SLOW}".split()) & set(sys.modules)))
"""


def test_slow_libraries_are_read_when_something_is_drawn_and_not_before(folder):
    said = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        for _time in range(2)
    ]

    assert said == [["[]", "['altair', 'vl_convert']"], ["[]", "[]"]]
