"""Which rows of a list may be one, and what each field says about it."""

import math
from dataclasses import replace
from functools import cache

import pytest

from muster.directory.matching.link import link
from muster.directory.matching.model import MODELS, SILENT
from muster.directory.matching.pairs import find_pairs, weigh
from muster.directory.matching.parameters import PARAMETERS
from muster.directory.matching.rows import Band, Noun, Row

LARKHAVEN = Row(
    "1", "Larkhaven Freight Lines", street="2200 Old Gin Road", city="Larkhaven", state="MS",
    zip="39990", phones=("(228) 555-0114",), emails=("office@larkhaven.example",),
    usdot="9904417", trucks=64,
)  # fmt: skip
AGAIN = Row(
    "2", "LARKHAVEN FRT. LINES, L.L.C.", street="2200 OLD GIN RD STE 4", city="Larkhaven",
    state="MS", zip="39990-1200", phones=("228.555.0162",), emails=("office@larkhaven.example",),
    trucks=61,
)  # fmt: skip


@cache
def levels(one: Row, other: Row, noun: Noun = Noun.ORGANIZATIONS) -> dict[str, str]:
    """At which level the two agree in each field that both know."""
    (pair,) = weigh([one, other], [(0, 1)], noun=noun)
    return {
        weight.field: weight.level for weight in pair.weights if weight.level not in ("", "missing")
    }


def bands(*rows: Row, noun: Noun = Noun.ORGANIZATIONS) -> list[str]:
    """What the pairs among the rows are called."""
    return [str(pair.band) for pair in find_pairs(rows, noun=noun)]


def named(one: str, other: str) -> str:
    return levels(Row("1", one), Row("2", other))["name"]


def test_one_company_in_two_spellings_is_found_with_every_weight():
    (pair,) = find_pairs([LARKHAVEN, AGAIN])

    told = {weight.field: weight.level for weight in pair.weights}
    assert told == {
        "prior": "", "name": "same", "agency": "missing", "street": "same", "place": "zip",
        "trucks": "near", "phone": "differs", "web": "mailbox", "usdot": "missing",
        "ori": "missing",
    }  # fmt: skip
    assert (pair.left, pair.right, pair.band) == ("1", "2", Band.SAME)


def test_the_weights_add_up_to_the_score():
    (pair,) = find_pairs([LARKHAVEN, AGAIN])

    assert math.isclose(sum(weight.bits for weight in pair.weights), pair.score, abs_tol=1e-9)


def test_what_is_missing_says_nothing():
    (pair,) = find_pairs([LARKHAVEN, AGAIN])

    assert [weight.bits for weight in pair.weights if weight.level == "missing"] == [0.0] * 3


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Cinder Creek PD", "CINDER CREEK POLICE DEPARTMENT", "same"),
        ("De Soto Police", "DeSoto Police Dept", "also"),
        ("Tern Harbor Police", "Tern Harbor Sheriff's Office", "unit"),
        ("Quillport Terminal 12", "Quillport Terminal 14", "unit"),
        ("Brightmoor Logistics", "Brightmor Logistics", "near"),
        ("Tern Harbor Foods", "Tern Harbor Foods Distribution Center", "within"),
        ("Pinewick Freight", "Eider Casino", "differs"),
    ],
)
def test_names_agree_at_levels(one, other, level):
    assert named(one, other) == level


def test_a_campus_police_is_not_the_police_of_the_city_around_it():
    place = {"city": "Tarrow", "state": "MS", "phones": ("(228) 555-0100",)}
    city = Row("1", "TARROW POLICE DEPARTMENT", agency="police", **place)
    campus = Row("2", "EIDER COLLEGE - TARROW CAMPUS POLICE", agency="campus", **place)

    (unknown,) = find_pairs([replace(city, agency=""), campus])
    (known,) = weigh([city, campus], [(0, 1)])

    (kind,) = (weight for weight in known.weights if weight.field == "agency")
    assert (kind.level, kind.bits < -5) == ("differs", True)
    assert known.score < unknown.score + kind.bits + 0.01


