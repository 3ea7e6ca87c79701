"""Every touch of an organization and of a person, told to those who may see it, newest first."""

from datetime import date, timedelta

import pytest

from muster.accounts.models import MemberState
from muster.core.parts import TIMELINES, Happened, Noun, Shape, register_timeline
from muster.directory import timeline as told
from muster.directory.confirm import add_point, confirm, mark
from muster.directory.deactivate import deactivate
from muster.directory.edit import edit
from muster.directory.history import history_of
from muster.directory.models import Merge, Person, Source
from muster.directory.posts import add_post, end_post
from muster.directory.provenance import set_fields, source_named
from muster.directory.touch import log_touch
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def freight(larch):
    return rows.organization(larch, "Larkhaven Freight", trucks=58, state="MS")


@pytest.fixture
def robin(larch):
    return Person.objects.create(program=larch, key="robin", name="Robin Tansy")


def lines(member, record, **more):
    found = told.timeline(member, record, **more).lines
    return [f"{line.lead} {line.words}".strip() for line in found]


def test_what_changed_is_told_with_old_and_new_and_from_where(larch, dana, freight):
    census = source_named(larch, kind="file", name="carrier census", on=date(2026, 4, 3), by="x")
    set_fields(freight, {"trucks": 64, "city": "Larkhaven"}, source=census, by="x", at=NOW)

    (line,) = told.timeline(dana, freight).lines

    assert (line.on, line.lead, line.shape) == (
        TODAY, "From carrier census, April 3, 2026", Shape.EDIT,
    )  # fmt: skip
    assert [(turn.label, turn.old, turn.new) for turn in line.turns] == [
        ("trucks", "58", "64"),
        ("city", "", "Larkhaven"),
    ]


def test_a_reference_is_told_by_its_name(larch, dana, freight):
    group = rows.organization(larch, "Brightmoor Group")

    edit(freight, {"parent": group, "natural_person": True}, by=dana, now=NOW)

    (line,) = told.timeline(dana, freight).lines
    assert (line.lead, line.says) == ("Edited", "By Dana Whitlow")
    assert [(turn.label, turn.old, turn.new) for turn in line.turns] == [
        ("part of", "", "Brightmoor Group"),
        ("one person under their own name", "no", "yes"),
    ]


def test_acts_are_told_in_a_sentence(larch, dana, freight, robin):
    post = add_post(robin, organization=freight, title="Owner", by=dana, now=NOW)
    cell = add_point(robin, kind="phone", address="+12285550114", by=dana, now=NOW)
    confirm([cell], on=TODAY, how="called", by=dana, now=NOW)
    confirm([], record=freight, on=TODAY, how="told", by=dana, now=NOW + timedelta(minutes=9))
    mark(cell, status="bad", says="disconnected", by=dana, now=LATER)
    end_post(post, on=TODAY, by=dana, now=LATER)
    deactivate(freight, on=TODAY, by=dana, now=LATER)

    assert sorted(lines(dana, freight, posts=[post], points=[cell])) == [
        "Confirmed (228) 555-0114",
        "Confirmed as it stands",
        "Deactivated",
        "Does not work any more (228) 555-0114",
        "Robin Tansy’s post ended Owner",
    ]


def test_one_line_tells_that_a_number_and_its_person_were_confirmed(dana, robin):
    cell = add_point(robin, kind="phone", address="+12285550114", by=dana, now=NOW)

    confirm([cell], on=TODAY, how="called", by=dana, now=NOW)

    assert lines(dana, robin, points=[cell]) == ["Confirmed (228) 555-0114"]


def test_touches_are_told_on_both_pages(dana, freight, robin):
    log_touch(organization=freight, person=robin, kind="call", on=TODAY, by=dana, now=NOW)

    assert lines(dana, freight) == ["Call with Robin Tansy, by Dana Whitlow"]
    assert lines(dana, robin) == ["Call at Larkhaven Freight, by Dana Whitlow"]


def test_whom_a_member_does_not_see_is_not_named(larch, dana, freight, robin):
    call = {"person": robin, "kind": "call", "says": "Robin is ill."}
    log_touch(organization=freight, **call, on=TODAY, by=dana, now=NOW)
    log_touch(organization=freight, kind="note", on=TODAY, private=True, by=dana, now=NOW)
    theo = join(larch, name="Theo", role="host")
    MemberState.objects.create(member=theo, role="host", state="MS")
    assert "Robin Tansy" in str(lines(dana, freight))

    assert lines(theo, freight) == ["Call by Dana Whitlow"]
    assert [line.says for line in told.timeline(dana, freight).lines] == ["", "Robin is ill."]
    assert [line.says for line in told.timeline(theo, freight).lines] == [""]


def test_merges_are_told_as_done_and_as_undone(larch, dana, freight):
    ended = rows.organization(larch, "Marsh")
    source = Source.objects.create(program=larch, kind="merge", name="m", on=TODAY, by="x")
    Merge.objects.create(
        program=larch, kept_organization=freight, ended_organization=ended, source=source,
        by=dana.user.email, at=NOW, undone_by=dana.user.email, undone_at=NOW + timedelta(days=1),
    )  # fmt: skip

    assert lines(dana, freight, merges=told.merges_of(freight)) == [
        "Parted from “Marsh” again",
        "Merged with “Marsh”",
    ]


