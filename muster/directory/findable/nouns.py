"""Which records can be found, and by which of their values."""

from dataclasses import dataclass
from enum import IntEnum


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
    """

    noun: Noun
    table: str
    watched: tuple[str, ...]
    stands: str
    number: str
    words: str


ALL = (
    Findable(
        Noun.ORGANIZATION,
        "directory_organization",
        ("name", "city", "usdot", "ori", "merged_into_id", "program_id"),
        "r.merged_into_id IS NULL",
        "r.usdot",
        "r.name || ' ' || r.city || ' ' || r.ori || ' ' || coalesce((SELECT {join} FROM"
        " directory_othername n WHERE n.organization_id = r.id), '')",
    ),
    Findable(
        Noun.SITE,
        "directory_site",
        ("name", "street", "city", "merged_into_id", "program_id"),
        "r.merged_into_id IS NULL",
        "''",
        "r.name || ' ' || r.street || ' ' || r.city",
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
