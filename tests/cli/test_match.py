"""`muster match`: which rows may be one."""

import csv
import io

import pytest

from muster.directory.models import Organization, Pair
from tests import rows
from tests.directory.matching.doubles import larkhaven_twice
from tests.shared_data import shared

HEAD = ["Company Name", "Address", "Town", "ST", "ZIP Code", "Phone"]
COMPARED = dict(zip(HEAD, ("name", "street", "city", "state", "zip", "phone"), strict=True))
ONE = ["Larkhaven Freight Lines", "2200 Old Gin Road", "Larkhaven", "MS", "39990", "228-555-0114"]
AGAIN = ["LARKHAVEN FRT LINES LLC", "2200 Old Gin Rd", "Larkhaven", "MS", "39990", ""]
OTHER = ["Eider Casino", "1 Beach Blvd", "Eider", "MS", "39991", ""]


@pytest.fixture
def list_of(tmp_path):
    """Write a CSV file with these lines."""

    def write(*lines, head=HEAD, name="list.csv"):
        out = io.StringIO()
        csv.writer(out).writerows([head, *lines])
        path = tmp_path / name
        path.write_text(out.getvalue(), encoding="utf-8")
        return path

    return write


def test_a_file_is_compared_with_itself(muster, list_of):
    said = muster("match", list_of(ONE, OTHER, AGAIN), "--format", "json")

    told = said.json
    (pair,) = told.pop("pairs")
    weights = {weight["field"]: (weight["level"], weight["says"]) for weight in pair["weights"]}
    assert said.code == 0
    assert told == {
        "noun": "organizations", "columns": {"list.csv": COMPARED}, "rows": 3, "other_rows": None,
        "same": 1, "review": 0,
    }  # fmt: skip
    assert (pair["left"], pair["right"], pair["band"]) == (
        {"row": 2, "name": ONE[0]},
        {"row": 4, "name": AGAIN[0]},
        "same",
    )
    assert weights["phone"] == ("missing", "missing on one side: says nothing")
    assert weights["street"] == ("same", "same, once the short forms are written out")
    assert pair["score"] == pytest.approx(sum(w["bits"] for w in pair["weights"]), abs=0.01)


def test_each_row_goes_to_its_best_one_in_the_other_file(muster, list_of):
    here = list_of(ONE, OTHER)
    there = list_of(AGAIN, name="register.csv")

    told = muster("match", here, there, "--format", "json").json

    assert [(pair["left"]["row"], pair["right"]["row"]) for pair in told["pairs"]] == [(2, 2)]
    assert (told["rows"], told["other_rows"]) == (2, 1)


def test_in_words_the_chance_stands_beside_both_rows(muster, list_of):
    said = muster("match", list_of(ONE, AGAIN))

    assert said.out.splitlines()[-1] == "1 called the same, 0 to review."
    assert said.out.splitlines()[2].split()[:2] == ["99", "same"]
    assert said.out.splitlines()[0] == (
        "list.csv: Company Name: name, Address: street, Town: city, ST: state, ZIP Code: zip,"
        " Phone: phone."
    )


def test_people_are_told_by_their_columns(muster, list_of):
    head = ["First Name", "Last Name", "Email"]
    people = list_of(
        ["Bob", "Arreola", "bob@arreola.example"],
        ["Robert", "Arreola", "bob@arreola.example"],
        head=head,
    )

    told = muster("match", people, "--format", "json").json

    assert (told["noun"], [pair["band"] for pair in told["pairs"]]) == ("people", ["same"])


@pytest.mark.django_db
def test_a_file_is_linked_to_the_directory_and_nothing_is_stored(muster, list_of):
    larch = rows.program()
    kept, ended = larkhaven_twice(larch)
    ended.merged_into = kept
    ended.save()

    told = muster("match", list_of(AGAIN), "--program", "larch", "--format", "json").json

    assert [pair["right"] for pair in told["pairs"]] == [{"id": kept.pk, "name": kept.name}]
    assert (Organization.objects.count(), Pair.objects.count()) == (2, 0)


def test_a_file_without_names_is_refused_in_words(muster, list_of):
    said = muster("match", list_of(["1", "2"], head=["Shoe size", "Colour"]))

    assert (said.code, said.out) == (1, "")
    assert "No column is called a name" in said.err
    assert "Shoe size, Colour" in said.err


def test_a_file_that_is_not_there_is_said(muster, tmp_path):
    said = muster("match", tmp_path / "nowhere.csv")

    assert (said.code, said.err) == (
        1,
        f"There is no file {tmp_path / 'nowhere.csv'}. Nothing was compared.\n",
    )


def test_one_list_is_compared_with_one_other(muster, list_of):
    said = muster("match", list_of(ONE), list_of(ONE, name="b.csv"), "--program", "larch")

    assert said.code == 2


def test_a_file_without_headers_is_told_what_its_columns_are(muster, tmp_path):
    path = tmp_path / "companies.csv"
    path.write_text("Larkhaven Freight Inc.;Canada\nEider Casino;USA\nLarkhaven Freight;Canada\n")

    alone = muster("match", path)
    told = muster("match", path, "--map", "Column 1=name", "--map", "Column 2=", "--format", "json")

    assert (alone.code, "Or say which it is: --map COLUMN=name." in alone.err) == (1, True)
    assert (told.code, told.json["columns"]) == (0, {"companies.csv": {"Column 1": "name"}})
    assert [pair["left"]["row"] for pair in told.json["pairs"]] == [1]


