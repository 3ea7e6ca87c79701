"""A state lead proposes whom to invite; who invites accepts, or says why not."""

from datetime import timedelta

import pytest

from muster.accounts.models import MemberState
from muster.builds.errors import (
    AnsweredAlready,
    InvitingIsOver,
    NoRoleToInviteAs,
    ProposedAlready,
    WordMissing,
    WordsTooLong,
)
from muster.builds.models import Host, Participant, Proposal
from muster.builds.propose import accept, decline, propose, take_back
from muster.builds.proposed import proposals_waiting
from muster.core.models import AuditEvent
from muster.core.retention import purge
from muster.directory.models import Person, Post
from muster.programs.models import Role
from tests import rows
from tests.people import join
from tests.rows import NOW, TODAY

State = Proposal.State


@pytest.fixture
def larkhaven(db):
    """A build to which people are being invited."""
    return rows.build(rows.program(), status="inviting")


@pytest.fixture
def theo(larkhaven):
    """The lead of the state of the build."""
    member = join(larkhaven.program, name="Theo Lindqvist", role="state_lead")
    MemberState.objects.create(member=member, role="state_lead", state="MS")
    return member


@pytest.fixture
def ada(larkhaven):
    return person(larkhaven.program, "Ada Vale", "Pinewick Freight")


@pytest.fixture
def at(larkhaven):
    return f"/builds/{larkhaven.key}/proposals/"


def person(program, name, company, state="MS"):
    """Somebody who has a post at a company of their own."""
    key = name.lower().replace(" ", "-")
    made = Person.objects.create(program=program, key=key, name=name)
    at = rows.organization(program, company, state=state)
    Post.objects.create(program=program, person=made, organization=at, title="Safety director")
    return made


def acts():
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", "actor"))


def test_who_is_accepted_is_on_the_list_as_invited(larkhaven, theo, dana, ada):
    asked = propose(larkhaven, ada, words="Runs 60 trucks", by=theo, now=NOW)

    invited = accept(asked, by=dana, now=NOW)

    [one] = larkhaven.participants.all()
    assert (invited.participant, invited.was_there) == (one, False)
    assert (one.person, str(one.organization), one.status) == (ada, "Pinewick Freight", "invited")
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by) == (State.ACCEPTED, dana.user.email)
    assert acts() == [
        ("proposed to invite", theo.user.email),
        ("accepted to invite", dana.user.email),
    ]


def test_each_act_sent_twice_counts_once(larkhaven, theo, dana, ada):
    first = propose(larkhaven, ada, words="", by=theo, now=NOW)
    again = propose(larkhaven, ada, words="", by=theo, now=NOW)
    accept(first, by=dana, now=NOW)
    second = accept(first, by=dana, now=NOW)

    assert first == again
    assert second.was_there
    assert Participant.objects.count() == 1
    assert len(acts()) == 2


def test_other_words_for_a_proposal_that_waits_take_the_place_of_the_first(larkhaven, theo, ada):
    propose(larkhaven, ada, words="Runs the terminal", by=theo, now=NOW)
    propose(larkhaven, ada, words="Runs both terminals", by=theo, now=NOW)
    propose(larkhaven, ada, words="", by=theo, now=NOW)

    assert Proposal.objects.get().words == "Runs both terminals"
    assert len(acts()) == 2


def test_who_declines_says_why(larkhaven, theo, dana, ada):
    asked = propose(larkhaven, ada, words="", by=theo, now=NOW)
    with pytest.raises(WordMissing):
        decline(asked, answer="  ", by=dana, now=NOW)

    said = decline(asked, answer="The room is full", by=dana, now=NOW)

    assert (said.state, said.answer) == (State.DECLINED, "The room is full")
    assert decline(asked, answer="The room is full", by=dana, now=NOW) == said
    with pytest.raises(AnsweredAlready):
        decline(asked, answer="They came last year", by=dana, now=NOW)
    assert Proposal.objects.get().answer == "The room is full"
    assert Participant.objects.count() == 0
    with pytest.raises(AnsweredAlready):
        accept(asked, by=dana, now=NOW)


def test_what_is_taken_back_can_be_proposed_again(larkhaven, theo, dana, ada):
    asked = propose(larkhaven, ada, words="", by=theo, now=NOW)

    assert take_back(asked, by=theo, now=NOW).state == State.TAKEN_BACK
    assert take_back(asked, by=theo, now=NOW).state == State.TAKEN_BACK

    with pytest.raises(AnsweredAlready):
        decline(asked, answer="No", by=dana, now=NOW)
    assert propose(larkhaven, ada, words="", by=theo, now=NOW) != asked


def test_one_person_is_proposed_by_one_member_at_a_time(larkhaven, theo, ada):
    other = join(larkhaven.program, name="Another Lead", role="state_lead")
    propose(larkhaven, ada, words="", by=theo, now=NOW)

    with pytest.raises(ProposedAlready):
        propose(larkhaven, ada, words="", by=other, now=NOW)


def test_who_is_on_the_list_keeps_their_place(larkhaven, theo, dana, ada):
    [there] = rows.people(larkhaven, 1, person=ada, status="declined")
    asked = propose(larkhaven, ada, words="", by=theo, now=NOW)

    invited = accept(asked, by=dana, now=NOW)

    assert (invited.participant, invited.was_there) == (there, True)
    assert larkhaven.participants.get().status == "declined"


