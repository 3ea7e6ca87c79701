"""A figure walked back: from the printed sentence to the answers, and to the room."""

import csv
import io
import json
import re
from datetime import date

import pytest

from muster.builds.models import ReportedFigure
from muster.programs.models import Goal, Item
from muster.reports.models import Passage, Report
from muster.surveys.models import Response
from tests import rows
from tests.people import join

HERE = "/builds/larkhaven/figures/"
ITEM = f"{HERE}next_steps/"


@pytest.fixture
def asked(larkhaven):
    """Thirty people, of whom twenty agreed and five did not."""
    rows.people(larkhaven, 30)
    rows.answers(larkhaven, yes=20, no=5)
    return larkhaven


def values(html):
    parts = re.findall(r'<section class="value".*?<h3[^>]*>(.*?)<span.*?</h3>(.*?)</section>',
                       html, re.DOTALL)  # fmt: skip
    return {name.strip(): re.findall(r"<li>(\w+)</li>", keys) for name, keys in parts}


def chain(html):
    found = re.search(r'<ol class="chain".*?</ol>', html, re.DOTALL)[0]
    return [
        (href, re.sub(r"<[^>]*>", "", words).strip())
        for href, words in re.findall(r'<a href="([^"]*)"><b>.*?</b><span>(.*?)</span>', found)
    ]


def lines(html, heading):
    found = re.search(rf'aria-labelledby="{heading}">(.*?)</section>', html, re.DOTALL)[1]
    return [
        " ".join(re.sub(r"<[^>]*>", " ", line).split())
        for line in re.findall(r"<li>(.*?)</li>", found, re.DOTALL)
    ]


def frozen(build, version, k, n=25, **more):
    snapshot = {"figures": [{"key": "next_steps", "k": k, "n": n, "N": 30}]}
    return Report.objects.create(
        build=build, version=version, snapshot=json.dumps(snapshot), hash="0", **more
    )


def test_the_way_back_leads_from_the_sentence_to_the_room(desk, asked):
    html = desk.get(ITEM).content.decode()

    assert chain(html) == [
        ("/builds/larkhaven/report/#s2", "Goal S2"),
        ("#definition", "next_steps"),
        ("#rows", "25 rows"),
        ("/builds/larkhaven/room/", "30 people"),
    ]
    assert desk.get("/builds/larkhaven/room/").status_code == 200


def test_every_answer_stands_under_its_own_key_by_value(desk, asked):
    answers = dict(Item.objects.get().options.values_list("label", "pk"))
    keys = {
        label: sorted(
            key
            for response in Response.objects.all()
            for key in response.answers.filter(option=pk).values_list("key", flat=True)
        )
        for label, pk in answers.items()
    }

    html = desk.get(ITEM).content.decode()

    assert values(html) == keys
    assert (len(keys["Agree"]), len(keys["Disagree"])) == (20, 5)


def test_no_page_shows_the_key_of_a_response(desk, asked):
    keys = set(Response.objects.values_list("key", flat=True))

    for path in ("", "next_steps/", "response_rate/"):
        words = set(re.findall(r"\w{10}", desk.get(f"{HERE}{path}").content.decode()))
        assert words & keys == set()


def test_how_sure_the_number_is_in_four_readings(desk, asked):
    readings = desk.get(ITEM).context["readings"]

    assert [(each.note, each.words, each.certain) for each in readings] == [
        ("20 of 25", "80%", False),
        ("exact, for a room of 30: 22 to 25 people, 95%", "73–83%", False),
        ("Wilson interval, 95%", "60.9–91.1%", False),
        ("20 to 25 of the 30, for certain", "67–83%", True),
    ]


def test_where_everybody_answered_nothing_is_said_of_the_silent(desk, larkhaven):
    rows.people(larkhaven, 25)
    rows.answers(larkhaven, yes=20, no=5)

    readings = desk.get(ITEM).context["readings"]

    assert [each.name for each in readings] == ["As counted", "For rooms like this one"]


def test_rounding_is_told_where_it_happened(desk, larkhaven):
    rows.people(larkhaven, 72)
    rows.answers(larkhaven, yes=54, no=7)

    assert desk.get(ITEM).context["readings"][0].note == ("54 of 61, rounded half up from 88.5%")


def test_what_is_withheld_stays_closed_with_its_rows(desk, larkhaven):
    rows.people(larkhaven, 30)
    rows.answers(larkhaven, yes=8, no=1)

    answer = desk.get(ITEM)

    html = answer.content.decode()
    assert "Not shown: fewer than 10 people answered." in html
    assert (values(html), answer.context["readings"]) == ({}, [])
    assert desk.get(f"{ITEM}rows.csv").status_code == 404
    rows.answers(larkhaven, yes=20)
    assert desk.get(f"{ITEM}rows.csv").status_code == 200


def test_more_answers_than_people_are_told_as_they_are(desk, larkhaven):
    rows.people(larkhaven, 24)
    rows.answers(larkhaven, yes=20, no=5)

    pages = [desk.get(f"{HERE}{key}/").content.decode() for key in ("response_rate", "next_steps")]

    headings = [re.findall(r"<h1>([^<]*)</h1>", html) for html in pages]
    assert headings == [["Answered the survey"], ["Know next steps"]]
    words = "25 answers are held and 24 people were in the room"
    assert [words in html for html in pages] == [True, True]
    assert desk.get(ITEM).context["readings"] == []
    assert len(values(pages[1])["Agree"]) == 20
    assert [card.number for card in desk.get(HERE).context["cards"]] == ["24", "", ""]


