"""Who lets a row in is told which record it joins and what changes; who imports for a part is not.

What is told is what applying does then.
"""

import csv
import io

import pytest

from muster.accounts.models import Member
from muster.directory.history import Wording
from muster.directory.imports.answers import answer
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.columns import map_columns
from muster.directory.imports.take_in import take_in
from muster.directory.intake.letting_in import letting_in
from muster.directory.models import (
    ContactPoint,
    FieldChange,
    Import,
    ImportChoice,
    ImportRow,
    Organization,
    OtherName,
    Person,
    Post,
    Site,
    Source,
)
from muster.programs.models import Sector
from tests import rows
from tests.directory.imports.bring import AS, CARRIERS, NOW, everything, file_of, said

LET_IN = "Somebody who sees the whole program has let this row in."


@pytest.fixture
def texan(larch) -> Organization:
    return rows.organization(larch, "Tarrow Fuel", usdot="9904417", city="Waco", state="TX")


@pytest.fixture
def bring(larch, tmp_path):
    """Takes a file in for a member, and tries it."""

    def tried(member, *lines, header=CARRIERS, kind="carriers", as_=AS) -> Import:
        by = member.user.email
        path = file_of(tmp_path, [header, *lines])
        run = take_in(larch, path, file_name="list.csv", kind=kind, by=by, now=NOW)
        map_columns(run, as_, by=by, now=NOW, remember=False)
        return check(run, now=NOW)

    return tried


def row(name="Pinewick", city="Gulfport", state="MS", usdot="9904417", phone="") -> list[str]:
    return [usdot, name, city, state, phone]


def told(run: Import, member: Member):
    """By line: the records, each with what changes of it, and what else there is to say."""
    found = letting_in(Import.objects.get(pk=run.pk), run.rows.all(), member)
    return {
        line: (
            [
                (one.lead, one.name, one.place, [(t.label, t.old, t.new) for t in one.turns])
                for one in each.joined
            ],
            each.says,
        )
        for line, each in found.items()
    }


def in_the_rows() -> str:
    """All that is kept of rows, which who brought the file in reads."""
    fields = ("who", "column", "says", "question", "answer")
    kept = [text for one in ImportRow.objects.values_list(*fields) for text in one]
    return " ".join([*kept, *ImportChoice.objects.values_list("label", flat=True)])


SECTOR = ("Sector", "", "Trucking")
CHANGES = [
    ("Name", "Tarrow Fuel", "Pinewick"), ("City", "Waco", "Gulfport"), ("State", "TX", "MS"),
    SECTOR,
]  # fmt: skip


def test_who_decides_is_told_the_record_and_each_field_that_changes(bring, wes, dana, texan):
    run = bring(wes, row())

    assert told(run, dana) == {2: ([("It would join", "Tarrow Fuel", "Waco, Texas", CHANGES)], "")}


def test_who_imports_for_a_part_is_told_nothing_and_nothing_is_kept(bring, wes, dana, texan):
    run = bring(wes, row())
    before = everything()
    assert told(run, dana) != {}

    assert told(run, wes) == {}
    assert "Tarrow" not in in_the_rows()
    assert "Waco" not in in_the_rows()
    assert everything() == before


def test_what_is_told_is_what_applying_changes(bring, wes, dana, texan):
    run = bring(wes, row())
    [(records, _says)] = told(run, dana).values()
    foreseen = {(label, old, new) for *_record, turns in records for label, old, new in turns}

    answer(run, 2, "whole", by=dana.user.email, now=NOW)
    apply(run, by=dana.user.email, now=NOW)

    changes = FieldChange.objects.filter(organization=texan)
    wording = Wording(changes)
    done = {(one.field.capitalize(), one.old, wording.of(one, one.new)) for one in changes}
    assert done == foreseen


@pytest.mark.parametrize("again", [False, True])
def test_a_row_that_was_let_in_says_what_it_joins(bring, wes, dana, texan, again):
    run = bring(wes, row())
    answer(run, 2, "whole", by=dana.user.email, now=NOW)
    if again:
        run = check(Import.objects.get(pk=run.pk), now=NOW)

    assert told(run, dana) == {2: ([("It joins", "Tarrow Fuel", "Waco, Texas", CHANGES)], "")}
    assert told(run, wes) == {}
    assert said(run) == {2: LET_IN}


