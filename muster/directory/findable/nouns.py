"""Which records can be found, and by which of their values."""

from dataclasses import dataclass
from enum import IntEnum

from muster.directory.findable.marks import ENDED, SIGN


class Noun(IntEnum):
    """What is found; the number is part of every scope and key in the tables."""

    ORGANIZATION = 1
    SITE = 2
    PERSON = 3


# Keys and scopes leave room for four nouns.
NOUNS = 4


@dataclass(frozen=True, slots=True)
class Findable:
    """One noun in SQL; `r` is its table.

    Attributes:
        watched: a change of one of these columns writes the row anew.
        stands: whether a record stands for itself.
        words: what it is found by, one text.
        marks: what is told of it besides, as one text.
    """

    noun: Noun
    table: str
    watched: tuple[str, ...]
    stands: str
    number: str
    words: str
    marks: str = "''"


# The state and the end of a record that has both.
_MARKS = f"'{SIGN}' || {{hex}} || CASE WHEN r.ended_on IS NULL THEN '' ELSE ' {ENDED}' END"
ALL = (
    Findable(
        Noun.ORGANIZATION,
        "directory_organization",
        (
            "name",
            "city",
            "state",
            "usdot",
            "ori",
            "ended_on",
            "merged_into_id",
            "program_id",
        ),
        "r.merged_into_id IS NULL",
        "r.usdot",
        "r.name || ' ' || r.city || ' ' || r.ori || ' ' || coalesce((SELECT {join} FROM"
        " directory_othername n WHERE n.organization_id = r.id), '')",
        _MARKS,
    ),
    Findable(
        Noun.SITE,
        "directory_site",
        ("name", "street", "city", "state", "ended_on", "merged_into_id", "program_id"),
        "r.merged_into_id IS NULL",
        "''",
        "r.name || ' ' || r.street || ' ' || r.city",
        _MARKS,
    ),
    Findable(
        Noun.PERSON,
        "directory_person",
        ("name", "merged_into_id", "erased_on", "program_id"),
        "r.merged_into_id IS NULL AND r.erased_on IS NULL",
        "''",
        "r.name",
    ),
)


def scope(program: int, noun: Noun) -> int:
    """The number of one noun of one program."""
    return program * NOUNS + noun
