"""`muster import --kind answers`: a survey's file into a build, and out of it again."""

from pathlib import Path

import pytest

from muster.surveys.models import AnswerImport, Response
from tests import rows

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples" / "answers"


@pytest.fixture
def quillport(gulfport):
    return rows.build(gulfport.program, key="quillport", from_history=True)


@pytest.fixture
def bring(muster, quillport):
    def call(file, *words):
        return muster(
            "import", file, "--kind", "answers", "--build", quillport.key, *words,
            "--format", "json",
        )  # fmt: skip

    return call


def test_the_answers_go_in_and_what_was_dropped_is_told(bring):
    said = bring(SAMPLES / "qualtrics.csv")

    told = said.json
    assert said.code == 0
    assert (told["rows"], told["new"], told["changed"], told["same"]) == (10, 8, 0, 0)
    assert (told["left_out"], told["quotes"], told["errors"]) == (2, 6, [])
    assert {"column": "IPAddress: IP Address", "values": 10} in told["dropped"]
    assert Response.objects.filter(brought_by__key=told["id"]).count() == 8


def test_the_same_file_again_changes_nothing(bring):
    first = bring(SAMPLES / "limesurvey.csv").json

    again = bring(SAMPLES / "limesurvey.csv").json

    assert (again["new"], again["same"], again["id"]) == (0, 8, first["id"])
    assert Response.objects.filter(origin="imported").count() == 8


def test_a_dry_run_keeps_nothing(bring):
    told = bring(SAMPLES / "google-forms.csv", "--dry-run").json

    assert (told["new"], told["id"]) == (8, None)
    assert not AnswerImport.objects.exists()


def test_an_unknown_word_holds_the_file_back_and_is_named_with_its_row_and_column(bring, tmp_path):
    file = tmp_path / "answers.csv"
    file.write_text("next_steps,x\nAgree,1\nKinda,2\n")

    said = bring(file)

    assert said.code == 1
    assert said.json["errors"] == [
        {
            "row": 3,
            "column": "next_steps",
            "message": "“Kinda” stands for no value of the question yet.",
        }
    ]
    assert not Response.objects.filter(origin="imported").exists()
    assert AnswerImport.objects.get().key == said.json["id"]


@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["", "dry run"])
def test_a_file_of_which_no_column_is_a_question_is_said_with_what_to_do(
    muster, quillport, tmp_path, dry
):
    file = tmp_path / "answers.csv"
    file.write_text("Lunch?,x\n" + "good,1\n" * 6)

    said = muster("import", file, "--kind", "answers", "--build", quillport.key, *dry)

    assert said.code == 1
    assert said.err == (
        "No column answers a question. Nothing was brought in; give a column a question.\n"
    )
    assert "under “Answers from a file” on the page of quillport" in said.out
    assert AnswerImport.objects.count() == (0 if dry else 1)


@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["", "dry run"])
def test_too_few_responses_are_refused_and_nothing_is_kept(bring, tmp_path, dry):
    file = tmp_path / "answers.csv"
    file.write_text("next_steps,x\n" + "Agree,1\n" * 4)

    said = bring(file, *dry)

    assert (said.code, said.out) == (1, "")
    assert "The file has 4 responses. With fewer than 5 it could be told who said what." in said.err
    assert not AnswerImport.objects.exists()


def test_the_import_is_taken_back_by_its_id(muster, bring):
    told = bring(SAMPLES / "any-table.csv").json
    assert Response.objects.filter(origin="imported").count() == 8

    said = muster("import", "--undo", told["id"], "--format", "json")

    assert (said.code, said.json["removed"]) == (0, 8)
    assert not Response.objects.filter(origin="imported").exists()


def test_answers_belong_to_a_build(muster, quillport):
    said = muster("import", SAMPLES / "qualtrics.csv", "--kind", "answers")

    assert (said.code, "--build KEY" in said.err) == (2, True)


def test_a_file_that_is_no_table_is_said(bring, tmp_path):
    file = tmp_path / "answers.pdf"
    file.write_bytes(b"%PDF-1.7\n")

    said = bring(file)

    assert said.code != 0
    assert "The file is PDF. Nothing was kept." in said.err
