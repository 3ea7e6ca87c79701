"""The list of imports: what came in, who sees it, and until when it can be taken back."""

from datetime import date

import pytest

from muster.core.today import due_for
from tests import rows
from tests.directory.pages.incoming import there
from tests.people import join

PAGE = "/directory/imports/"


@pytest.fixture
def dana(larch):
    return join(larch, name="Dana Whitlow")


@pytest.fixture
def signed_in(client, dana):
    client.force_login(dana.user)
    return client


def files(answer):
    return [line.run.file for line in answer.context["lines"]]


def test_where_nothing_has_come_in_the_page_says_what_can_be_read(signed_in):
    answer = signed_in.get(PAGE)

    assert files(answer) == []
    assert "No file has come in yet" in answer.content.decode()
    assert "FMCSA carrier census" in answer.content.decode()


def test_each_import_tells_its_state_its_counts_and_its_undo(signed_in, larch):
    there(
        larch, "in", state="applied", new=268, changed=61, asks=21, refused=8, rows_read=412,
        undo_until=date(2026, 6, 25),
    )  # fmt: skip

    (line,) = signed_in.get(PAGE).context["lines"]

    assert line.told == "Contacts · 412 rows read · May 26, 2026 · Dana Whitlow"
    assert (line.open_rows, line.undo) == (29, "until June 25, 2026")


def test_who_imports_for_a_part_sees_their_own_and_nobody_sees_another_programs(client, larch):
    host = join(larch, name="Hollis Teal", role="host")
    there(larch, "own", by=host.user.email)
    there(larch, "others")
    there(rows.program("birch"), "elsewhere", by=host.user.email)

    client.force_login(host.user)
    seen_by_host = files(client.get(PAGE))
    client.force_login(join(larch, name="Dana Whitlow").user)
    seen_by_coordinator = files(client.get(PAGE))

    assert seen_by_host == ["own.csv"]
    assert sorted(seen_by_coordinator) == ["others.csv", "own.csv"]
    client.force_login(host.user)
    assert client.get(f"{PAGE}own/").status_code == 200
    assert client.get(f"{PAGE}others/").status_code == 404
    assert client.get(f"{PAGE}elsewhere/").status_code == 404


@pytest.mark.parametrize("role", ["desk", "viewer", "liaison", "state_lead", "administrator"])
def test_who_may_not_import_finds_no_page_of_it(client, larch, dana, role):
    there(larch, "here")
    addresses = [PAGE, f"{PAGE}new/", f"{PAGE}here/", f"{PAGE}here/columns/", f"{PAGE}here/rows/"]

    client.force_login(dana.user)
    allowed = {client.get(address).status_code for address in (PAGE, f"{PAGE}here/")}
    client.force_login(join(larch, name="Somebody", role=role).user)

    assert allowed == {200}
    assert {client.get(address).status_code for address in addresses} == {403}


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    signed_in, larch, many, django_assert_num_queries
):
    for number in range(many):
        there(larch, f"file-{number}", by=f"member-{number}@example.org")

    with django_assert_num_queries(5):  # session, member, roles, imports, who brought them
        assert len(files(signed_in.get(PAGE))) == many


def test_a_long_list_goes_on_where_it_stopped(signed_in, larch):
    for number in range(27):
        there(larch, f"file-{number:02}")

    first = signed_in.get(PAGE)
    rest = signed_in.get(f"{PAGE}{first.context['foot'].next}")

    assert len(files(first)) == 25
    assert files(rest) == ["file-01.csv", "file-00.csv"]


def test_today_tells_of_files_that_wait_and_of_rows_that_stayed_open(larch, dana):
    there(larch, "checked", state="checked", new=3, asks=1)
    there(larch, "empty", state="checked", same=3)
    there(larch, "open", state="applied", new=3, refused=2, undo_until=date(2026, 6, 25))
    there(larch, "late", state="applied", refused=2, undo_until=date(2026, 5, 1))
    there(larch, "whole", state="applied", new=3, undo_until=date(2026, 6, 25))

    told = [(due.title, due.href) for due in due_for(dana, rows.TODAY)]

    assert told == [
        ("checked.csv: 1 row waits for you", f"{PAGE}checked/rows/"),
        ("open.csv: 2 rows wait for you", f"{PAGE}open/rows/"),
    ]
