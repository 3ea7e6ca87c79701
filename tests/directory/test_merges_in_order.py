"""Several merges of one record are undone the last one first: each gives back what it took."""

from datetime import timedelta

import pytest

from muster.directory.merge import merge, undo_merge
from muster.directory.merge_errors import MergedOn, MergedSince
from muster.directory.models import Organization, Post
from muster.directory.unmerge import since
from tests import rows
from tests.directory.test_merge import person, site, standing
from tests.people import join

NOW = rows.NOW
LATER = NOW + timedelta(days=3)


@pytest.fixture
def by(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def three(larch):
    """Three records of one company, each with its own numbers and a post."""
    some = []
    for at, trucks in enumerate((3, 5, 9), 1):
        some.append(rows.organization(larch, f"Larkhaven {at}", trucks=trucks, usdot=f"{at}" * 7))
        held = {"person": person(larch, f"Driver {at}"), "title": "Driver"}
        Post.objects.create(program=larch, organization=some[-1], **held)
    return some


def merged_twice(kept, *others, by):
    made = []
    for other in others:
        keep = {"trucks": "ended", "usdot": "ended"}
        made.append(merge(kept, other, keep=keep, by=by, now=NOW))
        kept.refresh_from_db()
    return made


@pytest.mark.parametrize("belongs", ["kept", "ended"])
def test_of_two_merges_into_one_record_the_last_is_undone_first(three, by, belongs):
    before = standing()
    first, second = merged_twice(*three, by=by)
    as_it_is = standing()
    answers = {each.key: belongs for each in since(first)}

    with pytest.raises(MergedSince) as refused:
        undo_merge(first, by=by, now=LATER, belongs=answers)

    assert refused.value.merge == second
    assert str(refused.value) == (
        "“Larkhaven 3” was merged into “Larkhaven 1” after this. Undo that merge first, then this"
        " one. Nothing was undone."
    )
    assert standing() == as_it_is
    undo_merge(second, by=by, now=LATER, belongs={})
    undo_merge(first, by=by, now=LATER, belongs={})
    assert standing() == before


def test_a_later_merge_that_was_undone_stands_in_no_way(three, by):
    first, second = merged_twice(*three, by=by)
    undo_merge(second, by=by, now=LATER, belongs={})

    undo_merge(first, by=by, now=LATER, belongs={})

    assert list(Organization.objects.values_list("trucks", flat=True)) == [3, 5, 9]


def test_of_several_in_the_way_the_newest_is_named(three, by, larch):
    first, second = merged_twice(*three, by=by)
    third = merge(rows.organization(larch, "Larkhaven"), three[0], keep={}, by=by, now=NOW)

    with pytest.raises(MergedOn) as refused:
        undo_merge(first, by=by, now=LATER, belongs={})

    assert refused.value.merge == third
    undo_merge(third, by=by, now=LATER, belongs={})
    with pytest.raises(MergedSince) as refused:
        undo_merge(first, by=by, now=LATER, belongs={})
    assert refused.value.merge == second


def test_it_is_so_of_people_and_of_sites(larch, by):
    yard = rows.organization(larch, "Larkhaven")
    for some in (
        [person(larch, f"Ann {at}") for at in range(3)],
        [site(yard, f"Yard {at}") for at in range(3)],
    ):
        before = standing()
        first, second = merged_twice(*some, by=by)
        with pytest.raises(MergedSince):
            undo_merge(first, by=by, now=LATER, belongs={})
        undo_merge(second, by=by, now=LATER, belongs={})
        undo_merge(first, by=by, now=LATER, belongs={})
        assert standing() == before


def test_the_page_says_which_to_undo_first_and_leads_there(client, three, by):
    first, second = merged_twice(*three, by=by)
    client.force_login(by.user)
    here, there = (f"/directory/merges/{made.pk}/undo/" for made in (first, second))

    page, refused, other = client.get(here), client.post(here, {}), client.get(there)

    for answer, status in ((page, 200), (refused, 422)):
        told = answer.content.decode()
        assert answer.status_code == status
        assert told.count("“Larkhaven 3” was merged into “Larkhaven 1” after this.") == 1
        assert f'href="{there}"' in told
        assert "Undo the merge</button>" not in told
    assert "Undo the merge</button>" in other.content.decode()
    client.post(there, {})
    assert "Undo the merge</button>" in client.get(here).content.decode()


def driver(one, company, **more):
    held = {"organization": company, "title": "Driver"} | more
    return Post.objects.create(program=company.program, person=one, **held)


def moved_then_folded(ann, anne, here, there):
    driver(ann, here)
    driver(anne, there)


def folded_of_who_ended(ann, anne, here, there):
    driver(anne, here)
    driver(anne, there)


def widened_then_folded(ann, anne, here, there):
    driver(ann, here)
    driver(anne, here, from_on=rows.DAY)
    driver(anne, there, from_on=rows.DAY - timedelta(days=400))


@pytest.mark.parametrize("held", [moved_then_folded, folded_of_who_ended, widened_then_folded])
def test_a_merge_of_two_people_comes_before_one_of_their_companies(larch, by, held):
    two = [person(larch, "Ann Lee"), person(larch, "Anne Lee")]
    firms = [rows.organization(larch, "Larkhaven"), rows.organization(larch, "Larkhaven LLC")]
    held(*two, *firms)
    before = standing()
    first = merge(*firms, keep={}, by=by, now=NOW)
    second = merge(*two, keep={}, by=by, now=NOW)

    with pytest.raises(MergedSince) as refused:
        undo_merge(first, by=by, now=LATER, belongs={})

    assert refused.value.merge == second
    undo_merge(second, by=by, now=LATER, belongs={})
    undo_merge(first, by=by, now=LATER, belongs={})
    assert standing() == before


def test_merges_that_have_nothing_in_common_are_undone_in_any_order(larch, by, three):
    other = person(larch, "Driver")
    before = standing()
    first = merge(three[0], three[1], keep={}, by=by, now=NOW)
    [post] = three[2].posts.all()
    second = merge(post.person, other, keep={}, by=by, now=NOW)

    undo_merge(first, by=by, now=LATER, belongs={})
    undo_merge(second, by=by, now=LATER, belongs={})

    assert standing() == before
