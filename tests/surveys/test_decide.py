"""Clearing a quote: an editor decides, and what its writer did not allow is never shown."""

import pytest

from muster.core.models import AuditEvent
from muster.core.today import When
from muster.surveys.errors import MayNotBeUsed, NoSuchDecision, QuoteWithdrawn, ReasonTooLong
from muster.surveys.models import Quote
from muster.surveys.quotes import LONGEST_REASON, count_quotes, decide
from muster.surveys.today import quotes_to_clear
from tests import rows
from tests.people import join


def acts():
    return list(AuditEvent.objects.values_list("actor", "verb", "subject", "reason"))


def test_a_decision_is_kept_with_its_reason_and_recorded(larkhaven, dana):
    quote = rows.quote(larkhaven)

    decided = decide(quote, "show", why=" In plain words ", by=dana, now=rows.NOW)

    assert (decided.decision, decided.why) == ("show", "In plain words")
    assert acts() == [
        ("dana.whitlow@example.org", "showed", "build:larkhaven/quote:q01", "In plain words")
    ]


def test_the_same_decision_again_changes_nothing(larkhaven, dana):
    quote = rows.quote(larkhaven)

    for _time in range(2):
        decide(quote, "hide", why="", by=dana, now=rows.NOW)

    assert [verb for _actor, verb, *_rest in acts()] == ["hid"]


def test_another_reason_is_kept_too(larkhaven, dana):
    quote = decide(rows.quote(larkhaven), "show", why="", by=dana, now=rows.NOW)

    decide(quote, "show", why="The only critique", by=dana, now=rows.NOW)

    assert Quote.objects.get().why == "The only critique"
    assert [verb for _actor, verb, *_rest in acts()] == ["showed", "gave a reason for"]


def test_a_reason_is_kept_whole_or_not_at_all(larkhaven, dana):
    quote = rows.quote(larkhaven)
    fits = "w" * LONGEST_REASON
    assert decide(quote, "show", why=f" {fits} ", by=dana, now=rows.NOW).why == fits

    with pytest.raises(ReasonTooLong) as refusal:
        decide(quote, "hide", why=f"{fits}w", by=dana, now=rows.NOW)

    assert str(refusal.value) == (
        "The reason has 301 characters; at most 300 are kept. Shorten it."
    )
    assert Quote.objects.values_list("decision", "why").get() == ("show", fits)


def test_what_may_not_be_used_is_not_shown(larkhaven, dana):
    allowed = rows.quote(larkhaven, permission="role_only")
    forbidden = rows.quote(larkhaven, permission="do_not_use")
    assert decide(allowed, "show", why="", by=dana, now=rows.NOW).decision == "show"

    with pytest.raises(MayNotBeUsed):
        decide(forbidden, "show", why="", by=dana, now=rows.NOW)

    assert Quote.objects.get(key=forbidden.key).decision == "later"


def test_what_was_withdrawn_stays_withdrawn(larkhaven, dana):
    quote = rows.quote(larkhaven, text="", withdrawn_on=rows.DAY, decision="hide")

    with pytest.raises(QuoteWithdrawn):
        decide(quote, "show", why="", by=dana, now=rows.NOW)


def test_a_decision_is_one_of_three(larkhaven, dana):
    with pytest.raises(NoSuchDecision):
        decide(rows.quote(larkhaven), "publish", why="", by=dana, now=rows.NOW)


def test_quotes_are_counted_by_what_was_decided_and_allowed(larkhaven):
    rows.quote(larkhaven, decision="show", sense="praise")
    rows.quote(larkhaven, decision="show", sense="praise")
    rows.quote(larkhaven, decision="hide", sense="critique")
    rows.quote(larkhaven, permission="role_only", sense="mixed")
    rows.quote(larkhaven, text="", withdrawn_on=rows.DAY, decision="hide")
    for _sentence in range(3):
        rows.quote(larkhaven, permission="do_not_use", sense="critique")

    counts = count_quotes(larkhaven)

    assert (counts.to_clear, counts.shown, counts.hidden, counts.withdrawn) == (1, 2, 1, 1)
    assert (counts.standing, counts.usable, counts.forbidden) == (4, 5, 3)
    assert [(row.label, row.chosen, row.of_all) for row in counts.balance] == [
        ("Praise", 2, 2),
        ("Critique", 0, 1),
        ("Mixed", 0, 1),
    ]
    assert [(row.chosen_share, row.all_share) for row in counts.balance] == [
        (100.0, 50.0),
        (0.0, 25.0),
        (0.0, 25.0),
    ]
    assert (counts.one_sided, counts.only_praise) == (True, False)


def test_a_build_without_critique_says_so_and_nothing_is_divided_by_nothing(larkhaven):
    assert count_quotes(larkhaven).balance[0].chosen_share == 0
    rows.quote(larkhaven, decision="show")

    counts = count_quotes(larkhaven)

    assert (counts.one_sided, counts.only_praise) == (False, True)


def test_today_names_each_build_whose_quotes_wait(larkhaven, dana):
    rows.quote(larkhaven)
    rows.quote(larkhaven)
    rows.quote(larkhaven, decision="hide")
    rows.quote(larkhaven, permission="do_not_use")
    rows.quote(rows.build(rows.program("birch"), "port-amity"))

    (due,) = quotes_to_clear(dana, rows.TODAY)

    assert (due.when, due.title, due.href) == (
        When.DUE,
        "Clear 2 quotes",
        "/builds/larkhaven/quotes/",
    )


def test_who_clears_no_quotes_is_asked_for_none(larkhaven, dana):
    rows.quote(larkhaven)
    assert len(quotes_to_clear(dana, rows.TODAY)) == 1

    viewer = join(larkhaven.program, name="Lee", role="viewer")

    assert quotes_to_clear(viewer, rows.TODAY) == []
