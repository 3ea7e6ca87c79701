"""A past build enters with two files: who came, and what they answered. They give its report."""

import re

import pytest

from muster.builds.seat import seat
from muster.directory.imports.apply import apply as apply_list
from muster.directory.imports.check import check
from muster.directory.imports.take_in import take_in as take_list_in
from muster.surveys.imports.apply import apply, undo
from tests import rows
from tests.people import join
from tests.rows import NOW
from tests.surveys.imports.conftest import EXAMPLES

DANA = "dana@example.org"
# Nobody on this list is in the file of answers: nothing leads from one to the other.
NAMES = [f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di", "Flo") for last in (
    "Vale", "Reed", "Hale", "Marsh", "Lane", "Park")]  # fmt: skip


@pytest.fixture
def quillport(gulfport):
    return rows.build(gulfport.program, key="quillport", from_history=True)


@pytest.fixture
def desk(client, quillport):
    client.force_login(join(quillport.program, name="Dana Whitlow").user)
    return client


def words(answer):
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def came_to(build, tmp_path):
    file = tmp_path / "who-came.csv"
    lines = [",".join([*name.split(), "Tarrow Fuel", "Attending"]) for name in NAMES]
    file.write_text("\n".join(["First Name,Last Name,Company,Attendee Status", *lines]) + "\n")
    run = take_list_in(build.program, file, file_name=file.name, kind="attendees", by=DANA, now=NOW)
    run = apply_list(check(run, now=NOW), by=DANA, now=NOW)
    seat(build, run, all_came=False, by=DANA, now=NOW)


@pytest.fixture
def survey(tmp_path):
    """A file of 24 people, each three saying the same."""
    header, below, *lines = (EXAMPLES / "surveymonkey.csv").read_text("utf-8-sig").splitlines()
    file = tmp_path / "survey.csv"
    file.write_text("\n".join([header, below, *(lines * 3)]) + "\n")
    return file


def test_a_list_of_who_came_and_a_survey_file_give_figures_and_a_report(
    desk, quillport, taken_in_for, survey, tmp_path
):
    came_to(quillport, tmp_path)
    apply(taken_in_for(quillport, survey), by=DANA, now=NOW)

    figures = words(desk.get("/builds/quillport/figures/"))
    assert "21 of 24" in figures
    assert "of 30 in the room" in figures
    report = words(desk.get("/builds/quillport/report/preview/"))
    assert "21 of 24" in report
    assert [name for name in NAMES if name in report] == []


def test_taken_back_the_report_says_that_nothing_was_measured(
    desk, quillport, taken_in_for, survey, tmp_path
):
    came_to(quillport, tmp_path)
    run = apply(taken_in_for(quillport, survey), by=DANA, now=NOW)

    undo(run, by=DANA, now=NOW)

    assert "21 of 24" not in words(desk.get("/builds/quillport/figures/"))
