"""axe finds nothing on any page of answers from a file; nothing slides at 360 pixels."""

import pytest

from muster.surveys.imports.apply import apply, undo
from muster.surveys.models import AnswerImport
from tests.rows import NOW
from tests.shell.conftest import Tab
from tests.surveys.imports.conftest import EXAMPLES, table

PAGE = "/builds/larkhaven/answers/import/"


@pytest.fixture
def desk(client, dana):
    client.force_login(dana.user)
    return client


@pytest.fixture
def look(browser, axe):
    """Let axe look at a page in two widths, with everything on it unfolded."""
    page = browser.new_page()
    tab = Tab(page)

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

    yield at
    page.close()


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
