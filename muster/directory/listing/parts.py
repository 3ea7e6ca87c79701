"""The part that somebody plays in the program, as other rooms know it.

Rooms above register what can be asked: “came to a build”. A list offers each as a filter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from muster.core.models import Program
from muster.directory.findable.nouns import Noun

Condition = Callable[[Program], Q]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its words, and the condition on the rows of each noun that can play it."""

    words: Any
    conditions: dict[Noun, Condition]


PARTS: dict[str, Part] = {}


def register(key: str, words: Any, conditions: dict[Noun, Condition]) -> None:
    """Let lists be narrowed to those who play the part *key*; a key registers once."""
    PARTS[key] = Part(words, conditions)


def of_noun(noun: Noun) -> dict[str, Part]:
    """The parts that rows of *noun* can play."""
    return {key: part for key, part in PARTS.items() if noun in part.conditions}
