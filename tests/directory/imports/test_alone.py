"""On PostgreSQL a long register is quicker where nobody else reads, or nothing is there yet."""

from itertools import pairwise

import psycopg
import pytest
from django.db import connection

from muster.cli.__main__ import main
from muster.directory.imports import bulk
from muster.directory.imports.apply import apply
from muster.directory.imports.errors import NotAlone
from muster.directory.imports.insert import Numbers
from muster.directory.imports.undo import undo
from muster.directory.models import Import, Organization
from tests import rows
from tests.directory.imports.bring import DANA, NOW, everything, tried
from tests.directory.imports.census import ROWS, indexes, values

of_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets readers see what was before"
)


ALL_AWAY = sorted([*bulk._UNSORTED, *bulk._OF_NAMES])


@pytest.mark.django_db
def test_alone_the_same_comes_in_and_goes_again(larch, diner, census, long_files):
    empty = everything()
    undo(apply(tried(larch, census), by=DANA, now=NOW), by=DANA, now=NOW)
    among_others = apply(tried(larch, census), by=DANA, now=NOW)
    came = values(Organization, "id", "source_id")
    undo(among_others, by=DANA, now=NOW)

    alone = apply(tried(larch, census), by=DANA, now=NOW, alone=True)

    assert values(Organization, "id", "source_id") == came
    undo(alone, by=DANA, now=NOW)
    assert everything() == empty


@of_postgresql
@pytest.mark.django_db
def test_indexes_are_away_only_where_nobody_else_reads(larch, diner, census, long_files, away):
    before = indexes()
    undo(apply(tried(larch, census), by=DANA, now=NOW), by=DANA, now=NOW)
    apply(tried(larch, census), by=DANA, now=NOW, alone=True)

    assert away == [[], ALL_AWAY]
    assert indexes() == before


@of_postgresql
@pytest.mark.django_db
def test_who_has_nothing_to_read_yet_is_not_asked(larch, census, long_files, away):
    before = indexes()
    apply(tried(larch, census), by=DANA, now=NOW)

    assert away == [ALL_AWAY]
    assert (Organization.objects.count(), indexes()) == (len(ROWS), before)


@of_postgresql
@pytest.mark.django_db
def test_a_directory_of_another_program_is_read_too(larch, census, long_files, away):
    rows.organization(rows.program("alder"), "Alder Ridge Diner")
    apply(tried(larch, census), by=DANA, now=NOW)

    assert away == [[]]


@of_postgresql
@pytest.mark.django_db(transaction=True)
def test_who_reads_an_empty_directory_is_not_waited_for(census, long_files, away):
    run = tried(rows.program(), census)
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT count(*) FROM directory_organization")
        apply(run, by=DANA, now=NOW)

    assert (away, Organization.objects.count()) == ([[]], len(ROWS))


@of_postgresql
@pytest.mark.django_db(transaction=True)
def test_who_does_not_end_keeps_an_import_from_being_alone(census, long_files, monkeypatch):
    monkeypatch.setattr(bulk, "_PATIENCE", 0.1)
    run = tried(rows.program(), census)
    before = indexes()
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT count(*) FROM directory_organization")
        with pytest.raises(NotAlone):
            apply(run, by=DANA, now=NOW, alone=True)
        run.refresh_from_db()
        assert (run.state, Organization.objects.count(), indexes()) == ("checked", 0, before)

    assert apply(run, by=DANA, now=NOW, alone=True).state == Import.State.APPLIED
    assert Organization.objects.count() == len(ROWS)


@of_postgresql
@pytest.mark.django_db(transaction=True)
def test_indexes_are_back_where_it_breaks_off_without_them(census, long_files, monkeypatch):
    run = tried(rows.program(), census)
    before, away = indexes(), []

    def breaks_off(*_told):
        away.append(len(indexes()) - len(before))
        raise RuntimeError("the cable is out")

    monkeypatch.setattr("muster.directory.imports.apply._draw_jurisdictions", breaks_off)
    with pytest.raises(RuntimeError):
        apply(run, by=DANA, now=NOW, alone=True)

    run.refresh_from_db()
    assert away == [-len(ALL_AWAY)]
    assert (run.state, Organization.objects.count(), indexes()) == ("checked", 0, before)


@pytest.mark.django_db
def test_the_command_can_be_told_to_be_alone(larch, census, long_files):
    assert main(["import", str(census), "--alone"]) == 0
    assert Organization.objects.count() == len(ROWS)


@pytest.mark.django_db
@pytest.mark.parametrize("alone", [True, False])
def test_who_got_a_number_after_the_dry_run_is_found_by_it(larch, census, long_files, alone):
    run = tried(larch, census)
    by_hand = rows.organization(larch, "Quillport Freight 1", usdot=ROWS[0][0])

    apply(run, by=DANA, now=NOW, alone=alone)

    assert (run.new, Organization.objects.count()) == (len(ROWS) - 1, len(ROWS))
    assert Organization.objects.get(usdot=ROWS[0][0]) == by_hand


@pytest.mark.django_db
def test_keys_are_those_that_the_sequence_gave_with_holes_or_without(larch):
    draw = Numbers(at_once=3)
    first = [draw(Organization) for _number in range(7)]
    assert first == list(range(first[0], first[0] + 7))
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE directory_organization_id_seq INCREMENT BY 5")
    draw = Numbers(at_once=3)
    holes = [draw(Organization) for _number in range(5)]
    assert [after - before for before, after in pairwise(holes)] == [5, 5, 5, 5]
