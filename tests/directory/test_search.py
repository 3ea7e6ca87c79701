"""Whoever is in the directory is found by the beginning of any word, and nobody else is."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import Q

from muster.accounts.reach import OPENINGS, register
from muster.core.jobs import run_waiting
from muster.directory import search as searching
from muster.directory.findable import keep
from muster.directory.findable.texts import plain
from muster.directory.models import Organization, OtherName, Person, Site
from muster.directory.search import Noun, did_you_mean, in_bulk, matches, search
from tests import rows
from tests.people import join

TEXTS = [
    "J.B. O’Ñate & Sons, L.L.C.",
    "ÉCLAIR–Freight_Lines (of Dovemére)",
    "  24/7   Tow\t#1 ",
    "...",
    'it\'s "quoted" -- DROP TABLE',
]


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana")


def found(member, text, noun=Noun.ORGANIZATION):
    return [hit.record.name for hit in search(member, text, noun=noun)]


@pytest.mark.parametrize(
    "text",
    ["cin", "Cinder Creek", "creek", "freig cind", "quillp", "1234", "LLC", "cinder freight inc",
     "CÏNDER", "ms0990"],
)  # fmt: skip
def test_any_word_of_it_finds_an_organization(larch, dana, text):
    rows.organization(
        larch, "Cinder Creek Freight LLC", city="Quillport", usdot="1234567", ori="MS0990100"
    )
    rows.organization(larch, "Alder Basin Haulage")

    listed = ["Cinder Creek Freight LLC"]

    assert found(dana, text) == ([] if text == "LLC" else listed)
    assert found(dana, "alder") == ["Alder Basin Haulage"]


def test_all_words_are_required(larch, dana):
    rows.organization(larch, "Cinder Creek Freight")
    rows.organization(larch, "Cinder Hill Freight")

    assert found(dana, "cinder freight") == ["Cinder Creek Freight", "Cinder Hill Freight"]
    assert found(dana, "cinder creek freight") == ["Cinder Creek Freight"]
    assert found(dana, "cinder alder") == []


def test_names_that_begin_so_come_first(larch, dana):
    rows.organization(larch, "Alder Freight")
    rows.organization(larch, "Freight of Alder")

    assert found(dana, "freight") == ["Freight of Alder", "Alder Freight"]


def test_another_name_finds_it_and_is_told(larch, dana):
    company = rows.organization(larch, "Tidewater Row Logistics")
    formerly = OtherName.objects.create(
        program=larch, organization=company, name="Tidewater Freight Exchange", kind="formerly"
    )

    (hit,) = search(dana, "tide freig", noun=Noun.ORGANIZATION)
    (plainly,) = search(dana, "tidewater", noun=Noun.ORGANIZATION)

    assert (hit.record, hit.why) == (company, formerly)
    assert plainly.why is None
    formerly.delete()
    assert found(dana, "tide freig") == []


def test_a_name_that_changes_is_found_by_the_new_one_alone(larch, dana):
    company = rows.organization(larch, "Cinder Creek Freight")
    assert found(dana, "cinder") == ["Cinder Creek Freight"]

    company.name = "Heronstead Lines"
    company.save()

    assert found(dana, "cinder") == []
    assert found(dana, "heron") == ["Heronstead Lines"]


def test_what_was_merged_or_erased_is_found_no_more(larch, dana):
    kept, ended = rows.organization(larch, "Alder One"), rows.organization(larch, "Alder Two")
    person = Person.objects.create(program=larch, key="mara", name="Mara Alder")
    assert found(dana, "alder") == ["Alder One", "Alder Two"]
    assert found(dana, "alder", Noun.PERSON) == ["Mara Alder"]

    Organization.objects.filter(pk=ended.pk).update(merged_into=kept)
    person.erased_on = date(2026, 5, 1)
    person.save()

    assert found(dana, "alder") == ["Alder One"]
    assert found(dana, "alder", Noun.PERSON) == []
    assert words_kept("mara") == 0


def words_kept(word):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_foundword WHERE word = %s", [word])
        return cursor.fetchone()[0]


def test_a_site_is_found_by_its_street(larch, dana):
    company = rows.organization(larch, "Pinewick Freight")
    Site.objects.create(
        program=larch, organization=company, key="yard", name="North yard", street="12 Mill Road"
    )

    assert found(dana, "mill", Noun.SITE) == ["North yard"]


def test_nobody_finds_what_another_program_has(larch, dana):
    birch = rows.program("birch")
    rows.organization(birch, "Cinder Creek Freight")
    other = join(birch, name="Lee")

    assert found(other, "cinder") == ["Cinder Creek Freight"]
    assert found(dana, "cinder") == []
    assert did_you_mean(other, "cindor", noun=Noun.ORGANIZATION) == "cinder"
    assert did_you_mean(dana, "cindor", noun=Noun.ORGANIZATION) == ""


def test_who_sees_a_part_finds_that_part(larch, monkeypatch):
    monkeypatch.setitem(OPENINGS, "organization", {})
    register("organization", "tests", lambda member: Q(state="MS"), role="host")
    monkeypatch.setattr(searching, "_LOOKED_THROUGH", 2)
    for number in range(3):
        rows.organization(larch, f"Alder {number}", state="AL")
    rows.organization(larch, "Alder in the part", state="MS")

    assert len(found(join(larch, name="Dana"), "alder")) == 4
    assert found(join(larch, name="Host", role="host"), "alder") == ["Alder in the part"]
    assert found(join(larch, name="Lee", role="viewer"), "alder") == []


def test_a_word_that_nothing_begins_with_may_have_meant_another(larch, dana):
    rows.organization(larch, "Larkhaven Freight Lines")

    assert did_you_mean(dana, "larkhavn frieght", noun=Noun.ORGANIZATION) == "larkhaven freight"
    assert did_you_mean(dana, "larkh", noun=Noun.ORGANIZATION) == ""
    assert did_you_mean(dana, "zzzzzz", noun=Noun.ORGANIZATION) == ""


def test_matches_are_counted_up_to_a_bound(larch, dana):
    for number in range(4):
        rows.organization(larch, f"Alder {number}")

    few = matches(larch, "alder", noun=Noun.ORGANIZATION, bound=4)
    many = matches(larch, "alder", noun=Noun.ORGANIZATION, bound=3)

    assert (few.keys.many, few.more) == (4, False)
    assert (many.keys.many, many.more) == (3, True)


def test_what_is_written_in_bulk_is_found_when_the_block_ends(larch, dana):
    with transaction.atomic(), in_bulk():
        Organization.objects.bulk_create(
            Organization(program=larch, key=f"a{number}", name=f"Alder {number}")
            for number in range(3)
        )
        assert found(dana, "alder") == []

    assert found(dana, "alder") == ["Alder 0", "Alder 1", "Alder 2"]
    assert found(dana, "1") == ["Alder 1"]


def test_very_many_are_found_after_a_job(larch, dana, monkeypatch):
    monkeypatch.setattr(keep, "BATCH", 2)
    with transaction.atomic(), in_bulk():
        for number in range(3):
            rows.organization(larch, f"Alder {number}")
    assert found(dana, "alder") == []

    run_waiting()

    assert found(dana, "alder") == ["Alder 0", "Alder 1", "Alder 2"]
    assert keep.waiting(connection, 10) == 0


def test_writing_in_bulk_is_one_transaction(transactional_db):
    with pytest.raises(transaction.TransactionManagementError), in_bulk():
        pass


def test_a_table_that_was_rebuilt_is_searched_as_before(larch, dana):
    rows.organization(larch, "Cinder Creek Freight")
    keep.take_down(connection)
    keep.put_up(connection)

    rows.organization(larch, "Cinder Hill Freight")

    assert found(dana, "cinder") == ["Cinder Creek Freight", "Cinder Hill Freight"]


@pytest.mark.parametrize("text", TEXTS)
def test_both_databases_spell_as_we_do(db, text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT directory_plain(%s)", [text])
        assert cursor.fetchone()[0] == plain(text)


@pytest.mark.parametrize("text", ["", "   ", "…", "'", '"', "*", "a:*", "' OR 1=1 --", "x" * 500])
def test_whatever_is_typed_is_only_looked_for(larch, dana, text):
    rows.organization(larch, "Pinewick Freight")

    assert found(dana, text) == []
    assert found(dana, "pine") == ["Pinewick Freight"]
