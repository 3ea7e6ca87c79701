"""People hold posts from one day to another; a post that ends stays."""

from datetime import date

import pytest

from muster.directory.errors import EndsTooEarly, HeldAlready, OfAnotherProgram
from muster.directory.models import Person, Post, Site
from muster.directory.posts import add_post, end_post, end_posts_at, move_post, take_back_end
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

MARCH, MAY = date(2024, 3, 1), date(2026, 5, 1)


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight")


@pytest.fixture
def robin(larch):
    return Person.objects.create(program=larch, key="robin", name="Robin Tansy")


@pytest.fixture
def post(robin, freight, dana):
    return add_post(
        robin, organization=freight, title="Dispatcher", from_on=MARCH, by=dana, now=NOW
    )


def test_several_posts_at_once_are_normal(larch, robin, freight, dana):
    council = rows.organization(larch, "Safety Council")

    add_post(robin, organization=freight, title="Owner", by=dana, now=NOW)
    add_post(robin, organization=council, title="Trainer", by=dana, now=NOW)

    held = robin.posts.held_on(TODAY).order_by("title")
    assert [post.title for post in held] == ["Owner", "Trainer"]


def test_a_post_said_twice_is_held_once(robin, freight, dana, post):
    again = add_post(robin, organization=freight, title="Dispatcher", by=dana, now=NOW)

    assert (again, Post.objects.count()) == (post, 1)


def test_a_post_that_ended_is_not_taken_up_by_accident(robin, freight, dana, post):
    end_post(post, on=MAY, by=dana, now=NOW)

    with pytest.raises(HeldAlready, match="Robin Tansy held this post here until 2026-05-01"):
        add_post(robin, organization=freight, title="Dispatcher", by=dana, now=NOW)


def test_a_post_ends_on_its_last_day_and_stays(robin, dana, post):
    end_post(post, on=MAY, by=dana, now=NOW)
    end_post(post, on=MAY, by=dana, now=NOW)

    post.refresh_from_db()
    assert post.to_on == MAY
    assert list(robin.posts.all()) == [post]
    assert post.changes.count() == 1


def test_an_end_is_taken_back(dana, post):
    end_post(post, on=MAY, by=dana, now=NOW)

    take_back_end(post, by=dana, now=NOW)

    post.refresh_from_db()
    assert post.to_on is None
    assert [change.new for change in post.changes.all()] == ["2026-05-01", ""]


def test_a_post_does_not_end_before_it_began(robin, freight, dana, post):
    with pytest.raises(EndsTooEarly):
        end_post(post, on=date(2024, 2, 29), by=dana, now=NOW)
    with pytest.raises(EndsTooEarly):
        add_post(
            robin, organization=freight, title="Other", from_on=MAY, to_on=MARCH,
            by=dana, now=NOW,
        )  # fmt: skip

    post.refresh_from_db()
    assert post.to_on is None


def test_who_moves_ends_one_post_the_day_before_the_next(larch, robin, dana, post):
    cooperative = rows.organization(larch, "Dovemere Cooperative")

    new = move_post(post, organization=cooperative, title="Manager", on=MAY, by=dana, now=NOW)

    post.refresh_from_db()
    assert (post.to_on, new.from_on) == (date(2026, 4, 30), MAY)
    assert list(robin.posts.held_on(MAY)) == [new]


def test_a_move_to_another_site_ends_nothing(larch, freight, dana, post):
    yard = Site.objects.create(program=larch, key="yard", name="Yard", organization=freight)

    same = move_post(
        post, organization=freight, title="Dispatcher", site=yard, on=MAY, by=dana, now=NOW
    )

    post.refresh_from_db()
    assert (same, post.site, post.to_on) == (post, yard, None)


def test_a_site_is_one_of_the_organization(larch, robin, freight, dana):
    elsewhere = Site.objects.create(
        program=larch, key="dock", name="Dock", organization=rows.organization(larch, "Eider")
    )

    with pytest.raises(OfAnotherProgram):
        add_post(robin, organization=freight, title="Owner", site=elsewhere, by=dana, now=NOW)
    with pytest.raises(OfAnotherProgram):
        stranger = rows.organization(rows.program("birch"), "Stranger")
        add_post(robin, organization=stranger, title="Owner", by=dana, now=NOW)

    assert Post.objects.count() == 0


def test_all_posts_at_a_place_end_together(larch, freight, dana, post):
    lee = Person.objects.create(program=larch, key="lee", name="Lee")
    add_post(lee, organization=freight, title="Driver", to_on=date(2025, 1, 1), by=dana, now=NOW)

    end_posts_at(freight, on=MAY, by=dana, now=NOW)

    ends = freight.posts.order_by("title").values_list("title", "to_on")
    assert list(ends) == [("Dispatcher", MAY), ("Driver", date(2025, 1, 1))]