def test_two_agencies_of_one_courthouse_are_never_called_the_same():
    house = {
        "street": "1 Court Square",
        "city": "Tarrow",
        "state": "MS",
        "phones": ("228-555-0100",),
    }
    sheriff = Row("1", "Tarrow County Sheriffs Office", agency="sheriff", **house)
    again = Row("2", "TARROW COUNTY SHERIFF", agency="sheriff", **house)
    unlike = Row("2", "Pinewick Police Department", **house)

    assert bands(sheriff, again) == ["same"]
    assert bands(sheriff, unlike) == ["review"]
    assert bands(sheriff, replace(unlike, agency="police")) == []
    assert bands(sheriff, replace(unlike, ori="MS0240100")) == ["review"]
    assert bands(replace(sheriff, ori="MS0240100"), replace(unlike, ori="MS0240100")) == ["same"]


def test_a_constable_is_neither_a_sheriff_nor_the_police():
    house = {
        "street": "1 Court Square",
        "city": "Tarrow",
        "state": "MS",
        "phones": ("228-555-0100",),
    }
    constables = Row("1", "Tarrow County Constables", agency="other", **house)
    sheriff = Row("2", "Tarrow County Sheriff", agency="sheriff", **house)

    assert bands(constables, replace(constables, key="2")) == ["same"]
    assert levels(constables, sheriff)["name"] == "unit"
    assert bands(constables, sheriff) == []
    assert bands(replace(constables, agency=""), replace(sheriff, agency="")) == ["review"]


@pytest.mark.parametrize(
    ("one", "other", "band"),
    [
        ("Tern Department of Public Safety", "Tern Department of Public Safety", "same"),
        (
            "Tern Department of Public Safety",
            "Tern Dept of Public Safety Service Division",
            "review",
        ),
        (
            "Tern Police Department - Narcotics Bureau",
            "Tern Police Department - Patrol Bureau",
            "review",
        ),
        ("Tern Police Department", "Tern Police Department - Substation", "review"),
    ],
)
def test_a_division_is_not_called_the_agency_that_it_is_of(one, other, band):
    there = {"street": "301 Ripley Street", "city": "Tern Harbor", "state": "MS", "zip": "39501",
             "agency": "police", "phones": ("(228) 555-0199",)}  # fmt: skip

    assert bands(Row("1", one, **there), Row("2", other, **there)) == [band]


def test_a_street_of_the_same_name_in_another_town_says_nothing():
    mckee = Row(
        "1", "McKee Police", street="100 Main Street", city="McKee", state="KY", zip="40447"
    )
    inez = replace(mckee, key="2", name="Inez Police", city="Inez", zip="41224")

    assert levels(mckee, inez)["street"] == "shared"
    assert find_pairs([mckee, inez]) == []
    moved = replace(inez, name="McKee Police Dept", city="Mc Kee", zip="40447")
    assert levels(mckee, moved)["street"] == "same"


def test_what_leaves_a_pair_in_doubt_is_a_weight_as_well():
    house = {
        "street": "1 Court Square",
        "city": "Tarrow",
        "state": "MS",
        "phones": ("228-555-0100",),
    }
    rows = [Row("1", "Tarrow Police", **house), Row("2", "Tarrow County Sheriff", **house)]

    (pair,) = find_pairs(rows)

    assert (pair.weights[-1].field, pair.weights[-1].level) == ("doubt", "organizations")
    assert math.isclose(sum(weight.bits for weight in pair.weights), pair.score, abs_tol=1e-9)
    assert round(pair.chance, 2) == 0.5


