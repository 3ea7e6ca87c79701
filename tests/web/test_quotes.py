"""The quotes desk: leave and flags beside each sentence, one form for all decisions."""

import re

import pytest

from muster.accounts import rights
from muster.accounts.rights import Right
from muster.core.models import AuditEvent
from muster.programs.models import Term
from muster.reports.models import Override
from muster.surveys.models import Quote
from muster.web import clearing
from tests import rows
from tests.people import join

HERE = "/builds/larkhaven/quotes/"
TELLING = "As the night shift manager of Halyard Plaza I know whom to call."


def sentences(answer):
    return [entry.quote.key for entry in answer.context["entries"]]


def decisions():
    return dict(Quote.objects.values_list("key", "decision"))


def sent(**choices):
    form = {"quote": list(choices)}
    for key, choice in choices.items():
        choice, _comma, why = choice.partition(",")
        form |= {f"decision-{key}": choice, f"why-{key}": why}
    return form


def told(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.fixture
def telling(larkhaven):
    """A sentence that points at one person."""
    return rows.quote(larkhaven, text=TELLING, permission="role_only", role_words="Manager")


def test_quotes_lie_on_piles_by_what_was_decided(desk, larkhaven):
    for decision in ("later", "show", "hide"):
        rows.quote(larkhaven, decision=decision)
    rows.quote(larkhaven, text="", decision="hide", withdrawn_on=rows.DAY)

    piles = {
        pile: sentences(desk.get(f"{HERE}?pile={pile}")) for pile in ("waiting", "shown", "hidden")
    }

    assert piles == {"waiting": ["q01"], "shown": ["q02"], "hidden": ["q03"]}
    withdrawn = desk.get(f"{HERE}?pile=withdrawn").context["withdrawn"]
    assert [quote.key for quote in withdrawn] == ["q04"]


def test_what_waits_is_open_and_where_nothing_does_what_is_shown(desk, larkhaven):
    quote = rows.quote(larkhaven)
    rows.quote(larkhaven, decision="show")
    assert sentences(desk.get(HERE)) == ["q01"]
    quote.decision = "hide"
    quote.save()

    assert sentences(desk.get(HERE)) == ["q02"]


def test_do_not_use_is_counted_and_never_shown(desk, larkhaven):
    rows.quote(larkhaven, text="May be used.")
    rows.quote(larkhaven, text="Must not be used.", permission="do_not_use")
    rows.quote(larkhaven, text="Nor this.", permission="do_not_use", decision="hide")

    pages = [
        desk.get(f"{HERE}?pile={pile}").content.decode()
        for pile in ("waiting", "shown", "hidden", "withdrawn")
    ]

    assert [("May be used." in page) for page in pages] == [True, False, False, False]
    assert [("Must not" in page, "Nor this" in page) for page in pages] == [(False, False)] * 4
    assert "2 came with “do not use”: those are not listed anywhere." in " ".join(pages[0].split())


def test_one_form_keeps_all_decisions(desk, larkhaven):
    for _sentence in range(3):
        rows.quote(larkhaven)

    answer = desk.post(
        HERE, sent(q01="show,In plain words", q02="hide", q03="later") | {"pile": "waiting"}
    )

    assert answer["Location"] == f"{HERE}?pile=waiting"
    assert decisions() == {"q01": "show", "q02": "hide", "q03": "later"}
    assert Quote.objects.get(key="q01").why == "In plain words"
    assert told(desk.get(HERE)) == ["2 decisions kept."]


def test_sending_it_again_changes_nothing(desk, larkhaven):
    rows.quote(larkhaven)
    for _time in range(2):
        answer = desk.post(HERE, sent(q01="show"), follow=True)

    assert told(answer) == ["Nothing had changed."]
    assert AuditEvent.objects.count() == 1


def test_what_points_at_one_person_is_marked_and_cannot_be_shown(desk, larkhaven, telling):
    rows.quote(larkhaven)

    html = desk.get(HERE).content.decode()
    answer = desk.post(HERE, sent(q01="show", q02="show"), follow=True)

    assert re.findall(r'<mark class="stop">([^<]*)', html) == [
        "night shift manager of Halyard Plaza"
    ]
    shows = re.findall(r'<input type="radio"[^>]*value="show"[^>]*>', html)
    assert [("disabled" in show) for show in shows] == [True, False]
    assert decisions() == {"q01": "later", "q02": "show"}
    assert told(answer) == [
        "1 decision kept.",
        f"Not kept: “{TELLING[:39]}…”: a check blocks it.",
    ]


def test_a_word_of_their_own_asks_for_a_look_and_may_stand(desk, larkhaven):
    Term.objects.create(
        program=larkhaven.program, pattern="girls", position=1, level="block", prefer="women",
        why="They are grown.",
    )  # fmt: skip
    rows.quote(larkhaven, text="It changed how I talk about the girls.")

    html = desk.get(HERE).content.decode()
    desk.post(HERE, sent(q01="show"))

    assert re.findall(r"<mark>([^<]*)", html) == ["girls"]
    assert '<div class="flagbox look">' in html
    assert decisions() == {"q01": "show"}


def test_a_role_that_reaches_one_person_blocks_its_sentence(desk, larkhaven):
    rows.quote(larkhaven, key="role", permission="role_only", role_words="Dispatcher")
    desk.post(HERE, sent(role="show"))
    assert decisions() == {"role": "show"}

    Quote.objects.update(decision="later", role_words="Dispatcher, 228-555-0142")
    answer = desk.post(HERE, sent(role="show"), follow=True)

    assert decisions() == {"role": "later"}
    assert told(answer)[-1].endswith("a check blocks it.")
    assert "A phone number" in answer.content.decode()


def test_an_override_lets_it_stand_with_name_and_reason(desk, larkhaven, telling):
    (flag,) = desk.get(HERE).context["entries"][0].flags
    there = f"{HERE}override/"

    form = {"fingerprint": flag.finding.fingerprint, "reason": " "}
    without = desk.post(there, form, follow=True)
    desk.post(there, form | {"reason": "She asked for it"})
    desk.post(HERE, sent(q01="show"))

    assert told(without) == ["Say why: the reason is kept with your name and the day."]
    override = Override.objects.get()
    assert (override.by, override.reason) == ("Dana Whitlow", "She asked for it")
    assert decisions() == {"q01": "show"}


def test_what_no_text_holds_is_refused_in_words(desk, larkhaven, telling):
    rows.quote(larkhaven)
    (flag,) = desk.get(HERE).context["entries"][0].flags

    decided = desk.post(HERE, sent(q01="hide,Not\0here", q02="show,In plain words"), follow=True)
    unknown = desk.post(HERE, {"quote": "q\0", "decision-q\0": "show"}, follow=True)
    there, form = f"{HERE}override/", {"fingerprint": flag.finding.fingerprint}
    override = desk.post(there, form | {"reason": "She\0asked"}, follow=True)

    assert told(decided) == [
        "1 decision kept.",
        "Not kept: the reason at q01: it holds a character that no text has.",
    ]
    assert told(unknown) == ["Not kept: this page shows no such sentence."]
    assert told(override) == ["Null characters are not allowed."]
    assert (decisions(), Override.objects.count()) == ({"q01": "later", "q02": "show"}, 0)


def test_a_reason_that_is_too_long_is_refused_and_the_others_are_kept(desk, larkhaven, telling):
    rows.quote(larkhaven)
    rows.quote(larkhaven)
    (flag,) = desk.get(HERE).context["entries"][0].flags

    decided = desk.post(HERE, sent(q02=f"show,{'w' * 301}", q03="show"), follow=True)
    there, form = f"{HERE}override/", {"fingerprint": flag.finding.fingerprint}
    override = desk.post(there, form | {"reason": "w" * 301}, follow=True)

    assert told(decided) == [
        "1 decision kept.",
        "Not kept: “Now I know whom to call, 2.”: The reason has 301 characters; at most 300 are"
        " kept. Shorten it.",
    ]
    assert told(override) == [
        "The reason has 301 characters; at most 300 are kept. Nothing was changed."
    ]
    assert decisions() == {"q01": "later", "q02": "later", "q03": "show"}


def test_only_who_may_override_is_offered_it(desk, larkhaven, dana, telling, monkeypatch):
    assert desk.get(HERE).content.decode().count("Override with reason") == 1
    monkeypatch.delitem(rights.RIGHTS["coordinator"], Right.OVERRIDE_CHECKS)

    assert desk.get(HERE).content.decode().count("Override with reason") == 0
    assert desk.post(f"{HERE}override/", {"reason": "x"}).status_code == 403


def test_a_flag_on_what_is_shown_already_does_not_change_the_decision(desk, larkhaven, telling):
    Quote.objects.update(decision="show")

    html = desk.get(f"{HERE}?pile=shown").content.decode()
    desk.post(HERE, sent(q01="show,Kept for its answer"))

    assert "Holds the report back:" in html
    assert Quote.objects.get().why == "Kept for its answer"
    assert decisions() == {"q01": "show"}


def test_its_writer_takes_a_sentence_back(desk, larkhaven):
    rows.quote(larkhaven, text="I take it back.", decision="show")

    desk.post(f"{HERE}q01/withdraw/", {"pile": "shown"})

    quote = Quote.objects.get()
    assert (quote.text, quote.decision, quote.withdrawn_on is None) == ("", "hide", False)
    html = desk.get(f"{HERE}?pile=withdrawn").content.decode()
    assert ("I take it back." in html, "its words are kept nowhere" in html) == (False, True)


def test_nothing_changes_by_looking(desk, larkhaven):
    rows.quote(larkhaven)

    desk.get(HERE, sent(q01="show"))

    for act in ("q01/withdraw/", "override/"):
        assert desk.get(f"{HERE}{act}")["Location"] == HERE
    assert decisions() == {"q01": "later"}


def test_quotes_of_others_are_not_there(client, desk, larkhaven):
    stranger = rows.build(rows.program("birch"), "port-amity")
    rows.quote(stranger)
    rows.quote(larkhaven)

    assert desk.get("/builds/port-amity/quotes/").status_code == 404
    assert desk.post("/builds/port-amity/quotes/", sent(q01="show")).status_code == 404
    assert desk.post("/builds/port-amity/quotes/q01/withdraw/").status_code == 404
    client.force_login(join(larkhaven.program, name="Lee", role="viewer").user)
    assert client.get(HERE).status_code == 403
    assert client.post(HERE, sent(q01="show")).status_code == 403
    assert set(Quote.objects.values_list("decision", flat=True)) == {"later"}


def test_a_decision_about_a_forbidden_sentence_is_not_taken(desk, larkhaven):
    rows.quote(larkhaven)
    rows.quote(larkhaven, permission="do_not_use")

    desk.post(HERE, sent(q01="show", q02="show"))

    assert decisions() == {"q01": "show", "q02": "later"}


def test_a_long_pile_goes_on(desk, larkhaven, monkeypatch):
    monkeypatch.setattr(clearing, "AT_ONCE", 2)
    for _sentence in range(3):
        rows.quote(larkhaven)
    first = desk.get(HERE)

    assert sentences(first) == ["q01", "q02"]
    assert sentences(desk.get(f"{HERE}{first.context['page'].next}")) == ["q03"]


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_number_of_questions(desk, larkhaven, many, django_assert_num_queries):
    for number in range(many):
        rows.quote(larkhaven, text=f"{TELLING} {number}")
        rows.quote(larkhaven)
        company = rows.organization(larkhaven.program, f"Company {number}")
        rows.outcome(larkhaven, organization=company)
        Term.objects.create(
            program=larkhaven.program, pattern=f"word{number}", position=1, level="warn"
        )

    with django_assert_num_queries(17):
        assert len(sentences(desk.get(HERE))) == 2 * many


def test_gulfports_quotes_are_all_praise_and_say_so(signed_in, gulfport):
    answer = signed_in.get("/builds/ms-gulfport-2020/quotes/")

    assert len(sentences(answer)) == 11
    assert answer.context["counts"].only_praise
    assert "All of it is praise" in answer.content.decode()
