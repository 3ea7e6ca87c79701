"""How the desk is drawn where its forms are open."""

import pytest

from muster.reports import sign
from tests import rows

DESK = "/builds/larkhaven/report/"


@pytest.fixture
def publishing(tab, full, dana, desk):
    """The desk in a browser, with the form of publishing open."""
    sign.review(sign.freeze(full, by=dana, now=rows.NOW), by=dana, now=rows.NOW)
    page = tab.page
    page.set_viewport_size({"width": 800, "height": 900})
    tab.show(desk.get(DESK).content.decode())
    page.locator("summary", has_text="Publish version 1").click()
    return page


def test_the_two_ways_to_publish_look_alike(publishing):
    publishing.set_viewport_size({"width": 320, "height": 900})

    first, second = (each.bounding_box() for each in publishing.get_by_role("radio").all())

    assert (first["x"], first["width"]) == (second["x"], second["width"])


def test_an_open_form_makes_no_tall_columns_of_its_neighbours(publishing):
    steps = [step.bounding_box() for step in publishing.locator(".signoff li").all()]

    assert len({step["x"] for step in steps}) == 1
    assert max(step["height"] for step in steps[:2]) < 120
