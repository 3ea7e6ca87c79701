"""`muster import`: a file into the directory, and out of it again."""

import csv
import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from muster.cli import imports
from muster.cli.__main__ import _parser
from muster.core.models import AuditEvent
from muster.directory.models import Import, Organization, Person, RememberedColumn
from tests import rows

pytestmark = pytest.mark.django_db
HEAD = ["First Name", "Last Name", "Job Title", "Company", "Cell Phone"]
ROBIN = ["Robin", "Tansy", "Owner", "Larkhaven Freight", "(228) 555-0117"]
WES = ["Wes", "Calloway", "Manager", "Quillport Terminal", "911"]
SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples" / "imports"


@pytest.fixture
def larch(db):
    return rows.program()


@pytest.fixture
def list_of(tmp_path):
    """Write a CSV file with these lines."""

    def write(*lines, head=HEAD, name="people.csv"):
        out = io.StringIO()
        csv.writer(out).writerows([head, *lines])
        path = tmp_path / name
        path.write_text(out.getvalue(), encoding="utf-8")
        return path

    return write


def people():
    return sorted(Person.objects.values_list("name", flat=True))


def test_the_rows_go_in_and_what_cannot_be_stored_is_told_with_its_row(muster, larch, list_of):
    said = muster("import", list_of(ROBIN, WES), "--format", "json")

    run = Import.objects.get()
    told = said.json
    assert said.code == 0
    assert {name: told[name] for name in ("id", "rows", "new", "changed", "same")} == {
        "id": run.key, "rows": 2, "new": 1, "changed": 0, "same": 0,
    }  # fmt: skip
    (error,) = told["errors"]
    assert (error["row"], error["column"]) == (3, "Cell Phone")
    assert "911" in error["message"]
    assert people() == ["Robin Tansy"]


def test_in_words_the_counts_stand_on_stdout_and_the_trouble_on_stderr(muster, larch, list_of):
    said = muster("import", list_of(ROBIN, WES))

    assert said.out.startswith("people.csv (contacts). 2 rows: 1 new, 0 changed, 0 as they were.")
    assert f"muster import --undo {Import.objects.get().key}" in said.out
    assert said.err.startswith("1 cannot be stored:\n  row 3, Cell Phone: ")


def test_columns_that_fill_nothing_are_told_and_so_is_a_file_without_a_row(muster, larch, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Name,Company,Shoe size\n")

    said = muster("import", str(path))

    assert said.code == 0
    assert said.out.startswith("people.csv (contacts). 0 rows: 0 new, 0 changed, 0 as they were.")
    assert "Below its headers stands nothing." in said.out
    assert "Not used: “Shoe size”. --map COLUMN=FIELD uses a column." in said.out


def test_the_same_file_again_changes_nothing(muster, larch, list_of):
    path = list_of(ROBIN)
    muster("import", path)

    again = muster("import", path, "--format", "json")

    assert (again.code, again.json["new"], again.json["same"]) == (0, 0, 1)
    assert people() == ["Robin Tansy"]


def test_a_dry_run_tells_and_keeps_nothing(muster, larch, list_of, home):
    before = set(home.glob("imports/*"))

    said = muster("import", list_of(ROBIN, WES), "--dry-run", "--format", "json")

    assert (said.code, said.json["id"], said.json["new"]) == (0, None, 1)
    assert len(said.json["errors"]) == 1
    assert (people(), Import.objects.count()) == ([], 0)
    assert set(home.glob("imports/*")) == before


def test_a_dry_run_stands_in_the_record_with_its_end(muster, larch, list_of):
    muster("import", list_of(ROBIN), "--dry-run")
    muster("import", list_of(ROBIN), "--map", "Company=nothing")

    acts = AuditEvent.objects.order_by("pk").values_list("verb", "words__subject")
    one, other = acts[0][1], acts[2][1]
    assert list(acts) == [
        ("took in", one), ("gave up", one), ("took in", other), ("gave up", other),
    ]  # fmt: skip


def test_what_a_dry_run_is_told_of_columns_is_not_remembered(muster, larch, list_of):
    path = list_of(["Robin Tansy"], head=["Wer"])
    told = ["import", path, "--kind", "contacts", "--map", "Wer=person.name"]

    muster(*told, "--dry-run")
    assert not RememberedColumn.objects.exists()

    muster(*told)
    assert RememberedColumn.objects.get().field == "person.name"


def test_what_is_held_back_of_a_row_is_told(muster, larch, list_of):
    head, row = [*HEAD, "Email"], [*WES, "wes@quillport.example"]

    said = muster("import", list_of(row, head=head), "--dry-run")
    told = muster("import", list_of(row, head=head), "--format", "json").json

    assert said.out.splitlines()[2] == "1 new, but for what is said here:"
    assert said.out.splitlines()[3].startswith("  row 2: Cell Phone: 911 is an")
    assert [(note["row"], note["column"]) for note in told["notes"]] == [(2, "Cell Phone")]
    assert people() == ["Wes Calloway"]


def test_the_program_that_a_file_goes_to_is_named(muster, larch, list_of):
    rows.program("birch", sample=True)

    said = muster("import", list_of(ROBIN))
    told = muster("import", list_of(ROBIN), "--program", "birch", "--format", "json").json

    assert said.out.splitlines()[1] == "For The larch program (larch)."
    assert told["program"] == "birch"


def test_an_import_is_taken_back_by_its_id(muster, larch, list_of):
    key = muster("import", list_of(ROBIN), "--format", "json").json["id"]
    assert people() == ["Robin Tansy"]

    said = muster("import", "--undo", key, "--format", "json")

    assert (said.code, said.json["id"], said.json["kept"]) == (0, key, [])
    assert (people(), Organization.objects.count()) == ([], 0)
    again = muster("import", "--undo", key)
    assert again.code == 1
    assert again.err.startswith(f"{key} was not taken back. This import was undone before.")


def test_columns_are_mapped_as_is_said(muster, larch, list_of):
    path = list_of(["Robin Tansy", "(228) 555-0117"], head=["Wer", "Nummer"])

    said = muster("import", path, "--map", "Wer=person.name", "--map", "Nummer=person.cell")

    assert (said.code, people()) == (0, ["Robin Tansy"])


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--map", "Nobody=person.name"], "The file has no column “Nobody”. It has: “First Name”"),
        (["--map", "Company=nothing"], "There is no field “nothing”. There are: person.name"),
        (["--map", "Company"], "“Company” says no field: write --map COLUMN=FIELD."),
        (["--map", "First Name=", "--map", "Last Name=", "--map", "Company="],
         "No column fills"),
    ],
    ids=["no such column", "no such field", "no field", "nobody left"],
)  # fmt: skip
def test_what_cannot_be_mapped_is_said_and_nothing_is_kept(muster, larch, list_of, more, says):
    said = muster("import", list_of(ROBIN), *more)

    assert said.code in (1, 2)
    assert says in said.err
    assert (people(), Import.objects.count()) == ([], 0)


