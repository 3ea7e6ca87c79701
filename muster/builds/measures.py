"""What this room can prove: how many people were there."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from muster.builds.models import Build
from muster.evidence.figure import HeadCount
from muster.evidence.measures import Measured, register


class Room:
    """A build whose measures are counted: its people are the same for all of them."""

    def __init__(self, build: Build) -> None:
        self.build = build

    @cached_property
    def people(self) -> int:
        """How many people make up the denominator: checked in, in a role that counts."""
        return self.build.participants.counted().count()


def count_participants(room: Room, measures: Sequence[Any]) -> Iterable[Measured]:
    """The people in the room. A count of all of them: k is N."""
    people = room.people
    return [
        Measured(measure.key, HeadCount(people, people) if people else None) for measure in measures
    ]


def register_measures() -> None:
    """Let the report ask this room for people."""
    register("participants", count_participants)
