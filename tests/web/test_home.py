"""A build's home: its road, its figures, its room, what came of it, and what waits."""

import re
from datetime import timedelta

import pytest

from muster.accounts import rights
from muster.accounts.models import MemberState
from muster.accounts.rights import Right
from muster.builds.models import Host, Session, Speaker
from muster.programs.models import Sector
from muster.reports.models import Report
from tests import rows
from tests.people import join

HERE = "/builds/larkhaven/"


def page(desk):
    answer = desk.get(HERE)
    assert answer.status_code == 200
    return answer


def card(html, heading):
    found = re.search(rf'<section class="card[^"]*" aria-labelledby="{heading}">(.*?)</section>',
                      html, re.DOTALL)  # fmt: skip
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split())


def fill(build, many):
    """*many* of everything."""
    police = Sector.objects.get(program=build.program, key="police")
    trucking = Sector.objects.get(program=build.program, key="trucking")
    rows.people(build, 20 + many, sector=police)
    rows.people(build, many, sector=trucking, status="invited")
    rows.people(build, many, role="press")
    rows.answers(build, yes=20, no=many)
    for number in range(many):
        company = rows.organization(build.program, f"Company {number}")
        build.partners.create(organization=company, part="host", position=number)
        session = Session.objects.create(build=build, position=number, title="Talk")
        Speaker.objects.create(session=session, position=1, kind="host", organization=company)
        outcome = rows.outcome(build, stage="pledged", due_on=rows.DAY, organization=company)
        outcome.introductions.create(organization=company, position=1, stage="met")
        rows.quote(build, decision="show", large=True)
        rows.quote(build)
        Report.objects.create(
            build=build, version=number + 1, snapshot="{}", hash="0", frozen_on=rows.DAY,
            state="published", published_on=rows.DAY,
        )  # fmt: skip


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_thirteen_questions_whatever_the_build_holds(
    desk, larkhaven, many, django_assert_num_queries
):
    fill(larkhaven, many)
    desk.get(HERE)

    with django_assert_num_queries(13):
        page(desk)


def test_a_build_with_nothing_in_it_says_so_everywhere(desk, larkhaven):
    html = page(desk).content.decode()

    assert card(html, "room") == "Who was in the room Nobody is checked in."
    assert card(html, "came") == (
        "What has come of it Nothing is recorded yet. What people did, promised or asked for"
        " afterwards stands here. Record the first"
    )
    assert card(html, "next") == "Next for you Nothing at this build waits for you."
    assert card(html, "words") == "In their words All quotes No quote has been chosen yet."


def test_where_the_report_is_now_somebody_is_asked_to_write_it(desk, larkhaven):
    assert card(page(desk).content.decode(), "next").endswith(
        "Nothing at this build waits for you."
    )
    larkhaven.status = "reported"
    larkhaven.save()

    html = page(desk).content.decode()

    assert card(html, "next") == "Next for you Write the report Nothing is frozen yet."


def test_a_version_that_was_withdrawn_is_not_told_as_the_one_before_it(desk, larkhaven):
    for version in (1, 2):
        Report.objects.create(
            build=larkhaven, version=version, snapshot="{}", hash="0", frozen_on=rows.DAY,
            state="published", published_on=rows.DAY,
        )  # fmt: skip
    assert "Version 2 was published" in card(page(desk).content.decode(), "report")

    Report.objects.filter(version=2).update(state="withdrawn")

    html = page(desk).content.decode()
    assert "Version 2 was withdrawn." in card(html, "report")
    assert "Version 1" not in html


def test_each_figure_leads_to_the_page_of_its_rows(desk, larkhaven):
    rows.people(larkhaven, 30)
    rows.answers(larkhaven, yes=20, no=5)

    html = page(desk).content.decode()

    assert re.findall(r'<a class="basis" href="([^"]*)">([^<]*)', html) == [
        ("/builds/larkhaven/room/", "30 check-ins"),
        (
            "/builds/larkhaven/figures/response_rate/",
            "25 of the 30 people in the room. A count of people, so it has no interval.",
        ),
        (
            "/builds/larkhaven/figures/next_steps/",
            "20 of 25 who answered, of 30 in the room. 22 to 25 of the 30 if silence was by"
            " chance; 67–83% whatever the silent think.",
        ),
    ]
    assert re.findall(r'<dd class="stat-n">(\d+)', html) == ["30", "83", "80"]


def test_a_figure_of_few_people_is_not_shown(desk, larkhaven):
    rows.people(larkhaven, 30)
    rows.answers(larkhaven, yes=8, no=1)

    figures = page(desk).context["home"].figures

    assert [(each.number, each.draws) for each in figures] == [
        ("30", "room"),
        ("30", "count"),
        ("", ""),
    ]
    assert figures[2].basis == "Not shown: fewer than 10 people answered."


def test_more_answers_than_people_print_no_percentage(desk, larkhaven):
    rows.people(larkhaven, 24)
    rows.answers(larkhaven, yes=25)

    _people, rate, item = page(desk).context["home"].figures

    assert (rate.number, item.number) == ("", "")
    assert rate.basis.startswith("25 answers are held and 24 people were in the room;")


@pytest.mark.parametrize("many", [0, 1, 450])
def test_a_room_of_any_size_has_a_home(desk, larkhaven, many):
    rows.people(larkhaven, many)
    rows.answers(larkhaven, yes=min(many, 30))

    figures = page(desk).context["home"].figures

    assert figures[0].number == str(many)
    for each in figures:
        assert desk.get(each.href).status_code == 200


