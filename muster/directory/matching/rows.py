"""A record as matching sees it: plain text, from a file or from the directory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Noun(StrEnum):
    """What the rows are; each has a model of its own."""

    ORGANIZATIONS = "organizations"
    PEOPLE = "people"


class Band(StrEnum):
    """What the score of a pair says about the two."""

    SAME = "same"
    REVIEW = "review"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Row:
    """One record. What is empty is not known, and says nothing.

    Attributes:
        key: tells the rows of one list apart.
        other_names: other names of the same organization: legal, former, short.
        organizations: of a person: the names of where they work.
        agency: of an agency: which kind it is, a constable's being "other"; empty for any other
            than those we tell apart.
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    street: str = ""
    city: str = ""
    county: str = ""
    state: str = ""
    zip: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    url: str = ""
    usdot: str = ""
    ori: str = ""
    agency: str = ""
    trucks: int | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """What one field says about a pair.

    Attributes:
        field: "name", "street", …; "prior" for what is known before looking.
        level: how near the two are in this field: "same", "near", "differs", "missing", …
        bits: above 0 speaks for one, below 0 for two; the weights add up to the score.
        others: how many further records say the same, where that counts.
    """

    field: str
    level: str
    bits: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """Two rows that may be one, and everything that was weighed.

    Attributes:
        left: the key of the one, and `right` that of the other.
        score: the sum of the weights, in bits: 0 is as likely as not.
    """

    left: str
    right: str
    score: float
    band: Band
    weights: Sequence[Weight] = field(repr=False)

    @property
    def chance(self) -> float:
        """The score as a chance between 0 and 1 that the two are one."""
        return chance_of(self.score)


def chance_of(score: float) -> float:
    """The chance that *score* bits stand for.

    >>> chance_of(0.0), round(chance_of(2.6), 2), round(chance_of(-4.0), 2)
    (0.5, 0.86, 0.06)
    """
    bounded = max(-60.0, min(60.0, score))
    return 1 / (1 + 2**-bounded)
