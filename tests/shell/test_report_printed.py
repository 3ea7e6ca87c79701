"""The page of a report on a phone and on paper."""

import io

import pypdf
import pytest

from tests.reports.render.reports import with_pairs
from tests.shell.test_report_page import page

HEADINGS = [
    "Before and after", "Mission", "What can be shown", "What has come of it", "In their words",
    "Who was in the room", "Whom to call", "Final summary", "Methods and limits",
    "What has changed",
]  # fmt: skip


@pytest.fixture
def shown(tab):
    tab.show(page(with_pairs(), files=[("PDF", "/r/larkhaven/report.pdf")]))
    return tab.page


@pytest.fixture
def printed(shown):
    """The lines of each sheet of letter paper."""
    paper = pypdf.PdfReader(io.BytesIO(shown.pdf(format="Letter")))
    return [sheet.extract_text().split("\n") for sheet in paper.pages]


@pytest.mark.parametrize(("width", "kind"), [(390, "narrow"), (1200, "wide")])
def test_the_chart_fits_the_screen_with_letters_that_can_be_read(shown, width, kind):
    shown.set_viewport_size({"width": width, "height": 800})

    drawings = shown.locator(".chart svg").all()

    (visible,) = [drawing for drawing in drawings if drawing.is_visible()]
    box = visible.bounding_box()
    assert visible.locator("xpath=..").get_attribute("class") == kind
    assert box["x"] + box["width"] <= width
    assert min(text.bounding_box()["height"] for text in visible.locator("text").all()) > 11


def test_what_slides_shows_that_there_is_more_and_prints_nothing_of_it(shown):
    shown.set_viewport_size({"width": 390, "height": 800})
    ground = "getComputedStyle(document.querySelector('.scroll')).backgroundImage"
    assert shown.evaluate(ground).count("linear-gradient") == 4

    shown.emulate_media(media="print")

    assert shown.evaluate(ground) == "none"


def test_the_first_figures_stand_under_the_sign(printed):
    first = " ".join(printed[0])

    told = ["72 people came.", "61 answered, 11 did not", "54 agreed, 7 did not, 11 silent"]
    assert [words for words in told if words not in first] == []


def test_no_heading_stays_behind_at_the_foot_of_a_sheet(printed):
    feet = [sheet[-1].strip() for sheet in printed]

    assert [foot for foot in feet if foot.startswith(tuple(HEADINGS))] == []


def test_what_cannot_be_clicked_has_no_heading_on_paper(shown, printed):
    assert shown.get_by_role("heading", name="Download").count() == 1

    assert [line for sheet in printed for line in sheet if "Download" in line] == []
