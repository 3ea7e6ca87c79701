"""A million invented organizations, people and sites: no name is anybody’s, and each run is alike.

Names follow how carriers are really called: a rare word or two (half of them seen once), a trade
that thousands share, a legal form. Words are built of syllables; a few are very frequent, most
are rare, as in a register.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

SYLLABLES = [
    "al",
    "ber",
    "cor",
    "dun",
    "el",
    "fen",
    "gar",
    "hol",
    "is",
    "jor",
    "kel",
    "lar",
    "mar",
    "nor",
    "ol",
    "pen",
    "quil",
    "ros",
    "sal",
    "tar",
    "ul",
    "ven",
    "wil",
    "yar",
    "zel",
    "bar",
    "ced",
    "dov",
    "ebb",
    "fir",
    "gil",
    "har",
    "ild",
    "jas",
    "kit",
    "lim",
    "mor",
    "nes",
    "ost",
    "pin",
    "ras",
    "sed",
    "tor",
    "und",
    "vel",
    "wren",
    "yel",
]
ENDINGS = [
    "haven",
    "ton",
    "ford",
    "wick",
    "stead",
    "mere",
    "ley",
    "more",
    "gate",
    "port",
    "field",
    "brook",
    "ridge",
    "by",
    "den",
    "ham",
    "low",
]
TRADES = {
    "trucking": 22, "transport": 14, "logistics": 10, "express": 7, "freight": 6, "trans": 5,
    "hauling": 5, "carriers": 4, "enterprises": 4, "transportation": 4, "farms": 3, "lines": 3,
    "services": 3, "construction": 3, "delivery": 2, "towing": 2, "freightways": 1, "cartage": 1,
    "tank lines": 1, "auto transport": 1, "freight lines": 1, "coaches": 1,
}  # fmt: skip
FORMS = {"llc": 55, "inc": 30, "": 8, "corp": 4, "co": 3}
STATES = [
    "AL",
    "AR",
    "FL",
    "GA",
    "KY",
    "LA",
    "MS",
    "MO",
    "NC",
    "OK",
    "SC",
    "TN",
    "TX",
    "VA",
    "WV",
    "OH",
]


@dataclass(frozen=True, slots=True)
class Company:
    """One invented organization."""

    number: int
    name: str
    city: str
    county: str
    state: str
    usdot: str
    trucks: int


def words(draw: random.Random, many: int) -> list[str]:
    """*many* invented words, all different."""
    found: dict[str, None] = {}
    while len(found) < many:
        middle = "".join(draw.choices(SYLLABLES, k=draw.choice((1, 1, 2, 2, 3))))
        found[middle + draw.choice(ENDINGS)] = None
    return list(found)


def companies(many: int, *, seed: int = 5) -> Iterator[Company]:
    """*many* invented organizations, the same for the same *seed*."""
    draw = random.Random(seed)
    known = words(draw, max(2_000, many // 10))
    reach = list(accumulate(1 / (rank + 20) ** 0.85 for rank in range(len(known))))
    cities = [word.capitalize() for word in words(random.Random(seed + 1), 3_000)]
    city_reach = list(accumulate(1 / (rank + 5) ** 0.8 for rank in range(len(cities))))
    counties = [f"{word.capitalize()} County" for word in words(random.Random(seed + 2), 900)]
    trades, forms = list(TRADES), list(FORMS)
    for number in range(1, many + 1):
        first = draw.choices(known, cum_weights=reach)[0]
        kind = draw.random()
        if kind < 0.12:
            first = f"{chr(97 + draw.randrange(26))} & {chr(97 + draw.randrange(26))}"
        elif kind < 0.45:
            first = f"{first} {draw.choices(known, cum_weights=reach)[0]}"
        trade = draw.choices(trades, weights=TRADES.values())[0]
        if draw.random() < 0.08:
            trade = f"{trade} & {draw.choices(trades, weights=TRADES.values())[0]}"
        form = draw.choices(forms, weights=FORMS.values())[0]
        at = draw.choices(range(len(cities)), cum_weights=city_reach)[0]
        yield Company(
            number=number,
            name=f"{first} {trade} {form}".strip().title().replace(" Llc", " LLC"),
            city=cities[at],
            county=counties[at % len(counties)],
            state=STATES[at % len(STATES)],
            usdot=str(1_000_000 + number * 3 + draw.randrange(3)),
            trucks=int(draw.paretovariate(1.1)),
        )