def test_headers_in_another_language_are_mapped(muster, list_of):
    head = ["Firma", "Straße", "Stadt", "ST", "PLZ", "Telefon"]
    said = [f"--map={name}={field}" for name, field in zip(head, COMPARED.values(), strict=True)]

    told = muster("match", list_of(ONE, OTHER, AGAIN, head=head), *said, "--format", "json").json

    assert list(told["columns"]["list.csv"].values()) == list(COMPARED.values())
    assert (told["noun"], len(told["pairs"])) == ("organizations", 1)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Phone", "“Phone” says no field: write --map COLUMN=FIELD.\n"),
        ("Phone=fax", "There is no field “fax”. There are: name, other_name, given,"),
        ("Fax=phone", "No file has a column “Fax”. Nothing was compared.\n"),
    ],
)
def test_what_cannot_be_mapped_is_said(muster, list_of, said, words):
    assert muster("match", list_of(ONE), "--map", "Phone=phone").code == 0

    told = muster("match", list_of(ONE), "--map", said)

    assert (told.code, told.err.startswith(words)) == (2, True)


def test_a_real_file_without_headers_is_compared(muster):
    path = shared("linkage/cleanco_companies.csv")

    told = muster("match", path, "--map", "Column 1=name", "--format", "json")

    assert (told.code, told.json["rows"]) == (0, 1320)


COURTHOUSE = ["1 Court Square", "Tarrow", "MS", "39990", "228-555-0100"]


def kinds(said):
    """How the kinds of the first pair compare."""
    (pair,) = said.json["pairs"]
    return next(each["level"] for each in pair["weights"] if each["field"] == "agency")


def test_in_a_list_of_agencies_the_names_say_their_kind(muster, list_of):
    one = ["Tarrow County Sheriffs Office", *COURTHOUSE]
    again = ["TARROW CO SHERIFF", *COURTHOUSE]
    constable = ["Tarrow County Constable - District 2", *COURTHOUSE]

    same = muster("match", list_of(one, again), "--format", "json")
    told = muster("match", list_of(one, constable), "--format", "json")

    assert (same.json["same"], kinds(same)) == (1, "same")
    assert told.json["pairs"] == []


def test_a_column_says_the_kind_of_an_agency_and_a_contradiction_says_none(muster, list_of):
    head = [*HEAD, "Type"]
    one = ["Tarrow Police", *COURTHOUSE, "LOCAL POLICE DEPARTMENT"]
    again = ["Tarrow PD", *COURTHOUSE, ""]
    county = ["Tarrow PD", *COURTHOUSE, "County"]

    told = muster("match", list_of(one, again, head=head), "--format", "json")
    doubtful = muster("match", list_of(one, county, head=head), "--format", "json")

    assert told.json["columns"]["list.csv"]["Type"] == "kind"
    assert (kinds(told), kinds(doubtful)) == ("same", "missing")


def test_companies_have_no_kind_of_agency(muster, list_of):
    name = "Public Safety Trucking"
    agencies = [["Tarrow Police", *OTHER[1:]], ["Eider Police", *OTHER[1:3], "LA", "", ""]]
    agencies += [["Quillport County Sheriff", "", "Quillport", "TX", "", ""]]

    for others in ([], agencies):
        said = muster("match", list_of([name, *COURTHOUSE], [name, *COURTHOUSE], *others),
                      "--format", "json")  # fmt: skip
        told = [pair for pair in said.json["pairs"] if pair["left"]["name"] == name]
        assert [
            (weight["level"], weight["says"])
            for pair in told
            for weight in pair["weights"]
            if weight["field"] == "agency"
        ] == [("missing", "missing on both sides: says nothing")]


def test_two_people_with_one_mailbox_are_left_to_somebody(muster, list_of):
    head = ["Name", "Email", "Company", "City", "State", "Zip"]
    firm = ["Pinewick Freight", "Tarrow", "MS", "39990"]
    people = list_of(
        ["Jan Hall", "hall@pinewick.example", *firm],
        ["Jay Hall", "hall@pinewick.example", *firm],
        head=head,
    )

    (pair,) = muster("match", people, "--format", "json").json["pairs"]

    weights = {each["field"]: each["level"] for each in pair["weights"]}
    assert (pair["band"], weights["email"], weights["doubt"]) == ("review", "shared", "people")
    assert pair["weights"][-1]["says"] == "the names are of two, and may share an office"
    assert pair["score"] == pytest.approx(sum(w["bits"] for w in pair["weights"]), abs=0.01)


def test_of_a_real_list_of_one_state_no_two_offices_are_called_the_same(muster, tmp_path):
    real = shared("law_enforcement/hifld_local_law_enforcement_2019_16_states.csv")
    with real.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        kentucky = [line for line in lines if line["STATE"] == "KY"]
    path = tmp_path / "kentucky.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(kentucky[0]))
        out.writeheader()
        out.writerows(kentucky)

    told = muster("match", path, "--format", "json").json

    assert told["rows"] == 458
    bands = {(pair["left"]["name"], pair["right"]["name"]): pair["band"] for pair in told["pairs"]}
    assert set(bands.values()) == {"review"}
    assert bands.keys() >= {
        ("BENTON POLICE DEPARTMENT", "BENTON POLICE DEPARTMENT SUBSTATION 1"),
        ("COVINGTON POLICE DEPARTMENT", "COVINGTON POLICE DEPARTMENT - SUBSTATION"),
        ("PIKE COUNTY SHERIFFS DEPARTMENT", "PIKE COUNTY SHERIFF DEPARTMENT - CRIMINAL DIVISION"),
    }
    assert [pair for pair in told["pairs"] if "CONSTABLE" in str(pair)] == []
