"""What is deactivated leaves the lists, keeps its history, and can be brought back."""

from datetime import date, timedelta

import pytest

from muster.directory.deactivate import TakenBack, deactivate, said_back, take_back
from muster.directory.errors import NotYet
from muster.directory.models import Organization, Person, Site
from muster.directory.posts import add_post, end_post, take_back_end
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

LATER, HOUR = NOW + timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight")


def posts_at(freight, dana, *names):
    made = []
    for name in names:
        person = Person.objects.create(program=freight.program, key=name.lower(), name=name)
        made.append(add_post(person, organization=freight, title="Driver", by=dana, now=NOW))
    return made


def test_it_leaves_the_lists_and_comes_back(freight, dana):
    assert list(Organization.objects.current()) == [freight]

    deactivate(freight, on=TODAY, why="Closed its doors", by=dana, now=NOW)
    assert (list(Organization.objects.current()), list(Organization.objects.listed())) == (
        [],
        [freight],
    )

    take_back(freight, by=dana, now=LATER)
    assert list(Organization.objects.current()) == [freight]
    assert [change.new for change in freight.changes.all()] == ["2026-05-26", ""]


def test_twice_is_once(freight, dana):
    first = deactivate(freight, on=TODAY, by=dana, now=NOW)
    second = deactivate(freight, on=TODAY, by=dana, now=LATER)

    assert (len(first), second) == (1, [])


def test_nothing_ends_ahead(freight, dana):
    with pytest.raises(NotYet):
        deactivate(freight, on=date(2026, 5, 27), by=dana, now=NOW)

    assert list(Organization.objects.current()) == [freight]


def test_posts_stay_unless_they_are_ended_too(freight, dana):
    (robin,) = posts_at(freight, dana, "Robin")

    deactivate(freight, on=TODAY, by=dana, now=NOW)

    robin.refresh_from_db()
    assert robin.to_on is None


def test_the_posts_that_ended_with_it_come_back_with_it(freight, dana):
    robin, lee, luis = posts_at(freight, dana, "Robin", "Lee", "Luis")
    end_post(luis, on=date(2026, 1, 1), by=dana, now=NOW)
    deactivate(freight, on=TODAY, ends_posts=True, by=dana, now=LATER)
    take_back_end(lee, by=dana, now=LATER + HOUR)
    end_post(lee, on=date(2026, 5, 1), by=dana, now=LATER + 2 * HOUR)

    done = take_back(freight, by=dana, now=LATER + 3 * HOUR)

    for post in (robin, lee, luis):
        post.refresh_from_db()
    assert (robin.to_on, lee.to_on, luis.to_on) == (None, date(2026, 5, 1), date(2026, 1, 1))
    assert done == TakenBack(posts=1, kept=1)
    assert said_back(done) == (
        "It stands in the lists again. Posts held again: 1. Posts left as they were changed since:"
        " 1."
    )


def test_a_site_is_deactivated_too(larch, freight, dana):
    yard = Site.objects.create(program=larch, key="yard", name="Yard", organization=freight)

    deactivate(yard, on=TODAY, by=dana, now=NOW)
    assert list(Site.objects.current()) == []

    assert take_back(yard, by=dana, now=LATER) == TakenBack(posts=0, kept=0)
    assert list(Site.objects.current()) == [yard]
