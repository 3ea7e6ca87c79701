"""Rows that wait: corrected, answered, applied afterwards; applying is all or nothing."""

import pytest
from django.db import IntegrityError

from muster.core.models import AuditEvent
from muster.directory.imports import apply as applying
from muster.directory.imports.answers import answer, correct, waiting
from muster.directory.imports.apply import apply
from muster.directory.imports.check import check
from muster.directory.imports.columns import map_columns
from muster.directory.imports.errors import NoSuchChoice, NoSuchRow, NotReady
from muster.directory.imports.later import apply_later, check_later, start_apply, start_check
from muster.directory.models import ContactPoint, Import, Organization, Person, Touch
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

LIST = [
    ["Name", "Company", "Cell Phone", "Date"],
    ["Wes Calloway", "Quillport", "911", ""],
    ["Noor Haddad", "Dovemere Transit", "", "45293"],
    ["Ana Vale", "Quillport", "(228) 555-0100", "05/20/26"],
]


@pytest.fixture
def run(larch, tmp_path):
    return tried(larch, file_of(tmp_path, LIST), "attendees")


def test_a_dry_run_changes_nothing(larch, tmp_path):
    before = everything()

    run = tried(larch, file_of(tmp_path, LIST), "attendees")

    assert (run.state, verdicts(run)) == ("checked", {"new": 1, "asks": 1, "refused": 1})
    assert everything() == before


def test_a_cell_is_corrected_in_the_row(run):
    row = correct(run, 2, 2, "(228) 555-0117", by=DANA, now=NOW)

    assert (row.verdict, verdicts(run)) == ("new", {"new": 2, "asks": 1})
    apply(run, by=DANA, now=NOW)
    assert set(ContactPoint.objects.values_list("address", flat=True)) == {
        "+12285550117", "+12285550100",
    }  # fmt: skip