def test_a_row_that_goes_on_waiting_says_it_still(bring, wes, dana, texan):
    run = bring(wes, row())
    answer(run, 2, "wait", by=dana.user.email, now=NOW)

    [(records, _says)] = told(run, dana).values()

    assert [record[:2] for record in records] == [("It would join", "Tarrow Fuel")]


def test_what_is_in_is_told_no_more(bring, wes, dana, texan):
    run = bring(wes, row())
    answer(run, 2, "whole", by=dana.user.email, now=NOW)
    apply(run, by=dana.user.email, now=NOW)

    assert told(run, dana) == {}


def test_a_row_that_waits_after_the_others_are_in_is_told_too(bring, wes, dana, texan):
    run = bring(wes, row(), row("Birchline", "Biloxi", "MS", "9904418"))
    apply(run, by=wes.user.email, now=NOW)

    assert told(run, dana) == {2: ([("It would join", "Tarrow Fuel", "Waco, Texas", CHANGES)], "")}


def test_a_number_that_gives_way_is_told_too(bring, wes, dana, larch, texan):
    file = Source.objects.create(program=larch, kind="file", name="old", on=rows.DAY, by="d")
    ContactPoint.objects.create(
        program=larch, organization=texan, kind="phone", address="+12285550100",
        audience="site", source=file,
    )  # fmt: skip

    run = bring(wes, row("Tarrow Fuel", "Waco", "TX", phone="(228) 555-0199"))

    assert told(run, dana) == {
        2: (
            [("It would join", "Tarrow Fuel", "Waco, Texas", [SECTOR])],
            "Phone: “(228) 555-0100” becomes “(228) 555-0199”.",
        )
    }
    assert "555-0100" not in in_the_rows()


def test_a_row_that_changes_nothing_says_so(bring, wes, dana, texan):
    Organization.objects.update(sector=Sector.objects.get(key="trucking"))
    run = bring(wes, row("Tarrow Fuel", "Waco", "TX"))

    assert told(run, dana) == {
        2: ([("It would join", "Tarrow Fuel", "Waco, Texas", [])], "It would change nothing.")
    }


def test_two_rows_of_one_number_each_say_what_they_would_do_alone(bring, wes, dana, texan):
    run = bring(wes, row(), row("Tarrow Fuel", "Reno", "NV"))

    assert [records[0][3] for records, _says in told(run, dana).values()] == [
        CHANGES, [("City", "Waco", "Reno"), ("State", "TX", "NV"), SECTOR],
    ]  # fmt: skip


def test_a_place_of_a_register_is_told_with_whose_it_is(wes, dana, larch, texan, tmp_path):
    Site.objects.create(
        program=larch, organization=texan, key="yard", name="Waco yard", city="Waco", state="TX",
        register_key="osm:4",
    )  # fmt: skip
    header = ["id", "name", "brand", "lat", "lon", "address", "city", "state", "zip", "truck_stop"]
    line = ["4", "Tern Harbor", "", "30.41", "-88.9", "", "Biloxi", "MS", "", "true"]
    path = file_of(tmp_path, [header, line])
    taken = take_in(larch, path, file_name="osm.csv", kind=None, by=wes.user.email, now=NOW)
    run = check(taken, now=NOW)

    changes = [
        ("Name", "Waco yard", "Tern Harbor"), ("City", "Waco", "Biloxi"),
        ("County", "", "Harrison County"), ("State", "TX", "MS"), ("Kind", "", "truck stop"),
        ("Time zone", "", "America/Chicago"), ("Latitude", "", "30.410000"),
        ("Longitude", "", "-88.900000"),
    ]  # fmt: skip
    [(records, _says)] = told(run, dana).values()
    assert records == [
        ("It would join", "Waco yard", "Waco, Texas", changes),
        ("It would join", "Tarrow Fuel", "Waco, Texas", []),
    ]


def test_somebody_who_came_before_is_told_with_where_they_work(bring, wes, dana, larch):
    header = ["First Name", "Last Name", "Company", "State", "Order", "Status", "Job Title"]
    line = ["Ada", "Vale", "Tarrow Fuel", "MS", "A17", "Attending"]
    as_ = {0: "person.given", 1: "person.family", 2: "organization.name", 3: "site.state",
           4: "row.key", 5: "touch.came", 6: "post.title"}  # fmt: skip
    came = bring(dana, [*line, "Driver"], header=header, kind="attendees", as_=as_)
    apply(came, by=dana.user.email, now=NOW)
    Organization.objects.update(state="TX")

    run = bring(wes, [*line, "Owner"], header=header, kind="attendees", as_=as_)

    assert told(run, dana) == {
        2: (
            [
                ("It would join", "Ada Vale", "Tarrow Fuel", [("Title", "Driver", "Owner")]),
                ("It would join", "Tarrow Fuel", "Texas", []),
            ],
            "“Tarrow Fuel” is known in TX; the MS of this row is left out.",
        )
    }


