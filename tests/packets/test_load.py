"""A packet comes into the database as a whole; twice is once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.builds.models import Build, Desk, Host, Participant, Proposal
from muster.core.models import AuditEvent, Program
from muster.directory.models import Organization, Person
from muster.packets.errors import BuildDiffers
from muster.packets.export import export_packet
from muster.packets.load import PacketLoaded
from muster.programs.models import Goal
from muster.surveys.models import Answer, Quote, Response
from tests.conftest import packet
from tests.packets.papers import (
    BY,
    NOON,
    ROWS,
    bare,
    changed,
    dump,
    load,
    refused,
    rows_with,
    small,
    turned_away,
)
from tests.people import join

pytestmark = pytest.mark.django_db
SHIPPED = ["ms-gulfport-2020", "sample-2026"]


def test_gulfport_comes_in_with_its_people_and_its_answers():
    done = load(packet("ms-gulfport-2020"))

    counts = {name: done.counts[name] for name in ("participants", "responses", "answers")}
    assert (done.was, counts) == ("loaded", {"participants": 67, "responses": 50, "answers": 250})
    assert Participant.objects.filter(build=done.build).counted().count() == 67
    assert Response.objects.filter(build__key="ms-gulfport-2020").count() == 50
    counted = {
        code: Answer.objects.filter(item__code=code, counted=True).count()
        for code in ("next_steps", "presenters", "good_use", "recommend", "survivor")
    }
    assert counted == {
        "next_steps": 46,
        "presenters": 50,
        "good_use": 50,
        "recommend": 49,
        "survivor": 49,
    }


def test_gulfports_people_have_no_names_and_no_sectors():
    build = load(packet("ms-gulfport-2020")).build

    known = build.participants.exclude(person=None, organization=None, sector=None)
    assert list(known) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_loading_twice_is_once(name):
    first = load(packet(name))
    before = dump()

    second = load(packet(name))

    assert second == PacketLoaded(first.build, "unchanged", first.counts)
    assert dump() == before


def test_a_replacement_that_says_the_same_is_none():
    load(small())
    before = dump()

    assert load(small(), replace=True).was == "unchanged"
    assert dump() == before


def test_a_load_is_recorded_with_who_and_what():
    load(small())

    acts = AuditEvent.objects.values_list("actor", "verb", "subject", "at", "program__key")
    assert list(acts) == [
        (BY, "loaded", "pack:harbor", NOON, "harbor"),
        (BY, "loaded", "build:harbor-2026", NOON, "harbor"),
    ]


def test_both_shipped_builds_live_side_by_side_in_programs_of_their_own():
    for name in SHIPPED:
        load(packet(name))

    programs = Build.objects.order_by("key").values_list("key", "program__key", "program__sample")
    assert list(programs) == [
        ("ms-gulfport-2020", "tat", False),
        ("sample-2026", "sample", True),
    ]


def test_a_build_that_differs_does_not_give_way_by_itself():
    load(small())
    other = changed(small(), "quotes.csv", "opened my eyes", "closed my eyes")
    other = changed(other, "packet.toml", "Larkhaven", "Quillport")

    error = turned_away(other)

    assert (type(error), str(error)) == (
        BuildDiffers,
        "harbor-2026 is there already and differs in: packet.toml, quotes.csv.",
    )


def test_a_build_that_differs_gives_way_to_a_replacement():
    load(small())
    other = changed(small(), "quotes.csv", "opened my eyes", "closed my eyes")

    done = load(other, replace=True)

    assert done.was == "replaced"
    assert export_packet(done.build) == other
    assert AuditEvent.objects.order_by("pk").last().verb == "replaced"


def test_a_table_that_is_gone_is_gone_after_a_replacement():
    load(small())

    done = load(small(aliases=(), evidence=(), quotes=()), replace=True)

    assert Quote.objects.count() == 0
    assert export_packet(done.build) == small(aliases=(), evidence=(), quotes=())


def test_a_replacement_leaves_other_builds_alone():
    load(packet("ms-gulfport-2020"))
    other = load(small()).build
    before = export_packet(other)

    load(changed(packet("ms-gulfport-2020"), "packet.toml", "loopholes", "gaps"), replace=True)

    assert export_packet(other) == before


def second_build(**tables):
    """A packet of another build of the same program, with the same organizations."""
    files = bare(
        **{
            "organizations": ROWS["organizations"],
            "partners": ROWS["partners"],
            "participants": rows_with("participants", 1, person="", organization="pinewick-south"),
            **tables,
        }
    )
    return changed(files, "packet.toml", "harbor-2026", "harbor-2027")


def test_two_builds_share_an_organization():
    load(small())

    done = load(second_build())

    assert Organization.objects.filter(key="pinewick").count() == 1
    assert done.build.partners.get().organization == Organization.objects.get(key="pinewick")


def test_what_builds_share_does_not_change_under_the_first_by_loading_the_second():
    load(small())
    other = second_build(organizations=rows_with("organizations", 1, name="Pinewick Lines"))

    assert refused(other) == [
        "organizations.csv, row 2, name: the program has it already, and says something else: "
        "name. Make them agree, or load the packet as a replacement."
    ]


def test_what_builds_share_changes_by_a_replacement():
    load(small())
    rows = rows_with("organizations", 1, name="Pinewick Lines", usdot="")
    rows[1] |= {"parent": "", "usdot": "9904233"}

    load(second_build(organizations=rows), replace=True)

    stored = Organization.objects.order_by("key").values_list("name", "usdot", "parent__key")
    assert list(stored) == [("Pinewick Lines", "", None), ("Pinewick South", "9904233", None)]


def test_a_shared_row_can_be_moved_under_a_new_one():
    load(small())
    rows = rows_with("organizations", 2, parent="alder")
    rows.append({"key": "alder", "name": "Alder Group", "parent": "pinewick"})

    load(small(organizations=rows), replace=True)

    stored = Organization.objects.order_by("key").values_list("key", "parent__key")
    assert list(stored) == [
        ("alder", "pinewick"),
        ("pinewick", None),
        ("pinewick-south", "alder"),
    ]


def test_a_build_key_of_another_program_is_refused():
    load(small())
    other = changed(small(public_addresses=()), "packet.toml", '"harbor"', '"haven"')

    assert refused(other) == [
        "packet.toml, line 16, [build] key: another program has a build of this key; keys are "
        "unique over all programs."
    ]


def test_a_program_that_is_there_keeps_its_name_and_its_thresholds():
    load(small())
    other = changed(second_build(), "packet.toml", "Harbor builds", "Other builds")

    load(changed(other, "packet.toml", "whole_room = 20", "whole_room = 3"))

    program = Program.objects.get()
    assert (program.name, program.whole_room) == ("Harbor builds", 20)


def test_invented_and_real_builds_do_not_mix():
    load(small())
    real = changed(second_build(), "packet.toml", "sample = true", "sample = false")

    assert refused(real) == [
        "packet.toml, line 9, [program] sample: all in the program harbor is invented, and the "
        "packet is real."
    ]


def test_a_packet_without_a_pack_comes_into_a_program_that_has_one():
    load(small())
    files = {name: content for name, content in second_build().items() if "pack/" not in name}

    assert load(files).was == "loaded"


def test_a_packet_without_a_pack_does_not_make_a_program():
    files = {name: content for name, content in small().items() if "pack/" not in name}

    assert refused(files) == [
        "pack/: the program harbor has no pack here, and the packet carries none for it."
    ]


def test_a_pack_that_counts_otherwise_is_refused():
    load(small())
    counts = 'label = "Disagree"\n'
    other = changed(second_build(), "pack/questionnaires.toml", counts, counts + "counts = true\n")
    other = changed(other, "pack/sectors.toml", "counts = true", "counts = false")

    says = "the program says otherwise, and the answers would be counted otherwise."
    assert refused(other) == [
        f"pack/sectors.toml, roles attendee: counts: {says}",
        "pack/questionnaires.toml, questionnaires same-day 1, items next_steps, options disagree: "
        f"counts: {says}",
    ]


def test_a_pack_that_only_words_things_otherwise_is_no_hindrance():
    load(small())

    load(changed(second_build(), "pack/goals.toml", "Bring people together", "Meet"))

    assert Goal.objects.get(code="S1").aim == "Bring people together"


NOBODY = {
    "organizations": ROWS["organizations"][:1],
    **dict.fromkeys(
        ("jurisdictions", "people", "posts", "sites", "contact_points", "participants"), ()
    ),
}


@pytest.mark.parametrize(
    ("tables", "title"),
    [
        ({"responses": (), "answers": ()}, ()),
        ({"participants": ROWS["participants"][:1]}, ()),
        (NOBODY, ()),
        ({}, ("day = 2026-03-12", "day = 2002-03-12")),
        ({}, ("day = 2026-03-12\n", "")),
    ],
    ids=["no survey", "one participant", "none", "a day in 2002", "no day"],
)
def test_a_build_of_which_little_is_known_loads(tables, title):
    files = small(**tables)
    files = changed(files, "packet.toml", *title) if title else files

    done = load(files)

    assert (done.was, export_packet(done.build)) == ("loaded", files)


def test_more_answers_than_people_load():
    people = [
        {
            "number": str(number),
            "role": "attendee",
            "status": "checked_in",
            "checked_in_on": "2026-03-12",
        }
        for number in range(1, 51)
    ]
    answers = [
        {"key": f"r{number:02}", "questionnaire": "same-day 1", "origin": "collected"}
        for number in range(1, 52)
    ]

    done = load(bare(participants=people, responses=answers))

    assert (done.counts["participants"], done.counts["responses"]) == (50, 51)


def test_a_quote_is_kept_to_the_last_sign():
    text = "قالت: «انظر» 👀 Ñandú\u200d — “so”\tand so\n\nand so on "

    build = load(small(quotes=rows_with("quotes", 1, text=text))).build

    assert build.quotes.get().text == text


def test_nothing_stored_tells_in_which_order_answers_came():
    shuffled = small(
        responses=list(reversed(ROWS["responses"])), answers=list(reversed(ROWS["answers"]))
    )

    load(shuffled)

    responses = Response.objects.order_by("pk").values_list("key", flat=True)
    assert list(responses) == ["4kq7mzt2xp", "9wd3hcy8rb"]
    answers = Answer.objects.order_by("pk").values_list("key", flat=True)
    assert list(answers) == ["b2", "b3", "b4", "b5", "b6", "b7"]


def with_so_many(guests):
    """A packet with *guests* participants, each with a delegate, and as many responses."""
    came = {"role": "attendee", "status": "checked_in", "checked_in_on": "2026-03-12"}
    participants = [{"number": str(number + 1), **came} for number in range(guests)]
    for first, second in zip(participants[::2], participants[1::2], strict=False):
        second["delegate_for"] = first["number"]
    responses = [
        {"key": f"r{number}", "questionnaire": "same-day 1", "origin": "collected"}
        for number in range(guests)
    ]
    answers = [
        {"response": row["key"], "item": "next_steps", "key": f"a{row['key']}", "option": "agree"}
        for row in responses
    ]
    return bare(participants=participants, responses=responses, answers=answers)


def test_many_rows_ask_the_database_no_more_than_two():
    load(small())
    asked = []
    for guests in (2, 60):
        files = changed(with_so_many(guests), "packet.toml", "harbor-2026", f"harbor-{guests}")
        with CaptureQueriesContext(connection) as queries:
            load(files)
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_who_works_on_a_build_goes_on_when_it_is_loaded_anew():
    build = load(small()).build
    host = join(build.program, name="Wes Calloway", role=["host", "desk"])
    Host.objects.create(member=host, build=build)
    Desk.objects.create(member=host, build=build, until_on=date(2099, 6, 12))
    ada = Person.objects.create(program=build.program, key="ada-vale", name="Ada Vale")
    Proposal.objects.create(build=build, person=ada, by=host.user.email, at=NOON)

    anew = load(changed(small(), "packet.toml", "Larkhaven", "Port"), replace=True)

    assert anew.was == "replaced"
    assert [grant.build for grant in Host.objects.filter(member=host)] == [anew.build]
    assert [(desk.build, desk.until_on) for desk in host.desks.all()] == [
        (anew.build, date(2099, 6, 12))
    ]
    assert [(one.build, one.person) for one in Proposal.objects.all()] == [(anew.build, ada)]
