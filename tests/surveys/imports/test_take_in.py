"""A file comes in: what tells who, where and when is dropped before anything is written down."""

import pytest
from django.conf import settings

from muster.core.sheets import NotATable
from muster.surveys.imports import keep
from muster.surveys.imports.errors import AlreadyIn, TooManyAnswers
from muster.surveys.imports.mapping import kept_columns
from muster.surveys.models import AnswerImport
from tests.surveys.imports.conftest import EXAMPLES, table, uses

PRIVATE = table(
    "Timestamp,IP Address,Email Address,First Name,Latitude,User Agent,Anything,Next steps?",
    "2026/05/12 4:12:33 PM CST,198.51.100.7,ada@quillport.example,Ada,30.39123,Mozilla/5.0,x,Agree",
    "2026/05/12 4:13:01 PM CST,198.51.100.8,bo@quillport.example,Bo,30.39124,Mozilla/5.0,y,Agree",
)


def on_disk(run):
    return b"".join(
        file.read_bytes()
        for file in settings.HOME.rglob("*")
        if file.is_file() and run.key in str(file)
    ).decode()


def test_what_tells_who_where_and_when_is_dropped_with_its_counts(taken_in):
    run = taken_in(PRIVATE)

    dropped = {
        column.header: (column.values, column.why) for column in run.columns.filter(use="dropped")
    }
    assert dropped == {
        "IP Address": (2, "an address of the network"),
        "Email Address": (2, "an e-mail address"),
        "First Name": (2, "a name"),
        "Latitude": (2, "where somebody was"),
        "User Agent": (2, "the device"),
    }
    assert uses(run)["Timestamp"] == ("day", "")


def test_nothing_that_is_dropped_is_written_down(taken_in):
    run = taken_in(PRIVATE)

    kept = on_disk(run)
    assert "Agree" in kept
    secret = ["198.51", "quillport", "Ada", "30.39", "Mozilla", "4:12", "16:12"]
    assert [word for word in secret if word in kept] == []
    assert [line.cells for line, _mark in keep.read(run)] == [
        ("2026-05-12", "x", "Agree"),
        ("2026-05-12", "y", "Agree"),
    ]


def test_a_column_of_addresses_is_dropped_whatever_its_name(taken_in):
    run = taken_in(
        table(
            "Anything else,Reach me,Next steps?",
            "a,ada@quillport.example,Agree",
            "b,,Agree",
            "c,(228) 555-0142,Agree",
            "d,bo@quillport.example,Agree",
        )
    )

    assert uses(run)["Reach me"] == ("dropped", "")
    assert uses(run)["Anything else"] == ("unused", "")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-05-12 16:12:33", "2026-05-12"),
        ("05/12/2026 04:12:33 PM", "2026-05-12"),
        ("12.05.2026 16:12", "2026-05-12"),
        ("46154.675", "2026-05-12"),
        ("1980-01-01 00:00:00", ""),
        ("yesterday", ""),
    ],
)
def test_of_a_moment_the_day_is_kept_and_1980_is_none(taken_in, moment, day):
    run = taken_in(table("submitdate,startlanguage,next_steps", f"{moment},en,Agree"))

    assert run.tool == "limesurvey"
    assert [line.cells[0] for line, _mark in keep.read(run)] == [day]


def test_a_13th_says_that_the_day_stands_first(taken_in):
    run = taken_in(table("fecha,next_steps", "04/05/2026,Agree", "13/05/2026,Agree"))

    assert [line.cells[0] for line, _mark in keep.read(run)] == ["2026-05-04", "2026-05-13"]


@pytest.mark.parametrize(
    "tool",
    ["surveymonkey", "qualtrics", "limesurvey", "google_forms", "microsoft_forms"],
)
def test_each_tool_is_known_by_its_own_columns(taken_in, tool):
    name = tool.replace("_", "-")
    file = EXAMPLES / f"{name}.{'xlsx' if tool == 'microsoft_forms' else 'csv'}"

    assert taken_in(file).tool == tool


def test_qualtrics_is_known_by_its_third_line_whatever_the_second_says(taken_in):
    run = taken_in(
        table(
            "Q1,Q2",
            "Wissen Sie was zu tun ist?,Noch etwas?",
            "{'ImportId': 'QID1'},{'ImportId': 'QID2'}",
            "Agree,x",
        )
    )

    assert run.tool == "qualtrics"


def test_the_same_file_twice_waits_once(taken_in):
    first = taken_in(PRIVATE)

    assert taken_in(PRIVATE) == first
    assert AnswerImport.objects.count() == 1


def test_a_file_whose_answers_are_in_is_said_and_changes_nothing(taken_in):
    run = taken_in(PRIVATE)
    AnswerImport.objects.update(state="applied")

    with pytest.raises(AlreadyIn) as refused:
        taken_in(PRIVATE)

    assert refused.value.key == run.key
    assert AnswerImport.objects.count() == 1


def test_a_file_that_is_no_table_leaves_nothing_behind(taken_in):
    with pytest.raises(NotATable):
        taken_in(b"%PDF-1.7 \n")

    assert AnswerImport.objects.count() == 0


def test_more_lines_than_a_room_has_people_leave_nothing_behind(taken_in):
    before = set(settings.HOME.rglob("answers.csv"))
    with pytest.raises(TooManyAnswers):
        taken_in(table("next_steps,x", *["Agree,1"] * 20_001))

    assert AnswerImport.objects.count() == 0
    assert set(settings.HOME.rglob("answers.csv")) == before


def test_the_copy_is_for_its_owner_alone(taken_in):
    run = taken_in(PRIVATE)

    copy = settings.HOME / "imports" / f"answers-{run.key}" / "answers.csv"
    assert copy.stat().st_mode & 0o077 == 0
    assert len(kept_columns(run)) == 3
