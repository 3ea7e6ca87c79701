"""An agency is of one state: its own, or the one whose letters its ORI begins with."""

from dataclasses import replace
from typing import Any

from muster.directory.matching.link import link
from muster.directory.matching.pairs import find_pairs, weigh
from muster.directory.matching.rows import Band, Row, ScoredPair

STATION = Row("1", "Tarrow Police Department", city="Tarrow", state="MS", agency="police")
AGENCY = Row("2", "Tarrow Police Department", ori="MS0990200", agency="police")


def weighed(one: Row, other: Row) -> ScoredPair:
    (pair,) = weigh([one, other], [(0, 1)])
    return pair


def place(pair: ScoredPair) -> str:
    """At which level the two places agree."""
    return next(weight.level for weight in pair.weights if weight.field == "place")


def test_a_station_goes_to_the_agency_of_its_state_and_never_to_one_of_another() -> None:
    station = replace(STATION, city="", county="Tarrow")
    agency = replace(AGENCY, county="Tarrow")
    elsewhere = replace(agency, key="3", ori="KY0990200")
    towns = ("Quillport", "Brightmoor", "Eider", "Larkhaven", "Pinewick", "Wrenfield")
    others = [
        Row(town, f"{town} Police Department", ori=f"MS09{at}0100", agency="police")
        for at, town in enumerate(towns, 10)
    ]

    found = link([station], [elsewhere, agency, *others])

    assert [(pair.left, pair.right) for pair in found] == [("1", "2")]
    assert link([station], [elsewhere, *others]) == []
    assert link([station], [elsewhere, *others], one_to_one=False) == []


def test_of_one_list_two_agencies_of_two_states_are_no_pair() -> None:
    assert [pair.band for pair in find_pairs([STATION, AGENCY])] != []
    assert find_pairs([STATION, replace(AGENCY, ori="KY0990200")]) == []


def test_a_row_without_a_state_is_in_that_of_its_ori_and_what_it_says_itself_outweighs_it() -> None:
    named = Row("", "Tarrow Police Department", agency="police")
    both = [
        (replace(named, state=state), replace(named, ori=ori, state=said), level)
        for ori, said, state, level in (
            ("MS0990200", "", "MS", "state"),
            ("ms09902", "", "Mississippi", "state"),
            ("NB0990200", "", "NE", "state"),
            ("NE0990200", "", "Nebraska", "state"),
            ("GM0990200", "", "GU", "state"),
            ("KY0990200", "", "MS", "differs"),
            ("KY0990200", "MS", "MS", "state"),
            # Not every ORI begins with a state.
            ("TS0990200", "", "MS", "missing"),
        )
    ]
    rows = [row for one, other, _level in both for row in (one, other)]
    keyed = [replace(row, key=str(at)) for at, row in enumerate(rows)]

    pairs = weigh(keyed, [(at, at + 1) for at in range(0, len(keyed), 2)])

    told = {int(pair.left): place(pair) for pair in pairs}
    assert told == {2 * at: level for at, (_one, _other, level) in enumerate(both)}


def test_two_states_are_said_as_what_speaks_against_a_pair() -> None:
    pair = weighed(STATION, replace(AGENCY, ori="KY0990200"))

    assert pair.band is Band.DIFFERENT
    assert (pair.weights[-1].field, pair.weights[-1].level) == ("doubt", "states")


def test_a_number_of_a_register_joins_also_over_states() -> None:
    one, other = (
        Row(key, "Tarrow Police", state=state, ori="MS0990200", agency="police")
        for key, state in (("1", "MS"), ("2", "KY"))
    )

    assert weighed(one, other).band is not Band.DIFFERENT


def test_a_company_may_have_an_office_in_each_of_two_states() -> None:
    more: dict[str, Any] = {"phones": ("(228) 555-0114",), "emails": ("office@larkhaven.example",)}
    one = Row("1", "Larkhaven Freight Lines", state="MS", **more)

    assert weighed(one, replace(one, key="2", state="AL")).band is not Band.DIFFERENT
    assert (
        weighed(
            replace(one, agency="police"), replace(one, key="2", state="AL", agency="police")
        ).band
        is Band.DIFFERENT
    )
