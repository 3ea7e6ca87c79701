"""What a program has published, for its members."""

import re

import pytest

from muster.reports import sign
from muster.reports.models import PublicAddress
from tests import rows
from tests.people import join

PAGE = "/reports/"


def publish(build, by, *, listed=True):
    report = sign.freeze(build, by=by, now=rows.NOW)
    sign.review(report, by=by, now=rows.NOW)
    return sign.publish(report, by=by, now=rows.NOW, listed=listed)


def links(client):
    return re.findall(r'<h2><a href="([^"]+)">', client.get(PAGE).content.decode())


def test_a_viewer_finds_every_published_report_of_the_program(full, dana, vera, client):
    publish(full, dana)
    dovemere = rows.build(full.program, "dovemere")
    publish(dovemere, dana, listed=False)
    sign.freeze(rows.build(full.program, "draft"), by=dana, now=rows.NOW)
    client.force_login(vera.user)

    slug = PublicAddress.objects.get(build=dovemere).slug
    assert links(client) == [f"/r/{slug}/", "/r/larkhaven/"]
    assert [client.get(link).status_code for link in links(client)] == [200, 200]


def test_each_build_stands_once_with_its_newest_version(full, dana, desk):
    publish(full, dana)
    rows.outcome(full)
    publish(full, dana)

    html = desk.get(PAGE).content.decode()
    assert links(desk) == ["/r/larkhaven/"]
    assert "Version 2, published May 26, 2026" in html


def test_a_withdrawn_report_is_not_listed(full, dana, desk):
    report = publish(full, dana)
    assert links(desk) == ["/r/larkhaven/"]

    sign.withdraw(report, by=dana, now=rows.NOW, reason="So.")

    assert links(desk) == []


def test_a_version_does_not_come_back_when_the_one_that_replaced_it_is_withdrawn(full, dana, desk):
    publish(full, dana)
    rows.outcome(full)
    second = publish(full, dana)
    assert links(desk) == ["/r/larkhaven/"]

    sign.withdraw(second, by=dana, now=rows.NOW, reason="So.")

    assert links(desk) == []


def test_only_who_writes_is_led_to_the_desk(full, dana, vera, client):
    publish(full, dana)
    client.force_login(dana.user)
    assert "/builds/larkhaven/report/" in client.get(PAGE).content.decode()

    client.force_login(vera.user)

    assert "/builds/larkhaven/report/" not in client.get(PAGE).content.decode()


def test_reports_of_another_program_are_not_listed(full, dana, client):
    publish(full, dana)
    client.force_login(join(rows.program("other"), name="Otto Reed").user)

    assert links(client) == []


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("dana", "A report is published from the desk of its build"),
        ("vera", "Reports stand here as soon as your program publishes one."),
    ],
)
def test_where_nothing_is_published_it_says_what_to_do(larkhaven, client, request, who, words):
    client.force_login(request.getfixturevalue(who).user)

    assert words in client.get(PAGE).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    larkhaven, dana, desk, django_assert_num_queries, many
):
    for number in range(many):
        publish(rows.build(larkhaven.program, f"harbor-{number}"), dana)

    with django_assert_num_queries(4):
        assert len(links(desk)) == many


def test_a_stranger_is_asked_to_sign_in(db, client):
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"
