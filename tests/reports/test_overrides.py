"""Letting a red flag stand: with a name, a reason and a day; it blocks again when taken back."""

import pytest

from muster.core.models import AuditEvent
from muster.evidence.finding import fingerprint
from muster.reports.checks import check_build
from muster.reports.errors import (
    NotFound,
    NotOverridable,
    ReasonMissing,
    ReasonTooLong,
    StandsAlready,
)
from muster.reports.models import Override, Passage
from muster.reports.overrides import LONGEST_REASON, check_words, let_stand, take_back
from tests import rows
from tests.people import join


@pytest.fixture
def flagged(larkhaven):
    """The build with one red flag: a group of three."""
    Passage.objects.create(
        build=larkhaven, kind="summary", position=1, text="We met, and 3 local casinos came along."
    )
    Passage.objects.filter(build=larkhaven).update(verbatim=True)
    larkhaven.from_history = True
    larkhaven.save()
    return larkhaven


def red(build):
    return [flag.fingerprint for flag in check_build(build, today=rows.TODAY).open]


def test_a_flag_that_somebody_lets_stand_blocks_no_more(flagged, dana):
    (flag,) = check_build(flagged, today=rows.TODAY).open

    row = let_stand(flagged, flag.fingerprint, reason=" They said so. ", by=dana, now=rows.NOW)

    assert red(flagged) == []
    assert (row.check_name, row.place, row.words, row.what, row.reason, row.by, row.on) == (
        "small_group", "summary:1", "3 local casinos",
        "A group small enough to tell who is meant", "They said so.", "Dana Whitlow", rows.TODAY,
    )  # fmt: skip
    assert [stand.fingerprint for stand, _row in check_build(flagged, today=rows.TODAY).overridden]


def test_it_is_recorded_who_did_it_and_why(flagged, dana):
    (flag,) = red(flagged)

    row = let_stand(flagged, flag, reason="They said so.", by=dana, now=rows.NOW)
    take_back(row, by=dana, now=rows.NOW)

    assert list(AuditEvent.objects.values_list("actor", "verb", "subject", "reason")) == [
        ("dana.whitlow@example.org", "overrode", "build:larkhaven/summary:1",
         "small_group: They said so."),
        ("dana.whitlow@example.org", "took back", "build:larkhaven/summary:1", "They said so."),
    ]  # fmt: skip


def test_taken_back_it_blocks_again(flagged, dana):
    before = red(flagged)
    row = let_stand(flagged, before[0], reason="They said so.", by=dana, now=rows.NOW)

    take_back(row, by=dana, now=rows.NOW)

    assert red(flagged) == before


def test_said_twice_it_is_done_once(flagged, dana):
    (flag,) = red(flagged)

    for _time in range(2):
        let_stand(flagged, flag, reason="One.", by=dana, now=rows.NOW)

    assert list(Override.objects.values_list("reason", flat=True)) == ["One."]
    assert [event.verb for event in AuditEvent.objects.all()] == ["overrode"]


def test_another_reason_does_not_replace_the_one_that_stands(flagged, dana):
    (flag,) = red(flagged)
    row = let_stand(flagged, flag, reason="One.", by=dana, now=rows.NOW)
    other = join(flagged.program, name="Robin")

    with pytest.raises(StandsAlready, match=r"with the reason of Dana Whitlow: “One\."):
        let_stand(flagged, flag, reason="Two.", by=other, now=rows.NOW)

    assert list(Override.objects.values_list("by", "reason")) == [("Dana Whitlow", "One.")]
    take_back(row, by=dana, now=rows.NOW)
    assert let_stand(flagged, flag, reason="Two.", by=other, now=rows.NOW).reason == "Two."


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_nothing_stands(flagged, dana, reason):
    (flag,) = red(flagged)

    with pytest.raises(ReasonMissing):
        let_stand(flagged, flag, reason=reason, by=dana, now=rows.NOW)

    assert (red(flagged), AuditEvent.objects.count()) == ([flag], 0)


def test_a_reason_is_kept_whole_or_not_at_all(flagged, dana):
    (flag,) = red(flagged)

    with pytest.raises(ReasonTooLong) as refusal:
        let_stand(flagged, flag, reason="w" * (LONGEST_REASON + 1), by=dana, now=rows.NOW)

    assert str(refusal.value) == (
        "The reason has 301 characters; at most 300 are kept. Nothing was changed."
    )
    assert (red(flagged), AuditEvent.objects.count()) == ([flag], 0)
    fits = let_stand(flagged, flag, reason="w" * LONGEST_REASON, by=dana, now=rows.NOW)
    assert Override.objects.get(pk=fits.pk).reason == "w" * LONGEST_REASON


def test_a_flag_that_is_not_there_cannot_stand(flagged, dana):
    with pytest.raises(NotFound):
        let_stand(flagged, "0" * 16, reason="So.", by=dana, now=rows.NOW)


def test_a_typed_count_cannot_stand(larkhaven, dana):
    Passage.objects.create(build=larkhaven, kind="summary", position=1, text="All 67 came.")
    (flag,) = red(larkhaven)

    with pytest.raises(NotOverridable):
        let_stand(larkhaven, flag, reason="We counted.", by=dana, now=rows.NOW)

    assert red(larkhaven) == [flag]


def test_it_survives_new_words_around_the_words(flagged, dana):
    let_stand(flagged, red(flagged)[0], reason="They said so.", by=dana, now=rows.NOW)
    passage = Passage.objects.get()

    passage.text = "Much later,  “3  local Casinos” joined us, and we were glad."
    passage.save()

    assert red(flagged) == []


def test_new_words_within_the_words_are_another_flag(flagged, dana):
    let_stand(flagged, red(flagged)[0], reason="They said so.", by=dana, now=rows.NOW)
    passage = Passage.objects.get()

    passage.text = "We met, and 2 local casinos came along."
    passage.save()

    assert red(flagged) == [fingerprint("small_group", "summary:1", "2 local casinos")]


@pytest.mark.parametrize("check", ["email", "role", "typed_number", "unlikely_day"])
def test_every_check_says_what_it_is_about(check):
    assert check_words(check)[0].isupper()
