"""Answers come in at once, shuffled, and go as a whole; no line leads to a response."""

import pytest
from django.conf import settings

from muster.builds.measures import Room
from muster.core.models import AuditEvent
from muster.programs.models import Measure
from muster.surveys.imports.apply import apply, give_up, undo
from muster.surveys.imports.errors import (
    AlreadyIn,
    NothingAsked,
    NotWaiting,
    TooFewResponses,
    WordsUnknown,
)
from muster.surveys.measures import count_answers
from muster.surveys.models import Answer, AnswerImport, AnswerWord, Quote, Response
from tests import rows
from tests.rows import NOW
from tests.surveys.imports.conftest import table

TEN = table(
    "next_steps,day,x", *[f"{'Agree' if n % 3 else 'Disagree'},2026-05-12,{n}" for n in range(10)]
)


def counts():
    return [model.objects.count() for model in (Response, Answer, Quote)]


def test_responses_are_imported_of_the_day_and_of_nobody(taken_in, dana):
    moments = ["2026-05-12 10:00:01"] * 4
    run = taken_in(table("next_steps,Timestamp", *[f"Agree,{at}" for at in moments], "Agree,"))

    apply(run, by=dana.user.email, now=NOW)

    told = sorted(
        (response.origin, str(response.day), response.brought_by_id)
        for response in Response.objects.all()
    )
    assert told == [("imported", "2026-05-12", run.pk)] * 4 + [("imported", "None", run.pk)]
    run.refresh_from_db()
    assert (run.state, run.responses, run.answers, run.left_out) == ("applied", 5, 5, 0)


def test_every_kind_of_question_is_answered(taken_in, dana):
    run = taken_in(
        table(
            "next_steps,How did you hear of us?,words[before],words[now],drivers",
            *['Agree,"Card, Poster",Offender,Victim,"1,200"'] * 5,
        )
    )

    apply(run, by=dana.user.email, now=NOW)

    told = {
        (answer.item.code, str(answer.option or ""), str(answer.before or ""), answer.number)
        for answer in Answer.objects.select_related("item", "option", "before")
    }
    assert told == {
        ("next_steps", "Agree", "", None),
        ("heard", "Card", "", None),
        ("heard", "Poster", "", None),
        ("words", "Victim", "Offender", None),
        ("drivers", "", "", 1200),
    }


def test_identical_lines_are_different_people(taken_in, dana):
    run = taken_in(table("next_steps,good_use", *["Agree,Agree"] * 7))

    apply(run, by=dana.user.email, now=NOW)

    assert counts() == [7, 14, 0]


def test_applied_twice_and_taken_in_again_changes_nothing(taken_in, dana):
    run = taken_in(TEN)
    apply(run, by=dana.user.email, now=NOW)
    before = counts()

    apply(run, by=dana.user.email, now=NOW)
    with pytest.raises(AlreadyIn):
        taken_in(TEN)

    assert counts() == before == [10, 10, 0]


def test_the_order_of_the_rows_is_not_that_of_the_lines(taken_in, dana):
    lines = [f"{'Agree' if n < 20 else 'Disagree'},{n}" for n in range(40)]
    run = taken_in(table("next_steps,drivers", *lines))

    apply(run, by=dana.user.email, now=NOW)

    drivers = Answer.objects.filter(item__code="drivers").values_list("number", flat=True)
    orders = [
        [int(number) for number in drivers.order_by(*order)]
        for order in (["response__pk"], ["pk"], ["key"], ["response__key"])
    ]
    assert [sorted(order) for order in orders] == [list(range(40))] * 4
    # Of 40 things there are more orders than atoms; each of these is another.
    assert len({tuple(order) for order in [*orders, list(range(40))]}) == 5


def test_nothing_remains_of_the_file_but_how_it_was_read(
    taken_in, dana, django_capture_on_commit_callbacks
):
    run = taken_in(TEN)
    folder = settings.HOME / "imports" / f"answers-{run.key}"
    assert folder.exists() and AnswerWord.objects.filter(column__run=run).exists()

    with django_capture_on_commit_callbacks(execute=True):
        apply(run, by=dana.user.email, now=NOW)

    assert not folder.exists()
    assert not AnswerWord.objects.filter(column__run=run).exists()
    event = AuditEvent.objects.order_by("-pk").first()
    assert (event.verb, event.counts) == (
        "brought in",
        [["responses", 10], ["quotes", 0], ["left out", 0]],
    )


def test_an_unknown_word_holds_everything_back(taken_in, dana):
    run = taken_in(table("next_steps,x", "Agree,1", "Kinda,2"))

    with pytest.raises(WordsUnknown) as refused:
        apply(run, by=dana.user.email, now=NOW)

    assert "“Kinda”" in str(refused.value)
    assert counts() == [0, 0, 0]


def test_a_file_that_answers_nothing_is_refused(taken_in, dana):
    run = taken_in(table("Lunch?,x", "good,1"))

    with pytest.raises(NothingAsked):
        apply(run, by=dana.user.email, now=NOW)