def test_the_response_rate_walks_back_to_the_room(desk, asked):
    html = desk.get(f"{HERE}response_rate/").content.decode()

    assert re.findall(r"<h1>([^<]*)</h1>", html) == ["83% answered the survey"]
    assert values(html) == {}
    assert '<a class="btn sm" href="/builds/larkhaven/room/">' in html
    assert desk.get(f"{HERE}response_rate/rows.csv").status_code == 404


def test_the_file_holds_each_key_with_its_value_and_nothing_else(desk, asked):
    page = values(desk.get(ITEM).content.decode())

    answer = desk.get(f"{ITEM}rows.csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, *table = csv.reader(io.StringIO(text))
    assert heading == ["key", "value"]
    assert table == sorted([key, value] for value, keys in page.items() for key in keys)
    assert answer["Content-Disposition"] == 'attachment; filename="larkhaven-next_steps.csv"'


def test_where_it_is_printed_is_told_with_the_versions(desk, asked):
    goal = Goal.objects.get(program=asked.program, code="S4")
    Passage.objects.create(build=asked, kind="goal", goal=goal, text="{figure:next_steps|k of n}")
    Passage.objects.create(build=asked, kind="summary", text="{figure:response_rate} answered.")
    frozen(asked, 1, 20, frozen_on=rows.TODAY, state="published", published_on=rows.TODAY)

    assert lines(desk.get(ITEM).content.decode(), "printed") == [
        "Report, first page version 1 (published)",
        "Report, goal S2 version 1 (published)",
        "Report, goal S4 version 1 (published)",
    ]
    assert lines(desk.get(f"{HERE}response_rate/").content.decode(), "printed") == [
        "Report, first page the draft on the desk",
        "Report, final summary the draft on the desk",
    ]


def test_the_history_says_revised_and_never_by_how_many(desk, asked):
    asked.measures_fixed_on = date(2026, 3, 2)
    asked.save()
    frozen(
        asked, 1, 19, n=24, frozen_on=date(2026, 5, 1), state="published",
        published_on=date(2026, 5, 2),
    )  # fmt: skip
    frozen(asked, 2, 20, frozen_on=date(2026, 5, 11))

    assert lines(desk.get(ITEM).content.decode(), "history") == [
        "Frozen in version 2 May 11, 2026",
        "Revised in version 2 May 11, 2026",
        "Published in version 1 May 2, 2026",
        "Answered March 12, 2026",
        "Defined March 2, 2026",
    ]


def test_what_others_printed_stands_beside_and_is_theirs(desk, asked):
    ReportedFigure.objects.create(
        build=asked, key="next_steps", about="Know", value=81, words="81% know.", source="A letter"
    )

    assert lines(desk.get(ITEM).content.decode(), "theirs") == ["“81% know.” A letter"]
    assert lines(desk.get(HERE).content.decode(), "theirs") == [
        "“81% know.” A letter · our figure : Know"
    ]
    assert desk.get(ITEM).context["figure"].percent == 80


def test_the_people_in_the_room_are_their_own_rows(desk, asked):
    assert desk.get(f"{HERE}participants/")["Location"] == "/builds/larkhaven/room/"


def test_a_figure_that_nobody_answered_is_not_there(desk, asked):
    assert desk.get(ITEM).status_code == 200

    assert desk.get(f"{HERE}nonsense/").status_code == 404


def test_figures_of_others_are_not_there(client, desk, asked):
    stranger = rows.build(rows.program("birch"), "port-amity")
    rows.people(stranger, 30)
    rows.answers(stranger, yes=25)
    paths = ["", "next_steps/", "next_steps/rows.csv"]

    ours = [desk.get(f"{HERE}{path}").status_code for path in paths]
    theirs = [desk.get(f"/builds/port-amity/figures/{path}").status_code for path in paths]
    client.force_login(join(asked.program, name="Lee", role="viewer").user)
    viewers = [client.get(f"{HERE}{path}").status_code for path in paths]

    assert (ours, theirs, viewers) == ([200] * 3, [404] * 3, [403] * 3)


@pytest.mark.parametrize("many", [1, 3])
def test_they_ask_the_same_number_of_questions(desk, larkhaven, many, django_assert_num_queries):
    rows.people(larkhaven, 30)
    rows.answers(larkhaven, yes=20, no=many)
    for version in range(1, many + 1):
        frozen(larkhaven, version, 20, frozen_on=rows.DAY)
        Passage.objects.create(
            build=larkhaven, kind="summary", position=version, text="{figure:next_steps}"
        )
        ReportedFigure.objects.create(
            build=larkhaven, key=f"f{version}", about="x", value=1, words="1", source="s"
        )

    with django_assert_num_queries(10):
        desk.get(HERE)
    with django_assert_num_queries(15):
        desk.get(ITEM)
    with django_assert_num_queries(13):
        desk.get(f"{HERE}response_rate/")


@pytest.mark.parametrize(
    ("key", "heading", "counts"),
    [
        ("next_steps", "92% know what next steps to take", (46, 4)),
        ("presenters", "100% said presenters were", (50, 0)),
        ("good_use", "100% said the briefing was", (50, 0)),
        ("recommend", "98% would recommend", (49, 1)),
        ("survivor", "98% agreed that hearing", (49, 1)),
    ],
)
def test_gulfports_published_figures_walk_back_to_reconstructed_rows(
    signed_in, gulfport, key, heading, counts
):
    html = signed_in.get(f"/builds/ms-gulfport-2020/figures/{key}/").content.decode()

    assert re.findall(r"<h1>([^<]*)</h1>", html)[0].startswith(heading)
    found = values(html)
    assert tuple(len(keys) for keys in found.values()) == counts
    assert list(found) == ["Counted", "Not counted"]
    assert "These answers were reconstructed" in html
