"""What the directory keeps for a while only goes when its time is over, and no sooner."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from muster.core.retention import KINDS, keep_for, purge
from muster.directory.forget_files import forget_run
from muster.directory.hand import change
from muster.directory.models import (
    ContactPoint,
    CorrectedCell,
    FieldChange,
    Import,
    ImportColumn,
    ImportRow,
    Person,
    SavedList,
    Touch,
)
from muster.directory.provenance import by_hand
from tests import rows
from tests.people import join

DAY = timedelta(days=1)


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


def run(program, key="k3j5h2", **more):
    given = {"state": "read", "at": rows.NOW - 31 * DAY} | more
    made = Import.objects.create(
        program=program, key=key, kind="contacts", file="list.csv", sha256="0" * 64, size=9,
        by="dana@example.org", new=3, **given,
    )  # fmt: skip
    ImportRow.objects.create(run=made, line=2, verdict="refused", who="Mara Ostrander")
    CorrectedCell.objects.create(run=made, line=2, position=0, value="Mara", by="d", at=rows.NOW)
    ImportColumn.objects.create(run=made, position=0, header="Name", why="“Mara”")
    folder = Path(settings.HOME) / "imports" / made.key
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "file").write_text("name\nMara Ostrander\n")
    return made


@pytest.fixture
def purged(django_capture_on_commit_callbacks):
    """Retention as its job does it, with what follows when all is stored."""

    def of(program, now):
        with django_capture_on_commit_callbacks(execute=True):
            return purge(program, now)

    return of


def is_there(made):
    return (Path(settings.HOME) / "imports" / made.key / "file").exists()


@pytest.mark.parametrize(
    ("state", "goes"),
    [
        ({"state": "read"}, True),
        ({"state": "read", "at": rows.NOW - 29 * DAY}, False),
        ({"state": "checked"}, True),
        ({"state": "checking"}, False),
        ({"state": "applying"}, False),
        ({"state": "undoing", "undo_until": rows.TODAY - 31 * DAY}, False),
        ({"state": "failed"}, True),
        ({"state": "applied", "applied_at": rows.NOW - 40 * DAY}, True),
        ({"state": "applied", "applied_at": rows.NOW - 29 * DAY}, False),
        ({"state": "applied", "undo_until": rows.TODAY - 31 * DAY}, True),
        ({"state": "applied", "undo_until": rows.TODAY - 30 * DAY}, False),
        ({"state": "undone", "undone_at": rows.NOW - 2 * DAY}, False),
        ({"state": "undone", "undone_at": rows.NOW - 31 * DAY}, True),
    ],
)
def test_files_go_after_their_time(larch, state, goes, purged):
    made = run(larch, **state)

    gone = purged(larch, rows.NOW)

    assert (gone.get("import-files", 0), is_there(made)) == (int(goes), not goes)
    assert ImportRow.objects.exists() is not goes
    assert CorrectedCell.objects.exists() is not goes


def test_a_file_whose_rows_went_before_it_goes_too_and_is_counted_no_more(larch, purged):
    """The machine stopped between the two."""
    made = run(larch, purged_on=rows.DAY)

    assert (purged(larch, rows.NOW), is_there(made)) == ({}, False)


def test_an_import_that_can_be_undone_keeps_its_file(larch, purged):
    """Also where the program keeps files for a day: the promise of the undo is older."""
    made = run(larch, state="applied", at=rows.NOW - 400 * DAY, undo_until=rows.TODAY)
    kind = KINDS["import-files"]
    keep_for(larch, kind, 1, by="dana@example.org", now=rows.NOW)

    assert purged(larch, rows.NOW) == {}
    assert is_there(made)
    assert purged(larch, rows.NOW + 2 * DAY) == {"import-files": 1}
    assert not is_there(made)


def test_a_file_that_a_worker_has_taken_up_meanwhile_stays_and_so_does_what_it_is_at(
    larch, django_capture_on_commit_callbacks
):
    seen, at_work = run(larch, state="checked"), run(larch, "a2b3c4", state="applied")
    Import.objects.filter(pk=at_work.pk).update(state="undoing")

    with django_capture_on_commit_callbacks(execute=True):
        assert (forget_run(seen, rows.DAY), forget_run(at_work, rows.DAY)) == (True, False)

    assert (is_there(seen), is_there(at_work)) == (False, True)
    assert list(Import.objects.order_by("key").values_list("state", "purged_on")) == [
        ("undoing", None), ("failed", rows.DAY),
    ]  # fmt: skip


def test_a_list_that_was_deleted_goes_after_a_month_and_one_in_use_stays(larch, dana):
    for name, ago in (("old", 31), ("new", 29), ("kept", None)):
        SavedList.objects.create(
            program=larch, owner=dana, noun="people", name=name, query="q=mara",
            deleted_at=ago and rows.NOW - ago * DAY,
        )  # fmt: skip
    assert KINDS["deleted-lists"].oldest(larch) == rows.NOW - 31 * DAY

    assert purge(larch, rows.NOW) == {"deleted-lists": 1}

    assert sorted(SavedList.objects.values_list("name", flat=True)) == ["kept", "new"]


def test_the_counts_of_an_import_stay(larch):
    made = run(larch, state="applied", applied_at=rows.NOW - 40 * DAY)

    purge(larch, rows.NOW)

    made.refresh_from_db()
    assert (made.new, made.file, made.state, made.purged_on) == (
        3, "list.csv", "applied", rows.TODAY,
    )  # fmt: skip
    assert list(made.columns.values_list("header", "why")) == [("Name", "")]


@pytest.mark.parametrize(
    ("state", "stays"), [("applied", ""), ("undone", ""), ("failed", "It holds no table.")]
)
def test_what_an_undo_says_of_single_records_goes_with_the_file(larch, state, stays, purged):
    said = "It holds no table." if state == "failed" else "Mara Ostrander: edited since"
    made = run(larch, state=state, trouble=said)

    purged(larch, rows.NOW)

    made.refresh_from_db()
    assert (made.state, made.trouble, is_there(made)) == (state, stays, False)


def test_one_that_never_went_in_says_that_its_file_is_gone(larch):
    made = run(larch, state="checked")

    purge(larch, rows.NOW)

    made.refresh_from_db()
    assert (made.state, made.trouble) == (
        "failed", "The file was thrown away before its rows went in: nobody came back."
    )  # fmt: skip


def test_the_page_of_an_import_whose_file_is_gone_still_stands(client, larch, dana):
    run(larch, state="checked")
    run(larch, "a2b3c4", state="applied", applied_at=rows.NOW - 40 * DAY)
    purge(larch, rows.NOW)
    client.force_login(dana.user)

    for address in (
        "/directory/imports/",
        *(f"/directory/imports/{key}/{page}" for key in ("k3j5h2", "a2b3c4")
          for page in ("", "columns/", "rows/", "refused.csv")),
    ):  # fmt: skip
        assert client.get(address).status_code in (200, 302), address


def point(program, **more):
    person = Person.objects.create(program=program, key=f"p{Person.objects.count()}", name="Mara")
    given = {"kind": "phone", "address": "+12285550100"} | more
    return ContactPoint.objects.create(program=program, person=person, **given)


@pytest.mark.parametrize(
    ("status", "ago", "goes"),
    [("bad", 366, True), ("bad", 364, False), ("do_not_contact", 4000, False), ("ok", 4000, False)],
)
def test_a_number_that_does_not_work_goes_a_year_after_it_was_marked(
    larch, dana, status, ago, goes
):
    made = point(larch, status="ok" if status != "ok" else "bad")
    change(made, {"status": status}, verb="marked", by=dana, now=rows.NOW - ago * DAY)

    purge(larch, rows.NOW)

    assert (ContactPoint.objects.exists(), FieldChange.objects.exists()) == (not goes, not goes)


def test_one_that_came_as_bad_goes_a_year_after_its_source(larch):
    old, new = (
        by_hand(larch, by="x", on=(rows.NOW - days * DAY).date(), name=f"s{days}")
        for days in (367, 100)
    )
    point(larch, status="bad", source=old)
    stays = point(larch, status="bad", source=new)

    assert KINDS["bad-numbers"].oldest(larch).date() == old.on
    purge(larch, rows.NOW)

    assert list(ContactPoint.objects.all()) == [stays]


def test_the_words_of_a_private_note_go_after_two_years(larch):
    person = Person.objects.create(program=larch, key="m", name="Mara")
    for private, ago in ((True, 731), (True, 729), (False, 4000)):
        Touch.objects.create(program=larch, person=person, kind="note", on=rows.DAY, says="Words",
                             private=private, by="x", at=rows.NOW - ago * DAY)  # fmt: skip

    assert purge(larch, rows.NOW) == {"private-notes": 1}

    assert list(Touch.objects.order_by("at").values_list("private", "says")) == [
        (False, "Words"), (True, ""), (True, "Words"),
    ]  # fmt: skip
    assert purge(larch, rows.NOW) == {}
