"""An import is taken back after its records were merged, and the merge is undone after that.

Neither asks for the other to be there, and no row refers to what has gone.
"""

from datetime import timedelta

import pytest
from django.db import connection

from muster.directory.confirm import How, confirm
from muster.directory.imports.undo import undo
from muster.directory.merge import merge, undo_merge
from muster.directory.models import (
    ContactPoint,
    Import,
    Organization,
    OtherName,
    Post,
    Source,
)
from muster.directory.provenance import by_hand, set_fields
from tests import rows
from tests.directory.test_merge import NOW, person, point, site
from tests.people import join

DANA = "dana@larch.example.org"
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def by(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def run(larch):
    """An import that is in; what has its source, it brought."""
    source = Source.objects.create(program=larch, kind="file", name="l.csv", on=NOW.date(), by=DANA)
    return Import.objects.create(
        program=larch, key="aaaaaa", kind="contacts", file="l.csv", sha256="0" * 64, size=9,
        state="applied", source=source, by=DANA, at=NOW, applied_at=NOW,
        undo_until=NOW.date() + timedelta(days=30),
    )  # fmt: skip


@pytest.fixture
def twice(larch):
    """One person who came in twice."""
    return person(larch, "Ann Lee"), person(larch, "Anne Lee")


def taken_back(run):
    undone = undo(run, by=DANA, now=LATER)
    connection.check_constraints()
    return [(kept.noun, kept.name, kept.why) for kept in undone.kept]


def parted(made, by):
    done = undo_merge(made, by=by, now=LATER, belongs={})
    connection.check_constraints()
    return done


def test_a_number_that_a_merge_folded_goes_with_its_import(larch, run, twice, by):
    for one in twice:
        point(larch, person=one, source=run.source)
    made = merge(*twice, keep={}, by=by, now=NOW)
    assert made.folded.count() == 1

    told = taken_back(run)

    assert (told, Source.objects.filter(name="l.csv").count()) == ([], 0)
    assert parted(made, by).left == 0
    assert list(ContactPoint.objects.all()) == []


def test_a_post_that_a_merge_folded_goes_with_its_import_and_its_company(larch, run, twice, by):
    company = rows.organization(larch, "Pinewick", source=run.source)
    held = {"program": larch, "organization": company, "title": "Driver", "source": run.source}
    for one in twice:
        set_fields(
            Post.objects.create(person=one, **held), {"title": "Owner"},
            source=run.source, by=DANA, at=NOW,
        )  # fmt: skip
    made = merge(*twice, keep={}, by=by, now=NOW)

    told = taken_back(run)

    assert (told, parted(made, by).left) == ([], 0)
    assert (Post.objects.count(), Organization.objects.count()) == (0, 0)


def test_a_number_that_somebody_called_before_it_was_folded_comes_back(larch, run, twice, by):
    kept, ended = twice
    mine = point(larch, person=kept, address="+12285550114")
    theirs = point(larch, person=ended, address="+12285550114", source=run.source)
    confirm([theirs], on=rows.TODAY, how=How.CALLED, by=by, now=NOW)
    made = merge(kept, ended, keep={}, by=by, now=NOW)

    told = taken_back(run)

    assert told == [("person", "Ann Lee", "a merge keeps what came with the file and was used")]
    parted(made, by)
    held = ContactPoint.objects.values_list("person", "verified_on", "source")
    assert sorted(held, key=str) == sorted(
        [(kept.pk, None, mine.source_id), (ended.pk, rows.TODAY, theirs.source_id)], key=str
    )


def test_what_a_record_was_part_of_before_a_merge_stays(larch, run, by):
    brand = rows.organization(larch, "Brand", source=run.source)
    other = rows.organization(larch, "Other")
    kept = rows.organization(larch, "Larkhaven", parent=brand)
    ended = rows.organization(larch, "Larkhaven LLC", parent=other)
    made = merge(kept, ended, keep={"parent": "ended"}, by=by, now=NOW)

    told = taken_back(run)

    assert told == [("organization", "Brand", "merged since")]
    assert parted(made, by).left == 0
    kept.refresh_from_db()
    assert kept.parent == brand


def test_whose_a_site_was_before_a_merge_stays(larch, run, by):
    brand = rows.organization(larch, "Brand", source=run.source)
    kept, ended = site(brand, "Mill Road"), site(rows.organization(larch, "Other"), "Mill Rd")
    made = merge(kept, ended, keep={"organization": "ended"}, by=by, now=NOW)

    told = taken_back(run)

    assert told == [("organization", "Brand", "merged since")]
    assert parted(made, by).left == 0
    kept.refresh_from_db()
    assert kept.organization == brand


def test_where_a_folded_post_is_stays(larch, run, twice, by):
    company = rows.organization(larch, "Pinewick")
    yard = site(company, "Yard", source=run.source)
    kept, ended = twice
    held = {"program": larch, "organization": company, "title": "Driver"}
    stands = Post.objects.create(person=kept, **held)
    Post.objects.create(person=ended, site=yard, **held)
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    stands.refresh_from_db()
    hand = by_hand(larch, by=DANA, on=NOW.date())
    set_fields(stands, {"site": None}, source=hand, by=DANA, at=LATER)

    told = taken_back(run)

    assert told == [("site", "Yard", "merged since")]
    assert parted(made, by).left == 0
    assert ended.posts.get().site == yard


def test_a_row_that_stands_for_one_by_hand_too_stays(larch, run, twice, by):
    company = rows.organization(larch, "Pinewick", source=run.source)
    for one, source in zip(twice, (run.source, None), strict=True):
        held = {"organization": company, "title": "Driver", "source": source}
        Post.objects.create(program=larch, person=one, **held)
        point(larch, person=one, source=source)
    made = merge(*twice, keep={}, by=by, now=NOW)

    told = taken_back(run)

    assert told == [
        ("post", "Driver at Pinewick", "merged since"),
        ("organization", "Pinewick", "merged since"),
    ]
    assert (Post.objects.get().person, ContactPoint.objects.get().person) == (twice[0], twice[0])
    parted(made, by)
    assert twice[1].posts.get().organization == company


def test_a_name_that_stands_for_one_by_hand_too_stays(larch, run, by):
    kept, ended = (rows.organization(larch, name) for name in ("Larkhaven", "Larkhaven LLC"))
    for one, source in ((kept, run.source), (ended, None)):
        named = {"name": "Lark", "source": source}
        OtherName.objects.create(program=larch, organization=one, **named)
    made = merge(kept, ended, keep={}, by=by, now=NOW)

    taken_back(run)

    assert kept.other_names.filter(name="Lark").count() == 1
    parted(made, by)
    assert ended.other_names.filter(name="Lark").count() == 1


def test_a_merge_that_was_undone_before_holds_nothing(larch, run, by):
    brand = rows.organization(larch, "Brand", source=run.source)
    kept = rows.organization(larch, "Larkhaven", parent=brand)
    ended = rows.organization(larch, "Larkhaven LLC", parent=rows.organization(larch, "Other"))
    parted(merge(kept, ended, keep={"parent": "ended"}, by=by, now=NOW), by)
    Organization.objects.filter(pk=kept.pk).update(parent=None)

    assert taken_back(run) == []


@pytest.mark.parametrize("what", ["parent", "post"])
def test_what_a_merge_cannot_give_back_is_counted_and_no_more(larch, twice, by, what):
    """What it would refer to has gone: the two are parted, and say what they can."""
    gone = rows.organization(larch, "Gone")
    if what == "parent":
        two = [rows.organization(larch, name) for name in ("Larkhaven", "Larkhaven LLC")]
        Organization.objects.filter(pk=two[0].pk).update(parent=gone)
        other = rows.organization(larch, "Other")
        Organization.objects.filter(pk=two[1].pk).update(parent=other)
        for one in two:
            one.refresh_from_db()
        made = merge(*two, keep={"parent": "ended"}, by=by, now=NOW)
    else:
        for one in twice:
            Post.objects.create(program=larch, person=one, organization=gone, title="Driver")
        made = merge(*twice, keep={}, by=by, now=NOW)
        Post.objects.all().delete()
    gone.delete()

    done = parted(made, by)

    assert done.left == 1
    assert (Post.objects.count(), Organization.objects.filter(parent=None).count()) == (
        (0, 0) if what == "post" else (0, 2)
    )
