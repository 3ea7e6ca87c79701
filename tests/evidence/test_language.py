"""Words that the program does not use: found in ours, asked about in others', never in names."""

import tomllib
from pathlib import Path

import pytest

from muster.evidence.finding import Level
from muster.evidence.language import BadPattern, Term, check_words, compile_pattern
from muster.evidence.spans import Phrases

CHILD = Term(
    "child prostitut*|teenage prostitut*", Level.BLOCK, "victim", "A child cannot consent.", "AP"
)
PROSTITUTE = Term("prostitute|prostitutes", Level.WARN, "potential victim", "Goal S7.")
VICTIM = Term("victim|victims", Level.NOTE)
TERMS = [CHILD, PROSTITUTE, VICTIM]


def told(text, terms=TERMS, **where):
    """What is found, as level and words."""
    findings = check_words(text, terms, place="summary", **where)
    return [(finding.level.value, finding.words) for finding in findings]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("pimp|pimps", "A Pimp, two PIMPS, a pimpernel, shrimp", ["Pimp", "PIMPS"]),
        (
            "smuggl*",
            "smuggling, Smuggler’s, smuggl, unsmuggled",
            ["smuggling", "Smuggler", "smuggl"],
        ),
        ("set free", "set\n  free; set freely; reset free", ["set\n  free"]),
        ("modern-day slavery", "modern‑day slavery, modern day slavery", ["modern‑day slavery"]),
        ("300,000 children", "the 300,000 children; 1300,000 children", ["300,000 children"]),
        ("a john|johns", "a john, John, johns", ["a john", "johns"]),
        ("victim|victims", "victims", ["victims"]),
        ("c++", "c++ c", ["c++"]),
    ],
)
def test_a_pattern_is_plain_words_with_endings_and_alternatives(pattern, text, words):
    assert [match.group() for match in compile_pattern(pattern).finditer(text)] == words


@pytest.mark.parametrize("pattern", ["", "a||b", "a|", "*", "a *", "pro*tute", "a**"])
def test_a_pattern_that_says_nothing_is_refused_with_its_words(pattern):
    with pytest.raises(BadPattern) as refusal:
        compile_pattern(pattern)
    assert f"'{pattern}'" in str(refusal.value)


def test_every_pattern_of_the_program_pack_can_be_read():
    pack = Path(__file__).parents[2] / "program_packs" / "tat" / "terms.toml"
    patterns = [row["pattern"] for row in tomllib.loads(pack.read_text("utf-8"))["terms"]]

    for pattern in patterns:
        first = pattern.split("|")[0].replace("*", "")
        assert compile_pattern(pattern).fullmatch(first), pattern


def test_our_own_text_gets_the_level_of_the_term():
    assert told("A teenage prostitute, then prostitutes and a victim.") == [
        ("block", "teenage prostitute"),
        ("warn", "prostitutes"),
        ("note", "victim"),
    ]


def test_what_others_said_never_blocks():
    assert told("A child prostitute and a prostitute.", own_text=False) == [
        ("warn", "child prostitute"),
        ("warn", "prostitute"),
    ]


@pytest.mark.parametrize(
    "quoted", ["“{}”", '"{}"', "‘{}’", "«{}»", "“it’s {} drivers’ word”"], ids=str
)
def test_inside_quotation_marks_each_level_falls_by_one(quoted):
    assert told("From " + quoted.format("prostitute") + " on.") == [("note", "prostitute")]
    assert told("From " + quoted.format("child prostitute") + " on.") == [
        ("warn", "child prostitute")
    ]


@pytest.mark.parametrize(
    "open_mark",
    ["An unclosed “quote here.\n\nA prostitute”", "drivers’ talk of a prostitute, drivers’"],
)
def test_an_apostrophe_or_an_unclosed_mark_quotes_nothing(open_mark):
    assert told(open_mark) == [("warn", "prostitute")]


@pytest.mark.parametrize(
    "law",
    [
        "the Victims of Trafficking Act of 2000",
        "the Justice for Victims of Trafficking Act",
        "§ 97-29-49 (prostitute)",
        "“solicits a prostitute” (18 U.S.C. 1591)",
        "R.S. 40:1464, “victim”",
        "Miss. Code Ann. § 97-3-54.1 (victims)",
    ],
)
def test_the_words_of_a_law_are_not_ours_to_choose(law):
    assert told(f"It is forbidden by {law}.") == []
    assert told(f"It is forbidden by {law}; a prostitute said so.") == [("warn", "prostitute")]


def test_names_and_the_program_s_own_goals_are_taken_as_they_are():
    goal = 'Promote a change in verbiage from "prostitute" to victim.'
    text = "The Victims Fund came. Promote a change  in verbiage from “prostitute” to victim."

    assert told(text) == [("note", "Victims"), ("note", "prostitute"), ("note", "victim")]
    spared = Phrases([goal, "victims fund"])
    assert told(text.replace("“", '"').replace("”", '"'), known_phrases=spared) == []


def test_a_word_within_a_stricter_and_longer_finding_is_told_once():
    assert told("child prostitute") == [("block", "child prostitute")]


def test_a_word_within_a_milder_finding_is_told_too():
    mild = Term("recovered prostitute", Level.NOTE)

    assert told("a recovered prostitute", [mild, PROSTITUTE]) == [
        ("note", "recovered prostitute"),
        ("warn", "prostitute"),
    ]


@pytest.mark.parametrize("before", ["🚚🚛 ", "كلمة عربية ", "e\u0301 "])
def test_positions_are_those_of_the_text_whatever_stands_before(before):
    text = before + "victim"

    [finding] = check_words(text, TERMS, place="quote:q07")

    assert text[finding.start : finding.end] == finding.words == "victim"
    assert finding.place == "quote:q07"


def test_a_finding_says_why_who_says_so_and_what_to_say_instead():
    [ours] = check_words("a child prostitute", TERMS, place="summary")
    [theirs] = check_words("a child prostitute", TERMS, place="quote:q07", own_text=False)

    assert ours.reason == "A child cannot consent. Source: AP."
    assert ours.suggestion == "Say instead: victim."
    assert (ours.check, ours.overridable) == ("language", True)
    assert theirs.reason == (
        "A child cannot consent. Source: AP."
        " These are somebody’s own words: they are not rewritten."
    )
