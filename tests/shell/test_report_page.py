"""The published report as a page: nothing is dropped, nothing looks better than it is."""

import html as markup
import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.shell.snapshots import REVISED, Edition, bare, figure, full, outcome, quote


def page(
    report: dict[str, Any],
    edition: Edition = REVISED,
    language: str = "en",
    files: Sequence[tuple[str, str]] = (),
) -> str:
    with translation.override(language):
        context = {"report": report, "edition": edition, "files": files, "versions": []}
        return render_to_string("reports/public/public.html", context)


def section(html: str, name: str) -> str:
    return re.search(rf'<section aria-labelledby="{name}">.*?</section>', html, re.DOTALL)[0]


def text(html: str) -> str:
    return " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("report", [full(), bare()], ids=["full", "bare"])
def test_every_goal_stands_on_the_page_with_its_status(report):
    goals = section(page(report), "goals")

    words = {"shown": "Shown", "not_measured": "Not measured", "no_result": "No result yet"}
    rows = re.findall(r'<li class="goal.*?id="(\w+)">.*?class="tag[^>]*>([^<]*)<', goals, re.DOTALL)
    assert rows == [(goal["code"].lower(), words[goal["status"]]) for goal in report["goals"]]


def test_a_number_stands_with_its_basis():
    figures = section(page(full()), "figures")

    assert "54 agreed, 7 did not, 11 silent" in text(figures)
    assert (
        "54 of 61 who answered, of 72 in the room. 61 to 65 of the 72 if silence was by chance;"
        " 75–90% whatever the silent think."
    ) in text(figures)


def test_a_withheld_figure_prints_its_reason_and_no_number():
    html = page(full())

    item = re.search(r'<li class="person-fig is-withheld".*?</li>', html, re.DOTALL)[0]
    assert text(item) == "said yes to casino staff Not shown Fewer than ten people answered."
    row = re.search(r"<tr>\s*<th[^>]*><a href=\"#casino_staff.*?</tr>", html, re.DOTALL)[0]
    assert text(row) == "Casino staff Fewer than ten people answered."


def test_reconstructed_answers_are_said_to_be():
    words = "reconstructed from the published percentage"

    assert text(page(full())).count(words) == 1
    assert text(page(bare(figures=[figure("next_steps", 5, 6, [5, 6], [1, 2])]))).count(words) == 0


def test_a_room_too_large_for_squares_is_told_in_words():
    crowd = figure("next_steps", 400, 450, [395, 410], [80, 90], N=500)

    figures = section(page(bare(participants=500, figures=[crowd])), "figures")

    assert figures.count("<svg") == 0
    assert "400 agreed, 50 did not, 50 silent" in text(figures)


def test_a_pledge_never_looks_done():
    html = section(page(full()), "outcomes")

    kinds = re.findall(r'class="kind ([\w-]+)">([^<]*)<', html)
    assert kinds == [
        ("is-done", "Done"),
        ("is-progress", "In progress"),
        ("is-pledged", "Pledged"),
        ("is-interest", "Interest"),
        ("is-count", "Count only"),
    ]


def test_what_nobody_checked_is_said_to_be_unchecked():
    report = bare(outcomes=[outcome("a", "pledged", "A", "will.", "S1")] * 2)

    outcomes = text(section(page(report), "outcomes"))

    assert "Two things were reported: two pledged. Nobody independent has checked them." in outcomes
    assert "One is substantiated by somebody independent." in text(
        section(page(full()), "outcomes")
    )


def test_the_tile_of_an_outcome_is_hollow_where_its_goal_is_not_shown():
    tiles = re.findall(r'<a class="(code[^"]*)" href="#(\w+)">', section(page(full()), "outcomes"))

    assert tiles == [
        ("code", "s4"), ("code open", "l5"), ("code", "s4"), ("code open", "s3"),
        ("code open", "s3"),
    ]  # fmt: skip


def test_quotes_wear_their_language_and_run_their_way():
    quotes = re.findall(r'<li[^>]*dir="auto"><q lang="(\w+)">', page(full()))

    assert quotes == ["en", "en", "es", "ar"]


def test_no_section_stands_empty():
    html = page(bare())

    assert re.findall(r'<section aria-labelledby="(\w+)"', html) == [
        "figures", "goals", "outcomes", "methods", "changes",
    ]  # fmt: skip
    links = re.findall(r'<li><a href="#(\w+)"', section_of_contents(html))
    assert links == ["figures", "goals", "outcomes", "methods", "changes"]


def section_of_contents(html: str) -> str:
    return re.search(r'<nav class="toc".*?</nav>', html, re.DOTALL)[0]


def test_the_contents_lead_to_every_section():
    html = page(full())

    links = re.findall(r'<li><a href="#(\w+)"', section_of_contents(html))

    assert links == re.findall(r'<h2 id="(\w+)"', html.split("<article")[1].split("</article>")[0])


def test_what_was_withdrawn_and_what_changed_are_listed():
    changes = text(section(page(full()), "changes"))

    assert "Know next steps 88% 89% Revised" in changes
    assert "A quote about the training was withdrawn by its writer. May 18, 2026" in changes


@pytest.mark.parametrize(
    ("edition", "word", "unlisted"),
    [
        (Edition(None, "draft", None), "Draft", 1),
        (Edition(1, "withdrawn"), "Withdrawn", 0),
        (Edition(1, "published"), None, 0),
    ],
)
def test_a_draft_and_a_withdrawn_report_say_so_first(edition, word, unlisted):
    html = page(bare(), edition)

    said = re.findall(r'role="note"><span class="tag \w+">([^<]*)<', html)
    assert said == ([word] if word else [])
    assert html.count('name="robots" content="noindex"') == unlisted


def test_in_spanish_the_programs_own_words_keep_their_language():
    spanish, english = page(full(), language="es"), page(full())

    assert '<html lang="es">' in spanish
    assert re.findall(r'<div class="prose" (lang="\w+")?>', spanish) == ['lang="en"', 'lang="en"']
    assert re.findall(r'<div class="prose" (lang="\w+")?>', english) == ["", ""]
    assert re.findall(r'hreflang="(\w+)"', spanish + english) == ["en", "es"]


def test_guidance_that_no_person_checked_in_spanish_says_so():
    words = "No person who speaks Spanish has checked the Spanish words yet."
    checked = full()
    checked["guidance"]["spanish_checked"] = True

    assert text(page(full())).count(words) == 1
    assert text(page(checked)).count(words) == 0


def test_words_are_text_never_markup():
    html = page(bare(quotes=[quote("q1", "<script>alert(1)</script>")]))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_no_page_wears_inline_style_or_script():
    html = page(full())

    assert re.findall(r"<[^>]*\s(style|on\w+)=", html) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
