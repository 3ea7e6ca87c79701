"""Two records become one, and two again: nothing is lost either way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import serializers
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.builds.models import Participant, Partner
from muster.core.models import AuditEvent, Program
from muster.directory.merge import choices_for, merge, undo_merge
from muster.directory.merge_errors import (
    BeingErased,
    MergedBefore,
    MergedOn,
    NotSaid,
    NotTwo,
    NumberTaken,
    StandsTwice,
    UndoneBefore,
)
from muster.directory.models import (
    ContactPoint,
    Erasure,
    FieldChange,
    Jurisdiction,
    Liaison,
    ListEntry,
    Organization,
    OtherName,
    Pair,
    Person,
    Post,
    SavedList,
    Site,
    Source,
    Touch,
)
from muster.directory.provenance import set_fields, source_named, sources_of
from muster.directory.unmerge import since
from tests import rows
from tests.people import join

NOW = rows.NOW
LATER = NOW + timedelta(days=3)
TABLES = (
    Organization, OtherName, Jurisdiction, Site, Person, Post, ContactPoint, Touch, FieldChange,
    Liaison, ListEntry, Participant, Partner,
)  # fmt: skip


def standing() -> dict[str, list[str]]:
    """Every row of every table that a merge may touch, written out."""
    return {
        table.__name__: sorted(
            serializers.serialize("json", [row]) for row in table._base_manager.all()
        )
        for table in TABLES
    }


@pytest.fixture
def by(larch: Program) -> Any:
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def census(larch: Program) -> Source:
    return source_named(
        larch, kind=Source.Kind.REGISTER, name="carrier census", on=date(2026, 4, 3), by="dana"
    )


@pytest.fixture
def two(larch: Program) -> tuple[Organization, Organization]:
    """One company that came in twice."""
    first = rows.organization(larch, "Larkhaven Freight Lines", usdot="9904417", trucks=61)
    second = rows.organization(larch, "Larkhaven Frt. Lines LLC", url="larkhavenfreight.example")
    return first, second


def person(of: Program, name: str, **more: Any) -> Person:
    key = name.lower().replace(" ", "-").replace(".", "")
    return Person.objects.create(program=of, key=key, name=name, **more)


def site(of: Organization, name: str, **more: Any) -> Site:
    key = name.lower().replace(" ", "-")
    return Site.objects.create(program=of.program, organization=of, key=key, name=name, **more)


def point(of: Program, **more: Any) -> ContactPoint:
    values = {"kind": "phone", "address": "(228) 555-0114"} | more
    return ContactPoint.objects.create(program=of, **values)


def test_the_other_name_leads_to_the_kept_record(two, by):
    kept, ended = two

    merge(kept, ended, keep={}, by=by, now=NOW)

    ended.refresh_from_db()
    assert ended.merged_into == kept
    assert [(name.name, name.kind) for name in kept.other_names.all()] == [
        ("Larkhaven Frt. Lines LLC", OtherName.Kind.ALSO)
    ]
    assert list(Organization.objects.listed()) == [kept]


def test_what_only_the_other_says_is_taken_over(two, by):
    kept, ended = two

    merge(kept, ended, keep={}, by=by, now=NOW)

    kept.refresh_from_db()
    assert (kept.usdot, kept.trucks, kept.url) == ("9904417", 61, "larkhavenfreight.example")


def test_a_value_that_was_chosen_says_that_it_came_by_a_merge(two, by, census):
    kept, ended = two
    set_fields(ended, {"trucks": 64}, source=census, by="dana", at=NOW)

    merge(kept, ended, keep={"trucks": "ended", "name": "ended"}, by=by, now=NOW)

    kept.refresh_from_db()
    sources = sources_of(kept)
    assert (kept.trucks, kept.name) == (64, "Larkhaven Frt. Lines LLC")
    assert sources["trucks"].kind == Source.Kind.MERGE
    assert [name.name for name in kept.other_names.all()] == ["Larkhaven Freight Lines"]


def test_the_newer_source_is_proposed_and_the_older_name(two, census, larch):
    kept, ended = two
    older = source_named(
        larch, kind=Source.Kind.FILE, name="guests", on=date(2024, 1, 1), by="dana"
    )
    set_fields(kept, {"trucks": 60}, source=older, by="dana", at=NOW)
    set_fields(ended, {"trucks": 64}, source=census, by="dana", at=NOW)

    proposed = {choice.key: choice for choice in choices_for(kept, ended)}

    assert proposed["trucks"].proposed == "ended"
    assert (proposed["trucks"].source, proposed["trucks"].is_newer) == (census, True)
    assert proposed["name"].proposed == "kept"
    assert proposed["url"].proposed == "ended"
    assert "ori" not in proposed


def test_a_number_that_only_one_may_have_goes_over(larch, by):
    kept = rows.organization(larch, "Cinder Creek Police", ori="MS0010100")
    ended = rows.organization(larch, "Cinder Creek PD", ori="MS0010200")

    made = merge(kept, ended, keep={"ori": "ended"}, by=by, now=NOW)

    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (kept.ori, ended.ori) == ("MS0010200", "")
    undo_merge(made, by=by, now=LATER, belongs={})
    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (kept.ori, ended.ori) == ("MS0010100", "MS0010200")


def test_rows_of_every_room_point_at_the_kept_record(two, by, larch):
    kept, ended = two
    build = rows.build(larch)
    site = Site.objects.create(program=larch, key="yard", name="Yard", organization=ended)
    luis = person(larch, "Luis Arreola")
    post = Post.objects.create(program=larch, person=luis, organization=ended, title="Dispatcher")
    phone = point(larch, organization=ended)
    guest = rows.people(build, 1, organization=ended)[0]
    partner = Partner.objects.create(build=build, organization=ended, part="host", position=1)
    touch = Touch.objects.create(
        program=larch, organization=ended, kind="call", on=rows.DAY, by="dana", at=NOW
    )
    part = rows.organization(larch, "Larkhaven Cold Chain", parent=ended)

    merge(kept, ended, keep={}, by=by, now=NOW)

    for row in (site, post, phone, guest, partner, touch):
        row.refresh_from_db()
        assert row.organization == kept, row
    part.refresh_from_db()
    assert part.parent == kept


def test_one_post_that_both_know_is_one_and_runs_as_long_as_both(two, by, larch):
    kept, ended = two
    luis = person(larch, "Luis Arreola")
    values = {"program": larch, "person": luis, "title": "Dispatcher"}
    Post.objects.create(organization=kept, from_on=date(2022, 1, 1), **values)
    Post.objects.create(organization=ended, from_on=date(2020, 5, 1), **values)

    merge(kept, ended, keep={}, by=by, now=NOW)

    posts = Post.objects.all()
    assert [(post.organization, post.from_on) for post in posts] == [(kept, date(2020, 5, 1))]


def test_two_numbers_stay_two_and_the_same_number_becomes_one(two, by, larch):
    kept, ended = two
    point(larch, organization=kept, verified_on=date(2025, 1, 1), verified_by="a call")
    point(larch, organization=ended, verified_on=date(2026, 2, 2), verified_by="a visit")
    point(larch, organization=ended, address="(228) 555-0162")
    point(larch, organization=ended, status="do_not_contact")

    merge(kept, ended, keep={}, by=by, now=NOW)

    assert sorted(
        (each.address, each.status, each.verified_by) for each in kept.contact_points.all()
    ) == [
        ("(228) 555-0114", "do_not_contact", ""),
        ("(228) 555-0114", "ok", "a visit"),
        ("(228) 555-0162", "ok", ""),
    ]


def test_one_person_in_two_records_of_a_build_is_not_made_one_silently(larch, by):
    kept, ended = person(larch, "Luis Arreola"), person(larch, "L. Arreola")
    build = rows.build(larch)
    rows.people(build, 1, person=kept)
    rows.people(build, 1, person=ended)
    before = standing()

    with pytest.raises(StandsTwice) as refused:
        merge(kept, ended, keep={}, by=by, now=NOW)

    assert str(refused.value) == (
        "Both stand in one place, where one may stand only once:"
        " “L. Arreola at Larkhaven coalition build” and “Luis Arreola at Larkhaven coalition"
        " build”."
        " Nothing was merged. Settle first which of the two is right, then merge."
    )
    assert standing() == before


def test_people_bring_their_posts_numbers_and_places_in_a_build(larch, by):
    kept, ended = person(larch, "Luis Arreola"), person(larch, "L. Arreola", language="es")
    company = rows.organization(larch, "Pinewick Freight")
    Post.objects.create(program=larch, person=ended, organization=company, title="Driver")
    phone = point(larch, person=ended)
    guest = rows.people(rows.build(larch), 1, person=ended)[0]

    merge(kept, ended, keep={}, by=by, now=NOW)

    kept.refresh_from_db()
    phone.refresh_from_db()
    guest.refresh_from_db()
    assert (kept.language, phone.person, guest.person) == ("es", kept, kept)
    assert [post.person for post in Post.objects.all()] == [kept]


def test_sites_are_merged_too(larch, by):
    company = rows.organization(larch, "Pinewick Freight")
    kept, ended = (
        Site.objects.create(program=larch, key=key, name=key, organization=company, street=street)
        for key, street in (("yard", ""), ("the-yard", "12 Mill Road"))
    )
    phone = point(larch, site=ended)
    before = standing()

    made = merge(kept, ended, keep={}, by=by, now=NOW)

    kept.refresh_from_db()
    phone.refresh_from_db()
    assert (kept.street, phone.site) == ("12 Mill Road", kept)
    undo_merge(made, by=by, now=LATER, belongs={})
    assert standing() == before


def test_nothing_becomes_a_part_of_itself(larch, by):
    top = rows.organization(larch, "Larkhaven Holding")
    ended = rows.organization(larch, "Larkhaven Freight", parent=top)
    kept = rows.organization(larch, "Larkhaven Freight Lines", parent=ended)
    before = standing()

    made = merge(kept, ended, keep={}, by=by, now=NOW)

    kept.refresh_from_db()
    assert kept.parent == top
    undo_merge(made, by=by, now=LATER, belongs={})
    assert standing() == before


def test_an_owner_operator_is_never_published_by_a_merge(two, by):
    kept, ended = two
    Organization.objects.filter(pk=ended.pk).update(natural_person=True)
    ended.refresh_from_db()

    merge(kept, ended, keep={}, by=by, now=NOW)

    kept.refresh_from_db()
    assert kept.natural_person is True


def test_both_acts_stand_in_the_record_of_acts(two, by):
    made = merge(*two, keep={}, by=by, now=NOW)
    undo_merge(made, by=by, now=LATER, belongs={})

    acts = AuditEvent.objects.order_by("pk").values_list("actor", "verb")
    assert list(acts) == [
        ("dana.whitlow@example.org", "merged"),
        ("dana.whitlow@example.org", "undid the merge"),
    ]


def test_two_different_records_of_one_kind_and_program_are_needed(two, by, larch):
    kept, ended = two
    stranger = rows.organization(rows.program("birch"), "Birch Freight")

    for other in (kept, stranger, person(larch, "Luis Arreola")):
        with pytest.raises(NotTwo):
            merge(kept, other, keep={}, by=by, now=NOW)

    assert merge(kept, ended, keep={}, by=by, now=NOW).pk


def test_a_record_is_merged_once(two, by, larch):
    kept, ended = two
    third = rows.organization(larch, "Larkhaven Lines")
    merge(kept, ended, keep={}, by=by, now=NOW)

    with pytest.raises(MergedBefore):
        merge(third, ended, keep={}, by=by, now=NOW)


def test_a_person_who_asked_to_be_erased_is_not_merged(larch, by):
    kept, ended = person(larch, "Luis Arreola"), person(larch, "L. Arreola")
    Erasure.objects.create(program=larch, person=ended, asked_by="dana", asked_at=NOW)

    with pytest.raises(BeingErased):
        merge(kept, ended, keep={}, by=by, now=NOW)


def test_undoing_asks_to_whom_a_later_change_belongs(two, by, census):
    kept, ended = two
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    kept.refresh_from_db()
    set_fields(kept, {"trucks": 70}, source=census, by="dana", at=LATER)

    with pytest.raises(NotSaid) as asked:
        undo_merge(made, by=by, now=LATER, belongs={})

    assert asked.value.keys == ("field:trucks",)
    undo_merge(made, by=by, now=LATER, belongs={"field:trucks": "ended"})
    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (kept.trucks, ended.trucks) == (61, 70)
    assert sources_of(ended)["trucks"] == census
    assert "trucks" not in {change.field for change in kept.changes.all()}


def test_a_later_change_of_the_kept_record_stays_with_it(two, by, census):
    kept, ended = two
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    kept.refresh_from_db()
    set_fields(kept, {"trucks": 70, "url": "new.example"}, source=census, by="dana", at=LATER)

    undo_merge(made, by=by, now=LATER, belongs={"field:trucks": "kept", "field:url": "kept"})

    kept.refresh_from_db()
    ended.refresh_from_db()
    assert (kept.trucks, kept.url) == (70, "new.example")
    assert (ended.trucks, ended.url) == (None, "larkhavenfreight.example")


def test_a_row_that_came_later_goes_where_it_belongs(two, by, larch):
    kept, ended = two
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    touches = [
        Touch.objects.create(
            program=larch, organization=kept, kind="call", on=rows.DAY, by="dana", at=LATER
        )
        for _touch in range(2)
    ]
    keys = [each.key for each in since(made)]

    assert keys == [f"row:directory.touch:{touch.pk}" for touch in touches]
    undo_merge(made, by=by, now=LATER, belongs=dict(zip(keys, ("kept", "ended"), strict=True)))
    for touch in touches:
        touch.refresh_from_db()
    assert [touch.organization for touch in touches] == [kept, ended]


def test_a_merge_is_undone_once(two, by):
    made = merge(*two, keep={}, by=by, now=NOW)
    undo_merge(made, by=by, now=LATER, belongs={})

    with pytest.raises(UndoneBefore):
        undo_merge(made, by=by, now=LATER, belongs={})


@pytest.mark.parametrize("field", ["usdot", "ori"])
def test_a_number_that_another_has_taken_since_is_not_taken_back(larch, by, field):
    kept = rows.organization(larch, "Larkhaven Freight Lines")
    ended = rows.organization(larch, "Larkhaven Frt. Lines LLC", **{field: "990441700"})
    before = standing()
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    kept.refresh_from_db()
    said = source_named(larch, kind=Source.Kind.HAND, name="dana", on=NOW.date(), by="dana")
    set_fields(kept, {field: "990441799"}, source=said, by="dana", at=LATER)
    third = rows.organization(larch, "Larkhaven Lines", **{field: "990441700"})
    as_it_is = standing()

    with pytest.raises(NumberTaken) as refused:
        undo_merge(made, by=by, now=LATER, belongs={f"field:{field}": "kept"})

    assert refused.value.holder == third
    assert "990441700, which Larkhaven Lines has by now. Nothing was undone." in str(refused.value)
    assert standing() == as_it_is
    third.delete()
    undo_merge(made, by=by, now=LATER, belongs={f"field:{field}": "kept"})
    ended.refresh_from_db()
    assert getattr(ended, field) == "990441700"
    assert standing()["Site"] == before["Site"]


def test_a_number_in_a_register_that_another_site_has_since_is_not_taken_back(larch, by):
    company = rows.organization(larch, "Larkhaven")
    kept, ended = (site(company, name) for name in ("Old Gin Road", "Old Gin Rd"))
    Site.objects.filter(pk=ended.pk).update(register_key="osm:node/1")
    ended.refresh_from_db()
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    Site.objects.filter(pk=kept.pk).update(register_key="")
    third = site(company, "Mill Road", register_key="osm:node/1")

    with pytest.raises(NumberTaken) as refused:
        undo_merge(made, by=by, now=LATER, belongs={})

    assert refused.value.holder == third
    third.delete()
    undo_merge(made, by=by, now=LATER, belongs={})
    ended.refresh_from_db()
    assert ended.register_key == "osm:node/1"


def test_the_later_of_two_merges_is_undone_first(two, by, larch):
    kept, ended = two
    third = rows.organization(larch, "Larkhaven Lines")
    before = standing()
    first = merge(kept, ended, keep={}, by=by, now=NOW)
    kept.refresh_from_db()
    second = merge(third, kept, keep={}, by=by, now=LATER)

    with pytest.raises(MergedOn):
        undo_merge(first, by=by, now=LATER, belongs={})

    undo_merge(second, by=by, now=LATER, belongs={})
    undo_merge(first, by=by, now=LATER, belongs={})
    assert standing() == before


def test_undoing_asks_about_the_two_again(two, by, larch):
    kept, ended = two
    pair = Pair.objects.create(
        program=larch, left_organization=kept, right_organization=ended, score=2.6,
        band="review", decided="same", by="dana", at=NOW, found_at=NOW,
    )  # fmt: skip
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    assert list(Pair.objects.waiting()) == []

    undo_merge(made, by=by, now=LATER, belongs={})

    assert list(Pair.objects.waiting()) == [pair]


def test_who_was_erased_since_does_not_come_back(two, by, larch):
    kept, ended = two
    luis = person(larch, "Luis Arreola")
    for company in two:
        Post.objects.create(program=larch, person=luis, organization=company, title="Driver")
    made = merge(kept, ended, keep={}, by=by, now=NOW)
    Person.objects.filter(pk=luis.pk).update(erased_on=rows.TODAY, name="(erased)")
    Post.objects.all().delete()

    done = undo_merge(made, by=by, now=LATER, belongs={})

    assert list(Post.objects.all()) == []
    assert done.left == 1


texts = st.sampled_from(["", "Larkhaven", "Cinder Creek"])
numbers = st.none() | st.integers(0, 5)
companies = st.fixed_dictionaries(
    {
        "city": texts,
        "url": st.sampled_from(["", "a.example", "b.example"]),
        "trucks": numbers,
        "natural_person": st.booleans(),
        "usdot": st.booleans(),
    }
)
holdings = st.lists(
    st.tuples(
        st.sampled_from(["post", "phone", "touch", "name", "covers", "entry", "site", "partner"]),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.tuples(companies, companies), held=holdings, keep=st.data())
def test_merging_and_undoing_it_is_as_if_nothing_had_been(larch, by, values, held, keep):
    with transaction.atomic():
        kept, ended = (
            rows.organization(
                larch, f"Company {at}", **each | {"usdot": str(at + 1) * 7 if each["usdot"] else ""}
            )
            for at, each in enumerate(values)
        )
        _give(larch, kept, ended, held)
        before = standing()
        chosen = {
            choice.key: keep.draw(st.sampled_from(["kept", "ended"]))
            for choice in choices_for(kept, ended)
        }
        try:
            with transaction.atomic():
                made = merge(kept, ended, keep=chosen, by=by, now=NOW)
        except StandsTwice as refused:
            assert isinstance(refused.row, Partner)
        else:
            assert standing() != before
            undo_merge(made, by=by, now=LATER, belongs={})
        assert standing() == before
        transaction.set_rollback(True)


def _give(program, kept, ended, held) -> None:
    """Rows of many tables, some of them the same for both."""
    people = [person(program, f"Person {number}") for number in range(3)]
    member = join(program, name="Owner", email=f"owner{Person.objects.count()}@example.org")
    saved = SavedList.objects.create(
        program=program, owner=member, noun="organizations", name="Mine", by_hand=True
    )
    build = rows.build(program, key=f"build-{Person.objects.count()}")
    source = Source.objects.create(program=program, kind="hand", name="x", on=rows.DAY, by="x")
    for number, (what, which, first) in enumerate(held):
        company = kept if first else ended
        try:
            with transaction.atomic():
                _row(program, what, which, company, people, saved, build, source, number)
        except IntegrityError:
            continue  # the same once more


def _row(program, what, which, company, people, saved, build, source, number) -> None:
    own = {"program": program, "organization": company}
    if what == "post":
        post = Post.objects.create(
            person=people[which], title="Driver", from_on=date(2020, 1, number + 1), **own
        )
        set_fields(post, {"to_on": date(2025, 1, 1)}, source=source, by="x", at=NOW)
    elif what == "phone":
        made = ContactPoint.objects.create(
            kind="phone", address=f"{which}", verified_on=date(2025, 1, number + 1), **own
        )
        set_fields(made, {"verified_by": "a call"}, source=source, by="x", at=NOW)
    elif what == "touch":
        Touch.objects.create(kind="call", on=rows.DAY, by="x", at=NOW, **own)
    elif what == "name":
        OtherName.objects.create(name=f"Name {which}", **own)
    elif what == "covers":
        Jurisdiction.objects.create(kind="state", state=("MS", "LA", "AL")[which], **own)
    elif what == "entry":
        ListEntry.objects.create(saved_list=saved, organization=company)
    elif what == "site":
        Site.objects.create(key=f"s{number}-{company.key}", name="Yard", **own)
    else:
        Partner.objects.create(build=build, organization=company, part="host", position=number + 1)
