"""axe finds nothing on the page of proposals, on a phone and on a desk; nothing slides."""

import pytest

from muster.accounts.models import MemberState
from muster.builds.propose import decline, propose
from muster.directory.models import Person, Post
from tests import rows
from tests.people import join
from tests.rows import NOW


@pytest.fixture
def look(tab, axe):
    """Let axe look at a page in two widths."""
    page = tab.page

    def at(answer):
        tab.show(answer.content.decode())
        found = {}
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found[width] = axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert found == {360: [], 1440: []}
        assert tab.complaints == []

    return at


def test_who_proposes_and_who_answers_are_both_let_in(client, db, look):
    build = rows.build(rows.program(), status="inviting")
    dana = join(build.program, name="Dana Whitlow")
    theo = join(build.program, name="Theo Lindqvist", role="state_lead")
    MemberState.objects.create(member=theo, role="state_lead", state="MS")
    freight = rows.organization(build.program, "Pinewick Freight", state="MS")
    for name in ("Ada Vale", "Bo Reed", "Ada Hale"):
        key = name.lower().replace(" ", "-")
        person = Person.objects.create(program=build.program, key=key, name=name)
        Post.objects.create(program=build.program, person=person, organization=freight)
        asked = propose(build, person, words="Runs 60 trucks " * 15, by=theo, now=NOW)
    decline(asked, answer="The room is full " * 15, by=dana, now=NOW)
    at = f"/builds/{build.key}/proposals/"

    client.force_login(theo.user)
    look(client.get(at, {"q": "Ada"}))
    look(client.post(at, {"q": "Ada"}))
    client.force_login(dana.user)
    look(client.get(at))
