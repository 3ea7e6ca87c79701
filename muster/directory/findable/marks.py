"""What a row of the search tells besides its words: the state of a record, and that it has ended.

A mark stands among the words and begins with a sign, which no typed word has: nothing that is typed
leads to it, it is counted as no word, and no misspelt one can have meant it.
"""

from dataclasses import dataclass

SIGN = "="
ENDED = f"{SIGN}ended"


def in_state(state: str) -> str:
    """The mark of those whose state is *state*, whatever is written there.

    Its letters are told by their numbers, so that no two states have one mark.

    >>> in_state("MS")
    '=4d53'
    """
    return SIGN + state.encode().hex()


@dataclass(frozen=True, slots=True)
class Marks:
    """Which marks a row must have, and which not.

    Attributes:
        any_of: of each of these groups, one.
        say_all: whether they leave the rows that were asked for, and not more.
    """

    any_of: tuple[tuple[str, ...], ...] = ()
    none_of: tuple[str, ...] = ()
    say_all: bool = True

    def __and__(self, other: "Marks") -> "Marks":
        return Marks(
            self.any_of + other.any_of,
            self.none_of + other.none_of,
            self.say_all and other.say_all,
        )
