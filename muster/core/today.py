"""What waits for a member today.

Rooms register a source each in their `AppConfig.ready`; Today asks all of them and never has to
know which rooms there are. A source is asked with the member and the day, and returns what is due.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class When(StrEnum):
    """Under which heading of Today something stands."""

    OVERDUE = "overdue"
    DUE = "due"
    SIGN_OFF = "sign_off"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: its title is a link, its act is the word on the button."""

    when: When
    title: str
    why: str
    href: str
    act: str
    days_late: int = 0


Source = Callable[[Any, date], Iterable[Due]]
SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let *source* be asked for what is due; a name registers once, the last one stands."""
    SOURCES[name] = source


def due_for(member: Any, today: date) -> list[Due]:
    """All that waits for *member* on *today*, the latest first, in the order of `When`."""
    found = [due for source in SOURCES.values() for due in source(member, today)]
    order = list(When)
    return sorted(found, key=lambda due: (order.index(due.when), -due.days_late, due.title))
