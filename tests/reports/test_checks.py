"""What holds a report back: typed counts, names, small groups, days, guidance, letters, leave."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muster.directory.models import Person
from muster.evidence.finding import Level
from muster.programs.models import Goal, Guidance, GuidanceLine, Term
from muster.reports.checks import check_build
from muster.reports.figures import figures_of
from muster.reports.models import Override, Passage
from tests import rows


def found(build, *, today=rows.TODAY):
    """The red flags that are open, each as what it is and where."""
    return [(flag.check, flag.place) for flag in check_build(build, today=today).open]


def write(build, text, kind="summary", position=1, **more):
    return Passage.objects.create(build=build, kind=kind, position=position, text=text, **more)


def test_a_report_with_nothing_wrong_has_no_flag(full):
    write(full, "{figure:next_steps|k of n} know what to do next.")

    checked = check_build(full, today=rows.TODAY)

    # The sentence, the outcome, the quote and its heading, the name of the build and its city.
    assert (checked.open, checked.to_look_at, checked.texts) == ((), (), 6)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("mission", {}),
        ("summary", {}),
        ("history", {}),
        ("quotes", {}),
        ("method", {"heading": "How"}),
    ],
)
def test_a_typed_count_blocks_wherever_we_write(larkhaven, kind, more):
    passage = write(larkhaven, "Everybody was glad.", kind, **more)
    assert found(larkhaven) == []

    passage.text = "All 67 people were glad."
    passage.save()

    assert found(larkhaven) == [("typed_number", f"{kind}:1")]


def test_a_typed_count_blocks_in_the_sentence_of_a_goal_and_in_a_heading(larkhaven):
    goal = Goal.objects.get(code="S2")
    write(larkhaven, "75% know.", "goal", goal=goal)
    write(larkhaven, "As it is.", "method", heading="How 50 answered")

    assert found(larkhaven) == [
        ("typed_number", "goal:S2:1"),
        ("typed_number", "method:1:heading"),
    ]


def test_no_reason_closes_a_typed_count(larkhaven):
    write(larkhaven, "All 67 people were glad.")
    (flag,) = check_build(larkhaven, today=rows.TODAY).open
    assert flag.overridable is False

    Override.objects.create(
        build=larkhaven, fingerprint=flag.fingerprint, check_name=flag.check, place=flag.place,
        words=flag.words, reason="We counted.", by="Dana", on=rows.TODAY,
    )  # fmt: skip

    assert found(larkhaven) == [("typed_number", "summary:1")]


@pytest.mark.parametrize(
    "text",
    [
        "On March 12, 2026 we met at 9:30 a.m. at Exit 12 Truck Plaza.",
        "Builds in 2017 and 2020.",
        "Call 911. S4 and L6 are goals, I-10 is a road.",
    ],
)
def test_dates_times_codes_and_known_names_are_no_counts(larkhaven, text):
    plaza = rows.organization(larkhaven.program, "Exit 12 Truck Plaza")
    larkhaven.partners.create(organization=plaza, part="host", position=1)
    write(larkhaven, text)

    assert found(larkhaven) == []


def test_a_count_that_an_outcome_of_the_goal_tells_walks_back_to_it(larkhaven):
    rows.outcome(larkhaven, goal="S4", text="will introduce 25 shippers.")
    s4, s2 = (Goal.objects.get(code=code) for code in ("S4", "S2"))
    write(larkhaven, "It will introduce 25 shippers.", "goal", goal=s4)
    assert found(larkhaven) == []

    write(larkhaven, "It will introduce 25 shippers.", "goal", goal=s2)
    write(larkhaven, "It will introduce 25 mayors.", "goal", 2, goal=s4)

    assert found(larkhaven) == [("typed_number", "goal:S2:1"), ("typed_number", "goal:S4:2")]


@pytest.mark.parametrize(
    ("token", "check"),
    [("{figure:next_stops}", "unknown_figure"), ("{figure:next_steps|most}", "malformed_token")],
)
def test_a_token_that_cannot_be_filled_blocks(full, token, check):
    write(full, f"So {token} do.")

    assert found(full) == [(check, "summary:1")]


def test_words_that_were_published_word_for_word_keep_their_numbers_in_history_alone(larkhaven):
    passage = write(larkhaven, "All 67 people were glad.", verbatim=True)
    assert found(larkhaven) == [("typed_number", "summary:1")]

    larkhaven.from_history = True
    larkhaven.save()

    assert found(larkhaven) == []
    assert passage.verbatim


def test_a_name_blocks_until_there_is_leave(larkhaven):
    freight = rows.organization(larkhaven.program, "Pinewick Freight")
    outcome = rows.outcome(larkhaven, organization=freight, may_name="not_recorded")
    write(larkhaven, "Pinewick Freight was there.")
    assert found(larkhaven) == [
        ("organization_name", f"outcome:{outcome.key}"),
        ("organization_name", "summary:1"),
    ]

    outcome.may_name = "yes"
    outcome.save()

    assert found(larkhaven) == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("verified_by", "Ada Thorn of the county"),
        ("contribution", "Ada Thorn trained them."),
        ("significance", "Ada Thorn says so."),
        ("source", "A call with Ada Thorn"),
        ("reported_words", "when Ada Thorn called"),
    ],
)
def test_everything_that_is_printed_of_an_outcome_is_looked_through(larkhaven, field, words):
    ada = Person.objects.create(program=larkhaven.program, key="ada", name="Ada Thorn")
    rows.people(larkhaven, 1, person=ada)
    outcome = rows.outcome(larkhaven)
    assert found(larkhaven) == []

    setattr(outcome, field, words)
    outcome.verified_on = rows.TODAY if field == "verified_by" else None
    outcome.save()

    assert found(larkhaven) == [("person_name", f"outcome:{outcome.key}:{field}")]


def test_leave_to_print_a_name_is_leave_for_that_name(larkhaven):
    ada = Person.objects.create(program=larkhaven.program, key="ada", name="Ada Thorn")
    rows.people(larkhaven, 1, person=ada)
    rows.quote(larkhaven, text="I am Ada Thorn.", permission="named", name="Ada Thorn",
               role_words="Dispatcher", decision="show")  # fmt: skip
    assert found(larkhaven) == []

    rows.quote(larkhaven, key="q-role", permission="role_only", decision="show",
               role_words="Dispatcher, 228-555-0142")  # fmt: skip

    assert found(larkhaven) == [("phone", "quote:q-role:prints_as")]


def test_a_reason_that_is_printed_must_not_say_what_it_is_about(larkhaven):
    freight = rows.organization(larkhaven.program, "Pinewick Freight")
    other = rows.organization(larkhaven.program, "Halyard Plaza")
    rows.people(larkhaven, 1, organization=other)
    rows.outcome(larkhaven, organization=freight, may_name="not_recorded")
    (flag,) = check_build(larkhaven, today=rows.TODAY).open
    row = Override.objects.create(
        build=larkhaven, fingerprint=flag.fingerprint, check_name=flag.check, place=flag.place,
        words=flag.words, reason="Pinewick Freight said so itself.", by="Dana", on=rows.TODAY,
    )  # fmt: skip
    assert found(larkhaven) == []

    row.reason = "Halyard Plaza told us."
    row.save()

    assert found(larkhaven) == [("organization_name", f"override:{flag.fingerprint}")]


def test_the_arrow_between_there_and_here_is_not_printed_and_no_strange_letter(larkhaven):
    passage = write(larkhaven, "Goal 4 → S4", "source", heading="Numbering")
    assert found(larkhaven) == []

    passage.text = "Goal 4 → S4 ☃"
    passage.save()

    assert found(larkhaven) == [("unusual_letters", "source:1:here")]


@pytest.mark.parametrize("text", ["Thank you 🚚", "شكرا لكم"])
def test_letters_that_the_typeface_lacks_are_flagged_and_may_stand(larkhaven, text):
    quote = rows.quote(larkhaven, decision="show", text="Thank you.")
    assert found(larkhaven) == []

    quote.text = text
    quote.save()

    (flag,) = check_build(larkhaven, today=rows.TODAY).open
    assert (flag.check, flag.place, flag.overridable) == (
        "unusual_letters",
        f"quote:{quote.key}",
        True,
    )


def test_only_quotes_that_would_be_printed_are_looked_through(larkhaven):
    rows.quote(larkhaven, decision="show", permission="not_recorded", key="shown")
    rows.quote(larkhaven, decision="later", permission="not_recorded", key="later")
    rows.quote(larkhaven, decision="hide", permission="not_recorded", key="hidden")

    assert found(larkhaven) == [("permission_not_recorded", "quote:shown")]


def test_a_group_under_the_threshold_is_flagged(larkhaven):
    write(larkhaven, "We thank all casinos.")
    assert found(larkhaven) == []

    rows.outcome(larkhaven, key="casinos", lead="Three casinos", text="want to train.")

    assert found(larkhaven) == [("small_group", "outcome:casinos")]


def test_more_answers_than_people_are_flagged(larkhaven):
    rows.people(larkhaven, 50)
    rows.answers(larkhaven, yes=50)
    assert found(larkhaven) == []

    rows.answers(larkhaven, yes=1)

    assert found(larkhaven) == [
        ("more_answers_than_people", "figure:next_steps"),
        ("more_answers_than_people", "figure:response_rate"),
    ]


@pytest.mark.parametrize(
    ("day", "status", "flags"),
    [
        (date(2026, 3, 12), "closed", []),
        (date(2002, 3, 12), "closed", [("unlikely_day", "build")]),
        (date(2026, 9, 1), "planned", []),
        (date(2026, 9, 1), "closed", [("unlikely_day", "build")]),
        (None, "planned", []),
    ],
)
def test_a_day_that_can_hardly_be_right_is_flagged(larkhaven, day, status, flags):
    larkhaven.day, larkhaven.status = day, status
    larkhaven.save()

    assert found(larkhaven) == flags


def test_days_before_the_build_and_days_to_come_are_flagged(larkhaven):
    rows.people(larkhaven, 1)
    rows.people(larkhaven, 1, checked_in_on=date(2002, 3, 12))
    rows.outcome(larkhaven, key="late", observed_on=date(2026, 6, 1))

    assert found(larkhaven) == [("unlikely_day", "check-ins"), ("unlikely_day", "outcome:late")]


def guide(build, checked_on, state="MS", **more):
    guidance = Guidance.objects.create(
        program=build.program, state=state, checked_on=checked_on, checked_by="Dana",
        source="The state’s page", **more,
    )  # fmt: skip
    GuidanceLine.objects.create(
        guidance=guidance, position=1, who="Police", number="911",
        when="Somebody is in danger", when_es="Alguien está en peligro",
    )  # fmt: skip
    return guidance


def test_guidance_that_a_report_prints_is_never_older_than_a_year(larkhaven):
    guide(larkhaven, date(2025, 6, 1), spanish_checked_on=rows.TODAY, spanish_checked_by="Ines")
    assert found(larkhaven, today=date(2027, 1, 1)) == []  # nothing is printed of it

    larkhaven.prints_guidance = True
    larkhaven.save()

    assert found(larkhaven, today=date(2026, 5, 31)) == []
    assert found(larkhaven, today=date(2026, 6, 1)) == [("guidance_stale", "guidance")]


def test_a_report_that_tells_whom_to_call_needs_guidance(larkhaven):
    larkhaven.prints_guidance = True
    larkhaven.save()

    assert found(larkhaven) == [("guidance_missing", "guidance")]


def test_spanish_words_that_no_person_checked_are_amber(larkhaven):
    guide(larkhaven, rows.TODAY)
    larkhaven.prints_guidance = True
    larkhaven.save()

    checked = check_build(larkhaven, today=rows.TODAY)

    assert (checked.open, [flag.check for flag in checked.to_look_at]) == (
        (),
        ["spanish_unchecked"],
    )


def test_the_number_that_the_guidance_names_is_public(larkhaven):
    write(larkhaven, "Call 228-555-0142.")
    assert found(larkhaven) == [("phone", "summary:1")]

    line = guide(larkhaven, rows.TODAY).lines.get()
    line.number = "228-555-0142"
    line.save()

    assert found(larkhaven) == []


def test_words_that_the_program_does_not_use_block_in_our_text_and_not_in_a_quote(larkhaven):
    Term.objects.create(
        program=larkhaven.program, pattern="rescued", level="block", prefer="found help",
        why="It tells it as the deed of somebody else.", position=1,
    )  # fmt: skip
    rows.quote(larkhaven, decision="show", text="I rescued a cat.")
    write(larkhaven, "More people found help.")
    assert found(larkhaven) == []

    write(larkhaven, "More people were rescued.", position=2)

    assert found(larkhaven) == [("language", "summary:2")]


def test_the_goals_own_words_are_spared(larkhaven):
    Goal.objects.filter(code="L1").update(text="To rescue nobody without them")
    Term.objects.create(program=larkhaven.program, pattern="rescue", level="block", position=1,
                        prefer="help", why="So.")  # fmt: skip
    write(larkhaven, "Our goal is to rescue nobody without them.")
    assert found(larkhaven) == []

    write(larkhaven, "We rescue.", position=2)

    assert found(larkhaven) == [("language", "summary:2")]


def test_findings_come_the_stricter_first(larkhaven):
    Term.objects.create(program=larkhaven.program, pattern="sad", level="warn", position=1,
                        prefer="hard", why="So.")  # fmt: skip
    write(larkhaven, "It was sad for all 67.")

    checked = check_build(larkhaven, today=rows.TODAY)

    assert [flag.level for flag in checked.findings] == [Level.BLOCK, Level.WARN]


def test_checks_ask_the_same_number_of_questions_of_little_and_of_much(larkhaven):
    rows.people(larkhaven, 60)
    rows.answers(larkhaven, yes=20)
    asked = []
    for number in range(1, 11):
        rows.answers(larkhaven, yes=2)
        mill = rows.organization(larkhaven.program, f"Mill {number}")
        rows.outcome(larkhaven, organization=mill)
        rows.quote(larkhaven, decision="show")
        write(larkhaven, "So it was.", position=number)
        if number in (1, 3, 10):
            with CaptureQueriesContext(connection) as questions:
                check_build(larkhaven, today=rows.TODAY)
            asked.append(len(questions))

    assert asked == [asked[0]] * 3
    assert asked[0] < 30


def test_whoever_has_counted_already_hands_the_figures_in(full, django_assert_max_num_queries):
    figures = figures_of(full)
    expected = check_build(full, today=rows.TODAY)
    with CaptureQueriesContext(connection) as questions:
        figures_of(full)

    with CaptureQueriesContext(connection) as alone:
        check_build(full, today=rows.TODAY)
    with django_assert_max_num_queries(len(alone) - len(questions)):
        checked = check_build(full, today=rows.TODAY, figures=figures)

    assert checked == expected
