"""The plan: agenda, speakers with what they agreed to, hosts and sponsors."""

import re
from datetime import date, time

import pytest

from muster.builds.models import Session, Speaker
from muster.builds.words import when, with_whom
from tests import rows


def speakers(html):
    return [" ".join(words.split()) for words in re.findall(r'<i class="tag[^>]*>([^<]*)', html)]


def test_each_speaker_says_what_may_be_printed_of_them(desk, larkhaven):
    session = Session.objects.create(build=larkhaven, position=1, title="A survivor-leader speaks")
    consent = {"consent_on": date(2026, 3, 1), "consent_until": date(2027, 3, 1)}
    for position, more in enumerate(
        [{"may_print": True, **consent}, {}, {"withdrawn_on": date(2026, 4, 1), **consent}], 1
    ):
        Speaker.objects.create(session=session, position=position, kind="officer", **more)

    html = desk.get("/builds/larkhaven/plan/").content.decode()

    assert speakers(html) == [
        "may be printed until March 1, 2027",
        "not to be printed",
        "consent withdrawn",
    ]


def test_history_says_that_nothing_was_fixed_beforehand(desk, larkhaven):
    assert "Not fixed yet" in desk.get("/builds/larkhaven/plan/").content.decode()
    larkhaven.from_history = True
    larkhaven.save()

    html = desk.get("/builds/larkhaven/plan/").content.decode()

    assert "Loaded from history: nothing was fixed before the build." in html
    assert "No agenda is recorded for this build." in html


def test_day_and_hours_are_told_in_words(larkhaven):
    larkhaven.starts, larkhaven.ends = time(10), time(14)
    assert when(larkhaven) == "Thursday, March 12, 2026, 10 a.m. to 2 p.m. Central"
    larkhaven.starts = larkhaven.ends = None
    assert when(larkhaven) == "Thursday, March 12, 2026"
    larkhaven.day = None
    assert when(larkhaven) == "No day is set yet"


def test_hosts_and_sponsors_are_named(larkhaven):
    for position, (name, part) in enumerate(
        [("TAT", "host"), ("MTA", "host"), ("N2", "primary_sponsor"), ("Hall", "supporter")], 1
    ):
        larkhaven.partners.create(
            organization=rows.organization(larkhaven.program, name), part=part, position=position
        )

    assert with_whom(larkhaven.partners.all()) == ["with TAT and MTA", "sponsored by N2"]


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_number_of_questions(desk, larkhaven, many, django_assert_num_queries):
    for number in range(many):
        company = rows.organization(larkhaven.program, f"Company {number}")
        larkhaven.partners.create(organization=company, part="host", position=number)
        larkhaven.aliases.create(name=f"Alias {number}")
        session = Session.objects.create(build=larkhaven, position=number, title="Talk")
        Speaker.objects.create(session=session, position=1, kind="host", organization=company)

    with django_assert_num_queries(9):
        assert desk.get("/builds/larkhaven/plan/").status_code == 200
