"""The rows go in, the same file again brings nothing, and all of it can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from muster.accounts.models import Member
from muster.core.jobs import run_waiting
from muster.core.models import AuditEvent
from muster.directory.imports import later
from muster.directory.merge import merge
from muster.directory.models import Import, Merge, Organization, Pair, PairWeight, Person
from muster.directory.provenance import by_hand, set_fields
from tests import rows
from tests.directory.pages.incoming import JUNE, ROBIN, WES, at_rows, there
from tests.people import join


@pytest.fixture
def client(client, larch):
    client.force_login(join(larch, name="Dana Whitlow").user)
    return client


def apply(client, run):
    answer = client.post(f"/directory/imports/{run.key}/apply/")
    run.refresh_from_db()
    return answer


def undo(client, run):
    answer = client.post(f"/directory/imports/{run.key}/undo/", follow=True)
    run.refresh_from_db()
    return answer


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def people():
    return sorted(Person.objects.values_list("name", flat=True))


def test_the_rows_go_in_and_those_that_are_refused_stay(client):
    run = at_rows(client, ROBIN, JUNE, WES)

    answer = apply(client, run)
    page = client.get(answer["Location"])

    assert people() == ["June Abernathy", "Robin Tansy"]
    assert page.context["next"].title == "2 rows are in."
    assert page.context["next"].says[0].startswith("1 row is refused. They stay here until")
    assert page.context["may_undo"]


def test_a_row_that_is_finished_later_goes_in_later(client):
    run = at_rows(client, ROBIN, WES)
    apply(client, run)

    client.post(f"/directory/imports/{run.key}/rows/", {"cell-3-5": "(228) 555-0117"})
    page = client.get(f"/directory/imports/{run.key}/rows/")
    assert page.context["going"].act == "Apply 1 row"
    apply(client, run)

    assert people() == ["Robin Tansy", "Wes Calloway"]
    assert (run.state, run.refused) == ("applied", 0)


def test_the_button_pressed_twice_brings_in_once(client):
    run = at_rows(client, ROBIN)

    apply(client, run)
    apply(client, run)

    assert people() == ["Robin Tansy"]
    verbs = AuditEvent.objects.filter(actor="dana.whitlow@example.org").values_list(
        "verb", flat=True
    )
    assert list(verbs) == ["took in", "imported"]


def test_the_same_file_again_has_nothing_to_apply_and_leads_to_the_first(client):
    first = at_rows(client, ROBIN, JUNE)
    apply(client, first)

    again = at_rows(client, ROBIN, JUNE)
    page = client.get(f"/directory/imports/{again.key}/rows/")

    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert page.context["going"] is None
    assert page.context["nothing_to_apply"].href == f"/directory/imports/{first.key}/"
    assert "Apply" not in [part.strip() for part in page.content.decode().split("<button")[1:]]


def test_an_import_is_taken_back_as_a_whole(client):
    run = at_rows(client, ROBIN, JUNE)
    apply(client, run)
    page = client.get(f"/directory/imports/{run.key}/")
    assert page.context["undo_act"] == "Take back 2 rows"

    answer = undo(client, run)

    assert (people(), Organization.objects.count(), run.state) == ([], 0, "undone")
    assert said(answer)[0].startswith("The import is undone: ")
    assert answer.context["heading"] == "The import is undone"


def test_taken_back_twice_it_says_so_and_changes_nothing(client):
    run = at_rows(client, ROBIN)
    apply(client, run)
    undo(client, run)

    answer = undo(client, run)

    assert said(answer) == ["This import was undone before. Nothing was changed."]


def test_what_is_not_in_cannot_be_taken_back_nor_gone_over(client):
    run = at_rows(client, ROBIN)

    undo(client, run)
    assert run.state == "checked"

    apply(client, run)
    undo(client, run)
    apply(client, run)
    assert (run.state, people()) == ("undone", [])


def test_when_the_days_are_over_there_is_no_button_and_no_undo(client):
    run = at_rows(client, ROBIN)
    apply(client, run)
    Import.objects.filter(pk=run.pk).update(undo_until=run.at.date() - timedelta(days=40))

    page = client.get(f"/directory/imports/{run.key}/")
    answer = undo(client, run)

    assert not page.context["may_undo"]
    assert said(answer)[0].startswith("This import could be undone until")
    assert people() == ["Robin Tansy"]


def test_a_host_takes_back_their_own_and_nobody_elses(client, larch):
    theirs = at_rows(client, JUNE)
    apply(client, theirs)
    client.force_login(join(larch, name="Hollis Teal", role="host").user)
    own = at_rows(client, ROBIN)
    apply(client, own)

    assert client.post(f"/directory/imports/{theirs.key}/undo/").status_code == 404
    undo(client, own)

    assert (own.state, people()) == ("undone", ["June Abernathy"])


def test_a_long_file_goes_in_by_a_worker(client, monkeypatch):
    run = at_rows(client, ROBIN, JUNE)
    monkeypatch.setattr(later, "AT_ONCE", 1)

    answer = apply(client, run)
    page = client.get(answer["Location"])

    assert page.context["working"].title == "Bringing in 2 rows"
    run_waiting()
    assert people() == ["June Abernathy", "Robin Tansy"]


def test_a_long_file_is_taken_back_by_a_worker_and_once(client, monkeypatch):
    run = at_rows(client, ROBIN, JUNE)
    apply(client, run)
    monkeypatch.setattr(later, "AT_ONCE", 1)

    undo(client, run)
    answer = undo(client, run)

    assert (run.state, people()) == ("undoing", ["June Abernathy", "Robin Tansy"])
    assert answer.context["heading"] == "The import is being undone"
    run_waiting()
    run.refresh_from_db()
    assert (run.state, people()) == ("undone", [])


def test_rows_of_a_long_file_that_are_finished_later_go_in_alone(client, monkeypatch):
    run = at_rows(client, ROBIN, WES)
    apply(client, run)
    monkeypatch.setattr(later, "AT_ONCE", 1)

    client.post(f"/directory/imports/{run.key}/rows/", {"cell-3-5": "(228) 555-0117"})
    apply(client, run)

    assert (run.state, run.new, people()) == ("applied", 2, ["Robin Tansy", "Wes Calloway"])


def test_what_was_edited_since_is_kept_and_named(client, larch):
    run = at_rows(client, ROBIN, JUNE)
    apply(client, run)
    june = Person.objects.get(name="June Abernathy")
    set_fields(
        june, {"language": "es"}, source=by_hand(larch, by="dana", on=rows.TODAY), by="dana",
        at=rows.NOW,
    )  # fmt: skip

    answer = undo(client, run)

    assert people() == ["June Abernathy"]
    assert {words.split(":")[0] for words in answer.context["next"].kept} == {
        "June Abernathy", "Safety director at Birchline", "Birchline",
    }  # fmt: skip


def test_pairs_that_were_found_and_a_merge_that_was_taken_back_hold_nothing(client, larch):
    run = at_rows(client, ROBIN, JUNE)
    apply(client, run)
    left, right = Organization.objects.order_by("pk")
    pair = Pair.objects.create(
        program=larch, left_organization=left, right_organization=right, score=1, band="review",
        found_at=rows.NOW,
    )  # fmt: skip
    PairWeight.objects.create(pair=pair, position=0, field="name", bits=1)
    Merge.objects.create(
        program=larch, kept_organization=left, ended_organization=right, at=rows.NOW,
        source=by_hand(larch, by="dana", on=rows.TODAY), by="dana", undone_at=rows.NOW,
    )  # fmt: skip

    undo(client, run)

    gone = (Organization, Person, Pair, PairWeight, Merge)
    assert [model.objects.count() for model in gone] == [0, 0, 0, 0, 0]


def test_days_are_those_of_where_the_program_is_at_home(client, larch):
    late = datetime(2026, 5, 27, 3, tzinfo=UTC)  # ten in the evening before, in Chicago
    run = there(larch, "late", state="undone", at=late, undone_at=late)
    kept, ended = rows.organization(larch, "Tern"), rows.organization(larch, "Tern Inc")
    merged = merge(kept, ended, keep={}, by=Member.objects.get(program=larch), now=late)

    for page in (f"imports/{run.key}/", "imports/", f"merges/{merged.pk}/undo/"):
        text = client.get(f"/directory/{page}").content.decode()
        assert ("May 26, 2026" in text, "May 27, 2026" in text) == (True, False)