def test_a_cell_may_be_left_empty(run):
    correct(run, 2, 2, "", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert Person.objects.filter(name="Wes Calloway").exists()
    assert ContactPoint.objects.count() == 1


def test_a_correction_that_is_as_wrong_says_so(run):
    row = correct(run, 2, 2, "12", by=DANA, now=NOW)

    assert (row.verdict, row.says) == (
        "refused", "“12” is not a phone number: ten digits, or + and a country code.",
    )  # fmt: skip
    assert verdicts(run) == {"new": 1, "asks": 1, "refused": 1}


@pytest.mark.parametrize(("choice", "days"), [("2024-01-02", 2), ("none", 1)])
def test_a_day_is_answered(run, choice, days):
    row = answer(run, 3, choice, by=DANA, now=NOW)

    assert (row.verdict, row.answer) == ("new", choice)
    apply(run, by=DANA, now=NOW)
    assert Touch.objects.count() == days


def test_an_answer_may_be_changed_until_it_is_in(run):
    answer(run, 3, "2024-01-02", by=DANA, now=NOW)
    answer(run, 3, "none", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert Touch.objects.count() == 1


def test_only_what_is_offered_is_an_answer(run):
    with pytest.raises(NoSuchChoice):
        answer(run, 3, "yesterday", by=DANA, now=NOW)
    with pytest.raises(NoSuchRow):
        answer(run, 2, "none", by=DANA, now=NOW)
    with pytest.raises(NoSuchRow):
        correct(run, 4, 2, "", by=DANA, now=NOW)  # it is plainly new
    answer(run, 3, "none", by=DANA, now=NOW)


def test_what_waits_is_finished_after_applying(run):
    apply(run, by=DANA, now=NOW)
    assert (Person.objects.count(), waiting(run)) == (1, 0)

    correct(run, 2, 2, "(228) 555-0117", by=DANA, now=NOW)
    assert (waiting(run), run.new, run.refused) == (1, 1, 0)
    apply(run, by=DANA, now=NOW)

    assert (Person.objects.count(), waiting(run), verdicts(run)) == (2, 0, {"new": 2, "asks": 1})
    assert Organization.objects.filter(name="Quillport").count() == 1
    assert Person.objects.get(name="Wes Calloway").source == run.source
    with pytest.raises(NotReady):
        apply(run, by=DANA, now=NOW)


def test_a_file_is_applied_once(run):
    apply(run, by=DANA, now=NOW)

    with pytest.raises(NotReady) as refused:
        apply(Import.objects.get(), by=DANA, now=NOW)
    assert str(refused.value) == "Nothing of “list.csv” waits to be applied. Nothing was changed."


def test_nothing_is_applied_without_a_dry_run(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, LIST), "attendees")

    with pytest.raises(NotReady):
        apply(run, by=DANA, now=NOW)
    apply(check(run, now=NOW), by=DANA, now=NOW)


def test_after_applying_the_columns_stand(run):
    map_columns(run, {1: "organization.name"}, by=DANA, now=NOW)
    apply(check(run, now=NOW), by=DANA, now=NOW)

    with pytest.raises(NotReady):
        map_columns(run, {1: "organization.name"}, by=DANA, now=NOW)


def test_when_something_fails_in_the_middle_nothing_is_in(run, monkeypatch):
    before = everything()

    def broken(*told, **more):
        raise IntegrityError

    monkeypatch.setattr(applying, "store_rows", broken)
    with pytest.raises(IntegrityError):
        apply(run, by=DANA, now=NOW)

    assert everything() == before
    assert (Import.objects.get().state, Import.objects.get().source) == ("checked", None)
    monkeypatch.undo()
    apply(run, by=DANA, now=NOW)
    assert Person.objects.count() == 1


def test_a_worker_tries_and_applies(larch, tmp_path):
    run = taken(larch, file_of(tmp_path, LIST), "attendees")
    start_check(run)
    assert Import.objects.get().state == "checking"

    check_later.call(run.key)
    check_later.call(run.key)  # a worker that died may be followed by another
    run.refresh_from_db()
    assert (run.state, run.done, run.rows_read) == ("checked", 3, 3)

    start_apply(run, by=DANA)
    apply_later.call(run.key, DANA)
    apply_later.call(run.key, DANA)
    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("applied", 1)


def test_progress_is_told(larch, tmp_path):
    told = []
    run = taken(larch, file_of(tmp_path, LIST), "attendees")

    check(run, now=NOW, progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (3, 3)


def test_a_ragged_line_is_refused_and_taken_once_somebody_has_looked(larch, tmp_path):
    path = tmp_path / "ragged.csv"
    path.write_text("Name,Company,Phone\nAna Vale,Quillport,(228) 555-0100\nWes Calloway\n")
    run = tried(larch, path, "contacts")
    assert verdicts(run) == {"new": 1, "refused": 1}
    assert said(run) == {3: "one cell where the headers have 3"}

    correct(run, 3, 1, "Quillport", by=DANA, now=NOW)
    apply(run, by=DANA, now=NOW)

    assert set(Person.objects.values_list("name", flat=True)) == {"Ana Vale", "Wes Calloway"}


def test_a_cell_that_is_too_long_refuses_its_row_only_where_it_is_used(larch, tmp_path):
    head = ["Name", "Company", "Notes"]
    path = file_of(tmp_path, [head, ["Wes Calloway", "Quillport", "x" * 100_000]])
    long = "cell 3 has 100,000 characters; the first 20,000 were read"

    used = tried(larch, path, "contacts", as_={0: "person.name", 1: "", 2: "organization.name"})
    unused = tried(larch, path, "contacts", as_={0: "person.name", 2: ""})

    assert (verdicts(used), said(used)) == ({"refused": 1}, {2: long})
    assert (verdicts(unused), said(unused)) == (
        {"new": 1}, {2: f"{long}, and nothing of it is used."},
    )  # fmt: skip


def test_a_quote_that_never_closes_refuses_its_line_and_no_other(larch, tmp_path):
    path = tmp_path / "quote.csv"
    path.write_text('Name,Company\nAna Vale,Quillport\n"Pell, Jonah,Office\nWes Calloway,Tern\n')

    run = brought(larch, path, "contacts")

    assert run.refused >= 1
    assert Person.objects.filter(name="Ana Vale").exists()


def test_the_act_is_on_record_without_a_word_about_anybody(run):
    apply(run, by=DANA, now=NOW)

    event = AuditEvent.objects.get(verb="imported")
    assert (event.actor, event.subject) == (DANA, f"import:{run.key}")
