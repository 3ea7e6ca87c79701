"""The components say in words what they show in shapes."""

import re
from dataclasses import dataclass

import pytest
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation

from muster.shell.road import Milepost, State


def rendered(source: str, **context: object) -> str:
    html = Template("{% load muster %}" + source).render(Context(context))
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


def label(html: str) -> str:
    return re.search(r'aria-label="([^"]*)"', html)[1]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{% squares 46 50 67 %}", "67 squares: 46 people agreed, 4 did not, 17 did not answer"),
        ("{% squares 1 1 1 %}", "1 square: 1 person agreed, 0 did not, 0 did not answer"),
        ("{% squares_count 50 67 %}", "67 squares: 50 people answered, 17 did not"),
        ("{% squares_room 72 %}", "72 squares, one for each person in the room"),
    ],
)
def test_squares_say_what_they_show(tag, said):
    assert label(rendered(tag)) == said


def test_a_figure_takes_five_strokes_at_most():
    assert rendered("{% squares 46 50 67 %}").count("<path") == 5
    assert rendered("{% squares 50 50 50 %}").count("<path") == 1


@pytest.mark.parametrize("tag", ["{% squares k n N %}", "{% squares_count k N %}"])
def test_a_withheld_figure_draws_nothing(tag):
    assert rendered(tag, k=4, n=5, N=6) != ""

    assert rendered(tag, k=None, n=None, N=None) == ""


def test_a_stage_is_a_shape_and_a_word():
    stages = ["done", "in_progress", "pledged", "interest", "count_only"]

    assert [rendered("{% kind stage %}", stage=stage) for stage in stages] == [
        '<span class="kind is-done">Done</span>',
        '<span class="kind is-progress">In progress</span>',
        '<span class="kind is-pledged">Pledged</span>',
        '<span class="kind is-interest">Interest</span>',
        '<span class="kind is-count">Count only</span>',
    ]


def test_the_tile_of_a_goal_that_is_not_shown_is_hollow():
    assert rendered('{% code "S2" %}') == '<span class="code">S2</span>'
    assert rendered('{% code "S3" shown=False %}') == '<span class="code open">S3</span>'
    assert rendered('{% code "S3" False "/x/#s3" %}') == (
        '<a class="code open" href="/x/#s3">S3</a>'
    )


def test_levels_and_statuses_are_words():
    levels = [rendered("{% level value %}", value=value) for value in ("block", "warn", "note")]
    statuses = [
        rendered("{% goal_status value %}", value=value)
        for value in ("shown", "not_measured", "no_result")
    ]

    assert levels == [
        '<span class="tag late">Blocks</span>',
        '<span class="tag due">Look at it</span>',
        '<span class="tag open">Note</span>',
    ]
    assert statuses == [
        '<span class="tag">Shown</span>',
        '<span class="tag open">Not measured</span>',
        '<span class="tag due">No result yet</span>',
    ]


def test_bars_are_as_long_in_a_language_with_decimal_commas():
    with translation.override("es"):
        assert 'width="67.65%"' in rendered("{% share_bar 23 34 %}")


def test_a_range_of_one_number_is_a_dot():
    assert rendered("{% range_bar 92 92 50 %}").count("<circle") == 1
    assert rendered("{% range_bar 90 92 50 %}").count("<circle") == 0


def test_the_road_says_how_far_each_milepost_is():
    posts = [
        Milepost("Plan", State.DONE, "/plan/", "5 sessions"),
        Milepost("Room", State.NOW, "/room/"),
        Milepost("Report", State.AHEAD, "/report/"),
    ]

    html = rendered("{% road posts %}", posts=posts)

    assert re.findall(r"<li.*?</li>", html) == [
        '<li class="done"><a href="/plan/">Plan</a><span class="state">Done</span>'
        "<small>5 sessions</small></li>",
        '<li class="now"><a href="/room/" aria-current="step">Room</a>'
        '<span class="state">Now</span></li>',
        '<li><a href="/report/">Report</a><span class="state">Ahead</span></li>',
    ]


def test_the_crumbs_end_at_this_page():
    html = rendered('{% crumbs "/builds/" "Builds" "/builds/a/" "Larkhaven" "Quotes" %}')

    assert re.findall(r"<li.*?</li>", html) == [
        '<li><a href="/builds/">Builds</a></li>',
        '<li><a href="/builds/a/">Larkhaven</a></li>',
        '<li aria-current="page">Quotes</li>',
    ]


@override_settings(ROOT_URLCONF="tests.shell.urls")
@pytest.mark.parametrize(
    ("path", "current"),
    [("/builds/", ' aria-current="page"'), ("/builds/a/", ' aria-current="true"'), ("/", "")],
)
def test_the_bar_says_where_the_reader_is(path, current):
    request = RequestFactory().get(path)

    html = rendered('{% nav_link "builds" "Builds" %}', request=request)

    assert html == f'<li><a href="/builds/"{current}>Builds</a></li>'


@dataclass(frozen=True)
class Ends:
    previous: str
    next: str
    words: str


def test_a_list_names_its_ends_and_offers_only_the_ways_there_are():
    page = Ends("", "?from=tern", "from Cinder Creek to Tern Harbor")

    html = rendered('{% include "shell/parts/pagination.html" %}', page=page)

    assert re.findall(r'href="([^"]*)"', html) == ["?from=tern"]
    assert "<p>from Cinder Creek to Tern Harbor</p>" in html
    assert rendered('{% include "shell/parts/pagination.html" %}', page=Ends("", "", "")) == ""


def test_names_are_text_never_markup():
    html = rendered('{% include "shell/parts/empty.html" with title=name %}', name="<b>Halyard</b>")

    assert "<h2>&lt;b&gt;Halyard&lt;/b&gt;</h2>" in html
