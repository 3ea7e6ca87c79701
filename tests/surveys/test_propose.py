"""A host proposes which sentences are shown; a coordinator decides."""

import pytest

from muster.accounts.models import MemberState
from muster.builds.models import Host
from muster.core.models import AuditEvent
from muster.reports.withdrawal import withdraw_quote
from muster.surveys.errors import ClearedMeanwhile, NoSuchDecision, ReasonTooLong
from muster.surveys.models import QuoteProposal
from muster.surveys.propose import propose
from tests import rows
from tests.people import join
from tests.rows import NOW

HERE = "/builds/larkhaven/quotes/proposals/"
DESK = "/builds/larkhaven/quotes/"


@pytest.fixture
def larkhaven(db):
    return rows.build(rows.program())


@pytest.fixture
def dana(larkhaven):
    return join(larkhaven.program, name="Dana Whitlow")


@pytest.fixture
def wes(larkhaven):
    """A host of the build."""
    host = join(larkhaven.program, name="Wes Calloway", role="host")
    Host.objects.create(member=host, build=larkhaven)
    return host


@pytest.fixture
def host(client, wes):
    client.force_login(wes.user)
    return client


def proposed():
    found = QuoteProposal.objects.order_by("quote__key")
    return list(found.values_list("quote__key", "decision", "why"))


def test_what_is_proposed_decides_nothing_and_the_same_again_is_once(larkhaven, wes):
    quote = rows.quote(larkhaven)

    for _again in range(2):
        propose(quote, "show", why="Says it best", by=wes, now=NOW)

    quote.refresh_from_db()
    assert (quote.decision, proposed()) == ("later", [("q01", "show", "Says it best")])
    assert [event.verb for event in AuditEvent.objects.all()] == ["proposed to show"]


def test_it_is_changed_and_taken_back(larkhaven, wes):
    quote = rows.quote(larkhaven)
    propose(quote, "show", why="", by=wes, now=NOW)

    propose(quote, "hide", why="Points at one person", by=wes, now=NOW)
    assert proposed() == [("q01", "hide", "Points at one person")]

    for _again in range(2):
        assert propose(quote, "later", why="", by=wes, now=NOW) is None
    assert proposed() == []


def test_what_cannot_be_proposed(larkhaven, wes):
    quote = rows.quote(larkhaven)
    with pytest.raises(NoSuchDecision):
        propose(quote, "maybe", why="", by=wes, now=NOW)
    with pytest.raises(ReasonTooLong):
        propose(quote, "show", why="x" * 301, by=wes, now=NOW)
    for more in ({"decision": "hide"}, {"permission": "do_not_use"}):
        with pytest.raises(ClearedMeanwhile):
            propose(rows.quote(larkhaven, **more), "show", why="", by=wes, now=NOW)
    assert proposed() == []


def test_it_goes_with_the_words(larkhaven, wes, dana):
    quote = rows.quote(larkhaven)
    propose(quote, "show", why="Ada said it well", by=wes, now=NOW)

    withdraw_quote(quote, by=dana, now=NOW)

    assert proposed() == []


def test_a_host_proposes_and_the_desk_shows_it(client, host, larkhaven, dana):
    for _number in range(2):
        rows.quote(larkhaven)
    rows.quote(larkhaven, text="Never use this.", permission="do_not_use")
    page = host.get(HERE).content.decode()
    assert page.count('name="quote"') == 2
    assert "Never use this." not in page
    assert HERE in host.get("/builds/larkhaven/").content.decode()

    form = {"quote": ["q01", "q02", "q03"], "decision-q01": "show", "why-q01": "Says it best",
            "decision-q02": "later", "decision-q03": "show"}  # fmt: skip
    told = [str(each) for each in host.post(HERE, form, follow=True).context["messages"]]

    assert told == ["1 proposal is kept."]
    assert proposed() == [("q01", "show", "Says it best")]
    client.force_login(dana.user)
    desk = " ".join(client.get(DESK).content.decode().split())
    assert "<b>Wes Calloway</b> proposes to show it: “Says it best”" in desk


def test_sent_twice_it_says_that_nothing_changed(host, larkhaven):
    rows.quote(larkhaven)
    form = {"quote": ["q01"], "decision-q01": "hide"}
    host.post(HERE, form, follow=True)

    told = host.post(HERE, form, follow=True).context["messages"]

    assert [str(each) for each in told] == ["Nothing had changed."]


def test_who_decides_has_a_desk_and_who_has_no_say_is_told_no(client, host, larkhaven, dana):
    assert host.get(HERE).status_code == 200
    assert host.get(DESK).status_code == 403
    client.force_login(dana.user)
    assert client.get(HERE)["Location"] == DESK

    lead = join(larkhaven.program, name="Theo", role="state_lead")
    MemberState.objects.create(member=lead, role="state_lead", state="MS")
    client.force_login(lead.user)

    assert client.get(HERE).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_as_often_for_many_as_for_one(
    host, larkhaven, wes, many, django_assert_num_queries
):
    for _number in range(many):
        propose(rows.quote(larkhaven), "show", why="", by=wes, now=NOW)
    host.get(HERE)

    with django_assert_num_queries(6):
        host.get(HERE)


def test_the_page_shuts_nobody_out(host, larkhaven, wes, tab, axe):
    propose(rows.quote(larkhaven), "show", why="Says it best " * 20, by=wes, now=NOW)
    rows.quote(larkhaven, text="Ahora sé a quién llamar.", language="es")
    page = tab.page
    tab.show(host.get(HERE).content.decode())
    found = {}
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == {360: [], 1440: []}
    assert tab.complaints == []
