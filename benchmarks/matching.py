"""Matching 100,000 invented organizations, and how right it is on the labelled lists.

`python -m benchmarks.matching [how many]`. The invented list shows time and memory only: who makes
the mistakes knows which ones the matching mends. Right and wrong are counted on the halves of the
labelled lists on which nothing was set, where they stand beside the project.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Iterator

import django

from benchmarks.labelled import BESIDE, JUDGE, Labelled, agencies, people, sites
from benchmarks.measuring import Line
from muster.directory.matching.link import link
from muster.directory.matching.pairs import find_pairs
from muster.directory.matching.rows import Band, Row, ScoredPair

MANY = 100_000
_FIRST = (
    "alder amber ash bell birch black blue bram briar brook cedar cinder clear cross dove east "
)
_FIRST += "elm ember ever fair fen fern flint ford fox glen gold gran green gull hart hazel heron "
_FIRST += "high holly iron ivy jay juniper kings larch lark laurel lin loch long maple marsh mead "
_FIRST += (
    "mill moss north oak otter owl pine quail raven red reed ridge river robin rock rose rush "
)
_FIRST += "sage sand shell silver south spruce star stone sun swan tern thorn vale west white wild "
_FIRST += "willow wind winter wood wren yarrow"
_LAST = "bank beck berry bourne bridge brook burn bury cliff combe cove creek croft dale dell dene "
_LAST += "fall field ford gate glade grove ham harbor haven heath hill hollow holm hurst land lea "
_LAST += "ley light low marsh mere mill moor mount ness pond pool port ridge rise shaw shore side "
_LAST += "stead stone thorpe ton vale view wall water way well wick wold wood worth yard"
_TRADES = (
    "Freight Lines", "Trucking", "Transport", "Logistics", "Express", "Hauling", "Truck Stop",
    "Travel Center", "Police Department", "Sheriff's Office", "Casino", "Transit Authority",
    "Foundation", "Warehouse", "Moving Company", "School District",
)  # fmt: skip
_SHORT = {
    "Freight": "Frt.", "Lines": "Lns", "Trucking": "Trkg", "Transport": "Transp.",
    "Logistics": "Logis", "Express": "Exp", "Center": "Ctr", "Department": "Dept.",
    "Sheriff's": "Sheriffs", "Authority": "Auth", "Foundation": "Fdn", "Warehouse": "Whse",
    "Company": "Co.", "School": "Sch", "District": "Dist.",
}  # fmt: skip
_STREETS = ("Road", "Street", "Avenue", "Highway", "Lane", "Drive", "Boulevard", "Parkway")
_SHORT_STREETS = ("Rd", "St.", "Ave", "Hwy", "Ln", "Dr", "Blvd", "Pkwy")
_FORMS = ("", "", " LLC", " Inc.", ", Inc", " Co")


def invented(many: int, draw: random.Random) -> Iterator[tuple[Row, int]]:
    """Rows, each with the number of the organization that it is; every fourth one comes again."""
    made = 0
    company = 0
    first, last = _FIRST.split(), _LAST.split()
    towns = [f"{draw.choice(first)}{draw.choice(last)}".capitalize() for _town in range(1500)]
    while made < many:
        at = draw.randrange(len(towns))
        name = f"{draw.choice(first)}{draw.choice(last)} {draw.choice(first)}".title()
        trade = draw.choice(_TRADES)
        street = draw.randrange(len(_STREETS))
        road = f"{draw.choice(first)}{draw.choice(last)}".capitalize()
        number = draw.randrange(1, 9900)
        phone = f"{200 + at % 700}555{draw.randrange(10_000):04}"
        host = f"{name.split()[0].lower()}{company}.example"
        copies = 1 if draw.random() < 0.75 else draw.choice((2, 2, 2, 3))
        for copy in range(min(copies, many - made)):
            short = draw.random() < 0.5 and copy
            said = " ".join(_SHORT.get(word, word) if short else word for word in trade.split())
            full = _mistyped(f"{name} {said}", draw if copy and draw.random() < 0.2 else None)
            yield (
                Row(
                    key=str(made),
                    name=full + draw.choice(_FORMS),
                    street=f"{number} {road} {(_SHORT_STREETS if short else _STREETS)[street]}",
                    city=towns[at] if draw.random() < 0.9 else "",
                    state="MS",
                    zip=f"{30_000 + at}" if draw.random() < 0.8 else "",
                    phones=(phone,) if draw.random() < 0.6 else (),
                    emails=(f"office@{host}",) if draw.random() < 0.4 else (),
                    trucks=draw.randrange(1, 300) if draw.random() < 0.3 else None,
                ),
                company,
            )
            made += 1
        company += 1


def _mistyped(text: str, draw: random.Random | None) -> str:
    if draw is None:
        return text
    at = draw.randrange(1, len(text) - 1)
    return text[:at] + draw.choice((text[at + 1] + text[at], "")) + text[at + 2 :]


def main() -> None:
    """Time the invented list, then judge the labelled ones."""
    # What a state is called, a cell may be told of in words: those ask Django for the language.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.settings")
    django.setup()
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    rows = list(invented(many, random.Random(7)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, worked = time.perf_counter(), time.process_time()
    found = find_pairs([row for row, _company in rows])
    took, worked = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(Line(f"{many:,} organizations, {len(found):,} pairs", took, "s", 15))
    print(Line("of the processors, both together", worked, "s"))
    print(Line("memory at its highest", peak, "MiB", 1024))
    print(Line("of which the rows themselves, before", before, "MiB"))
    company = {row.key: number for row, number in rows}
    right = sum(company[pair.left] == company[pair.right] for pair in found)
    print(Line("right, of the pairs it found", 100 * right / max(len(found), 1), "%"))
    if not BESIDE.is_dir():
        print(f"The labelled lists are not beside the project ({BESIDE}): nothing was judged.")
        return
    for labelled in judged():
        print(table_of(labelled))


def judged() -> Iterator[Labelled]:
    """The halves on which nothing was set."""
    yield sites(BESIDE, JUDGE)
    yield people(BESIDE, JUDGE)
    yield agencies(BESIDE, JUDGE)
    yield agencies(BESIDE, JUDGE, with_county=False)


def found_in(labelled: Labelled) -> list[ScoredPair]:
    """The pairs of a labelled list, or the links of two, down to those that a member reviews."""
    if labelled.other:
        return link(labelled.rows, labelled.other, noun=labelled.noun)
    return find_pairs(labelled.rows, noun=labelled.noun)


def right_and_found(labelled: Labelled, pairs: list[ScoredPair], bands: set[Band]) -> list[float]:
    """Precision and recall of the pairs in *bands*."""
    said = {
        (pair.left, pair.right) if labelled.other else _sorted(pair)
        for pair in pairs
        if pair.band in bands
    }
    right = len(said & labelled.true)
    return [right / max(len(said), 1), right / len(labelled.true)]


def _sorted(pair: ScoredPair) -> tuple[str, str]:
    return min(pair.left, pair.right), max(pair.left, pair.right)


def table_of(labelled: Labelled) -> str:
    """What is right in each band of a labelled list, as lines to print."""
    pairs = found_in(labelled)
    lines = [f"{labelled.name}: {len(labelled.rows) + len(labelled.other):,} rows"]
    lines[0] += f", {len(labelled.true):,} pairs are one"
    for says, bands in (
        ("called the same", {Band.SAME}),
        ("the same or for review", {Band.SAME, Band.REVIEW}),
    ):
        precision, recall = right_and_found(labelled, pairs, bands)
        many = sum(pair.band in bands for pair in pairs)
        lines.append(
            f"  {says:24} {many:6,} pairs   precision {precision:.3f}   recall {recall:.3f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
