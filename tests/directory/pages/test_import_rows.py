"""The dry run: what each row would do, and what can be put right in the row."""

import csv
import io

import pytest
from django.utils import timezone

from muster.core.jobs import run_waiting
from muster.directory.forget_files import forget_run
from muster.directory.hand import change
from muster.directory.imports import later
from muster.directory.models import ContactPoint, Import, ImportRow, Organization, Person, Post
from tests.directory.pages.incoming import HEAD, JUNE, ROBIN, WES, at_rows, bring, chosen, table
from tests.people import join

FORMULA = ['=HYPERLINK("http://evil.example","x")', "Pell", "Owner", "Wren Valley", "", "", ""]
LONG = ["Lorem", "x" * 100_000, "Owner", "Wren Valley", "", "", ""]


@pytest.fixture
def client(client, larch):
    client.force_login(join(larch, name="Dana Whitlow").user)
    return client


def page_of(client, run, **query):
    return client.get(f"/directory/imports/{run.key}/rows/", query)


def in_the_directory():
    return [model.objects.count() for model in (Organization, Person, Post, ContactPoint)]


def line_of(page, line):
    return next(each for each in page.context["lines"] if each.row.line == line)


def test_a_dry_run_counts_every_row_and_stores_none(client):
    run = at_rows(client, ROBIN, JUNE, WES)

    page = page_of(client, run)

    assert [(part.texture, part.many) for part in page.context["tally"]] == [
        ("new", 2), ("chg", 0), ("same", 0), ("ask", 0), ("ref", 1),
    ]  # fmt: skip
    assert page.context["going"].act == "Apply 2 rows"
    assert "You can take it all back for 30 days." in page.context["going"].promise
    assert in_the_directory() == [0, 0, 0, 0]


def test_a_phone_911_is_refused_and_can_be_corrected_in_the_row(client):
    run = at_rows(client, ROBIN, WES)
    refused = line_of(page_of(client, run, show="refused"), 3)
    assert (refused.row.column, refused.cells[0].value) == ("Cell Phone", "911")

    answer = client.post(
        f"/directory/imports/{run.key}/rows/",
        {"show": "refused", "only": "3", "cell-3-5": "(228) 555-0117"},
    )

    run.refresh_from_db()
    assert answer["Location"] == f"/directory/imports/{run.key}/rows/?show=refused#rows"
    assert (run.new, run.refused) == (2, 0)
    assert in_the_directory() == [0, 0, 0, 0]


def test_a_correction_that_is_wrong_too_leaves_the_row_refused(client):
    run = at_rows(client, WES)

    client.post(f"/directory/imports/{run.key}/rows/", {"cell-2-5": "12"})

    page = page_of(client, run)
    assert line_of(page, 2).verdict == "Refused"
    assert line_of(page, 2).cells[0].value == "12"


def test_only_the_row_whose_button_was_pressed_is_read_again(client):
    run = at_rows(client, WES, ["Ann", "Teal", "Lead", "Quillport Terminal", "", "911", ""])

    client.post(
        f"/directory/imports/{run.key}/rows/",
        {"only": "3", "cell-2-5": "", "cell-3-5": "(228) 555-0118"},
    )

    run.refresh_from_db()
    assert (run.new, run.refused) == (1, 1)


def test_what_stands_so_already_is_passed_over(client):
    run = at_rows(client, WES)

    answer = client.post(
        f"/directory/imports/{run.key}/rows/", {"cell-2-5": "911", "cell-9-5": "1"}, follow=True
    )

    assert [str(message) for message in answer.context["messages"]] == ["Nothing had changed."]


def test_a_name_that_is_a_formula_is_kept_as_text_and_leaves_as_text(client):
    run = at_rows(client, FORMULA, LONG)

    page = page_of(client, run).content.decode()

    assert "=HYPERLINK(&quot;http://evil.example&quot;" in page
    assert "x" * 5000 not in page
    told = client.get(f"/directory/imports/{run.key}/refused.csv")
    lines = list(csv.reader(io.StringIO(told.getvalue().decode("utf-8-sig"))))
    assert lines[0] == ["Line", "Column", "What is wrong", *HEAD]
    assert [line[0] for line in lines[1:]] == ["3"]


def test_refused_rows_leave_as_a_file_in_which_nothing_is_calculated(client):
    run = at_rows(client, [*FORMULA[:5], "911", ""])

    told = client.get(f"/directory/imports/{run.key}/refused.csv").getvalue().decode("utf-8-sig")

    (line,) = list(csv.reader(io.StringIO(told)))[1:]
    assert line[3] == "'" + FORMULA[0]


def test_a_quotation_mark_that_never_closes_spoils_its_line_alone(client, larch):
    content = table(ROBIN) + b'Jonah,"Pell,Night manager,Wren Valley,,,\r\n' + table(JUNE, head=[])
    bring(client, content, kind="contacts")
    run = Import.objects.get()
    client.post(f"/directory/imports/{run.key}/columns/", chosen(client, run))

    run.refresh_from_db()
    rows = ImportRow.objects.filter(run=run, verdict="refused")
    assert [row.line for row in rows] == [3]
    assert (run.new, run.refused) == (2, 1)


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, many, django_assert_num_queries):
    run = at_rows(
        client, *[WES, [*WES[:1], "Other", *WES[2:]], [*WES[:1], "Third", *WES[2:]]][:many]
    )

    with django_assert_num_queries(12):
        assert len(page_of(client, run).context["lines"]) == many


