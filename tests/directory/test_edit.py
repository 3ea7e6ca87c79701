"""Records are added and edited by hand, and nobody's work is overwritten unseen."""

from datetime import timedelta

import pytest

from muster.core.models import AuditEvent
from muster.directory.edit import (
    add_organization,
    add_person,
    add_site,
    edit,
    last_change,
    name_also,
)
from muster.directory.errors import (
    EditedSince,
    KeptElsewhere,
    NameMissing,
    NumberTaken,
    OfAnotherProgram,
    PartOfItself,
)
from muster.directory.models import Organization, OtherName, Person, Site
from muster.directory.provenance import sources_of
from tests import rows
from tests.people import join
from tests.rows import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def priya(larch):
    return join(larch, name="Priya Nandakumar")


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight", trucks=58, usdot="9904417")


def acts():
    return list(AuditEvent.objects.order_by("pk").values_list("actor", "verb"))


def test_what_is_added_comes_from_whoever_added_it(larch, dana):
    made = add_organization(
        larch,
        {"name": "Larkhaven Freight", "usdot": "9904417"},
        names=[(OtherName.Kind.LEGAL, "Marsh & Daughters Transport Inc")],
        once="7h3kqr",
        by=dana,
        now=NOW,
    )

    assert made.key == "larkhaven-freight-7h3kqr"
    assert str(sources_of(made)["usdot"]) == "Dana Whitlow"
    assert [str(name) for name in made.other_names.all()] == ["Marsh & Daughters Transport Inc"]
    assert acts() == [("dana.whitlow@example.org", "added")]


def test_a_form_sent_twice_adds_one(larch, dana, freight):
    for _time in range(2):
        add_organization(larch, {"name": "Eider"}, once="7h3kqr", by=dana, now=NOW)
        add_site(freight, {"name": "Yard"}, once="7h3kqr", by=dana, now=NOW)
        add_person(larch, {"name": "Robin Tansy"}, once="7h3kqr", by=dana, now=NOW)

    assert Organization.objects.filter(name="Eider").count() == 1
    assert (Site.objects.count(), Person.objects.count()) == (1, 1)
    assert len(acts()) == 3


def test_the_key_of_a_person_says_nothing_of_them(larch, dana):
    person = add_person(larch, {"name": "Robin Tansy"}, once="7h3kqr", by=dana, now=NOW)
    company = add_organization(
        larch, {"name": "Robin Tansy", "natural_person": True}, once="bcdfgh", by=dana, now=NOW
    )

    assert (person.key, company.key) == ("7h3kqr", "bcdfgh")


@pytest.mark.parametrize("field", ["usdot", "ori"])
def test_a_number_is_one_organizations_alone(larch, dana, field):
    holder = rows.organization(larch, "Eider Freightways", **{field: "9904417"})
    other = rows.organization(larch, "Wren Valley")
    assert edit(other, {field: "9904418"}, by=dana, now=NOW)

    with pytest.raises(NumberTaken) as refused:
        edit(other, {field: "9904417"}, by=dana, now=NOW)

    assert refused.value.holder == holder
    assert str(refused.value).startswith("Eider Freightways has the ")
    other.refresh_from_db()
    assert getattr(other, field) == "9904418"
    with pytest.raises(NumberTaken):
        add_organization(larch, {"name": "A third", field: "9904417"}, by=dana, now=NOW)


def test_two_programs_may_both_know_a_number(larch, dana, freight):
    birch = rows.program("birch")
    lee = join(birch, name="Lee")

    assert add_organization(birch, {"name": "The same", "usdot": "9904417"}, by=lee, now=NOW)


def test_a_parent_is_not_a_part_of_it(larch, dana, freight):
    group = rows.organization(larch, "Brightmoor Group")
    edit(freight, {"parent": group}, by=dana, now=NOW)

    with pytest.raises(PartOfItself):
        edit(group, {"parent": freight}, by=dana, now=NOW)
    with pytest.raises(PartOfItself):
        edit(group, {"parent": group}, by=dana, now=NOW)
    with pytest.raises(OfAnotherProgram):
        stranger = rows.organization(rows.program("birch"), "Stranger")
        edit(group, {"parent": stranger}, by=dana, now=NOW)

    group.refresh_from_db()
    assert group.parent is None


