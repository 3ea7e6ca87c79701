"""How right the matching is on real lists, on the halves on which nothing was set.

The floors are what was measured (docs/explanation/matching.md), with a small margin.
"""

import pytest

from benchmarks.labelled import JUDGE, Labelled, agencies, people, sites
from benchmarks.matching import found_in, right_and_found
from muster.directory.matching.rows import Band
from tests.shared_data import FOLDER, shared

SAME, ALL = {Band.SAME}, {Band.SAME, Band.REVIEW}


def judge(labelled: Labelled) -> list[float]:
    """Precision and recall of the pairs called the same, then of those for review with them."""
    pairs = found_in(labelled)
    return [*right_and_found(labelled, pairs, SAME), *right_and_found(labelled, pairs, ALL)]


def holds(measured: list[float], floors: list[float]) -> bool:
    return all(value >= floor for value, floor in zip(measured, floors, strict=True))


def test_sites_of_several_lists():
    shared("linkage/early_childhood_sites_with_true_ids.csv")

    measured = judge(sites(FOLDER, JUDGE))

    assert holds(measured, [0.96, 0.88, 0.92, 0.92]), measured


def test_people_with_mistakes_in_their_names_and_streets():
    shared("linkage/febrl_dataset1.csv")

    measured = judge(people(FOLDER, JUDGE))

    assert holds(measured, [0.99, 0.88, 0.98, 0.90]), measured


@pytest.mark.parametrize(
    ("with_county", "floors"),
    [(True, [0.98, 0.87, 0.95, 0.92]), (False, [0.99, 0.62, 0.95, 0.89])],
)
def test_names_of_police_agencies_in_two_registers(with_county, floors):
    shared("law_enforcement/fbi_cde_agency_name_variants_16_states.csv")
    shared("law_enforcement/fbi_cde_agencies_by_state.json.gz")

    measured = judge(agencies(FOLDER, JUDGE, with_county=with_county))

    assert holds(measured, floors), measured
