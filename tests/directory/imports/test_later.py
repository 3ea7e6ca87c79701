"""What a worker does with a file while nobody waits: what went wrong is told to who comes back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from muster.core.clock import today_in
from muster.core.models import AuditEvent
from muster.directory.imports import later
from muster.directory.imports.answers import answer
from muster.directory.imports.apply import apply
from muster.directory.imports.errors import NotReady
from muster.directory.imports.files import file_of as kept
from muster.directory.imports.files import forget, reading_of
from muster.directory.imports.later import (
    apply_later,
    start_apply,
    start_check,
    start_undo,
    undo_later,
)
from muster.directory.imports.take_in import read_another_way
from muster.directory.models import Import, Person
from tests.directory.imports.bring import DANA, NOW, file_of, tried, verdicts
from tests.people import join

LIST = [
    ["Name", "Company", "Cell Phone", "Date"],
    ["Wes Calloway", "Quillport", "", ""],
    ["Noor Haddad", "Dovemere Transit", "", ""],
    ["Ana Vale", "Tern Freight", "", "45293"],
    ["Jonah Pell", "Tern Freight", "", "45294"],
]


@pytest.fixture
def run(larch, tmp_path):
    return tried(larch, file_of(tmp_path, LIST), "attendees")


def page_of(client, run):
    client.force_login(join(run.program, name="Dana Whitlow").user)
    return client.get(f"/directory/imports/{run.key}/").content.decode()


def test_why_nothing_went_in_is_told(client, larch, run):
    start_apply(run, by=DANA)
    forget(run)
    assert not kept(run).exists()

    apply_later.call(run.key, DANA)

    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("checked", 0)
    assert run.trouble
    assert run.trouble in page_of(client, run)


def test_what_failed_is_told_until_it_goes_in(run, monkeypatch):
    def broken(*told, **more):
        raise IntegrityError

    start_apply(run, by=DANA)
    with monkeypatch.context() as patched:
        patched.setattr(later, "apply", broken)
        with pytest.raises(IntegrityError):
            apply_later.call(run.key, DANA)
    # The apply that is broken here would have put it back itself.
    Import.objects.update(state="checked")

    start_apply(run, by=DANA)
    apply_later.call(run.key, DANA)

    run.refresh_from_db()
    assert (run.state, run.trouble, Person.objects.count()) == ("applied", "", 2)


def test_why_it_was_not_taken_back_is_told(client, larch, run):
    apply(run, by=DANA, now=timezone.now())
    start_undo(run, by=DANA)
    over = today_in(larch, timezone.now()) - timedelta(days=1)
    Import.objects.update(undo_until=over)

    undo_later.call(run.key, DANA)

    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("applied", 2)
    assert "This import could be undone until" in run.trouble
    assert run.trouble in page_of(client, run)


def test_what_failed_on_our_side_leaves_all_of_it_in(client, run, monkeypatch):
    def broken(*told, **more):
        raise IntegrityError

    apply(run, by=DANA, now=timezone.now())
    start_undo(run, by=DANA)
    with monkeypatch.context() as patched:
        patched.setattr(later, "undo", broken)
        with pytest.raises(IntegrityError):
            undo_later.call(run.key, DANA)

    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("applied", 2)
    assert run.trouble.startswith("It was not taken back: something went wrong on our side.")
    start_undo(run, by=DANA)
    undo_later.call(run.key, DANA)
    run.refresh_from_db()
    assert (run.state, run.trouble) == ("undone", "")


def test_an_undo_that_comes_too_late_leaves_what_was_done(run):
    """A worker that was taken for dead finds the import taken back by another."""
    apply(run, by=DANA, now=timezone.now())
    start_undo(run, by=DANA)
    undo_later.call(run.key, DANA)

    undo_later.call(run.key, DANA)

    assert Import.objects.get().state == "undone"


def test_a_button_of_an_old_page_changes_nothing(run):
    old = Import.objects.get()
    apply(run, by=DANA, now=NOW)

    with pytest.raises(NotReady):
        start_apply(old, by=DANA)
    with pytest.raises(NotReady):
        start_check(old)
    with pytest.raises(NotReady):
        read_another_way(old, reading_of(old), by=DANA, now=NOW)

    assert Import.objects.get().state == "applied"


def test_that_a_file_is_read_another_way_stands_in_the_record(run):
    read_another_way(run, reading_of(run), by=DANA, now=NOW)

    acts = AuditEvent.objects.order_by("pk").values_list("verb", "words__subject")
    assert list(acts) == [
        ("took in", f"import:{run.key}"), ("read another way", f"import:{run.key}"),
    ]  # fmt: skip


def test_rows_that_are_finished_on_two_pages_all_count(run):
    apply(run, by=DANA, now=NOW)
    old = Import.objects.get()
    answer(run, 4, "none", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)
    assert verdicts(run) == {"new": 3, "asks": 1}

    answer(run, 5, "none", by=DANA, now=NOW)
    apply(old, by=DANA, now=NOW)

    assert verdicts(old) == verdicts(Import.objects.get()) == {"new": 4}


def test_a_row_takes_no_answer_while_it_goes_in(run):
    old = Import.objects.get()
    answer(old, 4, "none", by=DANA, now=NOW)
    start_apply(run, by=DANA)

    with pytest.raises(NotReady):
        answer(old, 5, "none", by=DANA, now=NOW)