def test_nothing_is_without_a_name(larch, dana, freight):
    for blank in ("", "  "):
        with pytest.raises(NameMissing):
            add_person(larch, {"name": blank}, by=dana, now=NOW)
        with pytest.raises(NameMissing):
            edit(freight, {"name": blank}, by=dana, now=NOW)

    freight.refresh_from_db()
    assert freight.name == "Larkhaven Freight"


def test_the_same_again_is_no_change(dana, freight):
    first = edit(freight, {"trucks": 64}, by=dana, now=NOW)
    second = edit(freight, {"trucks": 64}, by=dana, now=LATER)

    assert ([change.field for change in first], second) == (["trucks"], [])
    assert acts() == [("dana.whitlow@example.org", "edited")]


def test_what_both_changed_is_shown_and_nothing_is_kept(dana, priya, freight):
    opened = last_change(freight)
    edit(freight, {"trucks": 64}, opened_after=opened, by=priya, now=NOW)

    with pytest.raises(EditedSince) as refused:
        edit(freight, {"trucks": 60, "city": "Dovemere"}, opened_after=opened, by=dana, now=LATER)

    (clash,) = refused.value.clashes
    assert (clash.field, clash.stands, clash.yours, clash.by) == (
        "trucks",
        64,
        60,
        priya.user.email,
    )
    freight.refresh_from_db()
    assert (freight.trucks, freight.city) == (64, "")


def test_sent_again_with_both_seen_it_stands(dana, priya, freight):
    opened = last_change(freight)
    edit(freight, {"trucks": 64}, opened_after=opened, by=priya, now=NOW)
    with pytest.raises(EditedSince) as refused:
        edit(freight, {"trucks": 60}, opened_after=opened, by=dana, now=LATER)

    edit(freight, {"trucks": 60}, opened_after=refused.value.last, by=dana, now=LATER)

    freight.refresh_from_db()
    assert freight.trucks == 60


def test_what_a_member_left_alone_stays_as_the_other_made_it(dana, priya, freight):
    opened = last_change(freight)
    edit(freight, {"trucks": 64}, opened_after=opened, by=priya, now=NOW)

    edit(freight, {"trucks": 58, "city": "Dovemere"}, opened_after=opened, by=dana, now=LATER)

    freight.refresh_from_db()
    assert (freight.trucks, freight.city) == (64, "Dovemere")


def test_both_made_it_the_same(dana, priya, freight):
    opened = last_change(freight)
    edit(freight, {"trucks": 64}, opened_after=opened, by=priya, now=NOW)

    assert edit(freight, {"trucks": 64}, opened_after=opened, by=dana, now=LATER) == []


def test_a_record_that_was_merged_is_changed_in_its_place(larch, dana, freight):
    kept = rows.organization(larch, "Larkhaven Freight Lines")
    freight.merged_into = kept
    freight.save()

    with pytest.raises(KeptElsewhere, match="Larkhaven Freight Lines"):
        edit(freight, {"trucks": 64}, by=dana, now=NOW)


def test_other_names_are_told_whole_and_keep_their_source(dana, priya, freight):
    kinds = OtherName.Kind
    name_also(freight, [(kinds.ALSO, "LFL"), (kinds.FORMERLY, "Marsh")], by=dana, now=NOW)

    changed = name_also(freight, [(kinds.ALSO, "LFL"), (kinds.LEGAL, "M Inc")], by=priya, now=NOW)
    again = name_also(freight, [(kinds.LEGAL, "M Inc"), (kinds.ALSO, " LFL ")], by=priya, now=NOW)

    told = [(name.kind, name.name, str(name.source)) for name in freight.other_names.all()]
    assert told == [("also", "LFL", "Dana Whitlow"), ("legal", "M Inc", "Priya Nandakumar")]
    assert (changed, again) == (True, False)


def test_a_name_that_somebody_else_added_since_stays(dana, priya, freight):
    kinds = OtherName.Kind
    name_also(freight, [(kinds.ALSO, "LFL"), (kinds.ALSO, "Lark")], by=dana, now=NOW)
    shown = {"LFL", "Lark"}
    name_also(freight, [(kinds.ALSO, "LFL"), (kinds.FORMERLY, "Marsh")], by=priya, now=NOW)

    name_also(
        freight, [(kinds.ALSO, "Lark"), (kinds.LEGAL, "M Inc")], before=shown, by=dana, now=LATER
    )

    assert sorted(name.name for name in freight.other_names.all()) == ["M Inc", "Marsh"]