def test_fewer_responses_than_the_program_lets_stand_alone_are_refused_in_words(
    taken_in, dana, larkhaven
):
    lines = ["Agree,1", "Agree,2", "Disagree,3", "Agree,4", "Agree,5", "Agree,6"]
    run = taken_in(table("next_steps,x", *lines))
    larkhaven.program.cell = 7
    larkhaven.program.save()

    with pytest.raises(TooFewResponses) as refused:
        apply(run, by=dana.user.email, now=NOW)

    assert str(refused.value) == (
        "The file has 6 responses. With fewer than 7 it could be told who said what. Nothing was "
        "brought in; bring them in together with others."
    )
    assert counts() == [0, 0, 0]
    larkhaven.program.cell = 6
    larkhaven.program.save()
    apply(run, by=dana.user.email, now=NOW)
    assert counts() == [6, 6, 0]


@pytest.mark.parametrize(("speakers", "kept"), [(4, "en"), (5, "es")])
def test_a_sentence_keeps_its_language_where_it_is_not_that_of_few(taken_in, dana, speakers, kept):
    lines = ["Agree,English,The panel.,Yes"] * 6 + ["Agree,Spanish,El panel.,Yes"] * speakers
    run = taken_in(table("next_steps,language,best_part,May we share it?", *lines))

    apply(run, by=dana.user.email, now=NOW)

    told = Quote.objects.values_list("text", "language").distinct()
    assert set(told) == {("The panel.", "en"), ("El panel.", kept)}


def test_sentences_come_to_the_desk_without_a_name_and_apart_from_the_answers(taken_in, dana):
    lines = [
        "Agree,The panel.,Yes",
        "Agree,Secret.,No",
        *[f"Agree,Said {n}.,Yes" for n in range(4)],
    ]
    run = taken_in(table("next_steps,best_part,May we share it?", *lines))

    apply(run, by=dana.user.email, now=NOW)

    quotes = Quote.objects.all()
    assert {quote.text for quote in quotes} == {"The panel.", *(f"Said {n}." for n in range(4))}
    assert {(q.permission, q.decision, q.item.code) for q in quotes} == {
        ("unnamed", "later", "best_part")
    }
    assert sorted(q.position for q in quotes) == [1, 2, 3, 4, 5]


def test_undo_takes_all_of_it_back_and_leaves_what_was_there(taken_in, dana, larkhaven):
    rows.answers(larkhaven, yes=2)
    kept = rows.quote(larkhaven)
    before = counts()
    lines = [f"Agree,Said {n}.,Yes" for n in range(5)]
    run = taken_in(table("next_steps,best_part,May we share it?", *lines))
    apply(run, by=dana.user.email, now=NOW)
    assert counts() == [7, 7, 6]

    undone = undo(run, by=dana.user.email, now=NOW)

    assert (undone.responses, undone.quotes, undone.kept) == (5, 5, 0)
    assert counts() == before
    assert Quote.objects.get() == kept
    assert undo(run, by=dana.user.email, now=NOW).responses == 0


def test_a_sentence_that_somebody_has_decided_about_stays(taken_in, dana):
    lines = [f"Agree,Said {n}.,Yes" for n in range(5)]
    run = taken_in(table("next_steps,best_part,May we share it?", *lines))
    apply(run, by=dana.user.email, now=NOW)
    Quote.objects.filter(text="Said 2.").update(decision="show")

    undone = undo(run, by=dana.user.email, now=NOW)

    assert (undone.quotes, undone.kept) == (4, 1)
    assert [quote.text for quote in Quote.objects.all()] == ["Said 2."]


def test_what_was_taken_back_can_come_in_anew(taken_in, dana):
    run = taken_in(TEN)
    apply(run, by=dana.user.email, now=NOW)
    undo(run, by=dana.user.email, now=NOW)

    again = taken_in(TEN)
    apply(again, by=dana.user.email, now=NOW)

    assert again != run
    assert counts() == [10, 10, 0]
    with pytest.raises(NotWaiting):
        apply(run, by=dana.user.email, now=NOW)


def test_an_import_that_nobody_wants_is_given_up(
    taken_in, dana, django_capture_on_commit_callbacks
):
    run = taken_in(TEN)
    folder = settings.HOME / "imports" / f"answers-{run.key}"

    with django_capture_on_commit_callbacks(execute=True):
        give_up(run, by=dana.user.email, now=NOW)

    assert not AnswerImport.objects.exists()
    assert not folder.exists()


def test_the_answers_are_counted_like_any(taken_in, dana, larkhaven):
    run = taken_in(TEN)
    apply(run, by=dana.user.email, now=NOW)

    measure = Measure.objects.get(program=larkhaven.program, key="next_steps")
    [measured] = count_answers(Room(larkhaven), [measure])

    assert (measured.figure.k, measured.figure.n, measured.figure.N) == (6, 10, 9)
    assert measured.origin == "imported"
