"""A long list shows every row once, forwards and backwards, whatever order it stands in."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from muster.builds.lists import BUILDS_AT_ONCE, listed_builds, listed_people
from muster.builds.models import Build
from muster.core.keyset import By, foot, stretch
from tests import rows
from tests.people import join

BY_VENUE = (By("venue", descending=True), By("key"))


class EveryRowIsShownOnce(TestCase):
    @given(
        venues=st.lists(st.text("a~%7 E", max_size=4), max_size=9),
        size=st.integers(1, 4),
    )
    def test_forwards_and_backwards(self, venues, size):
        of = rows.program()
        for number, venue in enumerate(venues):
            rows.build(of, f"b{number}", venue=venue)
        wanted = [row.key for row in Build.objects.order_by("-venue", "key")]

        forwards, page = [], stretch(Build.objects.all(), BY_VENUE, size=size)
        forwards += page.rows
        while page.after:
            page = stretch(Build.objects.all(), BY_VENUE, size=size, after=page.after)
            forwards += page.rows
        backwards = list(reversed(page.rows))
        while page.before:
            page = stretch(Build.objects.all(), BY_VENUE, size=size, before=page.before)
            backwards += reversed(page.rows)

        assert [row.key for row in forwards] == wanted
        assert [row.key for row in reversed(backwards)] == wanted


@pytest.mark.parametrize(
    "cursor",
    ["nonsense", "2026-13-45~x", "~~~", "\0", "2026-01-01~\0", "9999-12-31~b\0", "2026-01-01~%00"],
)
def test_a_cursor_that_cannot_be_read_begins_at_the_start(db, cursor):
    build = rows.build(rows.program())

    listed, page = listed_builds(Build.objects.all(), after=cursor)

    assert ([entry.build for entry in listed], page.before) == ([build], "")


@pytest.mark.parametrize("number", ["9" * 30, "-" + "9" * 30, "9" * 5000])
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_number_beyond_all_rows_is_no_trouble(db, number, way):
    build = rows.build(rows.program())
    rows.people(build, 2)

    page = listed_people(build.participants.all(), **{way: number})

    assert len(page.rows) in (0, 2)


@pytest.mark.parametrize("page", ["/builds/", "/reports/", "/builds/larkhaven/room/", "/r/"])
@pytest.mark.parametrize("cursor", ["2026-01-01~%00", "%00", "9999-12-31~%00x", "9" * 30, "~"])
def test_whatever_stands_in_an_address_the_page_is_there(client, db, page, cursor):
    build = rows.build(rows.program())
    client.force_login(join(build.program, name="Dana").user)

    answers = [client.get(f"{page}?{way}={cursor}") for way in ("after", "before")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_builds_without_a_day_stand_first_and_the_newest_next(db):
    of = rows.program()
    old, new, coming = (
        rows.build(of, key, day=day)
        for key, day in [("a", date(2020, 1, 16)), ("b", date(2026, 3, 12)), ("c", None)]
    )

    listed, _page = listed_builds(Build.objects.all())

    assert [entry.build for entry in listed] == [coming, new, old]


def test_the_foot_leads_on_and_keeps_what_was_chosen(db):
    of = rows.program()
    for number in range(BUILDS_AT_ONCE + 1):
        rows.build(of, f"b{number:02}", day=date(2026, 1, 1))
    _listed, page = listed_builds(Build.objects.all())

    there = foot(page, QueryDict("state=MS&after=old"), "from b00 to b24")

    assert (there.previous, there.next) == ("", "?state=MS&after=2026-01-01~b24")