def test_what_is_no_table_is_said_and_nothing_is_kept(muster, larch, tmp_path):
    path = tmp_path / "people.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "not a sheet")

    said = muster("import", path)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{path} was not imported.")
    assert "Nothing was kept" in said.err
    assert Import.objects.count() == 0


def test_without_a_file_or_an_id_it_says_what_it_needs(muster, larch, list_of, tmp_path):
    assert muster("import").code == 2
    assert muster("import", list_of(ROBIN), "--undo", "x").code == 2
    absent = muster("import", tmp_path / "absent.csv")
    assert (absent.code, absent.err) == (
        1, f"There is no file {tmp_path / 'absent.csv'}. Nothing was changed.\n",
    )  # fmt: skip
    folder = muster("import", tmp_path)
    assert (folder.code, folder.err) == (
        1, f"{tmp_path} is a folder: name one of the files in it. Nothing was changed.\n",
    )  # fmt: skip
    assert muster("import", "--undo", "nowhere").err.startswith("There is no import “nowhere”.")


def test_of_several_programs_one_is_named(muster, larch, list_of):
    rows.program("birch")

    silent = muster("import", list_of(ROBIN))
    named = muster("import", list_of(ROBIN), "--program", "birch")

    assert (silent.code, named.code) == (1, 0)
    assert list(Person.objects.values_list("program__key", flat=True)) == ["birch"]


def test_a_file_of_which_no_row_can_be_stored_ends_with_1(muster, larch, list_of):
    said = muster("import", list_of(WES), "--format", "json")

    assert (said.code, said.json["new"], len(said.json["errors"])) == (1, 0, 1)


def test_the_act_stands_in_the_record(muster, larch, list_of):
    key = muster("import", list_of(ROBIN), "--format", "json").json["id"]
    muster("import", "--undo", key)

    acts = AuditEvent.objects.order_by("pk").values_list("actor", "verb")
    assert list(acts) == [
        ("muster import", "took in"),
        ("muster import", "imported"),
        ("muster import", "undid"),
    ]


def test_a_long_file_says_how_far_it_is(muster, larch, list_of, monkeypatch):
    monkeypatch.setattr(imports, "_SECONDS", 0)
    short = muster("import", list_of(ROBIN), "--dry-run", "--format", "json")
    monkeypatch.setattr(imports, "_LONG", 1)

    long = muster("import", list_of(ROBIN), "--format", "json")

    assert (short.err, short.json["new"]) == ("", 1)
    assert "rows read" in long.err
    assert long.json["new"] == 1
    undone = muster("import", "--undo", long.json["id"])
    assert undone.err == "1 rows are taken back, all of them together; it takes a moment\n"


