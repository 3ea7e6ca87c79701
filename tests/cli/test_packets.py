"""`muster load` and `muster export`: a build in, a build out, or all errors and nothing changed."""

import shutil

import pytest

from muster.builds.models import Build
from muster.packets.files import read_files
from tests.conftest import PACKETS

pytestmark = pytest.mark.django_db
GULFPORT = PACKETS / "ms-gulfport-2020"


def test_a_packet_loads_once_and_again(muster):
    first = muster("load", GULFPORT, "--format", "json").json
    second = muster("load", GULFPORT, "--format", "json").json

    assert (first["build"], first["program"], first["was"]) == ("ms-gulfport-2020", "tat", "loaded")
    assert first["rows"]["participants"] == 67
    assert second == first | {"was": "unchanged"}
    assert Build.objects.count() == 1


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_what_is_exported_is_what_was_loaded(muster, tmp_path, name):
    muster("load", GULFPORT)

    said = muster("export", "ms-gulfport-2020", "--out", tmp_path / name)

    assert (said.code, said.err) == (0, "")
    assert read_files(tmp_path / name) == read_files(GULFPORT)


def test_a_wrong_packet_is_refused_with_every_error(muster, tmp_path):
    shutil.copytree(GULFPORT, tmp_path, dirs_exist_ok=True)
    for name, old, new in [
        ("answers.csv", "next_steps", "unheard_of"),
        ("outcomes.csv", ",S4,", ",S44,"),
    ]:
        text = (tmp_path / name).read_text()
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1))

    said = muster("load", tmp_path, "--format", "json")

    assert said.code == 1
    assert {problem["file"] for problem in said.json["problems"]} == {"answers.csv", "outcomes.csv"}
    assert "answers.csv, row 2, " in said.err
    assert not Build.objects.exists()


def test_a_build_that_says_something_else_gives_way_only_when_told(muster, tmp_path):
    muster("load", GULFPORT)
    Build.objects.update(venue="Changed here")

    kept = muster("load", GULFPORT)
    assert (kept.code, kept.out) == (1, "")
    assert kept.err.splitlines()[0].endswith("With --replace it gives way to the packet.")
    assert Build.objects.get().venue == "Changed here"

    replaced = muster("load", GULFPORT, "--replace")
    assert (replaced.code, replaced.err) == (0, "")
    assert Build.objects.get().venue == ""


def test_a_build_that_is_not_there_is_named_with_those_that_are(muster, gulfport, tmp_path):
    said = muster("export", "ms-gulfport-2002", "--out", tmp_path / "out")

    assert (said.code, said.out) == (1, "")
    assert said.err == "There is no build “ms-gulfport-2002”. Builds here: ms-gulfport-2020.\n"


def test_a_folder_with_something_else_in_it_is_not_written_over(muster, gulfport, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")

    said = muster("export", "ms-gulfport-2020", "--out", tmp_path)

    assert said.code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
