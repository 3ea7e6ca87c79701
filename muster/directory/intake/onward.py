"""Where an import that is in leads on to, in rooms above this one.

A room that goes on with what a file brought registers here for a kind of file; the page of the
import asks all of them, and never has to know which rooms there are.
"""

from collections.abc import Callable
from dataclasses import dataclass

from muster.accounts.models import Member
from muster.directory.models import Import


@dataclass(frozen=True, slots=True)
class Onward:
    """What is still to be done with what the file brought, and where.

    Attributes:
        says: why, in a sentence.
        words: of the link.
    """

    says: str
    words: str
    href: str


Source = Callable[[Member], Onward | None]
_SOURCES: dict[str, dict[str, Source]] = {}


def register(kind: str, name: str, source: Source) -> None:
    """Let *source* be asked about files of this kind that are in; a name registers once."""
    _SOURCES.setdefault(kind, {})[name] = source


def onward_from(run: Import, member: Member) -> list[Onward]:
    """Where *member* goes on to from *run*; nowhere, while its rows are not in."""
    if run.state != Import.State.APPLIED:
        return []
    found = [source(member) for source in _SOURCES.get(run.kind, {}).values()]
    return [one for one in found if one is not None]
