"""The report as one HTML file: it carries everything, and asks for nothing."""

import re

from muster.reports.render.web import render_html
from tests.reports.render.reports import PUBLISHED, with_pairs
from tests.shell.snapshots import bare, full


def test_it_asks_for_nothing():
    page = render_html(with_pairs(), PUBLISHED)

    assert re.findall(r"<(script|link|img|iframe|object|embed|base)\b", page) == []
    assert re.findall(r"\b(?:src|srcset|action|poster|data)=", page) == []
    assert {href[:1] for href in re.findall(r'\bhref="([^"]*)"', page)} == {"#"}
    assert set(re.findall(r"url\((.{0,23})", page)) == {'"data:font/woff2;base64'}
    assert "@import" not in page


def test_the_readers_browser_is_told_to_let_it_ask_for_nothing():
    policy = re.search(
        r'http-equiv="Content-Security-Policy" content="([^"]*)"', render_html(bare(), PUBLISHED)
    )

    assert policy[1] == "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


def test_it_wears_the_look_of_the_public_page():
    page = render_html(full(), PUBLISHED)

    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert len(styles) == 1
    assert [
        name for name in (".guide-sign", ".squares", ".person-fig") if name not in styles[0]
    ] == []


def test_what_is_behind_a_number_stands_open():
    """Whoever prints or saves the file has everything before their eyes."""
    page = render_html(full(), PUBLISHED).partition("</style>")[2]

    assert len(re.findall(r"<details", page)) == len(re.findall(r"<details[^>]* open", page))


def test_it_speaks_the_language_that_it_is_asked_for():
    assert '<html lang="es">' in render_html(full(), PUBLISHED, language="es")
    assert '<html lang="en">' in render_html(full(), PUBLISHED)


def test_links_within_it_lead_somewhere():
    page = render_html(with_pairs(), PUBLISHED)

    places = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'\bhref="#([^"]+)"', page)) - places == set()
