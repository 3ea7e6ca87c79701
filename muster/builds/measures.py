"""What this room can prove: how many people were there."""

from collections.abc import Iterable, Sequence
from typing import Any

from muster.builds.models import Build
from muster.evidence.figure import HeadCount
from muster.evidence.measures import Measured, register


def people_in_the_room(build: Build) -> int:
    """How many people make up the denominator: checked in, in a role that counts."""
    return build.participants.counted().count()


def count_participants(build: Build, measures: Sequence[Any]) -> Iterable[Measured]:
    """The people in the room. A count of all of them: k is N."""
    people = people_in_the_room(build)
    return [
        Measured(measure.key, HeadCount(people, people) if people else None) for measure in measures
    ]


def register_measures() -> None:
    """Let the report ask this room for people."""
    register("participants", count_participants)
