"""What rooms have to say on the page of an organization or a person.

Rooms register a source each in their `AppConfig.ready`; the page asks all of them and never has to
know which rooms there are. A source is asked for one record with the member who is looking, and
tells only what that member may see. It may not ask the database more often for more rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Noun(StrEnum):
    """Whose page it is."""

    ORGANIZATION = "organization"
    PERSON = "person"


class Shape(StrEnum):
    """What kind of touch it is: drawn beside the line, and never without its words."""

    CALL = "call"
    MAIL = "mail"
    ROOM = "room"
    PROMISE = "promise"
    EDIT = "edit"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Turn:
    """One field, what it said and what it says since, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the timeline.

    Attributes:
        lead: the first words, printed bold.
        words: the rest of the sentence.
        turns: what fields said before and after.
        says: a line below it.
        href: where it leads, or empty.
        is_change: whether it is about what the directory says, not about people.
        private: whether it is for coordinators only.
        at: the moment, where it is known: lines of one day stand in its order.
    """

    on: date
    shape: Shape
    lead: str
    words: str = ""
    turns: tuple[Turn, ...] = ()
    says: str = ""
    href: str = ""
    is_change: bool = False
    private: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something that somebody of a name agreed to, or took back.

    Attributes:
        what: what for, in words.
        stands: whether it holds today.
        says: since when and until when, or why not.
        href: where it stands, and is taken back.
    """

    what: str
    stands: bool
    says: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """For which lines of a timeline a source is asked.

    Attributes:
        pk: of the record whose page it is.
        until: the last day that is looked for; None for all days.
        most: how many lines, the newest first; a source may not tell more.
    """

    member: Any
    pk: int
    until: date | None
    most: int


Timeline = Callable[[Asked], Iterable[Happened]]
# Asked with the member who looks, the name, and today.
Ledger = Callable[[Any, str, date], Iterable[Agreed]]
LEDGERS: dict[str, Ledger] = {}
TIMELINES: dict[Noun, dict[str, Timeline]] = {noun: {} for noun in Noun}


def register_timeline(noun: Noun, name: str, source: Timeline) -> None:
    """Let *source* be asked for the timeline of each *noun*; a name registers once."""
    TIMELINES[noun][name] = source


def register_ledger(name: str, source: Ledger) -> None:
    """Let *source* be asked what was agreed to under a name; it registers once."""
    LEDGERS[name] = source


def agreed(member: Any, name: str, today: date) -> list[Agreed]:
    """All that was agreed to under *name*, what holds today first."""
    told = [line for source in LEDGERS.values() for line in source(member, name, today)]
    return sorted(told, key=lambda line: not line.stands)


def happened(noun: Noun, asked: Asked) -> list[Happened]:
    """What all rooms tell of the record, the newest first."""
    told = [line for source in TIMELINES[noun].values() for line in source(asked)]
    return sorted(told, key=lambda line: line.on, reverse=True)
