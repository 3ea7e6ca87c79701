"""`muster load-pack`: from files into a program, or refused with file, line and field."""

import shutil
from pathlib import Path

import pytest

from muster.core.models import Program
from muster.programs.models import Goal
from tests.programs.packs import SHIPPED, PackFolder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> PackFolder:
    shutil.copytree(SHIPPED, tmp_path / "tat")
    return PackFolder(tmp_path / "tat")


def test_a_pack_goes_into_the_program_of_its_own_key(muster):
    said = muster("load-pack", SHIPPED)

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("tat 2026.1 in program tat:")
    assert Goal.objects.filter(program__key="tat").count() == 13


def test_loading_twice_changes_nothing(muster):
    first = muster("load-pack", SHIPPED, "--format", "json").json
    second = muster("load-pack", SHIPPED, "--format", "json").json

    assert (second["created"], second["changed"]) == (0, 0)
    assert second["same"] == first["created"] + first["same"]


def test_a_program_is_named_by_its_key(muster):
    Program.objects.create(key="sample", name="Sample builds", sample=True)

    there = muster("load-pack", SHIPPED, "--program", "sample")
    not_there = muster("load-pack", SHIPPED, "--program", "simple")

    assert there.code == 0
    assert Goal.objects.filter(program__key="sample").count() == 13
    assert (not_there.code, not_there.out) == (1, "")
    assert not_there.err == "There is no program “simple”. Programs here: sample.\n"


def test_a_wrong_pack_is_refused_with_file_line_and_field(muster, folder):
    folder.change("goals.toml", 'horizon = "short"', 'horizon = "soon"')
    line = folder.line("goals.toml", '"soon"')

    said = muster("load-pack", folder.path, "--format", "json")

    wrong = {"file": "goals.toml", "line": line, "row": None, "column": "goals[1].horizon"}
    says = "'soon' is none of short, long."
    assert said.code == 1
    assert said.json["problems"] == [wrong | {"says": says}]
    assert said.err.splitlines()[1] == f"  goals.toml, line {line}, goals[1].horizon: {says}"
    assert not Goal.objects.exists()
