"""What words and numbers stand for; what nobody knows is left to a member."""

import pytest

from muster.programs.models import Item, Option
from muster.surveys.imports.mapping import give_words
from muster.surveys.imports.words import meaning_of_leave, meanings, split_choices
from muster.surveys.models import AnswerWord
from tests.rows import TODAY
from tests.surveys.imports.conftest import table

FOUR = ["strongly_agree", "agree", "disagree", "strongly_disagree"]


def item_with(larkhaven, values, kind=Item.Kind.AGREE):
    asked = larkhaven.program.questionnaires.get()
    item = Item.objects.create(questionnaire=asked, code="scale", position=20, kind=kind, text="?")
    spanish = {"agree": "De acuerdo", "disagree": "En desacuerdo"}
    for place, value in enumerate(values, 1):
        Option.objects.create(
            item=item, value=value, label=value.replace("_", " ").capitalize(), position=place,
            label_es=spanish.get(value, ""), counts=place <= len(values) / 2,
        )  # fmt: skip
    return item


def values(item, *words):
    return [found.value for found in meanings(item, dict.fromkeys(words, 1), {}).values()]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("Strongly agree", "strongly_agree"),
        ("STRONGLY\xa0AGREE.", "strongly_agree"),
        ("5 - Strongly agree", "strongly_agree"),
        ("Agree (4)", "agree"),
        ("Totalmente de acuerdo", "strongly_agree"),
        ("De acuerdo", "agree"),
        ("Somewhat disagree", "disagree"),
        ("N/A", "-"),
        ("Prefiero no contestar", "-"),
        ("Neither agree nor disagree", ""),
        ("Maybe", ""),
    ],
)
def test_a_word_is_a_value_in_either_language_or_nobody_knows(larkhaven, word, value):
    assert values(item_with(larkhaven, FOUR), word) == [value]


def test_who_agrees_strongly_agrees_where_the_scale_has_no_stronger_word(larkhaven):
    item = item_with(larkhaven, ["agree", "disagree"])

    assert values(item, "Strongly agree", "Muy en desacuerdo") == ["agree", "disagree"]


@pytest.mark.parametrize(
    ("scale", "numbers", "found"),
    [
        (FOUR, "54321", ["strongly_agree", "agree", "", "disagree", "strongly_disagree"]),
        (FOUR, "4321", ["strongly_agree", "agree", "disagree", "strongly_disagree"]),
        (["agree", "disagree"], "54321", ["agree", "agree", "", "disagree", "disagree"]),
        (FOUR, "97", ["", ""]),
    ],
)
def test_the_highest_number_is_taken_for_the_most_agreement_and_to_be_looked_at(
    larkhaven, scale, numbers, found
):
    told = meanings(item_with(larkhaven, scale), dict.fromkeys(numbers, 1), {})

    assert [meaning.value for meaning in told.values()] == found
    assert {meaning.sure for meaning in told.values()} == {False}


def test_yes_and_no_are_read_in_words_and_numbers(larkhaven):
    item = item_with(larkhaven, ["yes", "no"], Item.Kind.YES_NO)

    assert values(item, "Yes", "Sí", "No", "1", "0") == ["yes", "yes", "no", "yes", "no"]


def test_limesurveys_codes_are_the_places_of_the_choices_and_to_be_looked_at(larkhaven):
    told = meanings(item_with(larkhaven, FOUR), {"A1": 3, "A4": 1}, {})

    assert [(m.value, m.sure) for m in told.values()] == [
        ("strongly_agree", False),
        ("strongly_disagree", False),
    ]


@pytest.mark.parametrize(
    ("word", "leave"),
    [
        ("Yes", "yes"),
        ("Sí, claro", "yes"),
        ("No", "no"),
        ("Yes, but not my name", "no"),
        ("Please don’t", "no"),
        ("Perhaps", "no"),
        ("I’d rather not", "no"),
    ],
)
def test_leave_is_given_and_never_supposed(word, leave):
    assert meaning_of_leave(word).value == leave


@pytest.mark.parametrize("cell", ["Card;Poster", "Card; Poster;", "Card, Poster", "Card\nPoster"])
def test_any_of_several_in_one_cell_are_several(larkhaven, cell):
    options = Item.objects.get(code="heard").options.all()

    assert split_choices(cell, options) == ["Card", "Poster"]


def test_a_comma_inside_a_choice_does_not_part_it(larkhaven):
    item = Item.objects.get(code="heard")
    Option.objects.create(item=item, value="tv", label="Radio, television", position=9)

    assert split_choices("Card, Radio, television", item.options.all()) == [
        "Radio, television",
        "Card",
    ]


def test_what_a_member_said_of_a_word_is_remembered(taken_in):
    run = taken_in(table("next_steps,x", "Kinda,1", "Agree,2"))
    word = AnswerWord.objects.get(word="Kinda")
    assert word.value == ""

    give_words(run, {word.pk: "agree"}, on=TODAY)

    again = taken_in(table("next_steps,y", "Kinda,1"))
    word = AnswerWord.objects.get(column__run=again, word="Kinda")
    assert (word.value, word.why) == ("agree", "as the last time")
