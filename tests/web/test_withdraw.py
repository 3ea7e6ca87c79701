"""Taking an outcome back: the words go, and the page says what is left."""

from muster.core.models import AuditEvent
from muster.followup.models import Outcome
from tests import rows

HERE = "/builds/larkhaven/outcomes/"


def test_the_words_go_and_a_line_stays(desk, larkhaven):
    rows.outcome(larkhaven, lead="Halyard Plaza", text="hung the posters.")
    assert "hung the posters." in desk.get(HERE).content.decode()

    answer = desk.post(f"{HERE}outcome-1/withdraw/", follow=True)

    html = answer.content.decode()
    assert [("hung the posters." in html), ("Halyard" in html)] == [False, False]
    assert "Its words are kept nowhere." in html
    assert Outcome.objects.get().withdrawn_on is not None


def test_said_twice_it_is_done_once(desk, larkhaven):
    rows.outcome(larkhaven)

    for _time in range(2):
        answer = desk.post(f"{HERE}outcome-1/withdraw/", follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "It is not here any more. What was withdrawn stays withdrawn."
    ]
    assert AuditEvent.objects.filter(verb="withdrew").count() == 1
