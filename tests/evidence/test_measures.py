"""Rooms say how they count; the report asks."""

from dataclasses import dataclass

import pytest

from muster.evidence.figure import HeadCount
from muster.evidence.measures import MEASURES, Measured, UnknownKind, count, register


@dataclass(frozen=True)
class Counted:
    """A measure as a room above might hold it."""

    key: str
    kind: str


@pytest.fixture
def shelf():
    """The registry, emptied for the test and put back after it."""
    before = dict(MEASURES)
    MEASURES.clear()
    yield MEASURES
    MEASURES.clear()
    MEASURES.update(before)


def heads(build, measures):
    return [
        Measured(measure.key, HeadCount(len(build), len(build)), origin="collected")
        for measure in measures
    ]


def test_a_registered_kind_is_counted_by_its_room(shelf):
    register("participants", heads)

    measured = count(["Ana", "Bo"], [Counted("people", "participants")])

    assert measured == {"people": Measured("people", HeadCount(2, 2), origin="collected")}


def test_a_room_is_asked_once_for_all_that_it_counts_and_the_order_stays(shelf):
    asked = []

    def answers(build, measures):
        asked.append([measure.key for measure in measures])
        return [Measured(measure.key, None) for measure in reversed(measures)]

    register("item", answers)
    register("pair_before", answers)
    register("participants", heads)

    measured = count(
        [],
        [
            Counted("recommend", "item"),
            Counted("people", "participants"),
            Counted("word", "pair_before"),
        ],
    )

    assert asked == [["recommend", "word"]]
    assert list(measured) == ["recommend", "people", "word"]


def test_an_app_that_starts_twice_registers_once(shelf):
    register("participants", heads)
    register("participants", heads)

    assert shelf == {"participants": heads}


def test_two_rooms_cannot_answer_for_one_kind(shelf):
    register("participants", heads)

    with pytest.raises(ValueError, match="'participants' are counted already"):
        register("participants", lambda build, measures: [])
    assert shelf == {"participants": heads}


def test_a_kind_that_nobody_counts_is_named_with_those_that_are_known(shelf):
    register("participants", heads)

    with pytest.raises(UnknownKind, match=r"'item' \('recommend'\); known: participants"):
        count([], [Counted("recommend", "item")])
