"""Lists in which it is known what is one: for calibrating the matching, and for judging it.

None of them is ours, and none is copied: they are read from a folder beside the project. Each list
is cut in two by what it is about, so that no company, agency or person stands in both halves: on
the one the numbers are set, on the other they are judged.
"""

import csv
import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from muster.directory.matching.rows import Noun, Row

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"
TUNE, JUDGE = 0, 1

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One list, or two to be linked, and the pairs in it that are one.

    Attributes:
        other: the second list, if the task is to link two.
    """

    name: str
    noun: Noun
    rows: list[Row]
    other: list[Row]
    true: Pairs


def half_of(label: str) -> int:
    """The half in which everything of one label stands, the same on each machine."""
    return zlib.crc32(label.encode()) % 2


def sites(folder: Path, half: int) -> Labelled:
    """Places of early childhood education in Chicago, from several lists, with hand-made ids.

    The ids look made of house number and ZIP code: some join two schools, and one without a ZIP
    code is apart from its others. Nobody's matching can be right on those.
    """
    with (folder / "linkage/early_childhood_sites_with_true_ids.csv").open(
        encoding="utf-8"
    ) as file:
        lines = [line for line in csv.DictReader(file) if half_of(line["True Id"]) == half]
    rows = [
        Row(
            key=line["Id"],
            name=line["Site name"].replace("\n", " "),
            street=line["Address"],
            city="Chicago",
            state="IL",
            zip=line["Zip"],
            phones=(line["Phone"],),
            url=line["Website"],
        )
        for line in lines
    ]
    ids = ((line["True Id"], line["Id"]) for line in lines)
    return Labelled("early childhood sites", Noun.ORGANIZATIONS, rows, [], _pairs(ids))


def people(folder: Path, half: int) -> Labelled:
    """Invented people of Febrl, each once as they are and once with mistakes.

    Only what Muster knows of a person is used: name and address. The dates of birth and the
    insurance numbers, which would settle most of it, are left out.
    """
    with (folder / "linkage/febrl_dataset1.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file, skipinitialspace=True))
    rows, ids = [], []
    for line in lines:
        label = line["rec_id"].split("-")[1]
        if half_of(label) != half:
            continue
        ids.append((label, line["rec_id"]))
        rows.append(
            Row(
                key=line["rec_id"],
                name=f"{line['given_name']} {line['surname']}".strip(),
                street=f"{line['street_number']} {line['address_1']}".strip(),
                city=line["suburb"],
                state=line["state"],
                zip=line["postcode"],
            )
        )
    return Labelled("Febrl people", Noun.PEOPLE, rows, [], _pairs(ids))


def agencies(folder: Path, half: int, *, with_county: bool = True) -> Labelled:
    """Police agencies of 16 states as the FBI names them, linked to how another census did.

    The ORI says which two are one, and is hidden from the matching: names, state and, if wanted,
    the county of the FBI's list are left. The county of the other name is the same by the same
    ORI, so it agrees wherever it is known.
    """
    law = folder / "law_enforcement"
    with (law / "fbi_cde_agency_name_variants_16_states.csv").open(encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file) if line["icpsr_name"].strip()]
    counties = _counties(law / "fbi_cde_agencies_by_state.json.gz") if with_county else {}
    left, right, true = [], [], set()
    for line in lines:
        ori, state = line["ori"], {"NB": "NE"}.get(line["ori"][:2], line["ori"][:2])
        if half_of(state) != half:
            continue
        county = counties.get(ori, "")
        left.append(Row(key=f"L{ori}", name=line["icpsr_name"], county=county, state=state))
        right.append(Row(key=f"R{ori}", name=line["edited_name"], county=county, state=state))
        true.add((f"L{ori}", f"R{ori}"))
    name = "agency names, with county" if with_county else "agency names, state alone"
    return Labelled(name, Noun.ORGANIZATIONS, left, right, frozenset(true))


def _counties(path: Path) -> dict[str, str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        states = json.load(file)
    return {
        ori: agency["primary_county"] or ""
        for agencies in states.values()
        for ori, agency in agencies.items()
    }


def _pairs(ids: Iterable[tuple[str, str]]) -> Pairs:
    together = defaultdict(list)
    for label, key in ids:
        together[label].append(key)
    return frozenset(pair for keys in together.values() for pair in combinations(sorted(keys), 2))
