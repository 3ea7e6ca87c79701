"""axe finds nothing on the shell's pages, at three widths, on screen and on paper; nothing slides.

The pages are rendered here and handed to the browser under the policy of the settings, so that a
style or script that the policy forbids fails as well.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Template, engines
from django.template.loader import get_template, render_to_string
from django.utils import translation

from muster.shell.renderer import FormRenderer
from muster.shell.road import Milepost, State
from tests.browser import violations
from tests.shell.members import SAMPLE, TAT, asked_by, member_of
from tests.shell.snapshots import REVISED, Edition, bare, full
from tests.shell.test_forms import Note

pytestmark = pytest.mark.urls("tests.shell.urls")
BUILD = """
{% extends "shell/base.html" %}{% load muster %}
{% block title %}Larkhaven{% endblock %}
{% block crumbs %}{% crumbs "/builds/" "Builds" "Larkhaven" %}{% endblock %}
{% block content %}
  <div class="head"><h1>Larkhaven</h1></div>
  {% road mileposts %}
  <h2>Figures</h2>
  {% squares_room 72 %}{% squares_count 61 72 %}{% squares 54 61 72 %}{% key %}
  <table><thead><tr><th scope="col">Sector</th><td></td><th scope="col">Came</th></tr></thead>
    <tbody><tr><th scope="row">Trucking</th><td>{% came_bar 15 26 34 %}</td><td>15</td></tr></tbody>
  </table>
  {% share_bar 3 4 %}{% balance_bar 86 74 %}{% range_bar 75 90 50 %}{% range_bar 89 89 50 %}
  <p>{% kind "pledged" %} {% code "S4" href="/#s4" %} {% code "S3" False %}</p>
  <p>{% level "block" %} {% level "warn" %} {% level "note" %} {% goal_status "no_result" %}</p>
  {% include "shell/parts/empty.html" with title="Nothing is due" text="The road is clear." %}
  <form class="form" method="post">{{ form }}<button class="btn primary">Keep</button></form>
{% endblock %}
"""


def build_page() -> str:
    request = asked_by(member_of(SAMPLE), member_of(TAT), path="/builds/", see_builds=True)
    posts = [
        Milepost("Plan", State.DONE, "/plan/", "5 sessions"),
        Milepost("Room", State.NOW, "/room/", "72 checked in"),
        Milepost("Report", State.AHEAD, "/report/"),
    ]
    form = Note({"when": "never"}, renderer=FormRenderer())
    context = {"mileposts": posts, "form": form}
    return engines["django"].from_string(BUILD).render(context, request)


def public_page(report: dict[str, Any], edition: Edition, language: str = "en") -> str:
    with translation.override(language):
        return render_to_string(
            "reports/public/public.html",
            {
                "report": report,
                "edition": edition,
                "files": [("PDF", "report.pdf"), ("Word", "report.docx")],
                "versions": [],
                "address": "https://muster.example.org/r/larkhaven/",
            },
        )


def entrance_page() -> str:
    body = (
        '{% extends "allauth/layouts/entrance.html" %}{% block content %}<h1>In</h1>{% endblock %}'
    )
    return Template(body).render(Context())


PAGES: dict[str, Callable[[], str]] = {
    "build": build_page,
    "report": lambda: public_page(full(), REVISED),
    "report in Spanish": lambda: public_page(full(), REVISED, "es"),
    "draft of little": lambda: public_page(bare(), Edition(None, "draft", None)),
    "withdrawn report": lambda: public_page(full(), Edition(1, "withdrawn")),
    "way in": entrance_page,
    "not found": lambda: get_template("404.html").render(),
    "broken": lambda: get_template("500.html").render(),
}


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_shut_out(tab, name):
    tab.show(PAGES[name]())
    tab.page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")

    found = {}
    for media, width in [("screen", 360), ("screen", 768), ("screen", 1440), ("print", 768)]:
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.page.emulate_media(media=media)
        found[media, width] = violations(tab.page)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width

    assert [place for place in found.items() if place[1]] == []
    assert tab.complaints == []


def test_axe_does_find_what_is_wrong(tab):
    html = get_template("404.html").render()
    tab.show(html.replace("<h1>", '<img src="/static/shell/icon.svg"><h1>'))

    assert violations(tab.page) == [("image-alt", ["img"])]


def test_words_in_the_colour_of_what_is_behind_them_are_found(tab):
    html = get_template("404.html").render()
    tab.show(html.replace("<h1>", '<p id="unseen">Nobody reads this.</p><h1>'))
    assert violations(tab.page) == []

    tab.page.evaluate(
        """() => {
          const words = document.getElementById("unseen").style
          words.color = words.backgroundColor = "#ffffff"
        }"""
    )

    assert violations(tab.page) == [("color-contrast", ["#unseen"])]


def test_what_floats_is_looked_at_by_itself(tab):
    """A menu lies over a button while it is open; what is wrong in the menu itself is found."""
    buttons = '<p class="actions"><a class="btn" href="/">A</a><a class="btn" href="/b/">B</a></p>'
    tab.show(build_page().replace('<div class="head">', f'{buttons}<div class="head">'))
    tab.page.evaluate(
        """() => {
          const menu = document.querySelector("details.drop > .pop")
          menu.parentElement.open = true
          const [first, second] = document.querySelectorAll(".actions .btn")
          const gap = menu.getBoundingClientRect().left - second.getBoundingClientRect().left
          first.parentElement.style.marginInlineStart = `${gap - 3}px`
        }"""
    )
    assert violations(tab.page) == []
    assert tab.page.locator("details.drop[open]").count() == 1

    tab.page.evaluate("document.querySelector('.pop').append(new Image())")

    assert violations(tab.page) == [("image-alt", ["img"])]