def test_what_happened_on_one_day_stands_in_its_order(larch, dana, freight):
    def after(minutes):
        return NOW + timedelta(minutes=minutes)

    ended = rows.organization(larch, "Marsh")
    source = Source.objects.create(program=larch, kind="merge", name="m", on=TODAY, by="x")
    Merge.objects.create(
        program=larch, kept_organization=freight, ended_organization=ended, source=source,
        by=dana.user.email, at=after(1), undone_by=dana.user.email, undone_at=after(4),
    )  # fmt: skip
    edit(freight, {"trucks": 64}, by=dana, now=after(2))
    log_touch(organization=freight, kind="call", on=TODAY, by=dana, now=after(3))
    log_touch(organization=freight, kind="visit", on=TODAY, by=dana, now=NOW + timedelta(days=1))

    assert lines(dana, freight, merges=told.merges_of(freight)) == [
        "Parted from “Marsh” again",
        "Call by Dana Whitlow",
        "Edited",
        "Merged with “Marsh”",
        "Visit by Dana Whitlow",
    ]


def test_the_name_of_a_file_is_told_as_it_is(larch, dana, freight):
    file = source_named(larch, kind="file", name="hifld_MS.csv", on=date(2026, 4, 3), by="x")
    merge = Source.objects.create(
        program=larch, kind="merge", name="merge of two records", on=TODAY, by="x"
    )
    set_fields(freight, {"trucks": 64}, source=file, by="x", at=NOW)
    set_fields(freight, {"trucks": 66}, source=merge, by="x", at=LATER)

    assert lines(dana, freight) == [
        "Merge of two records, May 26, 2026",
        "From hifld_MS.csv, April 3, 2026",
    ]


def test_builds_and_outcomes_are_told_by_their_rooms(larch, dana, freight, robin):
    build = rows.build(larch, day=date(2026, 3, 12))
    rows.people(build, 1, person=robin, organization=freight)
    rows.people(build, 2, organization=freight, status="declined")
    rows.outcome(build, organization=freight, observed_on=TODAY)

    found = told.timeline(dana, freight).lines

    assert [(line.on, line.lead, line.words, line.href) for line in found] == [
        (TODAY, "Done", "Pinewick Freight trained its drivers.",
         "/builds/larkhaven/outcomes/outcome-1/"),
        (date(2026, 3, 12), "In the room", "at the build in Larkhaven: Robin Tansy",
         "/builds/larkhaven/"),
    ]  # fmt: skip
    assert found[1].says == "Asked and not there: 2"
    assert lines(dana, robin) == ["In the room at the build in Larkhaven"]


def test_only_people_or_only_changes(dana, freight):
    log_touch(organization=freight, kind="visit", on=TODAY, by=dana, now=NOW)
    edit(freight, {"trucks": 64}, by=dana, now=NOW)

    assert lines(dana, freight, show="people") == ["Visit by Dana Whitlow"]
    assert lines(dana, freight, show="changes") == ["Edited"]
    assert len(lines(dana, freight, show="nonsense")) == 2


def test_a_long_time_is_told_in_whole_days(dana, freight, monkeypatch):
    monkeypatch.setattr(told, "AT_ONCE", 3)
    days = [TODAY - timedelta(days=number) for number in (0, 1, 2, 2, 2, 3)]
    for day in days:
        log_touch(organization=freight, kind="call", on=day, by=dana, now=NOW)

    first = told.timeline(dana, freight)
    second = told.timeline(dana, freight, until=first.earlier)

    assert [line.on for line in first.lines] == days[:5]
    assert ([line.on for line in second.lines], second.earlier) == (days[5:], None)


def test_lines_stand_under_their_months(dana, freight):
    for day in (TODAY, date(2026, 4, 2), date(2026, 4, 1)):
        log_touch(organization=freight, kind="call", on=day, by=dana, now=NOW)

    months = told.timeline(dana, freight).months

    assert [(month.words, len(month.lines)) for month in months] == [
        ("May 2026", 1),
        ("April 2026", 2),
    ]


def test_a_room_that_registers_is_asked_with_who_is_looking(dana, freight, monkeypatch):
    monkeypatch.setitem(TIMELINES, Noun.ORGANIZATION, {})
    asked = []

    def source(question):
        asked.append((question.member, question.pk))
        yield Happened(on=TODAY, shape=Shape.MAIL, lead="Mail came back")

    register_timeline(Noun.ORGANIZATION, "tests", source)

    assert lines(dana, freight) == ["Mail came back"]
    assert asked == [(dana, freight.pk)]


def test_the_history_of_a_field_tells_what_stood_before(dana, freight):
    edit(freight, {"trucks": 64}, by=dana, now=NOW)

    fields = {field.label: field.said for field in history_of(freight)}

    assert [(said.value, said.stands) for said in fields["Trucks"]] == [("64", True), ("58", False)]
    assert [said.value for said in fields["Name"]] == ["Larkhaven Freight"]
