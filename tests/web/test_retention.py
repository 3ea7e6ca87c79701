"""How long things are kept can be read, tried and set, by whoever may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from muster.core.audit import Changed, record
from muster.core.models import AuditEvent, RetentionPeriod
from muster.core.retention import KINDS
from muster.directory.erase import ask_to_erase
from muster.directory.models import Person
from tests import rows
from tests.people import join

YEAR = timedelta(days=365)


@pytest.fixture
def edited(larkhaven):
    def write(ago):
        return record(
            by="dana", verb="edited", subject="person:x", program=larkhaven.program,
            at=timezone.now() - ago, changes=[Changed("name", "a", "b")],
        )  # fmt: skip

    return write


def line(answer, name="audit-values"):
    assert answer.status_code in (200, 422)
    return next(each for each in answer.context["lines"] if each["keeping"].kind.name == name)


def test_every_kind_is_there_with_what_goes_next(desk, edited):
    edited(4 * YEAR)

    answer = desk.get("/retention/")

    assert [each["keeping"].kind.name for each in answer.context["lines"]] == list(KINDS)
    assert set(KINDS) == {
        "answer-files", "answered-proposals", "audit-values", "bad-numbers", "deleted-lists",
        "import-files", "invitations", "private-notes",
    }  # fmt: skip
    page = answer.content.decode()
    for kind in KINDS.values():
        assert str(kind.title) in page
    assert "1 goes tonight" in page
    assert "There is none." in page


def test_another_period_is_tried_and_nothing_changes(desk, edited):
    edited(YEAR)

    answer = desk.get("/retention/?kind=audit-values&days=90")

    assert (line(answer)["tried"].due, line(answer)["keeping"].due) == (1, 0)
    page = answer.content.decode()
    assert "Kept so, <b>1</b> would go tonight." in page
    assert "Keep it for 90 days" in page
    assert RetentionPeriod.objects.count() == 0


def test_it_is_kept_so_from_now_on(desk, dana):
    answer = desk.post("/retention/keep/", {"kind": "audit-values", "days": "90"}, follow=True)

    assert line(answer)["keeping"].days == 90
    assert "Kept so from now on." in answer.content.decode()
    last = AuditEvent.objects.last()
    assert (last.actor, last.subject) == (dana.user.email, "retention:audit-values")
    again = desk.post("/retention/keep/", {"kind": "audit-values", "for_good": "on"}, follow=True)
    assert "Kept for good." in again.content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"days": "29"}, "at least 30 days"),
        ({"days": "-1"}, "at least 30 days"),
        ({"days": "40000"}, "less than or equal to 36500"),
        ({"days": "x"}, "Enter a whole number."),
        ({}, "Say how many days, or that it is kept for good."),
    ],
)
def test_a_period_that_cannot_be_meant_is_said_at_its_field(desk, sent, says):
    answer = desk.post("/retention/keep/", {"kind": "audit-values"} | sent)

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert (RetentionPeriod.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_trying_what_cannot_be_meant_says_so_too(desk):
    answer = desk.get("/retention/?kind=audit-values&days=40000")

    assert (answer.status_code, "tried" in line(answer)) == (422, False)


def test_a_kind_that_is_none_changes_nothing(desk):
    assert desk.post("/retention/keep/", {"kind": "nothing", "days": "90"}).status_code == 404
    assert desk.get("/retention/?kind=nothing&days=90").status_code == 200
    answer = desk.get("/retention/keep/")
    assert (answer.status_code, answer.url) == (302, "/retention/")


@pytest.mark.parametrize("role", ["host", "desk", "liaison", "viewer", "custodian"])
def test_those_without_the_right_are_told_no(client, desk, larkhaven, role):
    assert desk.get("/retention/").status_code == 200
    client.force_login(join(larkhaven.program, name="Vera Holm", role=role).user)

    assert client.get("/retention/").status_code == 403
    answer = client.post("/retention/keep/", {"kind": "audit-values", "days": "90"})
    assert (answer.status_code, RetentionPeriod.objects.count()) == (403, 0)


def test_an_administrator_finds_the_erasures_that_wait(client, larkhaven, dana):
    person = Person.objects.create(program=larkhaven.program, key="mara", name="Mara Ostrander")
    ask_to_erase(person, reason="By letter", by=dana, now=rows.NOW)
    admin = join(larkhaven.program, name="Ada Mint", role="administrator")
    client.force_login(admin.user)

    page = client.get("/retention/").content.decode()

    assert 'href="/directory/people/mara/erase/"' in page
    assert "Mara Ostrander" in page


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_number_of_questions_however_much_is_kept(
    desk, dana, edited, many, larkhaven, django_assert_num_queries
):
    for number in range(many):
        edited(number * YEAR)
        person = Person.objects.create(program=larkhaven.program, key=f"p{number}", name="Mara")
        ask_to_erase(person, reason="By letter", by=dana, now=rows.NOW)

    with django_assert_num_queries(ASKED):
        desk.get("/retention/")


# Two of each kind: how many go tonight, and which goes next.
ASKED = 6 + 2 * 8
