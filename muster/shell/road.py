"""The road: the mileposts of a build, each a link that says how far it is."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class State(StrEnum):
    """How far a milepost is. The word is printed; colour never carries it alone."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Milepost:
    """One post of the road: *note* says what there is to see, in a few words."""

    label: str | Promise
    state: State
    href: str
    note: str = ""
