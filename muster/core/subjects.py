"""What the rooms hold of one person, and how they let go of it.

Rooms register what they hold in their `AppConfig.ready`; whoever answers a person, or erases one on
request, asks all rooms and never has to know which there are. `core` knows no people: who is meant
comes as a `Subject`, with every key, name and address that the program has of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.functional import Promise

from muster.core.models import Program

# One row of what is held: names of fields with what stands in them.
Row = dict[str, str]
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Subject:
    """One person, by all that the program knows them by.

    Attributes:
        people: the numbers of their record and of those that were merged into it.
        keys: the keys of these records.
        names: the names in them, each once.
        addresses: the numbers and e-mail addresses that reach this person.
        erased_as: the key that stands wherever a key of theirs stood, once they are erased.
    """

    program: Program
    people: Sequence[int]
    keys: Sequence[str]
    names: Sequence[str]
    addresses: Sequence[str]
    erased_as: str

    def is_in(self, text: str) -> bool:
        """Whether *text* has one of their names or addresses in it, as a word of its own."""
        return any(
            re.search(rf"(?<!\w){re.escape(needle)}(?!\w)", text, re.IGNORECASE)
            for needle in (*self.names, *self.addresses)
            if needle.strip()
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a person cannot be erased yet.

    Attributes:
        says: what stands in the way, where, and what to do.
        href: where that is done, or empty.
        may_be_another: the name alone stands there, and may be somebody else's: whoever erases
            says so after a look.
    """

    says: str
    href: str = ""
    may_be_another: bool = False


def _nothing(subject: Subject) -> list[Stop]:
    return []


def _no_row(subject: Subject, on: date) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of rows that a room holds of people.

    Attributes:
        name: "directory.posts".
        title: what it is, for the person: "Posts".
        held: gives the rows, as the person may read them.
        erase: lets go of them, and says of how many; what counts people stays and counts.
        stops: gives what must be settled before.
        stays: what of it stays after an erasure, in a sentence; empty where nothing does.
    """

    name: str
    title: Words
    held: Callable[[Subject], list[Row]]
    erase: Callable[[Subject, date], int] = _no_row
    stops: Callable[[Subject], list[Stop]] = _nothing
    stays: Words = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What one holding has of a person."""

    holding: Holding
    rows: list[Row] = field(default_factory=list)


HOLDINGS: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Let *holding* be asked for what it has of a person; a name registers once."""
    HOLDINGS[holding.name] = holding


def held_of(subject: Subject) -> list[Held]:
    """All that is held of *subject*, also the holdings that have nothing, in one order."""
    return [Held(each, each.held(subject)) for _name, each in sorted(HOLDINGS.items())]


def stops_of(subject: Subject) -> list[Stop]:
    """All that stands in the way of erasing *subject*."""
    return [stop for _name, each in sorted(HOLDINGS.items()) for stop in each.stops(subject)]


@transaction.atomic
def erase(subject: Subject, on: date) -> dict[str, int]:
    """Let every room let go of *subject*, the highest floors first; of how many rows each."""
    erased = {name: each.erase(subject, on) for name, each in reversed(HOLDINGS.items())}
    return {name: many for name, many in sorted(erased.items()) if many}


def mentions(subject: Subject, texts: Iterable[str]) -> bool:
    """Whether any of *texts* has them in it."""
    return any(subject.is_in(text) for text in texts)