def test_a_list_of_ones_own_comes_in(muster, larch):
    said = muster(
        "import", SAMPLES / "casinos.csv", "--kind", "places", "--map", "Property=site.name",
        "--format", "json",
    )  # fmt: skip

    assert (said.code, said.json["new"], said.json["errors"]) == (0, 3, [])


ANSWERS = SAMPLES.parent / "answers"


@pytest.fixture
def larkhaven(larch):
    return rows.build(larch)


def test_answers_say_at_which_build_they_were_given(muster, larch):
    said = muster("import", ANSWERS / "any-table.csv", "--kind", "answers")

    assert (said.code, said.err) == (
        2, "Answers belong to a build: say which with --build KEY.\n",
    )  # fmt: skip


def test_a_list_is_of_no_build(muster, larkhaven, list_of):
    said = muster("import", list_of(ROBIN), "--kind", "contacts", "--build", "larkhaven")

    assert said.code == 2
    assert people() == []


def test_answers_come_in_and_are_taken_back_by_their_id(muster, larkhaven, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(
        "I know what to do next.,IP Address\nAgree,10.0.0.1\nAgree,10.0.0.2\nDisagree,10.0.0.3\n"
        "Agree,10.0.0.4\nAgree,10.0.0.5\n"
    )

    tried = muster("import", path, "--build", "larkhaven", "--dry-run", "--format", "json")
    assert (tried.code, tried.json["new"], larkhaven.responses.count()) == (0, 5, 0)
    told = muster("import", path, "--build", "larkhaven", "--format", "json").json
    again = muster("import", path, "--build", "larkhaven", "--format", "json").json

    assert (told["kind"], told["rows"], told["new"], told["errors"]) == ("answers", 5, 5, [])
    assert told["dropped"] == [{"column": "IP Address", "values": 5}]
    assert (again["new"], again["same"], larkhaven.responses.count()) == (0, 5, 5)
    said = muster("import", "--undo", told["id"])
    assert (said.code, larkhaven.responses.count()) == (0, 0)


def test_answers_with_a_word_that_nobody_knows_wait(muster, larkhaven, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("I know what to do next.\nAgree\nAgree\nPerhaps so\n")

    said = muster("import", path, "--build", "larkhaven", "--format", "json")

    assert (said.code, said.json["new"], larkhaven.responses.count()) == (1, 0, 0)
    assert [error["row"] for error in said.json["errors"]] == [4]


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_file_that_fills_no_name_is_refused_in_a_dry_run_too(muster, larch, tmp_path, more):
    path = tmp_path / "foo.csv"
    path.write_text("Foo,Bar\n1,2\n")

    said = muster("import", path, "--kind", "contacts", *more)

    assert (said.code, said.err) == (
        1,
        f"{path} was not imported, and nothing was kept. No column fills “Person: name” or “Person:"
        " given name” or “Person: family name” or “Organization: name”, and without it there is "
        "nobody to store.\n"
        "It was read as contacts; --kind reads it as something else. Its columns: “Foo”, “Bar”.\n"
        "Say with --map COLUMN=FIELD which of them is one of: person.name, person.given, "
        "person.family, organization.name.\n",
    )
    assert not Import.objects.exists()


def test_who_stops_reading_is_not_told_that_nothing_was_changed(larch, list_of, monkeypatch):
    asked = _parser().parse_args(["import", str(list_of(ROBIN))])
    reader, writer = os.pipe()
    os.close(reader)
    nobody = os.fdopen(writer, "w", buffering=1)
    monkeypatch.setattr("sys.stdout", nobody)

    with pytest.raises(BrokenPipeError):
        asked.run(asked)

    monkeypatch.undo()
    with suppress(BrokenPipeError):
        nobody.close()
    assert Import.objects.get().applied_at is not None


@pytest.mark.parametrize(
    "more", [["--dry-run"], ["--alone"], ["--kind", "contacts"], ["--map", "Company="]]
)
def test_an_undo_with_what_is_said_of_a_file_is_refused_and_takes_nothing_back(
    muster, larch, list_of, more
):
    key = muster("import", list_of(ROBIN), "--format", "json").json["id"]

    said = muster("import", "--undo", key, *more)

    assert said.code == 2
    assert f"without {more[0]}. Nothing was changed." in said.err
    assert people() == ["Robin Tansy"]
    assert muster("import", "--undo", key).code == 0
    assert people() == []