@pytest.mark.parametrize(
    ("one", "other", "band"),
    [
        ("Bob Hall", "Robert Hall", "same"),
        ("J. Hall", "Jan Hall", "same"),
        ("Hall, Jan", "Jan Hall", "same"),
        ("Michael Hall", "Micheal Hall", "same"),
        ("Alex Hall", "Alexander Hall", "same"),
        ("Jan Hallowell", "Jan Halowell", "same"),
        ("Jan Hall", "Jay Hall", "review"),
        ("Jan Hallowell", "Jay Hallowell", "review"),
        ("Maria Lopez", "Mario Lopez", "review"),
        ("Daniel Hall", "Danielle Hall", "review"),
        ("Ann Hall", "Ben Hall", "review"),
        ("Shared A", "Shared B", "review"),
    ],
)
def test_one_firm_and_one_mailbox_make_no_one_of_two_given_names(one, other, band):
    here = {"organizations": ("Pinewick Freight",), "emails": ("hall@pinewick.example",),
            "city": "Tarrow", "state": "MS", "zip": "39991"}  # fmt: skip

    assert bands(Row("1", one, **here), Row("2", other, **here), noun=Noun.PEOPLE) == [band]


def test_a_mistake_at_one_front_door_is_one_person_and_at_an_office_it_is_not():
    home = {"street": "12 Mill Road", "city": "Tarrow", "state": "MS", "zip": "39991"}
    one, other = Row("1", "Elli Hallowell", **home), Row("2", "Ellie Hallowell", **home)
    firm = ("Pinewick Freight",)

    assert bands(one, other, noun=Noun.PEOPLE) == ["same"]
    assert bands(
        replace(one, organizations=firm), replace(other, organizations=firm), noun=Noun.PEOPLE
    ) == ["review"]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ({"state": "KY"}, {"city": "Grayson", "state": "KY", "zip": "41143"}, None),
        ({"county": "Carter", "state": "KY"}, {"county": "Carter", "city": "Grayson", "state": "KY"}, None),  # noqa: E501
        ({"state": "OH"}, {"city": "Grayson", "state": "KY", "zip": "41143"}, "differs"),
        ({"county": "Boyd", "state": "KY"}, {"county": "Carter", "city": "Grayson", "state": "KY"}, "elsewhere"),  # noqa: E501
        ({"county": "Carter", "state": "KY"}, {"county": "Carter", "state": "KY"}, "county"),
        ({"state": "KY"}, {"state": "KY"}, "state"),
    ],
)  # fmt: skip
def test_a_town_that_one_side_knows_alone_speaks_for_nothing(one, other, level):
    told = levels(Row("1", "Super Quik", **one), Row("2", "Super Quik", **other))

    assert told.get("place") == level


def test_one_letter_of_a_family_name_is_all_there_is_of_it():
    mailbox, works_at = ("team@pinewick.example",), ("Pinewick Freight",)
    one, other = (Row(name, name, organizations=works_at, emails=mailbox)
                  for name in ("Shared A", "Shared B"))  # fmt: skip

    assert levels(one, other, Noun.PEOPLE)["name"] == "given"
    assert levels(one, replace(one, key="2"), Noun.PEOPLE)["name"] == "same"


def test_a_mailbox_alone_makes_no_pair():
    mailbox = ("office@larkhaven.example",)
    rows = [Row("1", "Ann Reed", emails=mailbox), Row("2", "Bo Lind", emails=mailbox)]

    assert find_pairs(rows, noun=Noun.PEOPLE) == []
    assert find_pairs([Row("1", "Reed Haulers", emails=mailbox), Row("2", "Lind & Co", emails=mailbox)]) == []  # fmt: skip  # noqa: E501


def test_two_people_at_one_mailbox_are_two():
    mailbox = ("smiths@pinewick.example",)
    bob, bobby, ann = (
        Row(str(at), name, emails=mailbox)
        for at, name in enumerate(("Bob Smith", "Robert Smith", "Ann Smith"))
    )

    assert levels(bob, bobby, Noun.PEOPLE) == {"name": "short", "email": "same"}
    assert levels(bob, ann, Noun.PEOPLE) == {"name": "relative", "email": "shared"}
    jan, jay = replace(bob, name="Jan Smith"), replace(ann, name="Jay Smith")
    assert levels(jan, jay, Noun.PEOPLE) == {"name": "relative", "email": "shared"}


