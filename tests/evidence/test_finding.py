"""A finding is found again after an edit and a journey, and confused with no other."""

import pytest

from muster.evidence.finding import Level, fingerprint, found


def test_a_finding_points_at_its_words():
    finding = found(
        "🚚 Two tips came.",
        (2, 10),
        check="small_group",
        level=Level.BLOCK,
        place="outcome:biloxi",
        reason="A small group.",
    )

    assert (finding.words, finding.start, finding.end) == ("Two tips", 2, 10)
    assert finding.fingerprint == fingerprint("small_group", "outcome:biloxi", "Two tips")
    assert finding.overridable


@pytest.mark.parametrize(
    "words", ["two  TIPS’ “x”-y", 'Two tips\' "x"-y', "Two\ntips’ “x”‑y"], ids=repr
)
def test_spacing_case_and_kinds_of_marks_leave_the_fingerprint_alone(words):
    assert fingerprint("c", "p", words) == fingerprint("c", "p", 'two tips\' "x"-y')


@pytest.mark.parametrize(
    "other",
    [
        ("c", "p", "three tips"),
        ("c", "q", "two tips"),
        ("d", "p", "two tips"),
        ("cp", "", "two tips"),
    ],
    ids=str,
)
def test_another_check_place_or_word_has_another_fingerprint(other):
    assert fingerprint(*other) != fingerprint("c", "p", "two tips")


def test_fingerprints_do_not_change_between_versions_because_packets_carry_them():
    assert fingerprint("small_group", "goal:S5", "3 local casinos") == "73e1b6f9c103733a"
