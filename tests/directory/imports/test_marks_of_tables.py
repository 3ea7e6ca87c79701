"""A table that was taken along brings sectors, ends, and who asked not to be contacted."""

from datetime import date

import pytest
from django.utils import translation

from muster.accounts.models import Member
from muster.directory.exports import headings, lines
from muster.directory.imports.apply import apply
from muster.directory.imports.columns import map_columns
from muster.directory.imports.undo import undo
from muster.directory.models import ContactPoint, FieldChange, Organization, Person, Post, Site
from muster.directory.provenance import by_hand, set_fields
from muster.directory.search import Noun
from muster.programs.models import Sector
from tests import rows
from tests.directory.imports.bring import (
    DANA,
    NOW,
    brought,
    everything,
    file_of,
    said,
    taken,
    tried,
    verdicts,
)
from tests.people import join

MODELS = {Noun.PERSON: Person, Noun.ORGANIZATION: Organization, Noun.SITE: Site}
OFF = "do_not_contact"


def point(address, kind="phone", status="ok", **owner):
    [whose] = owner.values()
    return ContactPoint.objects.create(
        program=whose.program, kind=kind, address=address, audience="coalition", status=status,
        **owner,
    )  # fmt: skip


def sector(program, name="Freight and haulage", key="freight"):
    return Sector.objects.create(program=program, key=key, name=name, position=90)


@pytest.fixture
def marked(larch):
    acme = rows.organization(larch, "Acme Freight", usdot="99887")
    Organization.objects.filter(pk=acme.pk).update(sector=sector(larch), ended_on=date(2025, 3, 1))
    point("+12285550100", status=OFF, organization=acme)
    rows.organization(larch, "Alder Mills")
    yard = Site.objects.create(
        program=larch, organization=acme, key="yard", name="Yard", ended_on=date(2025, 4, 1)
    )
    point("+12285550101", status=OFF, site=yard)
    ann = Person.objects.create(program=larch, key="ann", name="Ann Lee")
    point("+12285550102", status=OFF, person=ann)
    point("ann@acme.example", kind="email", person=ann)
    Post.objects.create(program=larch, person=ann, organization=acme)
    return larch


@pytest.fixture
def birch(db):
    program = rows.program("birch")
    sector(program, "freight AND haulage", key="another")
    return program


def table(program, noun):
    dana = join(program, name=f"Dana {Member.objects.count()}")
    told = lines(dana, noun, MODELS[noun].objects.filter(program=program), today=rows.TODAY)
    return [headings(noun), *told]


def took(folder, program, noun):
    return file_of(folder, table(program, noun), f"{noun.name}.csv")


def marks(program, noun):
    """The columns of the table that mark a record, by its name."""
    head, *told = table(program, noun)
    names = [name for name in ("Contact", "Ended on") if name in head]
    return {row[1]: [row[head.index(name)] for name in names] for row in told}


@pytest.mark.parametrize("noun", Noun)
def test_elsewhere_who_must_not_be_contacted_may_not_be_there_either(marked, birch, tmp_path, noun):
    path = took(tmp_path, marked, noun)

    run = brought(birch, path)

    assert (run.asks, run.refused) == (0, 0)
    assert marks(birch, noun) == marks(marked, noun)
    assert "do not contact" in str(marks(birch, noun))
    assert verdicts(tried(birch, path)) == {"same": run.rows_read}
    with translation.override("es"):
        assert verdicts(tried(birch, took(tmp_path, birch, noun))) == {"same": run.rows_read}


@pytest.mark.parametrize("noun", Noun)
def test_here_it_changes_nothing_and_there_it_is_taken_back_whole(marked, birch, tmp_path, noun):
    path = took(tmp_path, marked, noun)
    before = everything()

    assert brought(marked, path).same
    after = everything()
    assert {name for name in before if before[name] != after[name]} == {"Source"}
    before = after
    undone = undo(brought(birch, path), by=DANA, now=NOW)

    assert undone.kept == ()
    assert everything() == before


def test_the_sector_is_found_by_its_name_or_its_key_and_an_unknown_one_is_told(birch, tmp_path):
    there = sector(birch, "Mills", key="milling")
    kept = rows.organization(birch, "Alder Works", usdot="99889")
    Organization.objects.filter(pk=kept.pk).update(sector=there)
    head = ["Key", "Name", "Sector", "USDOT number", "ORI"]
    path = file_of(
        tmp_path,
        [
            head,
            ["", "Acme Freight", "FREIGHT and haulage", "99887", ""],
            ["", "Alder Mills", "Milling", "99888", ""],
            ["", "Alder Works", "another", "99889", ""],
            ["", "Odd Freight", "Casinos", "99890", ""],
        ],
    )

    run = brought(birch, path)

    assert dict(Organization.objects.values_list("name", "sector__key")) == {
        "Acme Freight": "another", "Alder Mills": "milling", "Alder Works": "milling",
        "Odd Freight": None,
    }  # fmt: skip
    assert verdicts(run) == {"new": 3, "same": 1}
    assert said(run) == {
        4: "The sector stays Mills; the file says freight AND haulage.",
        5: "There is no sector “Casinos” in this program: it is left out.",
    }


