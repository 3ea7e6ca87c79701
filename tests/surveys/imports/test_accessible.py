"""axe finds nothing on any page of answers from a file; nothing slides at 360 pixels."""

import pytest

from muster.directory.imports.apply import apply as apply_list
from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in as take_list_in
from muster.directory.models import Import
from muster.surveys.imports.apply import apply, undo
from muster.surveys.models import AnswerImport
from tests.rows import NOW
from tests.surveys.imports.conftest import EXAMPLES, table

PAGE = "/builds/larkhaven/answers/import/"


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def look(tab, axe):
    """Let axe look at a page in two widths, with everything on it unfolded."""
    page = tab.page

    def at(answer, status=200):
        assert answer.status_code == status
        tab.show(answer.content.decode())
        page.evaluate("document.querySelectorAll('details').forEach(box => { box.open = true })")
        found = {}
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [place for place in found.items() if place[1]] == []
        assert tab.complaints == []

    return at


def test_no_page_shuts_anybody_out(desk, taken_in, dana, look):
    look(desk.get(PAGE))
    look(desk.post(PAGE, {}), status=422)
    lines = ["Agree,12,A,Yes,x", "Kinda,a few,B,Perhaps,y", '"Agree,3', ",,,,", "Disagree,4,C,No,z"]
    run = taken_in(table("next_steps,drivers,best_part,May we share it?,Lunch?", *lines))
    look(desk.get(f"{PAGE}{run.key}/columns/"))
    look(desk.get(f"{PAGE}{run.key}/check/"))
    look(desk.post(f"{PAGE}{run.key}/columns/", {"column-0": "nothing"}), status=422)

    done = taken_in(EXAMPLES / "limesurvey.csv")
    look(desk.get(f"{PAGE}{done.key}/check/"))
    apply(done, by=dana.user.email, now=NOW)
    look(desk.get(f"{PAGE}{done.key}/"))
    look(desk.get(PAGE))
    undo(done, by=dana.user.email, now=NOW)
    look(desk.get(f"{PAGE}{done.key}/"))
    assert AnswerImport.objects.count() == 2


def test_the_lists_that_give_a_build_its_people_shut_nobody_out(desk, larkhaven, tmp_path, look):
    page = "/builds/larkhaven/room/lists/"
    look(desk.get(page))
    file = tmp_path / "list.csv"
    file.write_text("First Name,Last Name,Attendee Status\nAda,Vale,Attending\nBo,Reed,No\n")
    run = take_list_in(
        larkhaven.program, file, file_name=file.name, kind="attendees", by="dana", now=NOW
    )
    run = apply_list(check(run, now=NOW), by="dana", now=NOW)
    Import.objects.filter(pk=run.pk).update(by="dana.whitlow@example.org")
    desk.post(page, {"list": run.key, "came": "all"})

    answer = desk.get(page)
    assert "Take 2 places back" in " ".join(answer.content.decode().split())
    look(answer)