def test_a_dry_run_from_before_the_directory_changed_says_so(client):
    first = at_rows(client, ROBIN)
    client.post(f"/directory/imports/{first.key}/apply/")
    run = at_rows(client, ROBIN)
    page = page_of(client, run)
    assert (run.same, page.context["is_stale"]) == (1, False)
    assert page.context["nothing_to_apply"].says.startswith("All rows that can be stored are")

    client.post(f"/directory/imports/{first.key}/undo/")
    page = page_of(client, run)

    assert "The directory has changed since this dry run" in page.content.decode()
    assert "Nothing to apply" not in page.content.decode()
    where = client.get(f"/directory/imports/{run.key}/").content.decode()
    assert "The directory has changed since: check again there." in where

    answer = client.post(f"/directory/imports/{run.key}/check/", follow=True)

    run.refresh_from_db()
    assert (run.new, run.same, answer.context["is_stale"]) == (1, 0, False)
    client.post(f"/directory/imports/{run.key}/apply/")
    assert Person.objects.get().name == "Robin Tansy"


def test_what_changes_no_record_leaves_a_dry_run_as_it_is(client, larch):
    run = at_rows(client, ROBIN, WES)
    at_rows(client, JUNE)
    row = run.rows.get(verdict="refused")
    client.post(f"/directory/imports/{run.key}/rows/", {f"cell-{row.line}-5": "(228) 555-0117"})
    assert not page_of(client, run).context["is_stale"]

    person = Person.objects.create(program=larch, key="celia", name="Celia Larkin")
    change(
        person, {"name": "Celia Lark"}, verb="edited", by=larch.members.get(), now=timezone.now()
    )

    assert page_of(client, run).context["is_stale"]
    client.post(f"/directory/imports/{run.key}/check/")
    run.refresh_from_db()
    assert (run.new, run.refused, page_of(client, run).context["is_stale"]) == (2, 0, False)


def test_a_file_that_is_in_is_not_checked_again(client):
    run = at_rows(client, ROBIN)
    client.post(f"/directory/imports/{run.key}/apply/")

    client.post(f"/directory/imports/{run.key}/check/")

    run.refresh_from_db()
    assert (run.state, Person.objects.count()) == ("applied", 1)


def test_many_rows_go_on_where_the_page_stopped(client):
    run = at_rows(
        client, *[["Wes", f"Calloway {n}", "", "Quillport", "", "911", ""] for n in range(25)]
    )

    first = page_of(client, run)
    rest = client.get(f"/directory/imports/{run.key}/rows/{first.context['foot'].next}")

    assert [len(page.context["lines"]) for page in (first, rest)] == [20, 5]


def test_the_page_goes_on_from_a_line_and_offers_earlier_rows_only_where_there_are_some(client):
    run = at_rows(client, WES, WES)

    ends = {
        at: (len(page.context["lines"]), bool(page.context["foot"].previous))
        for at in ("2", "3")
        for page in [page_of(client, run, at=at)]
    }

    assert ends == {"2": (2, False), "3": (1, True)}


def test_an_address_that_asks_for_nothing_we_know_shows_the_rows(client):
    run = at_rows(client, WES)

    for query in ({"show": "x"}, {"after": "x"}, {"at": "-1"}, {"before": "~"}):
        assert len(page_of(client, run, **query).context["lines"]) == 1


def test_a_long_file_is_read_by_a_worker_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(later, "AT_ONCE", 1)
    run = at_rows(client, ROBIN, JUNE)
    assert run.state == "checking"

    page = client.get(f"/directory/imports/{run.key}/")
    sent_on = page_of(client, run)

    assert page.context["working"].title.startswith("Reading ")
    assert "You can close this page." in page.content.decode()
    assert sent_on["Location"] == f"/directory/imports/{run.key}/"
    run_waiting()
    run.refresh_from_db()
    assert (run.state, run.new) == ("checked", 2)


def test_when_the_file_is_gone_every_step_leads_to_the_page_of_the_import(
    client, django_capture_on_commit_callbacks
):
    run = at_rows(client, ROBIN, WES)
    steps = ["columns/", "rows/", "refused.csv"]
    assert {client.get(f"/directory/imports/{run.key}/{step}").status_code for step in steps} == {
        200
    }
    client.post(f"/directory/imports/{run.key}/apply/")

    with django_capture_on_commit_callbacks(execute=True):
        forget_run(run := Import.objects.get(), on=run.at.date())

    for step in ("rows/", "refused.csv"):
        answer = client.get(f"/directory/imports/{run.key}/{step}", follow=True)
        assert answer.status_code == 200
    page = client.get(f"/directory/imports/{run.key}/")
    assert page.context["next"].says[0].startswith("The file and its open rows were thrown away")
    Import.objects.update(state="failed")
    for step, sent in (("columns/", {}), ("read/", {"kind": "contacts"})):
        answer = client.post(f"/directory/imports/{run.key}/{step}", sent, follow=True)
        assert answer.redirect_chain[-1][0] == f"/directory/imports/{run.key}/"
