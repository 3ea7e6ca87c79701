"""Whose names are found in a report, and whose leave covers which text."""

from datetime import date

import pytest

from muster.builds.models import Session, Speaker
from muster.directory.models import Organization, Person, Post, Site
from muster.reports.checks import check_build, check_quotes
from muster.reports.models import Passage
from tests import rows


def found(build, *, today=rows.TODAY):
    return [(flag.check, flag.place) for flag in check_build(build, today=today).open]


def write(build, text, position=1):
    return Passage.objects.create(build=build, kind="summary", position=position, text=text)


def person(build, name):
    key = name.lower().replace(" ", "-")
    return Person.objects.create(program=build.program, key=key, name=name)


# ---- everybody whom the program knows -----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Then Ada Thorn spoke.",
        "We thank “Ada Thorn”.",
        "It is Ada Thorn’s idea",
        "ADA THORN SPOKE",
        "Ada M. Thorn spoke.",
        "Present: Thorn, Ada.",
        "Drivers—Ada Thorn among them—came.",
    ],
)
def test_somebody_who_had_nothing_to_do_with_the_build_is_found(larkhaven, text):
    write(larkhaven, text)
    assert found(larkhaven) == []

    person(larkhaven, "Ada Thorn")

    assert found(larkhaven) == [("person_name", "summary:1")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Pinewick Freight & Storage", "Pinewick Freight & Storage came."),
        ("Acme Bottling Co.", "We met Acme Bottling Co. in the spring."),
        ("Tarrow County Sheriff’s Office", "the Tarrow County Sheriff's Office came"),
        ("Tarrow County tag office", "So did the Tarrow County tag office."),
        ("3M", "So did 3M."),
        ("Nike", "Nike came."),
    ],
)
def test_an_organization_that_had_nothing_to_do_with_the_build_is_found(larkhaven, name, text):
    write(larkhaven, text)
    before = found(larkhaven)

    rows.organization(larkhaven.program, name)

    assert ("organization_name", "summary:1") not in before
    assert ("organization_name", "summary:1") in found(larkhaven)


def test_a_name_of_another_program_is_none_of_ours(larkhaven):
    write(larkhaven, "Pinewick Freight came.")
    rows.organization(rows.program("other"), "Pinewick Freight")
    assert found(larkhaven) == []

    rows.organization(larkhaven.program, "Pinewick Freight")

    assert found(larkhaven) == [("organization_name", "summary:1")]


def test_a_word_of_the_language_that_begins_a_sentence_names_nobody_far_away(larkhaven):
    write(larkhaven, "Staples came. Nobody bought any staples.")
    far = rows.organization(larkhaven.program, "Staples")
    assert found(larkhaven) == []

    rows.people(larkhaven, 1, organization=far)

    assert found(larkhaven) == [("organization_name", "summary:1")]


def test_who_has_a_post_where_an_outcome_happened_is_found_however_loosely_written(larkhaven):
    freight = rows.organization(larkhaven.program, "Pinewick Freight")
    rows.outcome(larkhaven, organization=freight)
    write(larkhaven, "So said ada thorn.")
    ada = person(larkhaven, "Ada Thorn")
    assert found(larkhaven) == []

    Post.objects.create(program=larkhaven.program, person=ada, organization=freight)

    assert found(larkhaven) == [("person_name", "summary:1")]


@pytest.mark.parametrize("many", [1, 40])
def test_a_larger_directory_asks_no_more_questions(larkhaven, django_assert_num_queries, many):
    for number in range(many):
        rows.organization(larkhaven.program, f"Mill {number}")
        person(larkhaven, f"Ada{number} Thorn")
    write(larkhaven, "Mill 0 and Ada0 Thorn came.")

    with django_assert_num_queries(22):
        flags = found(larkhaven)

    assert {check for check, _place in flags} == {"organization_name", "person_name"}


# ---- leave --------------------------------------------------------------------------------------


def test_leave_given_at_one_quote_is_for_that_quote(larkhaven):
    rows.people(larkhaven, 1, person=person(larkhaven, "Ada Thorn"))
    rows.quote(larkhaven, key="hers", decision="show", text="I, Ada Thorn, know whom to call.",
               permission="named", name="Ada Thorn", role_words="Dispatcher")  # fmt: skip
    assert found(larkhaven) == []

    write(larkhaven, "Ada Thorn was glad.")
    rows.quote(larkhaven, key="theirs", decision="show", text="Ada Thorn was glad.")

    assert found(larkhaven) == [("person_name", "quote:theirs"), ("person_name", "summary:1")]


