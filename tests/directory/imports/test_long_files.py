"""Long files take other ways, by two processes and in bulk, and come to the same."""

import pytest
from django.db import IntegrityError, connection

from muster.accounts.models import Member
from muster.core.jobs import run_waiting
from muster.directory.imports import bulk, steps
from muster.directory.imports.bulk import References, lock
from muster.directory.imports.check import check
from muster.directory.imports.reader import Beside, ReaderStopped
from muster.directory.imports.undo import undo
from muster.directory.models import ContactPoint, Organization
from muster.directory.search import Noun, search
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
from tests.directory.imports.census import HEADERS, ROWS, indexes, values
from tests.people import join


def test_two_processes_read_what_one_reads(larch, census, long_files, monkeypatch):
    by_two = tried(larch, census)
    monkeypatch.undo()
    alone = tried(larch, census)

    assert (verdicts(by_two), said(by_two)) == (verdicts(alone), said(alone))
    assert verdicts(alone) == {"new": 29}
    assert list(said(alone)) == [8]


def test_a_reader_that_stops_is_noticed(larch, census, long_files, monkeypatch):
    monkeypatch.setattr("muster.directory.imports.reader._PROGRAM", "raise SystemExit(3)")

    run = taken(larch, census)
    with pytest.raises(ReaderStopped):
        check(run, now=NOW)
    run.refresh_from_db()
    assert run.state == "read"
    monkeypatch.undo()
    check(run, now=NOW)


@pytest.mark.parametrize("others", [(), ("diner",)], ids=["as the first", "among others"])
def test_in_bulk_the_same_comes_in(larch, census, long_files, monkeypatch, request, others):
    for one in others:
        request.getfixturevalue(one)
    undo(brought(larch, census), by=DANA, now=NOW)
    brought(larch, census)
    of_bulk = (
        values(Organization, "id", "source_id"),
        values(ContactPoint, "id", "source_id", "organization_id"),
    )
    undo(_last(larch), by=DANA, now=NOW)
    monkeypatch.undo()

    brought(larch, census)

    assert Organization.objects.filter(name="TERN \\ SONS").count() == 20
    assert of_bulk == (
        values(Organization, "id", "source_id"),
        values(ContactPoint, "id", "source_id", "organization_id"),
    )


def _last(larch):
    return larch.imports.filter(state="applied").latest("pk")


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps them where somebody may read"
)
def test_indexes_that_were_away_are_back(larch, tmp_path, census, long_files, away):
    before = indexes()
    brought(larch, census)
    nameless = [HEADERS, ["", "TERN FREIGHT LLC", *ROWS[0][2:]], ["9904177", *ROWS[1][1:]]]
    brought(larch, file_of(tmp_path, nameless, "some.csv"))

    assert indexes() == before
    # A row without a number is looked up by its name: these were put back before.
    assert away == [sorted([*bulk._UNSORTED, *bulk._OF_NAMES]), sorted(bulk._UNSORTED)]


def test_what_came_in_bulk_is_found(larch, census, long_files):
    member: Member = join(larch, name="Dana Whitlow")
    brought(larch, census)

    assert search(member, "quillport 3", noun=Noun.ORGANIZATION) == []
    run_waiting()
    assert [hit.record.name for hit in search(member, "quillport 3", noun=Noun.ORGANIZATION)]
    extra = Organization.objects.create(program=larch, key="later", name="Dovemere Transit")
    assert [hit.record for hit in search(member, "dovemere", noun=Noun.ORGANIZATION)] == [extra]


def test_in_bulk_it_is_taken_back_too(larch, census, long_files):
    before = everything()

    undo(brought(larch, census), by=DANA, now=NOW)

    assert everything() == before


def test_references_are_checked_for_all_rows_at_once(larch, census, long_files):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite checks its references when the transaction ends")
    run = brought(larch, census)
    references = References(run, run.source, is_long=True)
    assert references.are_spared
    there = Organization.objects.first()
    new = {model: [] for model in bulk.COLUMNS}

    new[ContactPoint] = [(None, None, there.pk, "phone", "+12285550100", "")]
    references.check(new)
    new[ContactPoint] = [(None, None, there.pk + 9_999, "phone", "+12285550100", "")]
    with pytest.raises(IntegrityError):
        references.check(new)
    with pytest.raises(IntegrityError):
        lock(Organization, [0])


def test_who_may_not_pass_checks_over_has_them_checked_row_by_row(larch, census, long_files):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL has users")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_member; SET LOCAL ROLE plain_member")
        assert not bulk._may_spare()
        cursor.execute("RESET ROLE")
        assert bulk._may_spare()
        cursor.execute("DROP ROLE plain_member")


def test_the_reader_ends_when_nobody_listens(census):
    beside = Beside({"language": "en"})

    beside.end()

    assert beside._process.returncode is not None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts as it is told to")
@pytest.mark.django_db(transaction=True)
def test_a_long_file_sorts_in_files_beside_and_leaves_the_database_as_it_was(tmp_path, long_files):
    def asked():
        with connection.cursor() as cursor:
            return [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in _SORTING]

    larch = rows.program()
    run = tried(larch, file_of(tmp_path, [HEADERS, *ROWS], "census.csv"))
    before = asked()

    with bulk.two_sorters(run):
        assert asked() == [1, 2]
    assert asked() == before
    assert before == [2, 0]


_SORTING = ("temp_store", "threads")


@pytest.mark.parametrize("last", ["\n", ""])
def test_progress_tells_of_how_many_rows_without_the_headers(larch, tmp_path, monkeypatch, last):
    monkeypatch.setattr(steps, "_EVERY", 0)
    path = tmp_path / "list.csv"
    path.write_text("Name,Company\n" + "\n".join(["Ida Teal,Alderpost"] * 3) + last)
    run = taken(larch, path)
    told = []

    check(run, now=NOW, progress=lambda done, of: told.append((done, of)))

    assert (run.total, told) == (3, [(3, 3), (3, 3)])