def test_a_company_of_a_row_that_was_let_in_is_the_one_of_another_row(bring, wes, dana, larch):
    header = ["First", "Last", "Company", "State", "Number", "Status", "Title", "Legal name"]
    as_ = {0: "person.given", 1: "person.family", 2: "organization.name", 3: "site.state",
           4: "row.key", 5: "touch.came", 6: "post.title",
           7: "organization.legal_name"}  # fmt: skip
    ada = ["Ada", "Vale", "Tarrow Fuel", "TX", "A17", "Attending", "Driver", ""]
    apply(bring(dana, ada, header=header, kind="attendees", as_=as_), by="x@example.org", now=NOW)
    Organization.objects.update(state="TX")
    legal = "Pinewick Freight LLC"
    moved = ["Ada", "Vale", "Pinewick", "MS", "A17", "Attending", "Driver", legal]
    ivo = ["Ivo", "Outer", "Pinewick", "MS", "A18", "Attending", "Owner", legal]

    run = bring(wes, moved, ivo, header=header, kind="attendees", as_=as_)
    answer(run, 2, "whole", by=dana.user.email, now=NOW)
    check(run, now=NOW)
    apply(run, by=wes.user.email, now=NOW)

    held = Post.objects.filter(organization__name="Pinewick").values_list("person__name", flat=True)
    assert sorted(held) == ["Ada Vale", "Ivo Outer"]
    assert Organization.objects.filter(name="Pinewick").count() == 1
    assert OtherName.objects.count() == 1
    assert Person.objects.count() == 2


def test_an_agency_outside_is_told_by_its_ori(bring, wes, dana, larch):
    rows.organization(larch, "Waco Police", ori="TX1550100", state="TX", agency="police")

    run = bring(
        wes, ["TX1550100", "Waco Police Department"], header=["ORI", "NAME"], kind="agencies",
        as_={0: "organization.ori", 1: "organization.name"},
    )  # fmt: skip

    [(records, says)] = told(run, dana).values()
    assert [record[1:3] for record in records] == [("Waco Police", "Texas")]
    assert "Waco Police Department" in says


def test_what_the_whole_program_brings_in_itself_lets_nobody_in(bring, dana, texan):
    assert told(bring(dana, row()), dana) == {}


def test_the_refused_rows_of_who_imports_for_a_part_stay_silent(client, bring, wes, dana, texan):
    run = bring(wes, row(), row("Birchline", "Waco", "TX", "9904418"))
    assert told(run, dana) != {}
    client.force_login(wes.user)

    answer_ = client.get(f"/directory/imports/{run.key}/refused.csv")

    told_ = answer_.getvalue().decode("utf-8-sig")
    assert [line[0] for line in csv.reader(io.StringIO(told_))] == ["Line", "3"]
    assert "Tarrow" not in told_


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client, bring, wes, dana, larch, texan, many, django_assert_num_queries
):
    rows.organization(larch, "Alder", usdot="9904420", city="Reno", state="NV")
    lines = [row(), row("Alder Lines", "Biloxi", "MS", "9904420"), row("Larch", "Reno", "NV")]
    run = bring(wes, *lines[:many])
    client.force_login(dana.user)

    with django_assert_num_queries(22):
        page = client.get(f"/directory/imports/{run.key}/rows/")

    assert [bool(line.letting_in.joined) for line in page.context["lines"]] == [True] * many


def test_the_page_shows_it_to_who_decides_and_to_nobody_else(client, bring, wes, dana, texan):
    run = bring(wes, row())
    page = f"/directory/imports/{run.key}/rows/"
    client.force_login(dana.user)
    shown = client.get(page).content.decode()
    assert f'<a href="{texan.get_absolute_url()}">Tarrow Fuel</a>' in shown
    assert "City: <del>Waco</del>" in shown

    client.force_login(wes.user)

    answer_ = client.get(page).content.decode()
    assert "This row waits for somebody who sees the whole program." in answer_
    assert "Tarrow" not in answer_
    assert "Waco" not in answer_
