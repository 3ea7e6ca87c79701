"""What is compared, and at which levels: one model for organizations, one for people.

Each field is compared at the first level that holds; what each level weighs stands in
`parameters`. A level is a condition of DuckDB on the columns that `columns` makes, those of the one
row with `_l`, of the other with `_r`. “Missing” and “shared” weigh nothing: what is not known says
nothing, and neither does a mailbox or a phone that several use.
"""

from dataclasses import dataclass

from muster.directory.matching.rows import Noun


@dataclass(frozen=True, slots=True)
class Level:
    """How near two rows are in one field.

    Attributes:
        frequency: the column whose values are weighed by how many rows have them.
    """

    key: str
    condition: str
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is compared, with its levels from the nearest to the farthest."""

    key: str
    levels: tuple[Level, ...]


MISSING, SHARED, DIFFERS = "missing", "shared", "differs"
# These two say nothing, whatever the data.
SILENT = frozenset((MISSING, SHARED))
_ELSE = Level(DIFFERS, "ELSE")


def _missing(*columns: str) -> Level:
    sides = (f"({' AND '.join(f'{column}_{side} IS NULL' for column in columns)})" for side in "lr")
    return Level(MISSING, " OR ".join(sides))


def _within(longer: str, shorter: str) -> str:
    return f"(len(words_{shorter}) > 1 AND list_has_all(words_{longer}, words_{shorter}))"


_SIMILAR = "jaro_winkler_similarity"
_OVERLAP = (
    "len(list_intersect(words_l, words_r)) / len(list_distinct(list_concat(words_l, words_r)))"
)

_NAME = Field(
    "name",
    (
        _missing("name"),
        Level("same", "name_l = name_r", frequency="name"),
        Level(
            "also",
            "list_has_any(names_l, names_r) OR ordered_l = ordered_r OR squashed_l = squashed_r",
        ),
        Level(
            "unit",
            "len(units_l) > 0 AND len(units_r) > 0 AND NOT list_has_all(units_l, units_r)"
            " AND NOT list_has_all(units_r, units_l)",
        ),
        Level("near", f"{_SIMILAR}(squashed_l, squashed_r) >= 0.95"),
        Level("within", f"{_within('l', 'r')} OR {_within('r', 'l')}"),
        Level("alike", f"{_SIMILAR}(squashed_l, squashed_r) >= 0.88 OR {_OVERLAP} >= 0.6"),
        Level("partly", f"{_OVERLAP} >= 0.3"),
        _ELSE,
    ),
)
_STREET = Field(
    "street",
    (
        Level(
            MISSING,
            "street_l IS NULL OR street_r IS NULL"
            " OR (starts_with(street_l, 'po box') <> starts_with(street_r, 'po box'))",
        ),
        # Every town has a Main Street.
        Level(SHARED, f"{_SIMILAR}(town_l, town_r) < 0.9 AND zip_near_l <> zip_near_r"),
        Level("same", "street_l = street_r"),
        Level(
            "near",
            "number_l = number_r AND"
            f" ({_SIMILAR}(road_l, road_r) >= 0.9 OR contains(street_l, road_r)"
            " OR contains(street_r, road_l))",
        ),
        Level(
            "road",
            f"{_SIMILAR}(road_l, road_r) >= 0.92"
            " AND (number_l IS NULL OR number_r IS NULL OR levenshtein(number_l, number_r) = 1)",
        ),
        Level("number", "number_l = number_r"),
        _ELSE,
    ),
)
_NO_ZIPS = "(zip_l IS NULL OR zip_r IS NULL)"
_NO_TOWNS = "(town_l IS NULL OR town_r IS NULL)"
_NO_COUNTIES = "(county_l IS NULL OR county_r IS NULL)"
# A county or a state beside a town that only one side knows: it speaks against one, never for it.
_ONE_IS_PLACED = (
    "((town_l IS NULL AND zip_l IS NULL) <> (town_r IS NULL AND zip_r IS NULL)"
    " AND coalesce(county_l = county_r, true) AND coalesce(state_l = state_r, true))"
)
# The finest thing that both know decides; the coarser ones would only say it again.
_PLACE = Field(
    "place",
    (
        Level(
            MISSING,
            f"{_NO_ZIPS} AND {_NO_TOWNS} AND {_NO_COUNTIES}"
            f" AND (state_l IS NULL OR state_r IS NULL) OR {_ONE_IS_PLACED}",
        ),
        Level("zip", "zip_l = zip_r", frequency="zip"),
        Level("town", f"town_l = town_r AND {_NO_ZIPS}", frequency="town"),
        Level("other_zip", "town_l = town_r", frequency="town"),
        Level("county", f"county_l = county_r AND {_NO_ZIPS} AND {_NO_TOWNS}", frequency="county"),
        Level("near", f"zip_near_l = zip_near_r OR {_SIMILAR}(town_l, town_r) >= 0.9"),
        Level(
            "state",
            f"state_l = state_r AND {_NO_ZIPS} AND {_NO_TOWNS} AND {_NO_COUNTIES}",
            frequency="state",
        ),
        Level("elsewhere", "state_l = state_r OR state_l IS NULL OR state_r IS NULL"),
        _ELSE,
    ),
)
_PHONE = Field(
    "phone",
    (
        _missing("phones"),
        Level("same", "list_has_any(own_phones_l, own_phones_r)"),
        Level(SHARED, "list_has_any(phones_l, phones_r)"),
        _ELSE,
    ),
)
_WEB = Field(
    "web",
    (
        _missing("webs"),
        Level("mailbox", "list_has_any(own_mailboxes_l, own_mailboxes_r)"),
        Level("domain", "list_has_any(own_domains_l, own_domains_r)"),
        Level(SHARED, "list_has_any(webs_l, webs_r)"),
        _ELSE,
    ),
)
_TRUCKS = Field(
    "trucks",
    (
        _missing("trucks"),
        Level("near", "abs(trucks_l - trucks_r) <= 0.1 * greatest(trucks_l, trucks_r)"),
        Level("half", "2 * least(trucks_l, trucks_r) >= greatest(trucks_l, trucks_r)"),
        _ELSE,
    ),
)


def _same(column: str) -> Field:
    return Field(column, (_missing(column), Level("same", f"{column}_l = {column}_r"), _ELSE))


def _both(one: str, other: str, third: str, fourth: str, least: float) -> str:
    similar = f"{_SIMILAR}({one}, {other}) >= {least} AND {_SIMILAR}({third}, {fourth}) >= {least}"
    return f"({similar})"


# Two people by their given names. Not a short form, an initial, a name turned round, or a long name
# with a mistake in its middle: “Jan” and “Jay” are two, and so are “Maria” and “Mario”.
_OTHER_GIVEN = (
    "(given_l <> '' AND given_r <> '' AND short_l <> short_r"
    " AND NOT (least(len(given_l), len(given_r)) = 1 AND given_l[1] = given_r[1])"
    " AND NOT ((starts_with(given_l, given_r) OR starts_with(given_r, given_l))"
    " AND abs(len(given_l) - len(given_r)) >= 4)"
    f" AND NOT ({_SIMILAR}(given_l, given_r) >= 0.9 AND given_l[1] = given_r[1]"
    " AND given_l[-1] = given_r[-1] AND least(len(given_l), len(given_r)) >= 6)"
    f" AND NOT {_both('family_l', 'given_r', 'given_l', 'family_r', 0.92)})"
)
_PERSON_NAME = Field(
    "name",
    (
        _missing("family"),
        Level("same", "name_l = name_r", frequency="name"),
        Level("turned", "given_l = family_r AND family_l = given_r"),
        Level("short", "family_l = family_r AND short_l = short_r"),
        Level(
            "letter",
            f"{_OTHER_GIVEN} AND ({_SIMILAR}(squashed_l, squashed_r) >= 0.94"
            " AND (family_l = family_r OR least(len(family_l), len(family_r)) > 1)"
            f" OR {_both('family_l', 'family_r', 'given_l', 'given_r', 0.88)})",
        ),
        Level(
            "near",
            # “Shared A” and “Shared B” are a letter apart, which is all there is of the one name.
            f"({_SIMILAR}(squashed_l, squashed_r) >= 0.94"
            " AND (family_l = family_r OR least(len(family_l), len(family_r)) > 1))"
            f" OR {_both('family_l', 'family_r', 'given_l', 'given_r', 0.88)}"
            f" OR {_both('family_l', 'given_r', 'given_l', 'family_r', 0.92)}",
        ),
        Level(
            "initial",
            "family_l = family_r AND given_l[1] = given_r[1]"
            " AND (len(given_l) = 1 OR len(given_r) = 1)",
        ),
        Level("relative", f"{_OTHER_GIVEN} AND {_SIMILAR}(family_l, family_r) >= 0.94"),
        Level("family", f"{_SIMILAR}(family_l, family_r) >= 0.94"),
        Level("given", f"{_SIMILAR}(given_l, given_r) >= 0.94"),
        _ELSE,
    ),
)
_WHERE = Field(
    "organization",
    (
        _missing("works_at"),
        Level("same", "list_has_any(works_at_l, works_at_r)"),
        Level("near", f"{_SIMILAR}(works_at_l[1], works_at_r[1]) >= 0.9"),
        _ELSE,
    ),
)


def _reached(key: str, own: str, all_of_them: str) -> Field:
    """A mailbox or phone of a person; of one that others use too it says nothing.

    Two given names at one of them: a couple, or an office. It is nobody's own then.
    """
    return Field(
        key,
        (
            _missing(all_of_them),
            Level(
                SHARED,
                f"list_has_any({all_of_them}_l, {all_of_them}_r)"
                f" AND (NOT list_has_any({own}_l, {own}_r) OR {_OTHER_GIVEN})",
            ),
            Level("same", f"list_has_any({own}_l, {own}_r)"),
            _ELSE,
        ),
    )


MODELS: dict[Noun, tuple[Field, ...]] = {
    Noun.ORGANIZATIONS: (
        _NAME, _same("agency"), _STREET, _PLACE, _TRUCKS, _PHONE, _WEB,
        _same("usdot"), _same("ori"),
    ),
    Noun.PEOPLE: (
        _PERSON_NAME, _WHERE, _reached("phone", "own_phones", "phones"),
        _reached("email", "own_mailboxes", "mailboxes"), _STREET, _PLACE,
    ),
}  # fmt: skip