@pytest.mark.parametrize("change", [{"status": "closed"}, {"from_history": True}])
def test_nobody_is_invited_to_a_build_that_is_over(larkhaven, theo, dana, ada, change):
    asked = propose(larkhaven, ada, words="", by=theo, now=NOW)
    type(larkhaven).objects.update(**change)

    with pytest.raises(InvitingIsOver):
        accept(asked, by=dana, now=NOW)
    with pytest.raises(InvitingIsOver):
        propose(larkhaven, ada, words="", by=theo, now=NOW)
    assert decline(asked, answer="It is over", by=dana, now=NOW).state == State.DECLINED


def test_words_have_an_end_and_somebody_must_count(larkhaven, theo, dana, ada):
    with pytest.raises(WordsTooLong):
        propose(larkhaven, ada, words="x" * 301, by=theo, now=NOW)
    asked = propose(larkhaven, ada, words="x" * 300, by=theo, now=NOW)
    Role.objects.update(counts=False)

    with pytest.raises(NoRoleToInviteAs):
        accept(asked, by=dana, now=NOW)

    asked.refresh_from_db()
    assert asked.state == State.WAITING


def test_today_tells_who_invites_and_nobody_else(larkhaven, theo, dana, ada):
    host = join(larkhaven.program, name="Wes Calloway", role="host")
    stranger = join(larkhaven.program, name="Far Host", role="host")
    Host.objects.create(member=host, build=larkhaven)
    propose(larkhaven, ada, words="", by=theo, now=NOW)

    told = {who: [due.title for due in proposals_waiting(who, TODAY)] for who in
            (dana, host, stranger, theo)}  # fmt: skip

    once = [f"1 person is proposed for {larkhaven.name}"]
    assert told == {dana: once, host: once, stranger: [], theo: []}


def test_a_lead_finds_and_proposes_whom_they_may_see(client, larkhaven, theo, ada, at):
    person(larkhaven.program, "Ada Far", "Tarrow Fuel", state="AL")
    client.force_login(theo.user)

    page = client.get(at, {"q": "Ada"}).content.decode()
    assert "Ada Vale, Safety director, Pinewick Freight" in page
    assert "Ada Far" not in page

    refused = client.post(at, {"q": "Ada", "person": "ada-far"})
    sent = client.post(at, {"q": "Ada", "person": "ada-vale", "words": "Runs 60 trucks"})

    assert (refused.status_code, sent.status_code) == (422, 302)
    assert [str(one.person) for one in Proposal.objects.all()] == ["Ada Vale"]


def test_a_lead_may_take_back_but_not_answer(client, larkhaven, theo, ada, at):
    asked = propose(larkhaven, ada, words="", by=theo, now=NOW)
    client.force_login(theo.user)

    client.post(f"{at}{asked.pk}/answer/", {"act": "accept"})
    asked.refresh_from_db()
    assert (asked.state, Participant.objects.count()) == (State.WAITING, 0)
    client.post(f"{at}{asked.pk}/answer/", {"act": "take-back"})

    asked.refresh_from_db()
    assert asked.state == State.TAKEN_BACK


def test_a_coordinator_answers_on_the_page(desk, larkhaven, theo, ada, at):
    asked = propose(larkhaven, ada, words="Runs 60 trucks", by=theo, now=NOW)
    assert "Runs 60 trucks" in desk.get(at).content.decode()

    desk.post(f"{at}{asked.pk}/answer/", {"act": "take-back"})  # only theirs to take back
    desk.post(f"{at}{asked.pk}/answer/", {"act": "accept"})

    assert [str(one.person) for one in larkhaven.participants.all()] == ["Ada Vale"]
    assert "is on the list of this build, as invited" in desk.get(at).content.decode()


def test_a_lead_sees_their_own_proposals_and_no_others(client, larkhaven, theo, ada, dana, at):
    other = join(larkhaven.program, name="Another Lead", role="state_lead")
    MemberState.objects.create(member=other, role="state_lead", state="MS")
    propose(larkhaven, ada, words="", by=theo, now=NOW)
    client.force_login(theo.user)
    assert "Ada Vale" in client.get(at).content.decode()

    client.force_login(other.user)

    assert "Ada Vale" not in client.get(at).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    desk, larkhaven, theo, at, many, django_assert_num_queries
):
    for number in range(many):
        somebody = person(larkhaven.program, f"Ada {number}", f"Company {number}")
        propose(larkhaven, somebody, words="", by=theo, now=NOW)
    desk.get(at)

    with django_assert_num_queries(PAGE):
        desk.get(at)


PAGE = 7


def test_what_was_answered_goes_after_a_year_and_who_was_invited_stays(larkhaven, theo, ada):
    dana = join(larkhaven.program, name="Dana")
    accept(propose(larkhaven, ada, words="She asked twice.", by=theo, now=NOW), by=dana, now=NOW)
    bo = person(larkhaven.program, "Bo Tern", "Quillport")
    propose(larkhaven, bo, words="", by=theo, now=NOW)

    assert purge(larkhaven.program, NOW + timedelta(days=365)) == {}
    assert purge(larkhaven.program, NOW + timedelta(days=367)) == {"answered-proposals": 1}

    assert [left.person.name for left in Proposal.objects.all()] == ["Bo Tern"]
    assert Participant.objects.get(build=larkhaven, person=ada).status == "invited"
