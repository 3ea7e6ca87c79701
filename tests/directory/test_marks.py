"""A search is narrowed by the state of a record and by its end at once, and by nothing typed."""

import random
from datetime import date
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from muster.cli.ground import _steps_behind, find_database, open_database
from muster.cli.voice import Stop
from muster.core import jobs
from muster.directory.findable import keep, migrated
from muster.directory.findable.marks import ENDED, Marks, in_state
from muster.directory.listing.facets import FACETS, STATUS
from muster.directory.models import Organization, Site
from muster.directory.search import Noun, did_you_mean, in_bulk, matches, search
from tests import rows
from tests.people import join

MODELS = {Noun.ORGANIZATION: Organization, Noun.SITE: Site}
# What may stand where a state should, too.
STATES = ["MS", "ms", "AL", "", "é", "'\"", "T ", "=", "4d"]
IN_MS = Marks(any_of=((in_state("MS"),),))


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana")


def found(program, marks, text="alder", noun=Noun.ORGANIZATION):
    """The keys of those that are found."""
    written = matches(program, text, noun=noun, marks=marks).keys.written
    return {int(key) for key in written.split(",") if key}


@pytest.fixture(params=list(MODELS), ids=["organizations", "sites"])
def noun(larch, request):
    """Two of a noun in each state, one of which has ended."""
    for at, state in enumerate(STATES * 2):
        more = {"state": state, "ended_on": date(2026, 1, 1) if at >= len(STATES) else None}
        company = rows.organization(larch, f"Alder {at}", **more)
        Site.objects.create(
            program=larch, organization=company, key=f"s{at}", name=f"Alder {at}", **more
        )
    return request.param


