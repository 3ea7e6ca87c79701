"""What is installed is pinned, with hashes, and the locks agree with the project and each other."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["boot", "run", "dev", "bench"]


def pins(lock: str) -> list[tuple[str, str]]:
    """Each package and its version; a few have one for an older Python and one for a newer."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)", text, flags=re.MULTILINE)


def locked(lock: str) -> set[str]:
    return {name for name, _version in pins(lock)}


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=]", one)[0].lower() for one in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes_and_no_address(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert len(packages) == len(pins(lock)) > 0
    assert [one.split()[0] for one in packages if "--hash=sha256:" not in one] == []
    assert "://" not in text
    assert "index-url" not in text


def test_what_the_project_names_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert named(project["project"]["dependencies"]) - locked("run") == set()
    assert named(project["dependency-groups"]["dev"]) - locked("dev") == set()
    assert named(project["dependency-groups"]["bench"]) - locked("bench") == set()


@pytest.mark.parametrize("lock", ["dev", "bench"])
def test_tests_and_benchmarks_have_what_runs(lock):
    assert set(pins("run")) - set(pins(lock)) == set()
