"""`python -m benchmarks.calibrate`: counts, on the tuning halves, how often each level holds.

Among the pairs that are one (m) and among pairs drawn at random that are not (u). It prints what
`muster/directory/matching/parameters.py` keeps; somebody reads it and puts it there.
"""

import random
from collections import Counter

from benchmarks.labelled import BESIDE, TUNE, Labelled, agencies, people, sites
from muster.directory.matching.model import MODELS, SILENT
from muster.directory.matching.pairs import PRIOR, weigh

DRAWN = 300_000
Counts = Counter[tuple[str, str]]


def main() -> None:
    """Print the table for each labelled list."""
    for labelled in (sites(BESIDE, TUNE), agencies(BESIDE, TUNE), people(BESIDE, TUNE)):
        one, two = counts_of(labelled)
        print(f"\n{labelled.name}: {len(labelled.true)} pairs are one, {DRAWN} drawn are not")
        for field in MODELS[labelled.noun]:
            known = [level.key for level in field.levels if level.key not in SILENT]
            ones = sum(one[field.key, level] for level in known)
            twos = sum(two[field.key, level] for level in known)
            if not ones:
                continue
            print(f"  {field.key}: known in {ones} and {twos}")
            for level in known:
                m, u = one[field.key, level], two[field.key, level]
                print(f"    {level:10} m {m / ones:.4f} ({m})  u {u / max(twos, 1):.6f} ({u})")


def counts_of(labelled: Labelled) -> tuple[Counts, Counts]:
    """How often each level holds among pairs that are one, and among drawn ones that are not."""
    rows = labelled.rows + labelled.other
    at = {row.key: position for position, row in enumerate(rows)}
    true = {tuple(sorted((at[left], at[right]))) for left, right in labelled.true}
    draw = random.Random(1)
    first = range(len(labelled.rows))
    second = range(len(labelled.rows), len(rows)) if labelled.other else first
    drawn = set()
    while len(drawn) < DRAWN and len(drawn) < len(first) * len(second) // 3:
        one, other = sorted((draw.choice(first), draw.choice(second)))
        if one != other and (one, other) not in true:
            drawn.add((one, other))
    counted = []
    for pairs in (true, drawn):
        found = weigh(rows, sorted(pairs), noun=labelled.noun)
        counted.append(
            Counter((w.field, w.level) for pair in found for w in pair.weights if w.field != PRIOR)
        )
    return counted[0], counted[1]


if __name__ == "__main__":
    main()