def test_who_has_leave_at_a_quote_is_known_without_being_in_the_directory(larkhaven):
    write(larkhaven, "Ada Thorn was glad.")
    assert found(larkhaven) == []

    rows.quote(larkhaven, key="hers", decision="show", permission="named", name="Ada Thorn")

    assert found(larkhaven) == [("person_name", "summary:1")]


@pytest.fixture
def speaker(larkhaven):
    """Somebody who speaks, and may be named until the last day of 2026."""
    rows.people(larkhaven, 1, person=person(larkhaven, "Ada Thorn"))
    session = Session.objects.create(build=larkhaven, position=1, title="Welcome")
    write(larkhaven, "Ada Thorn spoke.")
    return Speaker.objects.create(
        session=session, position=1, kind="host", name_chosen="Ada Thorn", may_print=True,
        consent_on=date(2026, 2, 1), consent_until=date(2026, 12, 31),
    )  # fmt: skip


def test_a_speaker_may_be_named_until_her_leave_runs_out(larkhaven, speaker):
    assert found(larkhaven, today=date(2026, 12, 31)) == []

    assert found(larkhaven, today=date(2027, 1, 1)) == [("person_name", "summary:1")]


def test_at_the_quotes_desk_the_leave_of_a_speaker_runs_out_too(larkhaven, speaker):
    quotes = [rows.quote(larkhaven, text="Ada Thorn spoke well.")]
    assert check_quotes(larkhaven, quotes, today=date(2026, 12, 31)).open == ()

    (flag,) = check_quotes(larkhaven, quotes, today=date(2027, 1, 1)).open

    assert (flag.check, flag.words) == ("person_name", "Ada Thorn")


def test_a_speaker_who_took_it_back_may_not_be_named(larkhaven, speaker):
    assert found(larkhaven) == []

    speaker.withdrawn_on = rows.TODAY
    speaker.save()

    assert found(larkhaven) == [("person_name", "summary:1")]


def test_who_said_no_at_one_outcome_is_not_named_because_of_another(larkhaven):
    freight = rows.organization(larkhaven.program, "Pinewick Freight")
    rows.outcome(larkhaven, organization=freight)
    write(larkhaven, "Pinewick Freight trains.")
    assert found(larkhaven) == []

    rows.outcome(larkhaven, organization=freight, may_name="no", unnamed="A carrier")

    assert found(larkhaven) == [("organization_name", "summary:1")]


# ---- names and numbers --------------------------------------------------------------------------


def test_a_number_in_the_name_of_a_site_is_no_count(larkhaven):
    plaza = rows.organization(larkhaven.program, "Halyard Plaza")
    larkhaven.partners.create(organization=plaza, part="host", position=1)
    write(larkhaven, "It hangs at Halyard Plaza, Exit 12 now.")
    assert found(larkhaven) == [("typed_number", "summary:1")]

    Site.objects.create(program=larkhaven.program, organization=plaza, key="exit-12",
                        name="Halyard Plaza, Exit 12")  # fmt: skip

    assert found(larkhaven) == []


def test_a_name_that_is_nothing_but_a_number_frees_no_count(larkhaven):
    write(larkhaven, "All 44 came.")
    assert found(larkhaven) == [("typed_number", "summary:1")]

    Organization.objects.create(program=larkhaven.program, key="44", name="44")

    assert ("typed_number", "summary:1") in found(larkhaven)


def test_spanish_number_words_count_where_the_program_writes_spanish(larkhaven):
    write(larkhaven, "Vinieron veinte choferes.")
    assert found(larkhaven) == []

    larkhaven.program.language = "es"
    larkhaven.program.save()

    assert found(larkhaven) == [("typed_number", "summary:1")]


def test_an_outcome_frees_its_count_with_its_noun_and_never_the_bare_number(larkhaven):
    rows.outcome(larkhaven, goal="S4", text="will introduce its shippers, all 44.")
    rows.outcome(larkhaven, goal="S4", text="will introduce 25 shippers.")
    goal = larkhaven.program.goals.get(code="S4")
    passage = Passage.objects.create(
        build=larkhaven, kind="goal", goal=goal, position=1, text="They introduce 25 shippers."
    )
    assert found(larkhaven) == []

    for text in ("They introduce 44.", "44% are introduced.", "25 came."):
        passage.text = text
        passage.save()
        assert found(larkhaven) == [("typed_number", "goal:S4:1")]