def test_the_room_by_sector_shows_who_stayed_away(desk, larkhaven):
    police, trucking = Sector.objects.filter(program=larkhaven.program)
    rows.people(larkhaven, 23, sector=police)
    rows.people(larkhaven, 8, sector=trucking)
    rows.people(larkhaven, 11, sector=trucking, status="invited")

    html = page(desk).content.decode()

    room = card(html, "room")
    assert room.endswith(
        "Sector Came Invited Police 23 23 Trucking thin: 11 did not come 8 19 Everybody 31 42"
    )


def test_history_says_that_sectors_are_not_recorded(desk, larkhaven):
    rows.people(larkhaven, 67)
    assert "No sectors are recorded" in card(page(desk).content.decode(), "room")
    larkhaven.from_history = True
    larkhaven.save()

    assert card(page(desk).content.decode(), "room") == (
        "Who was in the room All 67 people How many came from which sector is not recorded. What"
        " this build was loaded from says how many people came, and no more."
    )


def test_who_may_not_see_people_sees_no_small_sector(desk, larkhaven, dana, monkeypatch):
    police, trucking = Sector.objects.filter(program=larkhaven.program)
    rows.people(larkhaven, 23, sector=police)
    rows.people(larkhaven, 8, sector=trucking)
    rows.people(larkhaven, 2)
    assert card(page(desk).content.decode(), "room").endswith("Sector not recorded 2 Everybody 33")
    monkeypatch.delitem(rights.RIGHTS["coordinator"], Right.SEE_PEOPLE)

    room = card(page(desk).content.decode(), "room")

    assert room.endswith("Police 23 Other sectors 10 Everybody 33")
    assert "All 33 people" not in room


def test_what_waits_is_the_most_overdue_first(desk, larkhaven):
    today = rows.day_here()
    rows.quote(larkhaven)
    rows.outcome(larkhaven, stage="pledged", due_on=today - timedelta(days=1))
    rows.outcome(larkhaven, stage="pledged", due_on=today - timedelta(days=12), lead="Copperline")
    Report.objects.create(
        build=larkhaven, version=1, snapshot="{}", hash="0", frozen_on=rows.DAY, state="reviewed"
    )

    home = page(desk).context["home"]

    assert [(due.title, due.days_late) for due in home.next] == [
        ("Copperline trained its drivers.", 12),
        ("Pinewick Freight trained its drivers.", 1),
        ("Clear 1 quote", 0),
        ("Publish version 1", 0),
    ]


def test_the_quote_that_is_shown_was_chosen_and_allowed(desk, larkhaven):
    rows.quote(larkhaven, text="Hidden.", decision="hide", large=True)
    rows.quote(larkhaven, text="Do not.", permission="do_not_use", large=True)
    rows.quote(larkhaven, text="Small.", decision="show")
    assert page(desk).context["home"].quote.text == "Small."

    rows.quote(larkhaven, text="Large.", decision="show", large=True)

    assert page(desk).context["home"].quote.text == "Large."


def test_the_report_says_what_is_published_and_what_is_on_the_desk(desk, larkhaven):
    assert "Nothing is published yet." in card(page(desk).content.decode(), "report")
    for version, state, day in [(1, "published", rows.DAY), (2, "draft", None)]:
        Report.objects.create(
            build=larkhaven, version=version, snapshot="{}", hash="0", frozen_on=rows.TODAY,
            state=state, published_on=day,
        )  # fmt: skip

    assert card(page(desk).content.decode(), "report") == (
        "Report Version 1 was published on March 12, 2026. Version 2, frozen on May 26, 2026, is"
        " draft. Open the report desk"
    )


def test_gulfport_shows_its_published_figures(signed_in, gulfport):
    answer = signed_in.get("/builds/ms-gulfport-2020/")

    html = answer.content.decode()
    assert re.findall(r'<dd class="stat-n">(\d+)', html) == ["67", "75", "92", "98"]
    assert answer.context["home"].how_many_figures == 7
    assert [each.outcome.stage for each in answer.context["home"].outcomes] == [
        "done",
        "in_progress",
        "in_progress",
        "pledged",
        "interest",
        "count_only",
    ]


def test_the_invented_build_shows_who_came_and_who_was_invited(client, sample, sample_coordinator):
    client.force_login(sample_coordinator.user)

    room = client.get("/builds/sample-2026/").context["home"].room

    assert (room.came, room.invited, room.walked_in) == (72, 120, 9)
    assert [line.stayed_away for line in room.lines if line.stayed_away] == [11, 6]


def test_a_page_that_is_not_for_the_one_who_looks_is_not_linked(client, desk, larkhaven):
    rows.people(larkhaven, 20)
    pages = {"/builds/larkhaven/room/", "/builds/larkhaven/report/"}
    assert pages <= links(desk)
    theo = join(larkhaven.program, name="Theo", role="state_lead")
    MemberState.objects.create(member=theo, role="state_lead", state=larkhaven.state)
    client.force_login(theo.user)

    assert pages & links(client) == set()
    assert {client.get(page).status_code for page in links(client)} == {200}


def links(client) -> set[str]:
    """Where the page itself leads, on this site."""
    main = page(client).content.decode().split("<main")[1]
    return set(re.findall(r'href="(/[^"#?]*)', main))


@pytest.mark.parametrize("many", [1, 3])
def test_of_a_host_it_asks_one_question_more(client, larkhaven, many, django_assert_num_queries):
    host = join(larkhaven.program, name="Wes", role="host")
    Host.objects.create(member=host, build=larkhaven)
    fill(larkhaven, many)
    client.force_login(host.user)
    client.get(HERE)

    with django_assert_num_queries(14):
        client.get(HERE)