PEOPLE = ["Key", "Name", "Posts", "Organizations", "Phones", "E-mails", "Contact"]


def test_who_is_known_with_numbers_is_to_be_contacted_at_none_of_them(larch, tmp_path):
    ann = Person.objects.create(program=larch, key="ann", name="Ann Lee")
    point("+12285550102", person=ann)
    point("ann@acme.example", kind="email", person=ann)
    point("+12285550109", status="bad", person=ann)
    row = ["ann", "Ann Lee", "", "", "(228) 555-0103", "", "do not contact"]
    before = everything()

    run = brought(larch, file_of(tmp_path, [PEOPLE, row]))

    assert (verdicts(run), said(run)) == (
        {"changed": 1},
        {
            2: "Asked not to be contacted: the numbers of this row are left out. "
            "Asked not to be contacted."
        },
    )
    assert dict(ContactPoint.objects.values_list("address", "status")) == {
        "+12285550102": OFF, "ann@acme.example": OFF, "+12285550109": "bad",
    }  # fmt: skip
    assert FieldChange.objects.filter(field="status", source=run.source).count() == 2
    undo(run, by=DANA, now=NOW)
    assert everything() == before


def test_a_file_takes_no_mark_away_and_sets_none_that_somebody_took_away(larch, tmp_path):
    head = ["Key", "Name", "USDOT number", "ORI", "Contact", "Ended on"]
    acme = rows.organization(larch, "Acme Freight", usdot="99887")
    Organization.objects.filter(pk=acme.pk).update(ended_on=date(2025, 3, 1))
    number = point("+12285550100", status=OFF, organization=acme)
    none = ["", "Acme Freight", "99887", "", "", ""]
    other = ["", "Acme Freight", "99887", "", "", "2025-05-05"]
    for row in (none, other):
        assert verdicts(tried(larch, file_of(tmp_path, [head, row]))) == {"same": 1}

    hand = by_hand(larch, name="Dana Whitfield", on=NOW.date(), by=DANA)
    acme.refresh_from_db()
    set_fields(acme, {"ended_on": None}, source=hand, by=DANA, at=NOW)
    set_fields(number, {"status": "ok"}, source=hand, by=DANA, at=NOW)
    both = ["", "Acme Freight", "99887", "", "do not contact", "2025-03-01"]
    run = brought(larch, file_of(tmp_path, [head, both]))

    assert (verdicts(run), said(run)) == (
        {"same": 1},
        {
            2: "May be contacted, as Dana Whitfield said; the file says: do not contact. "
            "ended on stays empty, as Dana Whitfield left it; the file says 2025-03-01."
        },
    )
    acme.refresh_from_db()
    assert acme.ended_on is None


def test_an_end_that_lies_ahead_or_cannot_be_read_is_left_out(larch, tmp_path):
    head = ["Key", "Name", "USDOT number", "ORI", "Ended on"]
    ahead = ["", "Acme Freight", "99887", "", "2031-01-01"]
    odd = ["", "Alder Mills", "99888", "", "last year"]

    run = brought(larch, file_of(tmp_path, [head, ahead, odd]))

    assert (verdicts(run), Organization.objects.filter(ended_on=None).count()) == ({"new": 2}, 2)
    assert said(run)[2] == "2031-01-01 lies ahead: that end is left out."
    assert said(run)[3].endswith("Left out.")


def test_in_other_files_these_columns_are_what_they_were(larch, tmp_path):
    marked_table = file_of(tmp_path, [PEOPLE, ["", "Ann Lee", "", "", "", "", ""]], "ours.csv")
    run = taken(larch, marked_table)
    assert run.columns.get(header="Contact").field == "person.contact"
    map_columns(run, {}, by=DANA, now=NOW)  # and is remembered so
    apply(tried(larch, marked_table), by=DANA, now=NOW)

    other = file_of(tmp_path, [["Company", "Contact", "Sector"], ["Acme", "Ann Lee", "x"]])
    run = taken(larch, other, "contacts")

    assert dict(run.columns.values_list("header", "field")) == {
        "Company": "organization.name", "Contact": "person.name", "Sector": "",
    }  # fmt: skip
    map_columns(run, {}, by=DANA, now=NOW)  # is remembered too
    assert taken(larch, marked_table).columns.get(header="Contact").field == "person.contact"