def test_an_office_mailbox_says_nothing_of_a_person():
    mailbox = ("dispatch@pinewick.example",)
    one, other = (Row(str(at), "Luis Arreola", emails=mailbox) for at in range(2))

    assert levels(one, other, Noun.PEOPLE)["email"] == "shared"


def test_a_phone_of_many_tells_no_two_apart():
    rows = [Row(str(at), f"{name} Haulers", street=f"{at + 1} Mill Road", phones=("228-555-0100",))
            for at, name in enumerate(("Reed", "Lind", "Fenn"))]  # fmt: skip

    (pair,) = weigh(rows, [(0, 1)])

    assert {weight.field: (weight.level, weight.bits) for weight in pair.weights}["phone"] == (
        "shared",
        0.0,
    )


def test_a_common_name_weighs_less_than_a_rare_one():
    rows = [Row(str(at), "State Police", county=f"County {at}", state="MS") for at in range(40)]
    rows += [Row(key, "Quillport Police", county="Tarrow", state="MS") for key in ("40", "41")]
    common, rare = weigh(rows, [(0, 1), (40, 41)])[::-1]

    bits = [
        next(weight.bits for weight in pair.weights if weight.field == "name")
        for pair in (common, rare)
    ]
    assert bits[0] < 0 < bits[1]


def test_each_station_goes_to_one_agency_and_an_agency_has_many():
    stations = [
        Row("s1", "Quillport Police Department", city="Quillport", state="MS"),
        Row("s2", "Quillport PD - Harbor Substation", city="Quillport", state="MS"),
        Row("s3", "Tarrow County Sheriffs Office", city="Brightmoor", state="MS"),
        Row("s4", "Eider Casino", city="Eider", state="MS"),
    ]
    agencies = [
        Row("a1", "Quillport Police Dept", city="Quillport", state="MS"),
        Row("a2", "Tarrow Co Sheriff", city="Brightmoor", state="MS"),
        Row("a3", "Brightmoor Police Dept", city="Brightmoor", state="MS"),
    ]

    found = link(stations, agencies)

    assert sorted((pair.left, pair.right) for pair in found) == [
        ("s1", "a1"), ("s2", "a1"), ("s3", "a2"),
    ]  # fmt: skip


def test_two_agencies_of_one_name_leave_both_in_doubt():
    station = [Row("s1", "Quillport Police", phones=("228-555-0100",))]
    twins = [
        Row(f"a{at}", "Quillport Police Dept", phones=("228-555-0100",), state=state)
        for at, state in enumerate(("MS", "LA"))
    ]

    (alone,) = link(station, twins[:1])
    (doubtful,) = link(station, twins)

    assert (alone.band, doubtful.band) == (Band.SAME, Band.REVIEW)
    assert (doubtful.weights[-1].field, doubtful.weights[-1].others) == ("rivals", 1)
    assert round(doubtful.chance, 2) == 0.5


@pytest.mark.parametrize("rows", [[], [LARKHAVEN], [Row("1", ""), Row("2", "")]])
def test_nothing_to_compare_is_no_pair(rows):
    assert find_pairs(rows) == []


def test_quotes_in_a_name_are_letters():
    rows = [Row(str(at), 'O\'Hara "Bob"; DROP TABLE--', state="MS") for at in range(2)]

    assert [pair.band for pair in find_pairs(rows)] != []


@pytest.mark.parametrize("noun", list(Noun))
def test_every_level_has_its_numbers_and_nothing_else_has(noun):
    weighed = {field.key: [level.key for level in field.levels if level.key not in SILENT]
               for field in MODELS[noun]}  # fmt: skip

    assert {key: list(levels) for key, levels in PARAMETERS[noun].items()} == weighed