@pytest.mark.parametrize("frequent", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_marks_leave_the_rows_that_the_filters_leave(
    larch, dana, noun, frequent, seed, monkeypatch
):
    if frequent:
        monkeypatch.setattr("muster.directory.findable.ask._FREQUENT", 0)
        monkeypatch.setattr("muster.directory.findable.ask._FREQUENT_IN_TEXT", 0)
    draw = random.Random(seed)  # noqa: S311 (no secrets)
    place = next(facet for facet in FACETS[noun] if facet.key == "place")
    for _time in range(8):
        states = draw.sample(STATES, draw.choice([1, 2, 3]))
        status = draw.choice([(), ("ended",), ("all",)])

        marks = place.marks(states) & STATUS.marks(status)
        left = MODELS[noun].objects.filter(
            place.condition(states, dana, date(2026, 5, 26)),
            STATUS.condition(status, dana, date(2026, 5, 26)),
        )

        assert marks.say_all
        assert found(larch, marks, noun=noun) == set(left.values_list("pk", flat=True))


def test_a_county_is_not_marked_and_a_state_that_cannot_be_is_not_looked_for(larch, dana):
    place = next(facet for facet in FACETS[Noun.SITE] if facet.key == "place")

    assert place.marks(["MS:Tarrow County"]) == Marks(IN_MS.any_of, say_all=False)
    assert place.marks(["MS", "MS:Tarrow County"]) == Marks(IN_MS.any_of, say_all=False)
    assert place.marks(["M" * 5000, "MS"]) == Marks(say_all=False)


def test_who_moves_or_ends_is_marked_anew(larch):
    company = rows.organization(larch, "Alder Freight", state="AL")
    assert found(larch, IN_MS) == set()

    Organization.objects.filter(pk=company.pk).update(state="MS")
    assert found(larch, IN_MS) == {company.pk}

    Organization.objects.filter(pk=company.pk).update(ended_on=date(2026, 1, 1))
    assert found(larch, IN_MS & Marks(none_of=(ENDED,))) == set()
    assert found(larch, IN_MS & Marks(any_of=((ENDED,),))) == {company.pk}


def test_what_is_written_in_bulk_is_marked_when_the_block_ends(larch):
    company = rows.organization(larch, "Alder Freight", state="AL")

    with transaction.atomic(), in_bulk():
        Organization.objects.filter(pk=company.pk).update(state="MS")

    assert found(larch, IN_MS) == {company.pk}


def put_search_away():
    """The database as the migration leaves it that makes the tables of the search anew."""
    put_away = import_module("muster.directory.migrations.0023_what_is_found_knows_its_state")
    keep.take_down(connection)
    with connection.cursor() as cursor:
        for statement in put_away.Migration.operations[0].sql:
            cursor.execute(statement)


def test_whoever_was_found_before_the_marks_is_found_with_them_after_a_migrate(larch, dana):
    company = rows.organization(larch, "Alder Freight", state="MS")
    put_search_away()

    call_command("migrate", verbosity=0)

    assert found(larch, IN_MS) == {company.pk}
    assert did_you_mean(dana, "freihgt", noun=Noun.ORGANIZATION) == "freight"
    later = rows.organization(larch, "Alder Lines", state="MS")
    assert found(larch, IN_MS) == {company.pk, later.pk}


@pytest.fixture
def broken_off(larch):
    """A `migrate` broken off after its last step: no step behind, and a record not to be found."""
    company = rows.organization(larch, "Alder Freight", state="MS")
    assert found(larch, IN_MS) == {company.pk}
    put_search_away()
    assert _steps_behind() == 0
    return company


def test_who_opens_the_database_finishes_a_migrate_that_was_broken_off(larch, broken_off):
    assert not migrated.is_finished(connection)

    open_database()

    assert migrated.is_finished(connection)
    assert found(larch, IN_MS) == {broken_off.pk}
    later = rows.organization(larch, "Alder Lines", state="MS")
    assert found(larch, IN_MS) == {broken_off.pk, later.pk}


def test_one_trigger_that_is_away_on_sqlite_is_put_up_again(larch):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its triggers while it migrates")
    find_database()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER directory_site_is_found_later_on_delete")
    assert not migrated.is_finished(connection)

    open_database()

    assert migrated.is_finished(connection)


def test_who_only_reads_is_told_how_it_is_finished(broken_off):
    with pytest.raises(Stop, match="its search is not there"):
        find_database()

    open_database()
    find_database()


def test_a_rebuild_that_is_broken_off_is_finished_by_a_job(larch, broken_off, monkeypatch):
    def break_off(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(keep, "catch_up", break_off)
        with pytest.raises(KeyboardInterrupt):
            open_database()
    assert found(larch, IN_MS) == set()
    assert jobs.standing().waiting == 1

    jobs.run_waiting()

    assert found(larch, IN_MS) == {broken_off.pk}
    assert (keep.waiting(connection, 10), jobs.standing().failed) == (0, 0)


@pytest.mark.parametrize("batch", [1, 2])
def test_what_takes_long_is_told_before(larch, batch, monkeypatch, capsys):
    for name in ("Alder Freight", "Alder Lines"):
        rows.organization(larch, name)
    put_search_away()
    monkeypatch.setattr(keep, "BATCH", batch)

    open_database()

    said = capsys.readouterr()
    assert (said.out, "made ready to be searched" in said.err) == ("", batch == 1)


@pytest.mark.parametrize("typed", [in_state("MS"), "4d53", "4d", "=", "ended", ENDED, "MS"])
def test_nothing_that_is_typed_leads_to_a_mark(larch, dana, typed):
    rows.organization(larch, "Alder Freight", state="MS", ended_on=date(2026, 1, 1))
    assert found(larch, IN_MS) != set()

    assert search(dana, typed, noun=Noun.ORGANIZATION) == []
    assert found(larch, Marks(), typed) == set()


@pytest.mark.parametrize("typed", ["4d54", "=4d54", "ennded", "=ennded"])
def test_no_mark_is_what_was_meant(larch, dana, typed):
    rows.organization(larch, "Alder Freight", state="MS", ended_on=date(2026, 1, 1))
    keep.count_words(connection)

    assert did_you_mean(dana, "freihgt", noun=Noun.ORGANIZATION) == "freight"
    assert did_you_mean(dana, typed, noun=Noun.ORGANIZATION) == ""


def test_a_mark_is_counted_as_no_word(larch):
    def words():
        with connection.cursor() as cursor:
            cursor.execute("SELECT word FROM directory_foundword ORDER BY word")
            return [word for (word,) in cursor.fetchall()]

    rows.organization(larch, "Alder Freight", state="MS", ended_on=date(2026, 1, 1))
    assert words() == ["alder", "freight"]

    keep.count_words(connection)
    assert words() == ["alder", "freight"]

    Organization.objects.update(name="Basin Freight", state="AL")
    assert words() == ["basin", "freight"]
